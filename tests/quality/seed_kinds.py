"""Five fictional pages, one for each kind of page that is hardest to read, and what is read from them.

``python -m tests.quality.seed_kinds`` prints the table of README.md.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from archive.capture import Capture
from archive.notice import Notice
from crawler.attachments import attachment_text
from crawler.extraction import Context, extract_notice
from tests.quality.labelled_pages import labelled_pages
from tests.quality.labelled_pdf import pdf_of_layout

KINDS = {
    "compilation/01": "content farm, 3 web pages of 篇1…篇4, blurb, masked years, no issuer",
    "association/01": "association, table layout in GBK, hot list first, title cut, text printed twice",
    "red-header-pdf/01": "red-header document as PDF: number, addressees, annexes, signature, 版记",
    "repost-portal/01": "portal's repost of a county's repost: reworded lead, only a cited number, three dates",
    "traditional/01": "machine-made Traditional copy without issuer, disclaimer between title and text",
}
_PDF = Path(__file__).parent / "labelled" / "red-header-pdf"


class SeedKind(NamedTuple):
    """A page, what is right to read from it, and what is read."""

    id: str
    hard: str
    gold: dict[str, Any]
    accept: dict[str, list[Any]]
    notice: Notice


@cache
def seed_kind(ident: str) -> SeedKind:
    """One of the five pages, read."""
    page = next((page for page in labelled_pages() if page.id == ident), None)
    if page is not None:
        notice = extract_notice(page.captures, Context())
        return SeedKind(ident, KINDS[ident], page.gold, page.accept, notice)
    label = json.loads((_PDF / f"{ident[-2:]}.json").read_text("utf-8"))
    notice = _read_pdf(_PDF / f"{ident[-2:]}.txt", label["url"])
    return SeedKind(ident, KINDS[ident], label["gold"], label.get("accept", {}), notice)


def _read_pdf(layout: Path, url: str) -> Notice:
    body = pdf_of_layout(layout)
    text = attachment_text(body, url, "application/pdf").text
    capture = Capture(url=url, fetched_at=datetime(2026, 6, 1, tzinfo=UTC), body=body)
    return extract_notice([capture], Context(attachment_texts={hashlib.sha256(body).hexdigest(): text}))


def table() -> str:
    """The table as Markdown."""
    rows = [
        "| page | what is hard | title | number | issuers | issued | published | source | due |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for kind in map(seed_kind, KINDS):
        notice = kind.notice
        cells = (
            kind.id,
            kind.hard,
            notice.title,
            notice.document_number,
            "、".join(notice.issuers),
            notice.issued_date,
            notice.published_date,
            notice.source,
            ", ".join(deadline.date or deadline.recur or deadline.raw for deadline in notice.deadlines),
        )
        rows.append("| " + " | ".join(cell or "–" for cell in cells) + " |")
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())  # noqa: T201 - a command for those who edit README
