"""Rows of a query as mappings, whatever row factory the connection has."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]


def rows(conn: sqlite3.Connection, sql: str, *parameters: Any) -> list[Row]:
    """All rows of a query."""
    cursor = conn.execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, tuple(row), strict=True)) for row in cursor]
