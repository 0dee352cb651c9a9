"""From one look at a page to a site file: what is proposed, and what is refused as no list."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive.capture import Capture
from archive.errors import UnreadableError
from crawler.site_proposal import propose_site, proposed_id, proposed_level, read_as_listing

URL = "https://wsjkw.qingchuan.example/tzgg/index.html"
ROWS = "".join(
    f'<li><a href="./202408/t2024081{day}_1023{day}.html">关于开展第{day}次卫生监督抽查的通知</a>'
    f"<span>2024-08-1{day}</span></li>"
    for day in range(8)
)


def page(body: str, *, title: str = "", head: str = "", url: str = URL) -> Capture:
    html = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return Capture(url=url, fetched_at=datetime(2024, 8, 20, tzinfo=UTC), body=html.encode())


@pytest.mark.parametrize(
    ("url", "site_id"),
    [
        ("https://wsjkw.qingchuan.gov.cn/tzgg/", "qingchuan"),
        ("http://www.yzcdc.example/", "yzcdc"),
        ("https://m.jkcj.org.cn/", "jkcj"),
        ("https://wsjkw.example/tzgg/", "wsjkw"),
        ("http://xxgk.linhu.gov.cn/wsj/", "linhu"),
        ("http://127.0.0.1:18601/tzgg/", "127-0-0-1-18601"),
        ("http://zyyj.health.yunze.gov.cn/", "health-yunze"),
        ("http://卫生.example/", "site"),
    ],
)
def test_an_id_is_the_host_without_what_many_places_have(url, site_id):
    assert proposed_id(url) == site_id


@pytest.mark.parametrize(
    ("name", "region", "level"),
    [
        ("国家卫生健康委员会", "100000", "national"),
        ("某省卫生健康委员会", "340000", "province"),
        ("某市卫生健康委员会", "340800", "city"),
        ("某县卫生健康委员会", "340828", "county"),
        ("某市预防医学会", "340800", "association"),
        ("云泽健康资讯网", None, None),
        (None, None, None),
    ],
)
def test_a_level_follows_from_the_name_and_its_region(name, region, level):
    assert proposed_level(name, region) == level


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<meta name="SiteName" content="清川市卫生健康委员会">', "通知公告"),
        ("", "通知公告-清川市卫生健康委员会"),
    ],
)
def test_a_site_is_named_as_the_page_names_it(head, title):
    capture = page(f"<ul>{ROWS}</ul>", title=title, head=head)
    site = propose_site(capture, read_as_listing(capture), {"qingchuan", "qingchuan-2"})
    assert (site.id, site.name, site.urls) == ("qingchuan-3", "清川市卫生健康委员会", (URL,))
    assert (site.status, site.seen, site.enabled) == ("lead", None, False)


def test_a_region_of_the_country_gives_code_and_level():
    head = '<meta name="SiteName" content="上海市青浦区卫生健康委员会">'
    capture = page(f"<ul>{ROWS}</ul>", head=head)
    site = propose_site(capture, read_as_listing(capture), ())
    assert (site.level, site.region_code) == ("county", "310118")


@pytest.mark.parametrize(
    ("capture", "seen"),
    [
        (page("<p>系统升级，暂停访问。请稍后再来查看。</p>", title="提示"), "a page titled '提示' with 0 entries"),
        (
            page(f"<h1>通知</h1><p>各县区：请遵照执行。</p><ul>{ROWS}</ul>", title="关于抽查的通知",
                 head='<meta name="ArticleTitle" content="关于抽查的通知">'),
            "an article titled '关于抽查的通知'",
        ),
        (page(f"<ul>{ROWS}</ul>", url="http://a.example/202408/t20240812_1.html"), "an article"),
        (page(""), "cannot be read"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_with_what_it_is(capture, seen):
    with pytest.raises(UnreadableError, match=seen) as caught:
        read_as_listing(capture)
    assert "\n" not in str(caught.value)


def test_a_file_is_no_list():
    capture = Capture(
        url="http://a.example/1.pdf", fetched_at=datetime(2024, 8, 20, tzinfo=UTC), body=b"%PDF-1.7\n"
    )
    with pytest.raises(UnreadableError, match="pdf"):
        read_as_listing(capture)
