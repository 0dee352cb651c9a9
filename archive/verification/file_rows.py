"""What rows say of attached files, held against the looks at their addresses."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from archive.file_history import looks_at, swaps, swaps_at, text_hash
from archive.verification.damage import Damage, damaged_row, shown
from archive.versions import load_contents, offered_files, swaps_of_page

_FACTS = (
    "SELECT place, file.url, file.sha256, newest.sha256, file.bytes, newest.bytes, text_hash(file.text), "
    "newest.text_sha256 FROM (SELECT 'attachments ' || id AS place, url, sha256, bytes, text "
    "FROM attachments WHERE url IS NOT NULL UNION ALL "
    "SELECT 'loose_files ' || url, url, sha256, bytes, text FROM loose_files) AS file "
    "LEFT JOIN file_looks AS newest ON newest.rowid = (SELECT rowid FROM file_looks "
    "WHERE url = file.url ORDER BY observed_at DESC, rowid DESC LIMIT 1)"
)
_KEPT = "SELECT page_id, url FROM offered_files"
_OFFERED = "SELECT page_id, value FROM versions JOIN json_each(offered(record)) WHERE file IS NULL"
_OFFERS = (
    (f"{_KEPT} EXCEPT {_OFFERED}", "a row", "none, as no version of the page offers it"),
    (f"{_OFFERED} EXCEPT {_KEPT}", "no row", "one, as a version of the page offers it"),
)
_PAGES_WITH_SWAPS = (
    "SELECT page_id FROM offered_files JOIN file_looks USING (url) GROUP BY page_id, url HAVING count(*) > 1 "
    "UNION SELECT page_id FROM versions WHERE file IS NOT NULL ORDER BY page_id"
)
_FILES_WITH_SWAPS = (
    "SELECT url FROM file_looks GROUP BY url HAVING count(*) > 1 OR max(text) IS NOT NULL ORDER BY url"
)


def wrong_files(conn: sqlite3.Connection) -> Iterator[Damage]:
    """Files that are not what came last from their address, and replaced ones that no version tells of."""
    conn.create_function("text_hash", 1, text_hash, deterministic=True)
    conn.create_function("offered", 1, _offered, deterministic=True)
    yield from _wrong_facts(conn)
    for query, got, expected in _OFFERS:
        for page, url in conn.execute(query):
            yield damaged_row(f"offered_files {url} {page}", got, expected)
    for (page,) in conn.execute(_PAGES_WITH_SWAPS).fetchall():
        yield from _wrong_versions(conn, page)
    for (url,) in conn.execute(_FILES_WITH_SWAPS).fetchall():
        yield from _wrong_texts(conn, url)


def _wrong_facts(conn: sqlite3.Connection) -> Iterator[Damage]:
    for place, url, *facts in conn.execute(_FACTS):
        names = ("sha256", "bytes", "text, by its hash,")
        for name, known, newest in zip(names, facts[0::2], facts[1::2], strict=True):
            if known != newest:
                expected = f"{shown(newest)}, as the last row of file_looks {url} says"
                yield damaged_row(place, f"its {name} is {shown(known)}", expected)


def _wrong_versions(conn: sqlite3.Connection, page: str) -> Iterator[Damage]:
    urls = [url for (url,) in conn.execute("SELECT url FROM offered_files WHERE page_id = ?", (page,))]
    found = swaps_of_page(load_contents(conn, page), swaps_at(conn, urls))
    wanted = {
        (swap.after.url, swap.after.at, swap.after.capture, '["attachment"]', seen.record)
        for swap, seen in found
    }
    rows = conn.execute(
        "SELECT file, observed_at, capture, change, record FROM versions "
        "WHERE page_id = ? AND file IS NOT NULL",
        (page,),
    )
    known = set(map(tuple, rows))
    for version in sorted(known ^ wanted, key=str):
        got, expected = ("has a version", "none") if version in known else ("has no such version", "one")
        yield damaged_row(
            f"pages {page}", f"it {got} for another file at {version[0]} from {version[1]}", expected
        )


def _wrong_texts(conn: sqlite3.Connection, url: str) -> Iterator[Damage]:
    replaced = [swap.before for swap in swaps(looks_at(conn, [url]))]
    wanted = {(look.at, look.sha256): look.text_sha256 for look in replaced if look.text_sha256}
    rows = conn.execute(
        "SELECT observed_at, sha256, text_hash(text) FROM file_looks WHERE url = ? AND text IS NOT NULL",
        (url,),
    )
    known = {(at, digest): text for at, digest, text in rows}
    for at, digest in sorted(
        key for key in known.keys() | wanted.keys() if known.get(key) != wanted.get(key)
    ):
        got = f"its text has the hash {shown(known.get((at, digest)))}"
        yield damaged_row(f"file_looks {url} {at}", got, shown(wanted.get((at, digest))))


def _offered(record: str | None) -> str:
    """The addresses that a record offers, as JSON; none of what is no record, and so reported."""
    try:
        return json.dumps(sorted(offered_files(record or "")))
    except (ValueError, LookupError, TypeError, AttributeError):
        return "[]"
