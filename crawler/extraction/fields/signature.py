"""The signature: the organisations and the date at the end of the document's own text.

The row of a date, or of an organisation with the date glued to it, counts; an annex, the 版记 (抄送, 印发)
and a date inside a sentence do not.  With several organ-date pairs close together (joint issue) the
last date counts, as GB/T 9704 has it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from archive.notice import Evidence
from archive.vocabulary.dates import find_dates, is_after
from archive.vocabulary.organisations import split_organisations
from crawler.extraction.fields.sheet import Row, Sheet
from crawler.extraction.fields.signature_rows import (
    AFTER_SIGNATURE,
    CONTACT,
    SEAL,
    lists_people,
    may_precede_signature,
    names_office,
)

_LONGEST_ROW = 120
_MOST_ORGAN_ROWS = 10
_JOINT_DISTANCE = 8
_MOST_ORGANS = 60
"""The widest joint issues have some twenty organisations."""
_MOST_NOTES = 2
_MOST_ANNEXES = 3
_LONGEST_NOTE = 20
_AFTER_DATE = re.compile(r"(?:\s*[0-9]{1,2}时)?\s*(?:\((?:印章|公章|盖章|章)\))?[\s。.)|]*\Z")
_NUMERIC_END = re.compile(r"[0-9][-/.](?:[0-9]{1,2}|20[0-9]{2})[\s。.)]{0,4}\Z")
_AFTER_FIGURES = " \u3000。.)"
_LONGEST_CLOSING = 40
"""Month and day with what may follow them, spaces between all characters."""
_MASKED_DATE = re.compile(r"年.{0,6}月(?:.{0,6}日)?\Z")
_ANNEX = re.compile(r"附\s{0,4}(?:件|表|录)\s{0,4}[0-9一二三四五六七八九十]{0,3}\s{0,3}[:.]?\Z")
_MOST_CONTACT_ROWS = 4
_SHORTEST_SIGNER = 5
_OFFICES = ("科", "股", "室", "组")
_FILE_NAME = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|zip|rar)(?:\s?\([^()]{1,12}\))?\Z", re.IGNORECASE)
_SIGNED_BY_PERSON = re.compile(
    r"(?:省|市|县|区|州|厅|局|署|司|处|院|部|会|组)长|主\s?席|主\s?任|书\s?记|指挥长|总指挥"
)
_LONGEST_PERSON = 24
# Macao and Hong Kong: 二零二四年三月十五日於衛生局
_DATED_AT = re.compile(r"\s{0,2}于\s{0,2}(?=[㐀-鿿]{3})")
_PRINTED = re.compile(r"印\s?发\s*[。)]?\Z|印制|共印|校对")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed and when; either may be missing."""

    issuers: tuple[str, ...] = ()
    issuer_evidence: tuple[Evidence, ...] = ()
    date: str | None = None
    date_evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Dated:
    index: int
    iso: str
    start: int
    end: int
    organs: tuple[str, ...]
    organ_evidence: tuple[Evidence, ...]


def read_signature(sheet: Sheet) -> Signature:
    """The signature of the document, empty where none is certain."""
    annex = _annex_rows(sheet)
    best: _Dated | None = None
    for index in sheet.rows_holding("月", "20", "19"):
        if index < sheet.opening or not _may_end_with_date(sheet.body[index].folded):
            continue
        candidate = _dated_row(sheet, index)
        if candidate is None:
            continue
        if best is not None and (
            bisect_right(annex, best.index) < bisect_left(annex, index)
            or (best.organs and not _signs_jointly(sheet, best, candidate))
        ):
            break
        if candidate.organs or _signed_by_person(sheet, index) or _closes(sheet, index):
            best = _joined(best, candidate)
    if best is None:
        return _undated(sheet, annex)
    row = sheet.body[best.index]
    evidence = (row.evidence("signature", best.start, best.end),)
    return Signature(best.organs, best.organ_evidence, best.iso, evidence)


def _signs_jointly(sheet: Sheet, earlier: _Dated, later: _Dated) -> bool:
    """Whether nothing but signatures stands between two dated rows."""
    between = sheet.body[earlier.index + 1 : later.index]
    if not later.organs or len(between) >= _JOINT_DISTANCE:
        return False
    return all(len(row.folded) <= _LONGEST_ROW and row.folded[-1] not in "。;:" for row in between)


def _joined(earlier: _Dated | None, later: _Dated) -> _Dated:
    """The later of two dated rows with the organisations of both: a joint issue."""
    if earlier is None or not earlier.organs:
        return later
    if len(earlier.organs) >= _MOST_ORGANS:
        return later
    names = tuple(dict.fromkeys(earlier.organs + later.organs))
    evidence = earlier.organ_evidence + later.organ_evidence
    return _Dated(later.index, later.iso, later.start, later.end, names, evidence)


def _may_end_with_date(text: str) -> bool:
    closing = text[-_LONGEST_CLOSING:]
    if "\t" in text:
        return False
    return "月" in closing or (closing.rstrip(_AFTER_FIGURES)[-1:].isdecimal() and _ends_in_figures(closing))


def _ends_in_figures(closing: str) -> bool:
    return _NUMERIC_END.search(closing) is not None


def _dated_row(sheet: Sheet, index: int) -> _Dated | None:
    """The row at ``index`` if it is a date, or organisations and a date, or ends with these."""
    row = sheet.body[index]
    if "日于" in row.folded and len(row.folded) <= _LONGEST_ROW:
        at = _dated_at(row, index, sheet.fetched_on)
        if at is not None:
            return at
    offset = max(0, len(row.folded) - _LONGEST_ROW)
    span = _closing_date(row.folded[offset:], sheet.fetched_on)
    if span is None:
        return None
    iso, start, end = span
    before = row.folded[offset : offset + start]
    sentence = re.split(r"[。!?;]", before)[-1]
    lead = offset + len(before) - len(sentence)
    if SEAL.sub(" ", sentence).strip(" ,:"):
        # Where the row is longer than what is looked at, its sentence may begin further left.
        whole = not offset or sentence != before
        organs = split_organisations(_printed(row, lead, offset + start, sentence)) if whole else ()
        evidence: tuple[Evidence, ...] = (_organ_evidence(row, lead, offset + start),)
        return _Dated(index, iso, offset + start, offset + end, organs, evidence) if organs else None
    organs, evidence = _organs_above(sheet, index)
    is_partial = len(iso) < len("2024-08-12") and row.folded[offset + start : offset + start + 1] != "年"
    if not organs and (is_partial or "时" in row.folded[offset + end :]):
        return None  # the day and hour of an event
    if not organs:
        organs, evidence = _organ_over_address(sheet, index)
    if not organs:
        organs, evidence = _organ_below(sheet, index)
    return _Dated(index, iso, offset + start, offset + end, organs, evidence)


def _dated_at(row: Row, index: int, fetched_on: str | None) -> _Dated | None:
    """The row as a date and, after 於, the body at which it was signed."""
    date = next(iter(find_dates(row.raw, folded=row.folded)), None)
    at = _DATED_AT.match(row.folded, date.end) if date is not None and not date.start else None
    if date is None or at is None or (fetched_on and is_after(date.iso, fetched_on)):
        return None
    organs = split_organisations(row.raw[at.end() :])
    evidence = (_organ_evidence(row, at.end(), len(row.raw)),)
    return _Dated(index, date.iso, date.start, date.end, organs, evidence) if organs else None


def _signed_by_person(sheet: Sheet, index: int) -> bool:
    """Whether the head of the organ signed above the date, as under orders: 省长 某某."""
    above = sheet.body[index - 1].folded if index > sheet.opening else ""
    return 0 < len(above) <= _LONGEST_PERSON and _SIGNED_BY_PERSON.match(above) is not None


def _closing_date(text: str, fetched_on: str | None) -> tuple[str, int, int] | None:
    """ISO form and span of the date with which ``text`` ends; without a year, only alone or after 年."""
    date = next(reversed(find_dates(text, folded=text)), None)
    if date is None or not _AFTER_DATE.match(text, date.end):
        return None
    start = date.start
    if date.iso.startswith("--") and text[:start].strip():
        start -= 1
        if text[start : start + 1] != "年":
            return None
    if fetched_on and is_after(date.iso, fetched_on):
        return None
    return date.iso, start, date.end


def _printed(row: Row, start: int, end: int, folded: str) -> str:
    """The organisations' part of a row as printed, seals left out."""
    seal = SEAL.search(folded)
    return (row.raw[start : start + seal.start()] if seal else row.raw[start:end]).strip(" ,，:：\u3000\t")


def _organ_evidence(row: Row, start: int, end: int) -> Evidence:
    text = row.raw[start:end]
    lead = len(text) - len(text.lstrip())
    return row.evidence("signature", start + lead, start + len(text.rstrip()))


def _organs_in(row: Row) -> tuple[str, ...]:
    if len(row.folded) > 2 * _LONGEST_ROW or "\t" in row.folded or row.folded[-1] in "。;:,!?":
        return ()
    seal = SEAL.search(row.folded)
    return split_organisations(row.raw[: seal.start()] if seal else row.raw)


def _organs_above(sheet: Sheet, index: int) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    names: list[tuple[str, ...]] = []
    evidence: list[Evidence] = []
    below = index - 1 - names_office(sheet.body[index - 1].folded) if index > sheet.opening else index - 1
    for position in range(below, max(sheet.opening - 1, below - _MOST_ORGAN_ROWS), -1):
        organs = _organs_in(sheet.body[position])
        if not organs or lists_people(sheet.body[position - 1 : position + 1]):
            break
        names.insert(0, organs)
        evidence.insert(0, sheet.body[position].evidence("signature"))
    return tuple(dict.fromkeys(name for row in names for name in row)), tuple(evidence)


def _organ_over_address(sheet: Sheet, index: int) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """Letters of Hong Kong print the address and telephone of who signs between the name and the date."""
    first = index
    while first > sheet.opening and index - first < _MOST_CONTACT_ROWS:
        if not CONTACT.match(sheet.body[first - 1].folded):
            break
        first -= 1
    if first == index:
        return (), ()
    organs, evidence = _organs_above(sheet, first)
    whole = all(len(name) >= _SHORTEST_SIGNER and not name.endswith(_OFFICES) for name in organs)
    return (organs, evidence) if whole else ((), ())


def _organ_below(sheet: Sheet, index: int) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """Some pages print the date above the organisation; it must end the document then."""
    if index + 1 >= len(sheet.body) or not _closes(sheet, index + 1):
        return (), ()
    organs = _organs_in(sheet.body[index + 1])
    return organs, (sheet.body[index + 1].evidence("signature"),) if organs else ()


def _closes(sheet: Sheet, index: int) -> bool:
    """Whether nothing but annexes and notes follows the row at ``index``."""
    if index + 1 >= len(sheet.body):
        return True
    following = sheet.body[index + 1 :]
    if _PRINTED.search(sheet.body[index].folded):
        return False
    if AFTER_SIGNATURE.match(following[0].folded):
        return True
    below = following[0].folded
    if len(below) <= _LONGEST_ROW and f"《{below}》" in sheet.body_folded:
        return True  # the document that this one issues, printed below it
    return len(following) <= _MOST_NOTES and all(len(row.folded) <= _LONGEST_NOTE for row in following)


def _annex_rows(sheet: Sheet) -> tuple[int, ...]:
    rows = [(index, sheet.body[index].folded) for index in sheet.rows_holding("附")]
    return tuple(index for index, text in rows if len(text) <= 12 and _ANNEX.match(text))


def _is_note(row: Row) -> bool:
    if AFTER_SIGNATURE.match(row.folded) or _FILE_NAME.search(row.folded):
        return True
    return len(row.folded) <= _LONGEST_NOTE and _MASKED_DATE.search(row.folded) is not None


def _undated(sheet: Sheet, annex: tuple[int, ...]) -> Signature:
    """Organisations that close the text without a date, or with one whose year is masked."""
    first_annexes = [index for index in annex if index > sheet.opening][:_MOST_ANNEXES]
    for end in (*first_annexes, len(sheet.body)):
        last = end - 1
        lowest = max(sheet.opening, end - _MOST_ORGAN_ROWS)
        while last > lowest and _is_note(sheet.body[last]):
            last -= 1
        if last > sheet.opening and _organs_in(sheet.body[last]):
            organs, evidence = _organs_above(sheet, last + 1)
            above = sheet.body[last - len(evidence)].folded
            if may_precede_signature(above):
                ends_page = last == len(sheet.body) - 1
                return _dated_below(sheet, organs, evidence) if ends_page else Signature(organs, evidence)
    return Signature()


def _dated_below(sheet: Sheet, organs: tuple[str, ...], evidence: tuple[Evidence, ...]) -> Signature:
    """The organisations with the date under them, which in figures alone looks like the site's own."""
    row = sheet.tail[0] if sheet.tail else None
    span = _closing_date(row.folded, sheet.fetched_on) if row and len(row.folded) <= _LONGEST_NOTE else None
    if row is None or span is None or span[1] > 0:
        return Signature(organs, evidence)
    return Signature(organs, evidence, span[0], (row.evidence("signature", span[1], span[2]),))
