"""What is known of each address, and when it is looked at again."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.frontier import (
    RETRY_DAYS,
    Lead,
    due,
    enlist,
    known_pages,
    lead,
    mark_done,
    mark_failed,
    reopen,
)
from archive.store import Archive
from archive.times import days_later

AT = "2024-08-12T03:04:05Z"
PAGE = Lead(
    url="http://wsjk.qingchuan.example/a.html", site="qingchuan", via="http://wsjk.qingchuan.example/"
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(Archive.open(tmp_path / "notices.db")) as opened:
        yield opened


def other(path: str, **fields: str) -> Lead:
    return Lead(url=f"http://wsjk.qingchuan.example/{path}", site="qingchuan", **fields)  # type: ignore[arg-type]


def test_only_unknown_addresses_are_new(archive: Archive) -> None:
    assert enlist(archive, [PAGE, other("a.html#top"), other("b.html")], AT) == (PAGE, other("b.html"))
    assert enlist(archive, [PAGE], days_later(AT, 1)) == ()
    assert due(archive, ["qingchuan"], AT) == (PAGE, other("b.html"))
    assert due(archive, ["elsewhere"], AT) == ()


def test_a_known_address_takes_over_what_the_listing_shows_now(archive: Archive) -> None:
    enlist(archive, [PAGE], AT)
    enlist(archive, [other("a.html", listed_title="关于防蚊灭蚊的通知", listed_date="2024-08-12")], AT)
    enlist(archive, [other("a.html")], AT)
    found = lead(archive, PAGE.url)
    assert found is not None
    assert (found.via, found.listed_title, found.listed_date) == (
        PAGE.via,
        "关于防蚊灭蚊的通知",
        "2024-08-12",
    )


def test_an_answered_address_is_not_due_and_keeps_its_validators(archive: Archive) -> None:
    enlist(archive, [PAGE, other("list", kind="listing")], AT)
    mark_done(archive, PAGE.url + "#top", AT, etag='"1"', last_modified="Mon, 12 Aug 2024 03:04:05 GMT")
    mark_done(archive, other("list").url, AT)
    assert due(archive, ["qingchuan"], days_later(AT, 1000)) == ()
    mark_done(archive, PAGE.url, days_later(AT, 1))
    (page,) = known_pages(archive, "qingchuan")
    assert (page.url, page.etag, page.last_modified) == (PAGE.url, '"1"', "Mon, 12 Aug 2024 03:04:05 GMT")


def test_a_failed_address_waits_longer_after_each_failure(archive: Archive) -> None:
    enlist(archive, [PAGE], AT)
    now = AT
    for days in (*RETRY_DAYS, RETRY_DAYS[-1]):
        mark_failed(archive, PAGE.url, "http 500", now)
        assert due(archive, ["qingchuan"], days_later(now, days - 1)) == ()
        now = days_later(now, days)
        assert due(archive, ["qingchuan"], now) == (PAGE,)
    mark_done(archive, PAGE.url, now)
    mark_failed(archive, PAGE.url, "http 500", now)
    assert due(archive, ["qingchuan"], days_later(now, 1)) == (PAGE,)


def test_an_unknown_address_is_neither_done_nor_failed(archive: Archive) -> None:
    mark_done(archive, PAGE.url, AT)
    mark_failed(archive, PAGE.url, "http 500", AT)
    assert lead(archive, PAGE.url) is None


def test_a_reopened_address_is_pending_again(archive: Archive) -> None:
    start = other("list", kind="listing")
    enlist(archive, [start], AT)
    mark_done(archive, start.url, AT, etag='"1"')
    (opened,) = reopen(archive, [start], days_later(AT, 1))
    assert opened.etag == '"1"'
    assert due(archive, ["qingchuan"], AT) == (opened,)
