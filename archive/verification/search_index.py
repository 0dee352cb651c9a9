"""The full-text index held against the notices, text by text.

The index keeps no text, but each character of it with the notice, the column and the place where it stands.
Each of these facts has a number, and all of them one sum, which the notices' own texts must give, too.
SQLite adds up the index in seconds; whose text is another one is asked only where the sums differ.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from operator import mul
from zlib import crc32

from archive.attached_text import searched_row
from archive.schema import SEARCH_COLUMNS, SEARCH_TABLE
from archive.search import FOLDING, indexed_cells
from archive.verification.damage import Damage

_PRIME = 2**31 - 1
"""Numbers are remainders of it: a product of two fits SQLite's integers, and so does a sum of 2**32."""
_PLACES = (16_807, 12_345)
_CELLS = (48_271, 777)
_COLUMNS = " ".join(f"WHEN '{name}' THEN {number}" for number, name in enumerate(SEARCH_COLUMNS))
_PLACE = f"((offset * {_PLACES[0]} + {_PLACES[1]}) % {_PRIME})"
_CELL = f"((doc * {len(SEARCH_COLUMNS)} + CASE col {_COLUMNS} END) * {_CELLS[0]} + {_CELLS[1]}) % {_PRIME}"
_NUMBER = f"({_PLACE} * {_PLACE} % {_PRIME}) * ({_CELL}) % {_PRIME}"
"""What `_number_of` multiplies with the number of the character, for a row of FTS5's ``instance`` table."""


def wrong_index(conn: sqlite3.Connection) -> Iterator[Damage]:
    """Notices that the index does not hold as they are, and texts in it that are no notice's.

    An index made under other rules for folding is passed over: it is made anew when the archive is
    next written.
    """
    made_under = conn.execute("SELECT value FROM settings WHERE key = 'folding'").fetchone()
    if made_under is None or made_under[0] != FOLDING:
        return
    lengths = dict(conn.execute(f"SELECT id, sz FROM {SEARCH_TABLE}_docsize"))  # noqa: S608
    told = set()
    wanted = 0
    for key, notice, cells in _texts(conn):
        length = lengths.pop(key, None)
        if length is None:
            yield _lost(notice)
            told.add(key)
        elif cells is not None:
            wanted += _number_of(key, cells)
            if _numbers(length) != [len(characters) for characters in cells]:
                yield _altered(notice)
                told.add(key)
    for key in lengths:
        yield _left_over(key)
    with _characters(conn) as characters:
        held = sum(
            _weight(character)
            * conn.execute(f"SELECT sum({_NUMBER}) FROM temp.held WHERE term = ?", (character,)).fetchone()[0]  # noqa: S608
            for character in characters
        )
        if (held - wanted) % _PRIME:
            yield from _unlike(conn, characters, told.union(lengths))


def _unlike(conn: sqlite3.Connection, characters: Sequence[str], told: set[int]) -> Iterator[Damage]:
    """What the numbers of the single notices say, but of those that were told already."""
    held: defaultdict[int, int] = defaultdict(int)
    for character in characters:
        weight = _weight(character)
        for key, number in conn.execute(
            f"SELECT doc, {_NUMBER} FROM temp.held WHERE term = ?",  # noqa: S608
            (character,),
        ):
            held[key] += weight * number
    for key, notice, cells in _texts(conn):
        found = held.pop(key, None)
        if key in told or cells is None:
            continue
        if found is None:
            yield _lost(notice)
        elif (found - _number_of(key, cells)) % _PRIME:
            yield _altered(notice)
    for key in held.keys() - told:
        yield _left_over(key)


def _texts(conn: sqlite3.Connection) -> Iterator[tuple[int, str, list[list[str]] | None]]:
    """Each notice's key, id, and the characters of its columns as they should be in the index.

    ``None`` where its lists are no JSON, which is reported with its row.
    """
    for notice in conn.execute("SELECT * FROM notices"):
        try:
            cells = [cell.split() for cell in indexed_cells(searched_row(conn, notice))]
        except (ValueError, TypeError, LookupError, AttributeError):
            yield notice["search_key"], notice["id"], None
        else:
            yield notice["search_key"], notice["id"], cells


@contextmanager
def _characters(conn: sqlite3.Connection) -> Iterator[list[str]]:
    """The distinct characters of the index, and ``temp.held`` with all places where they stand."""
    for name, kind in (("distinct_held", "row"), ("held", "instance")):
        conn.execute(f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab(main, {SEARCH_TABLE}, {kind})")
    try:
        yield [character for (character,) in conn.execute("SELECT term FROM temp.distinct_held")]
    finally:
        for name in ("distinct_held", "held"):
            conn.execute(f"DROP TABLE temp.{name}")


def _number_of(key: int, cells: Sequence[Sequence[str]]) -> int:
    """The number of a notice's texts: of which characters stand in which column at which places."""
    total = 0
    for column, characters in enumerate(cells):
        at_places = sum(map(mul, map(_weight, characters), map(_place, itertools.count())))
        total += at_places * (((key * len(SEARCH_COLUMNS) + column) * _CELLS[0] + _CELLS[1]) % _PRIME)
    return total % _PRIME


@cache
def _weight(character: str) -> int:
    return crc32(character.encode()) % _PRIME


@cache
def _place(offset: int) -> int:
    return ((offset * _PLACES[0] + _PLACES[1]) % _PRIME) ** 2 % _PRIME


def _lost(notice: str) -> Damage:
    return _damage(f"it does not hold notice {notice}", "each notice as it is")


def _altered(notice: str) -> Damage:
    return _damage(f"it holds another text of notice {notice}", "each notice as it is")


def _left_over(key: int) -> Damage:
    return _damage(f"it holds a text under {key}, which is no notice's search_key", "notices only")


def _damage(got: str, expected: str) -> Damage:
    remedy = "`notices rebuild` makes it anew"
    return Damage(kind="index", where=SEARCH_TABLE, got=got, expected=expected, remedy=remedy)


def _numbers(blob: bytes) -> list[int]:
    """The numbers of a blob of SQLite's varints, most significant bits first, seven a byte."""
    numbers, value = [], 0
    for byte in blob:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            numbers.append(value)
            value = 0
    return numbers
