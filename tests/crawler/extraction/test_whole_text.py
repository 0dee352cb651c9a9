"""A document printed whole inside a news item."""

from __future__ import annotations

import pytest

from crawler.extraction.whole_text import below_lead, end_of_telling

TITLE = "关于加强结核病防治工作的意见"
LEAD = "本报讯（记者 江蓠）病人不用再返乡看病了，记者从省卫生健康委获悉，三部门日前联合印发意见，全文如下："
SIGNED = ["现提出以下意见。", "清川市卫生健康委员会", "2024年8月12日"]


@pytest.mark.parametrize(
    ("lines", "start"),
    [
        ([LEAD, TITLE, "各县卫生健康局：", *SIGNED], 2),
        (["以下为意见全文：", "清川市卫生健康委员会", TITLE, *SIGNED], 3),
        (["省卫生健康委发布意见，对转诊作出新规定，以下为原文。", TITLE, *SIGNED], 2),
        (["8月13日，省卫生健康委官网发布意见，对转诊作出规定。全文如下：", TITLE, *SIGNED], 2),
        (["8月13日，省卫生健康委发布意见，要求学习全文。如下：", TITLE, *SIGNED], 0),
        (["昨天在小区门口看到的，手打一遍。原文：", TITLE, *SIGNED], 2),
        (["昨天在小区门口看到的，现在找不到原文：", TITLE, *SIGNED], 0),
        ([TITLE, "各县卫生健康局：", *SIGNED], 0),
        ([LEAD, *SIGNED], 0),
    ],
)
def test_a_lead_that_announces_the_whole_text_is_left_out_with_the_title(
    lines: list[str], start: int
) -> None:
    assert below_lead(lines, TITLE) == start


@pytest.mark.parametrize(
    ("lines", "start"),
    [
        (["小编获悉，结核病防治意见已经发布，请大家留意。", TITLE, *SIGNED], 1),
        (
            ["摘要考生注意！防治意见已公布，详情如下。", "清川网校小编获悉，意见内容如下：", TITLE, *SIGNED],
            2,
        ),
        (["清川省卫生健康委日前发文，要求加强防治。", "清卫疾控〔2024〕8号", TITLE, *SIGNED], 1),
        # a document's own sentence, a news item about the document
        (["现将《意见》印发给你们，请认真执行。", TITLE, *SIGNED], 0),
        (["记者获悉，意见已公布。", "意见提出三项要求。", "负责人作了解读。", TITLE, *SIGNED], 0),
    ],
)
def test_the_sentences_in_which_a_portal_tells_of_a_document_stand_above_its_title(
    lines: list[str], start: int
) -> None:
    assert end_of_telling(lines, TITLE) == start
