"""Rows that are computed from others, computed once more: versions, pages, notices, citations."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from archive.dedup.text import JUDGING, text_id
from archive.identity import canonical_url, short_hash
from archive.judging import judged_record
from archive.notice_links import part_notices
from archive.speaker import notice_row
from archive.verification.damage import Damage, damaged_row, shown
from archive.versions import latest_record


def wrong_versions(conn: sqlite3.Connection) -> Iterator[Damage]:
    """Versions whose hash, title or body are not those of the content that they keep."""
    for row in conn.execute("SELECT id, title, body, body_sha256, record FROM versions"):
        where = f"versions {row['id']}"
        digest = hashlib.sha256(row["body"].encode()).hexdigest()
        if row["body_sha256"] != digest:
            yield damaged_row(
                where, f"its body_sha256 is {row['body_sha256']}", f"{digest}, that of its body"
            )
        record = _object(row["record"])
        if record is None:
            continue
        for name, value in (
            ("body", record.get("body")),
            ("title", record.get("title") or record.get("page_title")),
        ):
            if row[name] != value:
                yield damaged_row(where, f"its {name} is {shown(row[name])}", shown(value))


def wrong_pages(conn: sqlite3.Connection) -> Iterator[Damage]:
    """Pages that do not say what their latest version says, and the files it offers."""
    for page in conn.execute(
        "SELECT id, title, published_date, source FROM pages WHERE continues_id IS NULL"
    ):
        record = _object(latest_record(conn, page["id"]))
        if record is None:
            continue
        latest = {
            "title": record["title"] or record["page_title"],
            "published_date": record["published_date"],
            "source": record["source"],
        }
        yield from _differences(f"pages {page['id']}", page, latest)
        rows = conn.execute("SELECT url, name FROM attachments WHERE page_id = ?", (page["id"],))
        known = {canonical_url(row["url"]) if row["url"] else row["name"] for row in rows}
        offered = {
            canonical_url(item["url"]) if item["url"] else item["name"] for item in record["attachments"]
        }
        for file in sorted(offered ^ known):
            got, expected = ("has no row", "one") if file in offered else ("has a row", "none")
            yield damaged_row(f"pages {page['id']}", f"its attachment {shown(file)} {got}", expected)


def wrong_texts(conn: sqlite3.Connection) -> Iterator[Damage]:
    """Pages that are judged by another text than the one that they have now.

    Judgements under other rules are passed over: they are made anew when the archive is next written.
    """
    made_under = conn.execute("SELECT value FROM settings WHERE key = 'judging'").fetchone()
    if made_under is None or made_under[0] != JUDGING:
        return
    for page, known in conn.execute(
        "SELECT id, text_id FROM pages LEFT JOIN page_texts ON page_id = id WHERE continues_id IS NULL"
    ):
        record = latest_record(conn, page)
        if record is not None and _object(record) is not None and known != text_id(judged_record(record)):
            got = "it has none" if known is None else f"it is {shown(known)}"
            yield damaged_row(f"page_texts {page}", got, "that of its latest version")


def wrong_notices(conn: sqlite3.Connection) -> Iterator[Damage]:
    """Notices that are not what their pages make them, and their citations."""
    for notice in conn.execute("SELECT * FROM notices"):
        where = f"notices {notice['id']}"
        pages = conn.execute(
            "SELECT * FROM pages WHERE notice_id = ? AND continues_id IS NULL ORDER BY part, id",
            (notice["id"],),
        ).fetchall()
        if any(page[name] is None for page in pages for name in ("first_seen", "last_seen")):
            continue  # which is reported with the page
        # Several parts of one web page can carry the same notice: any of them may be the one.
        tried = [
            [
                *_differences(where, notice, _made(conn, text, page, pages)),
                *_wrong_citations(conn, notice, text),
            ]
            for page in pages
            if page["url"] == notice["url"]
            and page["relation"] in ("original", "part")
            and _object(text := latest_record(conn, page["id"])) is not None
            and text is not None
        ]
        if tried:
            yield from min(tried, key=len)
        else:
            yield damaged_row(where, f"no page at {notice['url']} speaks for it", "one of its pages")


def _made(
    conn: sqlite3.Connection, text: str, speaker: sqlite3.Row, pages: list[sqlite3.Row]
) -> dict[str, Any]:
    """What the row of a notice has to say if the page *speaker* with this content speaks for it."""
    others = [page for page in pages if page is not speaker]
    parts = part_notices(conn, speaker["url"]) if speaker["part"] == 0 else "[]"
    return {**notice_row(text, [speaker, *others]), "parts": parts}


def _wrong_citations(conn: sqlite3.Connection, notice: sqlite3.Row, text: str) -> Iterator[Damage]:
    wanted = {
        short_hash(f"{notice['id']} {ordinal}"): (item["type"], item["title"], item["document_number"])
        for ordinal, item in enumerate(json.loads(text)["citations"])
    }
    rows = conn.execute(
        "SELECT id, type, title, document_number FROM citations WHERE notice_id = ?", (notice["id"],)
    )
    known = {row["id"]: (row["type"], row["title"], row["document_number"]) for row in rows}
    for citation in sorted(wanted.keys() | known.keys(), key=str):
        if wanted.get(citation) != known.get(citation):
            yield damaged_row(
                f"citations {citation}", shown(known.get(citation)), shown(wanted.get(citation))
            )


def _differences(where: str, row: sqlite3.Row, made: dict[str, Any]) -> Iterator[Damage]:
    for name, value in made.items():
        if row[name] != value:
            yield damaged_row(where, f"its {name} is {shown(row[name])}", shown(value))


def _object(text: str | None) -> dict[str, Any] | None:
    """The JSON object in *text*; ``None`` where there is none, which another check reports."""
    try:
        found = json.loads(text or "")
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
