"""Which capture files there are, and how far each goes: without it a lost file would not be missed.

A row is written in the transaction that takes in what was captured, so a file holds at least the
capture that its row names, at every moment and after every kill.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping


def note_last_captures(conn: sqlite3.Connection, offsets: Mapping[str, int]) -> None:
    """Note the offset of the last capture of each file; a smaller one than is known says nothing."""
    conn.executemany(
        "INSERT INTO capture_files(name, last_offset) VALUES (?, ?) "
        "ON CONFLICT(name) DO UPDATE SET last_offset = excluded.last_offset "
        "WHERE excluded.last_offset > last_offset",
        offsets.items(),
    )
