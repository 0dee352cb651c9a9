"""Whether a page that answers is there: by its title, by an error text, by what an absent address answers."""

from datetime import UTC, datetime

import pytest

from archive.capture import Capture
from archive.identity import canonical_url
from archive.probes import AbsentAnswer
from crawler.vanishing import (
    ALIKE,
    Presence,
    absent_signs,
    is_unrelated,
    likeness,
    lines_of,
    place_of,
    presence,
    probe_address,
    says_absent,
)

URL = "http://wsjk.linhu.example/tzgg/202408/t20240803_3.html"
TITLE = "关于做好2024年流感疫苗接种工作的通知"
AT = "2024-09-02T01:00:00Z"
CHROME = """<div class="top"><a href="/">首页</a><a href="/tzgg/">通知公告</a><p>临湖区卫生健康局欢迎您</p></div>"""
FOOT = "<div class='foot'><p>主办单位：临湖区卫生健康局</p><p>地址：临湖区平安路1号</p><p>网站标识码：0000000000</p></div>"
HOT = (
    f'<ul class="hot"><li><a href="{URL}">{TITLE}</a></li><li><a href="/a.html">医师节活动安排</a></li></ul>'
)
BODY = f"<p>{'各镇卫生院要按照要求认真组织实施，加强宣传，做好信息报送工作。' * 8}</p>"


def page(
    content: str, *, title: str = "临湖区卫生健康局", url: str = URL, asked: str | None = None
) -> Capture:
    text = f"<html><head><title>{title}</title></head><body>{CHROME}{content}{FOOT}</body></html>"
    return Capture(
        url=url, requested_url=asked, fetched_at=datetime(2024, 9, 2, tzinfo=UTC), body=text.encode(),
        headers=(("Content-Type", "text/html; charset=utf-8"),),
    )  # fmt: skip


def answer(capture: Capture) -> AbsentAnswer:
    return AbsentAnswer(
        seen_at=AT,
        status=capture.status,
        url=canonical_url(capture.url),
        redirected=capture.requested_url is not None,
        lines=lines_of(capture),
    )


HOME = page(f"<h2>今日要闻</h2>{HOT}{BODY}", url=probe_address(URL))
HONEST = AbsentAnswer(seen_at=AT, status=404, url="http://wsjk.linhu.example/x")


@pytest.mark.parametrize("sign", absent_signs(), ids=lambda sign: sign["examples"][0])
def test_each_sign_knows_its_examples_and_leaves_the_others(sign: dict[str, list[str]]) -> None:
    assert [text for text in sign["examples"] if not says_absent(text)] == []
    assert [text for text in sign["counterexamples"] if says_absent(text)] == []


@pytest.mark.parametrize(
    ("capture", "absent", "expected"),
    [
        (page(f"<h1>{TITLE}</h1>{BODY}"), None, "there"),
        (page(BODY, title=f"{TITLE}_临湖区卫生健康局"), None, "there"),
        (page(f"<h1>{TITLE}</h1>{BODY}"), answer(HOME), "there"),
        (page("<p>您访问的页面不存在或已被删除！</p>"), None, "absent"),
        (page(f"{HOT}<p>该信息已被删除</p>"), None, "absent"),
        (page("<p>404</p>", title="404 Not Found"), HONEST, "absent"),
        (page(f"<h2>今日要闻</h2>{HOT}{BODY}"), None, "unsure"),
        (page(f"<h2>今日要闻</h2>{HOT}{BODY}"), answer(HOME), "absent"),
        (page(f"<h2>今日要闻</h2>{HOT}{BODY}"), HONEST, "there"),
        (page(f"<h1>关于开展接种工作的通知</h1>{BODY}<p>联系人：王医生</p>" + "<p>二、时间</p>" * 9), HONEST, "there"),
        (page(f"<script>var a={{'t':'{TITLE}'}}</script>"), None, "there"),
        (page(BODY, url="http://wsjk.linhu.example/404.html", asked=URL),
         answer(page(BODY, url="http://wsjk.linhu.example/404.html", asked=probe_address(URL))), "absent"),
    ],
)  # fmt: skip
def test_presence(capture: Capture, absent: AbsentAnswer | None, expected: Presence) -> None:
    assert presence(capture, [f"{TITLE[:14]}…"], absent) == expected


def test_a_page_without_a_known_title_is_there() -> None:
    assert presence(page(BODY), [], None) == "there"


def test_a_file_is_there() -> None:
    assert (
        presence(Capture(url=URL, fetched_at=HOME.fetched_at, body=b"%PDF-1.7 <<x>>"), [TITLE], None)
        == "there"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_title_is_found_whatever_the_encoding(encoding: str) -> None:
    text = f"<html><head><title>{TITLE}</title></head><body>{BODY}</body></html>".encode(encoding)
    capture = Capture(
        url=URL,
        fetched_at=HOME.fetched_at,
        body=text,
        headers=(("Content-Type", f"text/html; charset={encoding}"),),
    )
    assert presence(capture, [TITLE], None) == "there"


def test_a_redirect_to_a_page_with_another_title_is_unrelated() -> None:
    assert is_unrelated(page(f"<h1>医师节活动安排</h1>{HOT}{BODY}"), [TITLE])
    assert not is_unrelated(page(f"<h1>{TITLE}</h1>{BODY}"), [TITLE])
    assert not is_unrelated(page(BODY), [])


def test_two_error_pages_of_one_site_are_alike_and_two_notices_are_not() -> None:
    first, second = page(f"{HOT}<p>更新时间 10:21:33</p>"), page(f"{HOT}<p>更新时间 10:25:01</p>")
    assert likeness(lines_of(first), lines_of(second)) == 1
    notices = [
        page(f"<h1>通知{word}</h1>" + "".join(f"<p>{word}{n}条要求</p>" for n in "甲乙丙丁戊"))
        for word in "天地"
    ]
    assert likeness(lines_of(notices[0]), lines_of(notices[1])) < ALIKE


@pytest.mark.parametrize(
    ("url", "place"),
    [
        (URL, "wsjk.linhu.example"),
        ("http://wsjk.linhu.example/show.asp?id=12", "wsjk.linhu.example/show.asp"),
        ("http://wsjk.linhu.example:81/a/?x=y", "wsjk.linhu.example:81"),
    ],
)
def test_a_probe_stays_at_its_place_and_is_another_address(url: str, place: str) -> None:
    assert place_of(url) == place
    assert place_of(probe_address(url)) == place
    assert probe_address(url) == probe_address(probe_address(url)) != url


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["<a ", "<a>x", "<p ", "<", "<!--", "<title>", "<script ", "</a"])
def test_a_page_of_what_nothing_closes_is_looked_through_soon(piece: str) -> None:
    hostile = page(piece * 200_000)
    assert presence(hostile, [TITLE], None) in ("there", "unsure")
    assert len(lines_of(hostile)) < 10
