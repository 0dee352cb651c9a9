"""The signature: the organisations and the date at the end of the document's own text.

The row of a date, or of an organisation with the date glued to it, counts; an annex, the 版记 (抄送, 印发)
and a date inside a sentence do not.  With several organ-date pairs close together (joint issue) the
last date counts, as GB/T 9704 has it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.notice import Evidence
from archive.vocabulary.dates import find_dates, is_after
from archive.vocabulary.organisations import split_organisations
from crawler.extraction.fields.sheet import Row, Sheet

_LONGEST_ROW = 120
_MOST_ORGAN_ROWS = 10
_JOINT_DISTANCE = 8
_SEAL = re.compile(r"\s*\((?:印章|公章|盖章|章|签章|代章|印)\)\s*")
_AFTER_DATE = re.compile(r"\s*(?:\((?:印章|公章|盖章|章)\))?[\s。.)]*\Z")
_ANNEX = re.compile(r"附\s{0,4}(?:件|表|录)\s{0,4}[0-9一二三四五六七八九十]{0,3}\s{0,3}[:.]?\Z")
_AFTER_SIGNATURE = re.compile(
    r"附\s{0,4}(?:件|表|录)|\((?:此件|信息公开|联系|公开|主动|附件|注)|抄\s?送|抄\s?报|主\s?题\s?词|[报送]:|"
    r"信息公开|公开方式|联系|扫一扫|相关|责任编辑|编辑|来源|分享|打印|关闭|上一|下一|解读"
)
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
    for index in range(sheet.opening, len(sheet.body)):
        candidate = _dated_row(sheet, index)
        if candidate is None:
            continue
        if best is not None and (
            any(best.index < row < index for row in annex)
            or (best.organs and (not candidate.organs or index - best.index > _JOINT_DISTANCE))
        ):
            break
        if candidate.organs or _closes(sheet, index):
            best = _joined(best, candidate)
    if best is None:
        return _undated(sheet, annex)
    row = sheet.body[best.index]
    evidence = (row.evidence("signature", best.start, best.end),)
    return Signature(best.organs, best.organ_evidence, best.iso, evidence)


def _joined(earlier: _Dated | None, later: _Dated) -> _Dated:
    """The later of two dated rows with the organisations of both: a joint issue."""
    if earlier is None or not earlier.organs:
        return later
    names = tuple(dict.fromkeys(earlier.organs + later.organs))
    evidence = earlier.organ_evidence + later.organ_evidence
    return _Dated(later.index, later.iso, later.start, later.end, names, evidence)


def _dated_row(sheet: Sheet, index: int) -> _Dated | None:
    row = sheet.body[index]
    offset = max(0, len(row.folded) - _LONGEST_ROW)
    text = row.folded[offset:]
    if not ("月" in text or re.search(r"[0-9][-/.][0-9]", text[-12:])) or "\t" in text:
        return None
    dates = find_dates(text)
    if not dates or not _AFTER_DATE.match(text, dates[-1].end):
        return None
    date = dates[-1]
    start = date.start
    iso = date.iso
    if iso.startswith("--"):
        if text[max(0, start - 1) : start] != "年":
            return None
        start -= 1
    if sheet.fetched_on and is_after(iso, sheet.fetched_on):
        return None
    before = text[:start]
    sentence = re.split(r"[。!?;]", before)[-1]
    if offset and sentence == before:
        return None
    lead = len(before) - len(sentence)
    organ_text = _SEAL.sub(" ", sentence).strip(" ,:")
    if organ_text:
        organs = split_organisations(_printed(row, offset + lead, offset + start, sentence))
        if not organs:
            return None
        evidence = _organ_evidence(row, offset + lead, offset + start)
        return _Dated(index, iso, offset + start, offset + date.end, organs, (evidence,))
    if len(iso) < 10 and not iso.startswith("--") and not _organs_above(sheet, index)[0]:
        return None
    organs, found = _organs_above(sheet, index)
    if not organs:
        organs, found = _organ_below(sheet, index)
    return _Dated(index, iso, offset + start, offset + date.end, organs, found)


def _printed(row: Row, start: int, end: int, folded: str) -> str:
    """The organisations' part of a row as printed, seals left out."""
    seal = _SEAL.search(folded)
    return (row.raw[start : start + seal.start()] if seal else row.raw[start:end]).strip(" ,，:：\u3000\t")


def _organ_evidence(row: Row, start: int, end: int) -> Evidence:
    text = row.raw[start:end]
    lead = len(text) - len(text.lstrip())
    return row.evidence("signature", start + lead, start + len(text.rstrip()))


def _organs_in(row: Row) -> tuple[str, ...]:
    if len(row.folded) > 2 * _LONGEST_ROW or "\t" in row.folded or row.folded[-1] in "。;:,!?":
        return ()
    seal = _SEAL.search(row.folded)
    return split_organisations(row.raw[: seal.start()] if seal else row.raw)


def _organs_above(sheet: Sheet, index: int) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    names: list[tuple[str, ...]] = []
    evidence: list[Evidence] = []
    for position in range(index - 1, max(sheet.opening - 1, index - 1 - _MOST_ORGAN_ROWS), -1):
        organs = _organs_in(sheet.body[position])
        if not organs:
            break
        names.insert(0, organs)
        evidence.insert(0, sheet.body[position].evidence("signature"))
    return tuple(dict.fromkeys(name for row in names for name in row)), tuple(evidence)


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
    following = sheet.body[index + 1].folded
    if _PRINTED.search(sheet.body[index].folded):
        return False
    return _AFTER_SIGNATURE.match(following) is not None


def _annex_rows(sheet: Sheet) -> tuple[int, ...]:
    return tuple(
        index for index, row in enumerate(sheet.body) if len(row.folded) <= 12 and _ANNEX.match(row.folded)
    )


def _undated(sheet: Sheet, annex: tuple[int, ...]) -> Signature:
    """Organisations that close the text without a date."""
    ends = [len(sheet.body), *(index for index in annex if index > sheet.opening)]
    for end in sorted(ends):
        last = end - 1
        while last > sheet.opening and _AFTER_SIGNATURE.match(sheet.body[last].folded):
            last -= 1
        if last > sheet.opening and _organs_in(sheet.body[last]):
            organs, evidence = _organs_above(sheet, last + 1)
            above = sheet.body[last - len(evidence)].folded
            # An enumeration of organisations is no signature: a finished sentence stands above one.
            if above.endswith(("。", "!", ";", ".", ")", "》")) or _AFTER_SIGNATURE.match(above):
                return Signature(organs, evidence)
    return Signature()
