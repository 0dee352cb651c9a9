"""Notices as a Parquet file, for those who have installed pyarrow.

pyarrow takes 40 MB and serves only this, so it is not among the requirements.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from itertools import islice
from typing import Any, BinaryIO

from archive.errors import UsageError

_ROWS_AT_ONCE = 1000


def write_table(
    columns: Sequence[str], word_lists: Iterable[str], rows: Iterable[Mapping[str, Any]], out: BinaryIO
) -> int:
    """Write *columns* of *rows*; gives the number of rows.

    Columns of *word_lists* are lists of text, ``copies`` is an integer, every other column is
    text (JSON where the value has structure); absent stays null.  Raises ``UsageError`` where
    pyarrow is not installed.
    """
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ModuleNotFoundError as error:
        raise UsageError(
            "--format parquet needs pyarrow, which is not installed: pip install pyarrow"
        ) from error
    lists = frozenset(word_lists)
    types = {name: arrow.list_(arrow.string()) if name in lists else arrow.string() for name in columns}
    schema = arrow.schema(list((types | {"copies": arrow.int64()}).items()))
    count = 0
    remaining = iter(rows)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while batch := list(islice(remaining, _ROWS_AT_ONCE)):
            values = [{name: _value(name, row[name], lists) for name in columns} for row in batch]
            writer.write_table(arrow.Table.from_pylist(values, schema=schema))
            count += len(batch)
    return count


def _value(name: str, value: Any, lists: frozenset[str]) -> Any:
    is_plain = value is None or isinstance(value, (str, int)) or name in lists
    return value if is_plain else json.dumps(value, ensure_ascii=False)
