"""Deadlines: the last date set for the reader to hand in, answer or finish something.

A date counts when its clause says 前 or 截止 and what is due, or when it ends a 公示 or a call for
comments.  Event times, statistics (截至…未检出), opening hours and sampling windows do not.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from archive.notice import Deadline, Evidence
from archive.vocabulary.dates import FoundDate, find_dates, iso_date
from crawler.extraction.fields.deadline_exceptions import (
    is_figure,
    is_for_readers,
    is_put_off,
    is_qualification,
    is_superseded,
)
from crawler.extraction.fields.deadline_spans import REACH, end_of_span
from crawler.extraction.fields.deadline_tables import days_of_table, heading_of_table
from crawler.extraction.fields.deadline_years import (
    completed,
    is_just_past,
    is_long_past,
)
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.sheet import MOST_ROW, Row, Sheet

_MOST_DEADLINES = 50
_MOST_HITS = 500
_MOST_CHARACTERS = 60_000
"""Of rows that may hold a deadline; the longest real pages seen (name lists) have not many more in all."""
_CLAUSE_END = re.compile(r"[。;!?]")
_BEFORE = re.compile(
    r"\)?(?:\s{0,2}[0-9]{1,2}[:时点][0-9]{0,2}分?|\s{0,2}\([^()]{1,12}\)|\s{0,2}[上下]午|\s{0,2}(?:下班|放学)|\s{0,2}中午|\s{0,2}(?:办公|工作|营业)时间(?:结束)?|\s{0,2}[一二三四五六七八九十]{1,3}时正?){0,3}"
    r"\s{0,2}(?:或之?以?前|之前|以前|前(?!后)|(?:准时|自动)?(?:截?止(?!日|时间|的)|关闭|停止(?=受理|接收|报名|申报)))"
)
_AT_THE_LATEST = re.compile(
    r"(?:不[得能]?[迟晚]于|[最至][迟晚](?:应|须|请)?(?:[于在到]|不[得能]?超过)?|至迟[于在]?)\s?\Z"
)
"""The day itself is the last one: 不迟于8月30日报送, 最晚8月30日提交."""
_DUE = re.compile(
    r"报|送|反馈|提交|退回|交回|归还|回收|汇总|告知|逾期|发(?:到|给|往|(?=[A-Za-z]))|(?:将|把)[^,。;]{1,30}?发(?![布放现展生动表证])|寄|上传|填写|填报|填妥|填好|登录|发至|发送|传真|电邮|回复|函告|备案|完成|落实|到位|开展|办理|整改|确认|核[对实]|录入|登记|领取|提出|函复|答复|复函|书面回复|汇(?:至|入|到|款)|"
    r"反映|举报|投诉|致电|来电|预约|征集|投稿|申请|参选|缴|注册|公示|征求|收件|(?<![公社外移])交(?![通流接易叉往界警])"
)
_UNTIL = re.compile(
    r"截[止稿](?:时间|日期|日|期|至|到)?[^,。;\n]{0,8}?\Z|截至[^,。;\n]{0,4}\Z|公示(?:期限?|时间)(?:至|到)\s?\Z"
)
_SINCE = re.compile(r"(?:之日|即日|今日|今天|公布|发布)起?\s?(?:至|到)\s{0,2}\Z")
_TAKES_IN = re.compile(r"报送|上报|提交|缴|截止|递交|申请|收件|提出|受理|征[稿集求]")
_HANDED_IN = re.compile(r"(?:期间|止)?\s?,?[^。;]{0,30}?(?:发(?:到|至|送|给)|寄|投递|上传|提交|送|交)")
_COUNTED = re.compile(r"(?:计算|年龄|工龄|经历|资历|统计|数据|任期)\s?(?:时间|日期)?\Z")
"""Ages and figures are counted until a day."""
_NO_DUTIES = frozenset({"报告", "总结", "公报"})
"""Documents that tell what was done bind no reader."""
_WINDOW = re.compile(r"接种|采样|检测|门诊|开诊|开放|义诊|筛查|体检")
"""What an institution offers until a day binds no reader."""
_CALL = re.compile(r"公示|征求|征集|意见|异议|申辩|反馈|报名|申报|受理|投稿|征稿")
_RECURS = re.compile(
    r"每(?:年|季度?|月|周|旬|天|日|半年|个?工作日)[^,。;\n]{0,12}?(?:之前|以前|前(?![一后述款期者往来提]))|每(?:周|星期)[一二三四五六日天][^,。;\n]{0,6}?前"
)
_PART = re.compile(
    r"(?:(?P<year>20[0-9]{2})\s?年\s?)?(?P<month>1[0-2]|0?[1-9])\s?月\s?(?P<part>上旬|中旬|下旬|月底|底|末)"
    r"\s?(?:(?:之|以)?前|(?=(?:(?:将|把)[^,。;]{1,30})?(?:上?报送?|送|寄|反馈|提交|上交|报)(?!告会|名)))"
)
_THIS_MONTH = re.compile(
    r"本月\s?(?P<day>3[01]|[12][0-9]|0?[1-9])\s?[日号]\s?(?:\([^()]{1,12}\)\s?)?(?:之|以)?前"
)
_YEAR_END = re.compile(r"(?P<year>20[0-9]{2})\s?年\s?(?:年)?(?:底|末)\s?(?:之|以)?前")
_RELATIVE = re.compile(
    r"[自从](?![^,。;\n]{0,20}施行)[^,。;\n0-9]{2,20}之?日?起[^,。;\n]{0,6}?[0-9一二三四五六七八九十]{1,3}\s?个?(?:工作)?日(?:内|以内|之内)"
)
_MASKED = re.compile(r"20(?:[_xX*×]{1,4}\s?年|__)|x[xX×]{1,3}年|X[xX×]{1,3}年|×[xX×]{1,3}年")
_STOPS_SHORT = re.compile(r"[0-9年月日号底旬)](?:之|以)?前?(?:,|[将把向由]|各)?\Z")
_END = 6
_NEW_PARAGRAPH = re.compile(r"[(一二三四五六七八九十第附注]|[0-9]{1,2}[.、)]|[^,。;]{1,12}:")
_MASKS = "_*xX×"
_LIMIT_MARKS = "前旬截至止内延迟晚闭停-"
_TIME_MARKS = ("月", "日", "年", "每", "20")
_LONGEST_HEADING = 30
_LAST_DAY = {"上旬": 10, "中旬": 20}


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    iso: str | None
    recur: bool = False


def read_deadlines(
    sheet: Sheet,
    issued: str | None,
    published: str | None,
    document_type: str | None,
    *,
    addressed: bool = False,
) -> Reading[tuple[Deadline, ...]]:
    """The deadlines in order; a missing year is that of the issued date, the title, or the published date.

    Where the page masks its years (``20__年``), only an issued date with a year completes others.
    """
    if document_type in _NO_DUTIES:
        return Reading(())
    binds = document_type is not None or addressed
    hits = [(row, hit) for row, hit in _rows_with_hits(sheet) if binds or _is_handed_over(row.folded, hit)]
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


def _rows_with_hits(sheet: Sheet) -> Iterator[tuple[Row, _Hit]]:
    columns: tuple[str, ...] | None = None
    table = -1
    count = looked_at = 0
    for index in sheet.rows_holding("\t", *_LIMIT_MARKS):
        row = sheet.body[index]
        looked_at += len(row.folded)
        if count >= _MOST_HITS or looked_at > _MOST_CHARACTERS:
            return
        if "\t" in row.folded:
            columns = columns if table == index - 1 else None
            table = index
            columns = heading_of_table(row.folded) if columns is None else columns
            for day in days_of_table(columns, row.folded[:MOST_ROW]) if columns else ():
                count += 1
                yield row, _Hit(*day)
        elif any(map(row.folded.__contains__, _TIME_MARKS)):
            above = sheet.body[index - 1].folded if index > 0 else ""
            heading = above if len(above) <= _LONGEST_HEADING else ""
            text = row.folded[:MOST_ROW]
            if _STOPS_SHORT.search(text, max(0, len(text) - _END)):
                text += _continuing(sheet, index + 1)
            for hit in sorted(_hits(text, heading), key=lambda item: item.start):
                if hit.start < len(row.folded):
                    count += 1
                    yield row, hit


def _continuing(sheet: Sheet, index: int) -> str:
    """The row with which a sentence goes on that the layout broke behind a day."""
    below = sheet.body[index].folded if index < len(sheet.body) else ""
    return "" if "\t" in below or _NEW_PARAGRAPH.match(below) else below


def _is_handed_over(text: str, hit: _Hit) -> bool:
    """Whether a page that is no document sets the day for its readers: news tell what others must finish."""
    return hit.recur or is_for_readers(_clause(text, hit.start, hit.end))


def _known_date(sheet: Sheet, issued: str | None, published: str | None) -> str | None:
    if issued is not None and issued[:4].isdigit():
        return issued
    if any(map(sheet.body_folded.__contains__, _MASKS)) and _MASKED.search(sheet.body_folded):
        return None
    year = re.search(r"(?<![0-9])20[0-9]{2}(?=\s?年)", sheet.title or "")
    # What is announced for the coming year may be due in this one.
    is_ahead = year is not None and published is not None and published[:4] == str(int(year[0]) - 1)
    return year[0] if year and not is_ahead else published


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
    for hit in _partial(text):
        if not any(known.start < hit.end and hit.start < known.end for known in recurring):
            yield hit
    if "日内" in text or "日以内" in text or "日之内" in text:
        for match in _RELATIVE.finditer(text):
            if _DUE.search(_clause(text, match.start(), match.end())):
                yield _Hit(match.start(), match.end(), None)


def _partial(text: str) -> Iterator[_Hit]:
    """Days of this month (``--00-31``), and parts of months."""
    for match in _THIS_MONTH.finditer(text) if "本月" in text else ():
        if _DUE.search(_clause(text, match.start(), match.end())):
            yield _Hit(match.start(), match.end(), f"--00-{int(match['day']):02}")
    if "旬" in text or "底" in text or "末" in text:
        yield from _parts_of_months(text)


def _recurring(text: str) -> Iterator[_Hit]:
    for match in _RECURS.finditer(text):
        if _DUE.search(_clause(text, match.start(), match.end())):
            yield _Hit(match.start(), match.end(), None, recur=True)


def _dated_hit(text: str, found: FoundDate, earlier: FoundDate | None, heading: str) -> _Hit | None:
    clause = _clause(text, found.start, found.end)
    before = text[max(0, found.start - REACH) : found.start]
    if is_figure(clause) or is_superseded(text, before, found.end):
        return None
    limit = _BEFORE.match(text, found.end)
    if limit is not None and is_qualification(text, before, limit.end()):
        return None
    called = _CALL.search(clause) is not None
    since = _SINCE.search(before) is not None and (called or _CALL.search(heading) is not None)
    since = since or (_SINCE.search(before) is not None and _HANDED_IN.match(text, found.end) is not None)
    put_off = is_put_off(before) and (called or _TAKES_IN.search(before) is not None)
    since = since or put_off
    latest = ("迟" in before or "晚" in before) and _AT_THE_LATEST.search(before) is not None
    if since or ((limit is not None or latest) and _DUE.search(clause)):
        return _Hit(found.start, limit.end() if limit is not None else found.end, found.iso)
    until = _UNTIL.search(before)
    if until is not None and not _COUNTED.search(before, 0, until.start()):
        ends = until[0].startswith(("截止", "截稿", "公示")) and not _WINDOW.search(clause)
        if called or ends:
            return _Hit(found.start - len(until[0]), found.end, found.iso)
    span = end_of_span(text, found, earlier, heading)
    return _Hit(*span) if span is not None else None


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
        if _is_due(text, match):
            yield _Hit(match.start(), match.end(), iso_date(year, month, day))
    for match in _YEAR_END.finditer(text):
        if _is_due(text, match):
            yield _Hit(match.start(), match.end(), f"{match['year']}-12-31")


def _is_due(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - REACH) : match.start()]
    if is_qualification(text, before, match.end()):
        return False
    return _DUE.search(_clause(text, match.start(), match.end())) is not None


def _deadline(row: Row, hit: _Hit, known: str | None, *, is_published: bool) -> Deadline:
    raw = row.raw[hit.start : hit.end]
    what = re.split(r"[。；;！!?？\n]", row.raw[hit.end : hit.end + 80])[0].strip(" ，,：:、)）")
    iso = completed(hit.iso, known, is_published=is_published)
    return Deadline(raw=raw, date=iso, recur=raw if hit.recur else None, what=what or None)
