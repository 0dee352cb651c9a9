"""What each host says of an address that is surely not there: kept from the captures of probes."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from archive.store import Archive
from archive.times import days_later

FRESH_DAYS = 30
"""So long what a host answered to a probe is taken for what it still answers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AbsentAnswer:
    """The answer to a probe."""

    seen_at: str
    status: int
    """0 where nothing answered."""
    url: str
    """The address that answered, canonical."""
    redirected: bool = False
    lines: frozenset[int] = frozenset()
    """The lines of its text, as numbers."""


def save_answer(archive: Archive, place: str, answer: AbsentAnswer) -> None:
    """Remember what answers for absent addresses at *place* (a host, or a program on it)."""
    with archive.transaction() as conn:
        conn.execute(
            "INSERT INTO absent_answers(host, seen_at, status, url, redirected, lines) "
            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT(host) DO UPDATE SET seen_at = excluded.seen_at, "
            "status = excluded.status, url = excluded.url, redirected = excluded.redirected, "
            "lines = excluded.lines WHERE excluded.seen_at >= seen_at",
            (place, answer.seen_at, answer.status, answer.url, answer.redirected, _numbers(answer.lines)),
        )


def absent_answer(archive: Archive, place: str, at: str) -> AbsentAnswer | None:
    """What answers for absent addresses at *place*, if that was seen not too long before the time *at*."""
    row = archive.conn.execute(
        "SELECT * FROM absent_answers WHERE host = ? AND seen_at > ?", (place, days_later(at, -FRESH_DAYS))
    ).fetchone()
    if row is None:
        return None
    return AbsentAnswer(
        seen_at=row["seen_at"],
        status=row["status"],
        url=row["url"],
        redirected=bool(row["redirected"]),
        lines=frozenset(json.loads(row["lines"])),
    )


def _numbers(lines: Collection[int]) -> str:
    return json.dumps(sorted(lines))
