"""The page that speaks for a notice, and the notice's row as that page tells it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from archive.dedup.cluster import Carrier
from archive.dedup.text import Judged
from archive.judging import judged_text
from archive.schema import NOTICE_FIELDS
from archive.times import china_day

_LEVELS = ("national", "province", "city", "county", "association", None, "portal")
"""Who is believed first; ``None`` is a site that nobody described."""

_TEXT_FIELDS = frozenset(
    {
        "title", "page_title", "document_number", "index_number", "document_type", "issued_date",
        "published_date", "effective_date", "source", "region_code", "script", "page_kind", "body",
    }
)  # fmt: skip
"""Fields that are stored as they are; all others are JSON."""

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Member:
    """A page that carries a notice, with its latest text."""

    row: sqlite3.Row
    """Of ``pages``, with the ``level`` of its site and its ``text_id``."""
    text: Judged

    @property
    def id(self) -> str:
        """The page's id."""
        return str(self.row["id"])

    @property
    def carrier(self) -> Carrier:
        """What grouping needs to know of the page."""
        return Carrier(self.row["id"], self.row["url"], self.row["text_id"])


def load_members(conn: sqlite3.Connection, nodes: Iterable[str]) -> dict[str, Member]:
    """The pages among *nodes* that have a text of their own, by id."""
    rows = conn.execute(
        # CROSS JOIN keeps the order of the tables: the planner would begin with all sites.
        "SELECT pages.*, sites.level, text_id FROM json_each(?) "
        "CROSS JOIN pages ON pages.id = json_each.value CROSS JOIN sites ON sites.id = pages.site "
        "CROSS JOIN page_texts ON page_texts.page_id = pages.id ORDER BY pages.id",
        (json.dumps(sorted(nodes)),),
    ).fetchall()
    texts = {text: judged_text(conn, text) for text in {row["text_id"] for row in rows}}
    return {row["id"]: Member(row, texts[row["text_id"]]) for row in rows}


def speaking_order(members: Sequence[Member]) -> list[Member]:
    """The pages of one notice, the one that speaks for it first.

    Whole texts before excerpts, whole pages before parts of a compilation, anyone before a
    portal, complete documents (own number and issuer) before bare texts, then the higher
    office, the untouched script, the earlier publication and the address.
    """
    longest = max(member.text.length for member in members)
    return sorted(members, key=lambda member: speaking_rank(member, longest))


def speaking_rank(member: Member, longest: int) -> tuple[Any, ...]:
    """What `speaking_order` sorts by, among pages of which the longest has this length."""
    row, text = member.row, member.text
    return (
        text.length < _HALF * longest,
        row["part"] > 0,
        row["level"] == "portal",
        -(bool(text.number) + bool(text.issuers)),
        _LEVELS.index(row["level"]) if row["level"] in _LEVELS else len(_LEVELS),
        text.is_traditional,
        row["published_date"] or "9999",
        row["url"],
        row["part"],
    )


def notice_row(text: str, pages: Sequence[sqlite3.Row]) -> dict[str, Any]:
    """The columns of ``notices`` that its pages determine.

    The page that speaks comes first; *text* is its latest content, a Notice as JSON.
    """
    speaker = pages[0]
    record = json.loads(text)
    first_seen = min(row["first_seen"] for row in pages)
    dated = next(
        (date for name in ("published_date", "issued_date") if (date := _year_first(record[name]))), None
    )
    fields = {
        name: record[name] if name in _TEXT_FIELDS else json.dumps(record[name], ensure_ascii=False)
        for name in NOTICE_FIELDS
    }
    return fields | {
        "url": speaker["url"],
        "site": speaker["site"],
        "copies": len({row["url"] for row in pages} - {speaker["url"]}),
        "status": joint_status([row["status"] for row in pages]),
        "first_seen": first_seen,
        "last_seen": max(row["last_seen"] for row in pages),
        "sort_date": dated or china_day(first_seen),
        "year": dated[:4] if dated else None,
    }


def _year_first(date: str | None) -> str | None:
    """The date, unless its year is unknown (``--08-30``)."""
    return None if date is None or date.startswith("-") else date


def joint_status(statuses: Sequence[str]) -> str:
    """Live if any page is, else that of the speaker, which comes first."""
    return "live" if "live" in statuses else statuses[0]
