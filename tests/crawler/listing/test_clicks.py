"""Where a click leads on elements whose address stands in no ``href``, and which of them lead nowhere known."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive.capture import Capture
from crawler.listing import Listing, read_listing

BASE = "http://wsjk.donghe.example"
TITLES = (
    "关于开展登革热防控工作的通知",
    "关于举办急救培训班的通知",
    "关于公布抽检结果的公告",
    "关于征集科普作品的启事",
)
SCRIPTS = {
    "view(id) → location": "function view(id){location.href='/detail?id='+id;}",
    "template": "const view = (id) => { window.open(`/detail?id=${id}`) }",
    "template, escaped": "var view = async function(id){ location.assign(`/detail?id=${encodeURIComponent(id)}`); }",
    "window.view": "window.view = function (id) {var url = '/detail?id=' + id; window.open(url, '_blank');}",
    "one argument, no brackets": "let view = id => location.href = '/detail?id=' + id",
    "method": "var app = {methods: {hide(id){this.x = id}, view(id){ location.href = '/detail?id=' + id }}}",
    "constant": "var ctx = '/detail';\nfunction view(id){ location.href = ctx + '?id=' + id; }",
    "callback": "function view(id){ $.post('/hit', {id: id}, function(){ location.href='/detail?id='+id; }); }",
    "another address is asked": "function view(id){ $.get('/hit?id='+id); location.href='/detail?id='+id; }",
    "jQuery": "function view(id){ $('#go').attr('href', '/detail?id=' + id); }",
}
UNKNOWN = {
    "no such function": "",
    "another function": "function preview(id){location.href='/detail?id='+id;}",
    "method of another": "var app = {view(id){alert(id)}, open(id){ location.href = '/detail?id=' + id }}",
    "two addresses": "function view(id){ if(wide) location.href='/detail?id='+id; else location.href='/m?id='+id; }",
    "a variable": "function view(id){ location.href = ctx + '/detail?id=' + id; }",
    "a variable set twice": "var ctx='/a'; ctx='/b'; function view(id){ location.href = ctx + '?id=' + id; }",
    "asked by script": "function view(id){ $.get('/detail?id='+id, draw); }",
    "another variable": "function view(key){ location.href = '/detail?id=' + id; }",
    "a call": "function view(id){ location.href = '/detail?id=' + encode(id); }",
}


def listing(row: str, script: str = "", around: str = "<ul>{}</ul>") -> Listing:
    rows = "".join(row.format(n=7001 + n, title=title, d=20 - n) for n, title in enumerate(TITLES))
    html = f"<html><script>{script}</script><body>{around.format(rows)}</body></html>"
    fetched = datetime(2024, 9, 1, tzinfo=UTC)
    return read_listing(Capture(url=f"{BASE}/list/", fetched_at=fetched, body=html.encode()))


def wanted(address: str) -> list[tuple[str, str]]:
    return [(title, f"{BASE}{address.format(n=7001 + n)}") for n, title in enumerate(TITLES)]


DATE = "<i>2024-08-{d}</i>"
TABLE = "<table><tr><th>索引号</th><th>发文机关</th><th>标题</th><th>日期</th></tr>{}</table>"


@pytest.mark.parametrize(
    ("row", "address"),
    [
        (f"<li onclick=\"location.href='/a/{{n}}.html'\">{{title}}{DATE}</li>", "/a/{n}.html"),
        (f"<li onclick=\"window.open('/a/{{n}}')\"><b>{{title}}</b>{DATE}</li>", "/a/{n}"),
        (f"<li><a onclick=\"window.open('/a/{{n}}.html','_blank')\">{{title}}</a>{DATE}</li>", "/a/{n}.html"),
        (f"<li onclick=\"location.href='/a/'+{{n}}+'.html'\">{{title}}{DATE}</li>", "/a/{n}.html"),
        (f"<li onclick=\"location='/show?id='+'{{n}}'\">{{title}}{DATE}</li>", "/show?id={n}"),
        (f'<li data-href="/a/{{n}}.html">{{title}}{DATE}</li>', "/a/{n}.html"),
        (f'<li data-url="../a/{{n}}.html"><p>{{title}}</p>{DATE}</li>', "/a/{n}.html"),
        (f'<li href="/a/{{n}}.html">{{title}}{DATE}</li>', "/a/{n}.html"),
        (f'<div class=row><a href="javascript:;" data-link="/a/{{n}}">{{title}}</a>{DATE}</div>', "/a/{n}"),
        (f'<li data-href="/a/{{n}}.html"><a href="#">{{title}}</a>{DATE}</li>', "/a/{n}.html"),
        (f"<li onclick=\"view('/x/{{n}}.shtml')\"><a href=javascript:void(0)>{{title}}</a>{DATE}</li>", "/x/{n}.shtml"),
    ],
)  # fmt: skip
def test_an_address_is_read_where_it_stands(row, address):
    found = listing(row)
    assert [(entry.title, entry.url) for entry in found.entries] == wanted(address)
    assert found.unaddressed == 0
    assert found.entries[0].date == "2024-08-20"


@pytest.mark.parametrize(
    "cells",
    [
        "<td>DH-{n}</td><td>东河市卫生健康委员会</td><td>{title}</td><td>2024-08-{d}</td>",
        "<td>{n}</td><td>疾控处</td><td><span>{title}</span></td><td>[2024-08-{d}]</td>",
    ],
)
@pytest.mark.parametrize(
    ("attribute", "address"),
    [
        ("onclick=\"view('/x/{n}.shtml')\"", "/x/{n}.shtml"),
        ("data-url='/x/{n}.shtml'", "/x/{n}.shtml"),
    ],
)
def test_a_table_row_that_is_a_link_gives_the_title_of_its_column(cells, attribute, address):
    found = listing(f"<tr {attribute}>{cells}</tr>", around=TABLE)
    assert [(entry.title, entry.url) for entry in found.entries] == wanted(address)


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.parametrize(
    "row",
    [
        f'<li onclick="view({{n}})">{{title}}{DATE}</li>',
        f"<li><a href=\"javascript:view('{{n}}');\">{{title}}</a>{DATE}</li>",
        f'<li><a href="#" onclick="return view({{n}}, this)">{{title}}</a>{DATE}</li>',
        f'<li onclick="app.view({{n}})"><a href="#">{{title}}</a>{DATE}</li>',
    ],
)
def test_a_function_that_puts_an_address_together_is_followed(row, script):
    found = listing(row, script)
    assert [(entry.title, entry.url) for entry in found.entries] == wanted("/detail?id={n}")
    assert found.unaddressed == 0


def test_every_argument_of_a_call_counts():
    found = listing(
        f"<li onclick=\"show(this, 'c3', {{n}})\">{{title}}{DATE}</li>",
        "function show(e, column, id){ location.href = '/' + column + '/' + id + '.html'; }",
    )
    assert [(entry.title, entry.url) for entry in found.entries] == wanted("/c3/{n}.html")


@pytest.mark.parametrize("script", UNKNOWN.values(), ids=UNKNOWN)
def test_no_address_is_made_up(script):
    found = listing(f'<li onclick="view({{n}})">{{title}}{DATE}</li>', script)
    assert (found.entries, found.unaddressed) == ((), 4)


@pytest.mark.parametrize(
    "row",
    [
        f'<li onclick="view(this.id)">{{title}}{DATE}</li>',
        f'<li data-id="{{n}}"><b>{{title}}</b>{DATE}</li>',
        f'<li><a href="javascript:;" data-id="{{n}}">{{title}}</a>{DATE}</li>',
        f'<li><a href="#">{{title}}</a>{DATE}</li>',
        f"<li onclick=\"location.href=ctx+'/a/{{n}}.html'\">{{title}}{DATE}</li>",
        f"<li onclick=\"location.href='/a/'+key+'.html'\">{{title}}{DATE}</li>",
    ],
)
def test_rows_whose_address_only_a_running_script_knows_are_counted(row):
    found = listing(row, "function view(id){location.href='/detail?id='+id;}")
    assert (found.entries, found.unaddressed) == ((), 4)


HOT = "".join(
    f"<li><a href='/hot/{n}.html'>热门：本市开展义诊活动之{n}</a>2024-08-0{n}</li>" for n in (1, 2, 3)
)


def test_another_list_of_the_page_does_not_take_the_place_of_one_without_addresses():
    row = f'<li onclick="view({{n}})">{{title}}{DATE}</li>'
    found = listing(row, around=f"<ul class=main>{{}}</ul><div class=side><h3>热点</h3><ul>{HOT}</ul></div>")
    assert (found.entries, found.unaddressed) == ((), 4)


@pytest.mark.parametrize(
    "beside",
    [
        '<a href="javascript:;" onclick="share({n})">分享到微信朋友圈</a>',
        '<button onclick="like({n})">点赞本篇文章内容</button>',
        '<a href="#" class="share">收藏这一篇通知内容</a>',
    ],
)
def test_a_button_in_a_row_with_an_address_is_no_row(beside):
    found = listing(f'<li><a href="/a/{{n}}.html">{{title}}</a>{beside}{DATE}</li>')
    assert [entry.url for entry in found.entries] == [url for _, url in wanted("/a/{n}.html")]
    assert found.unaddressed == 0


@pytest.mark.parametrize(
    "more",
    [
        "".join(f'<p><a href="#" onclick="tab({n})">第{n}项办事服务指南</a></p>' for n in range(6)),
        "".join(f'<dl data-id="{n}"><dt>常见问题的第{n}个解答</dt></dl>' for n in range(6)),
        '<div data-url="/api/list"><a href="#">某某市卫生健康委员会</a><a href="#">某某市疾病预防控制中心</a></div>',
    ],
)
def test_menus_and_undated_rows_without_addresses_are_no_list(more):
    found = listing(f'<li><a href="/a/{{n}}.html">{{title}}</a>{DATE}</li>', around=f"{more}<ul>{{}}</ul>")
    assert [entry.url for entry in found.entries] == [url for _, url in wanted("/a/{n}.html")]
    assert found.unaddressed == 0
