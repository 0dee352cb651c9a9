"""Where a run goes: each address once, within its budgets, and how far a walk over lists goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from archive import crawls, frontier
from archive.capture import Capture
from archive.frontier import Lead
from archive.identity import canonical_url
from archive.notice import Notice
from archive.store import Archive
from archive.times import stamp
from crawler.attachments import AttachmentText
from crawler.attachments.pages import sentence
from crawler.configuration import Configuration
from crawler.listing import Listing
from crawler.site import Site


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to make: where it leads and, for an article's later pages, the pages so far."""

    lead: Lead
    chain: tuple[Capture, ...] = ()

    @property
    def first(self) -> str:
        """The address as it was listed: of the article's first page, or of the lead itself."""
        capture = self.chain[0] if self.chain else None
        return (capture.requested_url or capture.url) if capture else self.lead.url


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """How far a run goes."""

    full: bool = False
    """Walk every listing page to the end and look at known pages again."""
    limit: int | None = None
    """Notice pages per site, at most."""


class Itinerary:
    """What a run has asked for, and the archive's memory of every address."""

    def __init__(self, archive: Archive, configuration: Configuration, scope: Scope) -> None:
        self._archive = archive
        self._configuration = configuration
        self._scope = scope
        self._asked: set[str] = set()
        self._listings_asked: Counter[str] = Counter()
        self._pages_asked: Counter[str] = Counter()

    def first_asks(self, sites: Sequence[Site], at: str) -> list[Ask]:
        """Listing pages, what earlier runs left undone, and in a full run every known page."""
        leads: list[Lead] = []
        for site in sites:
            starts = [Lead(url=url, site=site.id, kind="listing") for url in site.urls]
            leads += self._listings(starts, at)
        leads += frontier.due(self._archive, [site.id for site in sites], at)
        if self._scope.full:
            for site in sites:
                leads += frontier.known_pages(self._archive, site.id)
        return self.asks(leads)

    def further_listings(self, listing: Listing, capture: Capture, *, found_new: bool) -> list[Lead]:
        """The next listing pages, if the walk goes on.

        It goes on while pages bring new entries, and onto pages never walked before; so it
        survives a run that was killed half-way, and entries pinned to the top.
        """
        leads = [
            lead for lead in further_leads(listing, capture) if canonical_url(lead.url) not in self._asked
        ]
        if self._scope.full or found_new:
            return self._listings(leads, stamp(capture.fetched_at))
        return list(frontier.enlist(self._archive, leads, stamp(capture.fetched_at)))

    def _listings(self, leads: Iterable[Lead], at: str) -> list[Lead]:
        """Listing pages to look at again; a full run walks on from each, so it has to see them all."""
        known = frontier.reopen(self._archive, leads, at)
        if self._scope.full:
            return [replace(lead, etag=None, last_modified=None) for lead in known]
        return list(known)

    def asks(self, leads: Iterable[Lead]) -> list[Ask]:
        """The leads as requests, each address once a run, within the run's limit and budgets."""
        asks = []
        for lead in leads:
            url = canonical_url(lead.url)
            if url not in self._asked and self._within_budget(lead):
                self._asked.add(url)
                asks.append(Ask(lead))
        return asks

    def _within_budget(self, lead: Lead) -> bool:
        """Count the lead against its budget; what exceeds it stays pending for the next run."""
        if lead.kind == "listing":
            self._listings_asked[lead.site] += 1
            return self._listings_asked[lead.site] <= self._configuration.max_listing_pages
        if lead.kind == "page":
            most = self._configuration.max_pages if self._scope.limit is None else self._scope.limit
            self._pages_asked[lead.site] += 1
            return self._pages_asked[lead.site] <= most
        return True


def entry_leads(listing: Listing, capture: Capture) -> list[Lead]:
    """The pages that a listing page leads to."""
    return [
        Lead(
            url=entry.url,
            site=capture.site,
            kind="page",
            via=capture.url,
            listed_title=entry.title,
            listed_date=entry.date,
        )
        for entry in listing.entries
    ]


def further_leads(listing: Listing, capture: Capture) -> list[Lead]:
    """The listing pages on which a listing page goes on."""
    return [
        Lead(url=page.url, site=capture.site, kind="listing", via=capture.url)
        for page in listing.next
        if page.form is None
    ]


def attachment_leads(notice: Notice, capture: Capture) -> list[Lead]:
    """The files that an article offers; *capture* is its first web page."""
    return [
        Lead(url=item.url, site=capture.site, kind="attachment", via=capture.url)
        for item in notice.attachments
        if item.url and item.url.startswith(("http://", "https://"))
    ]


def record_unread_file(
    archive: Archive, crawl_id: int | None, capture: Capture, found: AttachmentText
) -> None:
    """Note why an attached file has no text; pictures, archives and the like were never expected to.

    The reason is ``file-`` and the failure's name, as ``timeout`` alone is one of the network.
    """
    if found.failure is not None and found.failure != "unsupported":
        reason, detail = f"file-{found.failure}", sentence(found, capture)
        crawls.record_failure(archive, crawl_id, capture.url, reason, detail, stamp(capture.fetched_at))


def remember_answer(archive: Archive, listed_url: str, capture: Capture, *, further: bool = False) -> None:
    """Mark the listed address, and the one that answered, as done.

    With *further* web pages the first one's validators say nothing about the article, so the next
    look is an unconditional one.
    """
    at = stamp(capture.fetched_at)
    frontier.mark_done(
        archive,
        listed_url,
        at,
        etag=None if further else capture.header("ETag"),
        last_modified=None if further else capture.header("Last-Modified"),
    )
    if canonical_url(capture.url) != canonical_url(listed_url):
        lead = Lead(
            url=capture.url,
            site=capture.site,
            kind=capture.kind,
            via=capture.via,
            listed_title=capture.listed_title,
            listed_date=capture.listed_date,
        )
        frontier.enlist(archive, [lead], at)
        frontier.mark_done(archive, capture.url, at)
