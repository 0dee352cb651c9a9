"""robots.txt, asked for once a run and host, kept as evidence, and obeyed by every request.

Stands in for Scrapy's own middleware, whose parser reaches only the first of the requests that
wait for one robots.txt: the others get ``None`` and are let through (Scrapy 2.19, asyncio
reactor; a run that resumes with many addresses of one host shows it).
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser, RobotParser

from crawler.failure import failure_of_status
from crawler.probe import ProbeSpider
from crawler.refusal import RefusedError
from crawler.spider import NoticeSpider, capture_of

_FIRST = 1000
_MOST_BYTES = 512_000
"""Rules beyond this size are not read (RFC 9309, section 2.5: at least 500 KiB)."""
_META = "robots"


class RobotsRules:
    """Refuses what robots.txt disallows, and keeps the delay that it declares."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._user_agent: str = crawler.settings["USER_AGENT"]
        self._parsers: dict[str, RobotParser | Exception] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request pass or refuse it; redirects come by here as well."""
        if request.meta.get(_META):
            return
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        async with self._locks[origin]:
            if origin not in self._parsers:
                self._parsers[origin] = await self._fetch(origin)
        parser = self._parsers[origin]
        if isinstance(parser, Exception):
            raise parser
        if not parser.allowed(request.url, self._user_agent):
            raise RefusedError("robots", f"{origin}/robots.txt disallows it")

    async def _fetch(self, origin: str) -> RobotParser | Exception:
        """The host's rules, or why they cannot be had, which then keeps us from the whole host.

        RFC 9309, section 2.3.1: a client error means that there are no rules; after a server or a
        network error nothing may be visited.
        """
        request = Request(
            f"{origin}/robots.txt",
            meta={_META: True},
            callback=NO_CALLBACK,
            priority=_FIRST,
            dont_filter=True,
        )
        engine = self._crawler.engine
        assert engine is not None
        try:
            response = await engine.download_async(request)
        except Exception as error:  # noqa: BLE001 - whatever it is, every request to the host raises it
            return error
        self._keep(response, request)
        if response.status >= 500 or response.status == 429:  # "too many requests" means stay away
            message = f"{origin}/robots.txt answers {response.status}, so nothing may be visited"
            return RefusedError(failure_of_status(response.status) or "robots", message)
        parser = self._rules(response.body[:_MOST_BYTES] if is_robots_file(response) else b"")
        return self._slow_down(origin, parser) or parser

    def _rules(self, body: bytes) -> RobotParser:
        return ProtegoRobotParser.from_crawler(self._crawler, body)

    def _keep(self, response: Response, request: Request) -> None:
        spider = self._crawler.spider
        if not isinstance(spider, NoticeSpider | ProbeSpider):
            return
        site = urlsplit(request.url).netloc
        capture = capture_of(response, asked_for=request.url, clock=spider.clock, site=site, kind="robots")
        if isinstance(spider, ProbeSpider):
            spider.keep_capture(capture)
        else:
            spider.visit.keep_robots(capture)

    def _slow_down(self, origin: str, parser: RobotParser) -> RefusedError | None:
        """Honour Crawl-delay where it asks for more than the configured delay.

        RFC 9309 does not know it, so nothing bounds it.  A pace that a run cannot keep is refused, never
        bettered: the host is left alone, by name, until the operator allows such a pace.
        """
        declared = parser.crawl_delay(self._user_agent)
        engine = self._crawler.engine
        if not declared or engine is None:
            return None
        settings = self._crawler.settings
        # The jitter takes away from the delay as well as adding to it.
        delay = float(declared) / (1 - settings.getfloat("DOWNLOAD_DELAY_JITTER"))
        configured = settings.getfloat("DOWNLOAD_DELAY")
        longest = settings.getfloat("LONGEST_CRAWL_DELAY")
        if declared > longest and delay > configured:
            return RefusedError(
                "crawl-delay",
                f"{origin}/robots.txt asks for {declared:g} seconds between requests, "
                f"and longest_crawl_delay allows {longest:g}",
            )
        delay = max(delay, configured)
        host = urlsplit(origin).netloc
        slot = engine.downloader.slots.get(host)
        if slot is not None:
            slot.delay = delay
        # Slots idle for a minute are forgotten; the next one must know the delay too.
        engine.downloader.per_slot_settings[host] = {"concurrency": 1, "delay": delay}
        return None


def is_robots_file(response: Response) -> bool:
    """Whether the answer to /robots.txt holds rules: a missing file often answers 200 with a page."""
    if response.status != 200:
        return False
    media_type = (response.headers.get("Content-Type") or b"").lower()
    return b"html" not in media_type and response.body.lstrip()[:1] != b"<"
