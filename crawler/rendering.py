"""Lists that a script draws, drawn: what the browser asks for is fetched like anything else.

Only for sites whose file says ``browser: true``, only their listing pages, and only after the
page itself answered.  A challenge is recorded by name and never drawn, as drawing would solve it.
"""

from __future__ import annotations

import logging
from typing import Self
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK

from crawler.browser import Browser, Part, PartAnswer
from crawler.failure import BLOCKING, FailureName, failure_of_answer
from crawler.refusal import RefusedError
from crawler.spider import RENDERED_BY, NoticeSpider, capture_of

logger = logging.getLogger(__name__)

_NOT_PASSED_ON = frozenset({"content-encoding", "content-length", "transfer-encoding", "set-cookie"})


class BrowserRendering:
    """Puts what a browser draws in the place of a listing page's answer."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._browser = Browser(
            settings["BROWSER_PATH"] or "",
            settings["USER_AGENT"],
            seconds=settings.getfloat("DOWNLOAD_TIMEOUT"),
            most_bytes=settings.getint("DOWNLOAD_MAXSIZE"),
        )
        self._walls: dict[str, tuple[FailureName, str]] = {}
        """Hosts that turned us away in this run: nothing of theirs is drawn any more."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.close, signals.spider_closed)
        return middleware

    async def close(self) -> None:
        """End the browser with the run."""
        await self._browser.close()

    def process_request(self, request: Request) -> None:
        """Ask for the page whatever is known of it: it stays the same while its script draws new entries."""
        if self._is_drawn(request):
            request.headers.pop("If-None-Match", None)
            request.headers.pop("If-Modified-Since", None)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Draw the page that answered, unless it is none of the site's own."""
        if not self._is_drawn(request):
            return response
        host = urlsplit(response.url).netloc
        failure = self._failure(response)
        if failure is not None and failure[0] in BLOCKING:
            self._walls[host] = failure
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        if failure is not None or "html" not in content_type.lower():
            return response
        if host not in self._walls:
            drawn = await self._browser.draw(
                response.url, response.body, content_type, lambda part: self._fetch(part, response.url)
            )
        if host in self._walls:
            raise RefusedError(*self._walls[host])
        request.meta[RENDERED_BY] = self._browser.name
        headers = response.headers.copy()
        headers["Content-Type"] = "text/html; charset=utf-8"
        return response.replace(body=drawn.encode("utf-8", "replace"), headers=headers)

    def _is_drawn(self, request: Request) -> bool:
        ask = request.meta.get("ask")
        spider = self._crawler.spider
        if ask is None or ask.lead.kind != "listing" or not isinstance(spider, NoticeSpider):
            return False
        return any(site.browser for site in spider.visit.sites if site.id == ask.lead.site)

    async def _fetch(self, part: Part, page: str) -> PartAnswer | None:
        """Get what a page asks for, by the way of every request: robots.txt, waits, guards, limits."""
        request = Request(
            part.url,
            method=part.method,
            body=part.body,
            headers={**part.headers, "Referer": page},
            callback=NO_CALLBACK,
            dont_filter=True,
        )
        engine = self._crawler.engine
        assert engine is not None
        try:
            response = await engine.download_async(request)
        except Exception as error:  # noqa: BLE001 - whatever keeps it from us, the page is drawn without it
            logger.info("%s asks for %s, which cannot be had: %s", page, part.url, error)
            return None
        failure = self._failure(response)
        if failure is not None and failure[0] in BLOCKING:
            self._walls[urlsplit(page).netloc] = failure
            return None
        headers = {
            name.decode("latin-1"): b", ".join(values).decode("latin-1")
            for name, values in response.headers.items()
            if name.decode("latin-1").lower() not in _NOT_PASSED_ON
        }
        return PartAnswer(response.status, headers, response.body)

    def _failure(self, response: Response) -> tuple[FailureName, str] | None:
        spider = self._crawler.spider
        assert isinstance(spider, NoticeSpider)
        capture = capture_of(response, asked_for=response.url, clock=spider.clock, site="", kind="listing")
        return failure_of_answer(capture)
