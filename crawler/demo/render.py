"""Renders the pages of a planned demo site: listing pages, details, attachments and robots.txt."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from functools import cache
from types import MappingProxyType
from typing import Any

import jinja2

from crawler.demo.files import MEDIA_TYPES, file_bytes, file_ending
from crawler.demo.placements import Compilation, Entry, SitePlan
from crawler.demo.site import Page
from crawler.demo.texts import Block, File, NoticeText, blocks, notice_texts
from crawler.demo.wording import lead, masked, traditional, traditional_blocks

CHINA = timezone(timedelta(hours=8))
CUT = 20
"""Characters that a site which cuts titles shows of them."""


def render_pages(site: SitePlan) -> Mapping[str, Page]:
    """Every response of the site by path with query."""
    pages = dict(_listing_pages(site))
    if site.robots is not None:
        pages["/robots.txt"] = Page(headers=(("Content-Type", "text/plain"),), body=site.robots.encode())
    for entry in site.entries:
        if entry.status == 200 and not entry.disallowed:
            pages.update(
                _compilation_pages(site, entry, entry.compilation)
                if entry.compilation
                else _detail_pages(site, entry)
            )
        else:
            pages[entry.path] = _page(site, entry, "failure", entry.path, status=entry.status)
    return MappingProxyType(pages)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row of a listing page, as its template shows it."""

    title: str
    path: str
    day: str


def shown_title(entry: Entry) -> str:
    """The whole title that the site gives the entry, in the site's script."""
    if entry.title is not None:
        return entry.title
    notice = _notice(entry)
    return traditional(notice.title) if _is_converted(entry) else notice.title


def listing_pages(site: SitePlan) -> tuple[str, ...]:
    """Addresses of all listing pages, first page first."""
    count = -(-len(site.entries) // site.listing.size)
    return tuple(site.listing.page_path(page) for page in range(count))


def _listing_pages(site: SitePlan) -> Iterator[tuple[str, Page]]:
    paths, size = listing_pages(site), site.listing.size
    for number, path in enumerate(paths):
        entries = site.entries[number * size : (number + 1) * size]
        yield (
            path,
            _page(
                site,
                entries[0],
                "list",
                path,
                rows=[Row(title=shown_title(entry), path=entry.path, day=entry.day) for entry in entries],
                paths=paths,
                number=number,
            ),
        )


def _detail_pages(site: SitePlan, entry: Entry) -> Iterator[tuple[str, Page]]:
    notice = _notice(entry)
    files = _file_paths(site, entry, notice)
    for file, path in files.items():
        yield path, _file_page(file, entry)
    document = blocks(notice)
    if entry.masked:
        document = masked(document)
    if _is_converted(entry):
        document = traditional_blocks(document)
    title = shown_title(entry)
    yield (
        entry.path,
        _page(
            site,
            entry,
            "page",
            entry.path,
            notice=notice,
            title=title,
            blocks=document,
            lead=lead(site.name, notice.title, document) if entry.lead else None,
            files=files,
        ),
    )


def _compilation_pages(site: SitePlan, entry: Entry, article: Compilation) -> Iterator[tuple[str, Page]]:
    title = shown_title(entry)
    heading = title.partition("（")[0]
    document: list[Block] = []
    for number, key in enumerate(article.parts, start=1):
        document.append(Block(kind="title", text=f"{heading}篇{number}"))
        document += masked(blocks(notice_texts()[key]))
    bounds = (0, *article.breaks, len(document))
    paths = [article.page_path(entry.path, number) for number in range(len(bounds) - 1)]
    for number, path in enumerate(paths):
        yield (
            path,
            _page(
                site,
                entry,
                "page",
                path,
                title=title,
                blocks=document[bounds[number] : bounds[number + 1]],
                compilation=article,
                paths=paths,
                number=number,
            ),
        )


def _page(site: SitePlan, entry: Entry, kind: str, path: str, status: int = 200, **values: Any) -> Page:
    """The template of the site's layout for that kind of page, in the site's encoding."""
    template = "failure.html" if kind == "failure" else f"{site.layout}_{kind}.html"
    text = (
        _templates()
        .get_template(template)
        .render(
            site=site,
            entry=entry,
            hot=_hot_articles(site),
            here=lambda target: _relative(target, path),
            cut=lambda title: title[:CUT],
            status=status,
            **values,
        )
    )
    return Page(
        status=status,
        headers=(("Content-Type", site.content_type), ("Last-Modified", _http_date(entry))),
        body=text.encode(site.encoding),
    )


def _hot_articles(site: SitePlan) -> list[Row]:
    """Links of the hot list: the newest notices, then old articles of other columns, long taken down."""
    if not site.hot:
        return []
    newest = [Row(title=shown_title(entry), path=entry.path, day="") for entry in site.entries[:5]]
    return newest + [
        Row(title=title, path=f"/Article_Show.asp?ArticleID={1100 - 7 * place}", day="")
        for place, title in enumerate(site.hot)
    ]


def _file_paths(site: SitePlan, entry: Entry, notice: NoticeText) -> dict[File, str]:
    """The notice's files and where the site keeps them; a repost names files without offering them."""
    if site.files is None or entry.role != "original":
        return {}
    folder = posixpath.dirname(entry.path.partition("?")[0])
    paths = {}
    for file in notice.files:
        digits = int(hashlib.sha256(f"{site.id} {file.name}".encode()).hexdigest(), 16) % 10**12
        name = site.files.format(
            day=entry.day.replace("-", ""), digits=f"{digits:012}", ending=file_ending(file)
        )
        paths[file] = posixpath.normpath(posixpath.join(folder, name))
    return paths


def _file_page(file: File, entry: Entry) -> Page:
    return Page(
        headers=(("Content-Type", MEDIA_TYPES[file_ending(file)]), ("Last-Modified", _http_date(entry))),
        body=file_bytes(file),
    )


def _notice(entry: Entry) -> NoticeText:
    if entry.notice is None:
        raise ValueError(f"the entry {entry.path} has no notice to render")
    return notice_texts()[entry.notice]


def _is_converted(entry: Entry) -> bool:
    return entry.role == "script-variant"


def _relative(target: str, path: str) -> str:
    """The address *target* as a link on the page at *path*, relative as real sites write it."""
    target_path, mark, query = target.partition("?")
    relative = posixpath.relpath(target_path, posixpath.dirname(path.partition("?")[0]))
    slash = "/" if target_path.endswith("/") and relative != "." else ""
    return f"{relative}{slash}{mark}{query}"


def _http_date(entry: Entry) -> str:
    published = datetime.fromisoformat(entry.published).replace(tzinfo=CHINA)
    return format_datetime(published.astimezone(UTC), usegmt=True)


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("crawler.demo", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
