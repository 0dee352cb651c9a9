"""The table with which sites of procurement sum an announcement up above its text."""

from __future__ import annotations

import pytest

from crawler.extraction.summary_table import summary_rows

PROJECT = "采购项目名称\t清川市疾控中心冷链设备采购项目"
ROWS = [PROJECT, "采购单位\t清川市疾控中心", "行政区域\t清川市\t公告时间\t2023年05月09日 16:20"]
TEXT = ["一、项目编号：QC-2023-12", "本项目预算金额86万元，欢迎合格的供应商参加。"]


@pytest.mark.parametrize(
    ("above", "rows"),
    [
        ([], ["公告概要：", *ROWS]),
        (
            ["清川市政府采购网"],
            [
                "公告概要：",
                "公告信息：",
                *ROWS,
                "联系人及联系方式：",
                "联系人\t王五",
                "附件：",
                "附件1\t需求.docx",
            ],
        ),
        ([], ["公告摘要", *ROWS]),
    ],
)
def test_a_summary_above_the_text_is_found(above: list[str], rows: list[str]) -> None:
    found = summary_rows([*above, *rows, *TEXT])
    assert found == range(len(above), len(above) + len(rows))


@pytest.mark.parametrize(
    "texts",
    [
        [*ROWS, *TEXT],  # no heading: it may be the notice's own table
        ["公告概要：", *TEXT],
        ["公告概要：", PROJECT, *TEXT],
        ["公告概要：", *ROWS],  # the table is all that there is
        ["公告信息发布管理办法", *ROWS, *TEXT],
    ],
)
def test_other_tables_and_headings_are_no_summary(texts: list[str]) -> None:
    assert not summary_rows(texts)


def test_the_heading_of_the_text_below_a_summary_is_of_the_text() -> None:
    assert summary_rows(["公告概要：", *ROWS, "项目概况", *TEXT]) == range(4)
