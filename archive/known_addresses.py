"""Which of its addresses a page is known by: the first one it was met under, in canonical form.

``addresses`` has a row for every page and every address of the run's memory.  All tables that hold
addresses name a page by that one.
"""

from __future__ import annotations

import sqlite3

from archive.identity import canonical_url, twin_key, visit_key
from archive.versions import Observation, changes_between, latest_record


def known_as(conn: sqlite3.Connection, url: str) -> str:
    """The address by which the page at *url* is known; its own canonical form where it is not known.

    Of ``https://wsjk.qingchuan.example/tzgg/index.html`` it is ``http://wsjk.qingchuan.example/tzgg/``
    where the page was met without https before.
    """
    row = conn.execute("SELECT url FROM addresses WHERE visit_key = ?", (visit_key(url),)).fetchone()
    return canonical_url(url) if row is None else str(row[0])


def make_known(conn: sqlite3.Connection, url: str) -> str:
    """The address by which the page at *url* is known, from now on if it was not before."""
    conn.execute(
        "INSERT OR IGNORE INTO addresses(visit_key, url) VALUES (?, ?)", (visit_key(url), canonical_url(url))
    )
    return known_as(conn, url)


def page_address(conn: sqlite3.Connection, url: str, new: Observation) -> str:
    """The address of the page that was met at *url* with the content *new*.

    That of a twin (an edition for telephones, a host with or without ``www.``) where the twin says
    the same today: then it is one page.
    """
    address = make_known(conn, url)
    if conn.execute("SELECT 1 FROM pages WHERE url = ?", (address,)).fetchone() is not None:
        return address
    twins = conn.execute(
        "SELECT id, url FROM pages WHERE twin_key = ? AND part = 0 AND continues_id IS NULL "
        "ORDER BY first_seen, url",
        (twin_key(address),),
    ).fetchall()
    for twin in twins:
        record = latest_record(conn, twin["id"])
        if record is not None and not changes_between(record, new.record):
            return str(twin["url"])
    return address
