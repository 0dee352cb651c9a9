"""Pages that were not there, or not to be had, when they were looked for.  Nothing is ever deleted."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from typing import Literal

from archive.capture import Capture
from archive.known_addresses import known_as
from archive.pages import notices_at
from archive.projection import refresh_sightings
from archive.store import Archive
from archive.times import moment_of, stamp

GONE_LOOKS = 3
"""A page is gone after so many looks in a row that did not find it …"""
GONE_AFTER = timedelta(days=2) - timedelta(hours=6)
"""… over so long a time: the third daily look, however early in the day it comes."""

Hindrance = Literal["blocked", "unreachable"]


def ingest_absence(archive: Archive, capture: Capture) -> bool:
    """A page was answered as one that does not exist: it is missing, and gone once that is sure.

    Returns whether a page that was live is missing now.
    """
    at = stamp(capture.fetched_at)
    with archive.transaction() as conn:
        was_live = [mark_absent(conn, url, at) for url in _asked(conn, capture)]
    return any(was_live)


def mark_absent(conn: sqlite3.Connection, url: str, at: str) -> bool:
    """The page at *url* (canonical) was not there at the time *at*; returns whether it was live before."""
    rows = conn.execute(
        "SELECT id, status, absences, absent_since FROM pages WHERE url = ? AND last_checked < ?", (url, at)
    ).fetchall()
    for row in rows:
        since = row["absent_since"] or at
        looks = row["absences"] + 1
        is_sure = looks >= GONE_LOOKS and moment_of(at) - moment_of(since) >= GONE_AFTER
        conn.execute(
            "UPDATE pages SET status = ?, absences = ?, absent_since = ?, last_checked = ? WHERE id = ?",
            ("gone" if is_sure else "missing", looks, since, at, row["id"]),
        )
    refresh_sightings(conn, notices_at(conn, url))
    return any(row["status"] == "live" for row in rows)


def ingest_hindrance(archive: Archive, capture: Capture, hindrance: Hindrance) -> None:
    """A page could not be looked at: its host kept us out, or did not answer.

    That says nothing of the page: one that was absent at the last look stays so.
    """
    at = stamp(capture.fetched_at)
    with archive.transaction() as conn:
        for url in _asked(conn, capture):
            conn.execute(
                "UPDATE pages SET status = ?, last_checked = ? WHERE url = ? AND last_checked < ? "
                "AND status IN ('live', 'blocked', 'unreachable')",
                (hindrance, at, url, at),
            )
            refresh_sightings(conn, notices_at(conn, url))


def page_status(conn: sqlite3.Connection, url: str) -> str | None:
    """The status of the page at an address, or ``None`` where there is none."""
    row = conn.execute(
        "SELECT status FROM pages WHERE url = ? ORDER BY part LIMIT 1", (known_as(conn, url),)
    ).fetchone()
    return None if row is None else str(row["status"])


def _asked(conn: sqlite3.Connection, capture: Capture) -> list[str]:
    """The address asked for and the one that answered."""
    return sorted({known_as(conn, url) for url in (capture.url, capture.requested_url or capture.url)})
