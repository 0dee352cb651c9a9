"""What a look at an address showed, and with it when the next look is due."""

from __future__ import annotations

import json
from collections.abc import Iterable

from archive.frontier import address_in_memory, lead
from archive.schedule import first_look_again, next_daily_look, next_list_look, next_look, next_try
from archive.store import Archive
from archive.times import days_later


def mark_done(
    archive: Archive,
    url: str,
    at: str,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    changed: bool = True,
    published: str | None = None,
) -> None:
    """The address answered at the time *at*; keep the validators of the answer for the next look.

    They replace the known ones, also by none: those belong to another content.  An answer older
    than the last look (from a capture that was imported) leaves them.  An address that nobody
    enlisted is not remembered.  *changed*: whether its content differs from that of the last look;
    *published*: the date that the page or its listing names.
    """
    with archive.transaction() as conn:
        key = address_in_memory(conn, url)
        conn.execute("UPDATE urls SET state = 'done', attempts = 0, reason = NULL WHERE url = ?", (key,))
        row = conn.execute(
            "SELECT kind, changed_at, next_check FROM urls WHERE url = ? AND ? >= coalesce(last_checked, '')",
            (key, at),
        ).fetchone()
        if row is None:
            return
        changed_at = at if changed or row["changed_at"] is None else row["changed_at"]
        if row["kind"] == "listing":
            due = next_list_look(at, brought_new=changed)
        elif row["changed_at"] is None:
            due = first_look_again(key, at, published)
        else:
            due = next_look(key, at, changed_at)
        conn.execute(
            "UPDATE urls SET last_checked = ?, etag = ?, last_modified = ?, changed_at = ?, next_check = ? "
            "WHERE url = ?",
            (at, etag, last_modified, changed_at, due, key),
        )


def mark_unchanged(archive: Archive, url: str, at: str) -> None:
    """The address answered at the time *at* that it holds what it held; its validators stay."""
    known = lead(archive, url)
    if known is not None:
        mark_done(archive, url, at, etag=known.etag, last_modified=known.last_modified, changed=False)


def mark_failed(archive: Archive, url: str, reason: str, at: str, *, daily: bool = False) -> None:
    """The address could not be taken in (*reason*: ``http 500``, ``robots`` …): look again later.

    *daily*: tomorrow, however often it failed; else the waits grow.  A failure older than the
    last look (from a capture that was imported) says nothing any more.
    """
    with archive.transaction() as conn:
        key = address_in_memory(conn, url)
        row = conn.execute(
            "SELECT attempts FROM urls WHERE url = ? AND ? >= coalesce(last_checked, '')", (key, at)
        ).fetchone()
        if row is None:
            return
        due = next_daily_look(at) if daily else next_try(at, row["attempts"] + 1)
        conn.execute(
            "UPDATE urls SET state = 'failed', attempts = attempts + 1, reason = ?, last_checked = ?, "
            "next_check = ? WHERE url = ?",
            (reason, at, due, key),
        )


def look_later_than(archive: Archive, url: str, other: str) -> None:
    """Put the next look at *url* a day behind that at *other*, which leads there, and so looks at both."""
    with archive.transaction() as conn:
        row = conn.execute(
            "SELECT next_check FROM urls WHERE url = ? AND next_check IS NOT NULL",
            (address_in_memory(conn, other),),
        ).fetchone()
        if row is not None:
            due = days_later(row["next_check"], 1)
            conn.execute(
                "UPDATE urls SET next_check = ? WHERE url = ? AND next_check < ?",
                (due, address_in_memory(conn, url), due),
            )


def look_soon(archive: Archive, urls: Iterable[str], at: str) -> None:
    """Bring forward to the time *at* the next look at addresses that have answered before."""
    with archive.transaction() as conn:
        conn.execute(
            "UPDATE urls SET next_check = ? WHERE url IN (SELECT value FROM json_each(?)) "
            "AND state = 'done' AND next_check > ?",
            (at, json.dumps([address_in_memory(conn, url) for url in urls]), at),
        )
