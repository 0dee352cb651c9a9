"""A row that is the day of a signature, or ends with who signs and the day."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.notice import Evidence
from archive.vocabulary.dates import find_dates, is_after
from archive.vocabulary.organisations import split_organisations
from crawler.extraction.fields.row import Row
from crawler.extraction.fields.sheet import Sheet
from crawler.extraction.fields.signature.days import closing_date
from crawler.extraction.fields.signature.organs import (
    organ_below,
    organ_evidence,
    organ_on_behalf,
    organ_over_address,
    organs_above,
    organs_beside,
)
from crawler.extraction.fields.signature.rows import LONGEST_ROW, SEAL

# Macao and Hong Kong: 二零二四年三月十五日於衛生局
_DATED_AT = re.compile(r"\s{0,2}于\s{0,2}(?=[㐀-鿿]{3})")


@dataclass(frozen=True, slots=True)
class DatedRow:
    """Where a day stands in a row of the body, and the organisations that sign with it."""

    index: int
    iso: str
    start: int
    end: int
    organs: tuple[str, ...]
    organ_evidence: tuple[Evidence, ...]


def dated_row(sheet: Sheet, index: int) -> DatedRow | None:
    """The row at ``index`` if it is a date, or organisations and a date, or ends with these."""
    row = sheet.body[index]
    if "日于" in row.folded and len(row.folded) <= LONGEST_ROW:
        at = _dated_at(row, index, sheet.fetched_on)
        if at is not None:
            return at
    offset = max(0, len(row.folded) - LONGEST_ROW)
    span = closing_date(row.folded[offset:], sheet.fetched_on)
    if span is None:
        return None
    iso, start, end = span
    before = row.folded[offset : offset + start]
    sentence = re.split(r"[。!?;]", before)[-1]
    lead = offset + len(before) - len(sentence)
    if SEAL.sub(" ", sentence).strip(" ,:"):
        # Where the row is longer than what is looked at, its sentence may begin further left.
        whole = not offset or sentence != before
        organs = organs_beside(row, lead, offset + start, sentence) if whole else ()
        evidence: tuple[Evidence, ...] = (organ_evidence(row, lead, offset + start),)
        return DatedRow(index, iso, offset + start, offset + end, organs, evidence) if organs else None
    organs, evidence = organs_above(sheet, index)
    is_partial = len(iso) < len("2024-08-12") and row.folded[offset + start : offset + start + 1] != "年"
    if not organs and (is_partial or "时" in row.folded[offset + end :]):
        return None  # the day and hour of an event
    if not organs:
        organs, evidence = organ_on_behalf(sheet, index)
    if not organs:
        organs, evidence = organ_over_address(sheet, index)
    if not organs:
        organs, evidence = organ_below(sheet, index)
    return DatedRow(index, iso, offset + start, offset + end, organs, evidence)


def _dated_at(row: Row, index: int, fetched_on: str | None) -> DatedRow | None:
    """The row as a date and, after 於, the body at which it was signed."""
    date = next(iter(find_dates(row.raw, folded=row.folded)), None)
    at = _DATED_AT.match(row.folded, date.end) if date is not None and not date.start else None
    if date is None or at is None or (fetched_on and is_after(date.iso, fetched_on)):
        return None
    organs = split_organisations(row.raw[at.end() :])
    evidence = (organ_evidence(row, at.end(), len(row.raw)),)
    return DatedRow(index, date.iso, date.start, date.end, organs, evidence) if organs else None
