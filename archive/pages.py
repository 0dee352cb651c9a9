"""The rows of pages: seen, continued by others, missing; each with its latest content."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from archive.attached import save_attachments
from archive.identity import twin_key
from archive.known_addresses import known_as
from archive.versions import Observation, drop_versions, load_versions, observe, save_versions


@dataclass(frozen=True, slots=True)
class PageKey:
    """Which page: an address, and 0 for the whole of it or the number of a part."""

    id: str
    url: str
    """Canonical: the one by which the page is known."""
    part: int


def save_page(
    conn: sqlite3.Connection, key: PageKey, site: str, new: Observation, *, listed: bool
) -> tuple[str, ...]:
    """Write a page as it was seen once more; returns what changed (``("first",)`` when it is new)."""
    row = conn.execute("SELECT last_seen, capture FROM pages WHERE id = ?", (key.id,)).fetchone()
    save_sighting(conn, key, site, new, listed=listed)
    history = load_versions(conn, key.id)
    last = None
    if history and row["last_seen"] > history[-1].at:
        last = Observation(row["last_seen"], history[-1].record, row["capture"])
    versions = observe(history, last, new)
    if tuple(observation for observation, _ in versions) != history:
        save_versions(conn, key.id, versions)
        latest = json.loads(versions[-1][0].record)
        conn.execute(
            "UPDATE pages SET title = ?, published_date = ?, source = ? WHERE id = ?",
            (latest["title"] or latest["page_title"], latest["published_date"], latest["source"], key.id),
        )
        save_attachments(conn, key.id, latest["attachments"])
    is_new_version = len(versions) > len(history)
    return next(
        (change for observation, change in versions if observation.at == new.at and is_new_version), ()
    )


def save_continuation(
    conn: sqlite3.Connection, key: PageKey, site: str, new: Observation, first: str
) -> None:
    """Write a further web page of the article whose first page is *first*; it has no text of its own."""
    save_sighting(conn, key, site, new, listed=False)
    conn.execute(
        "UPDATE pages SET continues_id = min(coalesce(continues_id, ?1), ?1), "
        "title = NULL, published_date = NULL, source = NULL, "
        "relation = NULL, similarity = NULL, reason = NULL "
        "WHERE id = ?2",
        (first, key.id),
    )
    conn.execute("UPDATE pages SET continues_id = ? WHERE continues_id = ?", (first, key.id))
    for (page,) in conn.execute("SELECT id FROM pages WHERE url = ?", (key.url,)).fetchall():
        drop_versions(conn, page)
        conn.execute("DELETE FROM notice_aliases WHERE id = ?", (page,))
        save_attachments(conn, page, ())
    # What was taken for parts of this page are parts of the article, which has them as its own.
    conn.execute("DELETE FROM pages WHERE url = ? AND part > 0", (key.url,))


def mark_seen(conn: sqlite3.Connection, url: str, at: str) -> None:
    """Note that what the page at *url* held when it was last seen was there at the time *at*, too."""
    conn.execute(
        "UPDATE pages SET status = CASE WHEN ?1 >= last_checked THEN 'live' ELSE status END, "
        "absences = CASE WHEN ?1 >= last_checked THEN 0 ELSE absences END, "
        "absent_since = CASE WHEN ?1 >= last_checked THEN NULL ELSE absent_since END, "
        "last_seen = max(last_seen, ?1), last_checked = max(last_checked, ?1), "
        "first_seen = min(first_seen, ?1) "
        "WHERE url = ?2 AND last_seen = (SELECT max(last_seen) FROM pages WHERE url = ?2)",
        (at, url),
    )


def mark_dropped(
    conn: sqlite3.Connection, key: PageKey, present: Collection[str], at: str
) -> tuple[str, ...]:
    """Note that an article seen at the time *at* has no longer the parts and further pages it had.

    Returns their ids: the notices they carry may have vanished with them.
    """
    rows = conn.execute(
        "SELECT id FROM pages WHERE (url = ? OR continues_id = ?) AND last_seen < ?", (key.url, key.id, at)
    ).fetchall()
    dropped = [row["id"] for row in rows if row["id"] not in present]
    conn.executemany(
        "UPDATE pages SET status = 'missing', last_checked = max(last_checked, ?) WHERE id = ?",
        [(at, page) for page in dropped],
    )
    return tuple(dropped)


def save_sighting(
    conn: sqlite3.Connection, key: PageKey, site: str, new: Observation, *, listed: bool
) -> None:
    """Write that a page was there once more; a new one gets its row."""
    conn.execute(
        "INSERT INTO pages(id, site, url, twin_key, part, listed, first_seen, last_seen, last_checked, "
        "capture) VALUES (:id, :site, :url, :twin_key, :part, :listed, :at, :at, :at, :capture) "
        "ON CONFLICT(id) DO UPDATE SET "
        "status = CASE WHEN :at >= last_checked THEN 'live' ELSE status END, "
        "absences = CASE WHEN :at >= last_checked THEN 0 ELSE absences END, "
        "absent_since = CASE WHEN :at >= last_checked THEN NULL ELSE absent_since END, "
        "site = CASE WHEN :at >= last_seen THEN :site ELSE site END, "
        "capture = CASE WHEN :at >= last_seen THEN coalesce(:capture, capture) ELSE capture END, "
        "listed = max(listed, :listed), first_seen = min(first_seen, :at), "
        "last_seen = max(last_seen, :at), last_checked = max(last_checked, :at)",
        {
            "id": key.id,
            "site": site,
            "url": key.url,
            "twin_key": twin_key(key.url),
            "part": key.part,
            "listed": listed,
            "at": new.at,
            "capture": new.capture,
        },
    )


def notices_at(conn: sqlite3.Connection, url: str) -> list[str]:
    """Ids of the notices that the page at *url* (canonical) and its parts carry, in order."""
    rows = conn.execute(
        "SELECT DISTINCT notice_id FROM pages WHERE url = ? AND notice_id IS NOT NULL ORDER BY notice_id",
        (url,),
    )
    return [row[0] for row in rows]


def page_title(conn: sqlite3.Connection, url: str) -> str | None:
    """The title that the page at an address had when it was read last; ``None`` where it never was."""
    row = conn.execute(
        "SELECT title FROM pages WHERE url = ? AND part = 0", (known_as(conn, url),)
    ).fetchone()
    return None if row is None else row["title"]
