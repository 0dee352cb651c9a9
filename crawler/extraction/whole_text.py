"""Cut a document out of a news item that prints it whole: the lead above it, the portal's advice below it.

::

    记者获悉，三部门联合印发意见，全文如下：
    关于加强结核病防治工作的意见
    各市（州）卫生健康委：…
    清川市卫生健康委员会
    2024年8月12日
    提醒：市民可停在地下车库。
"""

from __future__ import annotations

from collections.abc import Sequence

from archive.vocabulary.dates import parse_date
from archive.vocabulary.organisations import split_organisations
from crawler.extraction.body import echo_end
from crawler.extraction.printed_title import introduction_end

_MOST_ADVICE = 3
_LONGEST_DATE = 20
_OF_DOCUMENT = ("附", "（", "(", "抄送", "抄报", "联系", "注", "主题词", "公开", "电话", "地址", "邮")
"""How lines begin that may stand below the signature."""


def below_lead(lines: Sequence[str], title: str | None) -> int:
    """The first line behind a lead that announces the whole text and behind its title; 0 if none does."""
    lead = introduction_end(lines)
    if not lead or title is None:
        return 0
    end = echo_end(lines[lead:], title)
    return lead + end if 0 < end < len(lines) - lead else 0


def above_advice(lines: Sequence[str]) -> int:
    """The line after the signature where a few lines of a portal follow it, else the number of lines."""
    for index in range(len(lines) - 2, max(0, len(lines) - 2 - _MOST_ADVICE), -1):
        day = lines[index].strip()
        if len(day) > _LONGEST_DATE or parse_date(day) is None or not split_organisations(lines[index - 1]):
            continue
        if any(line.startswith(_OF_DOCUMENT) or "\t" in line for line in lines[index + 1 :]):
            return len(lines)
        return index + 1
    return len(lines)
