"""Deadlines that are no whole day: 每月15日前, 9月底前, 本月31日前, 自…之日起30日内."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from archive.vocabulary.dates import iso_date
from crawler.extraction.fields.deadlines.exceptions import is_counted_after, is_figure, is_qualification
from crawler.extraction.fields.deadlines.hits import REACH, Hit, clause_around, is_due, is_due_there
from crawler.extraction.fields.word_lists import alternatives

_RECURS = re.compile(
    r"每(?:年|季度?|月|周|旬|天|日|半年|个?工作日)[^,。;\n]{0,12}?(?:之前|以前|前(?![一后述款期者往来提]))|每(?:周|星期)[一二三四五六日天][^,。;\n]{0,6}?前"
)
_DAILY = re.compile(r"每[天日](?!.{0,12}(?:[0-9]|[一二三四五六七八九十][时点])|.{0,4}下班)")
_ROUTINE = re.compile("完成|落实|到位|开展")
"""每天早读前完成晨检 tells how the day goes; 每天下班前完成上报 and 每日16时前完成 set a limit."""
_PART = re.compile(
    r"(?:(?P<year>20[0-9]{2})\s?年\s?)?(?P<month>1[0-2]|0?[1-9])\s?月\s?(?P<part>上旬|中旬|下旬|月底|底|末)"
    r"\s?(?:(?:之|以)?前|(?=(?:(?:将|把)[^,。;]{1,30})?(?:上?报送?|送|寄|反馈|提交|上交|报)(?!告会|名)))"
)
_LAST_PART = re.compile(
    r"(?:截[止稿](?:(?P<label>时间|日期|日|期)|至|到)?|(?:公示|征集|报名|申报|受理|投稿|征稿)(?:截[止至]|[至到]))\s?[为:]?\s?"
    r"(?:(?P<year>20[0-9]{2})\s?年\s?)?(?P<month>1[0-2]|0?[1-9])\s?月\s?(?P<part>上旬|中旬|下旬|月?底|月?末)"
)
"""截止时间：2024年5月底: nothing need stand behind it."""
_THIS_MONTH = re.compile(
    r"本月\s?(?P<day>3[01]|[12][0-9]|0?[1-9])\s?[日号]\s?(?:\([^()]{1,12}\)\s?)?(?:之|以)?前"
)
_YEAR_END = re.compile(r"(?P<year>20[0-9]{2})\s?年\s?(?:年)?(?:底|末)\s?(?:之|以)?前")
_RELATIVE = re.compile(
    r"[自从](?![^,。;\n]{0,20}施行)[^,。;\n0-9]{2,20}之?日?起[^,。;\n]{0,6}?[0-9一二三四五六七八九十]{1,3}\s?个?(?:工作)?日(?:内|以内|之内)"
)
_OFFERED = re.compile(alternatives(__package__, "offered"))
_LAST_DAY = {"上旬": 10, "中旬": 20}


def recurring(text: str) -> Iterator[Hit]:
    """每月15日前, each with ``recur``; what staff get done every day before something else is its routine."""
    for match in _RECURS.finditer(text) if "每" in text else ():
        clause = clause_around(text, *match.span())
        if is_due(_ROUTINE.sub("", clause) if _DAILY.match(match[0]) else clause):
            yield Hit(match.start(), match.end(), None, recur=True)


def partial(text: str) -> Iterator[Hit]:
    """Days of this month (``--00-31``), parts of months, and ends of years."""
    for match in _THIS_MONTH.finditer(text) if "本月" in text else ():
        if is_due_there(text, *match.span()):
            yield Hit(match.start(), match.end(), f"--00-{int(match['day']):02}")
    if "旬" in text or "底" in text or "末" in text:
        yield from _parts_of_months(text)


def relative(text: str) -> Iterator[Hit]:
    """自公告之日起30日内: its day is known only to who knows the first."""
    if "日内" in text or "日以内" in text or "日之内" in text:
        for match in _RELATIVE.finditer(text):
            if is_due_there(text, *match.span()):
                yield Hit(match.start(), match.end(), None)


def _parts_of_months(text: str) -> Iterator[Hit]:
    for match in _PART.finditer(text):
        if _is_due_by(text, match):
            yield Hit(match.start(), match.end(), _last_day(match))
    for match in _LAST_PART.finditer(text) if "截" in text or "至" in text or "到" in text else ():
        if _closes(text, match):
            yield Hit(match.start(), match.end(), _last_day(match))
    for match in _YEAR_END.finditer(text):
        if _is_due_by(text, match):
            yield Hit(match.start(), match.end(), f"{match['year']}-12-31")


def _closes(text: str, match: re.Match[str]) -> bool:
    """Whether what ends with a part of a month is a call or a duty: many write 截止5月底 of figures too."""
    clause = clause_around(text, *match.span())
    if _OFFERED.search(clause) or is_figure(clause) or is_counted_after(text, match.end()):
        return False
    return match["label"] is not None or is_due(clause)


def _last_day(match: re.Match[str]) -> str | None:
    year = int(match["year"]) if match["year"] else None
    month = int(match["month"])
    day = _LAST_DAY.get(match["part"]) or monthrange(year or 2001, month)[1]
    return iso_date(year, month, day)


def _is_due_by(text: str, match: re.Match[str]) -> bool:
    """Whether something is due by a part of a month or a year's end, not so or done by then."""
    before = text[max(0, match.start() - REACH) : match.start()]
    return not is_qualification(text, before, match.end()) and is_due_there(text, *match.span())
