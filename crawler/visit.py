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
from urllib.parse import urlsplit

from archive import crawls, frontier, looks
from archive.capture import Capture
from archive.clock import Clock
from archive.errors import ArchiveError, UnreadableError
from archive.health import Judged
from archive.store import Archive
from archive.times import stamp
from archive.warc import CaptureWriter
from crawler.answers import Answers, Failures, Runs
from crawler.breaker import RETRIED_STATUSES, Breaker
from crawler.configuration import Configuration
from crawler.failure import failure_of_answer, hindrance_of
from crawler.intake import Intake
from crawler.itinerary import Ask, Itinerary, Scope
from crawler.redirects import RedirectSinks
from crawler.site import Site
from crawler.tally import Tally, judge_run

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
        self.breaker = Breaker()
        self.verdicts: dict[str, Judged] = {}
        """Site → how it is after the run, once that ended."""
        self._archive = archive
        self._captures = captures
        self._clock = clock
        self._itinerary = Itinerary(archive, configuration, scope)
        self._intake = Intake(archive, {site.id: site for site in sites})
        self._crawl_ids: dict[str, int] = {}
        self._sinks = RedirectSinks(sites)
        self._answers = Answers(
            archive=archive,
            captures=captures,
            intake=self._intake,
            itinerary=self._itinerary,
            runs=Runs(tallies=self.tallies, crawl_ids=self._crawl_ids),
            clock=clock,
            failures=Failures(fail=self._fail, guarded=self._guarded),
        )

    def begin(self) -> list[Ask]:
        """Open the run; returns the first requests: listing pages, and what earlier runs left."""
        at = stamp(self._clock.now())
        cut = set()
        with self._archive.transaction():
            for site in self.sites:
                self._intake.save_site(site.id)
                self._crawl_ids[site.id] = crawls.start_crawl(self._archive, site.id, at)
                if crawls.was_interrupted(self._archive, self._crawl_ids[site.id]):
                    cut.add(site.id)
            return self._itinerary.begin(self.sites, at, resumed=cut)

    def end(self, *, interrupted: bool) -> None:
        """Close the run: write each site's outcome and health."""
        at = stamp(self._clock.now())
        with self._archive.transaction():
            for site_id, crawl_id in self._crawl_ids.items():
                tally = self.tallies[site_id]
                tally.budgets = self._itinerary.budgets[site_id]
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
        return self._step(ask, lambda: self._take(ask, capture))

    def _take(self, ask: Ask, capture: Capture) -> list[Ask]:
        capture = self._as_listed(capture)
        capture = replace(capture, position=self._captures.keep(capture))
        if capture.status == 304 and (ask.lead.etag or ask.lead.last_modified):
            return self._answers.unchanged(ask, capture)
        failure = failure_of_answer(capture) or self._sinks.failure(ask.lead.kind, capture)
        if capture.status not in RETRIED_STATUSES:  # the attempts at those are counted one by one
            self.breaker.note(urlsplit(capture.url).netloc, failure and failure[0])
        if ask.lead.kind == "probe":  # which is meant to fail
            return self._answers.lost(ask, "not-found", capture)
        if failure is not None:
            return self._fail(ask, *failure, capture)
        return self._answers.read(ask, capture)

    def failed(self, ask: Ask, name: str, detail: str, *, where: str | None = None) -> list[Ask]:
        """Record that nothing answered *ask*; returns what to ask next.

        *where*: the address that did not answer, if a redirect had led there.
        """
        where = where or ask.lead.url
        if name == "postponed":
            return self._postponed(ask, detail, where)
        return self._step(ask, lambda: self._fail(ask, name, detail, where=where))

    def _postponed(self, ask: Ask, detail: str, where: str) -> list[Ask]:
        """*ask* was not made, as its host failed too often: it stays pending, with all that leads to it."""
        own = self._sinks.is_own(where, ask.lead.site)
        cause = detail.split(":", maxsplit=1)[0]
        self.tallies[ask.lead.site].count_postponed(cause, kind=ask.lead.kind, own=own)
        if own and self._sinks.has_one_host(ask.lead.site):  # whatever else is asked of it would be, too
            return []
        return self._step(ask, lambda: self._answers.unread(ask))

    def _step(self, ask: Ask, take: Callable[[], list[Ask]]) -> list[Ask]:
        """Take something in, and see what its site is to be asked next, in one transaction."""
        with self._archive.transaction():
            asks = self._guarded(ask, take)
            return asks + self._itinerary.onward(ask.lead.site, asks, answered=1)

    def _fail(
        self, ask: Ask, name: str, detail: str, capture: Capture | None = None, *, where: str | None = None
    ) -> list[Ask]:
        """Record that *ask* could not be taken in, *where* or by which answer; returns what to ask."""
        if ask.lead.kind == "probe":
            return self._guarded(ask, lambda: self._answers.lost(ask, name, capture))
        asks = self._guarded(ask, lambda: self._answers.lost(ask, name, capture))
        self._record_failure(ask, name, detail, where or (capture or ask.lead).url)
        return asks

    def keep_robots(self, capture: Capture) -> None:
        """Keep a robots.txt as evidence of what was allowed."""
        self._captures.keep(capture)

    def _as_listed(self, capture: Capture) -> Capture:
        """The answer with the site, title and date of its own entry, where a redirect led to a listed page.

        Else one page would be read in two ways in turn, and each reading look like an edit.
        """
        own = frontier.lead(self._archive, capture.url) if capture.requested_url else None
        if own is None or own.listed_title is None:
            return capture
        return replace(capture, site=own.site, listed_title=own.listed_title, listed_date=own.listed_date)

    def _guarded(self, ask: Ask, take: Callable[[], list[Ask]]) -> list[Ask]:
        """Take something in, or record why it cannot be read; a full disk or the like ends the run.

        An answer that cannot be read stays as a capture, with its failure.
        """
        try:
            with self._archive.transaction():
                return take()
        except ArchiveError:
            raise
        except UnreadableError as error:
            name, detail = getattr(error, "failure_name", "unreadable"), str(error)
        except Exception as error:
            logger.exception("reading %s failed", ask.lead.url)
            name, detail = "internal", f"{type(error).__name__}: {error}"
        self._record_failure(ask, name, detail, ask.lead.url)
        return self._answers.unread(ask)

    def _record_failure(self, ask: Ask, name: str, detail: str, where: str) -> None:
        at = stamp(self._clock.now())
        lead = ask.lead
        blamed = lead.url if hindrance_of(name) is None else where  # a dead link is the fault of who sets it
        self.tallies[lead.site].count_failure(
            name,
            detail,
            kind=lead.kind,
            via=lead.via,
            fresh=frontier.never_answered(self._archive, ask.first) and self._sinks.is_own(blamed, lead.site),
        )
        crawls.record_failure(
            self._archive, self._crawl_ids[lead.site], lead.url, reason=name, detail=detail, at=at
        )
        looks.mark_failed(self._archive, ask.first, name, at, daily=self._answers.is_vanishing(ask))
