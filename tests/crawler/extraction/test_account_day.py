"""The day of posting that only a script of a public account's article shows."""

from __future__ import annotations

import pytest

from crawler.extraction.account_day import day_in_account_script
from tests import captures

TEXT = "<p>气温回升，又到了水痘高发的季节，清川市疾控中心提醒家长和老师注意，教室每天开窗通风。</p>" * 3


def posted(script: str, *, info: str = "", text_element: str = "js_content") -> str | None:
    page = (
        '<html><head><title></title></head><body><h1>水痘高发</h1><em id="publish_time" class="meta"></em>'
        f'{info}<div id="{text_element}">{TEXT}</div><script>{script}</script></body></html>'
    )
    return captures.read(page, "http://www.qingchuan.example/s/77ab02Qx").published_date


@pytest.mark.parametrize(
    "script",
    [
        'var oriCreateTime = \'1650336300\'; var ct = "1650336300"; var svr_time = "1653792300";',
        "var svr_time = '1653792300'; var createTime = '2022-04-19 10:45';",
        'var publish_time = "2022-04-19" || "";',
        "window.ct='1650336300';",
        "window.cgiData = {create_time: JsDecode('1650336300'), svr_time: '1653792300'}",
        # of another article, below
        "var more = [{create_time: '1640336300'}]; var ct = '1650336300';",
        # the evening in Greenwich, the next morning in China
        "var ct = '1650310200';",
    ],
)
def test_the_day_of_an_accounts_article_is_read_from_its_script(script: str) -> None:
    assert posted(script) == "2022-04-19"


@pytest.mark.parametrize(
    "script",
    ["var svr_time = '1653792300';", "var pct = '1650336300';", "var ct = '165033';", "page.ct = 1650336300"],
)
def test_other_values_are_no_day_of_posting(script: str) -> None:
    assert posted(script) is None


def test_other_pages_are_not_asked() -> None:
    assert posted("var ct = '1650336300';", text_element="content") is None


def test_a_day_that_the_page_shows_counts_for_more() -> None:
    assert posted("var ct = '1650336300';", info="<span>2022-05-29 08:00</span>") == "2022-05-29"


def test_a_day_to_come_is_none() -> None:
    assert posted("var ct = '1950336300';") is None
    assert day_in_account_script(b"js_content var ct = '1950336300';") == "2031-10-21"
