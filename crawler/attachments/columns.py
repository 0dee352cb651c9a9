"""Pages whose text is set in two columns, or that show two pages side by side.

What tells a column from a table's is that its lines are full, they end where the column ends, and that
they are parts of sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import NamedTuple

from crawler.attachments.page_lines import Glyph, PageLine, glyph_rows, page_lines

_GAP = 1.0
"""Ems between two columns at least."""
_FEWEST_LINES = 5
_NARROWEST = 12.0
"""Ems: a narrower column is a table's."""
_FULL = 1.6
"""Ems: a line that ends so near to the column's edge is full …"""
_MOSTLY = 0.5
"""… and so are most lines of a text."""
_PUNCTUATED = 0.3
"""Of a text's lines hold a sign that parts sentences; names and addresses of a list are as long, without."""
_SIGNS = frozenset("，。；,.;")
_CELL = 1.8
"""Ems: a line with a wider gap inside is a row of cells."""
_WIDE = 50.0
"""Ems: no single page is so wide, but two of them are."""
_MIDDLE = (0.4, 0.6)
_MOST_PLACES = 20
_PAGE_NUMBER = re.compile(r"\D{0,3}([0-9]{1,3})\D{0,3}")

Row = Sequence[Glyph]


class Gutter(NamedTuple):
    """The space between two columns."""

    x: float
    top: float
    """Of the first line of the columns."""
    bottom: float
    parts_pages: bool
    """Whether what it parts is as wide as pages are and numbered so, and nothing crosses it."""


def find_gutter(glyphs: Iterable[Glyph]) -> Gutter | None:
    """Where the page is parted in two columns of text, if it is."""
    drawn = [glyph for glyph in glyphs if glyph.text.strip()]
    rows = [sorted(row, key=lambda glyph: glyph.x0) for row in glyph_rows(drawn)]
    if len(rows) < _FEWEST_LINES:
        return None
    em = sorted(glyph.size for glyph in drawn)[len(drawn) // 2]
    left, right = min(row[0].x0 for row in rows), max(row[-1].x1 for row in rows)
    x = _commonest_gap(rows, em, [left + share * (right - left) for share in _MIDDLE])
    if x is None:
        return None
    run = _longest_run(rows, x, em)
    if not run:
        return None
    halves = [_side(run, x, is_left) for is_left in (True, False)]
    parts_pages = len(run) == len(rows) and right - left > _WIDE * em and _are_numbered(run[-1], x)
    if min(map(len, halves)) < _FEWEST_LINES or not (
        parts_pages or all(_is_text(half, em) for half in halves)
    ):
        return None
    return Gutter(x, run[0][0].y, run[-1][0].y, parts_pages)


def column_lines(glyphs: Sequence[Glyph], gutter: Gutter) -> list[PageLine]:
    """The lines above the columns, of the left one, of the right one, and below them."""
    top, bottom = gutter.top - 1, gutter.bottom + 1
    columns = [glyph for glyph in glyphs if top <= glyph.y <= bottom]
    above = page_lines(glyph for glyph in glyphs if glyph.y < top)
    left = page_lines(glyph for glyph in columns if glyph.x0 < gutter.x)
    right = page_lines(glyph for glyph in columns if glyph.x0 >= gutter.x)
    below = page_lines(glyph for glyph in glyphs if glyph.y > bottom)
    return [
        *above,
        *(replace(line, column=1) for line in left),
        *(replace(line, column=2) for line in right),
        *below,
    ]


def _commonest_gap(rows: Sequence[Row], em: float, middle: Sequence[float]) -> float | None:
    """The middle of the gap, near the middle of the page, that most lines leave open."""
    gaps = [
        (before.x1, after.x0)
        for row in rows
        for before, after in pairwise(row)
        if after.x0 - before.x1 >= _GAP * em and before.x1 < middle[1] and after.x0 > middle[0]
    ]
    middles = Counter(min(max((start + end) / 2, middle[0]), middle[1]) // 1 for start, end in gaps)
    places = [place for place, _ in middles.most_common(_MOST_PLACES)] + [sum(middle) / 2]
    open_at = {x: sum(start < x < end for start, end in gaps) for x in places}
    x = max(open_at, key=lambda place: open_at[place])
    return x if open_at[x] or not any(_crosses(row, x, em) for row in rows) else None


def _are_numbered(row: Row, x: float) -> bool:
    """Whether the last line is the numbers of two pages: ``— 1 —``, ``— 2 —``."""
    halves = (
        "".join(glyph.text for glyph in half) for side in (True, False) for half in _side([row], x, side)
    )
    numbers = [int(found[1]) for half in halves if (found := _PAGE_NUMBER.fullmatch(half.replace(" ", "")))]
    return len(numbers) == 2 and numbers[0] + 1 == numbers[1]


def _crosses(row: Row, x: float, em: float) -> bool:
    ends = [glyph.x1 for glyph in row if glyph.x0 < x]
    starts = [glyph.x0 for glyph in row if glyph.x0 >= x]
    if not ends or not starts:
        return bool(ends) and max(ends) > x
    return min(starts) - max(ends) < _GAP * em


def _longest_run(rows: Sequence[Row], x: float, em: float) -> Sequence[Row]:
    """The most lines below each other that leave *x* open."""
    runs = [list(run) for is_open, run in groupby(rows, lambda row: not _crosses(row, x, em)) if is_open]
    return max(runs, key=len, default=[])


def _side(rows: Sequence[Row], x: float, is_left: bool) -> list[Row]:
    halves = ([glyph for glyph in row if (glyph.x0 < x) == is_left] for row in rows)
    return [half for half in halves if half]


def _is_text(rows: Sequence[Row], em: float) -> bool:
    """Whether most lines of a column are full ones."""
    ends = sorted(row[-1].x1 for row in rows)
    edge = ends[-2] if len(ends) > 1 else 0.0
    wide = edge - min((row[0].x0 for row in rows), default=0.0)
    full = [row for row in rows if edge - row[-1].x1 <= _FULL * em and not _has_cells(row, em)]
    punctuated = sum(not _SIGNS.isdisjoint(glyph.text for glyph in row) for row in rows)
    return (
        wide >= _NARROWEST * em and len(full) >= _MOSTLY * len(rows) and punctuated >= _PUNCTUATED * len(rows)
    )


def _has_cells(row: Row, em: float) -> bool:
    return any(after.x0 - before.x1 > _CELL * em for before, after in pairwise(row))
