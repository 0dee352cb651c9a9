"""What came from the address of a file through time, and when another file stood there.

``file_looks`` has one row per answer with content.  Which of them brought another file is worked out
from all of them in order of time, so it is the same in whatever order they were taken in.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise


@dataclass(frozen=True, kw_only=True, slots=True)
class FileLook:
    """What came from an address at one time."""

    url: str
    """Canonical."""
    at: str
    sha256: str
    bytes: int
    text_sha256: str | None
    """Of the file's text without white space; ``None`` where it has no text that can be read."""
    capture: str | None


@dataclass(frozen=True, slots=True)
class Swap:
    """Another file than before stood at an address."""

    before: FileLook
    """The last look at the earlier file."""
    after: FileLook
    """The first look at the later one."""


def text_hash(text: str | None) -> str | None:
    """By which texts of files are compared: line breaks and spaces depend on who made the file."""
    return hashlib.sha256("".join(text.split()).encode("utf-8", "replace")).hexdigest() if text else None


def is_same_file(one: FileLook, other: FileLook) -> bool:
    """Whether two looks brought the same file: the same bytes, or other bytes of the same text.

    Many servers make a PDF or Office file anew for each request, so that it differs in a time stamp.
    Where a file has no text its bytes alone decide.
    """
    if one.sha256 == other.sha256:
        return True
    return one.text_sha256 is not None and one.text_sha256 == other.text_sha256


def swaps(looks: Sequence[FileLook]) -> list[Swap]:
    """Where the file at one address was replaced, of *looks* in order of time."""
    return [Swap(one, other) for one, other in pairwise(looks) if not is_same_file(one, other)]


def looks_at(conn: sqlite3.Connection, urls: Collection[str]) -> list[FileLook]:
    """All looks at addresses (canonical), by address and in order of time."""
    rows = conn.execute(
        "SELECT url, observed_at, sha256, bytes, text_sha256, capture FROM file_looks "
        "WHERE url IN (SELECT value FROM json_each(?)) ORDER BY url, observed_at, rowid",
        (json.dumps(sorted(urls)),),
    )
    return [
        FileLook(url=url, at=at, sha256=sha256, bytes=size, text_sha256=text_sha256, capture=capture)
        for url, at, sha256, size, text_sha256, capture in rows
    ]


def swaps_at(conn: sqlite3.Connection, urls: Collection[str]) -> list[Swap]:
    """Where the files at addresses (canonical) were replaced."""
    if not urls:
        return []
    by_url = groupby(looks_at(conn, urls), key=lambda look: look.url)
    return [swap for _, looks in by_url for swap in swaps(list(looks))]


def add_look(conn: sqlite3.Connection, look: FileLook, texts: Iterable[str]) -> tuple[bool, bool]:
    """Add a look to those at its address; it may be older than those already known.

    *texts* are those at hand: of this file and of the one that was the newest.  Returns whether the
    look is the newest now, and whether it brought another file than the one before it.
    """
    conn.execute(
        "INSERT OR IGNORE INTO file_looks(url, observed_at, sha256, bytes, text_sha256, capture) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (look.url, look.at, look.sha256, look.bytes, look.text_sha256, look.capture),
    )
    looks = looks_at(conn, [look.url])
    found = swaps(looks)
    place = next(n for n, known in enumerate(looks) if (known.at, known.sha256) == (look.at, look.sha256))
    _keep_texts(conn, look.url, [swap.before for swap in found], texts)
    is_other = place == 0 or not is_same_file(looks[place - 1], looks[place])
    return place == len(looks) - 1, is_other


def text_of(conn: sqlite3.Connection, look: FileLook) -> str | None:
    """The text of the file that a look brought, whether it was replaced since or not."""
    if look.text_sha256 is None:
        return None
    rows = conn.execute(
        "SELECT text FROM file_looks WHERE url = ?1 AND text IS NOT NULL UNION "
        "SELECT text FROM attachments WHERE url = ?1 UNION SELECT text FROM loose_files WHERE url = ?1",
        (look.url,),
    )
    return next((text for (text,) in rows if text_hash(text) == look.text_sha256), None)


def _keep_texts(
    conn: sqlite3.Connection, url: str, replaced: Iterable[FileLook], texts: Iterable[str]
) -> None:
    """Keep the text of each replaced file with the last look at it; that of the newest stands with
    the attachment.

    Of a file that the server makes anew each time it can be the text of another look, which differs
    in white space alone.
    """
    kept = conn.execute("SELECT text FROM file_looks WHERE url = ? AND text IS NOT NULL", (url,)).fetchall()
    by_hash = {text_hash(text): text for text in (*texts, *(text for (text,) in kept))}
    conn.execute("UPDATE file_looks SET text = NULL WHERE url = ? AND text IS NOT NULL", (url,))
    conn.executemany(
        "UPDATE file_looks SET text = ? WHERE url = ? AND observed_at = ? AND sha256 = ?",
        [(by_hash.get(look.text_sha256), url, look.at, look.sha256) for look in replaced if look.text_sha256],
    )
