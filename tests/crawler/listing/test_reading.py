"""Reading whole listing pages of the kinds that health sites have; all places and bodies are fictional."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive.capture import Capture
from archive.errors import UsageError
from crawler.listing import Entry, Listing, NextPage, read_listing

FETCHED = datetime(2024, 9, 1, 4, 0, tzinfo=UTC)


def capture(html: str | bytes, url: str = "http://wsjk.qingchuan.example/tzgg/", **more) -> Capture:
    body = html if isinstance(html, bytes) else html.encode()
    return Capture(url=url, fetched_at=FETCHED, body=body, kind="listing", **more)


def rows(listing: Listing) -> list[tuple[str, str, str | None]]:
    return [(entry.title, entry.url, entry.date) for entry in listing.entries]


TRS = """<html><head><title>通知公告_云泽省卫生健康委员会</title></head><body>
<div class="nav"><ul><li><a href="../jggk/">机构概况</a></li><li><a href="../zwgk/">政务公开</a></li>
<li><a href="../bsfw/">办事服务</a></li><li><a href="../hdjl/">互动交流</a></li></ul></div>
<div class="path"><a href="../../">首页</a> &gt; <a href="./">通知公告</a></div>
<ul class="list">
<li><a href="./202408/t20240826_10331.html" title="云泽省卫生健康委员会关于做好登革热防控工作的通知"
 >云泽省卫生健康委员会关于做好登革热防…</a><span>2024-08-26</span></li>
<li><a href="./202408/t20240812_10234.html">关于印发《云泽省饮用水卫生监督办法》的通知</a>
<span>2024-08-12</span><div class="popbox"><ul><li><a
 href="../zcjd/202408/t20240813_1.html">《云泽省饮用水卫生监督办法》政策解读</a></li></ul></div></li>
<li class="line"></li>
<li><a href="https://mp.weixin.qq.com/s/AbCd">8月5日义诊活动公告</a><span>[2024-08-05]</span></li>
</ul>
<div class="page"><script>createPageHTML(3, 0, "index", "html");</script></div>
<div class="footer"><a href="http://www.yunze.example/">云泽省人民政府</a>
<a href="mailto:a@b.example">邮箱</a></div>
</body></html>"""


def test_a_trs_page_gives_full_titles_absolute_addresses_dates_and_the_scripted_next_page():
    listing = read_listing(capture(TRS))
    assert rows(listing) == [
        (
            "云泽省卫生健康委员会关于做好登革热防控工作的通知",
            "http://wsjk.qingchuan.example/tzgg/202408/t20240826_10331.html",
            "2024-08-26",
        ),
        (
            "关于印发《云泽省饮用水卫生监督办法》的通知",
            "http://wsjk.qingchuan.example/tzgg/202408/t20240812_10234.html",
            "2024-08-12",
        ),
        ("8月5日义诊活动公告", "https://mp.weixin.qq.com/s/AbCd", "2024-08-05"),
    ]
    assert listing.next == (NextPage("http://wsjk.qingchuan.example/tzgg/index_1.html"),)
    assert listing.platform == "trs"


def association_page() -> bytes:
    hot = "".join(
        f'<tr><td height=20>·<a href="show.asp?id={n}">第{n}期护理质量改进经验交流热点文章</a></td></tr>'
        for n in range(50)
    )
    news = "".join(
        f'<tr><td>·<a href="show.asp?id={900 + n}" title="关于举办第{n}届镕湖护理论坛暨学术年会的通知">'
        f"关于举办第{n}届镕湖护理论坛…</a></td><td align=right>[08-{20 - n:02}]</td></tr>"
        for n in range(8)
    )
    return (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head>'
        "<body><table><tr>"
        f"<td width=200><table><tr><td><b>热点文章</b></td></tr>{hot}</table></td>"
        f'<td><table>{news}</table><a href="list.asp?page=1">首页</a> '
        '<a href="list.asp?page=2">下一页</a></td>'
        "</tr></table></body></html>"
    ).encode("gb18030")


def test_a_gbk_table_page_gives_its_list_and_none_of_fifty_hot_links():
    listing = read_listing(capture(association_page(), "http://www.huli.example/list.asp"))
    assert [entry.title for entry in listing.entries] == [
        f"关于举办第{n}届镕湖护理论坛暨学术年会的通知" for n in range(8)
    ]
    assert listing.entries[0].url == "http://www.huli.example/show.asp?id=900"
    assert [entry.date for entry in listing.entries] == [f"2024-08-{20 - n:02}" for n in range(8)]
    assert listing.next == (NextPage("http://www.huli.example/list.asp?page=2"),)
    assert listing.platform == "aspnet"


PORTAL = """<div class="wrap"><div class="left">
<div class="item"><h3><a href="/a/2024/0812/5521.html">清川市发布流感疫苗接种公告</a></h3>
<p>清川市疾控中心近日发布公告，今年的流感疫苗自九月起接种。<a href="/a/2024/0812/5521.html">阅读全文</a></p>
<span class="time">发布时间：2024年8月12日 来源：清川市疾控中心</span></div>
<div class="item"><h3><a href="/a/2024/0810/5519.html">临湖区献血日程</a></h3>
<p>八月献血车停靠点见表。<a href="/a/2024/0810/5519.html">阅读全文</a></p>
<span class="time">发布时间：2024年8月10日 来源：临湖区卫健局</span></div>
</div><div class="right"><h4>热门排行</h4><ol>
<li><a href="/a/2023/0101/1.html">冬季如何预防呼吸道疾病的十个要点</a><span>2023-01-01</span></li>
<li><a href="/a/2023/0102/2.html">高血压患者饮食的十个误区要当心</a><span>2023-01-02</span></li>
<li><a href="/a/2023/0103/3.html">长时间看屏幕的人怎样保护视力</a><span>2023-01-03</span></li>
</ol></div></div>
<div class="pages"><strong>2</strong> <a href="/a/list_1.html">1</a> <a href="/a/list_3.html">3</a></div>"""


def test_a_portal_page_gives_cards_with_their_own_dates_and_not_the_ranking():
    listing = read_listing(capture(PORTAL, "http://news.linhu.example/a/list_2.html"))
    assert [(entry.title, entry.date) for entry in listing.entries] == [
        ("清川市发布流感疫苗接种公告", "2024-08-12"),
        ("临湖区献血日程", "2024-08-10"),
    ]
    assert listing.next == (NextPage("http://news.linhu.example/a/list_3.html"),)


TRADITIONAL = """<table class="press"><tr><th>日期</th><th>標題</th></tr>
<tr><td>2024-08-30</td><td><a href="press/20240830_1.html">衞生中心呼籲市民接種流感疫苗</a></td></tr>
<tr><td>2024-08-28</td><td><a href="press/20240828_1.html">衞生中心調查登革熱確診個案</a></td></tr>
</table><a href="index_2.html">下一頁</a>"""


def test_a_traditional_page_in_big5_is_read_like_any_other():
    body = TRADITIONAL.encode("big5hkscs")
    listing = read_listing(
        capture(
            body,
            "http://www.haiwan.example/tc/index.html",
            headers=(("content-type", "text/html; charset=big5"),),
        )
    )
    assert [(entry.title, entry.date) for entry in listing.entries] == [
        ("衞生中心呼籲市民接種流感疫苗", "2024-08-30"),
        ("衞生中心調查登革熱確診個案", "2024-08-28"),
    ]
    assert listing.next == (NextPage("http://www.haiwan.example/tc/index_2.html"),)


WORDPRESS = """<head><link rel="stylesheet" href="/wp-content/themes/xh/style.css">
<link rel="next" href="http://www.xuehui.example/category/notice/page/2/"></head><body>
<article class="post-318"><h2 class="entry-title">
<a href="/2024/08/12/318/">关于召开学术年会的第一轮通知</a></h2>
<time>2024年8月12日</time></article>
<article class="post-317"><h2 class="entry-title">
<a href="/2024/08/01/317/">关于征集科普作品的通知</a></h2>
<time>2024年8月1日</time></article></body>"""


def test_a_wordpress_page_gives_its_articles_and_the_marked_next_page():
    listing = read_listing(capture(WORDPRESS, "http://www.xuehui.example/category/notice/"))
    assert rows(listing) == [
        ("关于召开学术年会的第一轮通知", "http://www.xuehui.example/2024/08/12/318/", "2024-08-12"),
        ("关于征集科普作品的通知", "http://www.xuehui.example/2024/08/01/317/", "2024-08-01"),
    ]
    assert listing.next == (NextPage("http://www.xuehui.example/category/notice/page/2/"),)
    assert listing.platform == "wordpress"


LINES = """<td class="zw">·<a href="n1.htm">关于开展健康素养监测的通知</a> (2024/8/9)<br>
·<a href="n2.htm">关于做好夏季食源性疾病防控的通知</a> (2024/8/2)<br>
·<a href="n3.htm">关于医师定期考核的通知</a> (2024/7/9)<br></td>"""
LINES_DATE_FIRST = """<div class="zw">[08-30] <a href="n1.htm">关于开展健康素养监测的通知</a><br>
[07-02] <a href="n2.htm">关于做好夏季食源性疾病防控的通知</a><br>
[12-29] <a href="n3.htm">关于医师定期考核的通知</a><br></div>"""
DEFINITIONS = """<dl><dt><a href="n1.htm">关于开展健康素养监测的通知</a></dt><dd>2024-08-09</dd>
<dt><a href="n2.htm">关于做好夏季食源性疾病防控的通知</a></dt><dd>2024-08-02</dd>
<dt><a href="n3.htm">关于医师定期考核的通知</a></dt><dd>2024-07-09</dd></dl>"""
DEFINITIONS_WITH_HEADING = """<dl><dt>通知公告</dt>
<dd><a href="n1.htm">关于开展健康素养监测的通知</a><span>2024-08-09</span></dd>
<dd><a href="n2.htm">关于做好夏季食源性疾病防控的通知</a><span>2024-08-02</span></dd>
<dd><a href="n3.htm">关于医师定期考核的通知</a><span>2024-07-09</span></dd></dl>"""
CALENDAR_LEAVES = """<div class="l">
<a class="c" href="n1.htm"><div class="d"><b>09</b><span>2024-08</span></div><p class="title">
关于开展健康素养监测的通知</p><p>为了解居民健康素养，现开展监测。</p></a>
<a class="c" href="n2.htm"><div class="d"><b>02</b><span>2024-08</span></div><p class="title">
关于做好夏季食源性疾病防控的通知</p><p>各单位要加强培训。</p></a>
<a class="c" href="n3.htm"><div class="d"><b>09</b><span>2024-07</span></div><p class="title">
关于医师定期考核的通知</p></a></div>"""
GROUPS_OF_ROWS = """<div class="list"><ul class="g1">
<li><a href="n1.htm">关于开展健康素养监测的通知</a> <i>2024.08.09</i></li>
<li><a href="n2.htm">关于做好夏季食源性疾病防控的通知</a> <i>2024.08.02</i></li></ul>
<ul class="g2"><li><a href="n3.htm">关于医师定期考核的通知</a> <i>2024.07.09</i></li></ul></div>"""
A_TABLE_EACH = "<div>" + "".join(
    f"<table><tr><td><img src=dot.gif></td><td><a href=n{n}.htm>{title}</a></td><td>{date}</td></tr></table>"
    for n, title, date in (
        (1, "关于开展健康素养监测的通知", "2024-8-9"),
        (2, "关于做好夏季食源性疾病防控的通知", "2024-8-2"),
        (3, "关于医师定期考核的通知", "2024-7-9"),
    )
)
DATE_COLUMNS = """<table><tr><td>序号</td><td>名称</td><td>成文日期</td><td>发布日期</td></tr>
<tr><td>1</td><td><a href="n1.htm">关于开展健康素养监测的通知</a></td>
<td>2024-08-01</td><td>2024-08-09</td></tr>
<tr><td>2</td><td><a href="n2.htm">关于做好夏季食源性疾病防控的通知</a></td>
<td>2024-08-01</td><td>2024-08-02</td></tr>
<tr><td>3</td><td><a href="n3.htm">关于医师定期考核的通知</a></td>
<td>2024-07-01</td><td>2024-07-09</td></tr></table>"""
CATEGORY_LINKS = """<ul>
<li><a href="/c1/">[疾控]</a><a href="n1.htm">关于开展健康素养监测的通知</a><span>2024-08-09</span></li>
<li><a href="/c2/">[食品]</a><a href="n2.htm">关于做好夏季食源性疾病防控的通知</a><span>2024-08-02</span></li>
<li><a href="/c3/">[医政]</a><a href="n3.htm">关于医师定期考核的通知</a><span>2024-07-09</span></li></ul>"""
IN_A_COMMENT = (
    f"<div class='c'><!-- {GROUPS_OF_ROWS} --></div><ul><li><a href='/a/list.html'>机构职能</a></li></ul>"
)
RECORDS = """<div id="77"><script type="text/xml"><datastore><recordset>
<record><![CDATA[<li><a href="n1.htm">关于开展健康素养监测的通知</a><span>2024-08-09</span></li>]]></record>
<record><![CDATA[<li><a href="n2.htm">关于做好夏季食源性疾病防控的通知</a>
<span>2024-08-02</span></li>]]></record>
<record><![CDATA[<li><a href="n3.htm">关于医师定期考核的通知</a><span>2024-07-09</span></li>]]></record>
</recordset></datastore></script></div>"""


@pytest.mark.parametrize(
    ("html", "dates"),
    [
        pytest.param(LINES, ["2024-08-09", "2024-08-02", "2024-07-09"], id="lines-in-a-cell"),
        pytest.param(
            LINES_DATE_FIRST, ["2024-08-30", "2024-07-02", "2023-12-29"], id="lines-with-date-first"
        ),
        pytest.param(DEFINITIONS, ["2024-08-09", "2024-08-02", "2024-07-09"], id="definition-list"),
        pytest.param(
            DEFINITIONS_WITH_HEADING, ["2024-08-09", "2024-08-02", "2024-07-09"], id="heading-of-definitions"
        ),
        pytest.param(CALENDAR_LEAVES, ["2024-08-09", "2024-08-02", "2024-07-09"], id="day-apart-from-month"),
        pytest.param(GROUPS_OF_ROWS, ["2024-08-09", "2024-08-02", "2024-07-09"], id="rows-in-groups"),
        pytest.param(A_TABLE_EACH, ["2024-08-09", "2024-08-02", "2024-07-09"], id="a-table-for-each-row"),
        pytest.param(DATE_COLUMNS, ["2024-08-09", "2024-08-02", "2024-07-09"], id="two-date-columns"),
        pytest.param(
            CATEGORY_LINKS, ["2024-08-09", "2024-08-02", "2024-07-09"], id="category-link-in-each-row"
        ),
        pytest.param(IN_A_COMMENT, ["2024-08-09", "2024-08-02", "2024-07-09"], id="rows-in-a-comment"),
        pytest.param(RECORDS, ["2024-08-09", "2024-08-02", "2024-07-09"], id="hanweb-records"),
    ],
)
def test_each_layout_of_rows_gives_the_same_entries(html, dates):
    listing = read_listing(capture(f"<html><body>{html}</body></html>"))
    assert rows(listing) == [
        ("关于开展健康素养监测的通知", "http://wsjk.qingchuan.example/tzgg/n1.htm", dates[0]),
        ("关于做好夏季食源性疾病防控的通知", "http://wsjk.qingchuan.example/tzgg/n2.htm", dates[1]),
        ("关于医师定期考核的通知", "http://wsjk.qingchuan.example/tzgg/n3.htm", dates[2]),
    ]


def test_a_pager_inside_the_table_of_rows_is_no_entry():
    html = DATE_COLUMNS.replace(
        "</table>", '<tr><td><a href="p2.htm">下一页</a> <a href="p9.htm">最后一页</a></td></tr></table>'
    )
    listing = read_listing(capture(html))
    assert len(listing.entries) == 3
    assert listing.next == (NextPage("http://wsjk.qingchuan.example/tzgg/p2.htm"),)


def test_a_short_last_page_comes_before_a_longer_dated_list_of_another_column():
    side = "".join(
        f"<li><a href='/xwdt/n{n}.htm'>清川市卫生健康系统召开第{n}次会议</a>2024-08-{n:02}</li>"
        for n in range(1, 9)
    )
    main = "<li><a href='n1.htm'>关于开展健康素养监测的通知</a>2020-01-02</li>"
    main += "<li><a href='n2.htm'>关于医师定期考核的通知</a>2020-01-01</li>"
    html = f"<div class=r><h3>工作动态</h3><ul>{side}</ul></div><div class=l><div><ul>{main}</ul></div></div>"
    assert [entry.date for entry in read_listing(capture(html)).entries] == ["2020-01-02", "2020-01-01"]


def test_a_list_without_dates_is_read_where_titles_and_addresses_are_those_of_articles():
    html = "".join(
        f'<li><a href="/info/12/{n}.htm">关于开展第{n}批职业健康检查的通知</a></li>' for n in range(6)
    )
    listing = read_listing(capture(f"<ul>{html}</ul>"))
    assert len(listing.entries) == 6
    assert {entry.date for entry in listing.entries} == {None}


def test_a_row_without_date_among_dated_ones_is_an_entry_without_date():
    html = TRS.replace("<span>2024-08-26</span>", "<b>置顶</b>")
    assert [entry.date for entry in read_listing(capture(html)).entries] == [None, "2024-08-12", "2024-08-05"]


def test_relative_addresses_start_from_the_base_of_the_page():
    html = TRS.replace("<head>", '<head><base href="http://cdn.qingchuan.example/x/">')
    assert (
        read_listing(capture(html)).entries[1].url
        == "http://cdn.qingchuan.example/x/202408/t20240812_10234.html"
    )


@pytest.mark.parametrize(
    "html",
    [
        "",
        "   \n",
        "<html><head><title>列表</title></head><body></body></html>",
        "<html><body><h1>404 Not Found</h1><hr>nginx</body></html>",
        "<ul class=nav><li><a href=/a/>机构概况</a><li><a href=/b/>政务公开</a>"
        "<li><a href=/c/>通知公告</a></ul>",
        "<div>友情链接 <a href=http://www.a.example/>国家卫生健康委员会门户网站</a>"
        "<a href=http://www.b.example>云泽省人民政府门户网站</a>"
        "<a href=http://c.example/>清川市政府门户网站</a></div>",
    ],
    ids=["nothing", "blank", "empty-body", "stub", "menu-only", "link-list"],
)
def test_a_page_that_lists_nothing_gives_an_empty_listing(html):
    assert read_listing(capture(html)) == Listing()


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "body",
    [
        bytes(range(256)) * 40,
        b"\x00" * 1000,
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
        b"\xff\xfe<\x00a\x00",
        b"<a href='http://[::1'>x</a><a href='http://a:99999999/'>y</a>",
        b"<base href='javascript:1'><a href='n1.htm'>x</a>",
        b"<div>" * 50_000,
        b"<ul>" + b"<li><a href=/n.htm>x</a>" * 20_000,
        b"<table><tr><td>" * 3000 + b"<a href=/n.htm>x</a>",
        b"<!--" * 50_000,
        b"<record><![CDATA[" * 100_000,
        b"totalPage:1 " * 100_000 + b"'a_'",
        b"<p>" + b"<span>2024-08-01</span>" * 20_000 + b"<a href=/n.htm>x</a>" * 5000,
        b"<a href='" + b"a" * 3_000_000 + b"'>x</a>",
        b"<script>createPageHTML(99999999999999999999, 0, 'index', 'html')</script>",
    ],
    ids=lambda body: repr(body[:24]),
)
def test_hostile_bytes_never_raise(body):
    assert isinstance(read_listing(capture(body)), Listing)


def test_an_address_that_comes_twice_is_one_entry():
    html = TRS.replace("202408/t20240812_10234.html", "202408/t20240826_10331.html#top")
    assert len(read_listing(capture(html)).entries) == 2


def test_the_page_itself_is_no_entry():
    html = TRS.replace("./202408/t20240812_10234.html", "index.html")
    assert "http://wsjk.qingchuan.example/tzgg/index.html" not in [
        e.url for e in read_listing(capture(html)).entries
    ]


def test_the_rules_of_a_site_choose_entries_and_next_page():
    html = """<div class="x"><a class="go" href="n1.htm">短讯</a><em>2024-08-09</em></div>
    <div class="y"><a href="n2.htm">关于做好夏季食源性疾病防控的通知</a><em>2024-08-02</em></div>
    <a class="more" href="p2.htm">再看</a>"""
    listing = read_listing(capture(html), {"entries": "a.go", "next": "a.more"})
    assert listing.entries == (
        Entry(title="短讯", url="http://wsjk.qingchuan.example/tzgg/n1.htm", date="2024-08-09"),
    )
    assert listing.next == (NextPage("http://wsjk.qingchuan.example/tzgg/p2.htm"),)


def test_a_rule_that_is_no_selector_is_an_error_that_shows_it():
    with pytest.raises(UsageError, match=r"a\[\["):
        read_listing(capture(TRS), {"entries": "a[["})


def test_a_file_without_address_keeps_its_absolute_links():
    html = TRS.replace('href="./', 'href="http://wsjk.qingchuan.example/tzgg/')
    assert len(read_listing(capture(html, "file:" + "0" * 64)).entries) == 3


GRID = """<table>
<tr><td>·<a href="n1.htm">关于开展健康素养监测的通知</a></td><td>[08-09]</td>
<td>·<a href="n2.htm">关于做好夏季食源性疾病防控的通知</a></td><td>[08-02]</td></tr>
<tr><td>·<a href="n3.htm">关于印发医师定期考核办法的通知</a></td><td>[07-09]</td>
<td>·<a href="n4.htm">关于公布义诊活动安排的公告</a></td><td>[07-01]</td></tr></table>"""
VIEW = """<table><tr><th>标题</th><th>日期</th><th>操作</th></tr>
<tr><td>关于开展健康素养监测的通知</td><td>2024-08-09</td><td><a href="n1.htm">查看</a></td></tr>
<tr><td>关于做好夏季食源性疾病防控的通知</td><td>2024-08-02</td><td><a href="n2.htm">查看</a></td></tr>
<tr><td>关于印发医师定期考核办法的通知</td><td>2024-07-09</td><td><a href="n3.htm">查看</a></td></tr>
<tr><td>关于公布义诊活动安排的公告</td><td>2024-07-01</td><td><a href="n4.htm">查看</a></td></tr></table>"""
SCRIPTED = """<ul>
<li><a href="javascript:;" onclick="window.open('n1.htm')">关于开展健康素养监测的通知</a> 2024-08-09</li>
<li><a href="javascript:;" onclick="window.open('n2.htm')">关于做好夏季食源性疾病防控的通知</a> 2024-08-02</li>
<li><a href="javascript:go('n3.htm')">关于印发医师定期考核办法的通知</a> 2024-07-09</li>
<li><a href="javascript:go('n4.htm')">关于公布义诊活动安排的公告</a> 2024-07-01</li></ul>"""
MONTHS = """<h3>2024年8月</h3><ul><li><a href="n1.htm">关于开展健康素养监测的通知</a><i>9日</i></li>
<li><a href="n2.htm">关于做好夏季食源性疾病防控的通知</a><i>2日</i></li></ul>
<h3>2024年7月</h3><ul><li><a href="n3.htm">关于印发医师定期考核办法的通知</a><i>9日</i></li>
<li><a href="n4.htm">关于公布义诊活动安排的公告</a><i>1日</i></li></ul>"""


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(GRID, id="two-entries-in-a-table-row"),
        pytest.param(VIEW, id="title-beside-a-link-that-says-view"),
        pytest.param(SCRIPTED, id="addresses-in-scripts"),
        pytest.param(MONTHS, id="months-as-headings"),
    ],
)
def test_each_rarer_layout_of_rows_gives_the_same_entries(html):
    listing = read_listing(capture(f"<html><body>{html}</body></html>"))
    here = "http://wsjk.qingchuan.example/tzgg/"
    assert rows(listing) == [
        ("关于开展健康素养监测的通知", f"{here}n1.htm", "2024-08-09"),
        ("关于做好夏季食源性疾病防控的通知", f"{here}n2.htm", "2024-08-02"),
        ("关于印发医师定期考核办法的通知", f"{here}n3.htm", "2024-07-09"),
        ("关于公布义诊活动安排的公告", f"{here}n4.htm", "2024-07-01"),
    ]


def test_a_table_row_with_title_number_and_files_is_one_entry():
    html = "".join(
        f'<tr><td>{n}</td><td><a href="n{n}.htm">关于开展第{n}次健康素养监测的通知</a></td>'
        f'<td><a href="n{n}.htm">清卫发〔2024〕{n}号</a></td><td>2024-08-0{n}</td>'
        f'<td><a href="f{n}.pdf">PDF</a> <a href="f{n}.doc">WORD</a></td></tr>'
        for n in range(1, 5)
    )
    listing = read_listing(capture(f"<table>{html}</table>"))
    assert [entry.title for entry in listing.entries] == [
        f"关于开展第{n}次健康素养监测的通知" for n in range(1, 5)
    ]


def column(name: str, folder: str, verb: str) -> str:
    items = "".join(
        f'<li><a href="/{folder}/{n}.html">清川市{verb}第{n}次健康素养监测</a><span>2024-08-{20 - n}</span></li>'
        for n in range(1, 9)
    )
    return (
        f'<div class="box"><div><h2>{name}</h2><a href="/{folder}/">更多&gt;</a></div><ul>{items}</ul></div>'
    )


@pytest.mark.parametrize(
    "naming",
    [
        "<title>通知公告_清川市卫生健康委员会</title>",
        "<title>清川市卫生健康委员会</title><div>当前位置：<a href='/'>首页</a> &gt; 通知公告</div>",
    ],
)
def test_of_two_lists_alike_the_one_under_the_name_of_the_page_counts(naming):
    html = f"{naming}{column('新闻动态', 'xw', '完成')}{column('通知公告', 'gg', '部署')}"
    listing = read_listing(capture(html))
    assert {entry.url.split("/")[-2] for entry in listing.entries} == {"gg"}


def test_lists_alike_on_a_page_without_name_are_all_read():
    html = f"{column('新闻动态', 'xw', '完成')}{column('通知公告', 'gg', '部署')}"
    assert len(read_listing(capture(html)).entries) == 16


@pytest.mark.parametrize(("title", "folder"), [("通知公告", "gg"), ("要闻", "yw")])
def test_news_in_brief_is_beside_the_list_unless_the_page_is_named_so(title, folder):
    own = "".join(
        f'<p><a href="/gg/{n}.html">关于开展第{n}次健康素养监测的通知</a> 2024-08-0{n}</p>'
        for n in range(1, 6)
    )
    html = f"<title>{title}</title><div>{own}</div>{column('要闻', 'yw', '召开会议并部署')}"
    assert {entry.url.split("/")[-2] for entry in read_listing(capture(html)).entries} == {folder}


@pytest.mark.parametrize(("page", "following"), [(1, 2), (2, None)])
def test_an_endpoint_that_a_platform_names_ends_where_its_total_is_reached(page: int, following: int | None):
    address = "http://wsjk.qingchuan.example/gkmlpt/api/all/0?page={}&sid=7"
    articles = ",".join(
        f'{{"title":"关于做好第{n}期健康讲座工作的通知","created_at":"2024-08-0{n} 09:00:00",'
        f'"url":"http://wsjk.qingchuan.example/content/post_{n}.html"}}'
        for n in ((1, 2), (3,))[page - 1]
    )
    answer = f'{{"page":{page},"pageSize":2,"total":3,"articles":[{articles}]}}'
    listing = read_listing(
        capture(answer, address.format(page), headers=(("Content-Type", "application/json"),))
    )
    assert listing.next == (() if following is None else (NextPage(address.format(following)),))


@pytest.mark.parametrize(
    ("shown", "title"),
    [
        ("关于做好健康讲座工作的通知.pdf", "关于做好健康讲座工作的通知"),
        ("关于做好健康讲座工作的通知.PDF", "关于做好健康讲座工作的通知"),
        ("关于采购目录（第2.1版）.xlsx", "关于采购目录（第2.1版）"),
        ("关于做好健康讲座工作的通知 .docx （1.2 MB）", "关于做好健康讲座工作的通知"),
        ("关于做好健康讲座工作的通知.ofd [320KB]", "关于做好健康讲座工作的通知"),
        ("关于启用ofd.pdf格式文件的通知", "关于启用ofd.pdf格式文件的通知"),
        ("关于做好健康讲座工作的通知pdf", "关于做好健康讲座工作的通知pdf"),
        ("关于公布网站www.jk.example的通知", "关于公布网站www.jk.example的通知"),
    ],
)
@pytest.mark.parametrize(
    "page",
    [
        '<ul><li><a href="/f/1.pdf">{}</a> 2024-08-12</li></ul>',
        '<ul><li><a href="/f/1.pdf" title="{}">关于…</a> 2024-08-12</li></ul>',
        '[{{"title":"{}","url":"/f/1.pdf","date":"2024-08-12"}}]',
    ],
    ids=["link", "attribute", "record"],
)
def test_a_title_is_no_name_of_a_file(page, shown, title):
    assert [entry.title for entry in read_listing(capture(page.format(shown))).entries] == [title]
