"""How well a site is after a run, told by the run and by the site's own past."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from archive.causes import Health, cause_named
from archive.rhythm import Silence, silence
from archive.store import Archive
from archive.times import china_day

WELL = frozenset({"ok", "quiet", "never"})
"""States in which nobody knows of a fault; `never`: the site was not visited yet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """The health of a site after a run, and how that is news."""

    before: Health
    health: Health
    cause: str | None
    """Why, in words that begin with the name of a cause; ``None`` where all is well."""

    @property
    def newly_failed(self) -> bool:
        """Whether the site was well before, or new, and is not now."""
        return self.before in WELL and self.health not in WELL

    @property
    def recovered(self) -> bool:
        """Whether the site was broken, blocked or unreachable before, and is well now."""
        return self.before not in WELL and self.health in WELL


def judged(archive: Archive, site: str, outcome: str, cause: str | None, at: str) -> Judged:
    """The health of *site* after a run that ended at the time *at* with that outcome and cause.

    An interrupted run says nothing about the site.  A run that met no fault found the site well,
    or quiet where it has published nothing for longer than its past explains.
    """
    row = archive.conn.execute("SELECT health FROM sites WHERE id = ?", (site,)).fetchone()
    before: Health = row["health"]
    if outcome == "interrupted":
        return Judged(before=before, health=before, cause=cause)
    named = cause_named(cause)
    if named is not None and named.health != "ok":
        return Judged(before=before, health=named.health, cause=cause)
    if outcome in ("failed", "blocked"):
        return Judged(before=before, health="blocked" if outcome == "blocked" else "broken", cause=cause)
    pause = site_silence(archive.conn, site, date.fromisoformat(china_day(at)))
    if pause is not None and pause.unusual:
        quiet = f"quiet: {pause}"
        return Judged(before=before, health="quiet", cause=f"{quiet}; {cause}" if cause else quiet)
    return Judged(before=before, health="ok", cause=cause)


def site_silence(conn: sqlite3.Connection, site: str, today: date) -> Silence | None:
    """For how long *site* has published nothing; ``None`` where no page of it is known.

    A page counts on the day it says it was published on, as long as that is not later than the
    day in China on which it was first seen: a first visit finds years of notices on one day.
    """
    rows = conn.execute(
        "SELECT DISTINCT CASE WHEN date(published_date) = published_date AND published_date <= seen "
        "THEN published_date ELSE seen END FROM (SELECT published_date, date(first_seen, '+8 hours') AS seen "
        "FROM pages WHERE site = ? AND part = 0)",
        (site,),
    )
    return silence((date.fromisoformat(day) for (day,) in rows), today)
