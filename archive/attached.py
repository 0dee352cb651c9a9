"""The rows of attached files: which page offers them, and what was fetched from their address."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from archive.attached_text import files_changing
from archive.capture import Capture
from archive.file_history import FileLook, add_look, text_hash
from archive.identity import canonical_url, short_hash
from archive.times import stamp

_UNTOLD_TYPES = frozenset(
    {"", "application/octet-stream", "application/force-download", "application/x-download"}
)
"""Content types that servers send for any file: they say nothing."""

_FACTS = "media_type, bytes, sha256, text"


def save_attachments(conn: sqlite3.Connection, page: str, attachments: Iterable[Mapping[str, Any]]) -> None:
    """Write the files that a page offers now, with what is known of their content.

    *attachments* are those of a Notice in its JSON form; one file counts once.
    """
    with files_changing(conn, [page]):
        _let_go(conn, page)
        for item in attachments:
            url = canonical_url(item["url"]) if item["url"] else None
            conn.execute(
                "INSERT OR IGNORE INTO attachments(id, page_id, url, name, media_type) "
                "VALUES (?, ?, ?, ?, ?)",
                (short_hash(f"{page} {url or item['name']}"), page, url, item["name"], item["media_type"]),
            )
        for (url,) in conn.execute(
            "SELECT url FROM attachments WHERE page_id = ? AND url IS NOT NULL", (page,)
        ).fetchall():
            _take_over(conn, page, url)


def save_file(conn: sqlite3.Connection, capture: Capture, text: str | None) -> bool:
    """Note size, hash, type and text of a fetched file wherever its address is offered.

    Returns whether it is another file than the one that came before from the address asked for.
    """
    asked = canonical_url(capture.requested_url or capture.url)
    is_other = False
    with files_changing(conn, offering_pages(conn, capture)):
        for url in file_addresses(capture):
            look = FileLook(
                url=url,
                at=stamp(capture.fetched_at),
                sha256=hashlib.sha256(capture.body).hexdigest(),
                bytes=len(capture.body),
                text_sha256=text_hash(text),
                capture=capture.position,
            )
            texts = (text_at(conn, url), text)
            is_newest, differs = add_look(conn, look, [known for known in texts if known is not None])
            is_other = is_other or (differs and url == asked)
            if is_newest:
                _save_facts(conn, url, (_told_type(capture), look.bytes, look.sha256, text))
    return is_other


def file_addresses(capture: Capture) -> list[str]:
    """The address asked for and the one that answered, canonical."""
    return sorted({canonical_url(capture.url), canonical_url(capture.requested_url or capture.url)})


def offering_pages(conn: sqlite3.Connection, capture: Capture) -> list[str]:
    """Ids of the pages that offer a fetched file, in order."""
    rows = conn.execute(
        "SELECT DISTINCT page_id FROM attachments WHERE url IN (SELECT value FROM json_each(?)) "
        "ORDER BY page_id",
        (json.dumps(file_addresses(capture)),),
    )
    return [page for (page,) in rows]


def text_at(conn: sqlite3.Connection, url: str) -> str | None:
    """The text of the file that was fetched last from *url*, if it has one."""
    row = conn.execute(
        "SELECT text FROM attachments WHERE url = ?1 AND sha256 IS NOT NULL "
        "UNION ALL SELECT text FROM loose_files WHERE url = ?1 LIMIT 1",
        (canonical_url(url),),
    ).fetchone()
    return None if row is None else row[0]


def text_of_content(conn: sqlite3.Connection, content: bytes) -> str | None:
    """The text of a file with just this content, wherever it came from, if it was read before and has one."""
    row = conn.execute(
        "SELECT text FROM attachments WHERE sha256 = ?1 AND text IS NOT NULL "
        "UNION ALL SELECT text FROM loose_files WHERE sha256 = ?1 AND text IS NOT NULL LIMIT 1",
        (hashlib.sha256(content).hexdigest(),),
    ).fetchone()
    return None if row is None else str(row[0])


def _save_facts(conn: sqlite3.Connection, url: str, facts: tuple[object, ...]) -> None:
    offered = conn.execute(
        "UPDATE attachments SET media_type = coalesce(?, media_type), bytes = ?, sha256 = ?, "
        "text = ? WHERE url = ?",
        (*facts, url),
    ).rowcount
    if not offered:
        conn.execute(
            f"INSERT OR REPLACE INTO loose_files(url, {_FACTS}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608
            (url, *facts),
        )


def _let_go(conn: sqlite3.Connection, page: str) -> None:
    """Drop a page's rows; what was fetched stays with other pages' rows, or loose."""
    conn.execute(
        f"INSERT OR REPLACE INTO loose_files(url, {_FACTS}) "  # noqa: S608
        f"SELECT url, {_FACTS} FROM attachments AS mine WHERE page_id = ? AND sha256 IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM attachments WHERE url = mine.url AND page_id != mine.page_id)",
        (page,),
    )
    conn.execute("DELETE FROM attachments WHERE page_id = ?", (page,))


def _take_over(conn: sqlite3.Connection, page: str, url: str) -> None:
    known = conn.execute(
        f"SELECT {_FACTS} FROM attachments WHERE url = ? AND page_id != ? AND sha256 IS NOT NULL "  # noqa: S608
        f"UNION ALL SELECT {_FACTS} FROM loose_files WHERE url = ? LIMIT 1",
        (url, page, url),
    ).fetchone()
    if known is None:
        return
    conn.execute(
        "UPDATE attachments SET media_type = coalesce(?, media_type), bytes = ?, sha256 = ?, text = ? "
        "WHERE page_id = ? AND url = ?",
        (*known, page, url),
    )
    conn.execute("DELETE FROM loose_files WHERE url = ?", (url,))


def _told_type(capture: Capture) -> str | None:
    told = (capture.header("Content-Type") or "").split(";")[0].strip().lower()
    return None if told in _UNTOLD_TYPES else told
