"""Organisations that close the text without a day, or with one whose year is masked."""

from __future__ import annotations

from crawler.extraction.fields.sheet import Sheet
from crawler.extraction.fields.signature.closing import LONGEST_NOTE, is_note
from crawler.extraction.fields.signature.days import closing_date
from crawler.extraction.fields.signature.organs import (
    MOST_ORGAN_ROWS,
    Organs,
    organ_on_behalf,
    organs_above,
    organs_in,
)
from crawler.extraction.fields.signature.record import Signature
from crawler.extraction.fields.signature.rows import may_precede_signature

_MOST_ANNEXES = 3


def undated_signature(sheet: Sheet, annex: tuple[int, ...]) -> Signature:
    """The signature above the first annexes or the end of the body; empty without one."""
    first_annexes = [index for index in annex if index > sheet.opening][:_MOST_ANNEXES]
    for end in (*first_annexes, len(sheet.body)):
        last = end - 1
        lowest = max(sheet.opening, end - MOST_ORGAN_ROWS)
        while last > lowest and is_note(sheet.body[last]):
            last -= 1
        behalf = organ_on_behalf(sheet, last + 1)
        if behalf[0]:
            return Signature(*behalf)
        if last > sheet.opening and organs_in(sheet.body[last]):
            organs = organs_above(sheet, last + 1)
            above = sheet.body[last - len(organs[1])].folded
            if may_precede_signature(above):
                ends_page = last == len(sheet.body) - 1
                return _dated_below(sheet, organs) if ends_page else Signature(*organs)
    return Signature()


def _dated_below(sheet: Sheet, organs: Organs) -> Signature:
    """The organisations with the date under them, which in figures alone looks like the site's own."""
    row = sheet.tail[0] if sheet.tail else None
    span = closing_date(row.folded, sheet.fetched_on) if row and len(row.folded) <= LONGEST_NOTE else None
    if row is None or span is None or span[1] > 0:
        return Signature(*organs)
    return Signature(*organs, span[0], (row.evidence("signature", span[1], span[2]),))
