"""Years of dates such as ``[08-12]``, from the rows around them: a list's dates lie close together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from archive.vocabulary.dates import is_after, iso_date
from crawler.listing.record import Entry

TOP_ROWS = 3
"""So many rows may be kept at the top, out of order; they tell nothing about those below."""
UPWARD = 4
"""A row up to 73 days younger than the one before it is out of order; beyond that it is a year older."""
MOST_DAYS_BEFORE = 270
"""Pages before this one that span more days make the year of an undated page unsure."""


def with_years(entries: Sequence[Entry], day: str, number: int) -> tuple[Entry, ...]:
    """*entries* of listing page *number*, fetched on *day* (ISO), with years in their ``--08-12`` dates.

    The first rows are of the last such day up to *day*, each later one of the year that brings it
    nearest to the row before, rather below than above it, and never in the future.  On a later
    page without any whole date this holds only while the pages before can have spanned less than a
    year, each as long as this one; else the dates are not known, and left out.
    """
    if not any(_lacks_year(entry.date) for entry in entries):
        return tuple(entries)
    dates = _chained([entry.date for entry in entries], day)
    if number > 1 and all(entry.date is None or _lacks_year(entry.date) for entry in entries):
        known = [date.fromisoformat(value) for value in dates if value]
        span = (max(known) - min(known)).days if known else 0
        if (number - 1) * max(span, 1) > MOST_DAYS_BEFORE:
            dates = [None] * len(dates)
    return tuple(replace(entry, date=value) for entry, value in zip(entries, dates, strict=True))


def _lacks_year(value: str | None) -> bool:
    return value is not None and value.startswith("--")


def _chained(dates: Sequence[str | None], day: str) -> list[str | None]:
    """The dates with years, row after row."""
    found: list[str | None] = []
    before: str | None = None
    for index, value in enumerate(dates):
        whole = value
        if value is not None and _lacks_year(value):
            whole = _nearest(value, day, day if before is None or index < TOP_ROWS else before)
        if whole is not None and len(whole) == len("2024-08-12"):
            before = whole
        found.append(whole)
    return found


def _nearest(value: str, day: str, reference: str) -> str | None:
    """The day in the year that brings it nearest to *reference*; never after *day* but by a clock's error."""
    month, number = int(value[2:4]), int(value[5:7])
    near = date.fromisoformat(reference)
    whole = [iso_date(year, month, number) for year in range(near.year + 1, near.year - 9, -1)]
    possible = [date.fromisoformat(iso) for iso in whole if iso is not None and not is_after(iso, day)]
    if not possible:
        return None
    if reference == day:
        return possible[0].isoformat()
    return min(possible, key=lambda candidate: _distance(near, candidate)).isoformat()


def _distance(before: date, after: date) -> int:
    """How far a row's date is from that of the row before: to go up counts more, as dates descend."""
    days = (after - before).days
    return UPWARD * days if days > 0 else -days
