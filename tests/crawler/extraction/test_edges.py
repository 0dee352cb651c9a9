"""Lines of a site right above and right below a text."""

from __future__ import annotations

import pytest

from crawler.extraction.chrome import chrome_of_lines
from crawler.extraction.edges import info_rows, tool_lines
from crawler.extraction.lines import Line


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        (["2014年3月10日", "办公室", "公告", "各单位："], 3),
        (["沐溪县中医院2023-12-29", "12月30日只开急诊。"], 1),
        (["办公室2022-09-02 09:011.3万", "各位专家："], 1),
        (["雁泽日报2020年10月19日07:05发布于云泽", "各位会员："], 1),
        (["汐州网讯2022-04-07 11:00:21A+ A-", "各参展单位："], 1),
        (["健康云泽 8-9 08:00 关注", "市卫生局决定表扬医疗队。"], 1),
        (["2021年12月9日 宣传科 共有 88 人看过", "各位会员："], 1),
        (["05月27日2016年", "各位会员："], 1),
        (["会议时间2024-03-05", "各位会员："], 0),
        (["2024-03-05至2024-03-07停诊", "请知悉。"], 0),
        (["门诊10月19日停诊", "请到东院就诊。"], 0),
        (["办公室", "公告", "门诊今日停诊一天。"], 0),
        (["各安老院舍主管", "2014年3月10日", "请知悉。"], 0),
        (["东防字〔2005〕11号", "各单位："], 0),
        (["2014年3月10日"], 0),
        (["本院2014-03-10起停诊，请周知。", "总务科"], 0),
    ],
)
def test_who_posted_and_when_stand_right_under_the_title(texts: list[str], rows: int) -> None:
    assert info_rows(texts) == rows


@pytest.mark.parametrize(
    ("texts", "ends"),
    [
        (["停诊一天。", "【字号：大 中 小】", "河西区卫生监督所 电话：5512345"], [1]),
        (["停诊一天。", "打印", "请到东院就诊。"], []),
        (["停诊一天。", "来源：办公室", "附件：1.名单.pdf", "2.计划.pdf"], []),
        (["停诊一天。", "总务科"], []),
        (["停诊.", "浏览：3", "请到东院就诊,谢谢配合.", "总务科"], []),
    ],
)
def test_a_line_for_printing_ends_a_text_where_no_sentence_follows(texts: list[str], ends: list[int]) -> None:
    assert tool_lines([Line(text) for text in texts], chrome_of_lines(texts), frozenset(), 0) == ends


def test_files_below_a_line_for_printing_belong_to_the_text() -> None:
    texts = ["停诊一天。", "打印", "名单"]
    lines = [Line(text) for text in texts]
    assert tool_lines(lines, chrome_of_lines(texts), frozenset({12}), 10) == []
