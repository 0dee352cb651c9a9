"""Days that are a deadline by the words beside them: 前 and 截止 behind, 不迟于, 截止 and 即日起至 before."""

from __future__ import annotations

import re

from archive.vocabulary.dates import FoundDate
from crawler.extraction.fields.deadlines.exceptions import (
    is_counted_after,
    is_figure,
    is_moved,
    is_put_off,
    is_qualification,
    is_superseded,
)
from crawler.extraction.fields.deadlines.hits import REACH, Hit, clause_around, is_due
from crawler.extraction.fields.deadlines.spans import end_of_span, is_end_of_campaign
from crawler.extraction.fields.word_lists import alternatives

_HOUR = r"\s{0,2}(?:[0-9]{1,2}[:时点][0-9]{0,2}分?|[一二三四五六七八九十]{1,3}[时点])[半正整]?"
_TIME_OF_DAY = (
    rf"(?:{_HOUR}|\s{{0,2}}\([^()]{{1,12}}\)|\s{{0,2}}(?:[上下中]午|早上|晚上?|凌晨)|\s{{0,2}}(?:下班|放学)"
    r"|\s{0,2}(?:办公|工作|营业)时间(?:结束)?)"
)
_BEHIND = re.compile(
    rf"\)?{_TIME_OF_DAY}{{0,3}}"
    r"\s{0,2}(?:或之?以?前|之前|以前|前(?!后)|(?:准时|自动)?(?:截?止(?!日|时间|的)|关闭|停止(?=受理|接收|报名|申报)))"
)
"""8月30日（星期五）下班前, 8月30日17时截止."""
_AT_THE_LATEST = re.compile(
    r"(?:不[得能]?[迟晚]于|[最至][迟晚](?:应|须|请)?(?:[于在到]|不[得能]?超过)?|至迟[于在]?)\s?\Z"
)
"""The day itself is the last one: 不迟于8月30日报送, 最晚8月30日提交."""
_UNTIL = re.compile(
    r"截[止稿](?:时间|日期|日|期|至|到)?[^,。;\n]{0,8}?\Z|截至[^,。;\n]{0,4}\Z|(?:公示|征求意见|征集|报名|申报|受理|投稿|征稿|收件|反馈)(?:期限?|时间|日期)(?:至|到)\s?\Z"
)
"""截止时间：8月30日."""
_SINCE = re.compile(r"(?:之日|即日|今日|今天|公布|发布)起?\s?(?:至|到)\s{0,2}\Z")
"""即日起至8月30日."""
_PARTS_OF_MONTH = frozenset("上中下底末")
_TAKEN_IN = re.compile(alternatives(__package__, "taken_in"))
_HANDED_IN = re.compile(r"(?:期间|止)?\s?,?[^。;]{0,30}?(?:发(?:到|至|送|给)|寄|投递|上传|提交|送|交)")
_COUNTED = re.compile(rf"(?:{alternatives(__package__, 'counted')})\s?(?:时间|日期)?\Z")
_OFFERED = re.compile(alternatives(__package__, "offered"))
_CALL = re.compile(alternatives(__package__, "calls"))


def dated_hit(text: str, found: FoundDate, earlier: FoundDate | None, heading: str) -> Hit | None:
    """The deadline that a day is, alone or as the end of a span from the *earlier* one on.

    ``heading`` is the short row above, which may say what the day is of.
    """
    if text[found.end - 1 : found.end] == "月" and text[found.end : found.end + 1] in _PARTS_OF_MONTH:
        return None  # 2024年5月, of 2024年5月底
    clause = clause_around(text, found.start, found.end)
    before = text[max(0, found.start - REACH) : found.start]
    if is_figure(clause) or is_superseded(text, before, found.end):
        return None
    limit = _BEHIND.match(text, found.end)
    if limit is not None and is_qualification(text, before, limit.end()):
        return None
    called = _CALL.search(clause) is not None
    limited = limit is not None and not (limit[0].endswith("止") and is_end_of_campaign(text, found, earlier))
    if (
        (_SINCE.search(before) and _is_open(text, found.end, heading, called=called))
        or (is_put_off(before) and (called or _TAKEN_IN.search(before)))
        or is_moved(before)
        or ((limited or _is_latest(before)) and is_due(clause))
    ):
        return Hit(found.start, limit.end() if limit is not None else found.end, found.iso)
    until = _UNTIL.search(before)
    if (
        until is not None
        and (called or _closes(until[0], clause))
        and not _is_counted(text, until, found.end)
    ):
        return Hit(found.start - len(until[0]), found.end, found.iso)
    span = end_of_span(text, found, earlier, heading)
    return Hit(*span) if span is not None else None


def _closes(until: str, clause: str) -> bool:
    """Whether the words before a day close something that is not offered to readers, whatever it is."""
    return until.startswith(("截止", "截稿", "公示", "收件")) and not _OFFERED.search(clause)


def _is_counted(text: str, until: re.Match[str], end: int) -> bool:
    """Whether what is told until a day that ends at *end* is an age or a figure."""
    counted = _COUNTED.search(until.string, 0, until.start()) is not None
    return counted or (until[0].startswith("截至") and is_counted_after(text, end))


def _is_open(text: str, end: int, heading: str, *, called: bool) -> bool:
    """Whether what runs from now to a day that ends at *end* is a call, or something is handed in then."""
    return called or _CALL.search(heading) is not None or _HANDED_IN.match(text, end) is not None


def _is_latest(before: str) -> bool:
    """Whether the words before a day say that it is the last one itself: 不迟于."""
    return ("迟" in before or "晚" in before) and _AT_THE_LATEST.search(before) is not None
