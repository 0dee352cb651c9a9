"""Notices as files: complete CSV that opens in Excel, JSON lines that lose nothing, xlsx and Parquet.

An export is read from one moment of the archive (one read transaction), in the order of ids, so
that two exports of the same archive are the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from archive.errors import ArchiveError, UsageError
from archive.parquet import write_table
from archive.personal_data import decoded, without_personal_data
from archive.schema import SEARCH_TABLE, TABLES
from archive.search import LONGEST_QUERY, match_expression, teach
from archive.spreadsheet import write_workbook

COLUMNS = tuple(name for name in TABLES["notices"] if name != "search_key")
"""Of ``notices``, in the order of the table; ``search_key`` means nothing outside the file."""

WORD_LISTS = ("issuers", "addressees", "cited_numbers", "parts")
"""Lists of plain words: joined with ；in CSV."""

STRUCTURED = (*WORD_LISTS, "attachments", "deadlines", "contacts", "citations", "evidence")
"""Columns that the archive keeps as JSON."""

_FORMULA = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|[ \n]*[\t\r]")
"""What makes Excel and its like take a cell for a formula (OWASP, "CSV Injection"), after
whatever they do not show; the full-width forms because Chinese and Japanese editions take them
as well."""

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR})

Row = Mapping[str, Any]


def notice_rows(
    conn: sqlite3.Connection, *, search: str | None = None, where: str | None = None, contacts: bool = True
) -> Iterator[dict[str, Any]]:
    """The notices that match, by id, each with every column of :data:`COLUMNS`, JSON decoded.

    *search* is what a reader would type; *where* is an SQL condition on ``notices``, which may
    use ``escape_fts`` as SQL in the browser does.  Raises ``UsageError`` when SQLite cannot make
    sense of *where* or *search* is too long, ``ArchiveError`` when the archive cannot be read.
    """
    if search is not None and len(search) > LONGEST_QUERY:
        raise UsageError(f"--search has {len(search):,} characters; expected at most {LONGEST_QUERY:,}")
    sql, parameters = _query(search, where)
    teach(conn)
    try:
        cursor = conn.execute(sql, parameters)
        for values in cursor:
            row = decoded(dict(zip(COLUMNS, tuple(values), strict=True)), STRUCTURED)
            yield row if contacts else without_personal_data(row)
    except (sqlite3.Error, sqlite3.Warning, UnicodeEncodeError) as error:
        reason = " ".join(str(error).split())
        # The low byte is the primary code of an extended one (SQLITE_CORRUPT_VTAB …).
        if where is None or getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
            raise ArchiveError(
                f"the archive cannot be read: {reason}; expected an undamaged archive in a folder "
                "that can be written to"
            ) from error
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
    a spreadsheet would take for a formula begins with an apostrophe.  NUL characters, at which
    many readers of CSV stop, are left out.
    """
    out.write(b"\xef\xbb\xbf")
    text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        count = 0
        for row in rows:
            cells = (_cell(name, row[name]) for name in COLUMNS)
            writer.writerow([as_csv_cell(cell) if isinstance(cell, str) else cell for cell in cells])
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


def as_csv_cell(text: str) -> str:
    """*text* without NUL characters, as a spreadsheet shows it and never computes it."""
    shown = text.replace("\0", "")
    # A quoted cell of several lines is one cell, so only its beginning matters.
    return f"'{shown}" if _FORMULA.match(shown) else shown


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
