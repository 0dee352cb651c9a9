"""What stands beside the title in its header is said of the article, unless the text begins there."""

from __future__ import annotations

import pytest

from archive.notice import Notice
from tests import captures

PROSE = "清川市疾控中心提醒，近期气温骤降，请老人和儿童注意保暖。出现发热的，应当及时就诊，不要自行用药。"
TEXT = f"<p>{PROSE}</p><p>{PROSE}谢谢。</p>"
BODY = [PROSE, f"{PROSE}谢谢。"]


def read(article: str) -> Notice:
    page = f"<html><head><title>清川市气温骤降</title></head><body>{article}</body></html>"
    return captures.read(page)


def test_what_stands_below_the_title_in_its_header_is_no_text() -> None:
    header = "<h1>清川市气温骤降</h1><div>15:20 2022/03/18</div><div>清川</div><div>社區版</div>"
    notice = read(f"<article><header>{header}</header><div>{TEXT}</div></article>")
    assert notice.body.split("\n") == BODY
    assert notice.published_date == "2022-03-18"


@pytest.mark.parametrize(
    "line",
    [
        "各县（区）卫生健康局，委直属各单位：",
        "今日最低气温降至零下三度。",
        "气温降至零下三度，医院增开夜间门诊，供老人和儿童就近就诊，急诊照常开放，热线照常接听，药房不打烊",
        "<a href='a.pdf'>防寒手册.pdf</a>",
    ],
)
def test_a_header_that_holds_any_of_the_text_keeps_its_lines(line: str) -> None:
    notice = read(
        f"<article><header><h1>清川市气温骤降</h1><p>{line}</p></header><div>{TEXT}</div></article>"
    )
    assert notice.body.split("\n")[-2:] == BODY
    assert len(notice.body.split("\n")) == 3


def test_the_header_of_the_page_says_nothing_of_the_article() -> None:
    notice = read(f"<header><p>清川网</p></header><h1>清川市气温骤降</h1><div><p>防寒提示</p>{TEXT}</div>")
    assert notice.body.split("\n") == ["防寒提示", *BODY]


def test_an_article_within_a_header_is_kept() -> None:
    assert read(f"<header><h1>清川市气温骤降</h1><div>{TEXT}</div></header>").body.split("\n") == BODY
