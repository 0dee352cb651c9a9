"""The distinct contents of a page through time, and what changed from one to the next."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

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


def load_versions(conn: sqlite3.Connection, page: str) -> tuple[Observation, ...]:
    """The versions of a page, oldest first."""
    rows = conn.execute(
        "SELECT observed_at, record, capture FROM versions WHERE page_id = ? ORDER BY observed_at, rowid",
        (page,),
    )
    return tuple(Observation(row["observed_at"], row["record"], row["capture"]) for row in rows)


def save_versions(
    conn: sqlite3.Connection, page: str, versions: Iterable[tuple[Observation, tuple[str, ...]]]
) -> None:
    """Write the versions of a page, numbered from 1, in place of the ones there."""
    conn.execute("DELETE FROM versions WHERE page_id = ?", (page,))
    for number, (observation, change) in enumerate(versions, 1):
        record = json.loads(observation.record)
        conn.execute(
            "INSERT INTO versions(id, page_id, observed_at, title, body, body_sha256, change, "
            "capture, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            ),
        )


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
        "UPDATE versions SET record = ? WHERE rowid = (SELECT rowid FROM versions WHERE page_id = ? "
        "ORDER BY observed_at DESC, rowid DESC LIMIT 1)",
        (record, page),
    )


def _headline(record: Mapping[str, Any]) -> str | None:
    title: str | None = record["title"] or record["page_title"]
    return title


def _dates(record: Mapping[str, Any]) -> list[str | None]:
    return [*(record[name] for name in _DATES), *(item["date"] for item in record["deadlines"])]


def _names(record: Mapping[str, Any]) -> list[list[str]]:
    people = [name for contact in record["contacts"] for name in contact["name"]]
    return [list(record["issuers"]), list(record["addressees"]), people]


def _files(record: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    return [(item["name"], item["url"]) for item in record["attachments"]]
