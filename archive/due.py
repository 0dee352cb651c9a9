"""What a run has to ask for on a site, from the memory of every address."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from archive.frontier import LEAD_COLUMNS, Lead
from archive.store import Archive


def pending(
    archive: Archive, site: str, kinds: Iterable[str], *, after: int = 0, limit: int = -1
) -> tuple[tuple[int, Lead], ...]:
    """What was found on *site* of these *kinds* and never answered, in the order it was found.

    Each with its place in that order; *after*: those behind that place, *limit* of them at most.
    """
    rows = archive.conn.execute(
        f"SELECT rowid, {LEAD_COLUMNS} FROM urls WHERE site = ? AND state = 'pending' "  # noqa: S608
        "AND rowid > ? AND kind IN (SELECT value FROM json_each(?)) ORDER BY rowid LIMIT ?",
        (site, after, json.dumps(list(kinds)), limit),
    )
    return tuple((row["rowid"], _lead(row)) for row in rows)


def pending_count(archive: Archive, site: str) -> int:
    """How many pages of *site* wait to be asked for."""
    (count,) = archive.conn.execute(
        "SELECT count(*) FROM urls WHERE site = ? AND state = 'pending' AND kind = 'page'", (site,)
    ).fetchone()
    return int(count)


def revisits(archive: Archive, site: str, at: str, limit: int = -1) -> tuple[Lead, ...]:
    """Pages and files whose next look is due, answered or failed before; the most overdue first.

    Overdue is measured by the wait that an address had, so that one day late weighs much for a
    daily look and little for a quarterly one.
    """
    rows = archive.conn.execute(
        f"SELECT {LEAD_COLUMNS} FROM urls WHERE site = ?1 AND state IN ('done', 'failed') "  # noqa: S608
        "AND kind IN ('page', 'attachment') AND next_check <= ?2 "
        "ORDER BY (julianday(?2) - julianday(last_checked)) "
        "/ max(julianday(next_check) - julianday(last_checked), 0.25) DESC, rowid LIMIT ?3",
        (site, at, limit),
    )
    return tuple(map(_lead, rows))


def known_pages(archive: Archive, site: str) -> tuple[Lead, ...]:
    """Every page and file of *site* that has answered before: what ``--full`` looks at again."""
    rows = archive.conn.execute(
        f"SELECT {LEAD_COLUMNS} FROM urls WHERE site = ? AND kind IN ('page', 'attachment') "  # noqa: S608
        "AND state = 'done' ORDER BY rowid",
        (site,),
    )
    return tuple(map(_lead, rows))


def unread_lists(archive: Archive, site: str, at: str) -> tuple[Lead, ...]:
    """Further pages of lists that no walk has come to yet, or that failed and are to be tried again."""
    rows = archive.conn.execute(
        f"SELECT {LEAD_COLUMNS} FROM urls WHERE site = ? AND kind = 'listing' AND via IS NOT NULL "  # noqa: S608
        "AND (state = 'pending' OR state = 'failed' AND next_check <= ?) ORDER BY rowid",
        (site, at),
    )
    return tuple(map(_lead, rows))


def deep_lists(archive: Archive, site: str, at: str, limit: int) -> tuple[Lead, ...]:
    """Further pages of lists that nobody has looked at for some days, the longest unseen first."""
    rows = archive.conn.execute(
        f"SELECT {LEAD_COLUMNS} FROM urls WHERE site = ? AND kind = 'listing' AND via IS NOT NULL "  # noqa: S608
        "AND state = 'done' AND next_check <= ? ORDER BY last_checked, rowid LIMIT ?",
        (site, at, limit),
    )
    return tuple(map(_lead, rows))


def leads_of(archive: Archive, urls: Iterable[str]) -> tuple[Lead, ...]:
    """What is known of each of these addresses, in their order; unknown ones are left out."""
    found = (
        archive.conn.execute(f"SELECT {LEAD_COLUMNS} FROM urls WHERE url = ?", (url,)).fetchone()  # noqa: S608
        for url in urls
    )
    return tuple(_lead(row) for row in found if row is not None)


def _lead(row: sqlite3.Row) -> Lead:
    return Lead(**{name: row[name] for name in LEAD_COLUMNS.split(", ")})
