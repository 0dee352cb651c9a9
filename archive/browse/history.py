"""What changed on the pages of a notice, and in their files, and when."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from archive.browse.diff import ChangedLine, Unchanged, differences
from archive.browse.rows import Row, rows
from archive.file_history import Swap, swaps_at, text_of
from archive.identity import canonical_url

_MOST_DIFFERENCES = 20
"""Newest changes that are compared in full; older ones stand in the ``versions`` table."""
_LONGEST_FILE = 300_000
"""Characters of a file's text that is compared; the workbooks of a census have millions."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """One content of a page or of a file of it, and what it changed against the one before."""

    row: Row
    change: Sequence[str]
    differences: Sequence[ChangedLine | Unchanged] = ()
    swap: Swap | None = None
    """The earlier and the later file, where a file was replaced and the page stayed the same."""
    file_name: str | None = None


def histories(conn: sqlite3.Connection, pages: Sequence[Row]) -> list[tuple[Row, Sequence[Version]]]:
    """Those of *pages* whose content changed, each with its versions, newest first."""
    by_id = {page["id"]: page for page in pages}
    marks = ", ".join("?" * len(by_id))
    found = rows(
        conn,
        f"SELECT * FROM versions WHERE page_id IN ({marks}) ORDER BY page_id, observed_at, rowid",  # noqa: S608
        *by_id,
    )
    by_page = {page_id: list(group) for page_id, group in groupby(found, key=lambda row: row["page_id"])}
    return [
        (by_id[page_id], _versions(conn, by_page[page_id]))
        for page_id in by_id
        if len(by_page.get(page_id, ())) > 1
    ]


def _versions(conn: sqlite3.Connection, contents: Sequence[Row]) -> list[Version]:
    """Versions of one page, newest first, the newest ones compared with the version before."""
    versions = [Version(row=contents[0], change=json.loads(contents[0]["change"]))]
    first_compared = len(contents) - _MOST_DIFFERENCES
    for position, (old, new) in enumerate(pairwise(contents), start=1):
        is_compared = position >= first_compared
        if new["file"] is not None:
            versions.append(_file_version(conn, new, is_compared=is_compared))
        else:
            shown = differences(_text(old), _text(new)) if is_compared else ()
            versions.append(Version(row=new, change=json.loads(new["change"]), differences=shown))
    return versions[::-1]


def _file_version(conn: sqlite3.Connection, row: Row, *, is_compared: bool) -> Version:
    at, swaps = row["observed_at"], swaps_at(conn, [row["file"]])
    swap = next((swap for swap in swaps if swap.after.at == at), None)
    old, new = (text_of(conn, look) for look in (swap.before, swap.after)) if swap else (None, None)
    is_short = old is not None and new is not None and max(len(old), len(new)) <= _LONGEST_FILE
    return Version(
        row=row,
        change=json.loads(row["change"]),
        differences=differences(old or "", new or "") if is_compared and is_short else (),
        swap=swap,
        file_name=_file_name(row),
    )


def _file_name(row: Row) -> str:
    """The name under which the page offered the file."""
    offered = json.loads(row["record"])["attachments"]
    named = (item["name"] for item in offered if item["url"] and canonical_url(item["url"]) == row["file"])
    return str(next(named, row["file"]))


def _text(version: Row) -> str:
    return f"{version['title'] or ''}\n{version['body']}"
