"""The one spider: turns what a `Visit` asks for into requests, and responses into captures."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import Any, Self
from urllib.parse import urldefrag, urlsplit

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from archive.capture import Capture, CaptureKind
from archive.clock import Clock
from archive.errors import ArchiveError
from archive.identity import canonical_url
from archive.posted import split_posted
from crawler.failure import failure_of_error
from crawler.itinerary import Ask
from crawler.prompt_stop import StoppedError
from crawler.visit import Visit

PRIORITIES = {"listing": 20, "probe": 15, "continuation": 10, "page": 0, "attachment": -10}
"""Listing pages first, so that a list does not shift under a long walk; then whole articles."""


RENDERED_BY = "rendered_by"
"""Where a request's meta names the program that drew the answer's body."""


class NoticeSpider(scrapy.Spider):
    """Visits listing pages, follows their entries, further pages and attachments.  Knows no site."""

    name = "notices"

    def __init__(
        self, visit: Visit, clock: Clock, progress: Callable[[str], None] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.visit = visit
        self.breaker = visit.breaker
        self.clock = clock
        self._progress = progress
        self.closed_because = ""
        self.stopped_by: ArchiveError | None = None
        """Why the run could not go on, where it could not."""
        self.configured_hosts = frozenset(urlsplit(url).netloc for site in visit.sites for url in site.urls)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.end_visit, signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The visit's first requests."""
        try:
            asks = self.visit.begin()
        except ArchiveError as error:
            self.stopped_by = error
            return
        for request in self._requests(asks):
            yield request

    def answered(self, response: Response) -> Iterator[Request]:
        """Hand an answer to the visit."""
        ask = response.meta["ask"]
        capture = capture_of(
            response,
            asked_for=ask.lead.url,
            clock=self.clock,
            site=ask.lead.site,
            kind=ask.lead.kind,
            via=ask.lead.via,
            listed_title=ask.lead.listed_title,
            listed_date=ask.lead.listed_date,
        )
        yield from self._requests(self._step(lambda: self.visit.answered(ask, capture)))
        self._report(ask)

    def failed(self, failure: Failure) -> Iterator[Request]:
        """Hand a request that nothing answered to the visit, unless it was left as the run stops."""
        error = failure.value
        assert error is not None
        if isinstance(error, StoppedError):
            return
        request: Request = failure.request  # type: ignore[attr-defined]
        ask = request.meta["ask"]
        if isinstance(error, ArchiveError):  # from keeping a robots.txt
            self.stopped_by = error
        name = failure_of_error(error)
        yield from self._requests(
            self._step(lambda: self.visit.failed(ask, name, str(error), where=request.url))
        )
        self._report(ask)

    def end_visit(self, reason: str) -> None:
        """Close the visit when the spider closes, for whatever reason."""
        self.closed_because = reason
        if self.stopped_by is not None:
            return
        try:
            self.visit.end(interrupted=reason != "finished")
        except ArchiveError as error:
            self.stopped_by = error

    def _step(self, step: Callable[[], list[Ask]]) -> list[Ask]:
        """Do the next step of the visit; where nothing can be written any more, end the run."""
        try:
            if self.stopped_by is None:
                return step()
        except ArchiveError as error:
            self.stopped_by = error
        raise CloseSpider("nothing can be written")

    def _report(self, ask: Ask) -> None:
        if self._progress is not None:
            self._progress(ask.lead.site)

    def _requests(self, asks: Iterable[Ask]) -> Iterator[Request]:
        for ask in asks:
            address = ask.lead.asked_for
            form = ask.lead.form
            yield Request(
                address,
                method="GET" if form is None else "POST",
                body=form or "",
                callback=self.answered,
                errback=self.failed,
                headers=_headers(ask),
                priority=PRIORITIES[ask.lead.kind],
                # Named already here, as the scheduler balances hosts by it.
                meta={"ask": ask, "download_slot": urlsplit(address).netloc},
                dont_filter=True,  # the visit asks each address once
            )


def capture_of(
    response: Response,
    *,
    asked_for: str,
    clock: Clock,
    site: str,
    kind: CaptureKind,
    via: str | None = None,
    listed_title: str | None = None,
    listed_date: str | None = None,
) -> Capture:
    """The response as a capture; header values are the bytes as sent, read as Latin-1."""
    address, form = split_posted(asked_for)
    # What a form brings is known by address and form together; a redirect leads to a plain page.
    is_posted = form is not None and canonical_url(address) == canonical_url(response.url)
    url = asked_for if is_posted else response.url
    return Capture(
        url=url,
        fetched_at=clock.now(),
        status=response.status,
        headers=tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        ),
        body=response.body,
        site=site,
        kind=kind,
        via=via,
        listed_title=listed_title,
        listed_date=listed_date,
        rendered_by=response.request.meta.get(RENDERED_BY) if response.request else None,
        requested_url=asked_for if canonical_url(asked_for) != canonical_url(url) else None,
    )


def _headers(ask: Ask) -> dict[str, str]:
    """Validators of the last answer, where the link stood when an earlier run found it, a form's type."""
    headers = {}
    if ask.lead.etag:
        headers["If-None-Match"] = ask.lead.etag
    if ask.lead.last_modified:
        headers["If-Modified-Since"] = ask.lead.last_modified
    if ask.lead.via and ask.lead.via.startswith("http"):
        headers["Referer"] = urldefrag(split_posted(ask.lead.via)[0]).url
    if ask.lead.form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    return headers
