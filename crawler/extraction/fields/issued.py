"""成文日期: an index label, else the signature's date, else a date above the text."""

from __future__ import annotations

import re
from itertools import pairwise

from archive.vocabulary.dates import find_dates, parse_date
from archive.vocabulary.document_numbers import parse_number
from archive.vocabulary.organisations import split_organisations
from crawler.extraction.fields.labelled import Labels
from crawler.extraction.fields.masthead import Masthead
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.sheet import Sheet
from crawler.extraction.fields.signature import Signature

# A day in figures only, (2024-08-12), is the site's; a note under the title writes 年月日.
_ROWS_OF_LETTER = 3
_LONGEST_DATE = 24
_ANNOUNCER = re.compile(r".{4,40}\s{1,4}(?:公告|通告)")
_ROC_DAY = re.compile(r"(?:中华)?民国\s{0,2}[^\s年]{1,8}\s{0,2}年.{2,8}日")
_WRITTEN_DAY = re.compile(r"年[^年]{1,6}月[^月]{1,6}日")
"""No 三年级…2023-12-19, the last entry of a list above 致家长的一封信."""
_NOTE = re.compile(r"\(\s{0,3}(?P<date>[^()]{6,60}).{0,400}\)\Z")


def read_issued_date(
    sheet: Sheet, labels: Labels, signature: Signature, masthead: Masthead | None
) -> Reading[str | None]:
    """The date the document was signed, ISO 8601, maybe partial; no date after the capture.

    Without a signature: a bracketed note under the title, the masthead of minutes, or, in letters of
    Hong Kong, the date above 致.
    """
    for value in labels.get("issued_date", ()):
        iso = parse_date(value.raw, latest=sheet.fetched_on)
        if iso is not None:
            return Reading(iso, (value.evidence(),))
    if signature.date is not None:
        return Reading(signature.date, signature.date_evidence)
    for row in sheet.top + sheet.body[sheet.opening : sheet.opening + 2]:
        note = _NOTE.match(row.folded)
        dates = find_dates(note["date"]) if note else ()
        whole = bool(dates) and len(dates[0].iso) == 10 and "年" in dates[0].raw
        if note and whole and _stands_first(note["date"], dates[0].start):
            iso = parse_date(dates[0].raw, latest=sheet.fetched_on)
            return Reading(iso, (row.evidence("note under title"),) if iso else ())
    if masthead is not None:
        return Reading(masthead.iso, (masthead.date_evidence(),))
    for value in labels.get("promulgated_date", ()):
        iso = parse_date(value.raw, latest=sheet.fetched_on)
        if iso is not None:
            return Reading(iso, (value.evidence(),))
    return _of_taiwanese_notice(sheet, labels) or _date_of_letter(sheet)


def _stands_first(note: str, start: int) -> bool:
    """Whether nothing but a number, or who issued it, stands before the day of a note.

    ``（清卫〔2012〕4号 2012年9月3日）``, ``（清川市卫生局 2012年9月3日）``.
    """
    before = note[:start].strip(" ,:")
    return not before or parse_number(before) is not None or bool(split_organisations(before))


def _of_taiwanese_notice(sheet: Sheet, labels: Labels) -> Reading[str | None] | None:
    """The 公告日期 of an announcement with 主旨 or below who announces, elsewhere the site's; or a day alone.

    ``中華民國一百一十三年三月二十一日`` stands on a row of its own between who announces and the number.
    """
    for value in labels.get("published_date", ()):
        if value.label != "公告日期":
            continue
        announced = sheet.subject() is not None or any(_ANNOUNCER.fullmatch(row.folded) for row in sheet.top)
        iso = parse_date(value.raw, latest=sheet.fetched_on) if announced else None
        if iso is not None:
            return Reading(iso, (value.evidence(),))
    for row in sheet.top if sheet.subject() is not None else ():
        iso = parse_date(row.raw, latest=sheet.fetched_on) if _ROC_DAY.fullmatch(row.folded) else None
        if iso is not None:
            return Reading(iso, (row.evidence("day above the text"),))
    return None


def _date_of_letter(sheet: Sheet) -> Reading[str | None]:
    rows = sheet.head + sheet.body[: sheet.opening + _ROWS_OF_LETTER]
    for row, below in pairwise(rows):
        if below.folded[:1] != "致" or len(row.raw) > _LONGEST_DATE or not _WRITTEN_DAY.search(row.folded):
            continue
        iso = parse_date(row.raw, latest=sheet.fetched_on)
        if iso is not None:
            return Reading(iso, (row.evidence("date of letter"),))
    return Reading(None)
