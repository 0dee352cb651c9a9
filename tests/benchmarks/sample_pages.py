"""The pages that the benchmarks read: real ones beside the project, else those made up for its tests."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from archive.capture import Capture

TOP = Path(__file__).resolve().parents[2]
REAL = TOP.parent / "shared" / "corpus" / "detail"
MADE_UP = TOP / "tests" / "crawler" / "extraction" / "pages"
_LABELLED = "tests.quality.labelled_pages"
_FETCHED = datetime(2026, 6, 1, tzinfo=UTC)


def load_pages(folder: Path | None) -> tuple[str, list[Capture]]:
    """Where the pages are from, in words, and the pages.

    Without *folder*: the real pages beside the project; where they are absent, the labelled pages;
    where those are absent too, the pages of the extraction tests.
    """
    if folder is None:
        folder = REAL
        if not folder.is_dir():
            labelled = list(_labelled_pages())
            if labelled:
                return "the labelled pages", labelled
            folder = MADE_UP
    paths = sorted(path for path in folder.rglob("*") if path.suffix in (".html", ".htm", ".shtml"))
    if not paths:
        raise click.UsageError(f"{folder} holds no page: expected files named .html, .htm or .shtml")
    return str(folder), [page_capture(path.read_bytes(), name=path.name) for path in paths]


def page_capture(body: bytes, *, name: str = "page.html", content_type: str = "text/html") -> Capture:
    """A response that holds *body*."""
    return Capture(
        url=f"http://www.qingchuan.example/{name}",
        fetched_at=_FETCHED,
        headers=(("Content-Type", content_type),),
        body=body,
    )


def _labelled_pages() -> Iterator[Capture]:
    """The first web page of each labelled page: its loader yields records with ``captures``."""
    if importlib.util.find_spec(_LABELLED) is not None:
        for page in importlib.import_module(_LABELLED).labelled_pages():
            yield page.captures[0]
