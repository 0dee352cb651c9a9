"""Dates as Chinese notices print them, read into ISO 8601, whole or partial.

Sources of the rules: GB/T 9704-2012 (Arabic digits in a 成文日期), GB/T 9704-1999 (Han digits),
and the forms that sites print.  A partial date keeps what is known: ``2024-08``, ``2024``, and
``--08-30`` where no year stands.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone, tzinfo

from dateutil import parser as dateutil_parser

from archive.vocabulary.folding import fold
from archive.vocabulary.found_dates import ROC_OFFSET, ROC_YEARS, FoundDate, find_dates
from archive.vocabulary.iso_dates import CHINA_TIME, FIRST_YEAR, is_after, iso_date, most_recent

__all__ = ["CHINA_TIME", "FoundDate", "find_dates", "is_after", "iso_date", "most_recent", "parse_date"]

LONGEST_DATE_TEXT = 80
"""``parse_date`` looks at no more characters than this."""
_WHOLE_ISO_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
    r"\s?(?:Z|[+-][0-9]{2}:?[0-9]{2})"
)
_PLAIN_DAY = re.compile(r"((?:19|20)[0-9]{2})-([01][0-9])-([0-3][0-9])(?:\s[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?")
_WRITTEN_DAY = re.compile("((?:19|20)[0-9]{2})年(1[0-2]|[1-9])月([1-3][0-9]|[1-9])日")
"""What most sites write into their tags and labels is read without a look at all other forms."""
_DEFAULTS = (datetime(2000, 1, 1), datetime(2004, 2, 2))  # noqa: DTZ001
"""Stand for what a text leaves out; a time that leaves out its year, month or day differs with them."""
_NO_TIME = " 0001"
"""The year with which .NET writes a missing time; dateutil takes it for 2001."""
_DIGIT = re.compile(r"\d")
_MONTH_PART = r"(?P<month>1[0-2]|0?[1-9])"
_DAY_PART = r"(?P<day>3[01]|[12][0-9]|0?[1-9])"
_WHOLE_FORMS = {
    "compact": re.compile(
        r"(?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>[0-3][0-9])(?:[0-9]{6})?"
    ),
    "month": re.compile(rf"(?P<year>(?:19|20)[0-9]{{2}})\s?[-/.]\s?{_MONTH_PART}"),
    "year": re.compile(r"(?P<year>(?:19|20)[0-9]{2})\s?年?"),
    "roc": re.compile(rf"(?P<year>[0-9]{{3}})[-/.]{_MONTH_PART}[-/.]{_DAY_PART}"),
    "short": re.compile(rf"(?P<year>[0-9]{{2}})[-/.年]{_MONTH_PART}[-/.月]{_DAY_PART}日?"),
    "month-day": re.compile(rf"{_MONTH_PART}[-/]{_DAY_PART}"),
}
_CLOCK = re.compile(r"[\s日]\s*[0-9]{1,2}[:时][0-9]{2}(?:[:分][0-9]{2}(?:\.[0-9]+)?)?秒?\s*\Z")
_MONTH_NAME = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_ENGLISH = re.compile(
    r"[A-Za-z]{3,9},?\s[0-9A-Za-z ,:+-]{5,30}|[0-9]{1,2}[\s-][A-Za-z]{3,9}[\s-][0-9A-Za-z ,:+-]{4,24}"
)
_DAYS_AGO = {"今天": 0, "今日": 0, "刚刚": 0, "刚才": 0, "昨天": 1, "昨日": 1, "前天": 2}
_AGO = re.compile(r"(?P<count>[0-9]{1,3})\s?(?P<unit>天|日|周|小时|分钟|秒钟?)\s?(?:之)?前")
_DAYS_IN_UNIT = {"天": 1, "日": 1, "周": 7}


def parse_date(text: str, *, pivot: str | None = None, latest: str | None = None) -> str | None:
    """The date that ``text`` (a label's value, a list entry's date, a date line) gives, or ``None``.

    Besides the forms of :func:`find_dates`, it reads values that are nothing but a date: ``20240812``,
    ``2024-08``, ``2024年``, ``112-06-08`` (民國), ``08-12`` (giving ``--08-12``), ISO and HTTP times
    (as the day in China).  With ``pivot``, the ISO day of the capture, also ``22-08-26`` and ``昨天``.
    A date later than the day after ``latest`` (ISO) is refused.
    """
    stripped = text.strip()[:LONGEST_DATE_TEXT]
    if pivot is None and "月" not in stripped and _DIGIT.search(stripped) is None:
        return None
    plain = _PLAIN_DAY.fullmatch(stripped) or _WRITTEN_DAY.fullmatch(stripped)
    iso = iso_date(*map(int, plain.groups())) if plain is not None else None
    if iso is None:
        iso = _whole_time(stripped)
    if iso is None:
        first = next(iter(find_dates(stripped)), None)
        iso = first.iso if first else _whole_value(stripped, pivot)
    return None if iso is None or (latest and is_after(iso, latest)) else iso


def _whole_time(text: str) -> str | None:
    """The day in China of a time that carries its offset: ISO 8601, or English as HTTP writes it."""
    is_iso = _WHOLE_ISO_TIME.fullmatch(text) is not None
    if _NO_TIME in text or not (is_iso or (_ENGLISH.fullmatch(text) and _MONTH_NAME.search(text))):
        return None
    try:
        moments = {
            _in_china(dateutil_parser.parse(text, default=day, tzinfos=_offset))
            for day in (_DEFAULTS[:1] if is_iso else _DEFAULTS)
        }
    except (ValueError, OverflowError):
        return None
    moment = moments.pop()
    return None if moments else iso_date(moment.year, moment.month, moment.day)


def _in_china(moment: datetime) -> datetime:
    return moment.astimezone(CHINA_TIME) if moment.tzinfo is not None else moment


def _offset(_name: str | None, seconds: int | None) -> tzinfo | None:
    """The zone of a time: by its offset only, since names such as CST mean several."""
    return None if seconds is None else timezone(timedelta(seconds=seconds))


def _whole_value(text: str, pivot: str | None) -> str | None:
    value = fold(text).strip(" ()[]〔〕【】<>")
    value = _CLOCK.sub("", value).strip()
    for form, pattern in _WHOLE_FORMS.items():
        match = pattern.fullmatch(value)
        if match is not None:
            return _whole_form(form, match.groupdict(), pivot)
    return _relative(value, pivot) if pivot else None


def _whole_form(form: str, parts: dict[str, str], pivot: str | None) -> str | None:
    numbers = {name: int(part) for name, part in parts.items()}
    if form == "year":
        return str(numbers["year"]) if numbers["year"] >= FIRST_YEAR else None
    year = numbers.get("year")
    if year is not None and form == "roc":
        if year not in ROC_YEARS:
            return None
        year += ROC_OFFSET
    if year is not None and form == "short":
        if pivot is None:
            return None
        century = int(pivot[:4]) // 100 * 100
        year += century if century + year <= int(pivot[:4]) + 1 else century - 100
    return iso_date(year, numbers["month"], numbers.get("day"))


def _relative(value: str, pivot: str) -> str | None:
    match = _AGO.match(value)
    if match is not None:
        days: int | None = int(match["count"]) * _DAYS_IN_UNIT.get(match["unit"], 0)
    else:
        days = _DAYS_AGO.get(value[:2])
    return None if days is None else (date.fromisoformat(pivot[:10]) - timedelta(days=days)).isoformat()
