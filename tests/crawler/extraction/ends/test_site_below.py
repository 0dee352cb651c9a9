"""Lines of a site right below a text."""

from __future__ import annotations

import pytest

from crawler.extraction.chrome import chrome_of_lines
from crawler.extraction.ends.site_below import tool_lines
from crawler.extraction.lines import Line


@pytest.mark.parametrize(
    ("texts", "ends"),
    [
        (["停诊一天。", "【字号：大 中 小】", "河西区卫生监督所 电话：5512345"], [1]),
        (["停诊一天。", "打印", "请到东院就诊。"], []),
        (["停诊一天。", "来源：办公室", "附件：1.名单.pdf", "2.计划.pdf"], []),
        (["停诊一天。", "总务科"], []),
        (["停诊一天。", "打印", "清川市卫生局", "2024年3月5日"], []),
        (["停诊一天。", "打印", "清川市卫生局", "2024-03-05"], [1]),
        (["停诊.", "浏览：3", "请到东院就诊,谢谢配合.", "总务科"], []),
    ],
)
def test_a_line_for_printing_ends_a_text_where_no_sentence_follows(texts: list[str], ends: list[int]) -> None:
    assert tool_lines([Line(text) for text in texts], chrome_of_lines(texts), frozenset(), 0) == ends


def test_files_below_a_line_for_printing_belong_to_the_text() -> None:
    texts = ["停诊一天。", "打印", "名单"]
    lines = [Line(text) for text in texts]
    assert tool_lines(lines, chrome_of_lines(texts), frozenset({12}), 10) == []
