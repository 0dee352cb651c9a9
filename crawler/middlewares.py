"""Manners of every request: one at a time per host, waits asked for, no more where a host has failed."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Self
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.http import Request, Response

from archive.clock import Clock
from crawler.breaker import RETRIED_STATUSES, Breaker
from crawler.failure import failure_of_error, failure_of_status
from crawler.prompt_stop import pause
from crawler.refusal import RefusedError
from crawler.spider import capture_of
from crawler.walls import wall_of

PAUSE = 30
"""Delays between two requests that pass before a host which failed too often is asked once more."""
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


class Redirects(RedirectMiddleware):
    """Follows redirects; one to what is no address is the answer itself."""

    def process_response(  # type: ignore[override]  # Scrapy gives no spider any more
        self, request: Request, response: Response
    ) -> Request | Response:
        """The answer, or the request for the address to which it leads."""
        try:
            return super().process_response(request, response)
        except ValueError:
            return response


class PageRedirects(MetaRefreshMiddleware):
    """Follows pages that lead on by themselves; one that only loads itself anew is content.

    It is asked for anew once, as it may want to see a cookie that came with it.
    """

    def process_response(  # type: ignore[override]  # as above
        self, request: Request, response: Response
    ) -> Request | Response:
        """The page, or the request for the address to which it leads."""
        try:
            led = super().process_response(request, response)
        except ValueError:
            return response
        is_again = request.url in request.meta.get("redirect_urls", ())
        return response if is_again and isinstance(led, Request) and led.url == request.url else led


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
            raise _too_long(request, netloc, wait)

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
                unsent, waiting = slot.queue.popleft()
                waiting.errback(_too_long(unsent, netloc, seconds))


def _too_long(request: Request, netloc: str, seconds: float) -> RefusedError:
    """Why *request* is not made: it was turned away before, or is left for the next run."""
    said = f"{netloc} asked to wait {seconds:.0f} more seconds"
    if request.meta.get("retry_times"):
        return RefusedError("rate-limited", said)
    return RefusedError("postponed", f"rate-limited: {said}")


class HostBreaker:
    """Makes no more requests to a host that has failed too often; asks it once more after a pause."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._pause = PAUSE * crawler.settings.getfloat("DOWNLOAD_DELAY")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request pass, or leave it for the next run."""
        breaker: Breaker | None = getattr(self._crawler.spider, "breaker", None)
        host = urlsplit(request.url).netloc
        name = breaker.open_for(host) if breaker is not None else None
        if breaker is None or name is None:
            return
        if not breaker.may_probe(host):
            raise RefusedError("postponed", f"{name}: {host} failed so often that it is asked no more")
        await pause(self._crawler, self._pause)


class FailedAttempts:
    """Tells the breaker of attempts that failed, before they are made again at the end of the queue.

    Else all addresses of a dead host would be tried once before the first of them had failed for good.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Note an answer by which the server says that it cannot answer now."""
        if response.status in RETRIED_STATUSES:
            self._note(request, failure_of_status(response.status))
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Note that no answer came."""
        self._note(request, failure_of_error(exception))

    def _note(self, request: Request, name: str | None) -> None:
        breaker: Breaker | None = getattr(self._crawler.spider, "breaker", None)
        if breaker is not None:
            breaker.note(urlsplit(request.url).netloc, name)


class CookieFirst:
    """Asks once more where a site forbids the first request and gives a cookie with that answer.

    A wall that does so is left alone: it wants more than a cookie.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The answer, or the request again, which the cookie jar completes."""
        if response.status != 403 or "Set-Cookie" not in response.headers or request.meta.get("with_cookie"):
            return response
        capture = capture_of(response, asked_for=request.url, clock=Clock(), site="", kind="probe")
        if wall_of(capture) is not None:
            return response
        again = request.replace(dont_filter=True)
        again.meta["with_cookie"] = True
        return again


def _seconds(value: str, response: Response) -> float:
    """Retry-After in seconds: a number, or an HTTP date measured against the response's own clock."""
    if value.strip().isdecimal():
        return float(value)
    date = response.headers.get("Date")
    try:
        until = parsedate_to_datetime(value)
        since = parsedate_to_datetime(date.decode("latin-1")) if date else until
        return max(0.0, (until - since).total_seconds())
    except (ValueError, TypeError):  # TypeError: only one of them names its time zone
        return 0.0
