"""Scripts and answers made to take for ever, or to end in an error, end soon and in none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive.capture import Capture
from crawler.listing import Listing, read_listing

URL = "http://wsjk.qingchuan.example/list.html?page=1"
MANY = 40_000
ROWS = "<ul>" + '<li onclick="view(7)">关于开展义诊活动的通知<i>2024-08-01</i></li>' * 5 + "</ul>"
RECORDS = "var l=[" + '{"id":1,"title":"关于开展义诊活动的通知","d":"2024-08-01"},' * 3 + "]"


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "page",
    [
        "<script>a={" + "data:{" * MANY,
        "<script>" + "$.ajax({url:'/api/list.json?page='+x,data:{a:b,c:d}});" * (MANY // 4) + "</script>",
        "<script>" + "a=[" * MANY + "</script>",
        '{"a":' * (4 * MANY) + "1" + "}" * (4 * MANY),
        "<a onclick='go(3)'>下一页</a>" * MANY + "<script>function go(n){x(n)}</script>",
        "<a onclick='go(3)'>下一页</a><script>" + "function go(n){location.href=q+n}" * MANY + "</script>",
        f"<a onclick='return{' ' * 10 * MANY}1'>下一页</a>",
        "".join(f"<a onclick='go{n}(3)'>下一页</a>" for n in range(MANY // 2)),
        '<script>var x=["' + '\\"' * MANY + "</script>",
        "<script>" + "document.write('<a href=x>" + "' + a + '" * MANY + "</script>",
        "<script>" + "document.write(a+" * MANY + "</script>",
        "<script " * MANY,
        "[" * MANY + "]" * MANY,
        "a(" + "[" * MANY,
        '{"list":[{"t":"' + "<" * MANY + '","u":"/a/1.html","d":"2024-08-01"}]}',
        '{"list":[{"t":"' + "%u901a" * MANY + '","u":"/a/1.html","d":1e999}]}',
        '{"total":1e400,"page":-1,"list":[{"title":"通知","url":"/a/1.html","date":9999999999999}]}',
        '{"total":"²","list":[{"title":"关于开展义诊活动的通知","url":"/a/1.html","date":NaN}]}',
        '{"list":[{"title":"关于开展义诊活动的通知","url":"/a/1.html","date":"²²²²²²²²²²"}]}',
        '{"list":[{"title":"关于开展义诊活动的通知","url":"/a/1.html","date":1e999}]}',
        f'createPageHTML({"9" * 5000}, 0, "index", "html");',
        f"_simple_list_gotopage_fun({'9' * 5000},'u7_goto',0)",
        "<p>" + "共 1" * MANY,
        "createPageHTML(" * MANY,
        "dataproxy" + "param_a={" * MANY,
        "<form method=post>" + "<input name=page value=1>" * 500 + "<a onclick='go(2)'>下一页</a>" * 2000,
        "<iframe src=/a></iframe>" * MANY,
        "<li onclick=\"window.open('/a/1.html')\">关于开展通知 2024-08-01</li>" * (MANY // 8),
        "jpaas-publish-server" + 'webId="' * MANY,
        f"<script>{RECORDS}" + "'/a" * MANY + "</script>",
        f"<script>{RECORDS};'/a" + "'+x.y+'b" * MANY + "</script>",
        f"<script>{RECORDS};`/a" + "${a.b}" * MANY + "</script>",
        f"{ROWS}<script>function view(" + "a," * MANY + "){}</script>",
        f"{ROWS}<script>" + "view=" * MANY + "</script>",
        f"{ROWS}<script>function view(id){{location.href=ctx+id}}" + "ctx=1;" * MANY + "</script>",
        "".join(
            f'<li onclick="f{n}(7)">关于开展第{n}次通知<i>2024-08-01</i></li>' for n in range(MANY // 20)
        ),
        "<div data-href=/a.html>" * 1000 + "<a href=#>关于开展义诊活动的通知</a>" * 1000,
    ],
    ids=lambda page: repr(page[:24]),
)
def test_a_hostile_page_is_read_to_an_end(page):
    capture = Capture(url=URL, fetched_at=datetime(2024, 9, 1, tzinfo=UTC), body=page.encode())
    assert isinstance(read_listing(capture), Listing)


@pytest.mark.parametrize(
    "query", ["page=%C2%B2", "page=" + "9" * 1900, "startrecord=a&endrecord=b&perpage=c"]
)
@pytest.mark.parametrize("page", ["<record></record>", '{"list":[{"title":"通知公告","url":"/a/1.html"}]}'])
def test_a_page_number_that_is_none_is_no_error(page, query):
    url = f"http://wsjk.qingchuan.example/dataproxy.jsp?{query}"
    capture = Capture(url=url, fetched_at=datetime(2024, 9, 1, tzinfo=UTC), body=page.encode())
    assert isinstance(read_listing(capture), Listing)
