"""A copy of an archive: of one moment, whole, checked, and there only when it is complete."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from archive.errors import ArchiveError

_PAGES_AT_ONCE = 5000


def back_up(
    conn: sqlite3.Connection, target: Path, progress: Callable[[int, int], object] | None = None
) -> None:
    """Copy the archive that *conn* has open to *target*, also while another process is writing.

    *progress* is told the pages of the database that are still to be copied, and all of them.
    Raises ``ArchiveError`` when the copy cannot be written, or is not what it should be; a file
    that had the name before is then untouched.
    """
    target = target.resolve()  # a link stays, and what it leads to is replaced
    unfinished = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        _copy(conn, unfinished, progress)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(target)
    except (OSError, sqlite3.Error) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise ArchiveError(
            f"{target} could not be written: {why}; expected a folder with free space, and a whole archive"
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()


def _copy(conn: sqlite3.Connection, unfinished: Path, progress: Callable[[int, int], object] | None) -> None:
    # An open read transaction holds one moment; without it each commit of a writer begins the copy anew.
    is_ours = not conn.in_transaction
    if is_ours:
        conn.execute("BEGIN")
    try:
        expected = _rows(conn)
        with closing(sqlite3.connect(unfinished)) as copy:
            conn.backup(
                copy,
                pages=_PAGES_AT_ONCE,
                progress=None if progress is None else lambda _status, left, total: progress(left, total),
            )
            copy.execute("PRAGMA journal_mode = DELETE")
            (found,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            if found != "ok" or _rows(copy) != expected:
                raise sqlite3.DatabaseError(f"the copy is not whole: {found}")
    finally:
        if is_ours:
            conn.rollback()


def _rows(conn: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table holds."""
    tables = conn.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    ).fetchall()
    return {name: conn.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}  # noqa: S608
