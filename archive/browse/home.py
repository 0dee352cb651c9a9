"""What the first page of an archive shows: how much there is, what is new, what went wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from archive.browse.rows import Row, rows

_NEWEST = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """An archive at a glance."""

    notices: int
    pages: int
    vanished: int
    changed: int
    undated: int
    """Notices that name no year."""
    last_seen: str | None
    newest: Sequence[Row]
    sites: Sequence[Row]
    """Sites that were ever looked at, with the number of notices they speak for."""
    resting_sites: int
    """Sites that were never looked at."""
    years: Sequence[Row]


def home(conn: sqlite3.Connection) -> Home:
    """The archive behind *conn* at a glance."""
    sites = rows(
        conn,
        "SELECT sites.*, coalesce(counts.notices, 0) AS notices FROM sites LEFT JOIN"
        " (SELECT site, count(*) AS notices FROM notices GROUP BY site) AS counts ON counts.site = sites.id"
        " ORDER BY notices DESC, sites.id",
    )
    seen = [site for site in sites if site["notices"] or site["health"] != "never"]
    return Home(
        notices=_one(conn, "SELECT count(*) FROM notices"),
        pages=_one(conn, "SELECT count(*) FROM pages WHERE part = 0"),
        vanished=_one(conn, "SELECT count(*) FROM pages WHERE status IN ('gone', 'missing')"),
        changed=_one(conn, """SELECT count(*) FROM versions WHERE change <> '["first"]'"""),
        undated=_one(conn, "SELECT count(*) FROM notices WHERE year IS NULL"),
        last_seen=_one(conn, "SELECT max(last_checked) FROM pages"),
        newest=rows(
            conn,
            "SELECT notices.id, notices.title, notices.document_type, notices.document_number,"
            " notices.sort_date, notices.year, notices.published_date, notices.issued_date,"
            " notices.status, coalesce(sites.name, notices.site) AS site_name"
            " FROM notices LEFT JOIN sites ON sites.id = notices.site"
            # The year is that of sort_date, or none: what has no date is not news of today.
            " ORDER BY notices.year DESC, notices.sort_date DESC, notices.id LIMIT ?",
            _NEWEST,
        ),
        sites=seen,
        resting_sites=len(sites) - len(seen),
        years=rows(
            conn,
            "SELECT year, count(*) AS notices FROM notices WHERE year IS NOT NULL"
            " GROUP BY year ORDER BY year DESC",
        ),
    )


def _one(conn: sqlite3.Connection, sql: str) -> Any:
    return conn.execute(sql).fetchone()[0]
