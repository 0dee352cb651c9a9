"""Working days of any year, and silence by a site's own rhythm."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.rhythm import silence
from archive.workdays import is_workday, workdays_between


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2024-08-12", True),
        ("2024-08-11", False),  # Sunday
        ("2024-10-04", False),  # 国庆
        ("2024-10-08", True),
        ("2025-01-28", False),  # New Year's Eve
        ("2025-02-04", False),
        ("2025-02-05", True),
        ("2026-02-19", False),  # 春节 2026
        ("2027-01-01", False),
        ("2061-01-21", False),  # 春节, long after any order of the State Council
        ("2061-01-31", True),
        ("2091-10-03", False),  # beyond the table of lunar days
        ("2024-06-10", False),  # 端午
        ("2024-09-17", False),  # 中秋
    ],
)
def test_offices_work_or_do_not(day: str, works: bool) -> None:
    assert is_workday(date.fromisoformat(day)) is works


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 900))
def test_working_days_are_counted_one_by_one(day: date, length: int) -> None:
    later = day + timedelta(days=length)
    counted = sum(is_workday(day + timedelta(days=n)) for n in range(1, length + 1))
    assert workdays_between(day, later) == counted


def days(start: str, gaps: list[int]) -> list[date]:
    found = [date.fromisoformat(start)]
    for gap in gaps:
        found.append(found[-1] + timedelta(days=gap))
    return found


@pytest.mark.parametrize(
    ("published", "today", "unusual"),
    [
        (days("2024-01-02", [1] * 300), "2024-11-15", False),  # busy; three weeks of silence are none
        (days("2024-01-02", [1] * 300), "2024-12-25", True),
        (days("2024-01-02", [7] * 40), "2024-10-28", False),  # weekly
        (days("2024-01-02", [7] * 40), "2025-02-05", True),
        (days("2021-03-01", [365] * 3), "2025-05-20", False),  # yearly
        (days("2024-01-02", [30] * 20), "2025-10-31", False),  # monthly, silent for two months
        (days("2024-01-02", [2] * 100), "2024-08-01", False),
        ([date(2024, 1, 2)], "2024-12-31", False),  # one day says nothing of a rhythm
        ([date(2024, 1, 2)], "2025-12-31", True),
    ],
)
def test_silence_is_measured_against_the_sites_own_pauses(
    published: list[date], today: str, unusual: bool
) -> None:
    found = silence(published, date.fromisoformat(today))
    assert found is not None
    assert found.unusual is unusual


def test_holidays_are_no_silence() -> None:
    busy = [date(2024, 1, 2) + timedelta(days=n) for n in range(273)]
    busy = [day for day in busy if is_workday(day) and day <= date(2024, 9, 30)]
    assert silence(busy, date(2024, 10, 8)).length == 1  # type: ignore[union-attr]


def test_days_in_the_future_and_no_days_at_all() -> None:
    assert silence([], date(2024, 8, 12)) is None
    assert silence([date(2030, 1, 1)], date(2024, 8, 12)) is None


def test_the_order_of_the_days_means_nothing() -> None:
    published = days("2024-01-02", [3, 9, 1, 40, 2])
    shuffled = random.Random(1).sample(published, len(published))
    assert silence(shuffled, date(2024, 12, 1)) == silence(published, date(2024, 12, 1))
