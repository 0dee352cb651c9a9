"""A walk over a list finds every entry, whatever happens to the list meanwhile, and knows when to stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.walk import Ending, Look, Walk

SIZE = 4
Event = Callable[[list[str]], None]


@dataclass
class Board:
    """A list of entries in pages of four, to which something happens before some of the requests."""

    entries: list[str]
    events: dict[int, list[Event]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    walked: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    total: bool = False

    def look(self, page: str) -> Look:
        for event in self.events.get(len(self.asked), []):
            event(self.entries)
        self.asked.append(page)
        number = int(page)
        shown = self.entries[number * SIZE : (number + 1) * SIZE]
        new = {entry for entry in shown if entry not in self.known}
        self.known |= new
        is_more = len(self.entries) > (number + 1) * SIZE
        following = [str(number + 1)] if is_more else []
        strange = [other for other in following if other not in self.walked]
        self.walked.update([page, *following])
        total = len(self.entries) if self.total else None
        deficit = len(self.entries) - len(self.known & set(self.entries)) if self.total else None
        return Look(
            page=page, entries=shown, new=new, next=following, strange=strange, total=total, deficit=deficit
        )  # fmt: skip


def walk_over(board: Board, *, whole: bool = False, start: str = "0") -> Walk:
    walk = Walk(whole=whole)
    walk.start(start)
    page: str | None = start
    while page is not None:
        page = walk.step(board.look(page))
    while pages := walk.round():
        for again in pages:
            walk.look_again(board.look(again))
    return walk


def board(count: int, **more: object) -> Board:
    return Board([f"e{number}" for number in range(count)], **more)  # type: ignore[arg-type]


def insert(place: int, name: str) -> Event:
    return lambda entries: entries.insert(min(place, len(entries)), name)


def remove(place: int) -> Event:
    def take(entries: list[str]) -> None:
        if entries:
            entries.pop(place % len(entries))

    return take


def pin(place: int, pinned: set[str]) -> Event:
    def move(entries: list[str]) -> None:
        if entries:
            pinned.add(entries[place % len(entries)])
            entries.insert(0, entries.pop(place % len(entries)))

    return move


@settings(max_examples=300, deadline=None)
@given(
    count=st.integers(0, 30),
    removals=st.dictionaries(st.integers(0, 16), st.integers(0, 29), max_size=2),
)
def test_a_first_walk_over_a_list_that_says_its_size_finds_every_entry_though_it_shrinks_meanwhile(
    count: int, removals: dict[int, int]
) -> None:
    found = board(count, total=True)
    found.events = {moment: [remove(place)] for moment, place in removals.items()}
    before = set(found.entries)
    walk_over(found, whole=True)
    assert before & set(found.entries) <= found.known


@settings(max_examples=300, deadline=None)
@given(
    count=st.integers(0, 30),
    removals=st.dictionaries(st.integers(0, 8), st.integers(0, 29), max_size=4),
)
def test_what_moved_past_the_walk_is_found_by_the_looks_at_each_page_that_follow(
    count: int, removals: dict[int, int]
) -> None:
    found = board(count)
    found.events = {moment: [remove(place)] for moment, place in removals.items()}
    before = set(found.entries)
    walk_over(found, whole=True)
    found.events.clear()
    for page in sorted(found.walked):
        found.look(page)
    assert before & set(found.entries) <= found.known


@settings(max_examples=300, deadline=None)
@given(
    count=st.integers(0, 30),
    moments=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 29), st.sampled_from(["new", "pin"]))),
)
def test_a_first_walk_finds_every_entry_though_the_list_grows_and_others_are_pinned(
    count: int, moments: list[tuple[int, int, str]]
) -> None:
    found = board(count)
    pinned: set[str] = set()
    for number, (moment, place, what) in enumerate(moments):
        event = pin(place, pinned) if what == "pin" else insert(0, f"new{number}")
        found.events.setdefault(moment, []).append(event)
    before = {f"e{number}" for number in range(count)}
    walk_over(found, whole=True)
    found.events.clear()
    walk_over(found)  # the next run looks at the first page again and goes on while it brings something new
    assert before - pinned <= found.known, "what is pinned may run through between two requests, once"


def test_the_second_day_costs_one_page_when_nothing_is_new() -> None:
    found = board(20)
    walk_over(found, whole=True)
    found.asked.clear()
    assert walk_over(found).ending == "known"
    assert found.asked == ["0"]


@pytest.mark.parametrize(("fresh", "pages"), [(1, 2), (4, 2), (5, 3), (9, 4)])
def test_new_entries_cost_the_pages_they_stand_on_and_one_more(fresh: int, pages: int) -> None:
    found = board(20)
    walk_over(found, whole=True)
    found.asked.clear()
    found.entries[:0] = [f"new{number}" for number in range(fresh)]
    walk_over(found)
    assert set(found.entries) <= found.known
    assert len(set(found.asked)) == pages


def test_a_back_dated_entry_deep_in_the_list_is_found_where_the_page_says_how_many_there_are() -> None:
    found = board(20, total=True)
    walk_over(found, whole=True)
    found.entries.insert(14, "back-dated")
    walk_over(found)
    assert "back-dated" in found.known


def test_a_walk_that_was_cut_goes_on_where_it_stood_whatever_the_first_page_shows() -> None:
    found = board(20)
    cut = Walk(whole=True)
    cut.start("0")
    assert cut.step(found.look("0")) == "1"
    cut.cut("1", "budget")
    assert not cut.is_whole
    walk = Walk(whole=False)
    walk.start("0")
    walk.start("1", resumes=True)
    assert walk.step(found.look("0")) is None
    page: str | None = "1"
    while page is not None:
        page = walk.step(found.look(page))
    assert walk.is_whole
    assert set(found.entries) <= found.known


def look(page: str, entries: Sequence[str], next: Sequence[str] = (), new: bool = True) -> Look:  # noqa: A002
    return Look(page=page, entries=entries, new=entries if new else (), next=next, strange=next)


@pytest.mark.parametrize(
    ("looks", "ending"),
    [
        ([look("0", "ab", ["1"]), look("1", "cd")], "end"),
        ([look("0", "ab", ["1"]), look("1", "ab", new=False)], "repeated"),
        ([look("0", "ab", ["1"]), look("1", "ab", ["2"], False), look("2", "ab", ["3"], False)], "repeated"),
        ([look("0", "ab", ["1"]), look("1", "cd", ["0"])], "loop"),
        ([look("0", "ab", ["1"]), look("1", "")], "stub"),
        ([look("0", "ab", ["1"]), look("1", "", ["2"])], "stub"),
    ],
)
def test_what_a_page_shows_ends_the_walk(looks: list[Look], ending: Ending) -> None:
    walk = Walk(whole=True)
    walk.start("0")
    for each in looks:
        following = walk.step(each)
    assert following is None
    assert walk.ending == ending
    assert walk.is_whole


def test_another_way_to_the_next_page_is_asked_where_the_first_brings_nothing() -> None:
    walk = Walk(whole=True)
    walk.start("0")
    assert walk.step(look("0", "ab", ["post", "get"])) == "post"
    assert walk.failed("post") == "get"
    assert walk.step(look("get", "cd")) is None
    assert walk.ending == "end"
    walk = Walk(whole=True)
    walk.start("0")
    assert walk.step(look("0", "ab", ["post", "get"])) == "post"
    assert walk.step(look("post", "")) == "get"


def test_a_pager_that_leads_on_for_ever_to_known_entries_ends_the_walk() -> None:
    walk = Walk(whole=False)
    walk.start("0")
    page, count = "0", 0
    while count < 50:
        following = walk.step(look(page, [f"k{count}"], [f"p{count}"], new=False))
        if following is None:
            break
        page, count = following, count + 1
    assert walk.ending == "known"
    assert count < 5


def test_a_page_whose_entries_come_from_elsewhere_is_walked_on_every_time() -> None:
    for whole in (True, False):
        walk = Walk(whole=whole)
        walk.start("shell")
        assert walk.step(look("shell", "", ["data"])) == "data"
        data = Look(page="data", entries="ab", new=(), next=["data 2"])
        assert walk.step(data) == ("data 2" if whole else None)
