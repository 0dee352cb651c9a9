"""When an address is looked at again: soon after a change, ever more rarely, spread by the address itself."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.schedule import (
    RETRY_DAYS,
    STEPS,
    first_look_again,
    next_daily_look,
    next_list_look,
    next_look,
    next_try,
    spread,
)
from archive.times import days_later, moment_of

AT = "2024-09-02T01:00:00Z"
URL = "http://wsjk.linhu.example/a/1.html"


def days(later: str, earlier: str = AT) -> float:
    return (moment_of(later) - moment_of(earlier)).total_seconds() / 86_400


def daily_looks(url: str, count: int) -> list[int]:
    """The days on which a run a day looks at an address that never changes."""
    looks: list[int] = []
    due = next_look(url, AT, AT)
    day = 0
    while len(looks) < count:
        day += 1
        now = days_later(AT, day)
        if due <= now:
            looks.append(day)
            due = next_look(url, now, AT)
    return looks


@given(st.integers(0, 10**6))
def test_a_page_is_looked_at_by_each_step_after_its_change_and_waits_only_grow(number: int) -> None:
    looks = daily_looks(f"{URL}?id={number}", 7)
    assert looks[:2] == [1, 3]
    for look, step in zip(looks, STEPS, strict=False):
        assert 0.75 * step - 0.5 <= look <= step
    waits = [later - earlier for earlier, later in zip([0, *looks], looks, strict=False)]
    assert waits[:5] == sorted(waits[:5])
    assert max(waits) <= 91


def test_a_change_begins_the_schedule_anew() -> None:
    assert days(next_look(URL, AT, AT)) < 1
    assert days(next_look(URL, AT, days_later(AT, -100))) > 60


def test_a_backfill_of_settled_pages_does_not_come_due_on_one_day() -> None:
    due = Counter(
        int(days(first_look_again(f"{URL}?id={number}", AT, "2023-05-06")) + 1) for number in range(2000)
    )
    assert set(due) == {2, 3, 4, 5, 6, 7}
    assert max(due.values()) < 600


@pytest.mark.parametrize(
    ("published", "is_settled"),
    [("2024-09-01", False), (None, False), ("--09-01", False), ("2024", False), ("2024-08-01", True),
     ("2024-07", True), ("2024-09", False), ("2025-01-01", False)],
)  # fmt: skip
def test_what_was_published_lately_is_looked_at_tomorrow(published: str | None, is_settled: bool) -> None:
    assert (days(first_look_again(URL, AT, published)) > 1) == is_settled


def test_a_daily_run_that_comes_early_still_finds_the_daily_looks_due() -> None:
    assert days(next_daily_look(AT)) == 0.75
    assert days(next_try(AT, 1)) == 0.75
    assert [days(next_try(AT, failures)) for failures in range(1, 7)] == [
        wait - 0.25 for wait in (*RETRY_DAYS, RETRY_DAYS[-1])
    ]


def test_a_list_page_that_brought_something_new_is_looked_at_sooner() -> None:
    assert next_list_look(AT, brought_new=True) < next_list_look(AT, brought_new=False)
    assert days(next_list_look(AT, brought_new=True)) > 1


def test_the_spread_of_an_address_never_changes() -> None:
    assert spread(URL) == pytest.approx(0.9379, abs=1e-4)
