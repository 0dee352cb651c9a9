"""Find the rest of a text in another element below a box of links to other articles.

::

    <div class="con"><p>召回的产品为三款奶酪片。</p></div>
    <div class="reco"><h4>猜你喜欢</h4><a>冰箱多久清洁一次？</a><p>很多家庭半年也不清理一次。</p></div>
    <div class="con2"><p>购买了上述产品的消费者不要食用。</p><p>如出现症状，应联系医生。</p></div>
    <div>免责声明：本文内容综合自公开报道。</div>

What such a box is followed by is mostly the site's own: here what is said of the text stands below it.
"""

from __future__ import annotations

import re

from crawler.extraction.chrome import Chrome, chrome_of
from crawler.extraction.document_run import DocumentRun
from crawler.extraction.ends.document_lines import is_sentence
from crawler.extraction.line_worth import Weighed
from crawler.extraction.lines import Block, Layout

_LONGEST_HEADING = 20
_MOST_LINES = 20
_FEWEST_PARAGRAPHS = 2
_FEWEST_CHARACTERS = 20
_OF_TEXT = re.compile(
    r"[(（【\[]?\s?(?:(?:(?:免责|免責|特别|特別|郑重|鄭重)?[声聲]明\s?[:：]\s?)?本文|(?:[责責]任)?[编編][辑輯]|[责責][编編]|[来來]源|原[标標]题)"
)
"""How lines below a text begin that are about it."""


def with_rest_below_box(layout: Layout, weighed: Weighed, run: DocumentRun) -> DocumentRun:
    """The *run*, and what goes on with its text below a box right under it."""
    boxes = [block for block in layout.blocks if block.start == run.end]
    ends = (end_below_box(layout, weighed, box, len(layout.lines)) for box in boxes)
    return DocumentRun(run.start, next((end for end in ends if end is not None), run.end))


def end_below_box(layout: Layout, weighed: Weighed, box: Block, most: int) -> int | None:
    """Where the text ends that goes on below *box*, not after line *most*; ``None`` where none does."""
    lines = layout.lines
    inside = lines[box.start : box.end]
    if not 1 < len(inside) <= _MOST_LINES or len(inside[0].text) > _LONGEST_HEADING:
        return None
    links = sum([line.linked > 0 for line in inside[1:]])
    if not links or sum(["。" in line.text for line in inside]) > links:
        return None
    end = box.end
    while end < most and _is_paragraph(layout, weighed, end):
        end += 1
    if end - box.end < _FEWEST_PARAGRAPHS or end >= len(lines) or not _OF_TEXT.match(lines[end].text):
        return None
    return end if chrome_of(inside[0].text) is Chrome.CUT else None


def _is_paragraph(layout: Layout, weighed: Weighed, index: int) -> bool:
    line = layout.lines[index]
    return is_sentence(layout, weighed, index) and not line.linked and len(line.text) >= _FEWEST_CHARACTERS
