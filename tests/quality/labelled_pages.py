"""The labelled pages of our own: fictional notices in frames of every platform and seed kind, gold beside them.

A family is a folder under ``labelled``: Jinja frames (``frame.html``), pages that fill them (``01.html``),
and the right answers (``01.json``).  Without a frame the pages are whole, byte for byte.  ``accept``
beside the gold lists other right answers where the definitions leave the answer open, of a body whole texts.
A field that the gold leaves out is not judged: those of a document on pages of news.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from archive.capture import Capture

FOLDER = Path(__file__).with_name("labelled")
PORTALS = Path(__file__).with_name("portals")
"""Articles of news portals, with floors of their own: their authors decided what of leads, captions and
unlabelled names of sources counts, and decided differently."""
FETCHED_AT = datetime(2026, 6, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, eq=False)
class LabelledPage:
    """An article's web pages, with what is right to read from them."""

    folder: Path
    number: str
    web_pages: tuple[dict[str, str], ...]
    """``url`` and ``file`` of each, in the order of the article."""
    encoding: str
    gold: dict[str, Any]
    accept: dict[str, list[Any]]
    difficulty: str

    @property
    def family(self) -> str:
        return self.folder.name

    @property
    def id(self) -> str:
        return f"{self.family}/{self.number}"

    @cached_property
    def captures(self) -> tuple[Capture, ...]:
        """The web pages as a server would send them; made when asked for, as that takes its time."""
        return tuple(
            Capture(
                url=web_page["url"],
                fetched_at=FETCHED_AT,
                headers=(("Content-Type", "text/html"),),
                body=_page(self.folder / web_page["file"], self.encoding),
            )
            for web_page in self.web_pages
        )


@cache
def labelled_pages(folder: Path = FOLDER) -> tuple[LabelledPage, ...]:
    """Every labelled HTML page, by family and number."""
    labels = folder.glob("*/[0-9][0-9].json")
    families = sorted({label.parent for label in labels if label.with_suffix(".html").exists()})
    return tuple(page for family in families for page in _family(family))


def _page(path: Path, encoding: str) -> bytes:
    """The page as a server would send it."""
    if not (path.parent / "frame.html").exists():
        return path.read_bytes()
    return _frames(path.parent).get_template(path.name).render().encode(encoding)


@cache
def _frames(folder: Path) -> Environment:
    """The templates of a family; what its pages have in common is compiled once."""
    loader = FileSystemLoader(folder, encoding="utf-8")
    return Environment(loader=loader, autoescape=False, keep_trailing_newline=True)


def _family(folder: Path) -> Iterator[LabelledPage]:
    for path in sorted(folder.glob("[0-9][0-9].json")):
        label = json.loads(path.read_text("utf-8"))
        yield LabelledPage(
            folder=folder,
            number=path.stem,
            web_pages=({"file": f"{path.stem}.html", "url": label["url"]}, *label.get("further", [])),
            encoding=label.get("encoding", "utf-8"),
            gold=label["gold"],
            accept=label.get("accept", {}),
            difficulty=label["difficulty"],
        )
