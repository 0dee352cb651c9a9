"""The index block is read in all its layouts."""

from __future__ import annotations

import pytest

from crawler.extraction.index_block import index_rows

PAIRS = ("索引号：QC0001/2024-3", "文号：清卫健〔2024〕2号")


@pytest.mark.parametrize(
    "lines",
    [
        ["索 引 号：QC0001/2024-3", "文　号: 清卫健〔2024〕2号"],
        ["索引号：QC0001/2024-3 文号：清卫健〔2024〕2号 有效性："],
        ["[ 索引号 ] QC0001/2024-3", "[ 文号 ] 清卫健〔2024〕2号"],
        ["索引号", "QC0001/2024-3", "文号", "清卫健〔2024〕2号"],
        ["索引号：", "QC0001/2024-3", "文号：", "清卫健〔2024〕2号"],
        ["索引号：\tQC0001/2024-3\t文　号：\t清卫健〔2024〕2号"],
        ["- 索引号: QC0001/2024-3", "- 文号: 清卫健〔2024〕2号"],
    ],
)
def test_every_layout_gives_the_same_pairs(lines: list[str]) -> None:
    rows, used = index_rows(lines)
    assert rows == PAIRS
    assert used == frozenset(range(len(lines)))


def test_what_customs_print_above_an_announcement_is_a_block() -> None:
    lines = [
        "【法规类型】\t直属海关公告\t【内容类别】\t卫生检疫类",
        "【文 号】\t清川海关公告2024年第3号",
        "【效力说明】",
    ]
    assert index_rows(lines)[1] == frozenset(range(3))


def test_the_next_label_is_never_a_value() -> None:
    rows, _ = index_rows(["索引号", "QC0001/2024-3", "有效性", "文号", "清卫健〔2024〕2号"])
    assert rows == PAIRS


@pytest.mark.parametrize(
    "lines",
    [
        ["标题：", "现将有关事项通知如下。"],
        ["名称", "数量"],
        ["各单位：", "请报送联系人名称和发布时间。"],
        ["关键词：疫苗"],
    ],
)
def test_a_lone_label_is_no_index_block(lines: list[str]) -> None:
    assert index_rows(lines) == ((), frozenset())


@pytest.mark.parametrize(
    "line",
    [
        "索引号 QC0001/2024-3 发文机关 清川市卫生局 文号 清卫健〔2024〕2号 有效性",
        "索引号 QC0001/2024-3   发文机关 清川市卫生局 文号 清卫健〔2024〕2号",
        "索引号　QC0001/2024-3　发文机关　清川市卫生局　文号　清卫健〔2024〕2号",
        "索 引 号 QC0001/2024-3 发文机关 清川市卫生局 主 题 词  文　号 清卫健〔2024〕2号",
    ],
)
def test_blanks_alone_may_set_apart_the_labels_of_a_line(line: str) -> None:
    assert index_rows([line, "各单位："]) == (
        (PAIRS[0], "发文机关：清川市卫生局", PAIRS[1]),
        frozenset({0}),
    )


@pytest.mark.parametrize(
    "line",
    [
        "名称 数量 单位 备注",
        "标题 清川市献血公告 名称",
        "名称 血袋 分类 耗材",
        "关键词 疫苗 接种",
        "主 题 词 卫生 通知 文 号",
    ],
)
def test_the_heading_of_a_table_is_no_index_block(line: str) -> None:
    assert index_rows([line, "各单位："]) == ((), frozenset())


def test_rows_without_colons_are_a_block_where_three_stand_together() -> None:
    lines = [
        "索引号QC0001/2024-3",
        "发布机构清川市卫生局",
        "发文字号",
        "发布日期2024-08-12",
        "关于献血的通知",
    ]
    rows, used = index_rows(lines)
    assert rows == ("索引号：QC0001/2024-3", "发布机构：清川市卫生局", "发布日期：2024-08-12")
    assert used == frozenset(range(4))
    padded, _ = index_rows(
        ["索 引 号QC0001/2024-3", "文 号清卫发〔2024〕3号", "发布日期2024-08-12", "文号见附件"]
    )
    assert padded == ("索引号：QC0001/2024-3", "文号：清卫发〔2024〕3号", "发布日期：2024-08-12")
    assert index_rows(["发布日期待定", "名单附后"]) == ((), frozenset())


def test_labels_without_values_do_not_hide_the_value_of_the_next() -> None:
    rows, _ = index_rows(
        ["索引号", "QC0001/2024-3", "发文字号", "成文日期", "公开日期", "2024-04-12", "时效性", "有效"]
    )
    assert rows == ("索引号：QC0001/2024-3", "公开日期：2024-04-12", "时效性：有效")
