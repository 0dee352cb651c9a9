"""Compilations split into their texts; documents that mention a 篇 do not."""

from __future__ import annotations

import pytest

from crawler.extraction.parts import split_parts

TEXT = ["为做好工作，制定本方案。", "一、工作目标", "请遵照执行。"]


@pytest.mark.parametrize(
    ("headings", "titles"),
    [
        (["护眼方案篇1", "护眼方案篇2"], ["护眼方案", "护眼方案"]),
        (["篇一：控烟方案", "篇二：禁酒方案"], ["控烟方案", "禁酒方案"]),
        (["【篇一】", "【篇二】", "【篇三】"], [None, None, None]),
        (["第一篇 总结", "第二篇 计划"], ["总结", "计划"]),
        (["工作方案范文1", "工作方案范文2"], ["工作方案", "工作方案"]),
    ],
)
def test_a_compilation_splits_at_its_headings(headings: list[str], titles: list[str | None]) -> None:
    lines = ["引言一句。", *(line for heading in headings for line in (heading, *TEXT))]
    parts = split_parts(lines)
    assert [part.title for part in parts] == titles
    assert all(list(part.lines) == TEXT for part in parts)


def test_the_end_of_an_earlier_part_is_a_part() -> None:
    parts = split_parts([*TEXT, "方案篇2", *TEXT, "方案篇3", *TEXT])
    assert [part.number for part in parts] == [1, 2, 3]


def test_the_title_of_one_part_is_not_that_of_the_part_before_it() -> None:
    parts = split_parts([*TEXT, "篇2：控烟方案", *TEXT, "篇3：禁酒方案", *TEXT])
    assert [part.title for part in parts] == [None, "控烟方案", "禁酒方案"]


def test_a_table_of_contents_belongs_to_no_part() -> None:
    headings = ["第一篇 总结", "第二篇 计划", "第三篇 方案"]
    parts = split_parts([*headings, *(line for heading in headings for line in (heading, *TEXT))])
    assert [part.title for part in parts] == ["总结", "计划", "方案"]
    assert all(list(part.lines) == TEXT for part in parts)


@pytest.mark.parametrize(
    "lines",
    [
        TEXT,
        ["方案篇1", *TEXT],
        ["每人提交论文1篇", "每单位不超过2篇", *TEXT],
        ["第一章 总则", *TEXT, "第二章 附则", *TEXT],
        ["篇1", "篇2", "篇3", *TEXT],
        ["第一篇 发展基础", "第一章 现状", *TEXT, "第二篇 主要任务", "第二章 基层", *TEXT],
    ],
)
def test_other_texts_do_not_split(lines: list[str]) -> None:
    assert split_parts(lines) == ()
