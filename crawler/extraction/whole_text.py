"""Cut a document out of a news item that prints it whole, below the lead that announces it.

::

    记者获悉，三部门联合印发意见，全文如下：
    关于加强结核病防治工作的意见
    各市（州）卫生健康委：…
"""

from __future__ import annotations

from collections.abc import Sequence

from crawler.extraction.printed_title import introduction_end
from crawler.extraction.title_echo import echo_end


def below_lead(lines: Sequence[str], title: str | None) -> int:
    """The first line behind a lead that announces the whole text and behind its title; 0 if none does."""
    lead = introduction_end(lines)
    if not lead or title is None:
        return 0
    end = echo_end(lines[lead:], title)
    return lead + end if 0 < end < len(lines) - lead else 0
