"""What stands in the title's own ``<header>`` is said of the article: its day, its author, buttons.

::

    <article><header><h1>社区开设慢病门诊</h1><div>15:20 2022/03/18</div><div>清川</div></header>
    <div><p>清川市卫生健康委员会昨日通报，……</p></div></article>
"""

from __future__ import annotations

from crawler.extraction.document_run import DocumentRun
from crawler.extraction.line_worth import Weighed
from crawler.extraction.lines import Layout
from crawler.extraction.title_on_lines import ShownTitle

_MOST_LINES = 12
_LONGEST_LINE = 40
_OF_TEXT = ("：", ":", "；", "，")
"""How lines end that the text goes on from: whom it addresses, what it lists."""


def below_header(layout: Layout, weighed: Weighed, run: DocumentRun, title: ShownTitle) -> DocumentRun:
    """The *run* below the ``<header>`` around the *title*; all of it where that holds any of the text."""
    ends = [
        block.end
        for block in layout.blocks
        if block.tag == "header" and block.start <= title.start and title.end < block.end
    ]
    end = min(ends, default=run.start)
    inside = range(max(run.start, title.end), end)
    if not 0 < len(inside) <= _MOST_LINES or end >= run.end or run.start < title.end:
        return run
    if any(_may_be_text(layout.lines[index].text) or index in weighed.files for index in inside):
        return run
    return DocumentRun(end, run.end)


def _may_be_text(text: str) -> bool:
    return len(text) > _LONGEST_LINE or "。" in text or "\t" in text or text.endswith(_OF_TEXT)
