"""Know a document that a news item prints whole, by the lead that announces it.

::

    记者获悉，三部门联合印发意见，全文如下：
    关于加强结核病防治工作的意见
    各市（州）卫生健康委：…

or by a portal that only tells of it, right above its title::

    小编获悉，清川市卫生健康委发布了现场确认公告，请各位考生留意。
    清川市卫生健康委员会关于现场确认的公告
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.printed_title import printed_title
from crawler.extraction.title_echo import echo_end

_WHOLE_TEXT = re.compile(
    r"(?:^以下[为是].{0,20}|[知告见函案][(（]?|附|转发|^)(?:全文|原文)[^。：:]{0,16}[：:。]?$|[。！；]原文[：:]$|[，,。！；](?:全文(?:如下|为)|以下[为是](?:原文|全文))[：:。]?$"
)
_MOST_LEAD_LINES = 20
"""A news item may come before the whole text that it announces."""
_LONGEST_LEAD_LINE = 2000
_TELLS = re.compile(
    r"记者|小编|获悉|[网报]讯|网消息|(?:日前|近日|今日|昨日|[0-9]日)[，,]?(?:正式|联合)?(?:发文|发布|公布|印发|下发|出台)|已(?:经|正式)?(?:发布|公布|出炉)"
)
"""What a portal says of a document, and no document of itself."""
_FINAL_MARKS = ("。", "！")
_MOST_TELLING = 3
_FEWEST_TELLING = 12


def introduced_title(lines: Sequence[str]) -> str | None:
    """The title under the line with which a news item announces a document's whole text."""
    end = _introduction_end(lines)
    return printed_title(lines[end:]) if end else None


def below_lead(lines: Sequence[str], title: str | None) -> int:
    """The first line behind a lead that announces the whole text and behind its title; 0 if none does."""
    lead = _introduction_end(lines)
    if not lead or title is None:
        return 0
    end = echo_end(lines[lead:], title)
    return lead + end if 0 < end < len(lines) - lead else 0


def _introduction_end(lines: Sequence[str]) -> int:
    """The index after the line with which a news item announces a document's whole text; 0 without one."""
    for index, line in enumerate(lines[:_MOST_LEAD_LINES]):
        says_so = "全文" in line or "原文" in line  # few lines do, and need be looked at closely
        if says_so and len(line) <= _LONGEST_LEAD_LINE and _WHOLE_TEXT.search(line):
            return index + 1
    return 0


def end_of_telling(lines: Sequence[str], title: str | None) -> int:
    """The index after the few sentences in which a portal tells of the document of this *title*, else 0."""
    index = 0
    while index < min(_MOST_TELLING, len(lines)) and _tells(lines[index]):
        index += 1
    below = lines[index : index + _MOST_TELLING]
    is_title_next = bool(below) and not below[0].endswith(_FINAL_MARKS) and echo_end(below, title) > 0
    return index if index and is_title_next else 0


def _tells(line: str) -> bool:
    """Whether a line is a sentence of a portal's about a document."""
    is_sentence = len(line) >= _FEWEST_TELLING and line.endswith((*_FINAL_MARKS, "：", ":"))
    return is_sentence and _TELLS.search(line) is not None
