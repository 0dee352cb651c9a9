"""Headings above lists, and what a page calls itself."""

from __future__ import annotations

import pytest
from lxml import html

from crawler.listing.headings import heading, page_names, period
from crawler.listing.places import Places

ROWS = "<ul><li><a href=1>关于义诊活动的通知</a></li><li><a href=2>关于义诊活动的公告</a></li></ul>"


@pytest.mark.parametrize(
    ("above", "text"),
    [
        ("<h3>通知公告</h3>", "通知公告"),
        ("<div><h3>通知公告</h3><a href=/x/>更多&gt;&gt;</a></div>", "通知公告"),
        ("<p>本栏目登载清川市卫生健康委员会的通知和公告。</p>", ""),
        ("", ""),
    ],
)
def test_the_short_text_above_a_list_is_its_heading(above, text):
    root = html.document_fromstring(f"<div>{above}{ROWS}</div>")
    place = Places({link: link.get("href") for link in root.iter("a")}).by_link[root.find(".//li/a")]
    assert heading(place) == text


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("<title>通知公告_清川市卫生健康委员会</title>", {"通知公告", "清川市卫生健康委员会"}),
        ("<p>当前位置：<a href=/>首页</a> &gt; 政务公开 &gt; 通知公告</p>", {"通知公告"}),
        ("<p>通知公告</p>", set()),
    ],
)
def test_a_page_is_called_by_its_title_and_the_end_of_its_path(page, names):
    assert page_names(html.document_fromstring(page)) == names


@pytest.mark.parametrize(
    ("above", "text"),
    [
        ("<h3>2023年</h3>", "2023年"),
        ("<h3>2023年8月</h3>", "2023年8月"),
        ("<h3>2023-08</h3>", "2023-08"),
        ("<h3>2023年度报告</h3>", ""),
        ("<h3>第2023期</h3>", ""),
    ],
)
def test_a_year_or_month_by_itself_before_the_rows_is_their_period(above, text):
    root = html.document_fromstring(f"<div>{above}{ROWS}</div>")
    place = Places({link: link.get("href") for link in root.iter("a")}).by_link[root.find(".//li/a")]
    assert period(place) == text
