"""Manners and guards of every request: one at a time per host, waits asked for, no private addresses."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Self
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from crawler.private_address import is_private
from crawler.refusal import RefusedError

LONGEST_WAIT = 120.0
"""Seconds of Retry-After that a run waits out; a longer one ends the host's part in this run."""


class HostQueue:
    """Puts each request in the queue of its host, counted as host:port, where one goes at a time."""

    def process_request(self, request: Request) -> None:
        """Name the queue anew: a redirect may have changed the host."""
        request.meta["download_slot"] = urlsplit(request.url).netloc


class FreshRedirects:
    """Asks a redirect's target for its content, whatever is known of the address that led there.

    A target that compares its own date with If-Modified-Since would answer 304 though it was
    never seen.
    """

    def process_request(self, request: Request) -> None:
        """Take the conditions from a redirected request."""
        if request.meta.get("redirect_urls"):
            request.headers.pop("If-None-Match", None)
            request.headers.pop("If-Modified-Since", None)


class RetryAfter:
    """Waits as long as a host asks with 429 or 503 and Retry-After before the next request to it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._not_before: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        # The downloader sends this before it takes the next request from the host's queue; what
        # `process_response` sees comes after that.
        crawler.signals.connect(middleware.note, signals.response_downloaded)
        return middleware

    def process_request(self, request: Request) -> None:
        """Refuse the request where its host wants to hear from us long after this run only."""
        netloc = urlsplit(request.url).netloc
        wait = self._not_before.get(netloc, 0.0) - monotonic()
        if wait > LONGEST_WAIT:
            raise _too_long(netloc, wait)

    def note(self, response: Response, request: Request) -> None:
        """Hold the host's queue for as long as the response asks."""
        value = response.headers.get("Retry-After")
        if response.status not in (429, 503) or value is None:
            return
        netloc = urlsplit(request.url).netloc
        seconds = _seconds(value.decode("latin-1"), response)
        self._not_before[netloc] = monotonic() + seconds
        engine = self._crawler.engine
        assert engine is not None
        slot = engine.downloader.slots[netloc]
        # A queue waits until its delay is over since the last request was sent.
        slot.lastseen = monotonic() + seconds
        if seconds > LONGEST_WAIT:
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(_too_long(netloc, seconds))


def _too_long(netloc: str, seconds: float) -> RefusedError:
    return RefusedError("rate-limited", f"{netloc} asked to wait {seconds:.0f} more seconds")


class AddressGuard:
    """Refuses private, link-local and loopback addresses, unless a site is configured there."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let the request pass or refuse it; redirects come by here as well."""
        parts = urlsplit(request.url)
        configured: frozenset[str] = getattr(self._crawler.spider, "configured_hosts", frozenset())
        if is_private(parts.hostname or "") and parts.netloc not in configured:
            raise RefusedError("private-address", f"{parts.netloc} is not a configured site")


def _seconds(value: str, response: Response) -> float:
    """Retry-After in seconds: a number, or an HTTP date measured against the response's own clock."""
    if value.strip().isdigit():
        return float(value)
    date = response.headers.get("Date")
    try:
        until = parsedate_to_datetime(value)
        since = parsedate_to_datetime(date.decode("latin-1")) if date else until
        return max(0.0, (until - since).total_seconds())
    except (ValueError, TypeError):  # TypeError: only one of them names its time zone
        return 0.0
