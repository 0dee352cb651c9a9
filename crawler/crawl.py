"""A crawl from start to end: lock, archive, Scrapy's process, logs, and what came of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings
from twisted.python.failure import Failure

from archive.clock import Clock
from archive.data_folder import DataFolder
from archive.errors import UsageError
from archive.health import Judged
from archive.store import Archive
from archive.warc import CaptureWriter
from crawler.browser import require_browser
from crawler.configuration import Configuration
from crawler.guard.private_address import is_private
from crawler.itinerary import Scope
from crawler.settings import crawl_settings
from crawler.site import Site
from crawler.spider import NoticeSpider
from crawler.tally import Tally
from crawler.visit import Visit

_LOG_BYTES = 5_000_000
_LOG_FILES = 5
_SEVERAL = 3
"""Sites that do not all fall silent in one night."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Totals:
    """What the archive holds of one site."""

    notices: int
    """Notices for which a page of the site speaks."""
    copies: int
    """Pages of the site, and parts of its compilations, that carry a notice for which another page speaks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CrawlReport:
    """What a crawl did, by site id."""

    tallies: dict[str, Tally]
    verdicts: dict[str, Judged]
    """How each site is after the run; empty where the run did not come to its end."""
    interrupted: bool
    totals: dict[str, Totals]
    """What the archive holds of each site after the run."""
    unrecorded: int
    """Answers that a fault of this program kept from being taken in and from being named a failure."""

    @property
    def newly_failed(self) -> dict[str, Judged]:
        """Sites that were well before, or new, and are not now."""
        return {site: verdict for site, verdict in self.verdicts.items() if verdict.newly_failed}

    @property
    def is_silent(self) -> bool:
        """Whether none of several sites answered: then it is rather this machine that has no network."""
        return len(self.verdicts) >= _SEVERAL and all(
            verdict.health == "unreachable" for verdict in self.verdicts.values()
        )

    @property
    def exit_code(self) -> int:
        """0 done; 1 when a site that was well or new failed, or a fault of ours showed; 130 after Ctrl-C."""
        if self.interrupted:
            return 130
        return 1 if self.newly_failed or self.internal_faults else 0

    @property
    def internal_faults(self) -> int:
        """Pages that this program failed to read by a fault of its own."""
        return self.unrecorded + sum(
            tally.failures["internal"] + tally.listing_failures["internal"] for tally in self.tallies.values()
        )


def crawl(
    folder: DataFolder,
    sites: Sequence[Site],
    *,
    configuration: Configuration,
    clock: Clock,
    scope: Scope,
    delay: float | None = None,
    verbose: bool = False,
    progress: Callable[[Visit, str], None] | None = None,
) -> CrawlReport:
    """Visit *sites* and keep what they publish in *folder*.

    Can be called once in a process, as Twisted's reactor cannot be restarted.  Raises
    ``UsageError`` when a public site is to be visited without a contact, ``LockedError`` when
    another run is writing, ``ArchiveError`` when nothing can be written any more (disk full).
    """
    require_contact(sites, configuration, folder)
    require_browser(sites, configuration)
    with (
        folder.writing(),
        logging_to(folder.logs, verbose),
        Archive.open(folder.archive, now=clock.now()) as archive,
        CaptureWriter(folder.captures, clock.now()) as captures,
    ):
        archive.before_commit = captures.note_last
        visit = Visit(
            archive=archive,
            captures=captures,
            sites=sites,
            clock=clock,
            configuration=configuration,
            scope=scope,
        )
        settings = Settings()
        settings.setmodule("crawler.settings", priority="project")
        # The spider is given below: reading every site file once more would be for nothing.
        settings.set("SPIDER_LOADER_CLASS", "scrapy.spiderloader.DummySpiderLoader", priority="cmdline")
        settings.setdict(crawl_settings(configuration, delay), priority="cmdline")
        process = CrawlerProcess(settings)
        crawler = process.create_crawler(NoticeSpider)
        faults: list[Failure] = []
        process.crawl(
            crawler,
            visit=visit,
            clock=clock,
            progress=None if progress is None else lambda site: progress(visit, site),
        ).addErrback(faults.append)
        process.start()
        for fault in faults:
            fault.raiseException()
        spider = crawler.spider  # None where Ctrl-C came before it was made
        if isinstance(spider, NoticeSpider) and spider.stopped_by is not None:
            raise spider.stopped_by
        return CrawlReport(
            tallies=visit.tallies,
            verdicts=visit.verdicts,
            interrupted=not isinstance(spider, NoticeSpider) or spider.closed_because != "finished",
            totals={site.id: _totals(archive, site.id) for site in sites},
            unrecorded=0 if crawler.stats is None else crawler.stats.get_value("spider_exceptions/count", 0),
        )


def _totals(archive: Archive, site_id: str) -> Totals:
    (notices,) = archive.conn.execute("SELECT count(*) FROM notices WHERE site = ?", (site_id,)).fetchone()
    (carriers,) = archive.conn.execute(
        "SELECT count(*) FROM pages WHERE site = ? AND continues_id IS NULL AND notice_id IS NOT NULL",
        (site_id,),
    ).fetchone()
    return Totals(notices=notices, copies=carriers - notices)


@contextmanager
def logging_to(folder: Path, verbose: bool) -> Iterator[None]:
    """Log to rotated files in *folder*, and on the terminal too when *verbose*."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = RotatingFileHandler(
            folder / "notices.log", maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8"
        )
    except OSError as error:
        raise UsageError(
            f"{folder} cannot be written: {error.strerror or error}; expected a folder for logs"
        ) from error
    file.handleError = _say_nothing  # type: ignore[method-assign]
    handlers: list[logging.Handler] = [file]
    if verbose:
        handlers.append(logging.StreamHandler())
    root = logging.getLogger()
    level_before = root.level
    root.setLevel(logging.INFO)
    for handler in handlers:
        handler.setLevel(logging.DEBUG if verbose else logging.INFO)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        root.addHandler(handler)
    try:
        yield
    finally:
        root.setLevel(level_before)
        for handler in handlers:
            root.removeHandler(handler)
            with suppress(OSError):  # as below: what is left of the log cannot be written
                handler.close()


def _say_nothing(record: logging.LogRecord) -> None:
    """A log that cannot be written (disk full) is no reason to print a traceback for each line."""


def require_contact(sites: Sequence[Site], configuration: Configuration, folder: DataFolder) -> None:
    """Raise ``UsageError`` when a public site is to be visited and nobody is named to complain to."""
    public = [url for site in sites for url in site.urls if not is_private(urlsplit(url).hostname or "")]
    if public and not configuration.contact:
        raise UsageError(
            f"{folder.settings} names no contact, which {public[0]} must be told; "
            'write a line such as: contact = "you@example.org"'
        )
