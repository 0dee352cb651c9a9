"""Which notice stands on which demo site, at which address and in which role: ``sites.yml`` as records."""

from __future__ import annotations

import importlib.resources
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from archive.plain_yaml import load_yaml
from crawler.site import Level

Role = Literal["original", "repost", "script-variant", "part"]
"""As in ``pages.relation``."""
Layout = Literal["commission", "association", "portal", "library", "templates", "centre"]
"""Which pair of templates renders the site."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A listing and how it goes on over several pages."""

    path: str
    """Address of the first page, with its query."""
    more: str
    """Address of a later page, with ``{number}``."""
    second: int
    """The number of the second page: 1 on TRS (``index_1.html``), 2 elsewhere."""
    size: int
    """Entries on one page."""

    def page_path(self, page: int) -> str:
        """The address of page *page*, counted from 0."""
        return self.path if page == 0 else self.more.format(number=self.second + page - 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Compilation:
    """Several notices in one article of a content farm, split over web pages."""

    parts: tuple[str, ...]
    """Keys of the notices, 篇1 first."""
    intro: str
    blurb: str
    breaks: tuple[int, ...]
    """Numbers of paragraphs, counted through the whole article, before which a new page begins."""

    def page_path(self, path: str, page: int) -> str:
        """The address of web page *page* (from 0) of the article at *path*: ``x.html``, ``x_2.html``."""
        stem, dot, ending = path.rpartition(".")
        return path if page == 0 else f"{stem}_{page + 1}{dot}{ending}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One row of a site's listing and the page behind it."""

    path: str
    published: str
    """The site's own date, with the time where the site prints one: ``2024-09-04 10:12``."""
    notice: str | None = None
    """Key of the notice; ``None`` for compilations and pages that cannot be had."""
    role: Role = "original"
    doubled: bool = False
    """Whether the page prints the notice twice."""
    lead: bool = False
    """Whether a paragraph that repeats title and body in other words stands before the notice."""
    masked: bool = False
    """Whether years, places and organisations are blanked out, as content farms do."""
    source: str | None = None
    """What the page names as 来源."""
    source_date: str | None = None
    """Date printed with the source, as printed."""
    title: str | None = None
    """What the site shows instead of the notice's title; required where there is no notice."""
    status: int = 200
    """What the server answers: 404 and 500 for pages that fail."""
    disallowed: bool = False
    """Whether robots.txt keeps crawlers out of it."""
    compilation: Compilation | None = None

    @property
    def day(self) -> str:
        """ISO date of publication."""
        return self.published[:10]


@dataclass(frozen=True, kw_only=True, slots=True)
class SitePlan:
    """A demo site as planned: what is rendered into a DemoSite."""

    id: str
    name: str
    level: Level
    region_code: str | None
    port: int
    encoding: str
    charset: str
    """What the pages declare: ``gb2312`` where the bytes are GBK."""
    content_type: str
    """The header as sent, with or without a charset."""
    layout: Layout
    column: str
    """Name of the listing: 通知公告."""
    listing: Listing
    entries: tuple[Entry, ...]
    """In listing order, newest first."""
    files: str | None = None
    """Address of an attached file relative to its page, with ``{day}``, ``{digits}`` and ``{ending}``."""
    robots: str | None = None
    """The text of robots.txt; ``None``: the site has none."""
    hot: tuple[str, ...] = ()
    """Titles of other articles that stand on every page of the site."""


@cache
def load_placements() -> tuple[SitePlan, ...]:
    """Every planned site of ``sites.yml``."""
    text = (importlib.resources.files("crawler.demo") / "sites.yml").read_text(encoding="utf-8")
    return tuple(_site_plan(site_id, record) for site_id, record in load_yaml(text).items())


def _site_plan(site_id: str, record: dict[str, Any]) -> SitePlan:
    entries = sorted(map(_entry, record.pop("entries")), key=lambda entry: entry.published, reverse=True)
    return SitePlan(
        id=site_id,
        listing=Listing(**record.pop("listing")),
        entries=tuple(entries),
        hot=tuple(record.pop("hot", ())),
        **record,
    )


def _entry(record: dict[str, Any]) -> Entry:
    compilation = record.pop("compilation", None)
    if compilation is not None:
        compilation = Compilation(
            parts=tuple(compilation["parts"]),
            intro=compilation["intro"],
            blurb=compilation["blurb"],
            breaks=tuple(compilation["breaks"]),
        )
    return Entry(compilation=compilation, **record)
