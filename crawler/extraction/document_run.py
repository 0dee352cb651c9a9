"""Choose the run of lines that holds the document: the element with most prose and least links.

Every line has a worth: prose is worth its punctuation (Chinese prose has a mark every dozen
characters, menus have none), links cost.  The document's element is the one whose lines are
worth most together.  Lines above the title never count, so the menus above it cost nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from math import inf
from operator import itemgetter
from typing import NamedTuple

from crawler.extraction.chrome import Chrome, KindsOfLines
from crawler.extraction.element_kinds import INLINE, KINDS
from crawler.extraction.element_names import Role
from crawler.extraction.file_links import is_file_link
from crawler.extraction.lines import Block, Layout, Line

_ANNEX = re.compile(r"附\s?件\s?\d{0,2}\s?[：:]\s?\S")
_NUMBERED = re.compile(r"[（(]?\d{1,2}\s?[、.．）)]\s?\S")
_MARK = re.compile("[，。；：、！？,;]")
_FEWEST_PROSE_CHARACTERS = 8
_FOOT_LINES = 25
"""A footer line is looked for among so many last lines of the page."""
_CHROME_SHARE = 0.3
"""An element named as chrome is believed while it holds less than this share of the page's prose."""
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
_FILE_WORTH = 0.3
_SENTENCE_WORTH = 1.0
_CHROME_WORTH = -1.0
_LONGEST_GAP = 2
"""Elements named as body that stand so many lines apart are one text."""


class DocumentRun(NamedTuple):
    """The lines ``start`` to ``end`` (exclusive)."""

    start: int
    end: int


def is_linked(line: Line) -> bool:
    """Whether a line is mostly link text, as in menus and lists."""
    return line.linked * 2 > len(line.text)


def prose_marks(line: Line) -> int:
    """How many sentence marks a line has that is text rather than links."""
    text, linked = line
    if len(text) < _FEWEST_PROSE_CHARACTERS or linked * 2 > len(text):
        return 0
    return len(_MARK.findall(text))


class Weighed(NamedTuple):
    """What the lines of a page say for being part of a document, line by line."""

    worth: Sequence[float]
    marks: Sequence[int]
    """See :func:`prose_marks`."""
    kinds: KindsOfLines
    files: frozenset[int]
    """The lines that hold a link to a file."""
    captions: frozenset[int]
    """The lines under pictures, where other lines hold prose."""


def weigh(layout: Layout) -> Weighed:
    """Weigh every line once; all choices below, and the cleaning of the body, go by it."""
    files = frozenset([line for line, href, text, _ in layout.links if is_file_link(href, text)])
    annexes: list[int] = []
    marks: list[int] = []
    worth: list[float] = []
    for text, linked in layout.lines:
        length = len(text)
        marked = 0
        if linked and text[0] == "附":
            annexes.append(len(marks))
        if linked * 2 > length:
            worth.append(-0.5 - 0.03 * length)
        elif length < _FEWEST_PROSE_CHARACTERS or not (marked := len(_MARK.findall(text))):
            worth.append(0.3 if "\t" in text else 0.1)
        else:
            worth.append(marked + length / 30)
        marks.append(marked)
    files |= _linked_annexes(layout.lines, annexes)
    for index in files:
        if index < len(worth):
            worth[index] = max(worth[index], _FILE_WORTH)
    kinds = KindsOfLines(layout.lines)
    for index in _footers(worth, kinds):
        worth[index] = -2.0
    for block in _believed_chrome(layout, worth):
        inside = slice(block.start, block.end)
        worth[inside] = [value if value < _CHROME_WORTH else _CHROME_WORTH for value in worth[inside]]
    return Weighed(worth, marks, kinds, files, _captions(layout, marks))


def _footers(worth: Sequence[float], kinds: KindsOfLines) -> list[int]:
    """The footer lines at the end of the page that seem to be text."""
    foot = [index for index in range(max(0, len(worth) - _FOOT_LINES), len(worth)) if worth[index] > 0]
    return [index for index, kind in zip(foot, kinds.among(foot), strict=True) if kind is Chrome.FOOTER]


def _linked_annexes(lines: Sequence[Line], begin: Sequence[int]) -> set[int]:
    """The lines of annex lists whose links, as those of many download scripts, name no file.

    Those that *begin* with 附 may begin such a list.
    """
    annexes: set[int] = set()
    for first in begin:
        if _ANNEX.match(lines[first].text):
            numbered = (i for i in range(first + 1, len(lines)) if not _is_linked_item(lines[i]))
            annexes.update(range(first, next(numbered, len(lines))))
    return annexes


def _is_linked_item(line: Line) -> bool:
    return line.linked > 0 and _NUMBERED.match(line.text) is not None


def _captions(layout: Layout, marks: list[int]) -> frozenset[int]:
    inside = [range(block.start, block.end) for block in layout.blocks if block.role & Role.CAPTION]
    lines = frozenset(index for block in inside for index in block)
    prose = any(marked > 1 for index, marked in enumerate(marks) if index not in lines) if lines else False
    return lines if prose else frozenset()


def _believed_chrome(layout: Layout, worth: list[float]) -> list[Block]:
    """The elements named as chrome that hold only a small share of the page's prose."""
    named = [block for block in layout.blocks if block.role & Role.CHROME]
    if not named:
        return []
    prose = [0.0, *accumulate([value if value > 0 else 0.0 for value in worth])]
    most = _CHROME_SHARE * prose[-1]
    # Law databases put a mark of their own into every paragraph.
    marks = [block for block in named if KINDS.get(block.tag, INLINE) == INLINE]
    if sum([prose[block.end] - prose[block.start] for block in marks]) >= most:
        named = [block for block in named if KINDS.get(block.tag, INLINE) != INLINE]
    return [
        block
        for block in named
        if prose[block.end] - prose[block.start] < most
        or (
            block.tag == "footer"
            and not any("。" in line.text for line in layout.lines[block.start : block.end])
        )
    ]


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
        if most <= _FILE_WORTH:
            best = _richest_lines(worth, title_end) or best
        grown = _grown_from_title(layout, below, weighed, worth, title_end)
        if grown is not None and (
            total(grown) >= _GROWN_SHARE * total(best)
            or _is_feed(layout, best, title_end)
            or any(block.tag == "h1" and grown.end <= block.start < best.end for block in layout.blocks)
        ):
            best = grown
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
) -> Block | None:
    """The element around the first prose below the title, widened while it gains text rather than links.

    Teasers of other articles below a short notice are prose as well, but every one of them comes
    with a link, and a further article brings its own main heading.
    """
    near = range(title_end, min(title_end + _BELOW_TITLE, len(worth)))
    first = next((i for i in near if worth[i] > 1 and weighed.kinds[i] is None), None)
    if first is None:
        return None
    around = sorted((b for b in blocks if b.start <= first < b.end), key=lambda b: b.end - b.start)
    main_headings = [block.start for block in layout.blocks if block.tag == "h1" and block.start > first]
    chosen: Block | None = None
    for block in around:
        if chosen is None:
            chosen = block
            continue
        after = range(chosen.end, block.end)
        added = [*worth[max(block.start, title_end) : chosen.start], *worth[chosen.end : block.end]]
        if sum(added) <= 0 or any(at in after for at in main_headings):
            continue
        linked = [index for index in after if layout.lines[index].linked and index not in weighed.files]
        if len(linked) <= _FEED_SHARE * max(len(added), 4):
            chosen = block
    return chosen


def _is_feed(layout: Layout, block: Block, title_end: int) -> bool:
    """Whether so many lines of an element hold links that it cannot be one document."""
    lines = layout.lines[max(block.start, title_end) : block.end]
    return sum(1 for line in lines if line.linked) > _FEED_SHARE * len(lines)
