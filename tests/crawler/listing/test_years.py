"""Years of dates without one: from the rows around, never in the future, and none where it is a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.listing.record import Entry
from crawler.listing.years import with_years

DAY = "2024-09-01"


def completed(*dates: str | None, number: int = 1) -> list[str | None]:
    entries = [Entry(title="通知", url=f"http://h.example/{n}", date=date) for n, date in enumerate(dates)]
    return [entry.date for entry in with_years(entries, DAY, number)]


@pytest.mark.parametrize(
    ("shown", "whole"),
    [
        (["--08-30", "--08-12", "--01-03", "--12-30"], ["2024-08-30", "2024-08-12", "2024-01-03", "2023-12-30"]),
        (["--12-30", "--12-01"], ["2023-12-30", "2023-12-01"]),
        (["--08-30", "--03-01", "--11-20", "--02-03", "--12-01"], ["2024-08-30", "2024-03-01", "2023-11-20", "2023-02-03", "2022-12-01"]),
        (["--03-01", "--08-30", "--08-29", "--08-20"], ["2024-03-01", "2024-08-30", "2024-08-29", "2024-08-20"]),
        (["--08-30", "--08-12", "--08-11", "--08-13"], ["2024-08-30", "2024-08-12", "2024-08-11", "2024-08-13"]),
        (["2022-05-02", "2022-05-01", "2022-04-01", "--03-30"], ["2022-05-02", "2022-05-01", "2022-04-01", "2022-03-30"]),
        (["--08-30", None, "--08-12"], ["2024-08-30", None, "2024-08-12"]),
        (["--09-02"], ["2024-09-02"]),
        (["--02-29"], ["2024-02-29"]),
        (["2024-08", "--08-12"], ["2024-08", "2024-08-12"]),
    ],
    ids=["over-new-year", "not-yet-this-year", "two-years", "kept-at-the-top", "back-dated", "beside-whole-ones",
         "beside-undated", "clocks-differ", "leap-day", "beside-a-month"],
)  # fmt: skip
def test_the_year_is_that_of_the_rows_around(shown, whole):
    assert completed(*shown) == whole


def test_on_a_later_page_the_year_is_known_while_the_pages_before_are_short():
    shown = ["--06-30", "--06-12", "--06-01"]
    assert completed(*shown, number=2) == ["2024-06-30", "2024-06-12", "2024-06-01"]
    assert completed(*shown, number=40) == [None, None, None]


def test_a_whole_date_on_a_later_page_tells_the_year_of_the_others():
    shown = ["2021-06-30", "2021-06-20", "2021-06-15", "--06-12"]
    assert completed(*shown, number=40) == [*shown[:3], "2021-06-12"]


@given(st.lists(st.dates().map(lambda day: day.strftime("--%m-%d")), max_size=8), st.integers(1, 9))
def test_no_date_lies_in_the_future_and_none_lacks_its_year(dates, number):
    for date in completed(*dates, number=number):
        assert date is None or "1900" < date <= "2024-09-02"
