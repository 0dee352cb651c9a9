"""The rows of a body that may hold a deadline, and the days in them: sentences, whole or broken; tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.vocabulary.dates import FoundDate, find_dates
from crawler.extraction.fields.deadlines.hits import Hit
from crawler.extraction.fields.deadlines.partial_days import partial, recurring, relative
from crawler.extraction.fields.deadlines.tables import days_of_table, heading_of_table
from crawler.extraction.fields.deadlines.whole_days import dated_hit
from crawler.extraction.fields.row import MOST_ROW, Row
from crawler.extraction.fields.sheet import Sheet

_MOST_HITS = 500
_MOST_CHARACTERS = 60_000
"""Of rows that may hold a deadline; the longest real pages seen (name lists) have not many more in all."""
_STOPS_SHORT = re.compile(r"[0-9年月日号底旬)](?:之|以)?前?(?:,|[将把向由]|各)?\Z")
_END = 6
_NEW_PARAGRAPH = re.compile(r"[(一二三四五六七八九十第附注]|[0-9]{1,2}[.、)]|[^,。;]{1,12}:")
_LIMIT_MARKS = (*"前旬截至止内延迟晚闭停-", "改为", "整为", "更为")
_TIME_MARKS = ("月", "日", "年", "每", "20")
_LONGEST_HEADING = 30


def rows_with_hits(sheet: Sheet) -> Iterator[tuple[Row, Hit]]:
    """The days that may be deadlines, with the rows where they stand, in order."""
    columns: tuple[str, ...] | None = None
    table = -1
    count = looked_at = 0
    for index in sheet.rows_holding("\t", *_LIMIT_MARKS):
        row = sheet.body[index]
        looked_at += len(row.folded)
        if count >= _MOST_HITS or looked_at > _MOST_CHARACTERS:
            return
        if "\t" in row.folded:
            columns = columns if table == index - 1 else None
            table = index
            columns = heading_of_table(row.folded) if columns is None else columns
            for day in days_of_table(columns, row.folded[:MOST_ROW]) if columns else ():
                count += 1
                yield row, Hit(*day)
        elif any(map(row.folded.__contains__, _TIME_MARKS)):
            above = sheet.body[index - 1].folded if index > 0 else ""
            heading = above if len(above) <= _LONGEST_HEADING else ""
            text = row.folded[:MOST_ROW]
            if _STOPS_SHORT.search(text, max(0, len(text) - _END)):
                text += _continuing(sheet, index + 1)
            for hit in sorted(_hits(text, heading, len(row.folded)), key=lambda item: item.start):
                if hit.start < len(row.folded):
                    count += 1
                    yield row, hit


def _continuing(sheet: Sheet, index: int) -> str:
    """The row with which a sentence goes on that the layout broke behind a day."""
    below = sheet.body[index].folded if index < len(sheet.body) else ""
    return "" if "\t" in below or _NEW_PARAGRAPH.match(below) else below


def _hits(text: str, heading: str, end: int) -> Iterator[Hit]:
    """The days of the first *end* characters of *text*, which goes on where a sentence does."""
    again = list(recurring(text))
    yield from again
    earlier: FoundDate | None = None
    for found in find_dates(text, folded=text):
        if found.start >= end:
            break
        if not any(hit.start <= found.start < hit.end for hit in again):
            hit = dated_hit(text, found, earlier, heading)
            if hit is not None:
                yield hit
        earlier = found
    for hit in partial(text):
        if not any(known.start < hit.end and hit.start < known.end for known in again):
            yield hit
    yield from relative(text)
