"""Fetch a few addresses once, politely, and keep nothing: for `extract` and `listing`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Request, Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from archive.capture import Capture
from archive.clock import Clock
from archive.data_folder import DataFolder
from archive.errors import NoticesError, UnreadableError
from crawler.configuration import Configuration
from crawler.crawl import require_contact
from crawler.failure import failure_of_answer, failure_of_error
from crawler.settings import crawl_settings
from crawler.site import site_for_url
from crawler.spider import capture_of


class ProbeSpider(scrapy.Spider):
    """Asks for each address once and remembers the answer."""

    name = "probe"

    def __init__(self, addresses: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.answers: dict[str, Capture | NoticesError] = {}
        self.configured_hosts = frozenset(urlsplit(address).netloc for address in addresses)
        self._addresses = addresses

    async def start(self) -> AsyncIterator[Request]:
        for address in dict.fromkeys(self._addresses):
            yield Request(
                address,
                callback=self.answered,
                errback=self.failed,
                meta={"source": address},
                dont_filter=True,
            )

    def answered(self, response: Response) -> None:
        """Remember the answer, or the failure that it means."""
        source = response.meta["source"]
        capture = capture_of(
            response, asked_for=source, clock=Clock(), site=urlsplit(response.url).netloc, kind="probe"
        )
        failure = failure_of_answer(capture)
        self.answers[source] = (
            UnreadableError(f"{source} cannot be fetched: {failure[0]}: {failure[1]}") if failure else capture
        )

    def failed(self, failure: Failure) -> None:
        """Remember why nothing answered."""
        error = failure.value
        assert error is not None
        source = failure.request.meta["source"]  # type: ignore[attr-defined]
        self.answers[source] = UnreadableError(
            f"{source} cannot be fetched: {failure_of_error(error)}: {str(error).rstrip('.')}"
        )


def probe(
    addresses: Sequence[str], configuration: Configuration, folder: DataFolder
) -> dict[str, Capture | NoticesError]:
    """What each address answered.  Can be called once in a process."""
    require_contact([site_for_url(address) for address in addresses], configuration, folder)
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict({**crawl_settings(configuration), "LOG_ENABLED": False}, priority="cmdline")
    process = CrawlerProcess(settings)
    crawler = process.create_crawler(ProbeSpider)
    process.crawl(crawler, addresses=addresses)
    process.start()
    spider = crawler.spider
    assert isinstance(spider, ProbeSpider)
    return {
        address: spider.answers.get(
            address, UnreadableError(f"{address} cannot be fetched: stopped before an answer came")
        )
        for address in addresses
    }
