"""Fictional listing pages of many builds, with what a person reads on them.

A file of ``listings/`` is one build of page: YAML before the second ``---`` says which pages of it
are made and what is right for each, the Jinja template after it how they look.  Rows come from
``listings/titles.txt``; ``chrome.html`` holds what stands around lists.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import jinja2

from archive.plain_yaml import load_yaml

FOLDER = Path(__file__).parent / "listings"
TITLES = (FOLDER / "titles.txt").read_text(encoding="utf-8").split("\n")[:-1]
GAPS = (0, 1, 3, 0, 2, 6, 1, 4, 9, 0, 2, 5, 12, 1, 3)
"""Days between one row and the next older one, over and over."""
KNOWN = ("total", "page_count", "platform", "unaddressed")
DAY_FORM = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


@dataclass(frozen=True)
class Row:
    title: str
    href: str
    day: date
    number: int
    id: int
    hex: str

    @property
    def cut(self) -> str:
        """The title as a narrow column shows it."""
        return self.title if len(self.title) <= 16 else f"{self.title[:15]}..."


@dataclass(frozen=True, eq=False)
class Labelled:
    """A listing page with what is right for it."""

    id: str
    url: str
    body: bytes
    content_type: str
    fetched_at: datetime
    entries: dict[str, tuple[str, str | None]]
    """Address → title and date."""
    optional: frozenset[str]
    next: tuple[str, ...]
    """Right addresses of the next page; none: the list ends here."""
    known: dict[str, Any] = field(default_factory=dict)
    """``total``, ``page_count``, ``platform``, and rows ``unaddressed``, where the page tells them."""


def labelled_pages() -> list[Labelled]:
    """Every page of every build."""
    return [
        page for path in sorted(FOLDER.glob("*.html")) if path.name != "chrome.html" for page in _pages(path)
    ]


def _pages(path: Path) -> list[Labelled]:
    _, front, template = path.read_text(encoding="utf-8").split("---\n", 2)
    plan = load_yaml(front)
    pages = plan.pop("pages")
    made = _environment().from_string('{% import "chrome.html" as chrome %}' + template)
    return [_page(f"{path.stem}-{number}", {**plan, **page}, made) for number, page in enumerate(pages, 1)]


@cache
def _environment() -> jinja2.Environment:
    """Of all builds; the chrome that they share is compiled once."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["compact"] = lambda day: f"{day.month}-{day.day}"
    return environment


def _page(name: str, plan: dict[str, Any], template: jinja2.Template) -> Labelled:
    rows = _rows(plan)
    text = template.render(**{"page": 1, "part": None, **plan, "rows": rows})
    url, form = plan["url"], plan.get("gold_date", "day")
    entries = {
        urljoin(plan.get("base", url), row.href): (
            row.cut if plan.get("titles") == "cut" else row.title,
            row.day.strftime(DAY_FORM[form]) if form in DAY_FORM else None,
        )
        for row in rows
        if "unaddressed" not in plan
    }
    fetched = datetime.fromisoformat(str(plan.get("fetched", "2024-09-01"))).replace(hour=4, tzinfo=UTC)
    accepted = plan["next"]
    encoding = plan.get("encoding", "utf-8")
    return Labelled(
        id=name,
        url=url,
        body=text.encode(encoding, "xmlcharrefreplace"),
        content_type=plan.get("content_type", "text/html"),
        fetched_at=fetched,
        entries=entries,
        optional=frozenset(urljoin(url, href) for href in plan.get("optional", ())),
        next=() if accepted is None else (accepted,) if isinstance(accepted, str) else tuple(accepted),
        known={key: plan[key] for key in KNOWN if key in plan},
    )


def _rows(plan: dict[str, Any]) -> list[Row]:
    day = date.fromisoformat(str(plan.get("newest", "2024-08-30")))
    start, count = plan.get("start", 0), plan.get("rows", 10)
    rows = []
    for number in range(count):
        day -= timedelta(days=GAPS[(start + number) % len(GAPS)])
        shown = day - timedelta(days=400) if number < plan.get("pinned", 0) else day
        id_ = 48210 - start * 7 - number * 3
        hexed = hashlib.md5(f"{plan['url']}{id_}".encode()).hexdigest()
        title = TITLES[(start * 5 + number) % len(TITLES)]
        pattern = (
            plan["detail"]
            if number not in plan.get("elsewhere", ())
            else "http://www.zhuanti.example/s/{hex}"
        )
        href = pattern.format(
            y=shown.year, m=f"{shown:%m}", d=f"{shown:%d}", m1=shown.month, d1=shown.day,
            ymd=f"{shown:%Y%m%d}", ym=f"{shown:%Y%m}", id=id_, hex=hexed,
        )  # fmt: skip
        rows.append(Row(title, href, shown, number, id_, hexed))
    return rows
