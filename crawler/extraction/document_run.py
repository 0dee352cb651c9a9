"""Choose the run of lines that holds the document: the element with most prose and least links.

The document's element is the one whose lines are worth most together (`line_worth`).  Lines above the
title never count, so the menus above it cost nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from math import inf
from operator import itemgetter
from typing import NamedTuple

from crawler.extraction.element_names import Role
from crawler.extraction.line_worth import FILE_WORTH, Weighed, is_linked
from crawler.extraction.lines import Block, Layout

_NAMED_SHARE = 0.6
"""An element named as body is believed from this share of the richest element's worth."""
_NAMED_SLACK = 6.0
"""… or, holding any prose at all, when it lacks no more than this: a short notice beside a wordy footer."""
_GROWN_SHARE = 0.3
"""The element found from the title is believed from this share of the richest one's worth."""
_FEED_SHARE = 0.25
"""In a feed of teasers more of the lines than this hold a link."""
_BELOW_TITLE = 40
_RIGHT_BELOW_TITLE = 12
_LITTLE_PROSE = 30.0
_SENTENCE_WORTH = 1.0
_MOST_BELOW_BOX = 2
"""Between a box of links and the text that goes on: the end of the box for screen readers, a heading."""
_LONGEST_GAP = 2
"""Elements named as body that stand so many lines apart are one text."""


class DocumentRun(NamedTuple):
    """The lines ``start`` to ``end`` (exclusive)."""

    start: int
    end: int


def choose_run(layout: Layout, weighed: Weighed, title_end: int) -> DocumentRun:
    """Where the document stands, looking only from line ``title_end`` on; empty where nothing follows."""
    worth = _worth_below(weighed, title_end)
    count = len(worth)
    if title_end >= count:
        return DocumentRun(count, count)
    sums = [0.0, *accumulate(worth)]

    def total(block: Block) -> float:
        return sums[block.end] - sums[max(block.start, title_end)]

    below = [block for block in layout.blocks if block.end > title_end]
    if not below:
        return DocumentRun(title_end, count)
    most, best = -inf, below[0]
    for block in below:
        held = sums[block.end] - sums[block.start if block.start > title_end else title_end]
        if held > most or (held == most and block.end - block.start < best.end - best.start):
            most, best = held, block
    if title_end > 0:
        if most <= FILE_WORTH:
            best = _richest_lines(worth, title_end) or best
        headings = _main_headings(layout, title_end)
        grown = _grown_from_title(layout, below, weighed, worth, title_end, headings)
        if grown is not None and grown is not best:
            rival = _rival(layout, worth, below, best, total, title_end) or grown
            is_other = any(grown.end <= heading < rival.end for heading in headings)
            best = grown if is_other or total(grown) >= _GROWN_SHARE * total(rival) else rival
    run = _named_run(below, sums, title_end, total(best))
    return run or DocumentRun(max(best.start, title_end), best.end)


def _richest_lines(worth: Sequence[float], title_end: int) -> Block | None:
    """The lines right below the title that are worth most: a text of one line has no element among links."""
    best: Block | None = None
    most, held, first = _SENTENCE_WORTH, 0.0, title_end
    for index in range(title_end, min(title_end + _RIGHT_BELOW_TITLE, len(worth))):
        if held <= 0:
            held, first = 0.0, index
        held += worth[index]
        if held > most:
            most, best = held, Block("", Role.NONE, first, index + 1)
    return best


def _named_run(blocks: list[Block], sums: Sequence[float], title_end: int, most: float) -> DocumentRun | None:
    """The lines of the elements named as body, if they are believed beside the best one's *most*."""

    def text_of(block: Block) -> float:
        """What an element is worth up to the lists of links at its end, which are cut off later."""
        start = max(block.start, title_end)
        return max(sums[start + 1 : block.end + 1], default=sums[start]) - sums[start]

    named = _named_body(blocks, text_of)
    if named is None:
        return None
    held = text_of(Block("", Role.BODY, named.start, named.end))
    missing = most - held
    if missing <= (1 - _NAMED_SHARE) * most or (held >= 1 and missing <= _NAMED_SLACK):
        return DocumentRun(max(named.start, title_end), named.end)
    return None


def _worth_below(weighed: Weighed, title_end: int) -> Sequence[float]:
    """The worths; on a page of little prose a source line must not count for more than a table or a file."""
    worth = weighed.worth
    if title_end == 0 or sum([value for value in worth[title_end:] if value > 1]) >= _LITTLE_PROSE:
        return worth
    return [
        0.0 if index >= title_end and value > 0 and weighed.kinds[index] is not None else value
        for index, value in enumerate(worth)
    ]


def _named_body(blocks: list[Block], total: Callable[[Block], float]) -> DocumentRun | None:
    """The lines of the elements named as body: of the richest one, and of others in a row with it.

    Editors paste a second editor element behind the first; the text then goes on in it.
    """
    totals = [(block, total(block)) for block in blocks if block.role & Role.BODY]
    named = [(block, held) for block, held in totals if held > 0]
    if not named:
        return None
    richest, _ = max(named, key=itemgetter(1))
    start, end = richest.start, richest.end
    rich = [block for block, held in named if held >= 1]
    for block in sorted(rich, key=lambda block: block.start):
        if block.start >= end and block.start - end <= _LONGEST_GAP:
            end = block.end
    for block in sorted(rich, key=lambda block: -block.end):
        if block.end <= start and start - block.end <= _LONGEST_GAP:
            start = block.start
    return DocumentRun(start, end)


def _grown_from_title(
    layout: Layout,
    blocks: list[Block],
    weighed: Weighed,
    worth: Sequence[float],
    title_end: int,
    headings: Sequence[int],
) -> Block | None:
    """The element around the first prose below the title, widened while it gains text rather than links.

    Teasers of other articles below a short notice are prose as well, but every one of them comes
    with a link, and a further article brings its own main heading, one of *headings*.
    """
    near = range(title_end, min(title_end + _BELOW_TITLE, len(worth)))
    prose = [index for index in near if worth[index] > 1 and weighed.kinds[index] is None]
    if not prose:
        return None
    captions = _captions(blocks, near)
    first = next((index for index in prose if index not in captions), prose[0])
    around = sorted((b for b in blocks if b.start <= first < b.end), key=lambda b: b.end - b.start)
    chosen: Block | None = None
    for block in around:
        if chosen is None:
            chosen = block
            continue
        after = range(chosen.end, block.end)
        added = [*worth[max(block.start, title_end) : chosen.start], *worth[chosen.end : block.end]]
        if sum(added) <= 0 or any(at > first and at in after for at in headings):
            continue
        linked = [index for index in after if layout.lines[index].linked and index not in weighed.files]
        if len(linked) <= _FEED_SHARE * max(len(added), 4):
            chosen = block
    return chosen


def _captions(blocks: list[Block], lines: range) -> set[int]:
    """Those of *lines* that stand under pictures, as between a title and the text."""
    captions: set[int] = set()
    for block in blocks:
        if block.role & Role.CAPTION:
            captions.update(range(max(block.start, lines.start), min(block.end, lines.stop)))
    return captions


def _main_headings(layout: Layout, title_end: int) -> list[int]:
    """The lines below the title of ``<h1>`` that head an article, as the title's own does.

    Where that one is named as title and others are not, these are headings in the text.
    """
    headings = [block for block in layout.blocks if block.tag == "h1"]
    named = any(block.role & Role.TITLE for block in headings if block.end <= title_end)
    below = (block for block in headings if block.start >= title_end)
    return [block.start for block in below if block.role & Role.TITLE or not named]


def _rival(
    layout: Layout,
    worth: Sequence[float],
    blocks: list[Block],
    best: Block,
    total: Callable[[Block], float],
    title_end: int,
) -> Block | None:
    """*best*, or where so many of its lines hold links that it cannot be one document, the best that can."""
    linked = [0, *accumulate([line.linked > 0 for line in layout.lines])]

    def is_feed(block: Block, in_boxes: int = 0) -> bool:
        start = max(block.start, title_end)
        return linked[block.end] - linked[start] - in_boxes > _FEED_SHARE * (block.end - start)

    if not is_feed(best) or not is_feed(best, _in_boxes(layout, worth, best)):
        return best
    return max((block for block in blocks if not is_feed(block)), key=total, default=None)


def _in_boxes(layout: Layout, worth: Sequence[float], block: Block) -> int:
    """How many links of a text stand below others in lists after which it goes on, as in a box of links."""
    inside = listed = between = 0
    for index in range(block.start, block.end):
        if is_linked(layout.lines[index]):
            listed, between = listed + 1, 0
        elif worth[index] > 1 or between == _MOST_BELOW_BOX:
            inside += listed - 1 if listed > 1 and worth[index] > 1 else 0
            listed = 0
        else:
            between += 1
    return inside
