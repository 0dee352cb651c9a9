"""Renders every page of a site: listings, articles, files, columns, traps and faults."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import jinja2

from archive.vocabulary.dates import CHINA_TIME
from crawler.demo.files import MEDIA_TYPES, file_bytes, file_ending
from crawler.demo.site import Page
from crawler.demo.texts import File
from tests.simulator.world.platform import Platform, Window, platforms
from tests.simulator.world.timeline import Article, SitePlan, State

HOT = tuple(
    enumerate(
        (
            "本市召开健康促进大会部署下半年重点工作",
            "一图读懂新版居民健康素养六十六条",
            "最美村医陆听澜：二十年走遍云栖山",
            "我市首个心理援助热线开通满一周年",
            "市领导调研白鹭洲区托育服务工作",
        ),
        start=1,
    )
)
"""Numbers and titles of the articles of another column that stand on every page."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a listing page, as its template shows it."""

    title: str
    href: str
    day: str
    time: int
    """Seconds since 1970, as JSON lists give it."""
    pinned: bool
    id: int
    place: int
    summary: str


@dataclass(frozen=True, eq=False)
class Renderer:
    """Renders the pages of one site in one state on one day.  Compared by identity, so that pages are cached."""

    plan: SitePlan
    state: State
    day: int
    base: str
    """Address of the site without a slash at the end."""
    intranet: str
    """Address of a host that nobody may ask."""

    @cached_property
    def platform(self) -> Platform:
        return self.state.platform

    def listing(self, window: Window, here: str) -> Page:
        """A listing page, or the rows of it by themselves."""
        platform, total = self.platform, len(self.state.rows)

        def address(number: int) -> str:
            return platform.listing_address(number, total)

        name = f"{platform.listing or platform.id}_{'data' if window.is_data else 'list'}"
        ending = next(e for e in ("html", "json", "js") if (_TEMPLATES / f"{name}.{e}").exists())
        text = self._text(
            f"{name}.{ending}",
            platform,
            rows=[
                self._row(article, place, here)
                for place, article in enumerate(
                    self.state.rows[window.start : window.stop], start=window.start + 1
                )
            ],
            number=window.number,
            pages=platform.pages(total),
            total=total,
            address=address,
            form=lambda number: platform.form_of(number, total),
            relative=lambda path: _relative(path, here),
            leaf=lambda path: path.rpartition("/")[2],
        )
        kind = {"html": "text/html", "json": "application/json", "js": "application/javascript"}[ending]
        return _page(platform, text, kind="text/xml" if text.startswith("<?xml") else kind)

    def _row(self, article: Article, place: int, here: str) -> Row:
        href = platforms()[article.platform].href
        path = article.path
        if self.platform.session:
            session = hashlib.md5(f"{self.day}".encode(), usedforsecurity=False).hexdigest().upper()
            path = f"{path};{self.platform.session}={session}"
        return Row(
            title=article.text.title,
            href={"relative": _relative(path, here), "root": path, "absolute": self.base + path}[href],
            day=article.published.isoformat(),
            time=int(datetime.combine(article.published, time(9, 30), CHINA_TIME).timestamp()),
            pinned=article.pinned,
            id=1_200_000 + article.serial,
            place=place,
            summary=article.text.paragraphs[0][:60],
        )

    def article(self, article: Article) -> Page:
        platform = platforms()[article.platform]
        return _page(
            platform,
            self._text(
                f"{platform.page}_page.html",
                platform,
                text=article.text,
                day=article.published.isoformat(),
                source=article.source or self.plan.name,
                serial=article.serial,
                files=[(path, file.name) for path, file in article.files()],
            ),
        )

    def file(self, article: Article, file: File, referer: str | None) -> Page:
        """An attached file; where the site wants a Referer and gets none, a page that says so."""
        platform = platforms()[article.platform]
        if platform.referer_wanted and not (referer or "").startswith(self.base):
            return self.failure("请从本站页面下载附件")
        headers = [("Content-Type", MEDIA_TYPES[file_ending(file)])]
        if "filename=" in platform.file:
            headers = [
                ("Content-Type", "application/octet-stream"),
                ("Content-Disposition", f"attachment; filename*=UTF-8''{quote(file.name)}"),
            ]
        return Page(headers=tuple(headers), body=_file_bytes(file))

    def column(self, heading: str) -> Page:
        """A page of the site that is no notice."""
        return _page(self.platform, self._text("column.html", self.platform, heading=heading))

    def calendar(self, year: int, month: int) -> Page:
        """A calendar without an end."""
        before = (year - 1, 12) if month == 1 else (year, month - 1)
        after = (year + 1, 1) if month == 12 else (year, month + 1)
        return _page(
            self.platform,
            self._text("calendar.html", self.platform, year=year, month=month, before=before, after=after),
        )

    def failure(self, heading: str, status: int = 200) -> Page:
        """A page that says that something is wrong."""
        body = _environment().get_template("failure.html").render(heading=heading).encode()
        return Page(status=status, headers=(_HTML,), body=body, validators=False)

    def challenge(self, status: int) -> Page:
        """A page of a firewall that wants a browser to compute something."""
        body = _environment().get_template("challenge.html").render(viewstate=self._viewstate).encode()
        cookie = ("Set-Cookie", "FSSBBIl1UgzbN7N80S=demo; Path=/; HttpOnly")
        return Page(status=status, headers=(_HTML, cookie), body=body, validators=False)

    def _text(self, template: str, platform: Platform, **values: Any) -> str:
        return (
            _environment()
            .get_template(template)
            .render(
                site=self.plan,
                platform=platform,
                frame=f"frame_{platform.frame}.html",
                charset=platform.charset,
                base=self.base,
                first=self.platform.first,
                intranet=self.intranet,
                hot=HOT,
                viewstate=self._viewstate,
                **values,
            )
        )

    @cached_property
    def _viewstate(self) -> str:
        """As unreadable as ASP.NET's, and another one each day."""
        return "/wEPDwUK" + hashlib.sha256(f"{self.plan.id} {self.day}".encode()).hexdigest() * 3


_TEMPLATES = Path(__file__).parent / "templates"
_HTML = ("Content-Type", "text/html; charset=utf-8")


def _page(platform: Platform, text: str, kind: str = "text/html") -> Page:
    charset = "" if platform.charset == "gbk" else f";charset={platform.charset}"
    body = text.encode("gb18030" if platform.charset == "gbk" else "utf-8")
    return Page(headers=(("Content-Type", kind + charset),), body=body, validators=platform.validators)


def _relative(path: str, here: str) -> str:
    """*path* as a link from the page *here*, in its shortest form that begins with dots."""
    folder = urlsplit(here).path.rpartition("/")[0] + "/"
    if path.startswith(folder):
        return "./" + path.removeprefix(folder)
    up = ""
    while not path.startswith(folder):
        folder = folder.rstrip("/").rpartition("/")[0] + "/"
        up += "../"
    return up + path.removeprefix(folder)


@cache
def _file_bytes(file: File) -> bytes:
    return file_bytes(file)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    environment.filters["cut"] = lambda title, length: title if len(title) <= length else title[:length] + "…"
    return environment
