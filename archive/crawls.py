"""Runs of one site: when, with what outcome, what failed, and how well the site is afterwards."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields
from typing import Literal

from archive.store import Archive
from archive.times import days_later

Outcome = Literal["ok", "partial", "failed", "blocked", "interrupted"]
Health = Literal["ok", "quiet", "broken", "blocked", "unreachable", "never"]

QUIET_DAYS = 180
"""A site that works but has shown nothing new for so long is quiet."""

NO_ANSWER = frozenset(
    {"refused", "unknown-host", "timeout", "tls", "connection", "server-error", "cut-short"}
)
"""Reasons of failures in which the site did not answer, or only with an error of its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """What one run of a site did, in addresses."""

    listed: int = 0
    """Entries on its listing pages."""
    fetched: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    failed: int = 0


def start_crawl(archive: Archive, site: str, at: str) -> int:
    """Open a run of *site* and return its number.

    A run of the same site that a kill left open is closed as ``interrupted``: there is one
    writer, so it cannot be still going.
    """
    with archive.transaction() as conn:
        conn.execute("INSERT OR IGNORE INTO sites(id, name) VALUES (?, ?)", (site, site))
        conn.execute(
            "UPDATE crawls SET finished = ?, outcome = 'interrupted', cause = 'killed' "
            "WHERE site = ? AND finished IS NULL",
            (at, site),
        )
        number = conn.execute("INSERT INTO crawls(site, started) VALUES (?, ?)", (site, at)).lastrowid
    if number is None:
        raise AssertionError("an INSERT gives its row a number")
    return number


def finish_crawl(
    archive: Archive,
    crawl_id: int,
    at: str,
    outcome: Outcome,
    cause: str | None = None,
    counts: Counts | None = None,
) -> Health:
    """Close a run and judge the site's health by it; returns the health.

    *cause* is one plain sentence or name for anything but ``ok`` (``timeout``, ``http 521`` …).
    """
    done = counts or Counts()
    names = [field.name for field in fields(Counts)]
    with archive.transaction() as conn:
        conn.execute(
            "UPDATE crawls SET finished = ?, outcome = ?, cause = ?, "  # noqa: S608
            f"{', '.join(f'{name} = ?' for name in names)} WHERE id = ?",
            (at, outcome, cause, *(getattr(done, name) for name in names), crawl_id),
        )
        (site,) = conn.execute("SELECT site FROM crawls WHERE id = ?", (crawl_id,)).fetchone()
        health: Health = conn.execute("SELECT health FROM sites WHERE id = ?", (site,)).fetchone()[0]
        if outcome != "interrupted":  # which says nothing about the site
            health = _health(conn, crawl_id, outcome, done)
        conn.execute("UPDATE sites SET health = ? WHERE id = ?", (health, site))
        if health in ("ok", "quiet") and outcome in ("ok", "partial"):
            conn.execute("UPDATE sites SET last_success = ? WHERE id = ?", (at, site))
    return health


def record_failure(
    archive: Archive, crawl_id: int | None, url: str, reason: str, detail: str | None, at: str
) -> None:
    """Note an address that could not be taken in (*crawl_id* is ``None`` outside a run)."""
    with archive.transaction() as conn:
        conn.execute(
            "INSERT INTO failures(crawl_id, url, reason, detail, at) VALUES (?, ?, ?, ?, ?)",
            (crawl_id, url, reason, detail, at),
        )


def _health(conn: sqlite3.Connection, crawl_id: int, outcome: Outcome, counts: Counts) -> Health:
    """The site's health after a run that came to its end.

    A failed run whose every failure was a missing answer found the site unreachable; one that
    got answers, but no entry out of them, met a site that changed: broken.
    """
    if outcome == "blocked":
        return "blocked"
    if outcome == "failed":
        reasons = {
            row[0] for row in conn.execute("SELECT reason FROM failures WHERE crawl_id = ?", (crawl_id,))
        }
        return "broken" if counts.fetched or reasons - NO_ANSWER else "unreachable"
    return "quiet" if _shown_nothing_new(conn, crawl_id, counts) else "ok"


def _shown_nothing_new(conn: sqlite3.Connection, crawl_id: int, counts: Counts) -> bool:
    if counts.new or counts.changed:
        return False
    newest, finished = conn.execute(
        "SELECT max(first_seen), finished FROM crawls JOIN pages ON pages.site = crawls.site "
        "WHERE crawls.id = ?",
        (crawl_id,),
    ).fetchone()
    return newest is not None and newest < days_later(finished, -QUIET_DAYS)
