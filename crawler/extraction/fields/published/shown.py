"""The day that a page shows: behind a label, in a line above the text, or in one below it."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from archive.vocabulary.dates import parse_date
from crawler.extraction.fields.labelled import Labelled, Labels
from crawler.extraction.fields.masthead import Masthead
from crawler.extraction.fields.published.day_in_row import day_above, day_below, day_of_change
from crawler.extraction.fields.published.whole_day import whole
from crawler.extraction.fields.published.year_last import SHORT_ROW
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.row import Row
from crawler.extraction.fields.sheet import Sheet

_RIGHT_BELOW = 2
_OF_ORIGINAL = re.compile(r"[\[【(]?\s?原(?:标题|题|文|载)")
"""Beside the title that a text had elsewhere stands the day that it had there."""
_SOURCE_FIRST = re.compile(r"[\[【(]?\s?(?:(?:文章|稿件|信息|新闻)?来源|转自|来自)")
"""A line that begins so may give the day of the source, right below that of the page."""
_TAKEN_OVER_WITHIN = 30
_SPAN = re.compile(r"日?\s?(?:至|到|~|-)\s?[0-9]{1,4}\s?[-/.年月日]")
_SHORTEST_DAY = len("2024-8-2")
_CLOCK_OF_PLACE = re.compile(r"(?:香港|澳门)时间\s?[0-9]{1,2}时")
_LAST_ROWS = 4
_LABEL_ALONE = re.compile(r"(?:发布|发表|上传|添加|录入)(?:日期|时间)\s?:?")
_LAST_CHANGE = frozenset({"更新时间", "更新日期", "更新", "最后更新", "最后更新时间", "最后修改", "修订日期"})
_REVISED = "修订日期"
"""A site of Hong Kong dates its page so at the foot; above a text it is a regulation's day."""


def shown_above(sheet: Sheet, labels: Labels, masthead: Masthead | None) -> Reading[str | None] | None:
    """The day that a label or a line about the page shows; of several lines that nearest to the text."""
    values = labels.get("published_date", [])
    # A date of publication is better than one of the last change, wherever they stand.
    for value in sorted(values, key=lambda item: item.label in _LAST_CHANGE):
        if _is_of_foot(value) or value.label == _REVISED or _OF_ORIGINAL.match(value.row.folded):
            continue
        iso = whole(parse_date(value.raw, pivot=sheet.fetched_on, latest=sheet.fetched_on))
        if iso is not None and not _SPAN.search(value.folded[_SHORTEST_DAY:]):
            return Reading(iso, (value.evidence(),))
    other = rows_of_other_days(labels, masthead)
    days = (_day_of(row, sheet) for row in reversed(sheet.head) if row not in other)
    nearest = next((day for day in days if day is not None), None)
    if nearest is None or not _SOURCE_FIRST.match(nearest[0].folded):
        return nearest[1] if nearest is not None else None
    above = sheet.head.index(nearest[0]) - 1
    own = _day_of(sheet.head[above], sheet) if above >= 0 and sheet.head[above] not in other else None
    return own[1] if own is not None and _took_it_over(nearest[1], own[1], sheet) else nearest[1]


def _took_it_over(source: Reading[str | None], own: Reading[str | None], sheet: Sheet) -> bool:
    """Whether the page's *own* day follows that of the *source* soon; that of fetching may be a clock's."""
    if source.value is None or own.value is None or own.value == sheet.fetched_on:
        return False
    days = (date.fromisoformat(own.value) - date.fromisoformat(source.value)).days
    return 0 < days <= _TAKEN_OVER_WITHIN


def _day_of(row: Row, sheet: Sheet) -> tuple[Row, Reading[str | None]] | None:
    """A *row* with the day that it shows, if it shows one."""
    if not ("20" in row.folded or "19" in row.folded):
        return None
    start, end = day_above(row.folded)
    iso = whole(parse_date(row.raw[start:end], latest=sheet.fetched_on)) if end else None
    return (row, Reading(iso, (row.evidence("date line", start, end),))) if iso is not None else None


def shown_below(sheet: Sheet, labels: Labels) -> Reading[str | None] | None:
    """The day that a line below the text says it was posted on, or else changed."""
    for index, row in enumerate(sheet.tail):
        start, end = day_below(row.folded, right_below=index < _RIGHT_BELOW)
        iso = whole(parse_date(row.raw[start:end], latest=sheet.fetched_on)) if end else None
        if iso is not None:
            return Reading(iso, (row.evidence("date line", start, end),))
    for label, row in pairwise(sheet.tail):
        iso = whole(parse_date(row.raw, latest=sheet.fetched_on)) if len(row.raw) <= SHORT_ROW else None
        if iso is not None and _LABEL_ALONE.fullmatch(label.folded):
            return Reading(iso, (row.evidence("date line"),))
    for value in filter(_is_of_foot, labels.get("published_date", ())):
        iso = whole(parse_date(value.raw, pivot=sheet.fetched_on, latest=sheet.fetched_on))
        if iso is not None:
            return Reading(iso, (value.evidence(),))
    for row in sheet.tail:
        start, end = day_of_change(row.folded)
        iso = whole(parse_date(row.raw[start:end], latest=sheet.fetched_on)) if end else None
        if iso is not None:
            return Reading(iso, (row.evidence("line of last change", start, end),))
    return None


def below_press_release(sheet: Sheet) -> Reading[str | None]:
    """The day above the hour with which press releases of Hong Kong and Macao end: 香港时间14时30分."""
    for above, row in pairwise(sheet.body[-_LAST_ROWS:] + sheet.tail[:_LAST_ROWS]):
        if "时间" in row.folded and _CLOCK_OF_PLACE.match(row.folded) and len(above.raw) <= SHORT_ROW:
            iso = whole(parse_date(above.raw, latest=sheet.fetched_on))
            if iso is not None:
                return Reading(iso, (above.evidence("foot of press release"),))
    return Reading(None)


def rows_of_other_days(labels: Labels, masthead: Masthead | None) -> list[Row]:
    """The rows that say when the document was made or comes into force."""
    rows = [masthead.row] if masthead is not None else []
    return rows + [
        value.row
        for field in ("issued_date", "promulgated_date", "effective_date")
        for value in labels.get(field, ())
    ]


def is_last_change(shown: Reading[str | None]) -> bool:
    """Whether a day was shown as that of the last change, which may be long after publishing."""
    return any(item.rule.removeprefix("label:") in _LAST_CHANGE for item in shown.evidence)


def _is_of_foot(value: Labelled) -> bool:
    """Whether a label below the text tells of a last change: that of the site, or of a box on it."""
    return value.row.zone == "tail" and value.label in _LAST_CHANGE
