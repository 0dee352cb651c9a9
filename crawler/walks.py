"""The walks over the lists of a run's sites: where each begins, and what is remembered of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import parse_qsl

from archive import due, frontier
from archive.capture import Capture
from archive.frontier import Lead
from archive.identity import canonical_url
from archive.lists import ListMemory, list_memory, note_walk
from archive.membership import list_of, list_size
from archive.posted import split_posted
from archive.store import Archive
from archive.times import days_later, moment_of, stamp
from crawler.leads import further_leads
from crawler.listing import Listing
from crawler.site import Site
from crawler.walk import Ending, Look, Walk

DEEP_LOOKS = 10
"""Further pages of each list that a run looks at by themselves, for entries put in deep, at most."""
SHORTFALL_DAYS = 7
"""A list that did not give all the entries it says it has is walked as a whole again after so long."""
RESUMED = timedelta(hours=1)
"""A first page answered so recently, by a run that was cut, is not asked again."""


@dataclass(slots=True)
class _List:
    """A list in this run."""

    site: str
    walk: Walk
    total: int | None = None
    page_count: int | None = None
    waiting: set[str] = field(default_factory=set)
    """Pages asked for and not answered yet."""
    ways: dict[str, Lead] = field(default_factory=dict)
    """Further ways to pages that one way was asked for."""


class Walks:
    """Binds each `Walk` to the archive's memory of its list."""

    def __init__(self, archive: Archive, *, full: bool) -> None:
        self._archive = archive
        self._full = full
        self._lists: dict[str, _List] = {}
        """By the address of the first page."""
        self._list_of: dict[str, str] = {}
        """Listing page → its list."""
        self._again: defaultdict[str, set[str]] = defaultdict(set)
        """Site → pages asked again that have not answered yet."""

    def begin(self, site: Site, at: str, *, resumed: bool) -> list[Lead]:
        """The listing pages with which the walks over a site's lists begin.

        *resumed*: the run before this one was cut a moment ago.
        """
        starts = {canonical_url(url): Lead(url=url, site=site.id, kind="listing") for url in site.urls}
        leads: list[Lead] = []
        cut: defaultdict[str, list[Lead]] = defaultdict(list)
        for lead in due.unread_lists(self._archive, site.id, at):
            if lead.url not in starts and not _carries_state(lead):
                cut[list_of(self._archive.conn, lead.url, lead.via)].append(lead)
        for url, start in starts.items():
            memory = list_memory(self._archive, url)
            walk = self._open(url, site.id, memory, is_cut=bool(cut[url]), at=at)
            is_going_on = bool(cut[url]) or _is_whole(memory)
            if not (resumed and is_going_on and self._was_just_asked(url, at)):
                leads += self._begun(url, walk, [start], at)
        for name, resumed_at in cut.items():
            walk = self._open(name, site.id, list_memory(self._archive, name), is_cut=True, at=at)
            leads += self._begun(name, walk, resumed_at, at, resumes=True)
        if not self._full:
            for lead in due.deep_lists(self._archive, site.id, at, DEEP_LOOKS * len(starts)):
                name = list_of(self._archive.conn, lead.url, lead.via)
                if lead.url not in starts and not _carries_state(lead):
                    walk = self._open(name, site.id, list_memory(self._archive, name), is_cut=True, at=at)
                    walk.start(lead.url, deep=True)
                    self._wait(name, lead.url)
                    leads.append(lead)
        return leads

    def read(
        self,
        capture: Capture,
        listing: Listing,
        entries: Sequence[str],
        new: Collection[str],
        *,
        is_enough: bool,
    ) -> list[Lead]:
        """A listing page was read; returns the one to ask for next, if the walk goes on.

        *is_enough*: the run has found as much as it may ask for; the walk goes on in the next one.
        """
        page = canonical_url(capture.requested_url or capture.url)
        name = self._list_of.get(page)
        if name is None:
            return []
        current = self._lists[name]
        at = stamp(capture.fetched_at)
        current.total = listing.total if listing.total is not None else current.total
        current.page_count = listing.page_count or current.page_count
        ways = {lead.url: lead for lead in further_leads(listing, capture)}
        deficit = None
        if current.total is not None:
            deficit = current.total - list_size(self._archive.conn, name)
        look = Look(
            page=page,
            entries=entries,
            new=new,
            next=tuple(ways),
            strange=[url for url in ways if frontier.lead(self._archive, url) is None],
            total=listing.total,
            deficit=deficit,
        )
        if page in self._again[current.site]:
            self._again[current.site].discard(page)
            current.walk.look_again(look)
            return []
        further = self._onward(name, page, current.walk.step(look), ways, at)
        if is_enough:
            for lead in further:
                self.cut(lead, "limit", at)
            return []
        return further

    def begins_with(self, page: str) -> bool:
        """Whether a list of this run begins with that page."""
        return canonical_url(page) in self._lists

    def failed(self, page: str, at: str) -> list[Lead]:
        """A listing page could not be had; returns another way to it, if there is one."""
        page = canonical_url(page)
        name = self._list_of.get(page)
        if name is None:
            return []
        current = self._lists[name]
        if page in self._again[current.site]:
            self._again[current.site].discard(page)
            return []
        return self._onward(name, page, current.walk.failed(page), {}, at)

    def unchanged(self, page: str, at: str) -> None:
        """A listing page holds what it held: the walk need not go behind it."""
        page = canonical_url(page)
        name = self._list_of.get(page)
        if name is None:
            return
        current = self._lists[name]
        if page in self._again[current.site]:
            self._again[current.site].discard(page)
            return
        current.walk.cut(page, "known")
        self._onward(name, page, None, {}, at)

    def cut(self, lead: Lead, ending: Ending, at: str) -> None:
        """A listing page may not be asked for any more; the walk goes on from it in a later run."""
        name = self._list_of.get(lead.url)
        if name is not None:
            self._lists[name].walk.cut(lead.url, ending)
            self._onward(name, lead.url, None, {}, at)

    def rounds(self, site: str) -> list[Lead]:
        """Listing pages of a site to ask again, because entries may have moved past their walk."""
        pages = [
            page for current in self._lists.values() if current.site == site for page in current.walk.round()
        ]
        self._again[site].update(pages)
        return list(due.leads_of(self._archive, pages))

    def memories(self, site: str) -> list[ListMemory]:
        """What is remembered now of each list that this run walked on a site."""
        names = [name for name, current in self._lists.items() if current.site == site]
        return [memory for name in names if (memory := list_memory(self._archive, name))]

    def _open(self, name: str, site: str, memory: ListMemory | None, *, is_cut: bool, at: str) -> Walk:
        if name not in self._lists:
            is_short = (
                memory is not None
                and memory.shortfall > 0
                and memory.walked <= days_later(at, -SHORTFALL_DAYS)
            )
            whole = self._full or is_short or not (_is_whole(memory) or is_cut)
            self._lists[name] = _List(
                site, Walk(whole=whole, known_deficit=memory.deficit if memory else None)
            )
        return self._lists[name].walk

    def _begun(
        self, name: str, walk: Walk, leads: Iterable[Lead], at: str, *, resumes: bool = False
    ) -> list[Lead]:
        found = frontier.reopen(self._archive, leads, at)
        for lead in found:
            walk.start(lead.url, resumes=resumes)
            self._wait(name, lead.url)
        return [_unconditional(lead) if walk.whole or resumes else lead for lead in found]

    def _onward(
        self, name: str, page: str, following: str | None, ways: dict[str, Lead], at: str
    ) -> list[Lead]:
        current = self._lists[name]
        current.waiting.discard(page)
        if following is not None:
            lead = ways.get(following) or current.ways[following]
            current.ways.update((way, other) for way, other in ways.items() if way != following)
            (found,) = frontier.reopen(self._archive, [lead], at)
            self._wait(name, following)
            return [_unconditional(found) if current.walk.whole else found]
        if current.walk.ending is not None:
            note_walk(
                self._archive,
                name,
                current.site,
                at,
                ended=current.walk.ending,
                is_whole=current.walk.is_whole and not current.waiting,
                total=current.total,
                page_count=current.page_count,
            )
        return []

    def _wait(self, name: str, page: str) -> None:
        self._list_of[page] = name
        self._lists[name].waiting.add(page)

    def _was_just_asked(self, url: str, at: str) -> bool:
        row = self._archive.conn.execute(
            "SELECT 1 FROM urls WHERE url = ? AND state = 'done' AND last_checked BETWEEN ? AND ?",
            (url, stamp(moment_of(at) - RESUMED), at),
        ).fetchone()
        return row is not None


def _is_whole(memory: ListMemory | None) -> bool:
    return memory is not None and memory.complete is not None


def _carries_state(lead: Lead) -> bool:
    """Whether a posted page is asked for with state of the page before it, which has long expired."""
    if lead.form is None:
        return False
    known_by = parse_qsl(split_posted(lead.url)[1] or "", keep_blank_values=True)
    return len(parse_qsl(lead.form, keep_blank_values=True)) > len(known_by)


def _unconditional(lead: Lead) -> Lead:
    """A listing page that has to be seen whatever it held before, as the walk goes on from it."""
    return replace(lead, etag=None, last_modified=None)
