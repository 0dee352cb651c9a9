"""The signature: the organisations and the date at the end of the document's own text.

The row of a date, or of an organisation with the date glued to it, counts; an annex, the 版记 (抄送, 印发)
and a date inside a sentence do not.  With several organ-date pairs close together (joint issue) the
last date counts, as GB/T 9704 has it.

=====================================================  =======================
 layout                                                 where its rule stands
=====================================================  =======================
 清川市卫生局 above 2024年8月12日, or on its row          ``dated_row``
 several rows with their days: a joint issue            ``read_signature``
 a seal, or an address between name and day; the name   ``organs``
 below the day; who signs on behalf of a head (代行)
 二零二四年三月十五日於衛生局                             ``dated_row``
 organisations without a day, or with a masked one      ``undated``
 what may stand above and below                         ``rows``, ``closing``
=====================================================  =======================
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from crawler.extraction.fields.sheet import Sheet
from crawler.extraction.fields.signature.closing import annex_rows, closes
from crawler.extraction.fields.signature.dated_row import DatedRow, dated_row
from crawler.extraction.fields.signature.days import may_end_with_date
from crawler.extraction.fields.signature.record import Signature
from crawler.extraction.fields.signature.rows import LONGEST_ROW
from crawler.extraction.fields.signature.undated import undated_signature

__all__ = ["Signature", "read_signature"]

_JOINT_DISTANCE = 8
_MOST_ORGANS = 60
"""The widest joint issues have some twenty organisations."""
_SIGNED_BY_PERSON = re.compile(
    r"(?:省|市|县|区|州|厅|局|署|司|处|院|部|会|组)长|主\s?席|主\s?任|书\s?记|指挥长|总指挥"
)
_LONGEST_PERSON = 24


def read_signature(sheet: Sheet) -> Signature:
    """The signature of the document, empty where none is certain."""
    annex = annex_rows(sheet)
    best: DatedRow | None = None
    for index in sheet.rows_holding("月", "20", "19"):
        if index < sheet.opening or not may_end_with_date(sheet.body[index].folded):
            continue
        candidate = dated_row(sheet, index)
        if candidate is None:
            continue
        if best is not None and (
            bisect_right(annex, best.index) < bisect_left(annex, index)
            or (best.organs and not _signs_jointly(sheet, best, candidate))
        ):
            break
        if candidate.organs or _signed_by_person(sheet, index) or closes(sheet, index):
            best = _joined(best, candidate)
    if best is None:
        return undated_signature(sheet, annex)
    row = sheet.body[best.index]
    evidence = (row.evidence("signature", best.start, best.end),)
    return Signature(best.organs, best.organ_evidence, best.iso, evidence)


def _signs_jointly(sheet: Sheet, earlier: DatedRow, later: DatedRow) -> bool:
    """Whether nothing but signatures stands between two dated rows."""
    between = sheet.body[earlier.index + 1 : later.index]
    if not later.organs or len(between) >= _JOINT_DISTANCE:
        return False
    return all(len(row.folded) <= LONGEST_ROW and row.folded[-1] not in "。;:" for row in between)


def _joined(earlier: DatedRow | None, later: DatedRow) -> DatedRow:
    """The later of two dated rows with the organisations of both: a joint issue."""
    if earlier is None or not earlier.organs:
        return later
    if len(earlier.organs) >= _MOST_ORGANS:
        return later
    names = tuple(dict.fromkeys(earlier.organs + later.organs))
    evidence = earlier.organ_evidence + later.organ_evidence
    return DatedRow(later.index, later.iso, later.start, later.end, names, evidence)


def _signed_by_person(sheet: Sheet, index: int) -> bool:
    """Whether the head of the organ signed above the date, as under orders: 省长 某某."""
    above = sheet.body[index - 1].folded if index > sheet.opening else ""
    return 0 < len(above) <= _LONGEST_PERSON and _SIGNED_BY_PERSON.match(above) is not None
