"""What the run remembers: no capture tells it, so only what no run can have written is damage."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import get_args

from archive.capture import CaptureKind
from archive.causes import Health
from archive.crawls import Counts, Outcome
from archive.identity import visit_key
from archive.verification.damage import Damage, shown

_REMEDY = "put notices.db back from a backup: no capture tells what a run remembers"
_STAMP = "????-??-??T??:??:??Z".replace("?", "[0-9]")
_WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("urls", "kind"): get_args(CaptureKind),
    ("urls", "state"): ("pending", "done", "failed"),
    ("crawls", "outcome"): get_args(Outcome),
    ("sites", "health"): get_args(Health),
}
_TIMES = {
    "urls": ("first_seen", "last_checked", "next_check", "changed_at"),
    "crawls": ("started", "finished"),
    "failures": ("at",),
    "listing_looks": ("at",),
    "sites": ("last_success", "health_since"),
}
_NUMBERS = {
    "urls": ("attempts",),
    "crawls": tuple(Counts.__dataclass_fields__),
    "listing_looks": ("entries", "known", "dated", "redated", "text_length"),
}
_KEYS = {"urls": "url", "crawls": "id", "failures": "id", "listing_looks": "id", "sites": "id"}
_RULES = (
    "SELECT 'urls ' || url, 'it is ' || state || ', but was never looked at', 'a time in last_checked' "
    "FROM urls WHERE state IN ('done', 'failed') AND last_checked IS NULL",
    "SELECT 'urls ' || url, 'it failed for no reason', 'a reason' FROM urls "
    "WHERE state = 'failed' AND reason IS NULL",
    "SELECT 'urls ' || url, 'addresses has no row for it', 'one' FROM urls "
    "WHERE visit_key(url) NOT IN (SELECT visit_key FROM addresses)",
    "SELECT 'pages ' || id, 'addresses has no row for ' || url, 'one' FROM pages "
    "WHERE url NOT IN (SELECT url FROM addresses)",
    "SELECT 'crawls ' || id, 'it ended ' || coalesce(finished, 'at no time') || ' as ' || "
    "coalesce(outcome, 'nothing'), 'both, or none while it runs' FROM crawls "
    "WHERE (finished IS NULL) != (outcome IS NULL)",
    "SELECT 'failures ' || id, 'it has no reason', 'one' FROM failures WHERE reason = ''",
    "SELECT 'listing_looks ' || id, 'of ' || entries || ' entries ' || known || ' were known and ' || dated "
    "|| ' dated, of the known ' || redated || ' anew', 'no part larger than the whole' FROM listing_looks "
    "WHERE known > entries OR dated > entries OR redated > known",
    "SELECT 'listing_looks ' || id, 'its skeleton is ' || skeleton, 'a JSON array' FROM listing_looks "
    "WHERE CASE WHEN json_valid(skeleton) THEN json_type(skeleton) != 'array' ELSE 1 END",
)


def wrong_memory(conn: sqlite3.Connection) -> Iterator[Damage]:
    """Rows that no run can have written, of the tables that only a run writes."""
    conn.create_function("visit_key", 1, visit_key, deterministic=True)
    for (table, column), words in _WORDS.items():
        known = ", ".join(f"'{word}'" for word in words)
        yield from _wrong_cells(conn, table, column, f"{column} NOT IN ({known})", " or ".join(words))
    for table, columns in _TIMES.items():
        for column in columns:
            yield from _wrong_cells(conn, table, column, f"{column} NOT GLOB '{_STAMP}'", "a time in UTC")
    for table, columns in _NUMBERS.items():
        for column in columns:
            is_none = f"typeof({column}) != 'integer' OR {column} < 0"
            yield from _wrong_cells(conn, table, column, is_none, "a number from 0")
    for query in _RULES:
        for where, got, expected in conn.execute(query):
            yield _damage(where, got, expected)


def _wrong_cells(
    conn: sqlite3.Connection, table: str, column: str, condition: str, expected: str
) -> Iterator[Damage]:
    query = f"SELECT {_KEYS[table]}, {column} FROM {table} WHERE {condition}"  # noqa: S608
    for key, value in conn.execute(query):
        yield _damage(f"{table} {key}", f"its {column} is {shown(value)}", expected)


def _damage(where: str, got: str, expected: str) -> Damage:
    return Damage(kind="row", where=where, got=shown(got), expected=expected, remedy=_REMEDY)
