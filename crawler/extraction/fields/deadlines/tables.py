"""Deadlines in tables: what stands below 截止日期, and in a schedule what the reader hands in on each day.

::

    阶段      时间                  要求
    网上填报  3月3日—4月11日        登录系统填报
    专家评审  5月12日—5月16日       线下会议
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archive.vocabulary.dates import find_dates
from crawler.extraction.fields.deadlines.spans import TO_DAY
from crawler.extraction.fields.deadlines.years import same_month, with_year_of
from crawler.extraction.fields.word_lists import alternatives

_MOST_CELLS = 24
_LONGEST_HEADING = 16
_LONGEST_CELL = 60
_LIMIT = re.compile(
    r"[^:]{0,8}(?:截[止稿](?:日期?|时间)?|期限|时限|止期)"
    r"|(?:完成|报送|上报|提交|报名|申报|缴费|交费|投稿|受理|反馈|填报)(?:截止)?(?:时间|日期)"
)
_TIME = re.compile(r"(?:起止|工作|办理|具体|日程)?(?:时间|日期)(?:安排|节点|要求|及要求)?")
_HANDED_IN = re.compile(alternatives(__package__, "handed_in_by_table"))
_DUE = re.compile(alternatives(__package__, "due_by_table"))
_ENDS = re.compile(r"\s?(?:\([^()]{1,8}\))?\s?(?:之|以)?(?:前(?!后)|截?止)")
_RANGE = re.compile(r"[^,。;]{0,12}?(?:-|至|到|~)\s{0,3}")


class TableDay(NamedTuple):
    """A last day, from ``start`` to ``end`` in its row."""

    start: int
    end: int
    iso: str


class _Cell(NamedTuple):
    start: int
    text: str


def days_of_table(heading: Sequence[str], row: str) -> Iterator[TableDay]:
    """The last days that *row* of a table sets, whose first row has the cells *heading*; both are folded."""
    cells = _cells(row)
    for index, cell in enumerate(cells):
        if len(cell.text) > _LONGEST_CELL:
            continue
        label = heading[index].strip() if index < len(heading) else ""
        beside = cells[index - 1].text if index and len(cells) <= 2 else ""
        if _LIMIT.fullmatch(label) or _LIMIT.fullmatch(beside):
            found = _last_day(cell)
        elif _TIME.fullmatch(label):
            rest = " ".join(other.text for other in cells)
            found = _last_day(cell)
            limited = found is not None and _ENDS.match(row, found.end) is not None
            if not (_HANDED_IN.search(rest) or (limited and _DUE.search(rest))):
                found = None
        else:
            continue
        if found is not None:
            yield found


def heading_of_table(row: str) -> tuple[str, ...]:
    """The cells of a table's first row, if any of them heads a column of days."""
    if "期" not in row and "时" not in row and "截" not in row:
        return ()
    cells = tuple(cell.text for cell in _cells(row))
    heads = any(
        len(cell) <= _LONGEST_HEADING and (_LIMIT.fullmatch(cell) or _TIME.fullmatch(cell)) for cell in cells
    )
    return cells if heads else ()


def _cells(row: str) -> list[_Cell]:
    cells = []
    position = 0
    for text in row.split("\t")[:_MOST_CELLS]:
        stripped = text.strip()
        cells.append(_Cell(position + (text.index(stripped[0]) if stripped else 0), stripped))
        position += len(text) + 1
    return cells


def _last_day(cell: _Cell) -> TableDay | None:
    """The day, or the end of the one span of days, that a cell holds."""
    dates = find_dates(cell.text, folded=cell.text)
    if not 1 <= len(dates) <= 2:
        return None
    first, last = dates[0], dates[-1]
    iso: str | None = with_year_of(last.iso, first.iso)
    end = last.end
    if first is not last:
        if not _RANGE.fullmatch(cell.text[first.end : last.start]):
            return None
    elif closing := TO_DAY.match(cell.text, first.end):
        iso, end = same_month(first.iso, int(closing["day"])), closing.end()
    return TableDay(cell.start + first.start, cell.start + end, iso) if iso else None
