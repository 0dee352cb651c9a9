"""The clock above a page's title, and days above it that are the page's own."""

from __future__ import annotations

import pytest

from crawler.extraction.clock import clocks
from tests import captures

FETCHED = "2026-06-01"
TEXT = "<p>卫生部门呼吁市民切勿服用两款减肥产品，两者均验出已被禁用的西药成分。</p>" * 2


@pytest.mark.parametrize(
    "line",
    [
        "2026年6月1日 星期一 28°C下載App",
        "2026年6月1日星期一",
        "2026-06-01 周一 10:23:45",
        "今天是2026年6月1日 农历四月十六",
        "Monday 2026/6/1",
        # the weather is that of today, whatever day a kept copy shows
        "2026年5月30日 26℃ 多云",
    ],
)
def test_a_clock_above_the_title_is_none_of_the_page(line: str) -> None:
    assert clocks([line], FETCHED) == {line}


@pytest.mark.parametrize(
    "line",
    [
        "2026年5月30日 星期六",  # a paper of that day
        "2026年6月1日",  # themes print the day above the title
        "发布日期：2026年6月1日 星期一",
        "2026年6月1日 星期一 第03版",
        "2026年6月1日 星期一 来源：清川日报",
        "星期一 28°C",
        "体温37.3℃以上者暂缓接种",
        "2026年6月1日37℃以上高温预警",
    ],
)
def test_a_day_of_the_pages_own_is_no_clock(line: str) -> None:
    assert not clocks([line], FETCHED)


def test_the_day_of_a_clock_is_never_that_of_publishing() -> None:
    clock = "<div>2026年6月1日 星期一 28°C</div>"
    page = "<html><head><title>两款减肥产品验出西药</title></head><body>{}<h1>两款减肥产品验出西药</h1>{}{}</body></html>"
    assert captures.read(page.format(clock, "", TEXT)).published_date is None
    dated = page.format(clock, "<p>2025-12-02 19:08</p>", TEXT)
    assert captures.read(dated).published_date == "2025-12-02"
    # below the title such a line is the page's
    own = page.format("", "<p>2026年6月1日 星期一 08:00</p>", TEXT)
    assert captures.read(own).published_date == "2026-06-01"
