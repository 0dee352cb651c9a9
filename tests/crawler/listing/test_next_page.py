"""Where the next listing page is, and where there is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive.capture import Capture
from crawler.listing import read_listing

HERE = "http://wsjk.example/tzgg/index_2.html"


def next_of(html: str, url: str = HERE, **more) -> tuple[str, ...]:
    body = f"<html><body>{html}</body></html>".encode()
    capture = Capture(url=url, fetched_at=datetime(2024, 9, 1, tzinfo=UTC), body=body, **more)
    return tuple(page.address for page in read_listing(capture).next)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="index_3.html">下一页</a>',
        '<a href="index_3.html">下页</a>',
        '<a href="index_3.html"> 下一页 &gt;</a>',
        '<a href="index_3.html">[下一頁]</a>',
        '<a href="index_3.html"><span>后一页</span></a>',
        '<a href="index_3.html">Next »</a>',
        '<a href="index_3.html">下一页(2/9)</a>',
        '<a href="index_3.html"><img src="n.gif" alt="下一页"></a>',
        '<a href="index_3.html" title="下一页"><i class="icon"></i></a>',
        '<a href="index_3.html" rel="next">较旧的文章</a>',
        '<link rel="next" href="index_3.html">',
        '<div class="page"><a href="index.html">&lt;</a><a href="index_3.html">&gt;</a>'
        '<a href="index_9.html">&gt;&gt;</a></div>',
        '<div class="page"><a href="index.html">1</a><span>2</span><a href="index_3.html">3</a></div>',
        '<ul><li><a href="index.html">1</a></li><li class="active"><a href="#">2</a></li>'
        '<li><a href="index_3.html">3</a></li></ul>',
        '<p><a href="index.html">[1]</a> <b>2</b> <a href="index_3.html">[3]</a> '
        '<a href="index_4.html">[4]</a></p>',
        '<a href="index.html">1</a><a href="index_2.html">2</a><a href="index_3.html">3</a>',
        '<a href="javascript:go(3)">下一页</a><a href="index.html">1</a><a class="cur">2</a>'
        '<a href="index_3.html">3</a>',
        '<a href="/art/1.html">下一篇</a><a href="index_3.html">下一页</a>',
        '<a href="http://wsjk.example/tzgg/index_3.html#list">下一页</a>',
        '<a href="javascript:;" onclick="location.href=\'index_3.html\'">下一页</a>',
        "<a href=\"javascript:go('/tzgg/index_3.html')\">下一页</a>",
        "<button onclick=\"location='index_3.html'\">下一页</button>",
        "<input type=button value=下一页 onclick=\"window.location.href='index_3.html'\">",
        '<select><option value="index.html">1</option><option value="index_2.html" selected>2</option>'
        '<option value="index_3.html">3</option></select>',
        '<select><option value="./">第1页</option><option value="index_2.html">第2页</option>'
        '<option value="index_3.html">第3页</option></select>',
        '<select onchange="location=this.value"><option value="show.do?p=1">第1页</option>'
        '<option value="show.do?p=2" selected>第2页</option><option value="index_3.html">第3页</option></select>',
        '<a href="index_3.html">下10条</a>',
        '<a href="javascript:goPage(3)">下一页</a>'
        "<script>function goPage(n){window.location.href='index_'+n+'.html';}</script>",
        '<div><a class="nextpage" href="index_3.html"><img src="r.gif"></a></div>',
        '<a href="index.html">首页</a> <em>2/3</em> <a href="index_3.html">＞</a> <a href="index_9.html">尾页</a>',
        '<div><a href="index.html">1</a><a href="javascript:;">2</a><a href="index_3.html">3</a></div>',
    ],
)
def test_the_next_page_is_found_by_what_a_reader_would_click(html):
    assert next_of(html) == ("http://wsjk.example/tzgg/index_3.html",)


@pytest.mark.parametrize(
    "html",
    [
        "",
        '<a href="index_2.html">下一页</a>',
        '<a href="#">下一页</a>',
        '<a href="javascript:void(0)">下一页</a>',
        '<a class="disabled" href="index_1.html">下一页</a>',
        '<li class="disabled"><a href="index_1.html">下一页</a></li>',
        '<a href="http://other.example/tzgg/index_3.html">下一页</a>',
        "<script>createPageHTML(9, 1, 'http://other.example/index', 'html')</script>",
        '<a href="/art/1.html">下一篇</a>',
        '<a href="/a/">更多&gt;&gt;</a>',
        '<a href="/zwgk/">政务公开</a> <a href="/zwgk/x/">&gt;</a>',
        '<div class="page"><a href="index.html">1</a><span>2</span></div>',
        '<a href="../">首页</a> <a href="/zwgk/">&gt;</a> <a href="/zwgk/x/">通知公告</a>',
        '<a href="javascript:;" onclick="go(3)">下一页</a>',
        '<a href="index_9.html">下10页</a>',
        '<select><option value="index_2.html">2023年度</option><option value="/b.html">清川市</option></select>',
        '<select><option value="1">1</option><option value="2">2</option></select>',
        '<div class="focus"><a class="next" href="/b.html"><img src="r.gif"></a></div>',
        '<table class="calendar"><tr><td>4</td><td><a href="/d/5">5</a></td>'
        '<td><a href="/d/6">6</a></td></tr></table>',
    ],
)
def test_there_is_none_on_the_last_page_and_none_from_other_links(html):
    assert next_of(html) == ()


@pytest.mark.parametrize(
    "link", ["./", "index.html", "http://wsjk.example/tzgg/", "https://wsjk.example/tzgg/index.html"]
)
def test_the_page_itself_is_never_its_next_page(link):
    assert next_of(f'<a href="{link}">下一页</a>', "http://wsjk.example/tzgg/") == ()


def test_the_address_that_was_asked_for_is_no_next_page_either():
    html = '<a href="/old/list.html">下一页</a>'
    assert next_of(html, requested_url="http://wsjk.example/old/list.html") == ()


def test_a_query_number_is_followed():
    html = '<a href="?page=1">1</a><span class="current">2</span><a href="?page=3">3</a>'
    assert next_of(html, "http://wsjk.example/list.php?page=2") == ("http://wsjk.example/list.php?page=3",)


def test_a_static_link_comes_before_a_script_call():
    html = '<a href="list_2.html">下一页</a><script>createPageHTML(9, 1, "index", "html");</script>'
    assert next_of(html) == ("http://wsjk.example/tzgg/list_2.html",)


def test_a_session_in_the_addresses_of_a_box_of_pages_does_not_hide_them():
    html = (
        '<select><option value="index.do;jsessionid=0A1B.node1?pageNo=1" selected>第1页</option>'
        '<option value="index.do;jsessionid=0A1B.node1?pageNo=2">第2页</option></select>'
    )
    assert next_of(html, "http://wsjk.example/notice/index.do") == (
        "http://wsjk.example/notice/index.do;jsessionid=0A1B.node1?pageNo=2",
    )


FORM = '<form action="news.php"><input type=hidden name=cat value=2><input name=pg value={}></form>'


@pytest.mark.parametrize(
    ("said", "url", "expected"),
    [
        ("页次:1/3 共40篇", "news.php", ("news.php?cat=2&pg=2",)),
        ("页次:2/3 共40篇", "news.php?cat=2&pg=2", ("news.php?cat=2&pg=3",)),
        ("页次:3/3 共40篇", "news.php?cat=2&pg=3", ()),
        ("", "news.php", ()),
    ],
)
def test_a_form_in_which_a_page_is_typed_leads_on_where_the_page_says_there_are_more(said, url, expected):
    base = "http://wsjk.example/"
    assert next_of(said + FORM.format(1), base + url) == tuple(base + page for page in expected)


@pytest.mark.parametrize(
    ("url", "calls", "expected"),
    [
        ("list.jsp", 1, "list.jsp?p=1"),  # counted from 0
        ("list.jsp", 2, "list.jsp?p=2"),
        ("list.jsp?p=3", 4, "list.jsp?p=4"),
    ],
)
def test_the_number_that_a_link_calls_with_is_surer_than_a_guess_from_where_pages_are_counted(
    url, calls, expected
):
    html = (
        f"共5页 <a href='javascript:goto({calls})'>下一页</a>"
        "<script>function goto(p){location.href='list.jsp?p='+p}</script>"
    )
    assert next_of(html, f"http://wsjk.example/{url}") == (f"http://wsjk.example/{expected}",)
