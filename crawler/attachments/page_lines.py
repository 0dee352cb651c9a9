"""Characters with their places on a page, put together to the lines that a reader sees.

PDF and OFD store where each character is drawn, in any order, and neither words nor lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from archive.search import fold

_BASELINE = 0.35
"""Of the size of a character: what stands so much higher or lower is still on the line."""
_WORD_GAP = 0.15
"""Between letters; spaces between words are a quarter wide."""
_DRAWN_SPACE = 0.1
_LETTER_SPACING = 0.5
"""Between ideographs; justified text is stretched by less."""
_CELL_GAP = 1.8
_CLOSING = "，。、；：！？）》”’〕】…,.;:!?)]%％"
_ADDRESS = re.compile(r"(?:[\w.+-]{1,64}@|https?://|www\.)[!-~]{0,200}\Z", re.ASCII)
_WHOLE_ADDRESS = re.compile(r"[.](?:cn|com|net|org|html?)\Z")
"""An address broken at the end of a line goes on, one that is whole may be followed by a word."""
_LONGEST_ADDRESS = 300
_OPENING = "（《“‘〔【([<"
"""No line begins with a closing sign, and none ends with an opening one."""
_STRUCK_TWICE = 0.15
"""Bold print is faked by drawing a character twice, so much beside itself."""


class Glyph(NamedTuple):
    """One character where it stands; y grows downwards, from the top of the page."""

    text: str
    x0: float
    x1: float
    y: float
    """Of the baseline."""
    size: float
    red: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A run of a line without a wide gap."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class PageLine:
    """What stands on one baseline."""

    cells: tuple[Cell, ...]
    y: float
    size: float
    """Of most of its characters."""
    red: bool = False
    """Whether it begins in red: letterheads do."""
    first: float = 0.0
    """Width of what cannot be parted from its first character: a word, a character with its comma."""
    column: int = 0
    """1 or 2 where it is a line of one of two columns."""

    @property
    def x0(self) -> float:
        """Where its first character begins."""
        return self.cells[0].x0

    @property
    def x1(self) -> float:
        """Where its last character ends."""
        return self.cells[-1].x1

    @property
    def text(self) -> str:
        """Its characters, cells separated by a space."""
        return joined_spacing(" ".join(cell.text for cell in self.cells))


def is_ideographic(character: str) -> bool:
    """Whether a character is as wide as high: Chinese, full-width forms and punctuation."""
    return unicodedata.east_asian_width(character) in "WF" or character in "“”‘’—…·"


def plain_character(character: str) -> str:
    """A radical sign or compatibility form, which fonts have in place of the ideograph, as the ideograph.

    >>> plain_character("\\u2f00")
    '一'
    """
    if "\u2e80" <= character <= "\u2fdf":
        return fold(character) if character < "\u2f00" else unicodedata.normalize("NFKC", character)
    if "\uf900" <= character <= "\ufaff":
        return unicodedata.normalize("NFKC", character)
    return character


def glyph_rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The characters of each line, lines from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda item: item.y):
        row = next((row for row in rows[:-4:-1] if _is_on_line(glyph, row)), None)
        if row is None:
            rows.append([glyph])
        else:
            row.append(glyph)
    return rows


def page_lines(glyphs: Iterable[Glyph]) -> list[PageLine]:
    """The lines of a page from top to bottom; characters that draw nothing count as space."""
    rows = glyph_rows(glyphs)
    lines = [line for row in rows if (line := _line(sorted(row, key=lambda item: item.x0))) is not None]
    return sorted(lines, key=lambda line: line.y)


def join_text(before: str, after: str) -> str:
    """Two pieces of one text set on two lines: words are parted by a space, ideographs and addresses are not.

    >>> join_text("报至yiqing@qing", "chuan.example")
    '报至yiqing@qingchuan.example'
    """
    if not before or not after:
        return before + after
    if before[-1].isspace() or is_ideographic(before[-1]) or is_ideographic(after[0]):
        return before + after
    if before[-1] == "-" and before[-2:-1].isdigit() and after[0].isdigit():
        return before + after
    tail = before[-_LONGEST_ADDRESS:]
    if _ADDRESS.search(tail) and (after[0] in "./" or not _WHOLE_ADDRESS.search(tail)):
        return before + after
    return f"{before} {after}"


def joined_spacing(text: str) -> str:
    """Text without letter spacing, where all of it is set so: ``通  知``, ``清 川 市 人 民 医 院``.

    >>> joined_spacing("清 川 市 人 民 医 院")
    '清川市人民医院'
    """
    pieces = text.split()
    if len(pieces) > 1 and all(len(piece) == 1 and is_ideographic(piece) for piece in pieces):
        return "".join(pieces)
    return text


def _is_on_line(glyph: Glyph, row: Sequence[Glyph]) -> bool:
    first = row[0]
    return abs(glyph.y - first.y) <= _BASELINE * min(max(glyph.size, 1.0), max(first.size, 1.0))


def _line(row: Sequence[Glyph]) -> PageLine | None:
    drawn: list[tuple[Glyph, bool]] = []
    spaced = False
    for glyph in row:
        if glyph.text.isspace():
            spaced = True
            continue
        if drawn and _is_struck_twice(drawn[-1][0], glyph):
            continue
        drawn.append((glyph, spaced))
        spaced = False
    if not drawn:
        return None
    cells = _cells(drawn)
    glyphs = [glyph for glyph, _ in drawn]
    sizes = sorted(glyph.size for glyph in glyphs)
    return PageLine(
        cells=tuple(cells),
        y=sorted(glyph.y for glyph in glyphs)[len(glyphs) // 2],
        size=sizes[len(sizes) // 2],
        red=glyphs[0].red,
        first=_first_width(drawn),
    )


def _is_struck_twice(before: Glyph, glyph: Glyph) -> bool:
    return before.text == glyph.text and abs(glyph.x0 - before.x0) <= _STRUCK_TWICE * glyph.size


def _cells(drawn: Sequence[tuple[Glyph, bool]]) -> list[Cell]:
    cells: list[Cell] = []
    text, start = drawn[0][0].text, drawn[0][0].x0
    for (before, _), (glyph, spaced) in pairwise(drawn):
        gap = (glyph.x0 - before.x1) / max(before.size, glyph.size, 1.0)
        if gap > _CELL_GAP:
            cells.append(Cell(text, start, before.x1))
            text, start = glyph.text, glyph.x0
            continue
        both_wide = is_ideographic(before.text[-1]) and is_ideographic(glyph.text[0])
        neither = not is_ideographic(before.text[-1]) and not is_ideographic(glyph.text[0])
        is_gap = gap > (_LETTER_SPACING if both_wide or not neither else _WORD_GAP)
        # Some programs store a space between all characters and draw it without width.
        is_space = spaced and (gap > _DRAWN_SPACE or neither)
        text += (" " if is_gap or is_space else "") + glyph.text
    cells.append(Cell(text, start, drawn[-1][0].x1))
    return cells


def _first_width(drawn: Sequence[tuple[Glyph, bool]]) -> float:
    first = drawn[0][0]
    end = first.x1
    for (before, _), (glyph, spaced) in pairwise(drawn):
        is_word = not is_ideographic(before.text[-1]) and not is_ideographic(glyph.text[0])
        is_bound = is_word or glyph.text[0] in _CLOSING or before.text[-1] in _OPENING
        if spaced or not is_bound:
            break
        end = glyph.x1
    return end - first.x0
