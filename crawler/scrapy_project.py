"""`scrapy list` and `scrapy crawl SITE`: one spider name per site, all of them the one spider."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.settings import BaseSettings

from archive.clock import Clock
from archive.data_folder import DataFolder
from archive.store import Archive
from archive.warc import CaptureWriter
from crawler.browser import require_browser
from crawler.configuration import load_configuration
from crawler.crawl import require_contact
from crawler.itinerary import Scope
from crawler.settings import crawl_settings
from crawler.site import Site, known_sites
from crawler.spider import NoticeSpider
from crawler.visit import Visit

DATA_SETTING = "NOTICES_DATA"
"""Scrapy setting (or environment variable) that names the data folder; default ``data``."""


class SiteSpiderLoader:
    """Scrapy's view of our sites: a spider class for each."""

    def __init__(self, settings: BaseSettings) -> None:
        self._folder = _data_folder(settings)
        self._sites = known_sites(self._folder)

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        return cls(settings)

    def load(self, spider_name: str) -> type[Spider]:
        """The spider class of a site; ``KeyError`` for an unknown one."""
        if spider_name not in self._sites:
            raise KeyError(f"Spider not found: {spider_name}; `scrapy list` names the sites")
        return type("SiteSpider", (SiteSpider,), {"name": spider_name, "site": self._sites[spider_name]})

    def list(self) -> list[str]:
        """All site ids."""
        return list(self._sites)

    def find_by_request(self, request: Request) -> __builtins__.list[str]:
        """Sites whose listing page the request asks for."""
        return [site.id for site in self._sites.values() if request.url in site.urls]


class SiteSpider(NoticeSpider):
    """The spider for one site, which opens the archive by itself because Scrapy starts it."""

    site: Site
    resources: ExitStack

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        configuration = load_configuration(_data_folder(settings).settings)
        settings.setdict(crawl_settings(configuration), priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        folder = _data_folder(crawler.settings)
        configuration = load_configuration(folder.settings)
        require_contact([cls.site], configuration, folder)
        require_browser([cls.site], configuration)
        clock = Clock()
        resources = ExitStack()
        resources.enter_context(folder.writing())
        archive = resources.enter_context(Archive.open(folder.archive, now=clock.now()))
        captures = resources.enter_context(CaptureWriter(folder.captures, clock.now()))
        archive.before_commit = captures.note_last
        visit = Visit(
            archive=archive,
            captures=captures,
            sites=[cls.site],
            clock=clock,
            configuration=configuration,
            scope=Scope(),
        )
        spider = super().from_crawler(crawler, *args, visit=visit, clock=clock, **kwargs)
        spider.resources = resources
        return spider

    def end_visit(self, reason: str) -> None:
        super().end_visit(reason)
        self.resources.close()
        if self.stopped_by is not None:
            raise self.stopped_by


def _data_folder(settings: BaseSettings) -> DataFolder:
    return DataFolder(Path(settings.get(DATA_SETTING) or os.environ.get(DATA_SETTING) or "data"))
