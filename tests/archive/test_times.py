"""Stamps and the Chinese day they fall on."""

from datetime import datetime, timedelta, timezone

import pytest

from archive.times import china_day, days_later, moment_of, stamp


def test_a_stamp_is_in_utc_to_the_second() -> None:
    moment = datetime(2024, 8, 12, 11, 4, 5, 999_999, tzinfo=timezone(timedelta(hours=8)))
    assert stamp(moment) == "2024-08-12T03:04:05Z"
    assert stamp(moment_of("2024-08-12T03:04:05Z")) == "2024-08-12T03:04:05Z"


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        stamp(datetime(2024, 8, 12))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024-08-12T15:59:59Z", "2024-08-12"), ("2024-08-12T16:00:00Z", "2024-08-13")],
)
def test_the_day_is_the_one_in_china(text: str, day: str) -> None:
    assert china_day(text) == day


def test_days_are_counted_across_a_month() -> None:
    assert days_later("2024-02-28T03:04:05Z", 2) == "2024-03-01T03:04:05Z"
