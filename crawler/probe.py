"""Fetch a few addresses once, politely, outside any run: for `extract`, `listing` and `sites`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.exceptions import CloseSpider
from scrapy.http import Request, Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from archive.capture import Capture
from archive.clock import Clock
from archive.data_folder import DataFolder
from archive.errors import ArchiveError, UnreadableError
from crawler.configuration import Configuration
from crawler.crawl import require_contact
from crawler.failure import FailureName, failure_of_answer, failure_of_error
from crawler.prompt_stop import StoppedError
from crawler.settings import crawl_settings
from crawler.site import site_for_url
from crawler.spider import capture_of

Keep = Callable[[Capture], object]
"""What is done with every response, robots.txt included, before anyone reads it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What an address answered: content, or a failure by name with its detail."""

    address: str
    capture: Capture | None = None
    failure: FailureName | None = None
    detail: str = ""

    def content(self) -> Capture:
        """The content; ``UnreadableError`` where there is none."""
        if self.capture is None or self.failure is not None:
            raise UnreadableError(f"{self.address} cannot be fetched: {self.failure}: {self.detail}")
        return self.capture


class ProbeSpider(scrapy.Spider):
    """Asks for each address once and remembers the answer."""

    name = "probe"

    def __init__(
        self,
        sites: Mapping[str, str],
        clock: Clock,
        keep: Keep | None = None,
        progress: Callable[[str], object] | None = None,
        **kwargs: Any,
    ) -> None:
        """*sites*: each address with the id of its site; *progress* is told every answered address."""
        super().__init__(**kwargs)
        self.answers: dict[str, Answer] = {}
        self.stopped_by: ArchiveError | None = None
        """Why nothing more can be kept, where it cannot."""
        self.clock = clock
        self.configured_hosts = frozenset(urlsplit(address).netloc for address in sites)
        self._sites = sites
        self._keep = keep
        self._progress = progress

    async def start(self) -> AsyncIterator[Request]:
        for address in self._sites:
            yield Request(
                address,
                callback=self.answered,
                errback=self.failed,
                # Named already here, as the scheduler balances hosts by it.
                meta={"source": address, "download_slot": urlsplit(address).netloc},
                dont_filter=True,
            )

    def answered(self, response: Response) -> None:
        """Remember the answer, or the failure that it means."""
        source = response.meta["source"]
        capture = capture_of(
            response, asked_for=source, clock=self.clock, site=self._sites[source], kind="probe"
        )
        self.keep_capture(capture)
        if self.stopped_by is not None:
            raise CloseSpider("nothing can be written")
        failure, detail = failure_of_answer(capture) or (None, "")
        self._remember(Answer(address=source, capture=capture, failure=failure, detail=detail))

    def failed(self, failure: Failure) -> None:
        """Remember why nothing answered, where the address was asked for at all."""
        error = failure.value
        assert error is not None
        if isinstance(error, StoppedError):
            return
        source = failure.request.meta["source"]  # type: ignore[attr-defined]
        self._remember(Answer(address=source, failure=failure_of_error(error), detail=str(error).rstrip(".")))

    def keep_capture(self, capture: Capture) -> None:
        """Keep a response where responses are kept."""
        if self._keep is not None and self.stopped_by is None:
            try:
                self._keep(capture)
            except ArchiveError as error:
                self.stopped_by = error

    def _remember(self, answer: Answer) -> None:
        self.answers[answer.address] = answer
        if self._progress is not None:
            self._progress(answer.address)


def probe(
    sites: Mapping[str, str],
    configuration: Configuration,
    folder: DataFolder,
    *,
    clock: Clock | None = None,
    keep: Keep | None = None,
    progress: Callable[[str], object] | None = None,
) -> dict[str, Answer]:
    """What each address answered; *sites*: the addresses, each with the id of its site.

    One request a host at a time, and as robots.txt allows.  Can be called once in a process, as
    Twisted's reactor cannot be restarted.  Raises ``UsageError`` when a public address is to be
    visited without a contact, ``ArchiveError`` when nothing can be written any more (disk full),
    ``KeyboardInterrupt`` after Ctrl-C.
    """
    require_contact([site_for_url(address) for address in sites], configuration, folder)
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict({**crawl_settings(configuration), "LOG_ENABLED": False}, priority="cmdline")
    process = CrawlerProcess(settings)
    crawler = process.create_crawler(ProbeSpider)
    faults: list[Failure] = []
    process.crawl(crawler, sites=sites, clock=clock or Clock(), keep=keep, progress=progress).addErrback(
        faults.append
    )
    process.start()
    for fault in faults:
        fault.raiseException()
    spider = crawler.spider
    if isinstance(spider, ProbeSpider) and spider.stopped_by is not None:
        raise spider.stopped_by
    if not isinstance(spider, ProbeSpider) or len(spider.answers) < len(sites):
        raise KeyboardInterrupt
    return {address: spider.answers[address] for address in sites}
