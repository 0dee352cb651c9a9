"""One run over some sites: what to ask next, and what to do with each answer.

Knows no Scrapy: the spider turns every `Ask` into a request and hands the answer back.
Each answer is kept as a capture before it is read, and all that was learned from it (rows,
the state of its URL, the URLs it led to) is committed in one transaction, so that a run
killed at any moment goes on where it stopped.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from archive import crawls, frontier
from archive.capture import Capture
from archive.errors import UnreadableError
from archive.frontier import Lead
from archive.identity import canonical_url
from archive.ingest import confirm_unchanged
from archive.store import Archive
from archive.times import stamp
from archive.warc import CaptureWriter
from crawler.clock import Clock
from crawler.configuration import Configuration
from crawler.extraction.continuation import next_article_page
from crawler.failure import failure_of_status
from crawler.intake import ABSENT, Intake
from crawler.listing import Listing
from crawler.site import Site
from crawler.tally import Tally, judge_run

MAX_ARTICLE_PAGES = 50
"""Web pages of one article, at most; the longest real ones seen have about ten."""

logger = logging.getLogger(__name__)


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


class Visit:
    """The bookkeeping of one run."""

    def __init__(
        self,
        *,
        archive: Archive,
        captures: CaptureWriter,
        sites: Sequence[Site],
        clock: Clock,
        configuration: Configuration,
        scope: Scope,
    ) -> None:
        self.sites = tuple(sites)
        self.tallies = {site.id: Tally() for site in sites}
        self.newly_failed: list[str] = []
        self._archive = archive
        self._captures = captures
        self._clock = clock
        self._configuration = configuration
        self._scope = scope
        self._intake = Intake(archive, {site.id: site for site in sites})
        self._crawl_ids: dict[str, int] = {}
        self._health_before: dict[str, str] = {}
        self._asked: set[str] = set()
        self._pages_asked = {site.id: 0 for site in sites}
        self._listings_asked = {site.id: 0 for site in sites}

    # --- begin and end ---------------------------------------------------------------------

    def begin(self) -> list[Ask]:
        """Open the run; returns the first requests: listing pages, and what earlier runs left."""
        at = stamp(self._clock.now())
        leads: list[Lead] = []
        with self._archive.transaction():
            for site in self.sites:
                self._intake.save_site(site.id)
                row = self._archive.site_row(site.id)
                self._health_before[site.id] = row["health"] if row else "never"
                self._crawl_ids[site.id] = crawls.start_crawl(self._archive, site.id, at)
                starts = [Lead(url=url, site=site.id, kind="listing") for url in site.urls]
                leads += frontier.reopen(self._archive, starts, at)
            leads += frontier.due(self._archive, [site.id for site in self.sites], at)
            if self._scope.full:
                for site in self.sites:
                    leads += frontier.known_pages(self._archive, site.id)
        return self._asks(leads)

    def end(self, *, interrupted: bool) -> None:
        """Close the run: write each site's outcome and health."""
        at = stamp(self._clock.now())
        with self._archive.transaction():
            for site_id, crawl_id in self._crawl_ids.items():
                tally = self.tallies[site_id]
                outcome, cause = judge_run(tally, interrupted=interrupted)
                crawls.finish_crawl(
                    self._archive,
                    crawl_id,
                    at,
                    outcome=outcome,
                    cause=cause,
                    counts=tally.counts(),
                )
                if outcome in ("failed", "blocked") and self._health_before[site_id] in ("ok", "quiet", "never"):
                    self.newly_failed.append(site_id)

    # --- answers ---------------------------------------------------------------------------

    def answered(self, ask: Ask, capture: Capture) -> list[Ask]:
        """Keep and read the answer to *ask*; returns what to ask next."""
        if capture.status == 304:
            return self._unchanged(ask, capture)
        capture = replace(capture, position=self._captures.keep(capture))
        failure = failure_of_status(capture.status)
        if failure is not None:
            return self.failed(ask, failure, f"HTTP {capture.status}", capture)
        try:
            match ask.lead.kind:
                case "listing":
                    return self._listing(ask, capture)
                case "attachment":
                    return self._attachment(ask, capture)
                case _:
                    return self._page(ask, capture)
        except UnreadableError as error:
            return self._unread(ask, "unreadable", str(error))
        except Exception as error:
            logger.exception("reading %s failed", capture.url)
            return self._unread(ask, "internal", f"{type(error).__name__}: {error}")

    def failed(self, ask: Ask, name: str, detail: str, capture: Capture | None = None) -> list[Ask]:
        """Record that *ask* could not be taken in; returns what to ask next."""
        following: list[Ask] = []
        with self._archive.transaction():
            if ask.chain:
                following = self._incomplete_article(ask, capture)
            if capture is not None and ask.lead.kind == "page" and capture.status in ABSENT:
                self._intake.take_absence(capture)
                self.tallies[ask.lead.site].gone += 1
            self._record_failure(ask, name, detail)
        return following

    def keep_robots(self, capture: Capture) -> None:
        """Keep a robots.txt as evidence of what was allowed."""
        self._captures.keep(capture)

    def _unread(self, ask: Ask, name: str, detail: str) -> list[Ask]:
        """An answer came and could not be read: the capture stays, with its failure."""
        with self._archive.transaction():
            self._record_failure(ask, name, detail)
        return []

    def _record_failure(self, ask: Ask, name: str, detail: str) -> None:
        at = stamp(self._clock.now())
        lead = ask.lead
        tally = self.tallies[lead.site]
        (tally.listing_failures if lead.kind == "listing" else tally.failures)[name] += 1
        crawls.record_failure(
            self._archive, self._crawl_ids[lead.site], lead.url, reason=name, detail=detail, at=at
        )
        frontier.mark_failed(self._archive, ask.first, name, at)

    def _unchanged(self, ask: Ask, capture: Capture) -> list[Ask]:
        tally = self.tallies[ask.lead.site]
        at = stamp(capture.fetched_at)
        with self._archive.transaction():
            confirm_unchanged(self._archive, ask.lead.url, at)
            frontier.mark_done(self._archive, ask.lead.url, at)
            tally.listing_pages += ask.lead.kind == "listing"
        return []

    def _listing(self, ask: Ask, capture: Capture) -> list[Ask]:
        tally = self.tallies[ask.lead.site]
        with self._archive.transaction():
            listing = self._intake.take_listing(capture)
            if not listing.entries:
                if tally.listing_pages:  # the end of a walk, not a site without notices
                    self._done(ask.lead.url, capture)
                    return []
                return self.failed(ask, "no-entries", "no entries were found on the listing page", capture)
            tally.listing_pages += 1
            tally.listed += len(listing.entries)
            new = frontier.enlist(
                self._archive,
                [
                    Lead(
                        url=entry.url,
                        site=capture.site,
                        kind="page",
                        via=capture.url,
                        listed_title=entry.title,
                        listed_date=entry.date,
                    )
                    for entry in listing.entries
                ],
                stamp(capture.fetched_at),
            )
            further = self._further_listings(listing, capture, found_new=bool(new))
            self._done(ask.lead.url, capture)
        return self._asks([*further, *new])

    def _further_listings(self, listing: Listing, capture: Capture, *, found_new: bool) -> list[Lead]:
        """The next listing pages, if the walk goes on.

        It goes on while pages bring new entries, and onto pages never walked before; so it
        survives a run that was killed half-way, and entries pinned to the top.
        """
        leads = [Lead(url=url, site=capture.site, kind="listing", via=capture.url) for url in listing.next]
        leads = [lead for lead in leads if canonical_url(lead.url) not in self._asked]
        if self._scope.full or found_new:
            return list(frontier.reopen(self._archive, leads, stamp(capture.fetched_at)))
        return list(frontier.enlist(self._archive, leads, stamp(capture.fetched_at)))

    def _page(self, ask: Ask, capture: Capture) -> list[Ask]:
        chain = (*ask.chain, capture)
        following = next_article_page(capture)
        known = {canonical_url(page.url) for page in chain}
        if following and canonical_url(following) not in known and len(chain) < MAX_ARTICLE_PAGES:
            lead = Lead(url=following, site=capture.site, kind="continuation", via=chain[0].url)
            return [Ask(lead, chain)]
        return self._article(ask.first, chain)

    def _article(self, listed_url: str, chain: tuple[Capture, ...]) -> list[Ask]:
        tally = self.tallies[chain[0].site]
        with self._archive.transaction():
            attachments = self._take_article(chain)
            self._done(listed_url, chain[0])
        tally.fetched += 1
        return self._asks(attachments)

    def _incomplete_article(self, ask: Ask, capture: Capture | None) -> list[Ask]:
        """Keep the article as far as it goes when one of its later pages cannot be had."""
        if capture is None:
            # A replay must know that the article ended here.
            self._captures.keep(
                Capture(
                    url=ask.lead.url,
                    fetched_at=self._clock.now(),
                    status=0,
                    site=ask.lead.site,
                    kind="continuation",
                    via=ask.lead.via,
                )
            )
        return self._asks(self._take_article(ask.chain))

    def _take_article(self, chain: tuple[Capture, ...]) -> list[Lead]:
        """Read and keep the article; returns its attachments that are not known yet."""
        tally = self.tallies[chain[0].site]
        kept, notice = self._intake.take_article(chain)
        tally.new += kept.change == ("first",)
        tally.copies += kept.change == ("first",) and kept.joined
        tally.changed += kept.change not in ((), ("first",))
        leads = [
            Lead(url=item.url, site=chain[0].site, kind="attachment", via=chain[0].url)
            for item in notice.attachments
            if item.url and item.url.startswith(("http://", "https://"))
        ]
        return list(frontier.enlist(self._archive, leads, stamp(chain[0].fetched_at)))

    def _attachment(self, ask: Ask, capture: Capture) -> list[Ask]:
        with self._archive.transaction():
            self._intake.take_attachment(capture)
            self._done(ask.lead.url, capture)
        return []

    # --- the frontier ----------------------------------------------------------------------

    def _done(self, listed_url: str, capture: Capture) -> None:
        """Mark the listed address, and the one that answered, as done."""
        at = stamp(capture.fetched_at)
        frontier.mark_done(
            self._archive,
            listed_url,
            at,
            etag=capture.header("ETag"),
            last_modified=capture.header("Last-Modified"),
        )
        if canonical_url(capture.url) != canonical_url(listed_url):
            frontier.enlist(
                self._archive, [Lead(url=capture.url, site=capture.site, kind=capture.kind, via=listed_url)], at
            )
            frontier.mark_done(self._archive, capture.url, at)

    def _asks(self, leads: Iterable[Lead]) -> list[Ask]:
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
