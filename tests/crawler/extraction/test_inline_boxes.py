"""Boxes of links between the paragraphs of an article, and headings of links that end it."""

from __future__ import annotations

import pytest

from crawler.extraction.chrome import chrome_of_lines
from crawler.extraction.inline_boxes import lines_of_inline_boxes

TEXT = "根据通知，二级以上综合医院儿科夜间停诊时间不得早于二十二时。"
LINK = "沐溪一小区凌晨停水"


def lines_in_boxes(texts: list[str]) -> set[int]:
    return lines_of_inline_boxes(texts, chrome_of_lines(texts), [text.startswith(LINK) for text in texts])


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([TEXT, "推荐阅读", LINK, LINK, TEXT], {1, 2, 3}),
        ([TEXT, "推荐阅读", LINK, TEXT, "相关专题", LINK, "更多内容"], {1, 2}),
        ([TEXT, "推荐阅读", LINK, TEXT, "延伸阅读", LINK, TEXT], {1, 2, 4, 5}),
        # who signs, and the day
        ([TEXT, "延伸阅读", LINK, "沐溪市卫生局", "2023年4月16日", TEXT], {1, 2}),
        ([TEXT, "延伸阅读", LINK, "沐溪市卫生局", "2023年4月16日"], {1, 2}),
        # the office and the day of the last link
        ([TEXT, "延伸阅读", LINK, "沐溪市卫生局", "2023-04-16"], set()),
        ([TEXT, "延伸阅读", LINK, "沐溪市卫生局", "2023年4月16日", LINK], set()),
        # teasers of other articles, each with its link
        ([TEXT, "推荐阅读", LINK, TEXT, LINK, TEXT], set()),
        # nothing of the article follows
        ([TEXT, "推荐阅读", LINK, "沐溪新闻网"], set()),
        ([TEXT, "推荐阅读", TEXT], set()),
    ],
)
def test_a_box_is_inside_the_text_where_the_text_goes_on(texts: list[str], found: set[int]) -> None:
    assert lines_in_boxes(texts) == found
