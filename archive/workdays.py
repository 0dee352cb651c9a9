"""Days on which Chinese offices work: weekends and public holidays aside, for any year.

The days off are rules, not each year's order of the State Council, which nobody has for the years
to come: 《全国年节及纪念日放假办法》 with the bridges of most years.  Working weekends, by which the
bridges are paid back, count as days off.  The days of the lunar calendar stand in `holidays.csv`.
"""

from __future__ import annotations

import csv
import importlib.resources
from datetime import date, timedelta
from functools import cache

_SOLAR = (
    # month and day on which it begins, days off
    ((1, 1), 1),  # 元旦
    ((4, 4), 2),  # 清明 falls on 4 or 5 April
    ((5, 1), 5),  # 劳动节
    ((10, 1), 7),  # 国庆
)
_LUNAR = (
    # column, days before it, days off
    ("spring_festival", 1, 8),
    ("dragon_boat", 0, 1),
    ("mid_autumn", 0, 1),
)
_FIRST_YEAR = 1990


def is_workday(day: date) -> bool:
    """Whether offices work on *day*.

    >>> is_workday(date(2024, 8, 12)), is_workday(date(2024, 10, 2)), is_workday(date(2025, 1, 30))
    (True, False, False)
    """
    return day.weekday() < 5 and day not in _days_off(day.year)


def workdays_between(earlier: date, later: date) -> int:
    """Working days after *earlier*, up to and including *later*; 0 where it is not later.

    >>> workdays_between(date(2024, 9, 30), date(2024, 10, 8))
    1
    """
    return max(0, _workdays_until(later) - _workdays_until(earlier))


def _workdays_until(day: date) -> int:
    """Working days since the beginning of the count, *day* included."""
    return _workdays_before(day.year) + _within(day.year)[day.timetuple().tm_yday - 1]


@cache
def _workdays_before(year: int) -> int:
    return sum(_within(earlier)[-1] for earlier in range(_FIRST_YEAR, year))


@cache
def _within(year: int) -> tuple[int, ...]:
    """For each day of the year, the working days of the year up to it."""
    counts, count, day = [], 0, date(year, 1, 1)
    while day.year == year:
        count += is_workday(day)
        counts.append(count)
        day += timedelta(days=1)
    return tuple(counts)


@cache
def _days_off(year: int) -> frozenset[date]:
    spans = [(date(year, month, day), length) for (month, day), length in _SOLAR]
    for column, before, length in _LUNAR:
        begin = _lunar_days().get((year, column))
        if begin is not None:
            spans.append((begin - timedelta(days=before), length))
    return frozenset(begin + timedelta(days=n) for begin, length in spans for n in range(length))


@cache
def _lunar_days() -> dict[tuple[int, str], date]:
    text = (importlib.resources.files("archive") / "holidays.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return {
        (int(row["year"]), column): date.fromisoformat(f"{row['year']}-{row[column]}")
        for row in rows
        for column, _, _ in _LUNAR
    }
