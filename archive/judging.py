"""Judging in the archive: what each page reads, the candidates of a text, and the pairs that were judged.

Texts are judged, not pages: a site that answers a thousand addresses with one page has one text there,
which is compared once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from functools import lru_cache

from archive.dedup.fingerprint import KEY_BASE
from archive.dedup.match import Kind, judge
from archive.dedup.text import Judged, judged, lookup_hashes, text_id
from archive.versions import latest_record

_SHORT_RECORD = 4_000
_SHORT_REMEMBERED = 2048
"""A notice of a series (daily bulletins) is compared with all before it, so with as many as can be kept:
each takes 50 KB at most."""
_LONG_RECORD = 200_000
_LONG_REMEMBERED = 256

_CANDIDATES = f"""
WITH shared AS (
    SELECT text_id, sum(hash < {KEY_BASE}) AS texts, sum(hash >= {KEY_BASE}) AS keys
    FROM text_fingerprints
    WHERE hash IN (SELECT value FROM json_each(:hashes))
    GROUP BY text_id HAVING texts >= 2 OR keys
), sized AS (
    SELECT shared.*, min(:size, (
        SELECT count(*) FROM text_fingerprints WHERE text_id = shared.text_id AND hash < {KEY_BASE}
    )) AS smaller
    FROM shared
)
SELECT text_id, (SELECT min(page_id) FROM page_texts WHERE page_texts.text_id = sized.text_id) FROM sized
WHERE texts >= 0.3 * smaller AND texts >= 2 OR keys AND (texts OR smaller < 10)
ORDER BY text_id
"""  # noqa: S608 - a number of our own
"""Texts whose sample shares enough with a text's: at least 30 % of the smaller sample, or a whole
title or number.  The rule is symmetric, so it does not matter which text came first."""


def judged_record(record: str) -> Judged:
    """What judging needs of a Notice as JSON; the latest ones are remembered."""
    if len(record) < _SHORT_RECORD:
        return _remembered_short(record)
    return _remembered_long(record) if len(record) < _LONG_RECORD else judged(json.loads(record))


@lru_cache(maxsize=_SHORT_REMEMBERED)
def _remembered_short(record: str) -> Judged:
    return judged(json.loads(record))


@lru_cache(maxsize=_LONG_REMEMBERED)
def _remembered_long(record: str) -> Judged:
    return judged(json.loads(record))


def judge_page(conn: sqlite3.Connection, page: str, text: Judged) -> None:
    """Note what a page reads now; a text that no other page has is compared with every candidate."""
    new = text_id(text)
    if _text_of(conn, page) == new:
        return
    forget_page(conn, page)
    is_known = conn.execute("SELECT 1 FROM page_texts WHERE text_id = ?", (new,)).fetchone() is not None
    conn.execute("INSERT INTO page_texts(page_id, text_id) VALUES (?, ?)", (page, new))
    if not is_known:
        _judge_text(conn, new, text)


def _judge_text(conn: sqlite3.Connection, new: int, text: Judged) -> None:
    """Remember which texts a new one is paired with; with itself, unless copies of it say nothing."""
    hashes = lookup_hashes(text)
    conn.executemany(
        "INSERT INTO text_fingerprints(hash, text_id) VALUES (?, ?)", ((hash_, new) for hash_ in hashes)
    )
    pairs = []
    for candidate, page in candidates(conn, hashes):
        verdict = judge(text, text if candidate == new else _judged_page(conn, page))
        if verdict.kind != "unrelated":
            pairs.append(
                (*sorted((new, candidate)), verdict.kind, verdict.similarity, verdict.reason),
            )
    conn.executemany(
        "INSERT INTO text_pairs(text_id, other_id, verdict, similarity, reason) VALUES (?, ?, ?, ?, ?)", pairs
    )


def judged_text(conn: sqlite3.Connection, text: int) -> Judged:
    """What judging needs of a text that some page has; every page that has it says the same."""
    (page,) = conn.execute(
        "SELECT page_id FROM page_texts WHERE text_id = ? ORDER BY page_id LIMIT 1", (text,)
    ).fetchone()
    return _judged_page(conn, page)


def _judged_page(conn: sqlite3.Connection, page: str) -> Judged:
    record = latest_record(conn, page)
    if record is None:
        raise LookupError(f"page {page} has a text, but no version; expected the version that it stands in")
    return judged_record(record)


def candidates(conn: sqlite3.Connection, hashes: Iterable[int]) -> list[tuple[int, str]]:
    """The texts worth comparing with one that has these lookup hashes, each with a page that has it.

    The text itself is among them, if it is known.
    """
    wanted = sorted(hashes)
    size = sum(hash_ < KEY_BASE for hash_ in wanted)
    rows = conn.execute(_CANDIDATES, {"hashes": json.dumps(wanted), "size": size})
    return [(row[0], row[1]) for row in rows]


def forget_page(conn: sqlite3.Connection, page: str) -> None:
    """Forget what a page reads, and how its text was judged unless other pages have it, too."""
    text = _text_of(conn, page)
    conn.execute("DELETE FROM page_texts WHERE page_id = ?", (page,))
    if conn.execute("SELECT 1 FROM page_texts WHERE text_id = ?", (text,)).fetchone() is None:
        conn.execute("DELETE FROM text_fingerprints WHERE text_id = ?", (text,))
        conn.execute("DELETE FROM text_pairs WHERE text_id = ?1 OR other_id = ?1", (text,))


def forget_all(conn: sqlite3.Connection) -> None:
    """Forget what all pages read and how it was judged."""
    for table in ("page_texts", "text_fingerprints", "text_pairs"):
        conn.execute(f"DELETE FROM {table}")  # noqa: S608


def connected(conn: sqlite3.Connection, pages: Iterable[str]) -> frozenset[str]:
    """The pages, and all that texts judged the same lead to from theirs."""
    rows = conn.execute(
        "WITH RECURSIVE reached(id) AS ("
        " SELECT text_id FROM json_each(?1) JOIN page_texts ON page_id = value"
        " UNION SELECT other_id FROM reached JOIN text_pairs ON text_id = id AND verdict = 'same'"
        " UNION SELECT text_id FROM reached JOIN text_pairs ON other_id = id AND verdict = 'same'"
        ") SELECT page_id FROM reached JOIN page_texts ON text_id = id "
        "UNION SELECT value FROM json_each(?1)",
        (json.dumps(list(pages)),),
    )
    return frozenset(row[0] for row in rows)


def same_texts(conn: sqlite3.Connection, text: int) -> frozenset[int]:
    """The texts that were judged the same as this one; itself, if its copies carry one notice."""
    rows = conn.execute(
        "SELECT other_id FROM text_pairs WHERE text_id = ?1 AND verdict = 'same' "
        "UNION ALL SELECT text_id FROM text_pairs WHERE other_id = ?1 AND verdict = 'same'",
        (text,),
    )
    return frozenset(row[0] for row in rows)


def pairs_among(conn: sqlite3.Connection, texts: Iterable[int], verdict: Kind) -> list[sqlite3.Row]:
    """The pairs of these texts that have this verdict: ``similarity, text_id, other_id``."""
    return conn.execute(
        "SELECT similarity, text_id, other_id FROM json_each(?1) "
        "CROSS JOIN text_pairs ON text_id = value AND verdict = ?2 "
        "WHERE other_id IN (SELECT value FROM json_each(?1))",
        (json.dumps(sorted(texts)), verdict),
    ).fetchall()


def _text_of(conn: sqlite3.Connection, page: str) -> int | None:
    row = conn.execute("SELECT text_id FROM page_texts WHERE page_id = ?", (page,)).fetchone()
    return None if row is None else int(row[0])
