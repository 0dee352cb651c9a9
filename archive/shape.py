"""The shape of an archive file: what it is now, and the way to today's, all of it or nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Literal

from sqlite_utils import Database

from archive.backup import back_up
from archive.errors import ArchiveError, ForeignArchiveError
from archive.migrations import MIGRATIONS
from archive.schema import APPLICATION_ID
from archive.times import stamp


def shape_of(conn: sqlite3.Connection, path: Path) -> Literal["empty", "older", "current"]:
    """``empty``, ``older`` or ``current``; ``ForeignArchiveError`` for a foreign or newer database."""
    db = Database(conn, execute_plugins=False)
    tables = db.table_names()
    # A kill during creation leaves the bookkeeping of sqlite-utils alone behind.
    if tables in ([], [MIGRATIONS.migrations_table]):
        return "empty"
    (application_id,) = conn.execute("PRAGMA application_id").fetchone()
    if application_id != APPLICATION_ID:
        raise ForeignArchiveError(
            f"{path} is a database of another program (it holds the table {tables[0]}); expected an archive"
        )
    (shape,) = conn.execute("PRAGMA user_version").fetchone()
    steps = _step_names()
    if shape > len(steps) or any(step.name not in steps for step in MIGRATIONS.applied(db)):
        raise ForeignArchiveError(
            f"{path} was written by a newer version of this program (shape {shape}); "
            f"this one reads shapes up to {len(steps)}: update health-notices"
        )
    return "older" if MIGRATIONS.pending(db) else "current"


def _step_names() -> frozenset[str]:
    nothing_applied = Database(memory=True, execute_plugins=False)
    with closing(nothing_applied.conn):
        return frozenset(step.name for step in MIGRATIONS.pending(nothing_applied))


def migrate(conn: sqlite3.Connection, path: Path, now: datetime) -> None:
    """Bring an empty or older archive into today's shape; an older one is copied to ``backups/`` before.

    Takes all steps that are left in one transaction.  Raises ``ArchiveError`` when one of them
    cannot be taken: then the file is as it was.
    """
    db = Database(conn, execute_plugins=False)
    kept = None
    if applied := MIGRATIONS.applied(db):
        at = stamp(now).replace("-", "").replace(":", "")
        kept = path.parent / "backups" / f"notices-{len(applied)}-{at}.db"
        back_up(conn, kept)
    try:
        conn.execute("BEGIN IMMEDIATE")
        MIGRATIONS.apply(db)
        conn.execute(f"PRAGMA user_version = {len(MIGRATIONS.applied(db))}")
        conn.execute("COMMIT")
    except BaseException as error:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        if not isinstance(error, Exception) or kept is None:
            raise
        raise ArchiveError(
            f"{path} could not be brought up to date: {error}; it is as it was, and {kept} is a copy of it"
        ) from error
