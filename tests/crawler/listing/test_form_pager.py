"""Pagers that send a form: what is sent, and that each page keeps an address of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qs

import pytest

from archive.capture import Capture
from archive.posted import split_posted
from crawler.listing import Listing, NextPage, read_listing

URL = "http://wsjk.donghe.example/list.aspx?cid=9"
STATE = (
    '<input type="hidden" name="__EVENTTARGET"><input type="hidden" name="__EVENTARGUMENT">'
    '<input type="hidden" name="__VIEWSTATE" value="/wEPDwUK">'
)


def read(body: str, url: str = URL, encoding: str = "utf-8") -> Listing:
    html = f"<html><body>{body}</body></html>".encode(encoding)
    return read_listing(Capture(url=url, fetched_at=datetime(2024, 9, 1, tzinfo=UTC), body=html))


def sent(listing: Listing) -> dict[str, list[str]]:
    (way,) = listing.next
    assert way.form is not None
    return parse_qs(way.form, keep_blank_values=True)


def form(inner: str, method: str = "post", action: str = "list.aspx?cid=9") -> str:
    return f'<form method="{method}" action="{action}">{STATE}{inner}</form>'


def test_a_postback_sends_the_forms_fields_with_its_state():
    page = read(
        form("<input name=key value=义诊><a href=\"javascript:__doPostBack('pager','2')\">下一页</a>")
    )
    assert sent(page) == {
        "__EVENTTARGET": ["pager"], "__EVENTARGUMENT": ["2"], "__VIEWSTATE": ["/wEPDwUK"], "key": ["义诊"],
    }  # fmt: skip
    assert page.next[0].url == URL
    assert "__VIEWSTATE" not in page.next[0].address


@pytest.mark.parametrize(
    ("controls", "fields"),
    [
        ("<input type=checkbox name=a value=1><input type=checkbox name=b value=2 checked>", {"b": ["2"]}),
        ("<input type=radio name=a value=1><input type=radio name=a value=2 checked>", {"a": ["2"]}),
        ("<select name=a><option value=1>一<option value=2 selected>二</select>", {"a": ["2"]}),
        ("<select name=a><option value=1>一<option value=2>二</select>", {"a": ["1"]}),
        ("<textarea name=a>话</textarea>", {"a": ["话"]}),
        ("<input name=a disabled value=1><input type=submit name=b value=搜索><input type=file name=c>", {}),
    ],
)
def test_a_form_sends_what_a_browser_would(controls, fields):
    page = read(form(f"{controls}<a href=\"javascript:__doPostBack('p','2')\">下一页</a>"))
    assert {name: value for name, value in sent(page).items() if not name.startswith("__")} == fields


def test_a_number_in_the_pager_comes_before_a_link_that_names_no_page():
    body = form(
        "<a href=\"javascript:__doPostBack('next','')\">下一页</a><span>1</span>"
        "<a href=\"javascript:__doPostBack('grid','Page$2')\">2</a><a href=\"javascript:__doPostBack('grid','Page$3')\">3</a>"
    )
    assert sent(read(body))["__EVENTARGUMENT"] == ["Page$2"]


def test_pages_reached_by_one_and_the_same_postback_have_addresses_of_their_own():
    body = form("<a href=\"javascript:__doPostBack('next','')\">下一页</a>")
    (second,) = read(body).next
    (third,) = read(body, second.address).next
    assert len({URL, second.address, third.address}) == 3
    assert third.url == URL
    assert sent(read(body, second.address))["__PAGE"] == ["3"]


@pytest.mark.parametrize(
    ("button", "added"),
    [
        ('<input type=submit name=next value="下一页">', {"next": ["下一页"]}),
        ('<input type=image name=next src=n.gif alt="下一页">', {"next.x": ["1"], "next.y": ["1"]}),
        ("<button name=next value=1>下一页</button>", {"next": ["1"]}),
    ],
)
def test_a_button_sends_its_form(button, added):
    got = sent(read(form(button)))
    assert {name: value for name, value in got.items() if not name.startswith("__")} == added
    assert got["__PAGE"] == ["2"]


@pytest.mark.parametrize(
    "script",
    [
        "function go(n){document.f.pageNo.value=n;document.f.submit();}",
        "function go(n){document.getElementById('pageNo').value = n; f.submit();}",
        "function go(n){$('#pageNo').val(n);$('#f').submit();}",
    ],
)
@pytest.mark.parametrize(
    "call", ['href="javascript:go(2)"', 'href="#" onclick="go(2);return false"', "onclick=\"go('2')\""]
)
def test_a_call_with_the_number_fills_the_field_that_holds_it(script, call):
    page = read(
        f"<script>{script}</script><form method=get action=/s.do><input name=q></form>"
        f"<form name=f method=post action=/list.do><input type=hidden name=pageNo id=pageNo value=1></form><a {call}>下一页</a>"
    )
    assert page.next == (NextPage("http://wsjk.donghe.example/list.do", "pageNo=2"),)


def test_a_form_by_get_leads_to_an_address():
    page = read(
        '<form action="/list.do?old=1"><input name=cat value=3><input name=page value=1></form><a onclick="go(2)">下一页</a>'
    )
    assert page.next == (NextPage("http://wsjk.donghe.example/list.do?cat=3&page=2"),)


@pytest.mark.parametrize(
    ("encoding", "named", "sent_as"),
    [
        ("gbk", "", "cat=%CD%A8%D6%AA&page=2"),
        ("utf-8", "", "cat=%E9%80%9A%E7%9F%A5&page=2"),
        ("gbk", "accept-charset=utf-8", "cat=%E9%80%9A%E7%9F%A5&page=2"),
        ("utf-8", "accept-charset='x-unknown, GB2312'", "cat=%CD%A8%D6%AA&page=2"),
    ],
)
def test_a_form_is_sent_in_the_encoding_of_its_page_or_in_that_which_it_names(
    encoding: str, named: str, sent_as: str
) -> None:
    page = (
        f"<form action=/list.do {named}><input name=cat value=通知><input name=page value=1></form>"
        '<a onclick="go(2)">下一页</a>'
    )
    assert read(page, encoding=encoding).next == (NextPage(f"http://wsjk.donghe.example/list.do?{sent_as}"),)
    posted = page.replace("<form", "<form method=post")
    assert read(posted, encoding=encoding).next == (NextPage("http://wsjk.donghe.example/list.do", sent_as),)


def test_a_fragment_of_a_posted_list_asks_by_its_own_form_again():
    own = "http://wsjk.jichuan.example/module/xxgk/search.jsp?__wb_method=POST&divid=div9&currpage=1"
    (way,) = read('<a onclick="gotopage(2)">下一页</a>', own).next
    assert split_posted(way.address) == (
        "http://wsjk.jichuan.example/module/xxgk/search.jsp",
        "divid=div9&currpage=2",
    )


@pytest.mark.parametrize(
    "body",
    [
        form("<a class=aspNetDisabled>下一页</a>"),
        form("第2页 共2页<a href=\"javascript:__doPostBack('next','')\">下一页</a>"),
        "<form method=post action=/list.do><input name=pageNo value=3></form>共3页 第3页<a onclick='go(4)'>下一页</a>",
        "<a href='javascript:history.go(1)'>下一页</a>",
        "<a onclick=\"next()\">下一页</a>",
        "<form method=post><input name=pageNo value=1></form><a href='javascript:;'>下一页</a>",
    ],
)  # fmt: skip
def test_on_the_last_page_and_without_a_form_nothing_is_sent(body):
    assert read(body).next == ()
