"""Spans of days whose end is a deadline: of a 公示, of calls for comments and entries, of duties."""

from __future__ import annotations

import re

from archive.vocabulary.dates import FoundDate
from crawler.extraction.fields.deadlines.hits import REACH, clause_around, is_due
from crawler.extraction.fields.deadlines.years import same_month, with_year_of
from crawler.extraction.fields.word_lists import alternatives

_BOUND_TO = re.compile(r"(?:须|请|应|需|务必|必须)(?:于|在)\s?\Z")
_TO_BE_DONE = re.compile(
    rf"(?:期间|之间|内)?,?[^。;]{{0,30}}?(?:{alternatives(__package__, 'done_in_span')})"
)
"""What readers must do in a span of days: 考生须于10月8日至10月15日登录网站缴费."""
_TAKEN_IN = re.compile(
    r"[^。;]{0,12}?(?:报送|送(?:至|到|交)|交(?:至|到)|提交|寄(?:至|到))[^。;]{0,40}?(?:逾期|过期|过时|不再受理|不予受理)"
)
"""A span of days in which something is taken in, and not after it."""
_CALL_AFTER = re.compile(
    r"(?:期间|之间|内)?[,\s]{0,2}[^。;]{0,24}?(?:反馈|提出|反映|报名|投稿|申报|申请|递交|提交)"
)
_CALL_FIRST = re.compile(
    rf"(?:{alternatives(__package__, 'runs')})[^。;\n]{{0,30}}\Z"
    r"|(?:[缴交][费款]|缴纳|缴存|填报|收件|递交|投递|征订|认购|参保)(?:时间|期限?|日期|起止)[^。;\n]{0,12}\Z"
    r"|(?:报名|审核|确认|缴费|申报|受理|征集|公示)。(?:起止)?(?:时间|日期|期限)[为:]?\s?\Z"
    r"|(?:报名|申请|申报|受理|复核|缴费|填报|提交|递交)(?:起止)?(?:时间|日期|期限)[。\s]\s?\Z"
    # (一)报名。8月20日至8月30日，…: a numbered heading on the row of the text
    r"|[)、.]\s?(?:网上|现场|集中|公开)?(?:报名|申报|受理|征集|公示|投稿|征稿|缴费)(?:阶段)?。\s?\Z"
)
_NOT_AFTER = re.compile(
    r"(?:\s?[上下]午)?(?:\s?[0-9]{1,2}[:时点][0-9]{0,2}分?)?止?\s?,?(?:逾期|过期|过时)(?:不|将不|恕不|概不|未)"
)
"""A span of days that is closed behind its last: 6月17日9:00至6月21日17:00，逾期不再受理."""
_OFFERED = re.compile(alternatives(__package__, "offered"))
_FROM_TO = re.compile(r"[^,。;]{0,12}?(?:至|到|-|~)\s{0,3}")
_CAMPAIGN = re.compile("开展|落实|到位")
_RANGE = re.compile(
    r"\s{0,3}(?:\([^()]{1,8}\))?\s{0,2}(?:[上下]午)?(?:[0-9]{1,2}[:时][0-9]{0,2}分?)?\s{0,3}(?:至|到|-{1,2}|~|—)\s{0,3}"
)
TO_DAY = re.compile(r"\s{0,2}(?:至|到|-{1,2}|~)\s{0,2}(?P<day>[0-9]{1,2})\s{0,2}日")
"""8月15日至19日: the end of a span within a month."""
_CALL_HEADING = re.compile(r"(?:公示|征求意见|征集|报名|申报|投稿)[^。]{0,6}(?:时间|期限|期)|公示期")
_CALLED_ABOVE = re.compile(r"(?:公示|征求意见|征集|报名|申报|投稿)[^。:]{0,4}\Z")
_TIME_OF_CALL = re.compile(r"\s{0,3}[(0-9一二、.)]{0,4}(?:起止)?(?:时间|期限|日期)\s?:")


def end_of_span(
    text: str, found: FoundDate, earlier: FoundDate | None, heading: str
) -> tuple[int, int, str | None] | None:
    """Where a range of dates stands that a 公示, a call for entries or a duty runs for; and its last day."""
    closing = TO_DAY.match(text, found.end)
    if closing is not None:
        first, end, iso = found, closing.end(), same_month(found.iso, int(closing["day"]))
    elif earlier is not None and _RANGE.fullmatch(text[earlier.end : found.start]):
        first, end, iso = earlier, found.end, with_year_of(found.iso, earlier.iso)
    else:
        return None
    before = text[max(0, first.start - REACH) : first.start]
    # The heading may stand on its own row: 二、报名 / 时间：…
    headed = _CALL_HEADING.search(heading) or (_CALLED_ABOVE.search(heading) and _TIME_OF_CALL.match(before))
    called = _CALL_FIRST.search(before) or headed or ("可" in before and _CALL_AFTER.match(text, end))
    bound = _BOUND_TO.search(before) is not None and _TO_BE_DONE.match(text, end) is not None
    closed = _NOT_AFTER.match(text, end) is not None and _OFFERED.search(before) is None
    if called or bound or closed or _TAKEN_IN.match(text, end):
        return first.start, end, iso
    return None


def is_end_of_campaign(text: str, found: FoundDate, earlier: FoundDate | None) -> bool:
    """Whether a day ends a time in which things are done, but none is handed in or finished by the reader.

    自7月1日起至10月31日止开展集中清理行动.
    """
    if earlier is None or not _FROM_TO.fullmatch(text[earlier.end : found.start]):
        return False
    clause = clause_around(text, earlier.start, found.end)
    return _CAMPAIGN.search(clause) is not None and not is_due(_CAMPAIGN.sub("", clause))
