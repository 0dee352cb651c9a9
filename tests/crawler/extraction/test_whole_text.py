"""A document printed whole inside a news item."""

from __future__ import annotations

import pytest

from crawler.extraction.whole_text import above_advice, below_lead

TITLE = "关于加强结核病防治工作的意见"
LEAD = "本报讯（记者 江蓠）病人不用再返乡看病了，记者从省卫生健康委获悉，三部门日前联合印发意见，全文如下："
SIGNED = ["现提出以下意见。", "清川市卫生健康委员会", "2024年8月12日"]


@pytest.mark.parametrize(
    ("lines", "start"),
    [
        ([LEAD, TITLE, "各县卫生健康局：", *SIGNED], 2),
        (["以下为意见全文：", "清川市卫生健康委员会", TITLE, *SIGNED], 3),
        ([TITLE, "各县卫生健康局：", *SIGNED], 0),
        ([LEAD, *SIGNED], 0),
    ],
)
def test_a_lead_that_announces_the_whole_text_is_left_out_with_the_title(
    lines: list[str], start: int
) -> None:
    assert below_lead(lines, TITLE) == start


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
