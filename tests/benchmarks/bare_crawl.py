"""A bare Scrapy crawl that fetches given pages and keeps nothing: what fetching alone costs.

python -m tests.benchmarks.bare_crawl REQUESTS.jsonl HOSTS_AT_ONCE
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Request, Response


class BareSpider(scrapy.Spider):
    """Asks for each address of a file once."""

    name = "bare"

    def __init__(self, path: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._path = path

    async def start(self) -> AsyncIterator[Request]:
        for line in Path(self._path).read_text(encoding="utf-8").splitlines():
            asked = json.loads(line)
            yield Request(
                asked["url"],
                method=asked["method"],
                body=asked["body"],
                headers=asked["headers"],
                meta={"download_slot": urlsplit(asked["url"]).netloc},
                dont_filter=True,
            )

    def parse(self, response: Response, **kwargs: Any) -> None:
        """Keep nothing."""


def main() -> None:
    process = CrawlerProcess(
        {
            "CONCURRENT_REQUESTS": int(sys.argv[2]),
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "DOWNLOAD_DELAY": 0.001,
            "LOG_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
            "ROBOTSTXT_OBEY": False,
            "HTTPERROR_ALLOW_ALL": True,
        }
    )
    process.crawl(BareSpider, path=sys.argv[1])
    process.start()


if __name__ == "__main__":
    main()
