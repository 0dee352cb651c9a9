"""Know a document that a news item prints whole, by the lead that announces it.

::

    记者获悉，三部门联合印发意见，全文如下：
    关于加强结核病防治工作的意见
    各市（州）卫生健康委：…
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.printed_title import printed_title
from crawler.extraction.title_echo import echo_end

_WHOLE_TEXT = re.compile(
    r"(?:^以下[为是].{0,20}|[知告见函案][(（]?|附|转发|^)(?:全文|原文)[^。：:]{0,16}[：:。]?$|[。！；]原文[：:]$|[，,](?:全文(?:如下|为)|以下[为是](?:原文|全文))[：:。]?$"
)
_MOST_LEAD_LINES = 20
"""A news item may come before the whole text that it announces."""
_LONGEST_LEAD_LINE = 2000


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
