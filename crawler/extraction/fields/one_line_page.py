"""A whole document on one line, its parts set apart by spaces or by its signature."""

from __future__ import annotations

import re

from archive.vocabulary.dates import find_dates
from archive.vocabulary.organisations import LONGEST_GLUED, split_organisations
from crawler.extraction.fields.row import MOST_ROW, Row

_LONG_ROW = 120
_GAP = re.compile(r"(?<=[㐀-鿿。:)》”!?])\s+(?=[㐀-鿿《(“?]|[0-9]{4}\s?年)")
_BEHIND_SIGNATURE = re.compile(
    r"\s{0,3}(?:\Z|\||\((?:此件|信息公开|主动|公开|依申请|联系|附)|附\s?[件表录]|抄\s?[送报]|主\s?题\s?词)"
)
_ISSUED = re.compile(r"《(?P<title>[^《》。]{4,60})》")
_SENTENCE_ENDS = "。!?;:"
_CLOSING = re.compile(r"(?:特此(?:通知|公告|通告|通报|公示|函告|函复|批复|报告)|此[复令致])\s{0,3}")
_WHOLE_DAY = len("2024-08-12")


def pieces_of_long_rows(rows: list[Row]) -> list[Row]:
    """A whole document on one line, its parts set apart by spaces or by its signature, as so many rows."""
    pieces: list[Row] = []
    for row in rows:
        if len(row.raw) <= _LONG_ROW or row.start is None:
            pieces.append(row)
            continue
        start = 0
        gaps = [gap.span() for gap in _GAP.finditer(row.folded)]
        edges = [(place, place) for place in _edges_of_signature(row)]
        for gap_start, gap_end in [*sorted(gaps + edges), (len(row.raw), len(row.raw))]:
            if gap_start > start:
                piece = slice(start, gap_start)
                pieces.append(Row(row.raw[piece], row.folded[piece], "body", row.start + start))
            start = gap_end
    return pieces


def _edges_of_signature(row: Row) -> tuple[int, ...]:
    """Where the names and the day that sign a document begin and end in a row that holds all of it.

    They fill a sentence, and a note, an annex or the document that this one issues comes behind them::

        …抓好落实。清川市卫生健康委员会清川市教育局2024年8月12日（此件公开发布）
    """
    for date in reversed(find_dates(row.raw, folded=row.folded)):
        start = max(row.folded.rfind(mark, 0, date.start) for mark in _SENTENCE_ENDS) + 1
        closing = _CLOSING.match(row.folded, start)
        start = closing.end() if closing is not None else start
        may_sign = len(date.iso) == _WHOLE_DAY and 0 < start < date.start < start + LONGEST_GLUED
        if (
            may_sign
            and split_organisations(row.raw[start : date.start])
            and _may_end_at(row.folded, date.end)
        ):
            return start, date.end
    return ()


def _may_end_at(text: str, end: int) -> bool:
    if _BEHIND_SIGNATURE.match(text, end):
        return True
    titles = _ISSUED.finditer(text, max(0, end - MOST_ROW), end)
    return any(text.startswith(issued["title"], end) for issued in titles)
