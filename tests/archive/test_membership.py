"""Which pages stand on their listing, told from one page of a list after another."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.article import Article
from archive.capture import Capture
from archive.ingest import ingest_article
from archive.list_order import anchors_of, stretch
from archive.membership import ListPage, list_size, show, show_again
from archive.notice import Notice
from archive.store import Archive
from archive.times import days_later, moment_of

LIST = "http://wsjk.linhu.example/tzgg/index.html"
AT = "2024-09-02T01:00:00Z"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(Archive.open(tmp_path / "notices.db")) as opened:
        yield opened


def url_of(name: str) -> str:
    return f"http://wsjk.linhu.example/a/{name}.html"


def see(archive: Archive, names: str, day: int = 0, *, number: int = 1, last: bool = False) -> set[str]:
    """Names of the entries that leave the list as page *number* shows *names*, one letter each."""
    dropped = show(archive, ListPage(
        url=LIST if number == 1 else f"{LIST}?page={number}",
        via=None if number == 1 else LIST if number == 2 else f"{LIST}?page={number - 1}",
        at=days_later(AT, day), entries=tuple(map(url_of, names)), is_last=last,
    ))  # fmt: skip
    return {url.rpartition("/")[2].removesuffix(".html") for url in dropped}


@pytest.mark.parametrize(
    ("now", "dropped"),
    [
        ("abcde", ""), ("xabcd", ""), ("xyzab", ""), ("xyzuv", ""),
        ("abde", "c"), ("xabde", "c"), ("bcdef", "a"), ("cabde", ""), ("abcxd", ""),
        ("edcba", ""), ("xb", "a"),
    ],
)  # fmt: skip
def test_what_stood_between_entries_that_still_stand_has_left(
    archive: Archive, now: str, dropped: str
) -> None:
    see(archive, "abcde")
    see(archive, "fghij", number=2, last=True)
    assert see(archive, now, 1) == set(dropped)


def test_two_pages_seen_together_tell_of_the_entry_between_them(archive: Archive) -> None:
    see(archive, "abcde")
    see(archive, "fghij", number=2, last=True)
    assert see(archive, "xabcd", 1) == set()
    assert see(archive, "fghij", 1, number=2, last=True) == {"e"}


def test_a_page_that_is_as_before_tells_of_the_entry_between_them_as_well(archive: Archive) -> None:
    see(archive, "abcde")
    see(archive, "fghij", number=2, last=True)
    see(archive, "xabcd", 1)
    assert show_again(archive, f"{LIST}?page=2", LIST, days_later(AT, 1)) == (url_of("e"),)


def test_the_end_of_a_list_tells_what_fell_off_it(archive: Archive) -> None:
    see(archive, "abcde")
    see(archive, "fghij", number=2, last=True)
    assert see(archive, "efghi", 3, number=2, last=True) == {"j"}


def test_a_page_seen_earlier_changes_nothing(archive: Archive) -> None:
    see(archive, "abcde", 5)
    assert see(archive, "abd", 1) == set()
    assert list_size(archive.conn, LIST) == 5


def test_a_page_that_left_the_list_stays_off_it_when_an_earlier_look_comes_in(archive: Archive) -> None:
    capture = Capture(url=url_of("c"), fetched_at=moment_of(AT), site="linhu", via=LIST)
    see(archive, "abcde")
    ingest_article(archive, Article(captures=(capture,), notice=Notice(title="停诊公告", body="今日停诊。")))
    see(archive, "abde", 5)
    see(archive, "abcde", 1)
    assert [row["listed"] for row in archive.conn.execute("SELECT listed FROM pages")] == [0]


def test_entries_put_under_a_pinned_one_for_years_find_room(archive: Archive) -> None:
    see(archive, "pabc")
    for day in range(60):
        names = [f"n{number}" for number in range(day, max(-1, day - 3), -1)]
        show(archive, ListPage(
            url=LIST, via=None, at=days_later(AT, day + 1), is_last=False,
            entries=tuple(map(url_of, ["p", *names])),
        ))  # fmt: skip
    ranks = [row[0] for row in archive.conn.execute("SELECT rank FROM list_entries ORDER BY rank")]
    assert len(set(ranks)) == len(ranks) == 64


@settings(max_examples=200, deadline=None)
@given(st.permutations("abcdefgh"), st.sets(st.sampled_from("abcdefgh")), st.booleans())
def test_every_shown_entry_gets_a_rank_in_the_order_shown(
    order: list[str], known: set[str], is_first: bool
) -> None:
    ranks = {name: float(place) for place, name in enumerate(sorted(known))}
    anchors = anchors_of(order, ranks, None)
    found = stretch(
        order, anchors, known=len(known), above=None, below=None, is_first=is_first, is_last=False
    )
    placed = [found.ranks[name] for name in order]
    assert placed == sorted(placed)
    assert len(set(placed)) == len(order)
    assert all(found.ranks[name] == ranks[name] for name in anchors)
