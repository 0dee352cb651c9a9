"""The labels are one set of data: no label twice, none that a lookup cannot reach."""

from __future__ import annotations

import pytest

from archive.notice import Notice
from crawler.extraction.labels import bare_label, block_labels, label_fields, weak_labels


@pytest.mark.parametrize(
    ("printed", "bare"),
    [
        ("索 引 号：", "索引号"),
        ("【發文字號】", "发文字号"),
        ("[ 文　号 ]", "文号"),
        ("来源:", "来源"),
        ("", ""),
    ],
)
def test_a_label_is_looked_up_as_people_read_it(printed: str, bare: str) -> None:
    assert bare_label(printed) == bare


@pytest.mark.parametrize("label", label_fields())
def test_every_label_can_be_looked_up(label: str) -> None:
    assert bare_label(label) == label


def test_labels_give_fields_of_a_notice_or_tell_a_database_of_laws() -> None:
    assert set(label_fields().values()) - {"none", "law_status"} <= set(Notice.__dataclass_fields__)


@pytest.mark.parametrize("label", ["来源", "时间", "日期", "更新时间", "点击", "编辑"])
def test_a_label_of_the_source_line_makes_no_index_block(label: str) -> None:
    assert label in label_fields()
    assert label not in block_labels()


def test_weak_labels_are_labels() -> None:
    assert weak_labels() <= set(label_fields())
