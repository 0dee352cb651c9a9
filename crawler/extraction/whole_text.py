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

from crawler.extraction.printed_title import introduction_end
from crawler.extraction.signature_end import signature_end
from crawler.extraction.title_echo import echo_end

_MOST_ADVICE = 3
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
    end = signature_end(lines, _MOST_ADVICE)
    if any(line.startswith(_OF_DOCUMENT) or "\t" in line for line in lines[end:]):
        return len(lines)
    return end
