"""A run that is told to stop ends when the answers under way are there, however long its delays are.

Scrapy waits for all that it has begun, and so for the pause before each request that has not been
sent: a minute where robots.txt asks for one, thirty delays where a host failed.
"""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from crawler.refusal import RefusedError

_LOOK = 0.25
"""Seconds between two looks at whether the run is to stop: Scrapy has no signal for that."""


class StoppedError(RefusedError):
    """The request is not made, as the run stops; the next one makes it."""

    def __init__(self) -> None:
        super().__init__("postponed", "stopped: the run ended before its turn came")


def is_stopping(crawler: Crawler) -> bool:
    """Whether the run was told to stop, or can write nothing more."""
    engine = crawler.engine
    is_stopped = engine is not None and not engine.running
    return is_stopped or getattr(crawler.spider, "stopped_by", None) is not None


async def pause(crawler: Crawler, seconds: float) -> None:
    """Wait so long; raises ``StoppedError`` where the run is told to stop meanwhile."""
    end = monotonic() + seconds
    while (left := end - monotonic()) > 0:
        if is_stopping(crawler):
            raise StoppedError
        await asyncio.sleep(min(left, _LOOK))


class PromptStop:
    """Scrapy extension: takes what waits for its turn out of the hosts' queues when the run stops."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._watching: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.begin, signals.engine_started)
        crawler.signals.connect(extension.end, signals.engine_stopped)
        return extension

    def begin(self) -> None:
        """Watch from now on whether the run is to stop."""
        self._watching = asyncio.ensure_future(self._watch())

    def end(self) -> None:
        """The run is over."""
        if self._watching is not None:
            self._watching.cancel()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOK)
            if is_stopping(self._crawler):
                self._leave_what_waits()

    def _leave_what_waits(self) -> None:
        engine = self._crawler.engine
        for slot in () if engine is None else list(engine.downloader.slots.values()):
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(StoppedError())
