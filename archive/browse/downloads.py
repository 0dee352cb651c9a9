"""Datasette's own CSV of our tables, made complete and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from archive.export import as_csv_cell
from archive.keys import INDEXES, PRIMARY_KEYS
from archive.schema import TABLES

# Cells may be whole notices; the csv module refuses more than 131,072 characters.
csv.field_size_limit(1 << 30)

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it Excel takes UTF-8 for the local code page."""


_KEYS = {
    table: name
    for table, columns in TABLES.items()
    for name, declaration in columns.items()
    if "PRIMARY KEY" in declaration
} | {
    table: key[0]
    for table, key in PRIMARY_KEYS.items()
    if all(index[0] != key[0] for index in INDEXES.get(table, ()))
}
"""The column that puts a table in the order of its key: of a compound key the first, unless another index
begins with it, which SQLite could take for the order."""


def complete_stream(table: str, query: Iterable[tuple[str, str]]) -> list[tuple[str, str]] | None:
    """The query that streams all rows of one of our tables; ``None`` for a query that streams nothing.

    Datasette 0.65 fetches a stream page by page, and loses and doubles rows wherever the order is
    not that of a key: it sent 8,879 of 20,000 pages in order of ``first_seen``.
    """
    pairs = list(query)
    if table not in _KEYS or not any(name == "_stream" and value for name, value in pairs):
        return None
    kept = [(name, value) for name, value in pairs if name not in ("_sort", "_sort_desc")]
    return [*kept, ("_sort", _KEYS[table])]


def safe_records(chunk: bytes) -> bytes:
    """Whole CSV records, as Datasette sends them, without a cell that a spreadsheet would compute."""
    records = csv.reader(io.StringIO(chunk.decode("utf-8", "replace"), newline=""))
    safe = io.StringIO(newline="")
    csv.writer(safe).writerows([as_csv_cell(cell) for cell in record] for record in records)
    return safe.getvalue().encode()
