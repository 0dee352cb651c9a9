"""Captures taken in again in the order they were kept: what import and rebuild share with a crawl."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from archive import crawls, frontier
from archive.capture import Capture
from archive.errors import UnreadableError
from archive.frontier import Lead
from archive.identity import canonical_url
from archive.store import Archive
from archive.times import stamp
from crawler.extraction.continuation import next_article_page
from crawler.failure import failure_of_status
from crawler.intake import ABSENT, Intake
from crawler.visit import MAX_ARTICLE_PAGES

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
    """Address or file, failure name, and one sentence."""


class Replay:
    """Feeds captures to the intake, joining the web pages of one article as the crawl did."""

    def __init__(self, intake: Intake, archive: Archive, *, remember: bool) -> None:
        """With *remember*, addresses and failures go into the run's memory as in a live crawl.

        That is for captures from elsewhere, which a crawl of ours does not know; in them the
        further pages of an article are not marked as such, and are known by their address.
        """
        self.report = ReplayReport()
        self._intake = intake
        self._archive = archive
        self._remember = remember
        self._open: dict[str, tuple[Capture, ...]] = {}
        self._awaited: dict[str, str] = {}

    def feed(self, capture: Capture) -> None:
        """Take in one capture, in the order in which they were kept."""
        self.report.captures += 1
        self._guarded(capture, lambda: self._take(capture))

    def end(self) -> None:
        """Take in the articles whose last page never came.

        Not for a rebuild: there such an article is one that a crawl was stopped in, and the crawl
        will fetch it again.
        """
        for first, chain in list(self._open.items()):
            self._guarded(chain[0], lambda: self._close_article(first))  # noqa: B023 - called at once

    def _guarded(self, capture: Capture, take: Callable[[], None]) -> None:
        try:
            with self._archive.transaction():
                take()
        except UnreadableError as error:
            self._fail(capture, "unreadable", str(error))
        except Exception as error:
            logger.exception("reading %s failed", capture.url)
            self._fail(capture, "internal", f"{type(error).__name__}: {error}")

    def _take(self, capture: Capture) -> None:
        match capture.kind:
            case "listing":
                if capture.status == 200:
                    self._intake.take_listing(capture)
            case "attachment":
                if capture.status == 200:
                    self._intake.take_attachment(capture)
            case "page":
                self._page(capture)
            case "continuation":
                self._continuation(capture)
            case "probe" | "robots":
                pass

    def _page(self, capture: Capture) -> None:
        failure = failure_of_status(capture.status)
        if capture.status in ABSENT:
            self._intake.take_absence(capture)
        if failure is not None:
            self._fail(capture, failure, f"HTTP {capture.status}")
            return
        awaiting = self._awaited.pop(canonical_url(capture.url), None)
        if awaiting in self._open:
            self._extend(self._open[awaiting], capture)
            return
        # A page fetched again begins its article anew.
        self._open.pop(canonical_url(capture.url), None)
        self._extend((), capture)

    def _continuation(self, capture: Capture) -> None:
        first = canonical_url(capture.via or "")
        chain = self._open.get(first)
        if chain is None:
            return
        if failure_of_status(capture.status) is None and capture.status:
            self._extend(chain, capture)
        else:
            self._close_article(first)

    def _extend(self, chain: tuple[Capture, ...], capture: Capture) -> None:
        chain = (*chain, capture)
        first = canonical_url(chain[0].url)
        following = next_article_page(capture)
        known = {canonical_url(page.url) for page in chain}
        self._open[first] = chain
        if following and self._remember:
            self._awaited[canonical_url(following)] = first
        if not following or canonical_url(following) in known or len(chain) >= MAX_ARTICLE_PAGES:
            self._close_article(first)

    def _close_article(self, first: str) -> None:
        chain = self._open.pop(first)
        kept, _ = self._intake.take_article(chain)
        self.report.articles += 1
        self.report.new += kept.change == ("first",)
        self.report.changed += kept.change not in ((), ("first",))
        if self._remember:
            at = stamp(chain[0].fetched_at)
            frontier.enlist(self._archive, [Lead(url=chain[0].url, site=chain[0].site)], at)
            frontier.mark_done(self._archive, chain[0].url, at)

    def _fail(self, capture: Capture, name: str, detail: str) -> None:
        self.report.failures.append((capture.url, name, detail))
        if self._remember:
            crawls.record_failure(self._archive, None, capture.url, name, detail, stamp(capture.fetched_at))
