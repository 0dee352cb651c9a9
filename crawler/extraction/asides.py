"""Find what stands between the paragraphs of a text and is no part of it: captions, players, votes, ads.

::

    <div class="post_body"><p>草案明确，急救收费实行政府指导价。</p>
    <div class="video-box"><div>两车主让道</div><div>01:12</div><a>更多视频</a></div>
    <p>征求意见截至6月26日。</p></div>

Such a box is told by the name of its element, and a box of further reading by its heading.
"""

from __future__ import annotations

import re

from crawler.extraction.chrome import Chrome
from crawler.extraction.document_run import DocumentRun
from crawler.extraction.element_kinds import BREAK, INLINE, KINDS
from crawler.extraction.element_names import Role
from crawler.extraction.ends.below_box import end_below_box
from crawler.extraction.ends.document_lines import is_official
from crawler.extraction.ends.signature import signs_in_words
from crawler.extraction.line_worth import Weighed, is_linked
from crawler.extraction.lines import Block, Layout

_BOX_SHARE = 0.3
"""A box holds less than this share of the prose of the text around it."""
_MOST_SENTENCES = 1
"""A box holds so few lines with whole sentences: an element never closed holds the rest of the text."""
_LONGEST_BOX = 40
_LONGEST_HEADING = 20
_MOST_IN_CARD = 4
_DAY_AND_HOUR = re.compile(r"\d{1,2}(?:[-/.]\d{1,2}|月\d{1,2}日)\s\d{1,2}:\d\d")
_LISTING = frozenset({"section", "div", "aside", "nav", "ul", "ol"})
_FEWEST_LINKS, _LINKED_SHARE = 2, 0.6
_FINAL_MARKS = ("。", "！", "？", "”", "」")
"""Below a colon a text gives links of its own."""
_FEWEST_CHARACTERS = 20
"""Of a paragraph above or below a box of further reading."""


def asides(layout: Layout, weighed: Weighed, run: DocumentRun) -> set[int]:
    """The lines of *run* that are no part of its text."""
    aside = _captions(layout, weighed)
    texts = (layout.lines[index].text for index in range(run.start, run.end))
    first = next((at for at, text in enumerate(texts, start=run.start) if _is_paragraph(text)), run.end)
    below = [block for block in layout.blocks if first < block.start and block.end <= run.end]
    boxes = [block for block in below if block.role & Role.BOX and _may_be_box(block)]
    boxes += _beside_the_text(
        layout, [block for block in below if _is_further_reading(layout, weighed, block)]
    )
    boxes += [block for block in below if end_below_box(layout, weighed, block, run.end) is not None]
    boxes += [block for block in below if _is_list_in_text(layout, weighed, block)]
    most = _BOX_SHARE * _prose(weighed, run.start, run.end) if boxes else 0.0
    for block in boxes:
        if _holds_no_text(layout, weighed, block, most):
            aside.update(range(block.start, block.end))
    return {index for index in aside if run.start <= index < run.end}


def _captions(layout: Layout, weighed: Weighed) -> set[int]:
    """The lines under pictures, where other lines hold prose."""
    inside = [
        range(block.start, block.end)
        for block in layout.blocks
        if block.role & Role.CAPTION and not _is_card(layout, block)
    ]
    lines = {index for block in inside for index in block}
    prose = lines and any(marked > 1 for at, marked in enumerate(weighed.marks) if at not in lines)
    return lines if prose else set()


def _is_card(layout: Layout, block: Block) -> bool:
    """Whether an element says who posted the text and when, beside a picture of the account."""
    lines = layout.lines[block.start : min(block.end, block.start + _MOST_IN_CARD)]
    return any(
        ":" in text and len(text) <= _LONGEST_HEADING and _DAY_AND_HOUR.search(text) for text, _ in lines
    )


def _may_be_box(block: Block) -> bool:
    return bool(KINDS.get(block.tag, INLINE) & BREAK) and block.end - block.start <= _LONGEST_BOX


def _holds_no_text(layout: Layout, weighed: Weighed, block: Block, most: float) -> bool:
    """Whether an element holds no file, hardly a sentence, and less than *most* of the prose."""
    return (
        weighed.files.isdisjoint(range(block.start, block.end))
        and _sentences(layout, block) <= _MOST_SENTENCES
        and _prose(weighed, block.start, block.end) < most
    )


def _sentences(layout: Layout, block: Block) -> int:
    return sum(["。" in line.text for line in layout.lines[block.start : block.end]])


def _prose(weighed: Weighed, start: int, end: int) -> float:
    return sum([worth for worth in weighed.worth[start:end] if worth > 0])


def _is_further_reading(layout: Layout, weighed: Weighed, block: Block) -> bool:
    """Whether an element is a heading of further reading and what stands under it, below a paragraph.

    Another paragraph stands below it, or who signs the text, and the day.
    """
    lines, (_, _, start, end) = layout.lines, block
    if not 1 < end - start <= _LONGEST_BOX or len(lines[start].text) > _LONGEST_HEADING:
        return False
    below = [line.text for line in lines[end : end + 2]]
    if not _is_paragraph(lines[start - 1].text) or not (
        any(map(_is_paragraph, below)) or signs_in_words(below)
    ):
        return False
    return weighed.kinds[start] is Chrome.CUT and not _sentences(layout, block)


def _is_list_in_text(layout: Layout, weighed: Weighed, block: Block) -> bool:
    """Whether an element is a list of links, whatever its heading, between two paragraphs of the text."""
    lines, (tag, _, start, end) = layout.lines, block
    if tag not in _LISTING or not _FEWEST_LINKS < end - start <= _LONGEST_BOX:
        return False
    inside = lines[start:end]
    links = [line for line in inside if is_linked(line)]
    if len(links) < max(_FEWEST_LINKS, _LINKED_SHARE * len(inside)) or _sentences(layout, block):
        return False
    if any(is_official(layout, weighed, index) for index in range(start, end)):
        return False
    above, below = lines[start - 1], lines[end : end + 2]
    return (
        _is_paragraph(above.text)
        and above.text.endswith(_FINAL_MARKS)
        and any(_is_paragraph(line.text) and not line.linked for line in below)
    )


def _beside_the_text(layout: Layout, boxes: list[Block]) -> list[Block]:
    """Those of *boxes* beside which the paragraphs stand, in no element of their own.

    Below a text whose element ends there, such a heading ends it.
    """
    if not boxes:
        return []
    ended = {block.end for block in layout.blocks if block.end - block.start > 1}
    outermost: dict[int, int] = {}
    for block in layout.blocks:
        outermost[block.end] = min(block.start, outermost.get(block.end, block.start))
    return [block for block in boxes if block.start not in ended and outermost[block.end] >= block.start]


def _is_paragraph(text: str) -> bool:
    return "。" in text and len(text) >= _FEWEST_CHARACTERS
