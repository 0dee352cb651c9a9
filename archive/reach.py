"""How far a change reaches: the pages that have to be put into notices anew, and into which.

A thousand pages that read nearly alike are half a million pairs.  So the pairs are walked only where a
guard may have kept notices apart; elsewhere a notice says as much as all pairs of its pages.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from archive.dedup.cluster import Carrier, group
from archive.judging import connected, pairs_among, same_texts


def reach(conn: sqlite3.Connection, pages: Iterable[str], notices: Iterable[str]) -> frozenset[str]:
    """The pages whose notices can be others now that *pages* were judged anew and *notices* lost pages.

    Texts of two notices that were judged the same were kept from joining by a pair that stands apart,
    which makes the two look-alikes.  So a notice leads on to its look-alikes at most.
    """
    rows = conn.execute(_NEAR, {"pages": json.dumps(sorted(pages)), "notices": json.dumps(sorted(notices))})
    near = frozenset(row[0] for row in rows)
    return connected(conn, near) if _leads_on(conn, near) else near


def _leads_on(conn: sqlite3.Connection, near: frozenset[str]) -> bool:
    """Whether texts of look-alikes of these pages' notices may be the same as some of theirs."""
    ids = json.dumps(sorted(near))
    (beyond,) = conn.execute(f"{_BEYOND} SELECT count(*) FROM beyond", (ids,)).fetchone()  # noqa: S608
    if not 0 < beyond < len(near):
        return bool(beyond)  # to walk the pairs of the fewer pages is no more work than to ask
    return conn.execute(f"{_BEYOND} {_CROSSING}", (ids,)).fetchone() is not None


def groups_of(conn: sqlite3.Connection, carriers: Sequence[Carrier]) -> list[frozenset[str]]:
    """The pages, which must be all that anything leads to from each other, in groups of one notice each."""
    pages: defaultdict[int, set[str]] = defaultdict(set)
    for carrier in carriers:
        pages[carrier.text].add(carrier.id)
    apart = [(one, other) for _, one, other in pairs_among(conn, pages, "apart")]
    has_parts = len({carrier.url for carrier in carriers}) < len(carriers)
    if apart or has_parts or not _copies_join(conn, [text for text, ids in pages.items() if len(ids) > 1]):
        return group(carriers, map(tuple, pairs_among(conn, pages, "same")), apart)
    joined = (frozenset(page for text in whole for page in pages[text]) for whole in _joined(conn, pages))
    return sorted(joined, key=min)


def _copies_join(conn: sqlite3.Connection, texts: Sequence[int]) -> bool:
    """Whether each of these texts is paired with itself."""
    (paired,) = conn.execute(
        "SELECT count(*) FROM json_each(?) CROSS JOIN text_pairs "
        "ON text_id = value AND verdict = 'same' AND other_id = value",
        (json.dumps(texts),),
    ).fetchone()
    return bool(paired == len(texts))


def _joined(conn: sqlite3.Connection, texts: Iterable[int]) -> Iterator[set[int]]:
    """The texts in groups that pairs judged the same connect; no guard keeps any apart.

    Of texts that are all alike, the first leads to all others: their pairs are not looked at.
    """
    waiting = set(texts)
    while waiting:
        whole, ahead = set(), [waiting.pop()]
        while ahead:
            text = ahead.pop()
            whole.add(text)
            found = waiting & same_texts(conn, text) if waiting else set()
            ahead.extend(found)
            waiting -= found
        yield whole


_NEAR = """
WITH mine AS (SELECT value AS id FROM json_each(:pages)), texts AS (
    SELECT DISTINCT text_id FROM mine CROSS JOIN page_texts ON page_id = mine.id
), near AS (
    SELECT id FROM mine
    UNION SELECT page_id FROM texts CROSS JOIN text_pairs ON text_pairs.text_id = texts.text_id
        AND verdict = 'same' CROSS JOIN page_texts ON page_texts.text_id = other_id
    UNION SELECT page_id FROM texts CROSS JOIN text_pairs ON other_id = texts.text_id
        AND verdict = 'same' CROSS JOIN page_texts ON page_texts.text_id = text_pairs.text_id
), carried AS (
    SELECT value AS id FROM json_each(:notices)
    UNION SELECT notice_id FROM near CROSS JOIN pages ON pages.id = near.id WHERE notice_id IS NOT NULL
)
SELECT id FROM near UNION SELECT pages.id FROM carried CROSS JOIN pages ON notice_id = carried.id
"""
"""Pages that were judged anew, those that read the same, and all pages of the notices of these."""

_BEYOND = """
WITH mine AS (
    SELECT DISTINCT notice_id AS id FROM json_each(?1) CROSS JOIN pages ON pages.id = value
    WHERE notice_id IS NOT NULL
), alike AS (
    SELECT other_id AS id FROM mine CROSS JOIN look_alikes ON look_alikes.notice_id = mine.id
    UNION SELECT notice_id FROM mine CROSS JOIN look_alikes ON look_alikes.other_id = mine.id
    EXCEPT SELECT id FROM mine
), beyond AS (
    SELECT text_id FROM alike CROSS JOIN pages ON notice_id = alike.id
    CROSS JOIN page_texts ON page_id = pages.id
)
"""
"""The texts of the pages of the look-alikes of these pages' notices."""

_CROSSING = """
SELECT 1 FROM (SELECT DISTINCT text_id AS id FROM beyond) AS theirs CROSS JOIN (
    SELECT text_id AS one, other_id AS other FROM text_pairs WHERE verdict = 'same'
    UNION ALL SELECT other_id, text_id FROM text_pairs WHERE verdict = 'same'
) ON one = theirs.id CROSS JOIN page_texts ON page_texts.text_id = other
CROSS JOIN pages ON pages.id = page_id WHERE notice_id IN (SELECT id FROM mine) LIMIT 1
"""
