"""Deadlines: the last date set for the reader to hand in, answer or finish something.

A date counts when its clause says 前 or 截止 and what is due, or when it ends a 公示 or a call for
comments.  Event times, statistics (截至…未检出), opening hours and sampling windows do not.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from archive.notice import Deadline, Evidence
from archive.vocabulary.dates import FoundDate, find_dates, iso_date
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.sheet import MOST_ROW, Row, Sheet

_MOST_DEADLINES = 50
_DAYS_BACK = 60
"""A day further back than this belongs to the next year: notices of December name days of January."""
_DAYS_AHEAD = 180
_DAYS_IN_YEAR = 365
_CLAUSE_END = re.compile(r"[。;!?]")
_BEFORE = re.compile(
    r"(?:\s{0,2}[0-9]{1,2}[:时点][0-9]{0,2}分?|\s{0,2}\([^()]{1,12}\)|\s{0,2}[上下]午){0,3}\s{0,2}(?:或之?以?前|之前|以前|前|止)"
)
_DUE = re.compile(
    r"报|送|反馈|提交|寄|上传|上交|交回|交至|填写|填报|登录|发至|发送|传真|回复|函告|备案|完成|落实|到位|开展|办理|整改|"
    r"征集|投稿|申请|参选|缴|注册|公示|征求"
)
_UNTIL = re.compile(r"截止(?:时间|日期|日|期|至|到)?[^,。;\n]{0,8}?\Z|截至[^,。;\n]{0,4}\Z")
_CALL = re.compile(r"公示|征求|征集|意见|反馈|报名|申报|受理|投稿|征稿")
_CALL_FIRST = re.compile(
    r"(?:公示|征求意见|公开征求|征集|反馈|报名|申报|受理|投稿|征稿|意见)[^。;\n]{0,30}\Z"
)
_STATISTICS = re.compile(r"累计|未检出|报告(?:病例|新增)|确诊|检出|共有|已有|死亡|治愈")
_RANGE = re.compile(
    r"\s{0,3}(?:\([^()]{1,8}\))?\s{0,2}(?:[0-9]{1,2}[:时][0-9]{0,2}分?)?\s{0,3}(?:至|到|-{1,2}|~|—)\s{0,3}"
)
_RANGE_DAY = re.compile(r"\s{0,2}(?:至|到|-{1,2}|~)\s{0,2}(?P<day>[0-9]{1,2})\s{0,2}日")
_RECURS = re.compile(
    r"每(?:年|季度?|月|周|旬|天|日|半年|个?工作日)[^,。;\n]{0,12}?(?:前|之前|以前)|每(?:周|星期)[一二三四五六日天][^,。;\n]{0,6}?前"
)
_PART = re.compile(
    r"(?:(?P<year>20[0-9]{2})\s?年\s?)?(?P<month>1[0-2]|0?[1-9])\s?月\s?(?P<part>上旬|中旬|下旬|月底|底|末)\s?(?:之|以)?前"
)
_YEAR_END = re.compile(r"(?P<year>20[0-9]{2})\s?年\s?(?:年)?(?:底|末)\s?(?:之|以)?前")
_RELATIVE = re.compile(
    r"[自从](?![^,。;\n]{0,20}施行)[^,。;\n0-9]{2,20}之?日?起[^,。;\n]{0,6}?[0-9一二三四五六七八九十]{1,3}\s?个?(?:工作)?日(?:内|以内|之内)"
)
_CALL_HEADING = re.compile(r"(?:公示|征求意见|征集|报名|申报|投稿)[^。]{0,6}(?:时间|期限|期)|公示期")
_MASKED = re.compile(r"20[_xX*×]{1,4}\s?年|[xX×]{2,4}年|20__")
_LONGEST_HEADING = 30
_REACH = 40
_LAST_DAY = {"上旬": 10, "中旬": 20}


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    iso: str | None
    recur: bool = False


def read_deadlines(sheet: Sheet, issued: str | None, published: str | None) -> Reading[tuple[Deadline, ...]]:
    """The deadlines in order; a missing year is that of the issued date, the title, or the published date.

    Where the page masks its years (``20__年``), only an issued date with a year completes others.
    """
    known = _known_date(sheet, issued, published)
    is_published = known is not None and known == published != issued
    found: dict[tuple[str, str | None], tuple[Deadline, Evidence]] = {}
    heading = ""
    for row in sheet.body:
        above, heading = heading, row.folded if len(row.folded) <= _LONGEST_HEADING else ""
        if not _may_hold(row.folded) or "\t" in row.folded:
            continue
        for hit in sorted(_hits(row.folded[:MOST_ROW], above), key=lambda item: item.start):
            deadline = _deadline(row, hit, known, is_published=is_published)
            key = (deadline.date or deadline.raw, deadline.recur)
            found.setdefault(key, (deadline, row.evidence("deadline", hit.start, hit.end)))
        if len(found) >= _MOST_DEADLINES:
            break
    kept = list(found.values())
    return Reading(tuple(item for item, _ in kept), tuple(evidence for _, evidence in kept))


def _may_hold(text: str) -> bool:
    if not ("月" in text or "日" in text or "年" in text or "20" in text or "每" in text):
        return False
    return "前" in text or "截" in text or "至" in text or "止" in text or "内" in text or "-" in text


def _known_date(sheet: Sheet, issued: str | None, published: str | None) -> str | None:
    if issued is not None and issued[:4].isdigit():
        return issued
    if _MASKED.search(sheet.body_folded):
        return None
    year = re.search(r"(?<![0-9])20[0-9]{2}(?=\s?年)", sheet.title or "")
    return year[0] if year else published


def _hits(text: str, heading: str) -> Iterator[_Hit]:
    recurring = list(_recurring(text)) if "每" in text else []
    yield from recurring
    earlier: FoundDate | None = None
    for found in find_dates(text, folded=text):
        if not any(hit.start <= found.start < hit.end for hit in recurring):
            hit = _dated_hit(text, found, earlier, heading)
            if hit is not None:
                yield hit
        earlier = found
    if "前" in text:
        yield from _parts_of_months(text)
    if "日内" in text or "日以内" in text or "日之内" in text:
        for match in _RELATIVE.finditer(text):
            if _DUE.search(_clause(text, match.start(), match.end())):
                yield _Hit(match.start(), match.end(), None)


def _recurring(text: str) -> Iterator[_Hit]:
    for match in _RECURS.finditer(text):
        if _DUE.search(_clause(text, match.start(), match.end())):
            yield _Hit(match.start(), match.end(), None, recur=True)


def _dated_hit(text: str, found: FoundDate, earlier: FoundDate | None, heading: str) -> _Hit | None:
    clause = _clause(text, found.start, found.end)
    if _STATISTICS.search(clause):
        return None
    limit = _BEFORE.match(text, found.end)
    if limit is not None and _DUE.search(clause):
        return _Hit(found.start, limit.end(), found.iso)
    before = text[max(0, found.start - _REACH) : found.start]
    until = _UNTIL.search(before)
    if until is not None and (until[0].startswith("截止") or _CALL.search(clause)):
        return _Hit(found.start - len(until[0]), found.end, found.iso)
    return _end_of_call(text, found, earlier, heading)


def _end_of_call(text: str, found: FoundDate, earlier: FoundDate | None, heading: str) -> _Hit | None:
    """The end of a range of dates that a 公示 or a call for comments or entries runs for."""
    closing = _RANGE_DAY.match(text, found.end)
    if closing is not None:
        first, end, iso = found, closing.end(), _same_month(found.iso, int(closing["day"]))
    elif earlier is not None and _RANGE.fullmatch(text[earlier.end : found.start]):
        first, end, iso = earlier, found.end, _with_year_of(found.iso, earlier.iso)
    else:
        return None
    if _CALL_FIRST.search(text[max(0, first.start - _REACH) : first.start]) or _CALL_HEADING.search(heading):
        return _Hit(first.start, end, iso)
    return None


def _clause(text: str, start: int, end: int) -> str:
    begin = 0
    for match in _CLAUSE_END.finditer(text, max(0, start - 120), start):
        begin = match.end()
    stop = _CLAUSE_END.search(text, end, end + 120)
    return text[max(begin, start - 120) : stop.start() if stop else end + 120]


def _parts_of_months(text: str) -> Iterator[_Hit]:
    for match in _PART.finditer(text):
        year = int(match["year"]) if match["year"] else None
        month = int(match["month"])
        day = _LAST_DAY.get(match["part"]) or monthrange(year or 2001, month)[1]
        if _DUE.search(_clause(text, match.start(), match.end())):
            yield _Hit(match.start(), match.end(), iso_date(year, month, day))
    for match in _YEAR_END.finditer(text):
        if _DUE.search(_clause(text, match.start(), match.end())):
            yield _Hit(match.start(), match.end(), f"{match['year']}-12-31")


def _same_month(iso: str, day: int) -> str | None:
    year = None if iso.startswith("--") else int(iso[:4])
    return iso_date(year, int(iso[2:4] if year is None else iso[5:7]), day)


def _with_year_of(iso: str, earlier: str) -> str:
    if not iso.startswith("--") or not earlier[:4].isdigit():
        return iso
    year = int(earlier[:4]) + (iso[2:] < earlier[5:])
    return iso_date(year, int(iso[2:4]), int(iso[5:7])) or iso


def _completed(iso: str | None, known: str | None, *, is_published: bool) -> str | None:
    """A month and day with the year of ``known``, or of the year after if that is long past.

    Sites publish old documents: a day shortly before the published date (*is_published*) keeps no
    year, and one of the year after must be near.
    """
    if iso is None or not iso.startswith("--") or known is None or not known[:4].isdigit():
        return iso
    year, month, day = int(known[:4]), int(iso[2:4]), int(iso[5:7])
    whole = iso_date(year, month, day)
    if whole is None:
        return iso
    since = date.fromisoformat(known.ljust(10, "x")[:10]) if len(known) == 10 else None
    past = (since - date.fromisoformat(whole)).days if since is not None else 0
    if past > _DAYS_BACK and not (is_published and past < _DAYS_IN_YEAR - _DAYS_AHEAD):
        return iso_date(year + 1, month, day) or iso
    return iso if is_published and past > 0 else whole


def _deadline(row: Row, hit: _Hit, known: str | None, *, is_published: bool) -> Deadline:
    raw = row.raw[hit.start : hit.end]
    what = re.split(r"[。；;！!?？\n]", row.raw[hit.end : hit.end + 80])[0].strip(" ，,：:、)）")
    iso = _completed(hit.iso, known, is_published=is_published)
    return Deadline(raw=raw, date=iso, recur=raw if hit.recur else None, what=what or None)
