"""Tell the rows of a table of data from those by which a page is laid out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_MOST_LINES_IN_A_CELL = 8
_LABEL_AND_TEXT = 2
_LONGEST_LABEL = 8


class Cell(NamedTuple):
    """A cell that was read."""

    first: int
    last: int
    """The line after its last one."""
    structural: bool
    """Whether elements stand in it that data hardly need: headings, lists, tables."""


def row_of_data(texts: Sequence[str], cells: Sequence[Cell]) -> Sequence[Cell]:
    """The cells whose lines in *texts*, up to its end, make one row of data; none where they do not."""
    if len(cells) < _LABEL_AND_TEXT or cells[-1].last <= cells[0].first:
        return ()
    end = len(texts)
    if sum([last - first for first, last, _ in cells]) < end - cells[0].first:
        # What stands between the cells of a row, where nothing may stand, is kept with the one before it.
        ends = [*(cell.first for cell in cells[1:]), end]
        cells = [Cell(cell.first, last, cell.structural) for cell, last in zip(cells, ends, strict=True)]
    return cells if all(map(_holds_data, cells)) and not _is_labelled_text(texts, cells) else ()


def _holds_data(cell: Cell) -> bool:
    lines = cell.last - cell.first
    return lines <= 1 or (not cell.structural and lines <= _MOST_LINES_IN_A_CELL)


def _is_labelled_text(texts: Sequence[str], cells: Sequence[Cell]) -> bool:
    """Whether a row is a label and, beside it, sentences on several lines: a page laid out as a table."""
    (first, second, _), (start, end, _) = cells[0], cells[-1]
    if len(cells) != _LABEL_AND_TEXT or second - first != 1 or end - start < _LABEL_AND_TEXT:
        return False
    label = texts[first]
    return len(label) <= _LONGEST_LABEL and any("。" in text for text in texts[start:end])
