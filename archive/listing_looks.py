"""What the first pages of a list showed, look by look: the history by which a list is judged."""

from __future__ import annotations

import json
from dataclasses import astuple, fields

from archive.listing_faults import Look
from archive.store import Archive

KEPT = 40
"""Looks kept of one listing page; older ones say little about the page of today."""


def history(archive: Archive, url: str) -> tuple[Look, ...]:
    """The last looks at the listing page *url* (canonical), oldest first."""
    rows = archive.conn.execute(
        f"SELECT {', '.join(_NAMES)} FROM listing_looks WHERE url = ? ORDER BY id",  # noqa: S608
        (url,),
    )
    return tuple(_look(dict(row)) for row in rows)


def keep(archive: Archive, url: str, look: Look, *, crawl_id: int | None, at: str) -> None:
    """Append a look at the listing page *url* (canonical), and forget those beyond the last 40."""
    values = [json.dumps(value) if isinstance(value, tuple) else value for value in astuple(look)]
    with archive.transaction() as conn:
        conn.execute(
            f"INSERT INTO listing_looks(crawl_id, url, at, {', '.join(_NAMES)}) "  # noqa: S608
            f"VALUES ({', '.join('?' * (len(values) + 3))})",
            (crawl_id, url, at, *values),
        )
        conn.execute(
            "DELETE FROM listing_looks WHERE url = ? AND id <= "
            "(SELECT id FROM listing_looks WHERE url = ? ORDER BY id DESC LIMIT 1 OFFSET ?)",
            (url, url, KEPT),
        )


def _look(row: dict[str, object]) -> Look:
    skeleton = tuple(json.loads(str(row.pop("skeleton"))))
    flags = {name: bool(row.pop(name)) for name in ("repeats", "redirected", "scripted")}
    return Look(skeleton=skeleton, **flags, **row)  # type: ignore[arg-type]


_NAMES = tuple(field.name for field in fields(Look))
