"""The full-text index held against the notices: the same rows, as long, of the same characters."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator

from archive.attached_text import searched_row
from archive.schema import SEARCH_COLUMNS, SEARCH_TABLE
from archive.search import FOLDING, indexed_cells
from archive.verification.damage import Damage

_REMEDY = "`notices rebuild` makes it anew"


def wrong_index(conn: sqlite3.Connection) -> Iterator[Damage]:
    """Notices that the index does not hold as they are.

    The index keeps no text, so it is counted: how many characters of each notice's columns it
    holds, and in how many notices, and how often in all, each character stands.  One made under
    other rules for folding is passed over: it is made anew when the archive is next written.
    """
    made_under = conn.execute("SELECT value FROM settings WHERE key = 'folding'").fetchone()
    if made_under is None or made_under[0] != FOLDING:
        return
    sizes = dict(conn.execute(f"SELECT id, sz FROM {SEARCH_TABLE}_docsize"))  # noqa: S608
    rows: Counter[tuple[str, str]] = Counter()
    times: Counter[tuple[str, str]] = Counter()
    is_countable = True
    for notice in conn.execute("SELECT * FROM notices"):
        size = sizes.pop(notice["search_key"], None)
        try:
            cells = [cell.split() for cell in indexed_cells(searched_row(conn, notice))]
        except (ValueError, TypeError, LookupError, AttributeError):
            is_countable = False  # its lists are no JSON, which is reported with its row
            continue
        for column, words in zip(SEARCH_COLUMNS, cells, strict=True):
            counted = Counter(words)
            rows.update((word, column) for word in counted)
            times.update({(word, column): count for word, count in counted.items()})
        if size is None or _numbers(size) != [len(words) for words in cells]:
            got = "it does not hold" if size is None else "it holds another text of"
            yield _damage(f"{got} notice {notice['id']}", "each notice as it is")
    for key in sizes:
        yield _damage(f"it holds a text under {key}, which is no notice's search_key", "notices only")
    if is_countable:
        yield from _wrong_counts(conn, rows, times)


def _wrong_counts(
    conn: sqlite3.Connection, rows: Counter[tuple[str, str]], times: Counter[tuple[str, str]]
) -> Iterator[Damage]:
    conn.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, {SEARCH_TABLE}, col)")
    found = 0
    wrong = []
    for word, column, documents, count in conn.execute("SELECT term, col, doc, cnt FROM temp.words"):
        found += 1
        if (rows[word, column], times[word, column]) != (documents, count):
            wrong.append(f"{word} in {column}")
    conn.execute("DROP TABLE temp.words")
    if wrong or found != len(rows):
        examples = f" ({', '.join(wrong[:5])} …)" if wrong else ""
        yield _damage(
            f"it counts {max(len(wrong), abs(found - len(rows)))} characters wrongly{examples}",
            "as many of each as the notices hold",
        )


def _damage(got: str, expected: str) -> Damage:
    return Damage(kind="index", where=SEARCH_TABLE, got=got, expected=expected, remedy=_REMEDY)


def _numbers(blob: bytes) -> list[int]:
    """The numbers of a blob of SQLite's varints, most significant bits first, seven a byte."""
    numbers, value = [], 0
    for byte in blob:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            numbers.append(value)
            value = 0
    return numbers
