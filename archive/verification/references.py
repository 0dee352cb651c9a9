"""What rows say of captures, held against the captures: kept on disk meanwhile, so memory stays small."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Self

from dateutil.parser import isoparse

from archive.identity import twin_key
from archive.times import stamp
from archive.verification.capture_file import CheckedCapture
from archive.verification.damage import RESTORE, Damage, damaged_row, shown
from archive.verification.page_looks import LOOKED_AT, UNSEEN_LOOKS

_TABLES = """
CREATE TABLE captures (file TEXT, offset INTEGER, url TEXT, asked TEXT, kind TEXT, status INTEGER,
    at TEXT, sha256 TEXT, bytes INTEGER, PRIMARY KEY (file, offset)) WITHOUT ROWID;
CREATE TABLE damaged (file TEXT, offset INTEGER, url TEXT, PRIMARY KEY (file, offset)) WITHOUT ROWID;
CREATE TABLE files (name TEXT PRIMARY KEY, last_offset INTEGER, is_there INTEGER NOT NULL DEFAULT 0);
CREATE TABLE named (place TEXT, file TEXT, offset INTEGER, url TEXT, at TEXT);
CREATE TABLE fetched (place TEXT, url TEXT, sha256 TEXT, bytes INTEGER);
CREATE TABLE looked_at (place TEXT, url TEXT, status TEXT, at TEXT);
CREATE TABLE known (url TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX captures_url ON captures(url);
CREATE INDEX captures_asked ON captures(asked);
CREATE INDEX named_place ON named(file, offset);
"""

_NAMED = (
    "SELECT 'pages ' || id, capture, url, NULL FROM pages",
    "SELECT 'versions ' || versions.id, versions.capture, url, observed_at FROM versions "
    "JOIN pages ON pages.id = page_id WHERE file IS NULL",
    # None is named where a file was known before looks at it were kept.
    "SELECT 'file_looks ' || url || ' ' || observed_at, capture, url, observed_at FROM file_looks "
    "WHERE capture IS NOT NULL",
)
_FETCHED = (
    "SELECT 'attachments ' || id, url, sha256, bytes FROM attachments WHERE sha256 IS NOT NULL",
    "SELECT 'loose_files ' || url, url, sha256, bytes FROM loose_files WHERE sha256 IS NOT NULL",
    "SELECT 'file_looks ' || url || ' ' || observed_at, url, sha256, bytes FROM file_looks",
)
_KNOWN = (
    "SELECT url FROM pages UNION SELECT url FROM failures UNION SELECT url FROM loose_files "
    "UNION SELECT url FROM attachments WHERE url IS NOT NULL UNION SELECT url FROM file_looks "
    "UNION SELECT url FROM urls WHERE state != 'done' OR reason IS NOT NULL"
)


class References:
    """What rows name, and the captures that were found.  Not a dataclass: it owns a temporary file."""

    def __init__(self) -> None:
        self._conn = sqlite3.connect("", isolation_level=None)
        self._conn.executescript(_TABLES)
        self._conn.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._conn.close()

    def read_rows(self, archive: sqlite3.Connection) -> Iterator[Damage]:
        """Note what the rows of one moment of the archive name; yields those that name no place at all."""
        for query in _NAMED:
            for place, capture, url, at in archive.execute(query):
                file, _, offset = (capture or "").rpartition(":")
                if not file or not offset.isdigit():
                    yield damaged_row(place, f"its capture is {shown(capture)}", "FILE.warc.gz:OFFSET")
                    continue
                values = (place or "a row without id", file, int(offset), _comparable(url), at)
                self._conn.execute("INSERT INTO named VALUES (?, ?, ?, ?, ?)", values)
        for query in _FETCHED:
            for place, url, digest, size in archive.execute(query):
                self._conn.execute(
                    "INSERT INTO fetched VALUES (?, ?, ?, ?)",
                    (place or "a row without id", _comparable(url), digest, size),
                )
        for place, url, status, at in archive.execute(LOOKED_AT):
            self._conn.execute(
                "INSERT INTO looked_at VALUES (?, ?, ?, ?)",
                (place or "a row without id", _comparable(url), status, at),
            )
        for (url,) in archive.execute(_KNOWN):
            self._conn.execute("INSERT OR IGNORE INTO known VALUES (?)", (_comparable(url),))
        for name, last_offset in archive.execute("SELECT name, last_offset FROM capture_files"):
            if name is None or not isinstance(last_offset, int):
                where, got = f"capture_files {name}", f"its last_offset is {shown(last_offset)}"
                yield damaged_row(where, got, "the name of a file and a number of bytes")
                continue
            self._conn.execute("INSERT INTO files(name, last_offset) VALUES (?, ?)", (name, last_offset))

    def last_offset(self, name: str) -> int | None:
        """Where the last capture of a file begins that the archive has taken in."""
        row = self._conn.execute("SELECT last_offset FROM files WHERE name = ?", (name,)).fetchone()
        return None if row is None else row[0]

    def add_file(
        self, name: str, found: Iterable[CheckedCapture | Damage]
    ) -> Iterator[CheckedCapture | Damage]:
        """Note what was found in a file, and hand it on."""
        self._conn.execute(
            "INSERT INTO files(name, is_there) VALUES (?, 1) ON CONFLICT(name) DO UPDATE SET is_there = 1",
            (name,),
        )
        for item in found:
            if isinstance(item, CheckedCapture):
                self._conn.execute(
                    "INSERT OR REPLACE INTO captures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        name,
                        item.offset,
                        _comparable(item.url),
                        _comparable(item.requested_url),
                        item.kind,
                        item.status,
                        _stamped(item.date),
                        item.sha256,
                        item.bytes,
                    ),
                )
            elif item.kind == "capture":
                place = (name, int(item.where.rpartition(":")[2]), _comparable(item.url or ""))
                self._conn.execute("INSERT OR IGNORE INTO damaged VALUES (?, ?, ?)", place)
            yield item

    def contradictions(self) -> Iterator[Damage]:
        """Where rows and captures do not fit; a damaged capture was reported already."""
        self._conn.executescript(_INDEXES)
        yield from self._lost_files()
        yield from self._rows_without_capture()
        yield from self._files_of_other_content()
        yield from self._captures_without_row()
        yield from self._unseen_looks()

    def _lost_files(self) -> Iterator[Damage]:
        gone = self._conn.execute(
            "SELECT file, sum(rows) FROM (SELECT file, count(*) AS rows FROM named GROUP BY file "
            "UNION ALL SELECT name, 0 FROM files) WHERE file NOT IN (SELECT name FROM files WHERE is_there) "
            "GROUP BY file ORDER BY file"
        )
        for name, rows in gone:
            got = f"the file is missing, and {rows:,} rows name captures in it"
            yield Damage(kind="file", where=name, got=got, expected="the file", remedy=RESTORE.format(name))
        short = self._conn.execute(
            "SELECT name, last_offset FROM files WHERE is_there AND last_offset IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM captures WHERE file = name AND offset = last_offset "
            "UNION ALL SELECT 1 FROM damaged WHERE file = name AND offset >= last_offset) ORDER BY name"
        )
        for name, last in short:
            yield Damage(
                kind="file",
                where=name,
                got=f"no capture begins at byte {last:,}, where its last one was kept",
                expected="the file as it was written",
                remedy=RESTORE.format(name),
            )

    def _rows_without_capture(self) -> Iterator[Damage]:
        # A file is known by the address asked for, too, which need not be the one that answered.
        rows = self._conn.execute(
            "SELECT place, file, offset, url, at, found_url, found_at FROM "
            "(SELECT named.*, named.rowid AS row, captures.url AS found_url, captures.at AS found_at, "
            "captures.url != named.url AND (captures.kind != 'attachment' OR captures.asked != named.url) "
            "AS is_other FROM named LEFT JOIN captures USING (file, offset)) "
            "WHERE (found_url IS NULL OR is_other OR found_at != at) "
            "AND file IN (SELECT name FROM files WHERE is_there) "
            "AND (file, offset) NOT IN (SELECT file, offset FROM damaged) ORDER BY row"
        )
        for place, file, offset, url, at, found_url, found_at in rows:
            position = f"{file}:{offset}"
            if found_url is None:
                yield damaged_row(place, f"no capture begins at {position}, which it names", f"that of {url}")
            elif at is None or found_at == at:
                yield damaged_row(
                    place, f"{position}, which it names, holds {found_url}", f"a capture of {url}"
                )
            else:
                yield damaged_row(place, f"it was observed {at}", f"{found_at}, when {position} was captured")

    def _files_of_other_content(self) -> Iterator[Damage]:
        rows = self._conn.execute(
            "SELECT place, url, sha256, bytes FROM fetched WHERE NOT EXISTS (SELECT 1 FROM captures "
            "WHERE (captures.url = fetched.url OR captures.asked = fetched.url) "
            "AND captures.sha256 = fetched.sha256 AND captures.bytes = fetched.bytes) "
            "AND url NOT IN (SELECT url FROM damaged) ORDER BY rowid"
        )
        for place, url, digest, size in rows:
            got = f"no capture of {url} holds {size} bytes with the sha256 {digest}"
            yield damaged_row(place, got, "the file that it describes")

    def _captures_without_row(self) -> Iterator[Damage]:
        """Captures that were taken in and left no trace; those behind the last such one are still to be."""
        rows = self._conn.execute(
            "SELECT captures.file, offset, url FROM captures JOIN files ON name = file "
            "WHERE offset <= last_offset AND kind IN ('page', 'attachment') AND status BETWEEN 200 AND 299 "
            "AND url NOT IN (SELECT url FROM known) AND asked NOT IN (SELECT url FROM known) "
            "ORDER BY captures.file, offset"
        )
        for file, offset, url in rows:
            yield damaged_row(f"{file}:{offset}", f"no row was made from the capture of {url}", "its row")

    def _unseen_looks(self) -> Iterator[Damage]:
        for place, url, status, at in self._conn.execute(UNSEEN_LOOKS):
            yield damaged_row(place, f"no capture of {url} at {at} shows that it is {status}", "such a look")


def _comparable(url: object) -> str:
    """What all addresses of a page have in common; one in a damaged row or record can be anything."""
    try:
        return twin_key(str(url))
    except ValueError:
        return str(url)


def _stamped(date: str) -> str:
    try:
        return stamp(isoparse(date).astimezone(UTC))
    except (ValueError, OverflowError):
        return date
