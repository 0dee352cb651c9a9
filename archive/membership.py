"""Which pages stand on their listing: every list as it was last seen, page by page.

A function of the listing pages' captures in the order they were taken, as a rebuild replays them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from archive.identity import canonical_url
from archive.known_addresses import known_as
from archive.list_order import Stretch, anchors_of, stretch
from archive.store import Archive
from archive.times import moment_of

_ONE_WALK_SECONDS = 12 * 3600
"""Two pages of a list seen within this time show the same state of it, but for what changed meanwhile."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListPage:
    """One page of a list, as it was seen at one time."""

    url: str
    """By which it is known (`archive.posted.posted_address`); canonical or not."""
    via: str | None
    """The page of the list before it; ``None`` for the first."""
    at: str
    entries: tuple[str, ...]
    """Addresses of the entries, from the top."""
    is_last: bool
    """Whether the list ends here."""


def show(archive: Archive, page: ListPage) -> tuple[str, ...]:
    """Take in what a page of a list shows; returns the entries that are no longer on that list.

    Pages on it are marked as listed, and pages that no list shows any more as not listed.
    A page seen earlier than the last look at it (an imported capture) changes nothing, except
    where its list is not known.
    """
    url = canonical_url(page.url)
    with archive.transaction() as conn:
        shown = tuple(dict.fromkeys(known_as(conn, entry) for entry in page.entries))
        before = conn.execute("SELECT list, seen_at FROM list_pages WHERE url = ?", (url,)).fetchone()
        if not shown or (before is not None and before["seen_at"] > page.at):
            return ()
        _mark(conn, shown, is_listed=True)
        name = list_of(conn, url, page.via)
        dropped = _take_in(conn, name, page, url, shown)
        conn.execute(
            "INSERT OR REPLACE INTO list_pages(url, list, seen_at, entries, is_last) VALUES (?, ?, ?, ?, ?)",
            (url, name, page.at, json.dumps(shown), page.is_last),
        )
        return dropped


def show_again(archive: Archive, url: str, via: str | None, at: str) -> tuple[str, ...]:
    """Take in that a page of a list shows at the time *at* what it showed before; as `show`.

    The page before it may show something else now, so that entries between the two are gone.
    """
    row = archive.conn.execute(
        "SELECT entries, is_last FROM list_pages WHERE url = ?", (canonical_url(url),)
    ).fetchone()
    if row is None:
        return ()
    entries = tuple(json.loads(row["entries"]))
    return show(archive, ListPage(url=url, via=via, at=at, entries=entries, is_last=bool(row["is_last"])))


def list_of(conn: sqlite3.Connection, url: str, via: str | None) -> str:
    """The list that a listing page belongs to, named by its first page's address."""
    if via is None:
        return canonical_url(url)
    row = conn.execute("SELECT list FROM list_pages WHERE url = ?", (canonical_url(via),)).fetchone()
    return canonical_url(via) if row is None else str(row["list"])


def list_size(conn: sqlite3.Connection, name: str) -> int:
    """How many entries of a list are known to stand on it."""
    (count,) = conn.execute("SELECT count(*) FROM list_entries WHERE list = ?", (name,)).fetchone()
    return int(count)


def is_listed(conn: sqlite3.Connection, urls: Sequence[str], via: str | None) -> bool:
    """Whether a page that is taken in under *urls* stands on a listing; *via* is the page that led there.

    Where that page was never read as a list (an import), having been led there says so.
    """
    if via is not None and not _is_list_page(conn, via):
        return True
    found = conn.execute(
        "SELECT 1 FROM list_entries WHERE url IN (SELECT value FROM json_each(?)) LIMIT 1",
        (json.dumps(sorted(known_as(conn, url) for url in urls)),),
    ).fetchone()
    return found is not None


def _is_list_page(conn: sqlite3.Connection, url: str) -> bool:
    return (
        conn.execute("SELECT 1 FROM list_pages WHERE url = ?", (canonical_url(url),)).fetchone() is not None
    )


def _take_in(
    conn: sqlite3.Connection, name: str, page: ListPage, url: str, shown: Sequence[str]
) -> tuple[str, ...]:
    placed = _place(conn, name, page, url, shown)
    if placed.is_crowded:
        _number_anew(conn, name)
        placed = _place(conn, name, page, url, shown)
    off = _off(conn, name, shown, placed)
    conn.executemany("DELETE FROM list_entries WHERE list = ? AND url = ?", [(name, gone) for gone in off])
    conn.executemany(
        "INSERT INTO list_entries(list, url, rank) VALUES (?, ?, ?) "
        "ON CONFLICT(list, url) DO UPDATE SET rank = excluded.rank WHERE rank <> excluded.rank",
        [(name, entry, rank) for entry, rank in placed.ranks.items()],
    )
    _mark(conn, off, is_listed=False)
    return off


def _off(conn: sqlite3.Connection, name: str, shown: Sequence[str], placed: Stretch) -> tuple[str, ...]:
    """The entries that stood where the page shows others."""
    if placed.covered is None:
        return ()
    low, high = placed.covered
    rows = conn.execute(
        "SELECT url FROM list_entries WHERE list = ? AND rank > ? AND rank < ? ORDER BY rank",
        (name, low, high),
    )
    on = frozenset(shown)
    off = tuple(row["url"] for row in rows if row["url"] not in on)
    # A page that would take off more than it shows tells of itself (a pager that broke), not of the list.
    return off if len(off) <= len(shown) else ()


def _place(conn: sqlite3.Connection, name: str, page: ListPage, url: str, shown: Sequence[str]) -> Stretch:
    known = {
        row["url"]: row["rank"]
        for row in conn.execute(
            "SELECT url, rank FROM list_entries WHERE list = ? AND url IN (SELECT value FROM json_each(?))",
            (name, json.dumps(shown)),
        )
    }
    above = _rank_above(conn, name, page)
    is_first = name == url
    anchors = anchors_of(shown, known, above)
    behind = max(anchors.values(), default=above)
    if is_first and not anchors:
        below = _edge(conn, "SELECT min(rank) FROM list_entries WHERE list = ?", (name,))
    elif behind is not None:
        below = _edge(conn, "SELECT min(rank) FROM list_entries WHERE list = ? AND rank > ?", (name, behind))
    else:  # a page out of a walk that shows nothing known: at the end, until a walk says better
        above, below = _edge(conn, "SELECT max(rank) FROM list_entries WHERE list = ?", (name,)), None
    return stretch(
        shown,
        anchors,
        known=len(known),
        above=above,
        below=below,
        is_first=is_first,
        is_last=page.is_last,
    )


def _edge(conn: sqlite3.Connection, sql: str, values: tuple[object, ...]) -> float | None:
    found: float | None = conn.execute(sql, values).fetchone()[0]
    return found


def _rank_above(conn: sqlite3.Connection, name: str, page: ListPage) -> float | None:
    """The rank of the last entry of the page before, if that was seen in the same walk."""
    if page.via is None:
        return None
    row = conn.execute(
        "SELECT seen_at, rank FROM list_pages JOIN list_entries "
        "ON list_entries.list = list_pages.list AND list_entries.url = json_extract(entries, '$[#-1]') "
        "WHERE list_pages.url = ? AND list_pages.list = ?",
        (canonical_url(page.via), name),
    ).fetchone()
    if row is None:
        return None
    apart = abs((moment_of(page.at) - moment_of(row["seen_at"])).total_seconds())
    return float(row["rank"]) if apart <= _ONE_WALK_SECONDS else None


def _number_anew(conn: sqlite3.Connection, name: str) -> None:
    urls = conn.execute("SELECT url FROM list_entries WHERE list = ? ORDER BY rank, url", (name,)).fetchall()
    conn.executemany(
        "UPDATE list_entries SET rank = ? WHERE list = ? AND url = ?",
        [(float(place), name, row["url"]) for place, row in enumerate(urls)],
    )


def _mark(conn: sqlite3.Connection, urls: Sequence[str], *, is_listed: bool) -> None:
    if is_listed:
        conn.executemany("UPDATE pages SET listed = 1 WHERE url = ? AND listed = 0", [(url,) for url in urls])
        return
    conn.executemany(
        "UPDATE pages SET listed = 0 WHERE url = ?1 AND listed = 1 "
        "AND NOT EXISTS (SELECT 1 FROM list_entries WHERE url = ?1)",
        [(url,) for url in urls],
    )
