"""A lone name between 附件 and who signs, or the day."""

from __future__ import annotations

from archive.vocabulary.dates import find_dates, parse_date
from archive.vocabulary.organisations import is_organisation, split_organisations
from crawler.extraction.fields.attachments.marks import MARKS, begins_item
from crawler.extraction.fields.row import Row
from crawler.extraction.fields.sheet import Sheet

_LONGEST_SIGNED, _LONGEST_DAY = 60, 24


def is_all_above_signature(sheet: Sheet, index: int) -> bool:
    """Whether a row is a lone name between 附件 and the day that signs, and no annex.

    An annex stands below the signature; above it no other row is a day.
    """
    name, *below = sheet.body[index : index + 3]
    if len(name.folded) > _LONGEST_SIGNED or MARKS.search(name.folded) or begins_item(name.folded):
        return False
    signs = bool(below) and (
        _is_day(below[0])
        or (is_organisation(below[0].raw) and _is_day(below[-1]))
        or _is_organisation_with_day(below[0])
    )
    return signs and not any(_is_day(row) for row in sheet.body[:index])


def _is_day(row: Row) -> bool:
    return len(row.folded) <= _LONGEST_DAY and "月" in row.folded and parse_date(row.raw) is not None


def _is_organisation_with_day(row: Row) -> bool:
    """Whether who signs and the day stand on one row: ``清川市卫生局2024年8月12日``."""
    if len(row.folded) > _LONGEST_SIGNED + _LONGEST_DAY or "月" not in row.folded:
        return False
    date = next(iter(find_dates(row.raw, folded=row.folded)), None)
    ends = date is not None and date.end == len(row.folded)
    return date is not None and ends and bool(split_organisations(row.raw[: date.start].strip()))
