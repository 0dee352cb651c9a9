"""The run's own memory carried from one archive file to another: what captures cannot tell."""

from __future__ import annotations

from pathlib import Path

from archive.schema import TABLES
from archive.store import Archive

MEMORY = ("sites", "crawls", "failures", "urls", "lists", "listing_looks", "addresses", "merged_pages")
"""Tables that are no function of the captures, in an order that satisfies their references."""


def copy_run_memory(old: Path, archive: Archive) -> None:
    """Replace the memory in *archive* by that of the archive file *old*, which has the same shape."""
    conn = archive.conn
    conn.execute("ATTACH DATABASE ? AS old", (f"{old.absolute().as_uri()}?mode=ro",))
    try:
        with archive.transaction():
            for table in MEMORY:
                columns = ", ".join(f'"{column}"' for column in TABLES[table])
                conn.execute(f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM old.{table}")  # noqa: S608
    finally:
        conn.execute("DETACH DATABASE old")
