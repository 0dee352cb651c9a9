"""Captures taken in again in the order they were kept: what import and rebuild share with a crawl."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from archive import crawls, frontier, lists, looks
from archive.capture import Capture
from archive.errors import ArchiveError, UnreadableError
from archive.frontier import Lead
from archive.identity import canonical_url
from archive.membership import list_of
from archive.store import Archive
from archive.times import stamp
from crawler.answers import ABSENT_PAGE, MAX_ARTICLE_PAGES
from crawler.extraction.continuation import next_article_page
from crawler.failure import failure_of_answer
from crawler.intake import Intake
from crawler.leads import (
    attachment_leads,
    entry_leads,
    further_leads,
    lead_of,
    record_unread_file,
    remember_answer,
)
from crawler.redirects import RedirectSinks
from crawler.vanishing import place_of

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class ReplayReport:
    """What a replay did."""

    captures: int = 0
    known: int = 0
    """Page files that were in the archive already."""
    articles: int = 0
    new: int = 0
    changed: int = 0
    failures: list[tuple[str, str, str]] = field(default_factory=list)
    """Address, failure name, and one sentence."""
    files: dict[str, str] = field(default_factory=dict)
    """Path of each page file that was taken in, by the address that it got."""
    unreadable_files: list[str] = field(default_factory=list)
    """A sentence for each file that could not be read as what it should be."""

    @property
    def exit_code(self) -> int:
        """0 done, 1 when a file could not be read or a fault was ours; dead pages in WARC are no news."""
        is_faulty = any(name == "internal" or address in self.files for address, name, _ in self.failures)
        return 1 if self.unreadable_files or is_faulty else 0


@dataclass(frozen=True, slots=True)
class _OpenArticle:
    """An article of which further web pages are still to come."""

    chain: tuple[Capture, ...]
    awaited: str
    """Canonical address of the next one."""


class Replay:
    """Feeds captures to the intake, joining the web pages of one article as the crawl did."""

    def __init__(self, intake: Intake, archive: Archive, *, remember: bool) -> None:
        """With *remember*, addresses and failures go into the run's memory as in a live crawl.

        That is for captures which the memory does not know: those of others, and our own when the
        archive is lost.
        """
        self.report = ReplayReport()
        self._intake = intake
        self._archive = archive
        self._remember = remember
        self._held: defaultdict[str, dict[str, Capture]] = defaultdict(dict)
        """Place → address → page kept back until it is known what the place answers for an absent one."""
        self._run: str | None = None
        self._sinks = RedirectSinks(())
        self._open: dict[str, _OpenArticle] = {}
        """By the address that was asked for."""
        self._awaiting: defaultdict[str, list[str]] = defaultdict(list)
        """Awaited address → the open articles that await it."""

    def feed(self, capture: Capture) -> None:
        """Take in one capture, in the order in which they were kept."""
        self.report.captures += 1
        self._note_run(capture)
        self._guarded(capture, lambda: self._take(capture))

    def joined(self, capture: Capture) -> Capture:
        """A page kept by others, said to continue the article that awaits it, if there is one.

        Our own captures say so themselves; those of others are known by their address.
        """
        articles = self._awaiting.get(_asked_for(capture)) if capture.kind == "page" else None
        if not articles:
            return capture
        return replace(capture, kind="continuation", via=self._open[articles[0]].chain[0].url)

    def unanswered(self) -> list[Capture]:
        """What would have to be fed for the articles to end whose next page never came.

        Not for a rebuild: there such an article is one that a run was stopped in, and the next run
        has fetched it again, or will.
        """
        return [
            Capture(
                url=article.awaited,
                fetched_at=article.chain[-1].fetched_at,
                status=0,
                site=article.chain[0].site,
                kind="continuation",
                via=article.chain[0].url,
            )
            for article in self._open.values()
        ]

    def _guarded(self, capture: Capture, take: Callable[[], None]) -> None:
        try:
            with self._archive.transaction():
                take()
        except ArchiveError:
            raise
        except UnreadableError as error:
            self._fail(capture, getattr(error, "failure_name", "unreadable"), str(error))
        except Exception as error:
            logger.exception("reading %s failed", capture.url)
            self._fail(capture, "internal", f"{type(error).__name__}: {error}")

    def _take(self, capture: Capture) -> None:
        match capture.kind:
            case "listing":
                self._listing(capture)
            case "attachment":
                self._attachment(capture)
            case "page":
                self._page(capture)
            case "continuation":
                self._continuation(capture)
            case "probe":
                self._probe(capture)
            case "robots":
                pass

    def _listing(self, capture: Capture) -> None:
        if capture.status == 304:
            self._intake.take_unchanged_listing(capture)
            self._unchanged(capture)
        if failure_of_answer(capture) is not None:
            return
        listing, dropped = self._intake.take_listing(capture)
        if self._remember and listing.entries:
            at = stamp(capture.fetched_at)
            itself = lead_of(capture)
            frontier.reopen(self._archive, [itself], at)
            frontier.enlist(self._archive, entry_leads(listing, capture), at)
            self._enlist_list_page(further_leads(listing, capture)[:1], at)
            looks.look_soon(self._archive, dropped, at)
            remember_answer(self._archive, itself.url, capture)
            if not listing.next:
                name = list_of(self._archive.conn, itself.url, itself.via)
                lists.note_walk(
                    self._archive, name, capture.site, at,
                    ended="end", is_whole=True, total=listing.total, page_count=listing.page_count,
                )  # fmt: skip

    def _attachment(self, capture: Capture) -> None:
        if capture.status == 304:
            self._unchanged(capture)
        if self._failure(capture) is not None:
            return
        found, kept = self._intake.take_attachment(capture)
        self.report.changed += len(kept.changed_pages)
        if self._remember:
            record_unread_file(self._archive, None, capture, found)
            self._enlist(capture)
            remember_answer(self._archive, _asked_for(capture), capture, changed=kept.is_other)

    def _page(self, capture: Capture) -> None:
        if capture.status == 304:
            self._intake.take_unchanged(capture)
            self._unchanged(capture)
            return
        asked = _asked_for(capture)
        waiting = self._held[place_of(asked)]
        waiting.pop(asked, None)
        failure = self._failure(capture)
        present = self._intake.presence(capture) if failure is None else "absent"
        if present == "unsure":
            waiting[asked] = capture
        elif present == "there":
            self._extend(asked, (), capture)
        else:
            name, detail = failure or ("not-found", ABSENT_PAGE)
            self._intake.take_failure(capture, name)
            self._fail(capture, name, detail)

    def _probe(self, capture: Capture) -> None:
        """Judge the pages that were kept back until this answer for an absent address came."""
        place = self._intake.take_probe(capture)
        for held in self._held.pop(place, {}).values():
            self._guarded(held, partial(self._page, held))

    def _unchanged(self, capture: Capture) -> None:
        if self._remember:
            looks.mark_unchanged(self._archive, _asked_for(capture), stamp(capture.fetched_at))

    def _continuation(self, capture: Capture) -> None:
        via = canonical_url(capture.via or "")
        for asked in tuple(self._awaiting.get(_asked_for(capture), ())):
            chain = self._open[asked].chain
            if canonical_url(chain[0].url) != via:
                continue
            if capture.status and failure_of_answer(capture) is None:
                self._extend(asked, chain, capture)
            else:
                self._close_article(asked, chain)

    def _failure(self, capture: Capture) -> tuple[str, str] | None:
        if not capture.status:
            return "connection", "nothing answered"
        return failure_of_answer(capture) or self._sinks.failure(capture.kind, capture)

    def _note_run(self, capture: Capture) -> None:
        """Where a redirect leads is judged within a run, whose captures lie in files of one name."""
        run = (capture.position or "").rpartition("-")[0]
        if run != self._run:
            self._run = run
            self._sinks = RedirectSinks(self._intake.sites)

    def _extend(self, asked: str, chain: tuple[Capture, ...], capture: Capture) -> None:
        """Add a web page to an article; a first page that was fetched again begins it anew."""
        chain = (*chain, capture)
        self._forget(asked)
        following = next_article_page(capture)
        awaited = canonical_url(following) if following else None
        known = {canonical_url(page.url) for page in chain}
        if awaited and awaited not in known and len(chain) < MAX_ARTICLE_PAGES:
            self._open[asked] = _OpenArticle(chain, awaited)
            self._awaiting[awaited].append(asked)
        else:
            self._close_article(asked, chain)

    def _forget(self, asked: str) -> None:
        article = self._open.pop(asked, None)
        if article is not None:
            self._awaiting[article.awaited].remove(asked)

    def _close_article(self, asked: str, chain: tuple[Capture, ...]) -> None:
        self._forget(asked)
        kept, notice = self._intake.take_article(chain)
        self.report.articles += 1
        self.report.new += kept.change == ("first",)
        self.report.changed += kept.change not in ((), ("first",))
        if self._remember:
            self._enlist(chain[0])
            remember_answer(
                self._archive,
                asked,
                chain[0],
                further=len(chain) > 1,
                changed=kept.change != (),
                published=notice.published_date or notice.issued_date,
            )
            frontier.enlist(self._archive, attachment_leads(notice, chain[0]), stamp(chain[0].fetched_at))

    def _enlist(self, capture: Capture) -> None:
        frontier.enlist(self._archive, [lead_of(capture)], stamp(capture.fetched_at))

    def _enlist_list_page(self, leads: list[Lead], at: str) -> None:
        """Remember the page on which a list goes on, also where it was taken for an entry of the list."""
        for lead in leads:
            known = frontier.lead(self._archive, lead.url)
            if known is None or known.kind != "listing":
                frontier.reopen(self._archive, leads, at)

    def _fail(self, capture: Capture, name: str, detail: str) -> None:
        self.report.failures.append((capture.url, name, detail))
        if self._remember:
            at = stamp(capture.fetched_at)
            crawls.record_failure(self._archive, None, capture.url, name, detail, at)
            asked = _asked_for(capture)
            if capture.kind == "page" and asked.startswith("http"):
                self._enlist(capture)
                looks.mark_failed(self._archive, asked, name, at)


def _asked_for(capture: Capture) -> str:
    """Canonical address that was asked for."""
    return canonical_url(capture.requested_url or capture.url)
