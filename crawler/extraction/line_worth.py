"""Weigh the lines of a page for being part of a document.

Every line has a worth: prose is worth its punctuation (Chinese prose has a mark every dozen
characters, menus have none), links cost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
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
_SENTENCE_CHARACTERS = 25
_FOOT_LINES = 25
"""A footer line is looked for among so many last lines of the page."""
_CHROME_SHARE = 0.3
"""An element named as chrome is believed while it holds less than this share of the page's prose."""
_CHROME_WORTH = -1.0
FILE_WORTH = 0.3
"""A link to a file is worth this, whatever it is called."""


def is_linked(line: Line) -> bool:
    """Whether a line is mostly link text, as in menus and lists."""
    return line.linked * 2 > len(line.text)


def prose_marks(line: Line) -> int:
    """How many sentence marks a line has that is text rather than links."""
    text, linked = line
    if len(text) < _FEWEST_PROSE_CHARACTERS or linked * 2 > len(text):
        return 0
    return len(_MARK.findall(text))


def long_first(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those as long as sentences first: most above a text are of menus, and need not be asked."""
    yield from (line for line in lines if len(line[0]) >= _SENTENCE_CHARACTERS)
    yield from (line for line in lines if len(line[0]) < _SENTENCE_CHARACTERS)


class Weighed(NamedTuple):
    """What the lines of a page say for being part of a document, line by line."""

    worth: Sequence[float]
    marks: Sequence[int]
    """See :func:`prose_marks`."""
    kinds: KindsOfLines
    files: frozenset[int]
    """The lines that hold a link to a file."""


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
            worth[index] = max(worth[index], FILE_WORTH)
    kinds = KindsOfLines(layout.lines)
    for index in _footers(worth, kinds):
        worth[index] = -2.0
    for block in _believed_chrome(layout, worth):
        inside = slice(block.start, block.end)
        worth[inside] = [value if value < _CHROME_WORTH else _CHROME_WORTH for value in worth[inside]]
    return Weighed(worth, marks, kinds, files)


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
