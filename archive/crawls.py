"""Runs of one site: when, with what outcome, what failed, and how well the site is afterwards."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

from archive.health import Judged, judged
from archive.store import Archive

Outcome = Literal["ok", "partial", "failed", "blocked", "interrupted"]


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


def was_interrupted(archive: Archive, crawl_id: int) -> bool:
    """Whether the run of the same site before this one was stopped before its end."""
    row = archive.conn.execute(
        "SELECT outcome FROM crawls WHERE site = (SELECT site FROM crawls WHERE id = ?1) AND id < ?1 "
        "ORDER BY id DESC LIMIT 1",
        (crawl_id,),
    ).fetchone()
    return row is not None and row["outcome"] == "interrupted"


def finish_crawl(
    archive: Archive,
    crawl_id: int,
    at: str,
    outcome: Outcome,
    cause: str | None = None,
    counts: Counts | None = None,
) -> Judged:
    """Close a run and judge the site's health by it.

    *cause* begins with the names of the step and of what went wrong there (``listing: half-list:
    9 entries; usually at least 20``), and is ``None`` where nothing did.
    """
    done = counts or Counts()
    names = [field.name for field in fields(Counts)]
    with archive.transaction() as conn:
        (site,) = conn.execute("SELECT site FROM crawls WHERE id = ?", (crawl_id,)).fetchone()
        verdict = judged(archive, site, outcome, cause, at)
        conn.execute(
            "UPDATE crawls SET finished = ?, outcome = ?, cause = ?, "  # noqa: S608
            f"{', '.join(f'{name} = ?' for name in names)} WHERE id = ?",
            (at, outcome, verdict.cause, *(getattr(done, name) for name in names), crawl_id),
        )
        if verdict.health != verdict.before:
            conn.execute(
                "UPDATE sites SET health = ?, health_since = ? WHERE id = ?", (verdict.health, at, site)
            )
        if verdict.health in ("ok", "quiet") and outcome in ("ok", "partial"):
            conn.execute("UPDATE sites SET last_success = ? WHERE id = ?", (at, site))
    return verdict


def record_failure(
    archive: Archive, crawl_id: int | None, url: str, reason: str, detail: str | None, at: str
) -> None:
    """Note an address that could not be taken in (*crawl_id* is ``None`` outside a run)."""
    with archive.transaction() as conn:
        conn.execute(
            "INSERT INTO failures(crawl_id, url, reason, detail, at) VALUES (?, ?, ?, ?, ?)",
            (crawl_id, url, reason, detail, at),
        )
