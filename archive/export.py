"""Notices as files: complete CSV that opens in Excel, JSON lines that lose nothing, xlsx and Parquet.

An export is read from one moment of the archive (one read transaction), in the order of ids, so
that two exports of the same archive are the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from archive.errors import UsageError
from archive.parquet import write_table
from archive.personal_data import decoded, without_personal_data
from archive.schema import SEARCH_TABLE, TABLES
from archive.search import match_expression
from archive.spreadsheet import write_workbook

COLUMNS = tuple(name for name in TABLES["notices"] if name != "search_key")
"""Of ``notices``, in the order of the table; ``search_key`` means nothing outside the file."""

WORD_LISTS = ("issuers", "addressees", "cited_numbers", "parts")
"""Lists of plain words: joined with ；in CSV."""

STRUCTURED = (*WORD_LISTS, "attachments", "deadlines", "contacts", "citations", "evidence")
"""Columns that the archive keeps as JSON."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What makes Excel and its like take a cell for a formula (OWASP, "CSV Injection"); the
full-width forms because Chinese and Japanese editions take them as well."""

Row = Mapping[str, Any]


def notice_rows(
    conn: sqlite3.Connection, *, search: str | None = None, where: str | None = None, contacts: bool = True
) -> Iterator[dict[str, Any]]:
    """The notices that match, by id, each with every column of :data:`COLUMNS`, JSON decoded.

    *search* is what a reader would type; *where* is an SQL condition on ``notices``.  Raises
    ``UsageError`` when SQLite cannot make sense of *where*.
    """
    sql, parameters = _query(search, where)
    try:
        cursor = conn.execute(sql, parameters)
        for values in cursor:
            row = decoded(dict(zip(COLUMNS, tuple(values), strict=True)), STRUCTURED)
            yield row if contacts else without_personal_data(row)
    except (sqlite3.OperationalError, sqlite3.ProgrammingError, sqlite3.Warning) as error:
        if where is None:
            raise
        reason = " ".join(str(error).split())
        raise UsageError(f"--where {where!r} is not a condition on notices: {reason}") from error


def _query(search: str | None, where: str | None) -> tuple[str, tuple[str, ...]]:
    conditions: list[str] = []
    parameters: tuple[str, ...] = ()
    if search is not None:
        conditions.append(f"search_key IN (SELECT rowid FROM {SEARCH_TABLE} WHERE {SEARCH_TABLE} MATCH ?)")  # noqa: S608
        parameters = (match_expression(search),)
    if where is not None:
        # The line end closes a comment, so that nothing after the condition is lost.
        conditions.append(f"({where}\n)")
    selected = f"WHERE {' AND '.join(conditions)} " if conditions else ""
    # The condition is the operator's own SQL on a read-only connection.
    return f"SELECT {', '.join(COLUMNS)} FROM notices {selected}ORDER BY id", parameters  # noqa: S608


def write_csv(rows: Iterable[Row], out: BinaryIO) -> int:
    """Write *rows* as CSV: UTF-8 with a byte order mark, CRLF, column names first; gives their number.

    Lists of words are joined with ；, other lists are JSON, absent values are empty.  A cell that
    a spreadsheet would take for a formula begins with an apostrophe.
    """
    out.write(b"\xef\xbb\xbf")
    text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        count = 0
        for row in rows:
            cells = (_cell(name, row[name]) for name in COLUMNS)
            writer.writerow([without_formula(cell) if isinstance(cell, str) else cell for cell in cells])
            count += 1
        return count
    finally:
        text.detach()


def _cell(name: str, value: Any) -> str | int:
    if value is None:
        return ""
    if isinstance(value, (int, str)):
        return value
    if name in WORD_LISTS:
        return "；".join(value)
    return json.dumps(value, ensure_ascii=False) if value else ""


def without_formula(text: str) -> str:
    """*text* as a spreadsheet shows it and never computes it."""
    # A quoted cell of several lines is one cell, so only its beginning matters.
    starts_formula = text.lstrip(" \n\u00a0\u3000\ufeff").startswith(_FORMULA)
    return f"'{text}" if starts_formula else text


def write_jsonl(rows: Iterable[Row], out: BinaryIO) -> int:
    """Write *rows* as JSON, one object a line, UTF-8; gives the number of rows.

    Each object is the Notice with the archive's own columns (id, url, site …) before and after
    its fields, as in the table; ``parts`` holds the ids of the part notices.
    """
    count = 0
    for row in rows:
        complete = {name: _full(name, value) for name, value in row.items()}
        out.write(json.dumps(complete, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        count += 1
    return count


def _full(name: str, value: Any) -> Any:
    """Absent lists are empty lists in a Notice."""
    if value is None and name in STRUCTURED:
        return {} if name == "evidence" else []
    return value


def write_xlsx(rows: Iterable[Row], out: BinaryIO) -> int:
    """Write *rows* as an Excel workbook with the cells of :func:`write_csv`; gives their number."""
    cells = ([_cell(name, row[name]) for name in COLUMNS] for row in rows)
    return write_workbook(COLUMNS, cells, out)


def write_parquet(rows: Iterable[Row], out: BinaryIO) -> int:
    """Write *rows* as a Parquet table; gives their number.  Needs pyarrow."""
    return write_table(COLUMNS, WORD_LISTS, rows, out)


FORMATS: Mapping[str, Callable[[Iterable[Row], BinaryIO], int]] = {
    "csv": write_csv,
    "jsonl": write_jsonl,
    "parquet": write_parquet,
    "xlsx": write_xlsx,
}
"""Writers by the name of the format."""
