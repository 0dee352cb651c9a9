"""One run over some sites: what to ask next, and what to do with each answer.

Knows no Scrapy: the spider turns every `Ask` into a request and hands the answer back.
Each answer is kept as a capture before it is read, and all that was learned from it (rows,
the state of its URL, the URLs it led to) is committed in one transaction, so that a run
killed at any moment goes on where it stopped.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from archive import crawls, frontier
from archive.capture import Capture
from archive.clock import Clock
from archive.errors import ArchiveError, UnreadableError
from archive.frontier import Lead
from archive.health import Judged
from archive.identity import canonical_url
from archive.listing_faults import Fault
from archive.store import Archive
from archive.times import stamp
from archive.warc import CaptureWriter
from crawler.configuration import Configuration
from crawler.extraction.continuation import next_article_page
from crawler.failure import failure_of_answer
from crawler.intake import ABSENT, Intake
from crawler.itinerary import (
    Ask,
    Itinerary,
    Scope,
    attachment_leads,
    entry_leads,
    record_unread_file,
    remember_answer,
)
from crawler.listing_watch import ListingWatch
from crawler.redirects import RedirectSinks
from crawler.site import Site
from crawler.tally import Tally, judge_run

MAX_ARTICLE_PAGES = 50
"""Web pages of one article, at most; the longest real ones seen have about ten."""

logger = logging.getLogger(__name__)


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
        self.verdicts: dict[str, Judged] = {}
        """Site → how it is after the run, once that ended."""
        self._archive = archive
        self._captures = captures
        self._clock = clock
        self._itinerary = Itinerary(archive, configuration, scope)
        self._intake = Intake(archive, {site.id: site for site in sites})
        self._watch = ListingWatch(archive, self._intake.site)
        self._crawl_ids: dict[str, int] = {}
        self._sinks = RedirectSinks(sites)

    def begin(self) -> list[Ask]:
        """Open the run; returns the first requests: listing pages, and what earlier runs left."""
        at = stamp(self._clock.now())
        with self._archive.transaction():
            for site in self.sites:
                self._intake.save_site(site.id)
                self._crawl_ids[site.id] = crawls.start_crawl(self._archive, site.id, at)
            return self._itinerary.first_asks(self.sites, at)

    def end(self, *, interrupted: bool) -> None:
        """Close the run: write each site's outcome and health."""
        at = stamp(self._clock.now())
        with self._archive.transaction():
            for site_id, crawl_id in self._crawl_ids.items():
                tally = self.tallies[site_id]
                outcome, cause = judge_run(tally, interrupted=interrupted)
                self.verdicts[site_id] = crawls.finish_crawl(
                    self._archive,
                    crawl_id,
                    at,
                    outcome=outcome,
                    cause=cause,
                    counts=tally.counts(),
                )

    def answered(self, ask: Ask, capture: Capture) -> list[Ask]:
        """Keep and read the answer to *ask*; returns what to ask next."""
        capture = self._as_listed(capture)
        capture = replace(capture, position=self._captures.keep(capture))
        if capture.status == 304 and (ask.lead.etag or ask.lead.last_modified):
            return self._unchanged(ask, capture)
        failure = failure_of_answer(capture) or self._sinks.failure(ask.lead.kind, capture)
        if failure is not None:
            return self.failed(ask, *failure, capture)
        return self._guarded(ask, lambda: self._read(ask, capture))

    def failed(self, ask: Ask, name: str, detail: str, capture: Capture | None = None) -> list[Ask]:
        """Record that *ask* could not be taken in; returns what to ask next."""
        following: list[Ask] = []
        with self._archive.transaction():
            if ask.chain:
                following = self._guarded(ask, lambda: self._incomplete_article(ask, capture))
            if capture is not None and ask.lead.kind == "page" and capture.status in ABSENT:
                self.tallies[ask.lead.site].gone += self._intake.take_absence(capture)
            self._record_failure(ask, name, detail)
        return following

    def keep_robots(self, capture: Capture) -> None:
        """Keep a robots.txt as evidence of what was allowed."""
        self._captures.keep(capture)

    def _as_listed(self, capture: Capture) -> Capture:
        """The answer with the title and date of its own entry, where a redirect led to a listed page.

        Else one page would be read in two ways in turn, and each reading look like an edit.
        """
        own = frontier.lead(self._archive, capture.url) if capture.requested_url else None
        if own is None or own.listed_title is None:
            return capture
        return replace(capture, listed_title=own.listed_title, listed_date=own.listed_date)

    def _read(self, ask: Ask, capture: Capture) -> list[Ask]:
        match ask.lead.kind:
            case "listing":
                return self._listing(ask, capture)
            case "attachment":
                return self._attachment(ask, capture)
            case _:
                return self._page(ask, capture)

    def _guarded(self, ask: Ask, take: Callable[[], list[Ask]]) -> list[Ask]:
        """Take something in, or record why it cannot be read; a full disk or the like ends the run."""
        try:
            return take()
        except ArchiveError:
            raise
        except UnreadableError as error:
            return self._unread(ask, "unreadable", str(error))
        except Exception as error:
            logger.exception("reading %s failed", ask.lead.url)
            return self._unread(ask, "internal", f"{type(error).__name__}: {error}")

    def _unread(self, ask: Ask, name: str, detail: str) -> list[Ask]:
        """An answer came and could not be read: the capture stays, with its failure."""
        with self._archive.transaction():
            self._record_failure(ask, name, detail)
        return []

    def _record_failure(self, ask: Ask, name: str, detail: str) -> None:
        at = stamp(self._clock.now())
        lead = ask.lead
        self.tallies[lead.site].count_failure(
            name,
            detail,
            kind=lead.kind,
            via=lead.via,
            fresh=frontier.never_answered(self._archive, ask.first) and self._sinks.is_own(lead),
        )
        crawls.record_failure(
            self._archive, self._crawl_ids[lead.site], lead.url, reason=name, detail=detail, at=at
        )
        frontier.mark_failed(self._archive, ask.first, name, at)

    def _unchanged(self, ask: Ask, capture: Capture) -> list[Ask]:
        tally = self.tallies[ask.lead.site]
        at = stamp(capture.fetched_at)
        with self._archive.transaction():
            if ask.lead.kind == "page":
                self._intake.take_unchanged(capture)
            frontier.mark_unchanged(self._archive, ask.lead.url, at)
            tally.listing_pages += ask.lead.kind == "listing"
        return []

    def _listing(self, ask: Ask, capture: Capture) -> list[Ask]:
        tally = self.tallies[ask.lead.site]
        with self._archive.transaction():
            listing = self._intake.take_listing(capture)
            watched = self._watch.look(listing, capture, ask.lead, tally, self._crawl_ids[ask.lead.site])
            if isinstance(watched, Fault):
                return self.failed(ask, watched.name, watched.detail, capture)
            listing = watched
            if not listing.entries:  # the end of a walk, or of a short list
                remember_answer(self._archive, ask.lead.url, capture)
                return []
            tally.listing_pages += 1
            tally.listed += len(listing.entries)
            new = frontier.enlist(
                self._archive,
                entry_leads(listing, capture),
                stamp(capture.fetched_at),
            )
            new += frontier.adopt(
                self._archive,
                [entry.url for entry in listing.entries],
                capture.site,
                stamp(capture.fetched_at),
                visited=self.tallies,
            )
            further = self._itinerary.further_listings(listing, capture, found_new=bool(new))
            remember_answer(self._archive, ask.lead.url, capture)
        return self._itinerary.asks([*further, *new])

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
            remember_answer(self._archive, listed_url, chain[0], further=len(chain) > 1)
        tally.fetched += 1
        return self._itinerary.asks(attachments)

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
        with self._archive.transaction():
            attachments = self._take_article(ask.chain)
        return self._itinerary.asks(attachments)

    def _take_article(self, chain: tuple[Capture, ...]) -> list[Lead]:
        """Read and keep the article; returns its attachments that are not known yet."""
        tally = self.tallies[chain[0].site]
        kept, notice = self._intake.take_article(chain)
        tally.new += kept.change == ("first",)
        tally.changed += kept.change not in ((), ("first",))
        leads = attachment_leads(notice, chain[0])
        return list(frontier.enlist(self._archive, leads, stamp(chain[0].fetched_at)))

    def _attachment(self, ask: Ask, capture: Capture) -> list[Ask]:
        with self._archive.transaction():
            found = self._intake.take_attachment(capture)
            record_unread_file(self._archive, self._crawl_ids[ask.lead.site], capture, found)
            remember_answer(self._archive, ask.lead.url, capture)
            self.tallies[ask.lead.site].files += 1
        return []
