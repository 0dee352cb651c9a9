"""The date of a row: what is one, and which of several counts."""

from __future__ import annotations

import pytest

from crawler.listing.row_date import Piece, row_date

DAY = "2024-09-01"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-08-12", "2024-08-12"),
        ("[ 2024-08-12 ]", "2024-08-12"),
        ("（2024/8/12）", "2024-08-12"),
        ("2024年8月12日", "2024-08-12"),
        ("2024.08.12", "2024-08-12"),
        ("2024-08-12 09:30", "2024-08-12"),
        ("2024-08-12 09:30:05 星期一", "2024-08-12"),
        ("发布时间：2024-08-12", "2024-08-12"),
        ("发布日期: 2024年8月12日 来源：清川市疾控中心 浏览：32", "2024-08-12"),
        ("来源：清川日报 时间：2024-08-12 10:00", "2024-08-12"),
        ("截止日期：2024-08-30 发布日期：2024-08-12", "2024-08-12"),
        ("[08-12]", "--08-12"),
        ("09-01", "--09-01"),
        ("12-31", "--12-31"),
        ("02-29", "--02-29"),
        ("8月12日", "--08-12"),
        ("昨天", "2024-08-31"),
        ("2024-08", "2024-08"),
        ("2024", None),
        ("318", None),
        ("第12期", None),
        ("4月26日（0-24时）各区病例", None),
        ("2024年8月12日全市卫生健康会议召开", None),
        ("2024-13-45", None),
        ("2025-08-12", None),
        ("20_年8月12日", None),
        ("", None),
        ("-" * 5000, None),
    ],
)
def test_a_text_is_a_date_only_if_it_is_nothing_else_or_has_a_label(text, date):
    assert row_date([Piece(text)], day=DAY) == date


@pytest.mark.parametrize(
    ("pieces", "date"),
    [
        ([Piece("12"), Piece("2024-08")], "2024-08-12"),
        ([Piece("08/12"), Piece("2023")], "2023-08-12"),
        ([Piece("2024年08月"), Piece("12日")], "2024-08-12"),
        ([Piece("12"), Piece("8月"), Piece("2024")], "2024-08-12"),
        ([Piece("2024"), Piece("08"), Piece("12")], "2024-08-12"),
        ([Piece("8月"), Piece("12日"), Piece("2024年")], "2024-08-12"),
        ([Piece("12"), Piece("08"), Piece("2024")], None),
        ([Piece("3"), Piece("318"), Piece("2024")], None),
        ([Piece("2024-08-12 关于义诊的通知", in_link=True)], "2024-08-12"),
        ([Piece("关于义诊的通知（2024-08-12）", in_link=True)], "2024-08-12"),
        ([Piece("2024年8月12日 | 阅读 318")], "2024-08-12"),
        ([Piece("2024-08-12 09:30 来自清川市")], "2024-08-12"),
        ([Piece("2024年8月30日 前报送材料")], None),
        ([Piece("2024年8月30日，全市开展义诊。")], None),
        ([Piece("2024-08-01", heading="成文日期"), Piece("2024-08-12", heading="发布日期")], "2024-08-12"),
        ([Piece("2024-08-12"), Piece("2024-08-30", heading="截止时间")], "2024-08-12"),
        ([Piece("截止日期："), Piece("2024-08-30"), Piece("发布："), Piece("2024-08-12")], "2024-08-12"),
        ([Piece("关于印发工作方案的通知"), Piece("2024-08-12")], "2024-08-12"),
        ([], None),
    ],
)
def test_the_publishing_date_counts_among_several_texts(pieces, date):
    assert row_date(pieces, day=DAY) == date


@pytest.mark.parametrize(
    ("text", "period", "date"),
    [
        ("08-12", "2022年", "2022-08-12"),
        ("12日", "2024年8月", "2024-08-12"),
        ("12", "2024年8月", None),
        ("2024-08-12", "2022年", "2024-08-12"),
        ("08-12", "", "--08-12"),
    ],
)
def test_the_heading_above_a_row_gives_what_its_date_lacks(text, period, date):
    assert row_date([Piece(text)], day=DAY, period=period) == date


def test_the_address_tells_the_year_of_a_date_without_one():
    url = "http://wsjk.example/tzgg/202208/t20220812_1.html"
    assert row_date([Piece("[08-12]")], day=DAY, url=url) == "2022-08-12"


def test_the_date_of_the_address_alone_is_no_date_of_the_row():
    assert row_date([Piece("详细")], day=DAY, url="http://wsjk.example/202208/t20220812_1.html") is None
