"""How the addresses of records are made that hold only a number: by a rule, or as the page's script does."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from archive.capture import Capture
from crawler.listing import Listing, read_listing
from crawler.listing.record_address import entry_template, filled, is_entry_template

BASE = "http://wsjk.liuxi.example"
TITLES = ("关于开展登革热防控工作的通知", "关于举办急救培训班的通知", "关于公布抽检结果的公告")
RECORDS = [
    {"id": 318 + n, "column": "tzgg", "title": title, "publishDate": f"2024-08-1{n}", "cover": f"/up/{n}.png"}
    for n, title in enumerate(TITLES)
]


def capture(text: str, path: str = "/list.html") -> Capture:
    return Capture(url=BASE + path, fetched_at=datetime(2024, 9, 1, tzinfo=UTC), body=text.encode())


def urls(listing: Listing) -> list[str]:
    return [entry.url.removeprefix(BASE) for entry in listing.entries]


@pytest.mark.parametrize(
    ("script", "template"),
    [
        ("html += \"<a href='/detail.html?id=\" + item.id + \"'>\" + item.title + '</a>';", "/detail.html?id={id}"),
        ("'<li><a class=\"t\" href=\"/detail.html?id='+data[i].id+'\">'", "/detail.html?id={id}"),
        ("`<a href=\"/news/${row.column}/${row.id}.html\">`", "/news/{column}/{id}.html"),
        ("<a :href=\"'/detail?id=' + item.articleId\">", "/detail?id={articleId}"),
        ('<a v-bind:href="`/detail/${item.id}`">', "/detail/{id}"),
        ('<a href="/detail.html?id={{item.id}}">{{item.title}}</a>', "/detail.html?id={id}"),
        ('<a href="/detail.html?id=<%= v.id %>">', "/detail.html?id={id}"),
        ("location.href = './show.aspx?id=' + row.ID;", "./show.aspx?id={ID}"),
        (
            "a.href = 'detail.html?id=' + encodeURIComponent(this.id) + '&type=' + this.type;",
            "detail.html?id={id}&type={type}",
        ),
        ("window.open(\"/detail?id=\"+item.id)", "/detail?id={id}"),
        ("router.push(`/detail/${item.id}`)", "/detail/{id}"),
        # beside what is none
        ("$.get('/api/hit?id=' + item.id); s += '<a href=\"/d?id=' + item.id + '\">';", "/d?id={id}"),
        ("s += '<img src=\"/up/' + item.cover + '\"><a href=\"/d?id=' + item.id + '\">'", "/d?id={id}"),
        ("'<a href=\"/list.html?cid='+item.cid+'\">'+'<a href=\"/d.html?id='+item.id+'\">'", "/d.html?id={id}"),
        ("'<a href=\"/org/'+item.org+'\">'+'<a href=\"/d.html?id='+item.id+'\">'", "/d.html?id={id}"),
        # none that is written out
        ("'<a href=\"'+item.url+'\">'", None),
        ("'/detail.html?id=' + id", None),
        ("$.get('/api/detail?id='+item.id)", None),
        ("$.ajax({url: '/api/detail?id='+item.id})", None),
        ("'<img src=\"/up/' + item.cover + '\">'", None),
        ("'<a href=\"/a?id='+x.id+'\">' + '<a href=\"/b?id='+x.id+'\">'", None),
        ("'<a href=\"/d?id='+encode(item.id)+'\">'", None),
        ("'<a href=\"/d?id='+item.id+item.key+'\">'", None),
        ("'/d?id=' + item.id.substr(1)", None),
        ("'<a href=\"/list.html?cid='+item.cid+'\">'", None),
        ("ctx + '/detail?id=' + item.id", None),
        ("`${ctx}/detail?id=${item.id}`", None),
    ],
)  # fmt: skip
def test_a_template_is_what_a_script_writes_of_constants_and_fields(script, template):
    assert entry_template(f"<script>{script}</script>") == template
    assert template is None or is_entry_template(template)


@pytest.mark.parametrize(
    ("record", "address"),
    [
        ({"id": 7}, "/d?id=7"),
        ({"id": "a/b 1"}, "/d?id=a%2Fb%201"),
        ({"id": ""}, None),
        ({"id": None}, None),
        ({"id": True}, None),
        ({"id": [7]}, None),
        ({"ID": 7}, None),
    ],
)
def test_a_field_without_plain_value_gives_no_address(record, address):
    assert filled("/d?id={id}", record, BASE) == (address and BASE + address)


def test_the_script_that_draws_the_data_of_its_own_page_says_where_they_lead():
    script = (
        f"var list={json.dumps(RECORDS)}; s+='<a href=\"/detail.html?id='+list[i].id+'\">'+list[i].title;"
    )
    listing = read_listing(capture(f"<html><body><ul id=list></ul><script>{script}</script></body></html>"))
    assert urls(listing) == [f"/detail.html?id={n}" for n in (318, 319, 320)]
    assert listing.unaddressed == 0


def test_the_answer_to_a_pages_script_is_read_as_that_page_would_draw_it():
    script = (
        "$.getJSON('/api/notice/page?size=3&pageNo=1', function(d){ d.rows.forEach(function(item){"
        "s+='<a href=\"/show/'+item.column+'/'+item.id+'.html\">'+item.title}) })"
    )
    way = read_listing(capture(f"<html><body><ul id=list></ul><script>{script}</script></body></html>")).next[
        0
    ]
    answer = capture(json.dumps({"total": 9, "rows": RECORDS}), "/api/notice/page?size=3&pageNo=1")
    listing = read_listing(replace(answer, requested_url=way.address))
    assert urls(listing) == [f"/show/tzgg/{n}.html" for n in (318, 319, 320)]
    (following,) = listing.next
    assert following.address == way.address.replace("pageNo=1", "pageNo=2")


@pytest.mark.parametrize("more", [{}, {"url": "/api/raw/1.html"}])
def test_a_rule_says_where_records_lead(more):
    answer = capture(json.dumps([{**record, **more} for record in RECORDS]), "/api/list.json")
    listing = read_listing(answer, {"detail": "/info/{id}.html"})
    assert urls(listing) == [f"/info/{n}.html" for n in (318, 319, 320)]


def test_an_address_in_the_records_themselves_is_surer_than_a_script():
    records = [{**record, "link": f"/a/{record['id']}.html"} for record in RECORDS]
    script = f"var list={json.dumps(records)}; s+='<a href=\"/detail.html?id='+list[i].id+'\">'"
    listing = read_listing(capture(f"<html><body><script>{script}</script></body></html>"))
    assert urls(listing) == [f"/a/{n}.html" for n in (318, 319, 320)]


@pytest.mark.parametrize(
    "page",
    [
        json.dumps({"rows": RECORDS}),
        f"<html><body><div id=app></div><script>var list = {json.dumps(RECORDS)};</script></body></html>",
        json.dumps({"rows": [{**record, "siteUrl": "/tzgg/1.html"} for record in RECORDS]}),
    ],
    ids=["answer", "page", "an address of all"],
)
def test_records_whose_address_nothing_says_are_counted(page):
    listing = read_listing(capture(page, "/list"))
    assert (listing.entries, listing.unaddressed) == ((), 3)


@pytest.mark.parametrize(
    "value",
    [
        {"menu": [{"id": n, "name": name} for n, name in enumerate(("首页", "机构概况", "政务公开"))]},
        {"days": [{"id": n, "day": f"2024-08-1{n}", "count": 40 + n} for n in range(5)]},
        {"list": RECORDS[:2]},
        {"hot": [{"id": n, "title": title} for n, title in enumerate(TITLES)]},
    ],
    ids=["menu", "counts", "two", "undated"],
)
def test_other_records_are_no_entries(value):
    assert read_listing(capture(json.dumps(value), "/list")).unaddressed == 0
