"""Rules of sites and platforms: what each key may hold, and what the rule for dates does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive.capture import Capture
from archive.errors import UsageError
from crawler.listing import read_listing
from crawler.listing.rules import RULES, checked_rules

GOOD = {
    "entries": "ul.list a",
    "next": "a.more",
    "pages": "index_{page}.html",
    "endpoint": "/api/list.json?page={page}&size=15",
    "detail": "/detail.html?id={id}",
    "dates": "day-first",
}


def test_every_key_has_a_value_that_it_accepts():
    assert checked_rules(GOOD, "rules") == GOOD
    assert GOOD.keys() == RULES.keys()


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ({"entries": "ul["}, "entries: got 'ul\\['.*expected a CSS selector"),
        ({"next": 3}, "next: got the number 3, expected a CSS selector"),
        ({"pages": "index_2.html"}, "pages: got 'index_2.html', expected an address with {page} in it once"),
        ({"pages": "{page}/{page}.html"}, "in it once"),
        ({"endpoint": "/api list?page={page}"}, "endpoint: .*expected an address with {page}"),
        (
            {"detail": "/detail.html?id="},
            "detail: got '/detail.html\\?id=', expected an address with a field's name",
        ),
        ({"dates": "dmy"}, "dates: got 'dmy', expected day-first or month-first"),
        ({"date": "day-first"}, "unknown key 'date' .did you mean 'dates'"),
    ],
)
def test_a_value_that_the_key_cannot_have_is_named_with_what_was_expected(rules, message):
    with pytest.raises(UsageError, match=f"^mine.yml: .*{message}"):
        checked_rules(rules, "mine.yml")


@pytest.mark.parametrize(
    ("rule", "date"), [(None, None), ("day-first", "2024-08-12"), ("month-first", "2024-12-08")]
)
def test_a_date_with_its_year_last_is_read_only_where_the_order_is_known(rule, date):
    rows = "".join(
        f"<li><a href='/a/{31800 + n}.html'>關於開展義診活動的通告第{n}號</a> 12/08/2024</li>"
        for n in range(4)
    )
    capture = Capture(
        url="http://www.haojing.example/tc/",
        fetched_at=datetime(2024, 12, 31, tzinfo=UTC),
        body=f"<ul>{rows}</ul>".encode(),
    )
    listing = read_listing(capture, {"dates": rule} if rule else None)
    assert [entry.date for entry in listing.entries] == [date] * 4


def test_a_page_proves_its_order_by_a_day_above_twelve():
    days = ("29/08/2024", "12/08/2024", "01/07/2024")
    rows = "".join(
        f"<li><a href='/a/{31800 + n}.html'>關於開展義診活動的通告</a> {day}</li>"
        for n, day in enumerate(days)
    )
    capture = Capture(
        url="http://www.haojing.example/tc/",
        fetched_at=datetime(2024, 12, 31, tzinfo=UTC),
        body=f"<ul>{rows}</ul>".encode(),
    )
    assert [entry.date for entry in read_listing(capture).entries] == [
        "2024-08-29",
        "2024-08-12",
        "2024-07-01",
    ]
