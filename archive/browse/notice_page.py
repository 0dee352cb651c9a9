"""Everything that the page of one notice shows, read from the archive in one go."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.browse.body import Paragraph, Table, blocks
from archive.browse.history import Version, histories
from archive.browse.rows import Row, rows
from archive.identity import canonical_url

_LISTS = (
    "issuers",
    "addressees",
    "attachments",
    "deadlines",
    "contacts",
    "citations",
    "cited_numbers",
    "parts",
)
_DATES = "notices.sort_date, notices.year, notices.published_date, notices.issued_date"


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticePage:
    """A notice with its copies, history, evidence and neighbours in the archive."""

    row: Row
    lists: Mapping[str, Sequence[Any]]
    site_name: str
    region_name: str | None
    blocks: Sequence[Paragraph | Table]
    evidence: Mapping[str, Sequence[Row]]
    attachments: Sequence[Row]
    copies: Sequence[Row]
    histories: Sequence[tuple[Row, Sequence[Version]]]
    """Pages whose content changed, each with its versions, newest first."""
    citations: Sequence[Row]
    cited_by: Sequence[Row]
    look_alikes: Sequence[Row]
    """The most alike ones."""
    look_alikes_in_all: int
    parts: Sequence[Row]
    part_of: Sequence[Row]

    @property
    def capture(self) -> str | None:
        """The capture of the page that speaks for the notice: its evidence."""
        return next((copy["capture"] for copy in self.copies if copy["url"] == self.row["url"]), None)

    @property
    def changes(self) -> Sequence[Version]:
        """What was changed after the notice was taken in, on whichever page, newest first."""
        later = [version for _, versions in self.histories for version in versions[:-1]]
        return sorted(later, key=lambda version: str(version.row["observed_at"]), reverse=True)


def notice_page(conn: sqlite3.Connection, notice_id: str) -> NoticePage | None:
    """The notice with this id, or ``None``."""
    found = rows(
        conn,
        "SELECT notices.*, sites.name AS site_name FROM notices LEFT JOIN sites ON sites.id = notices.site"
        " WHERE notices.id = ?",
        notice_id,
    )
    if not found:
        return None
    row = found[0]
    lists = {name: json.loads(row[name] or "[]") for name in _LISTS}
    evidence: dict[str, list[Row]] = json.loads(row["evidence"] or "{}")
    copies = _copies(conn, row)
    regions = rows(conn, "SELECT name FROM regions WHERE code = ?", row["region_code"])
    return NoticePage(
        row=row,
        lists=lists,
        site_name=row["site_name"] or row["site"],
        region_name=regions[0]["name"] if regions else None,
        blocks=blocks(row["body"] or "", _signed_at(evidence)),
        evidence=evidence,
        attachments=_attachments(conn, row, lists["attachments"]),
        copies=copies,
        histories=histories(conn, copies),
        citations=rows(
            conn,
            "SELECT citations.*, notices.title AS target_title FROM citations"
            " LEFT JOIN notices ON notices.id = citations.target_id"
            " WHERE citations.notice_id = ? ORDER BY citations.rowid",
            notice_id,
        ),
        cited_by=rows(
            conn,
            f"SELECT DISTINCT notices.id, notices.title, {_DATES}, citations.type FROM citations"  # noqa: S608
            " JOIN notices ON notices.id = citations.notice_id WHERE citations.target_id = ?"
            " ORDER BY notices.sort_date DESC LIMIT 50",
            notice_id,
        ),
        look_alikes=_look_alikes(conn, notice_id),
        look_alikes_in_all=_count_look_alikes(conn, notice_id),
        parts=_named(conn, lists["parts"]),
        part_of=_part_of(conn, notice_id),
    )


def successor(conn: sqlite3.Connection, old_id: str) -> str | None:
    """The notice that an id of a merged notice now stands for, or ``None``."""
    found = rows(
        conn,
        "SELECT notice_id FROM notice_aliases WHERE id = ? AND id NOT IN (SELECT id FROM notices)",
        old_id,
    )
    return found[0]["notice_id"] if found else None


def _signed_at(evidence: Mapping[str, Sequence[Row]]) -> list[int]:
    """Where in the body the signature and its date stand, as far as reading noted it."""
    items = (item for name in ("issuers", "issued_date") for item in evidence.get(name, ()))
    return [item["start"] for item in items if item["start"] is not None and "signature" in item["rule"]]


def _copies(conn: sqlite3.Connection, row: Row) -> list[Row]:
    """The pages that carry the notice: the one that speaks for it first, then by date."""
    return rows(
        conn,
        "SELECT pages.*, sites.name AS site_name, pages.url = ? AS speaks,"
        " (SELECT count(*) FROM pages AS more WHERE more.continues_id = pages.id) AS further_pages"
        " FROM pages LEFT JOIN sites ON sites.id = pages.site"
        " WHERE pages.notice_id = ? AND pages.continues_id IS NULL"
        " ORDER BY speaks DESC, coalesce(pages.published_date, pages.first_seen), pages.url",
        row["url"],
        row["id"],
    )


def _attachments(conn: sqlite3.Connection, row: Row, named: Sequence[Row]) -> list[Row]:
    """The files of the page that speaks for the notice; where none is recorded, those the notice names."""
    stored = rows(
        conn,
        "SELECT attachments.* FROM attachments JOIN pages ON pages.id = attachments.page_id"
        " WHERE pages.notice_id = ? AND pages.url = ? ORDER BY attachments.rowid",
        row["id"],
        row["url"],
    )
    blank = {"bytes": None, "sha256": None, "text": None, "capture": None}
    return [{**file, "capture": _capture_of(conn, file)} for file in stored] or [
        {**blank, **item} for item in named
    ]


def _capture_of(conn: sqlite3.Connection, file: Row) -> str | None:
    """The capture in which the file with these bytes first came."""
    if file["url"] is None or file["sha256"] is None:
        return None
    found = rows(
        conn,
        "SELECT capture FROM file_looks WHERE url = ? AND sha256 = ? AND capture IS NOT NULL"
        " ORDER BY observed_at LIMIT 1",
        canonical_url(file["url"]),
        file["sha256"],
    )
    return found[0]["capture"] if found else None


def _look_alikes(conn: sqlite3.Connection, notice_id: str) -> list[Row]:
    return rows(
        conn,
        f"SELECT notices.id, notices.title, notices.document_number, {_DATES}, pairs.similarity,"  # noqa: S608
        " pairs.reason FROM (SELECT other_id AS id, similarity, reason FROM look_alikes WHERE notice_id = ?1"
        " UNION SELECT notice_id, similarity, reason FROM look_alikes WHERE other_id = ?1) AS pairs"
        " JOIN notices ON notices.id = pairs.id ORDER BY pairs.similarity DESC, notices.id LIMIT 50",
        notice_id,
    )


def _count_look_alikes(conn: sqlite3.Connection, notice_id: str) -> int:
    found = rows(
        conn,
        "SELECT (SELECT count(*) FROM look_alikes WHERE notice_id = ?1)"
        " + (SELECT count(*) FROM look_alikes WHERE other_id = ?1) AS number",
        notice_id,
    )
    return int(found[0]["number"])


def _named(conn: sqlite3.Connection, ids: Sequence[str]) -> list[Row]:
    """The titles of notices by id, in the order given."""
    marks = ", ".join("?" * len(ids))
    found = rows(conn, f"SELECT id, title FROM notices WHERE id IN ({marks})", *ids)  # noqa: S608
    by_id = {row["id"]: row for row in found}
    return [by_id[part] for part in ids if part in by_id]


def _part_of(conn: sqlite3.Connection, notice_id: str) -> list[Row]:
    """The compilations that contain the notice as one of their parts."""
    return rows(
        conn,
        "SELECT DISTINCT notices.id, notices.title FROM pages"
        " JOIN pages AS whole ON whole.url = pages.url AND whole.part = 0"
        " JOIN notices ON notices.id = whole.notice_id"
        " WHERE pages.notice_id = ?1 AND pages.part > 0 AND notices.id <> ?1 ORDER BY notices.id",
        notice_id,
    )
