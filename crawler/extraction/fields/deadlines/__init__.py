"""Deadlines: the last date set for the reader to hand in, answer or finish something.

A date counts when its clause says 前 or 截止 and what is due, or when it ends a 公示 or a call for
comments.  Event times, statistics (截至…未检出), opening hours and sampling windows do not.

==============================================================  =====================
 layout                                                          where its rule stands
==============================================================  =====================
 8月30日前报送, 不迟于8月30日, 截止时间：8月30日, 延长至8月30日   ``whole_days``
 公示期：6月13日至17日, 报名时间：…—…                            ``spans``
 9月底前, 本月31日前, 每月15日前, 自…之日起30日内                ``partial_days``
 a table with a column of days                                   ``tables``
 what looks like a deadline and binds nobody                     ``exceptions``
 the year of a day that is printed without                       ``years``
==============================================================  =====================
"""

from __future__ import annotations

import re

from archive.notice import Deadline, Evidence
from crawler.extraction.fields.deadlines.exceptions import is_for_readers
from crawler.extraction.fields.deadlines.hits import Hit, clause_around
from crawler.extraction.fields.deadlines.rows import rows_with_hits
from crawler.extraction.fields.deadlines.years import completed, is_just_past, is_long_past
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.row import Row
from crawler.extraction.fields.sheet import Sheet

_MOST_DEADLINES = 50
_NO_DUTIES = frozenset({"报告", "总结", "公报"})
"""Documents that tell what was done bind no reader."""
_MASKED = re.compile(r"20(?:[_xX*×]{1,4}\s?年|__)|x[xX×]{1,3}年|X[xX×]{1,3}年|×[xX×]{1,3}年")
_MASKS = "_*xX×"


def read_deadlines(
    sheet: Sheet,
    issued: str | None,
    published: str | None,
    document_type: str | None,
    *,
    is_letter: bool = False,
) -> Reading[tuple[Deadline, ...]]:
    """The deadlines in order; a missing year is that of the issued date, the title, or the published date.

    A document or a letter (*is_letter*) sets days for its readers; a page that is neither, for what only
    they can do.  Where the page masks its years (``20__年``), only an issued date with a year completes
    others.
    """
    if document_type in _NO_DUTIES:
        return Reading(())
    binds = document_type is not None or is_letter
    hits = [(row, hit) for row, hit in rows_with_hits(sheet) if binds or _is_handed_over(row.folded, hit)]
    if not hits:
        return Reading(())
    known = _known_date(sheet, issued, published)
    is_published = known is not None and known == published != issued
    if is_published and known and any(is_just_past(hit.iso, known) for _, hit in hits):
        known = None  # the page is of an older document: its date gives no year to any day of it
    found: dict[tuple[str, str | None], tuple[Deadline, Evidence]] = {}
    for row, hit in hits:
        deadline = _deadline(row, hit, known, is_published=is_published)
        if deadline.date and issued and is_long_past(deadline.date, issued):
            continue
        key = (deadline.date or deadline.raw, deadline.recur)
        found.setdefault(key, (deadline, row.evidence("deadline", hit.start, hit.end)))
        if len(found) >= _MOST_DEADLINES:
            break
    kept = list(found.values())
    return Reading(tuple(item for item, _ in kept), tuple(evidence for _, evidence in kept))


def _is_handed_over(text: str, hit: Hit) -> bool:
    """Whether a page that is no document sets the day for its readers: news tell what others must finish."""
    return hit.recur or is_for_readers(clause_around(text, hit.start, hit.end))


def _known_date(sheet: Sheet, issued: str | None, published: str | None) -> str | None:
    if issued is not None and issued[:4].isdigit():
        return issued
    if any(map(sheet.body_folded.__contains__, _MASKS)) and _MASKED.search(sheet.body_folded):
        return None
    year = re.search(r"(?<![0-9])20[0-9]{2}(?=\s?年)", sheet.title or "")
    # What is announced for the coming year may be due in this one.
    is_ahead = year is not None and published is not None and published[:4] == str(int(year[0]) - 1)
    return year[0] if year and not is_ahead else published


def _deadline(row: Row, hit: Hit, known: str | None, *, is_published: bool) -> Deadline:
    raw = row.raw[hit.start : hit.end]
    what = re.split(r"[。；;！!?？\n]", row.raw[hit.end : hit.end + 80])[0].strip(" ，,：:、)）")
    iso = completed(hit.iso, known, is_published=is_published)
    return Deadline(raw=raw, date=iso, recur=raw if hit.recur else None, what=what or None)
