"""Judging in the archive: a page's fingerprints, its candidates, and the pairs that were judged."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from functools import lru_cache

from archive.dedup.fingerprint import KEY_BASE
from archive.dedup.match import judge
from archive.dedup.text import Judged, judged, lookup_hashes
from archive.versions import latest_record

_SHORT_RECORD = 4_000
_SHORT_REMEMBERED = 2048
"""A notice of a series (daily bulletins) is compared with all before it, so with as many as can be kept:
each takes 50 KB at most."""
_LONG_RECORD = 200_000
_LONG_REMEMBERED = 256

_CANDIDATES = f"""
WITH shared AS (
    SELECT page_id, sum(hash < {KEY_BASE}) AS texts, sum(hash >= {KEY_BASE}) AS keys
    FROM fingerprints
    WHERE hash IN (SELECT value FROM json_each(:hashes)) AND page_id != :page
    GROUP BY page_id HAVING texts >= 2 OR keys
), sized AS (
    SELECT shared.*, min(:size, (
        SELECT count(*) FROM fingerprints WHERE page_id = shared.page_id AND hash < {KEY_BASE}
    )) AS smaller
    FROM shared
)
SELECT sized.page_id FROM sized JOIN pages ON pages.id = sized.page_id
WHERE pages.url != :url AND (
    texts >= 0.3 * smaller AND texts >= 2
    OR keys AND (texts OR smaller < 10)
)
ORDER BY sized.page_id
"""  # noqa: S608 - a number of our own
"""Pages whose sample shares enough with a page's: at least 30 % of the smaller sample, or a whole
title or number.  The rule is symmetric, so it does not matter which page came first.  Parts of one
web page are not compared with each other."""


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


def judge_page(conn: sqlite3.Connection, page: str, url: str, text: Judged) -> None:
    """Compare a page with every candidate and remember the pairs, in place of what was judged before."""
    forget_judgements(conn, page)
    hashes = lookup_hashes(text)
    for candidate in candidates(conn, page, url, hashes):
        record = latest_record(conn, candidate)
        if record is None:
            continue
        first, second = sorted((page, candidate))
        verdict = judge(text, judged_record(record))
        if verdict.kind != "unrelated":
            conn.execute(
                "INSERT INTO page_pairs(page_id, other_id, verdict, similarity, reason) "
                "VALUES (?, ?, ?, ?, ?)",
                (first, second, verdict.kind, verdict.similarity, verdict.reason),
            )
    conn.executemany(
        "INSERT INTO fingerprints(hash, page_id) VALUES (?, ?)", ((hash_, page) for hash_ in hashes)
    )


def candidates(conn: sqlite3.Connection, page: str, url: str, hashes: Iterable[int]) -> tuple[str, ...]:
    """The pages worth comparing with a page at *url* that has these lookup hashes."""
    wanted = sorted(hashes)
    size = sum(hash_ < KEY_BASE for hash_ in wanted)
    rows = conn.execute(_CANDIDATES, {"hashes": json.dumps(wanted), "page": page, "url": url, "size": size})
    return tuple(row[0] for row in rows)


def forget_judgements(conn: sqlite3.Connection, page: str) -> None:
    """Remove a page from the lookup and from the judged pairs."""
    conn.execute("DELETE FROM fingerprints WHERE page_id = ?", (page,))
    conn.execute("DELETE FROM page_pairs WHERE page_id = ? OR other_id = ?", (page, page))


def connected(conn: sqlite3.Connection, pages: Iterable[str]) -> frozenset[str]:
    """The pages, and all that pairs judged the same lead to from them."""
    rows = conn.execute(
        "WITH RECURSIVE reached(id) AS ("
        " SELECT value FROM json_each(?)"
        " UNION SELECT other_id FROM reached JOIN page_pairs ON page_id = id WHERE verdict = 'same'"
        " UNION SELECT page_id FROM reached JOIN page_pairs ON other_id = id WHERE verdict = 'same'"
        ") SELECT id FROM reached",
        (json.dumps(list(pages)),),
    )
    return frozenset(row[0] for row in rows)
