"""Endpoints: where a page without rows gets them from, and the answers in data that follow."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from archive.capture import Capture
from crawler.listing import Listing, NextPage, read_listing

URL = "http://wsjk.nangang.example/tzgg/index.html"
LIST = "http://wsjk.nangang.example/api/list.json"


def read(body: str, url: str = URL, rules: dict[str, str] | None = None) -> Listing:
    capture = Capture(url=url, fetched_at=datetime(2024, 9, 1, tzinfo=UTC), body=body.encode())
    return read_listing(capture, rules)


def answer(rows: int = 2, **counters: object) -> str:
    notices = [
        {"title": f"关于开展第{n}次义诊活动的通知", "url": f"/a/{31800 + n}.html", "date": "2024-08-12"}
        for n in range(rows)
    ]
    return json.dumps({**counters, "list": notices})


@pytest.mark.parametrize(
    ("script", "way"),
    [
        ("$.ajax({url:'/api/list.json?page=1',type:'GET'})", NextPage(f"{LIST}?page=1")),
        ("$.getJSON('/api/list.json', f)", NextPage(LIST)),
        ("fetch('../api/list.json')", NextPage(LIST)),
        ("axios.get('/api/list.json?channel=9')", NextPage(f"{LIST}?channel=9")),
        ("x.open('GET', '/api/list.json')", NextPage(LIST)),
        ("var listUrl = '/api/list.json?page=' + n;", NextPage(f"{LIST}?page=1")),
        ("$.ajax({url:'/api/list.json',data:{channel:'9',page:1}})", NextPage(f"{LIST}?channel=9&page=1")),
        (
            "var ch = 'tz'; $.ajax({url:'/api/list.json',data:{channel:ch,page:n}})",
            NextPage(f"{LIST}?channel=tz&page=1"),
        ),
        ("$.post('/api/list.json', {page: 1})", None),
        ("$.ajax({type:'POST',url:'/api/list.json',data:{page:1}})", NextPage(LIST, "page=1")),
        ("$.getJSON('/api/visit/count.json')", None),
        ("$.getJSON('http://other.example/api/list.json')", None),
        ("$.ajax({url: base + path})", None),
        ("var t = '/api/list.json is the address';", None),
    ],
)
def test_a_page_without_rows_leads_to_the_address_that_its_script_fetches(script, way):
    assert read(f"<html><body><ul id=list></ul><script>{script}</script></body></html>").next == (
        (way,) if way else ()
    )


def test_a_page_with_rows_needs_no_endpoint():
    rows = "".join(
        f"<li><a href='/a/{31800 + n}.html'>关于开展义诊活动的通知</a>2024-08-1{n}</li>" for n in range(5)
    )
    assert read(f"<ul>{rows}</ul><script>$.getJSON('/api/list.json')</script>").next == ()


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("list_in.html", "http://wsjk.nangang.example/tzgg/list_in.html"),
        ("/visitcount.jsp", None), ("/share/footer.html", None), ("http://other.example/list.html", None), ("", None),
    ],
)  # fmt: skip
def test_a_page_without_rows_leads_into_its_frame(source, url):
    page = read(f"<html><body><div>通知公告</div><iframe src='{source}'></iframe></body></html>")
    assert page.next == ((NextPage(url),) if url else ())


@pytest.mark.parametrize(
    ("own", "counters", "following"),
    [
        ("?page=1", {"total": 9}, "?page=2"),
        ("?page=1&size=2", {"total": 2}, None),
        ("?page=5&size=2", {"total": 9}, None),
        ("?page=4&size=2", {"total": 9}, "?page=5&size=2"),
        ("?pageNo=3", {"pages": 3}, None),
        ("?pageNo=2", {"pages": "3"}, "?pageNo=3"),
        ("?page=0", {"totalPages": 3, "number": 0}, "?page=1"),
        ("?page=2", {"totalPages": 3, "number": 2}, "?page=3"),
        ("?start=0&rows=2", {"numFound": 5}, "?start=2&rows=2"),
        ("?start=4&rows=2", {"numFound": 6}, None),
        ("?page=2&size=10", {}, None),
        ("?page=2&size=2", {}, "?page=3&size=2"),
        ("", {"total": 9}, None),
    ],
)
def test_after_an_answer_comes_the_one_that_its_counters_call_for(own, counters, following):
    assert read(answer(**counters), LIST + own).next == ((NextPage(LIST + following),) if following else ())


def test_an_answer_without_entries_ends_the_list():
    assert read(answer(rows=0, total=90), f"{LIST}?page=9").next == ()


def test_a_posted_answer_is_followed_by_post():
    own = f"{LIST}?__wb_method=POST&page=1&channel=9"
    assert read(answer(total=9), own).next == (NextPage(LIST, "page=2&channel=9"),)


def test_a_padded_answer_is_read_as_the_plain_one():
    plain, padded = (
        read(answer(total=9), f"{LIST}?page=1"),
        read(f"callback({answer(total=9)});", f"{LIST}?page=1"),
    )
    assert padded == plain
    assert len(plain.entries) == 2
    assert plain.total == 9


def test_markup_within_an_answer_is_read_as_rows():
    rows = "".join(
        f'<li><a href="/a/{31800 + n}.html">关于开展义诊活动的通知</a><span>2024-08-1{n}</span></li>'
        for n in range(3)
    )
    page = read(json.dumps({"data": {"html": f"<ul>{rows}</ul>"}}), f"{LIST}?page=1")
    assert [entry.date for entry in page.entries] == ["2024-08-10", "2024-08-11", "2024-08-12"]


def test_a_rule_names_the_endpoint_and_counts_its_pages():
    rules = {"endpoint": "/api/v2/list?no=x{page}"}
    assert read("<html><body><div id=app></div></body></html>", rules=rules).next == (
        NextPage("http://wsjk.nangang.example/api/v2/list?no=x1"),
    )
    own = "http://wsjk.nangang.example/api/v2/list?no=x1"
    assert read(answer(), own, rules).next == (NextPage(own.replace("x1", "x2")),)


def test_a_rule_gives_the_addresses_of_the_pages():
    rules = {"pages": "p{page}.html"}
    rows = "".join(
        f"<li><a href='/a/{31800 + n}.html'>关于开展义诊活动的通知</a>2024-08-1{n}</li>" for n in range(5)
    )
    assert read(f"<ul>{rows}</ul>", rules=rules).next == (
        NextPage("http://wsjk.nangang.example/tzgg/p2.html"),
    )
    second = "http://wsjk.nangang.example/tzgg/p2.html"
    assert read(f"<ul>{rows}</ul>", second, rules).next == (NextPage(second.replace("p2", "p3")),)
    assert read(f"<ul>{rows}</ul>共2页", second, rules).next == ()


def test_a_platforms_endpoint_takes_its_values_from_the_page():
    script = "queryData=\"{'webId':'29','pageId':'bf','tplSetId':'5c','tagId':'内容 区域'}\"; url='/api-gateway/jpaas-publish-server/x';"
    (way,) = read(f"<html><body><script>{script}</script></body></html>").next
    assert way.url.startswith(
        "http://wsjk.nangang.example/api-gateway/jpaas-publish-server/front/page/build/unit?"
    )
    assert "webId=29&tplSetId=5c&pageType=column&tagId=%E5%86%85%E5%AE%B9%20%E5%8C%BA%E5%9F%9F" in way.url
    assert "%22pageNo%22%3A1%2C" in way.url
