"""What notices have to do with each other: citations, look-alikes, parts of a compilation."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from archive.identity import short_hash

_LOOK_ALIKES = """
WITH mine AS (
    SELECT text_id, notice_id, min(page_id) AS page, min(url) AS low, max(url) AS high
    FROM json_each(?1) CROSS JOIN pages ON notice_id = value CROSS JOIN page_texts ON page_id = pages.id
    GROUP BY text_id, notice_id
), pairs AS (
    SELECT mine.*, other_id, similarity, reason FROM mine CROSS JOIN text_pairs USING (text_id)
    WHERE verdict = 'apart'
    UNION ALL
    SELECT mine.*, text_pairs.text_id, similarity, reason
    FROM mine CROSS JOIN text_pairs ON other_id = mine.text_id WHERE verdict = 'apart'
), theirs AS (
    SELECT text_id, notice_id, min(page_id) AS page, min(url) AS low, max(url) AS high
    FROM (SELECT DISTINCT other_id FROM pairs) CROSS JOIN page_texts ON text_id = other_id
    CROSS JOIN pages ON pages.id = page_id GROUP BY text_id, notice_id
)
SELECT min(pairs.notice_id, theirs.notice_id) AS first, max(pairs.notice_id, theirs.notice_id) AS second,
    similarity, reason
FROM pairs CROSS JOIN theirs ON theirs.text_id = other_id
WHERE first != second AND (pairs.low != theirs.low OR pairs.high != theirs.high OR pairs.low != pairs.high)
ORDER BY similarity DESC, min(pairs.page, theirs.page), max(pairs.page, theirs.page)
"""
"""Pairs of notices that have texts which were judged apart, at addresses that are not one and the same."""


def save_citations(conn: sqlite3.Connection, notice: str, record: str) -> None:
    """Write what a notice refers to; *record* is the Notice as JSON."""
    conn.execute("DELETE FROM citations WHERE notice_id = ?", (notice,))
    cited = json.loads(record)["citations"]
    for ordinal, item in enumerate(cited):
        conn.execute(
            "INSERT INTO citations(id, notice_id, type, title, document_number) VALUES (?, ?, ?, ?, ?)",
            (short_hash(f"{notice} {ordinal}"), notice, item["type"], item["title"], item["document_number"]),
        )
    resolve_citations(conn, {item["document_number"] for item in cited})


def resolve_citations(conn: sqlite3.Connection, numbers: Iterable[str | None]) -> None:
    """Point the citations of these document numbers to the notices that bear them now."""
    for number in {number for number in numbers if number}:
        conn.execute(
            "UPDATE citations SET target_id = (SELECT id FROM notices "
            "WHERE document_number = citations.document_number AND id != citations.notice_id "
            "ORDER BY sort_date, id LIMIT 1) WHERE document_number = ?",
            (number,),
        )


def save_look_alikes(conn: sqlite3.Connection, notices: Iterable[str]) -> None:
    """Write the pairs of notices that some of their pages keep apart, the most similar pair's reason."""
    ids = json.dumps(sorted(notices))
    conn.execute(
        "DELETE FROM look_alikes WHERE notice_id IN (SELECT value FROM json_each(?1)) "
        "OR other_id IN (SELECT value FROM json_each(?1))",
        (ids,),
    )
    rows = conn.execute(_LOOK_ALIKES, (ids,)).fetchall()
    conn.executemany("INSERT OR IGNORE INTO look_alikes VALUES (?, ?, ?, ?)", [tuple(row) for row in rows])


def save_parts(conn: sqlite3.Connection, urls: Iterable[str]) -> None:
    """Tell each compilation the notices that its parts are now; *urls* are those of affected pages."""
    for url in sorted(urls):
        conn.execute(
            "UPDATE notices SET parts = ? WHERE url = ? AND id = "
            "(SELECT notice_id FROM pages WHERE url = ? AND part = 0 AND relation = 'original')",
            (part_notices(conn, url), url, url),
        )


def part_notices(conn: sqlite3.Connection, url: str) -> str:
    """The notices of the parts that the page at *url* had when it was last seen, as JSON."""
    rows = conn.execute(
        "SELECT notice_id FROM pages WHERE url = ? AND part > 0 AND notice_id IS NOT NULL "
        "AND last_seen = (SELECT max(last_seen) FROM pages WHERE url = ?) ORDER BY part",
        (url, url),
    )
    return json.dumps([row[0] for row in rows])
