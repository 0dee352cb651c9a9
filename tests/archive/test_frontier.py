"""What is known of each address, and when it is looked at again."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from archive.due import known_pages, pending, revisits, unread_lists
from archive.frontier import Lead, adopt, enlist, lead, reopen, was_answered_at
from archive.looks import mark_done, mark_failed, mark_unchanged
from archive.schedule import RETRY_DAYS
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


def due(archive: Archive, sites: list[str], at: str) -> tuple[Lead, ...]:
    """All that was never answered on *sites*, and all whose next look is due."""
    found: list[Lead] = []
    for site in sites:
        found += unread_lists(archive, site, at)
        found += (lead for _, lead in pending(archive, site, ("page", "attachment", "listing")))
        found += revisits(archive, site, at)
    return tuple(dict.fromkeys(found))


def test_only_unknown_addresses_are_new(archive: Archive) -> None:
    assert enlist(archive, [PAGE, other("a.html#top"), other("b.html")], AT) == (PAGE, other("b.html"))
    assert enlist(archive, [PAGE], days_later(AT, 1)) == ()
    assert due(archive, ["qingchuan"], AT) == (PAGE, other("b.html"))
    assert due(archive, ["elsewhere"], AT) == ()


def test_a_known_address_takes_over_what_its_own_listing_shows_now(archive: Archive) -> None:
    enlist(archive, [PAGE], AT)
    enlist(archive, [replace(PAGE, listed_title="关于防蚊灭蚊的通知", listed_date="2024-08-12")], AT)
    enlist(archive, [PAGE, other("a.html", via="http://www.portal.example/", listed_title="灭蚊的事")], AT)
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
    assert due(archive, ["qingchuan"], AT) == ()
    mark_unchanged(archive, PAGE.url, days_later(AT, 1))
    (page,) = known_pages(archive, "qingchuan")
    assert (page.url, page.etag, page.last_modified) == (PAGE.url, '"1"', "Mon, 12 Aug 2024 03:04:05 GMT")


def test_a_content_without_validators_leaves_none(archive: Archive) -> None:
    enlist(archive, [PAGE], AT)
    mark_done(archive, PAGE.url, AT, etag='"1"')
    mark_done(archive, PAGE.url, days_later(AT, 1))
    (page,) = known_pages(archive, "qingchuan")
    assert page.etag is None


def test_an_older_answer_or_failure_changes_nothing_of_the_last_look(archive: Archive) -> None:
    enlist(archive, [PAGE], AT)
    mark_done(archive, PAGE.url, AT, etag='"new"')
    mark_done(archive, PAGE.url, days_later(AT, -9), etag='"old"')
    mark_failed(archive, PAGE.url, "not-found", days_later(AT, -9))
    (page,) = known_pages(archive, "qingchuan")
    assert page.etag == '"new"'
    assert was_answered_at(archive, PAGE.url, AT)
    assert not was_answered_at(archive, PAGE.url, days_later(AT, -9))


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


def test_a_listing_page_that_was_known_as_a_page_is_a_listing_page(archive: Archive) -> None:
    enlist(archive, [other("index_1.html")], AT)
    mark_done(archive, other("index_1.html").url, AT, etag='"1"')
    (opened,) = reopen(archive, [other("index_1.html", kind="listing")], AT)
    assert (opened.kind, opened.etag) == ("listing", None)
    assert due(archive, ["qingchuan"], AT) == (opened,)


def test_a_listing_page_takes_all_it_led_to_along_to_another_site(archive: Archive) -> None:
    bare = "wsjk.qingchuan.example"
    start = other("list", kind="listing")
    more = other("list_1", kind="listing", via=start.url)
    pages = [other("a.html", via=start.url), other("b.html", via=more.url)]
    elsewhere = other("c.html", via="http://wsjk.qingchuan.example/other_list")
    enlist(archive, [replace(item, site=bare) for item in (start, more, *pages, elsewhere)], AT)
    reopen(archive, [start], AT)
    assert set(due(archive, ["qingchuan"], AT)) == {start, more, *pages}
    assert due(archive, [bare], AT) == (replace(elsewhere, site=bare),)


def test_what_sites_outside_the_run_left_undone_is_adopted(archive: Archive) -> None:
    archive.save_site("linhu")
    enlist(archive, [other("pending"), other("done"), other("failed"), other("waiting")], AT)
    enlist(archive, [replace(other("in-the-run"), site="wangshan")], AT)
    mark_done(archive, other("done").url, AT)
    mark_failed(archive, other("failed").url, "timeout", days_later(AT, -1))
    mark_failed(archive, other("waiting").url, "timeout", AT)
    urls = [other(path).url for path in ("pending", "done", "failed", "waiting", "in-the-run", "unknown")]
    adopted = adopt(archive, urls, "linhu", AT, visited=["linhu", "wangshan"])
    assert [(item.url, item.site) for item in adopted] == [
        (other("failed").url, "linhu"),
        (other("pending").url, "linhu"),
    ]
    assert due(archive, ["linhu"], AT) == tuple(reversed(adopted))
