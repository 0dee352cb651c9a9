"""Which of Datasette's databases are archives of ours: those marked with our application id."""

from __future__ import annotations

import sqlite3
from typing import Any
from weakref import WeakKeyDictionary

from archive.schema import APPLICATION_ID

_known: WeakKeyDictionary[Any, bool] = WeakKeyDictionary()
"""What each opened database is: it is asked for every cell of a table."""


def is_archive(conn: sqlite3.Connection) -> bool:
    """Whether the database behind *conn* is an archive."""
    return bool(conn.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)


async def is_ours(datasette: Any, name: str | None) -> bool:
    """Whether Datasette's database of that name is an archive."""
    if name is None or name not in datasette.databases:
        return False
    database = datasette.get_database(name)
    if database not in _known:
        _known[database] = await database.execute_fn(is_archive)
    return _known[database]


def has_reading_pages(name: str | None) -> bool:
    """Whether our templates and metadata are made for a database of that name."""
    return name == "notices"


async def the_archive(datasette: Any) -> str | None:
    """The name of the one database that is served, if it is an archive."""
    names = [name for name in datasette.databases if name != "_internal"]
    return names[0] if len(names) == 1 and await is_ours(datasette, names[0]) else None
