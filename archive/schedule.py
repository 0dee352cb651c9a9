"""When an address is looked at again: soon after it changed, and ever more rarely the longer it has not.

Every time is a stamp (:mod:`archive.times`).  Jitter comes from the address itself, so that the
schedule of an archive can be worked out again.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from archive.times import days_later, moment_of, stamp

STEPS = (1, 3, 7, 30, 90)
"""A page is looked at so many days after its last change, at the latest; then every 90 days."""
RETRY_DAYS = (1, 3, 7, 30, 90)
"""Days until the next look after the first, second, … failure in a row; the last one repeats."""
LIST_DAYS = 7
"""A list's further pages are looked at again after so many days, for entries put in deep …"""
FRESH_LIST_DAYS = 2
"""… and once more after so many days where they showed something new: it may have moved meanwhile."""
SETTLED_DAYS = 7
"""A page published longer ago than this when it is first seen has settled: its next look may wait as long."""
_FIRST_DAY = 2
_SLACK = timedelta(hours=6)
"""A daily run begins at the same time, but gets to a page at another moment each day."""
_EARLIER = 0.25
"""The largest part of a step by which jitter brings it forward, so that a backfill spreads over days."""
_FIRST_JITTERED = 7
_APART = 1.25
_DAY = timedelta(days=1)


def next_look(url: str, at: str, changed_at: str) -> str:
    """When to look again at an address that was there at the time *at* and last changed at *changed_at*.

    A look that comes late, or shortly before a step, counts for that step: waits only grow.
    """
    age = (moment_of(at) - moment_of(changed_at)) / _DAY
    jitter = 1 - _EARLIER * spread(url)
    for days in STEPS:
        step = days * jitter if days >= _FIRST_JITTERED else days
        if step >= _APART * age and step > age + _SLACK / _DAY:
            return _after(at, step - age)
    return _after(at, STEPS[-1] * jitter)


def first_look_again(url: str, at: str, published: str | None) -> str:
    """When to look again at a page first seen at *at* and *published* on that date (ISO 8601, maybe partial).

    Pages that are long settled, as a backfill brings by the thousand, come due spread over a week.
    """
    date = published or ""
    has_year = len(date) >= len("2024-08") and date[0].isdigit()
    if has_year and date < days_later(at, -SETTLED_DAYS)[: len(date)]:
        return _after(at, _FIRST_DAY + spread(url) * (SETTLED_DAYS - _FIRST_DAY))
    return next_look(url, at, at)


def next_list_look(at: str, *, brought_new: bool) -> str:
    """When to look again at a further page of a list that was looked at at the time *at*."""
    return _after(at, FRESH_LIST_DAYS if brought_new else LIST_DAYS)


def next_try(at: str, failures: int) -> str:
    """When to try again an address that has failed so many times in a row, the last time at *at*."""
    return _after(at, RETRY_DAYS[min(failures, len(RETRY_DAYS)) - 1])


def next_daily_look(at: str) -> str:
    """When to look again at a page that has just vanished, until it is sure."""
    return _after(at, 1)


def spread(url: str) -> float:
    """A number from 0 (included) to 1 (excluded) that belongs to the address."""
    return int.from_bytes(hashlib.sha256(url.encode()).digest()[:6]) / (1 << 48)


def _after(at: str, days: float) -> str:
    return stamp(moment_of(at) + days * _DAY - _SLACK)
