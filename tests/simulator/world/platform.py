"""Platform: where the sites of one content management system put their listings, articles and files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

import yaml


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """The part of a list that one listing page shows."""

    number: int
    """The page, from 1; 0: a shell that shows no rows."""
    start: int
    stop: int
    """Rows as in a slice."""
    is_data: bool = False
    """Whether the rows come by themselves, for a script."""


@dataclass(frozen=True, kw_only=True)
class Platform:
    """A record of platforms.yml; what each key means is said there."""

    id: str
    first: str
    more: str = ""
    form: Mapping[str, str] = field(default_factory=dict)
    data: str = ""
    detail: str
    file: str
    rows: int
    group: int = 1
    href: Literal["relative", "root", "absolute"] = "root"
    frame: str
    listing: str = ""
    page: str
    charset: Literal["utf-8", "gbk"] = "utf-8"
    validators: bool = False
    referer_wanted: bool = False
    end_unsaid: bool = False
    oldest_first: bool = False
    """Whether the pages are filled from the oldest entry on, so that the first shows what is left over."""
    session: str = ""
    """Name of a session id that every link carries."""

    @property
    def step(self) -> int:
        """Rows that one answer holds."""
        return self.rows * self.group

    def pages(self, total: int) -> int:
        """Answers that it takes to see *total* rows."""
        return max(1, -(-total // self.step))

    def listing_address(self, number: int, total: int) -> str:
        """The address of listing page *number* (from 1) of a list of *total* rows."""
        if self.data:
            return self.data.format(n=number)
        return self.first if number == 1 else self.more.format(**self._numbers(number, total))

    def form_of(self, number: int, total: int) -> dict[str, str]:
        """The fields that ask for listing page *number*; none where it is a GET."""
        if number == 1:
            return {}
        return {key: value.format(**self._numbers(number, total)) for key, value in self.form.items()}

    def locate(self, method: str, path: str, form: Mapping[str, str], total: int) -> Window | None:
        """Which part of a list of *total* rows the request asks for; ``None``: it is no listing page."""
        if method == "POST":
            return self._posted(path, form, total) if self.form else None
        if normal(path) == normal(self.first):
            return Window(number=0, start=0, stop=0) if self.data else self._window(1, total)
        if self.form or not (self.data or self.more):
            return None
        template = self.data or self.more
        for number in range(1, self.pages(total) + 1):
            if normal(path) == normal(template.format(**self._numbers(number, total))):
                return self._window(number, total)
        # A page past the last one: static sites have no file, dynamic ones an empty list.
        if "?" in template and urlsplit(path).path == urlsplit(template).path:
            return Window(number=self.pages(total) + 1, start=total, stop=total, is_data=bool(self.data))
        return None

    def _posted(self, path: str, form: Mapping[str, str], total: int) -> Window | None:
        if urlsplit(path).path != urlsplit(self.more).path:
            return None
        if any(
            form.get(key) != value
            for key, value in self.form.items()
            if not value.startswith("{") and value and key[:2] != "__"
        ):
            return None
        query = dict(parse_qsl(urlsplit(path).query))
        if "startrecord" in query:
            start, end = int(query["startrecord"]), min(int(query["endrecord"]), total)
            return Window(number=(start - 1) // self.step + 1, start=start - 1, stop=end, is_data=True)
        (field_name,) = (key for key, value in self.form.items() if value == "{n}")
        value = form.get(field_name, "")
        return self._window(int(value), total) if value.isdigit() else None

    def _window(self, number: int, total: int) -> Window:
        is_data = bool(self.data) or (number > 1 and self.group > 1)
        if self.oldest_first:
            from_end = self.pages(total) - number
            return Window(
                number=number,
                start=max(0, total - (from_end + 1) * self.rows),
                stop=total - from_end * self.rows,
            )
        return Window(number=number, start=(number - 1) * self.step, stop=number * self.step, is_data=is_data)

    def _numbers(self, number: int, total: int) -> dict[str, int]:
        last = self.pages(total)
        return {
            "n": number,
            "zero": number - 1,
            "down": last - number + 1,
            "start": (number - 1) * self.step + 1,
            "end": number * self.step,
            "total": total,
        }

    def article_address(self, serial: int, day: date, *, move: int = 0) -> str:
        """The address of article *serial*, published on *day*; *move* counts how often it has moved."""
        return self.detail.format(**_article_words(self.id, serial, day, move))

    def file_address(self, serial: int, day: date, ending: str) -> str:
        """The address of the file that is attached to article *serial*."""
        return self.file.format(**_article_words(self.id, serial, day, 0), ending=ending)


def _article_words(platform: str, serial: int, day: date, move: int) -> dict[str, object]:
    digest = hashlib.md5(f"{platform} {serial} {move}".encode(), usedforsecurity=False).hexdigest()
    return {
        "id": 1_200_000 + 1_000 * move + serial,
        "hex": digest,
        "long": int(digest[:16], 16) % 10**18 + 10**18,
        "yyyy": f"{day:%Y}",
        "mm": f"{day:%m}",
        "dd": f"{day:%d}",
        "m": day.month,
        "d": day.day,
    }


def normal(path: str) -> str:
    """The address as a site sees it: without session id, its fields in one order."""
    parts = urlsplit(path)
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return parts.path.partition(";")[0] + (f"?{query}" if query else "")


@cache
def platforms() -> Mapping[str, Platform]:
    """All platforms by their id, in the order of the file."""
    records: dict[str, Any] = yaml.safe_load(
        (Path(__file__).parent / "platforms.yml").read_text(encoding="utf-8")
    )
    return {key: Platform(id=key, **record) for key, record in records.items()}
