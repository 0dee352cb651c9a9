"""The distinct contents of a page through time, and what changed from one to the next.

A page also gets a version when another file stood at the unchanged address of an attachment
(`archive.file_history`): the content of the page is then the one before, ``file`` the address.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.file_history import Swap, swaps_at
from archive.identity import canonical_url

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_DATES = ("issued_date", "published_date", "effective_date")


@dataclass(frozen=True, slots=True)
class Observation:
    """A page's content as it was seen at one time."""

    at: str
    record: str
    """The whole Notice as JSON."""
    capture: str | None


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """What differs between two Notices in their JSON form, in the words of ``versions.change``.

    ``figure`` stands for ``body`` when only numbers differ; ``name`` for the issuers, addressees
    and people named as contacts; ``date`` for any date field, deadlines included.  Fields that
    are worked out from the same words (citations, region, evidence …) make no version.
    """
    found = []
    if _headline(before) != _headline(after):
        found.append("title")
    if before["body"] != after["body"]:
        is_figure = _NUMBER.sub("0", before["body"]) == _NUMBER.sub("0", after["body"])
        found.append("figure" if is_figure else "body")
    if _dates(before) != _dates(after):
        found.append("date")
    if _names(before) != _names(after):
        found.append("name")
    if before["document_number"] != after["document_number"]:
        found.append("number")
    if _files(before) != _files(after):
        found.append("attachment")
    return tuple(found)


def changes_between(before: str, after: str) -> tuple[str, ...]:
    """What differs between two Notices as JSON."""
    return () if before == after else changes(json.loads(before), json.loads(after))


def observe(
    history: Iterable[Observation], last: Observation | None, new: Observation
) -> tuple[tuple[Observation, tuple[str, ...]], ...]:
    """The versions of a page, with what changed, after one more observation.

    *history* are the versions so far, *last* the page as it was seen last.  An observation may
    be older than those already known (an imported capture): it takes its place in time.
    A version keeps the time and capture of its first observation, and the record of its latest.
    """
    seen = [*history, *([last] if last else []), new]
    versions: list[tuple[Observation, tuple[str, ...]]] = []
    for observation in sorted(seen, key=lambda item: (item.at, item is new)):
        if not versions:
            versions.append((observation, ("first",)))
            continue
        current, change = versions[-1]
        differs = changes_between(current.record, observation.record)
        if differs:
            versions.append((observation, differs))
        else:
            versions[-1] = (replace(current, record=observation.record), change)
    return tuple(versions)


def swaps_of_page(
    versions: Sequence[tuple[Observation, tuple[str, ...]]], swaps: Iterable[Swap]
) -> tuple[tuple[Swap, Observation], ...]:
    """Which files of a page were replaced while it offered them, with its content at that time.

    *versions* are its contents, oldest first.  The page has to offer the address both when the earlier
    file was seen last and when the later one was first seen: what stood there before the page was
    known says nothing about the page.
    """
    found = []
    for swap in swaps:
        before, after = (_content_at(versions, look.at) for look in (swap.before, swap.after))
        if before and after and all(swap.after.url in offered_files(seen.record) for seen in (before, after)):
            found.append((swap, after))
    return tuple(found)


def offered_files(record: str) -> frozenset[str]:
    """Addresses (canonical) of the files that a page with this content offers."""
    return _files_of(json.loads(record))


def load_contents(conn: sqlite3.Connection, page: str) -> tuple[tuple[Observation, tuple[str, ...]], ...]:
    """The contents of a page, oldest first, each with what changed."""
    rows = conn.execute(
        "SELECT observed_at, record, capture, change FROM versions WHERE page_id = ? AND file IS NULL "
        "ORDER BY observed_at, rowid",
        (page,),
    )
    return tuple(
        (Observation(row["observed_at"], row["record"], row["capture"]), tuple(json.loads(row["change"])))
        for row in rows
    )


def load_versions(conn: sqlite3.Connection, page: str) -> tuple[Observation, ...]:
    """The contents of a page, oldest first."""
    return tuple(observation for observation, _ in load_contents(conn, page))


def save_versions(
    conn: sqlite3.Connection, page: str, versions: Iterable[tuple[Observation, tuple[str, ...]]]
) -> None:
    """Write the versions of a page, numbered from 1, in place of the ones there.

    *versions* are its contents; those of its files are worked out from what is known of them.
    """
    contents = tuple(versions)
    drop_versions(conn, page)
    records = {observation.record: json.loads(observation.record) for observation, _ in contents}
    offered = frozenset().union(*map(_files_of, records.values()))
    conn.executemany(
        "INSERT INTO offered_files(url, page_id) VALUES (?, ?)", [(url, page) for url in sorted(offered)]
    )
    rows = [
        *((observation, change, None) for observation, change in contents),
        *(
            (replace(seen, at=swap.after.at, capture=swap.after.capture), ("attachment",), swap.after.url)
            for swap, seen in swaps_of_page(contents, swaps_at(conn, offered))
        ),
    ]
    for number, row in enumerate(sorted(rows, key=lambda row: row[0].at), 1):
        _insert(conn, page, number, *row, record=records[row[0].record])


def renew_file_versions(conn: sqlite3.Connection, url: str) -> tuple[str, ...]:
    """Write anew the versions of the pages that ever offered the file at *url*, after a look at it.

    Returns the ids of those pages that have a version more.
    """
    changed = []
    found = swaps_at(conn, [url])
    pages = conn.execute("SELECT page_id FROM offered_files WHERE url = ? ORDER BY page_id", (url,))
    for (page,) in pages.fetchall():
        known = conn.execute(
            "SELECT observed_at, capture FROM versions WHERE page_id = ? AND file = ?", (page, url)
        ).fetchall()
        if not found and not known:
            continue
        contents = load_contents(conn, page)
        swaps = [(swap.after.at, swap.after.capture) for swap, _ in swaps_of_page(contents, found)]
        if set(map(tuple, known)) != set(swaps):
            save_versions(conn, page, contents)
            if len(swaps) > len(known):
                changed.append(page)
    return tuple(changed)


def drop_versions(conn: sqlite3.Connection, page: str) -> None:
    """Forget the versions of a page: they are written anew, or stand with another page."""
    conn.execute("DELETE FROM versions WHERE page_id = ?", (page,))
    conn.execute("DELETE FROM offered_files WHERE page_id = ?", (page,))


def latest_record(conn: sqlite3.Connection, page: str) -> str | None:
    """The newest content of a page as Notice JSON, or ``None``."""
    row = conn.execute(
        "SELECT record FROM versions WHERE page_id = ? ORDER BY observed_at DESC, rowid DESC LIMIT 1", (page,)
    ).fetchone()
    return None if row is None else str(row["record"])


def replace_latest_record(conn: sqlite3.Connection, page: str, record: str) -> None:
    """Write another reading of a page's newest content: the page is the same, more is known of it.

    Title and body have to be what they were.
    """
    conn.execute(
        "UPDATE versions SET record = ?1 WHERE page_id = ?2 AND rowid >= (SELECT max(rowid) FROM versions "
        "WHERE page_id = ?2 AND file IS NULL)",
        (record, page),
    )


def _content_at(versions: Sequence[tuple[Observation, tuple[str, ...]]], at: str) -> Observation | None:
    return next((observation for observation, _ in reversed(versions) if observation.at <= at), None)


def _insert(
    conn: sqlite3.Connection,
    page: str,
    number: int,
    observation: Observation,
    change: tuple[str, ...],
    file: str | None,
    *,
    record: Mapping[str, Any],
) -> None:
    conn.execute(
        "INSERT INTO versions(id, page_id, observed_at, title, body, body_sha256, change, "
        "capture, record, file) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            f"{page}.{number}",
            page,
            observation.at,
            _headline(record),
            record["body"],
            hashlib.sha256(record["body"].encode()).hexdigest(),
            json.dumps(change),
            observation.capture,
            observation.record,
            file,
        ),
    )


def _headline(record: Mapping[str, Any]) -> str | None:
    title: str | None = record["title"] or record["page_title"]
    return title


def _dates(record: Mapping[str, Any]) -> list[str | None]:
    return [*(record[name] for name in _DATES), *(item["date"] for item in record["deadlines"])]


def _names(record: Mapping[str, Any]) -> list[list[str]]:
    people = [name for contact in record["contacts"] for name in contact["name"]]
    return [list(record["issuers"]), list(record["addressees"]), people]


def _files_of(record: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(canonical_url(item["url"]) for item in record["attachments"] if item["url"])


def _files(record: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    return [(item["name"], item["url"]) for item in record["attachments"]]
