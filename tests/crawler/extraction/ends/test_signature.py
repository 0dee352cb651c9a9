"""Where a document ends, and what sites leave below it."""

from __future__ import annotations

import pytest

from crawler.extraction.ends.signature import above_advice, above_remnants

SIGNED = ["现提出以下意见。", "清川市卫生健康委员会", "2024年8月12日"]


@pytest.mark.parametrize(
    ("below", "cut"),
    [
        (["点赞 36 收藏"], True),
        (["本期责编 阿木", "往期回顾"], True),
        (["清川市教育局", "2024年8月13日"], False),
        (["附：名单"], False),
        (["（此件公开发布）"], False),
        (["联系人：张三"], False),
        (["咨询电话：5512345"], False),
        (["一、补充事项"], False),
        (["第一条 为规范管理，制定本办法。"], False),
        (["往期回顾"] * 9, False),
        ([], False),
    ],
)
def test_remnants_of_a_site_below_the_signature_are_no_text(below: list[str], cut: bool) -> None:
    lines = [*SIGNED, *below]
    assert above_remnants(lines) == (len(SIGNED) if cut else len(lines))


@pytest.mark.parametrize(
    ("below", "cut"),
    [
        (["提醒：开车的市民可停在地下车库。"], True),
        (["附件：名单"], False),
        (["（此件公开发布）"], False),
        (["联系人：张三"], False),
        ([], False),
        (["第一条 为规范管理，制定本办法。"] * 5, False),
    ],
)
def test_a_portals_advice_under_the_signature_is_left_out(below: list[str], cut: bool) -> None:
    lines = [*SIGNED, *below]
    assert above_advice(lines) == (len(SIGNED) if cut else len(lines))
