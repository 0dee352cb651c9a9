"""Choose the run of lines that holds the document: the element with most prose and least links.

Every line has a worth: prose is worth its punctuation (Chinese prose has a mark every dozen
characters, menus have none), links cost.  The document's element is the one whose lines are
worth most together.  Lines above the title never count, so the menus above it cost nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from crawler.extraction.chrome import Chrome, chrome_of
from crawler.extraction.element_names import Role
from crawler.extraction.file_links import is_file_link
from crawler.extraction.lines import Block, Layout, Line

_MARKS = re.compile(r"[，。；：、！？,;]")
_FEWEST_PROSE_CHARACTERS = 8
_FOOT_LINES = 25
"""A footer line is looked for among so many last lines of the page."""
_CHROME_SHARE = 0.3
"""An element named as chrome is believed while it holds less than this share of the page's prose."""
_NAMED_SHARE = 0.6
"""An element named as body is believed from this share of the richest element's worth."""
_NAMED_SLACK = 6.0
"""… or, holding any prose at all, when it lacks no more than this: a short notice beside a wordy footer."""


class Region(NamedTuple):
    """The lines ``start`` to ``end`` (exclusive)."""

    start: int
    end: int


def is_linked(line: Line) -> bool:
    """Whether a line is mostly link text, as in menus and lists."""
    return line.linked * 2 > len(line.text)


def prose_marks(line: Line) -> int:
    """How many sentence marks a line has that is text rather than links."""
    if is_linked(line) or len(line.text) < _FEWEST_PROSE_CHARACTERS:
        return 0
    return len(_MARKS.findall(line.text))


def choose_region(layout: Layout, worth: Sequence[float], title_end: int) -> Region:
    """Where the document stands, looking only from line ``title_end`` on; empty where nothing follows."""
    count = len(worth)
    if title_end >= count:
        return Region(count, count)
    sums = [0.0, *accumulate(worth)]

    def total(block: Block) -> float:
        return sums[block.end] - sums[max(block.start, title_end)] if block.end > title_end else float("-inf")

    best = max(layout.blocks, key=lambda block: (total(block), block.start - block.end), default=None)
    if best is None or total(best) == float("-inf"):
        return Region(title_end, count)
    named = max((b for b in layout.blocks if b.role & Role.BODY), key=total, default=None)
    if named is not None and total(named) > 0:
        missing = total(best) - total(named)
        if missing <= (1 - _NAMED_SHARE) * total(best) or (total(named) >= 1 and missing <= _NAMED_SLACK):
            best = named
    return Region(max(best.start, title_end), best.end)


def worths(layout: Layout) -> list[float]:
    """What each line says for (or, negative, against) being part of a document."""
    files = {link.line for link in layout.links if is_file_link(link.href, link.text)}
    worth = [_worth(line, index in files) for index, line in enumerate(layout.lines)]
    for index in range(max(0, len(worth) - _FOOT_LINES), len(worth)):
        if worth[index] > 0 and chrome_of(layout.lines[index].text) is Chrome.FOOTER:
            worth[index] = -2.0
    for block in _believed_chrome(layout, worth):
        for index in range(block.start, block.end):
            worth[index] = min(worth[index], -1.0)
    return worth


def _believed_chrome(layout: Layout, worth: list[float]) -> list[Block]:
    """The elements named as chrome that hold only a small share of the page's prose."""
    prose = [0.0, *accumulate(max(value, 0.0) for value in worth)]
    most = _CHROME_SHARE * prose[-1]
    return [b for b in layout.blocks if b.role & Role.CHROME and prose[b.end] - prose[b.start] < most]


def _worth(line: Line, holds_file: bool) -> float:
    if holds_file:
        return 0.3
    if is_linked(line):
        return -0.5 - 0.03 * len(line.text)
    marks = prose_marks(line)
    if marks:
        return marks + len(line.text) / 30
    return 0.3 if "\t" in line.text else 0.1
