"""The state of every site on one screen, those that need a person first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from tabulate import tabulate

from archive.causes import cause_named
from archive.health import WELL, site_silence
from archive.times import china_day, moment_of, stamp

Row = Mapping[str, Any]

_LEFT_AFTER = timedelta(days=8)
"""A site that no run has visited for so long, while others were visited, is left out (disabled, its file
removed): its state is of the past.  Runs may be weekly, and begin a little later each time."""
_URGENT_FIRST = ("broken", "blocked", "unreachable", "quiet", "ok", "never")
_TOTALS = {
    "notices": "SELECT count(*) FROM notices",
    "pages": "SELECT count(*) FROM pages WHERE part = 0",
    "not_live": "SELECT count(*) FROM pages WHERE status <> 'live'",
}
_SITES = """
SELECT sites.id, sites.name, sites.health, sites.health_since, sites.last_success, sites.platform, sites.url,
       (SELECT count(*) FROM notices WHERE notices.site = sites.id) AS notices,
       last.outcome, last.cause, last.started, last.finished, last.new, last.changed, last.gone, last.failed
FROM sites
LEFT JOIN crawls AS last ON last.id = (SELECT max(id) FROM crawls WHERE crawls.site = sites.id)
ORDER BY sites.id
"""


def status(conn: sqlite3.Connection, now: datetime) -> str:
    """What the archive holds and how its sites are, as text for a terminal.

    Sites that need a person come first, and what each of them needs stands below the table.  Sites
    that are no longer visited come last and need nobody; those that were never crawled (disabled ones
    among them) are only counted.  *now* is an aware time; ages are counted from it.
    """
    sites = _rows(conn, _SITES)
    looked_at = _looked_at(sites)
    left = [site for site in looked_at if site["is_left"]]
    totals = {name: _one(conn, sql) for name, sql in _TOTALS.items()}
    first = (
        f"{totals['notices']:,} notices on {totals['pages']:,} pages of {len(looked_at)} sites; "
        f"{totals['not_live']:,} pages not live"
    )
    return "\n".join(
        [first, *_table(looked_at, now), *_needs(looked_at, now), *_left(left), *_resting(sites, looked_at)]
    )


def status_record(conn: sqlite3.Connection, now: datetime) -> dict[str, Any]:
    """The same as a record for programs: totals, and each site with cause, advice and silence."""
    sites = _rows(conn, _SITES)
    looked_at = _looked_at(sites)
    return {
        "at": stamp(now),
        **{name: _one(conn, sql) for name, sql in _TOTALS.items()},
        "never_crawled": len(sites) - len(looked_at),
        "sites": [_site_record(conn, site, now) for site in looked_at],
    }


def _site_record(conn: sqlite3.Connection, site: Row, now: datetime) -> dict[str, Any]:
    cause = cause_named(site["cause"])
    pause = site_silence(conn, site["id"], date.fromisoformat(china_day(stamp(now))))
    return {
        **site,
        "cause_name": cause.name if cause else None,
        "says": cause.says if cause else None,
        "do": cause.do if cause else None,
        "silent_workdays": pause.length if pause else None,
        "longest_silence": pause.longest if pause else None,
    }


def _looked_at(sites: Iterable[Row]) -> list[Row]:
    found = [site for site in sites if site["health"] != "never" or site["notices"] or site["started"]]
    last = max((moment_of(site["started"]) for site in found if site["started"]), default=None)
    told = [{**site, "is_left": _is_left(site, last)} for site in found]
    return sorted(told, key=lambda site: (site["is_left"], _urgency(site["health"]), site["id"]))


def _is_left(site: Row, last: datetime | None) -> bool:
    """Whether runs no longer visit *site*; the *last* one of any site began then."""
    return last is not None and bool(site["started"]) and last - moment_of(site["started"]) > _LEFT_AFTER


def _table(sites: Sequence[Row], now: datetime) -> list[str]:
    if not sites:
        return ["No site has been crawled yet: `notices crawl` starts."]
    rows = [
        {
            "site": site["id"],
            "name": site["name"],
            "health": site["health"],
            "last success": _age(site["last_success"], now),
            "notices": site["notices"],
            "last crawl": _last_crawl(site, now),
            "failed": site["failed"] or "",
            "cause": _shortened(site["cause"] or ""),
        }
        for site in sites
    ]
    return ["", tabulate(rows, headers="keys", disable_numparse=True, colalign=_alignment(rows[0]))]


def _needs(sites: Sequence[Row], now: datetime) -> list[str]:
    """For each site that is not well: since when, what is wrong in plain words, and what to do."""
    lines: list[str] = []
    for site in sites:
        if site["is_left"] or site["health"] in WELL - {"quiet"}:
            continue
        cause = cause_named(site["cause"])
        since = f", first seen {_age(site['health_since'], now)}" if site["health_since"] else ""
        lines += [
            "",
            f"{site['health'].capitalize()}: {site['id']}{since}",
            f"    {site['cause'] or 'no cause known'}",
        ]
        if cause is not None:
            lines += [f"    {cause.says[0].upper()}{cause.says[1:]}.", f"    To do: {cause.do}."]
        if site["url"]:
            lines.append(f"    {site['url']}")
    return lines


def _alignment(row: Row) -> list[str]:
    return ["right" if name in ("notices", "failed") else "left" for name in row]


def _left(sites: Sequence[Row]) -> list[str]:
    names = ", ".join(site["id"] for site in sites)
    return ["", f"No longer visited (disabled, removed, or once visited by hand): {names}."] if sites else []


def _resting(sites: Sequence[Row], looked_at: Sequence[Row]) -> list[str]:
    resting = len(sites) - len(looked_at)
    return ["", f"{resting} more sites were never crawled (disabled or new)."] if resting else []


def _last_crawl(site: Row, now: datetime) -> str:
    if site["started"] is None:
        return "none"
    if site["finished"] is None:
        return f"running or killed, began {_age(site['started'], now)}"
    counts = ", ".join(f"{site[name]} {name}" for name in ("new", "changed", "gone") if site[name])
    return f"{site['outcome']} {_age(site['finished'], now)}" + (f" ({counts})" if counts else "")


def _age(stamp: str | None, now: datetime) -> str:
    """How long ago, in the largest unit that says enough: ``3 h ago``."""
    if stamp is None:
        return "never"
    minutes = int((now - moment_of(stamp)).total_seconds()) // 60
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    return f"{minutes // 60} h ago" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days ago"


def _urgency(health: str) -> int:
    return _URGENT_FIRST.index(health) if health in _URGENT_FIRST else 0


def _shortened(text: str, longest: int = 48) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _rows(conn: sqlite3.Connection, sql: str) -> list[Row]:
    cursor = conn.execute(sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, tuple(row), strict=True)) for row in cursor]


def _one(conn: sqlite3.Connection, sql: str) -> int:
    return int(conn.execute(sql).fetchone()[0])
