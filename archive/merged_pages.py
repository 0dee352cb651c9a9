"""Pages that turn out to be one when the rules for addresses have changed, put together.

The page that was seen first keeps its id and address; ids of the others lead on to its notice.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict

from archive.address_rules import address_rules
from archive.attached import save_attachments
from archive.identity import canonical_url, page_id, twin_key, visit_key
from archive.judging import forget_page, judge_page, judged_record
from archive.projection import project
from archive.versions import (
    drop_versions,
    latest_record,
    load_contents,
    load_versions,
    observe,
    save_versions,
)


def follow_address_rules(conn: sqlite3.Connection, noted: str | None) -> None:
    """Make the keys of all addresses anew, if other rules made them, and put together what is one page.

    *noted*: the version of the rules that made them, ``None`` for none.
    """
    if noted == address_rules().version:
        return
    conn.execute("DELETE FROM addresses")
    conn.executemany(
        "UPDATE pages SET twin_key = ? WHERE url = ?",
        [(twin_key(row["url"]), row["url"]) for row in conn.execute("SELECT DISTINCT url FROM pages")],
    )
    known = _known_addresses(conn)
    conn.executemany("INSERT INTO addresses(visit_key, url) VALUES (?, ?)", known.items())
    _merge_pages(conn, known)
    _merge_memory(conn, known)
    _respell_files(conn)


def _known_addresses(conn: sqlite3.Connection) -> dict[str, str]:
    """Visit key → the address by which the page is known: of the page that was seen first, if any."""
    known: dict[str, str] = {}
    for (url,) in conn.execute(
        "SELECT url FROM (SELECT url, 0 AS place, min(first_seen) AS seen FROM pages GROUP BY url "
        "UNION ALL SELECT url, 1, first_seen FROM urls) ORDER BY place, seen, url"
    ):
        known.setdefault(visit_key(url), url)
    return known


def _merge_pages(conn: sqlite3.Connection, known: dict[str, str]) -> None:
    """Put the pages of each address that is known by another one to the pages of that one."""
    doubled: defaultdict[str, list[str]] = defaultdict(list)
    for (url,) in conn.execute("SELECT DISTINCT url FROM pages ORDER BY url"):
        if known[visit_key(url)] != url:
            doubled[known[visit_key(url)]].append(url)
    for url, others in doubled.items():
        for other in others:
            _merge_address(conn, url, other)


def _merge_address(conn: sqlite3.Connection, url: str, other: str) -> None:
    """Put the page at *other*, with its parts, to the page at *url*."""
    gone = conn.execute("SELECT * FROM pages WHERE url = ? ORDER BY part", (other,)).fetchall()
    affected = {row["id"] for row in conn.execute("SELECT id FROM pages WHERE url = ?", (url,))}
    for row in gone:
        _add_part(conn, url, row)
        kept = conn.execute("SELECT * FROM pages WHERE url = ? AND part = ?", (url, row["part"])).fetchone()
        _merge_page(conn, kept, row)
        affected.add(kept["id"])
        record = latest_record(conn, kept["id"])
        if record is not None:
            judge_page(conn, kept["id"], judged_record(record))
    project(conn, affected, touched=[row["notice_id"] for row in gone if row["notice_id"] is not None])


def _add_part(conn: sqlite3.Connection, url: str, like: sqlite3.Row) -> None:
    """See that the page at *url* has the part that another page has."""
    own = {**dict(like), "id": page_id(url, like["part"]), "url": url, "notice_id": None}
    conn.execute(
        f"INSERT OR IGNORE INTO pages({', '.join(own)}) VALUES ({', '.join('?' * len(own))})",  # noqa: S608
        tuple(own.values()),
    )


def _merge_page(conn: sqlite3.Connection, kept: sqlite3.Row, gone: sqlite3.Row) -> None:
    """Give what is known of one page to another, and its id as well."""
    if kept["continues_id"] is None:  # else its text stands in the article that it continues
        _merge_versions(conn, kept["id"], gone["id"])
    _merge_sightings(conn, kept["id"], gone)
    conn.execute("UPDATE pages SET continues_id = ? WHERE continues_id = ?", (kept["id"], gone["id"]))
    forget_page(conn, gone["id"])
    save_attachments(conn, gone["id"], ())
    drop_versions(conn, gone["id"])
    conn.execute("DELETE FROM notice_aliases WHERE id = ?", (gone["id"],))
    conn.execute("UPDATE merged_pages SET page_id = ? WHERE page_id = ?", (kept["id"], gone["id"]))
    conn.execute("INSERT OR REPLACE INTO merged_pages(id, page_id) VALUES (?, ?)", (gone["id"], kept["id"]))
    conn.execute("DELETE FROM pages WHERE id = ?", (gone["id"],))


def _merge_versions(conn: sqlite3.Connection, kept: str, gone: str) -> None:
    observed = sorted(
        (*load_versions(conn, kept), *load_versions(conn, gone)), key=lambda observation: observation.at
    )
    if not observed:
        return
    save_versions(conn, kept, observe(observed[:-1], None, observed[-1]))
    latest = json.loads(latest_record(conn, kept) or "{}")
    conn.execute(
        "UPDATE pages SET title = ?, published_date = ?, source = ? WHERE id = ?",
        (latest["title"] or latest["page_title"], latest["published_date"], latest["source"], kept),
    )
    save_attachments(conn, kept, latest["attachments"])


def _merge_sightings(conn: sqlite3.Connection, kept: str, gone: sqlite3.Row) -> None:
    conn.execute(
        "UPDATE pages SET status = CASE WHEN :last_checked > last_checked THEN :status ELSE status END, "
        "absences = CASE WHEN :last_checked > last_checked THEN :absences ELSE absences END, "
        "absent_since = CASE WHEN :last_checked > last_checked THEN :absent_since ELSE absent_since END, "
        "capture = CASE WHEN :last_seen > last_seen THEN coalesce(:capture, capture) ELSE capture END, "
        "site = CASE WHEN :last_seen > last_seen THEN :site ELSE site END, "
        "listed = max(listed, :listed), first_seen = min(first_seen, :first_seen), "
        "last_seen = max(last_seen, :last_seen), last_checked = max(last_checked, :last_checked) "
        "WHERE id = :kept",
        {**dict(gone), "kept": kept},
    )


def _merge_memory(conn: sqlite3.Connection, known: dict[str, str]) -> None:
    """Keep of addresses of one page the one it is known by, with what the last look at any showed."""
    rows = conn.execute("SELECT url FROM urls WHERE kind != 'listing' ORDER BY url").fetchall()
    for url, other in [(known[visit_key(row["url"])], row["url"]) for row in rows]:
        if url == other:
            continue
        newer = conn.execute(
            "SELECT 1 FROM urls AS other LEFT JOIN urls AS mine ON mine.url = ?1 WHERE other.url = ?2 AND "
            "(mine.url IS NULL OR coalesce(other.last_checked, '') > coalesce(mine.last_checked, ''))",
            (url, other),
        ).fetchone()
        if newer is not None:
            conn.execute("DELETE FROM urls WHERE url = ?", (url,))
            conn.execute(
                "UPDATE urls SET url = ?, address = coalesce(address, url) WHERE url = ?", (url, other)
            )
        else:
            conn.execute("DELETE FROM urls WHERE url = ?", (other,))
        conn.execute("UPDATE OR REPLACE list_entries SET url = ? WHERE url = ?", (url, other))


def _respell_files(conn: sqlite3.Connection) -> None:
    """Name each file by the address that the rules make now: by it the looks at it are found."""
    urls = conn.execute(
        "SELECT url FROM attachments WHERE url IS NOT NULL UNION SELECT url FROM loose_files "
        "UNION SELECT url FROM file_looks UNION SELECT url FROM offered_files"
    ).fetchall()
    respelled = [(new, url) for (url,) in urls if (new := canonical_url(url)) != url]
    old = json.dumps([url for _, url in respelled])
    pages = conn.execute(
        "SELECT page_id FROM attachments WHERE url IN (SELECT value FROM json_each(?1)) "
        "UNION SELECT page_id FROM offered_files WHERE url IN (SELECT value FROM json_each(?1))",
        (old,),
    ).fetchall()
    for table in ("loose_files", "file_looks", "attachments"):
        conn.executemany(f"UPDATE OR REPLACE {table} SET url = ? WHERE url = ?", respelled)  # noqa: S608
    for (page,) in pages:
        save_versions(conn, page, load_contents(conn, page))
        latest = latest_record(conn, page)
        if latest is not None:
            save_attachments(conn, page, json.loads(latest)["attachments"])
