"""Tables that a page draws with rules: which character stands in which cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

from crawler.attachments.page_lines import Glyph, join_text, page_lines
from crawler.attachments.paragraphs import Table

_TOUCH = 3.0
"""Points: rules that come so near each other meet."""
_FEWEST_COLUMNS = 2
_MOST_RULES = 20_000
"""A page that draws more (a map, a chart) is not looked at for tables."""


class Rule(NamedTuple):
    """A straight line, horizontal or vertical, in points; y grows downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_horizontal(self) -> bool:
        """Whether it is wider than high."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class _Grid:
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    across: Sequence[Sequence[Rule]]
    """The rules that run at each of ``ys``."""
    down: Sequence[Sequence[Rule]]
    """The rules that run at each of ``xs``."""

    def owner(self, row: int, column: int) -> tuple[int, int]:
        """The upper left field of the cell that a field belongs to: no rule parts merged fields."""
        while row > 0 and not self._is_parted(self.across[row], self._middle(self.xs, column)):
            row -= 1
        while column > 0 and not self._is_parted(self.down[column], self._middle(self.ys, row)):
            column -= 1
        return row, column

    @staticmethod
    def _middle(places: Sequence[float], index: int) -> float:
        return (places[index] + places[index + 1]) / 2

    @staticmethod
    def _is_parted(rules: Iterable[Rule], middle: float) -> bool:
        return any(_crosses(rule, middle) for rule in rules)


def split_tables(glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> tuple[list[Table], list[Glyph]]:
    """The tables drawn on a page, and the characters that stand in none."""
    tables = []
    rest = list(glyphs)
    for grid in _grids(rules):
        rows = _rows(grid, rest)
        if rows:
            tables.append(Table(rows=rows, y=grid.ys[0]))
            rest = [glyph for glyph in rest if _field(grid, glyph) is None]
    return tables, rest


def _rows(grid: _Grid, glyphs: Sequence[Glyph]) -> tuple[str, ...]:
    cells: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        field = _field(grid, glyph)
        if field is not None:
            cells.setdefault(grid.owner(*field), []).append(glyph)
    rows = []
    for row in range(len(grid.ys) - 1):
        own = [column for column in range(len(grid.xs) - 1) if grid.owner(row, column) == (row, column)]
        texts = [_text(cells.get((row, column), ())) for column in own]
        if any(texts):
            rows.append("\t".join(texts))
    return tuple(rows)


def _text(glyphs: Sequence[Glyph]) -> str:
    return reduce(join_text, (line.text for line in page_lines(glyphs)), "")


def _field(grid: _Grid, glyph: Glyph) -> tuple[int, int] | None:
    """Row and column in which a character stands."""
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.y - glyph.size * 0.35
    if not (grid.xs[0] <= x <= grid.xs[-1] and grid.ys[0] <= y <= grid.ys[-1]):
        return None
    return max(bisect_left(grid.ys, y) - 1, 0), max(bisect_left(grid.xs, x) - 1, 0)


def _grids(rules: Sequence[Rule]) -> list[_Grid]:
    """Groups of rules that meet and enclose cells; one column alone is a frame around text."""
    if len(rules) > _MOST_RULES:
        return []
    grids = []
    for group in _meeting(rules):
        across = tuple(rule for rule in group if rule.is_horizontal)
        down = tuple(rule for rule in group if not rule.is_horizontal)
        xs, ys = _places(rule.x0 for rule in down), _places(rule.y0 for rule in across)
        if len(xs) > _FEWEST_COLUMNS and len(ys) > 1:
            grids.append(_Grid(xs, ys, _by_place(ys, across), _by_place(xs, down)))
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _by_place(places: Sequence[float], rules: Sequence[Rule]) -> list[list[Rule]]:
    """The rules that run at each place."""
    found: list[list[Rule]] = [[] for _ in places]
    for rule in rules:
        at = rule.y0 if rule.is_horizontal else rule.x0
        for index in range(bisect_left(places, at - _TOUCH), bisect_right(places, at + _TOUCH)):
            found[index].append(rule)
    return found


def _meeting(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The rules in groups, each connected by rules that meet."""
    done: list[list[Rule]] = []
    groups: list[tuple[Rule, list[Rule]]] = []
    for rule in sorted(rules, key=lambda item: (item.y0, item.x0)):
        box = rule
        members: list[Rule] = []
        apart = []
        for other_box, other in groups:
            if other_box.y1 + _TOUCH < rule.y0:
                done.append(other)  # all further rules lie below it
            # What a rule meets was met shortly before it.
            elif _touch(rule, other_box) and any(_touch(rule, item) for item in reversed(other)):
                smaller, members = sorted((members, other), key=len)
                members += smaller
                box = _around(box, other_box)
            else:
                apart.append((other_box, other))
        members.append(rule)
        groups = [*apart, (box, members)]
    return [*done, *(members for _, members in groups)]


def _touch(one: Rule, other: Rule) -> bool:
    return (
        one.x0 - _TOUCH <= other.x1
        and other.x0 - _TOUCH <= one.x1
        and one.y0 - _TOUCH <= other.y1
        and other.y0 - _TOUCH <= one.y1
    )


def _crosses(rule: Rule, middle: float) -> bool:
    start, end = (rule.x0, rule.x1) if rule.is_horizontal else (rule.y0, rule.y1)
    return start - _TOUCH <= middle <= end + _TOUCH


def _around(one: Rule, other: Rule) -> Rule:
    return Rule(min(one.x0, other.x0), min(one.y0, other.y0), max(one.x1, other.x1), max(one.y1, other.y1))


def _places(values: Iterable[float]) -> tuple[float, ...]:
    """The distinct places, those that lie together as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _TOUCH:
            found.append(value)
    return tuple(found)
