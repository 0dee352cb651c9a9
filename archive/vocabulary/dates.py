"""Dates as Chinese notices print them, read into ISO 8601, whole or partial.

Sources of the rules: GB/T 9704-2012 (Arabic digits in a 成文日期), GB/T 9704-1999 (Han digits),
and the forms that sites print.  A partial date keeps what is known: ``2024-08``, ``2024``, and
``--08-30`` where no year stands.  A masked year (``20xx年``, ``200*年``, ``20_年``) is no date at
all, and day-month orders (``3.7.2013``) are never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo

from dateutil import parser as dateutil_parser

FIRST_YEAR = 1949
ROC_OFFSET = 1911
ROC_YEARS = range(90, 131)
"""Three-digit years that can only be 民國 years of the web's time."""
CHINA_TIME = timezone(timedelta(hours=8))
LONGEST_DATE_TEXT = 80
"""``parse_date`` looks at no more characters than this."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundDate:
    """A date inside a text."""

    iso: str
    """``2024-08-12``, ``2024-08`` or ``--08-12``."""
    raw: str
    start: int
    end: int


_ZERO_LIKE = "〇零○◯〇OoＯｏ0"
_HAN_DIGITS = {
    **dict.fromkeys(_ZERO_LIKE, 0),
    **{character: value for value, character in enumerate("123456789", 1)},
    **{character: value for value, character in enumerate("一二三四五六七八九", 1)},
    **{character: value for value, character in enumerate("壹贰叁肆伍陆柒捌玖", 1)},
}
_TENS = {"十": 10, "拾": 10, "廿": 20, "卅": 30}
_HAN = "一二三四五六七八九壹贰叁肆伍陆柒捌玖十拾廿卅"

_TO_HALF_WIDTH = str.maketrans(
    {
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        **dict.fromkeys("／", "/"),
        **dict.fromkeys("－‐‑‒–—―−", "-"),
        **dict.fromkeys("．", "."),
        **dict.fromkeys("：", ":"),
        **dict.fromkeys("　\u00a0\u2002\u2003\u2009", " "),
        **dict.fromkeys("（［【", "("),
        **dict.fromkeys("）］】", ")"),
    }
)
"""One character for one, so that offsets stay true."""

# What stands before 月, read backwards from it: [民國] year 年 month.  A year token may be masked;
# it is read so that the month-day after it is not taken for a date without a year.
_YEAR_TOKEN = rf"[0-9{_HAN}百{_ZERO_LIKE}元xX×*＊_＿?？□△☆…]{{1,6}}"
_BEFORE_MONTH = re.compile(
    r"(?P<lunar>[农農]历|[农農]曆|[阴陰][历曆]|[正腊臘])?\s{0,3}"
    r"(?:(?P<roc>(?:中[华華])?民[国國]\s{0,3})?"
    rf"(?:\(\s{{0,3}}(?P<bracketed>[0-9]{{2,4}})\s{{0,3}}\)|(?P<year>{_YEAR_TOKEN})?)\s{{0,3}}年\s{{0,3}})?"
    rf"(?<![0-9{_HAN}])(?P<month>1[0-2]|0?[1-9]|[{_HAN}]{{1,2}}|元)\s{{0,3}}\Z"
)
_MONTH_ENDS = frozenset(f"0123456789{_HAN}元 \t\r\n")
_DAY = re.compile(
    rf"\s{{0,3}}(?P<day>3[01]|[12][0-9]|0?[1-9]|[{_HAN}〇○O0]{{1,3}})"
    r"(?:\s{0,3}(?P<mark>[日号號])|(?P<range>\s?[-~～至到]{1,2}\s?(?:[0-9]{1,2}\s?[日号]))|(?P<bare>(?![0-9])))"
)
_BARE_DAY_ENDS = frozenset(" \t\r\n,，。;；、)-~～至")
_NUMERIC = re.compile(
    r"(?<![0-9A-Za-z./-])(?P<year>(?:19|20)[0-9]{2})\s?(?P<mark>-{1,2}|[/.])\s?(?P<month>1[0-2]|0?[1-9])"
    r"\s?(?P=mark)\s?(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9]|[-/.][0-9])"
)
_WHOLE_ISO_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
    r"\s?(?:Z|[+-][0-9]{2}:?[0-9]{2})"
)
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


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date in ``text``, in order; ``--08-30`` where no year stands before the month.

    Dates that cannot be, lie before 1949, have a masked or two-digit year, or are lunar are left
    out; the month and day of such a date are not given on their own either.
    """
    folded = text.translate(_TO_HALF_WIDTH)
    found: list[FoundDate] = []
    if "月" in folded:
        found.extend(_written_dates(text, folded))
    if "19" in folded or "20" in folded:
        found.extend(_numeric_dates(text, folded))
    return tuple(sorted(found, key=lambda item: item.start))


def parse_date(text: str, *, pivot: str | None = None, latest: str | None = None) -> str | None:
    """The date that ``text`` (a label's value, a list entry's date, a date line) gives, or ``None``.

    Besides the forms of :func:`find_dates`, it reads values that are nothing but a date: ``20240812``,
    ``2024-08``, ``2024年``, ``112-06-08`` (民國), ``08-12`` (giving ``--08-12``), ISO and HTTP times
    (as the day in China).  With ``pivot``, the ISO day of the capture, also ``22-08-26`` and ``昨天``.
    A date later than the day after ``latest`` (ISO) is refused.
    """
    stripped = text.strip()[:LONGEST_DATE_TEXT]
    iso = _whole_time(stripped)
    if iso is None:
        first = next(iter(find_dates(stripped)), None)
        iso = first.iso if first else _whole_value(stripped, pivot)
    return None if iso is None or (latest and is_after(iso, latest)) else iso


def is_after(iso: str, latest: str) -> bool:
    """Whether a whole or partial date is later than the day after ``latest``: clocks may differ by a day."""
    if iso.startswith("--"):
        return False
    bound = (date.fromisoformat(latest[:10]) + timedelta(days=1)).isoformat()
    return iso > bound[: len(iso)]


def most_recent(iso: str, day: str) -> str:
    """``--MM-DD`` as the last such day up to the day after ``day``, as a list of news means it.

    Other dates are returned as they are.  ``--02-29`` goes back to a leap year.
    """
    if not iso.startswith("--"):
        return iso
    for year in range(int(day[:4]) + 1, int(day[:4]) - 8, -1):
        whole = iso_date(year, int(iso[2:4]), int(iso[5:7]))
        if whole is not None and not is_after(whole, day):
            return whole
    return iso


def iso_date(year: int | None, month: int, day: int | None) -> str | None:
    """ISO 8601 of the parts; ``None`` when there is no such day or it lies before 1949."""
    if year is not None and year < FIRST_YEAR:
        return None
    try:
        # 2000 is a leap year: --02-29 exists.
        date(2000 if year is None else year, month, 1 if day is None else day)
    except ValueError:
        return None
    if year is None:
        return None if day is None else f"--{month:02}-{day:02}"
    return f"{year:04}-{month:02}" if day is None else f"{year:04}-{month:02}-{day:02}"


def han_number(text: str) -> int | None:
    """The value of a number below 200 in Han or Arabic digits: ``二十三``, ``廿三``, ``一百一十三``."""
    if text.isascii() and text.isdigit():
        return int(text)
    if text == "元":
        return 1
    hundreds, rest = 0, text
    if "百" in text:
        before, rest = text.split("百", 1)
        hundreds = 100 * _HAN_DIGITS.get(before, 1)
        rest = rest.lstrip(_ZERO_LIKE)
    ten = next((character for character in rest if character in _TENS), None)
    if ten is None:
        digits = [_HAN_DIGITS.get(character) for character in rest]
        if None in digits or len(digits) > 3:
            return None
        return hundreds + int("".join(str(digit) for digit in digits) or "0")
    before, after = rest.split(ten, 1)
    tens = _HAN_DIGITS.get(before) if before else 1
    ones = _HAN_DIGITS.get(after) if after else 0
    return None if tens is None or ones is None else hundreds + tens * _TENS[ten] + ones


def han_year(text: str) -> int | None:
    """A four-digit year in Arabic or Han digits (``2011``, ``二〇一一``, ``二OO八``), else ``None``."""
    if len(text) != 4:
        return None
    digits = [_HAN_DIGITS.get(character) for character in text]
    if None in digits:
        return None
    year = int("".join(str(digit) for digit in digits))
    return year if 1900 <= year < 2100 else None


def _written_dates(text: str, folded: str) -> Iterator[FoundDate]:
    position = folded.find("月")
    while position >= 0:
        offset = max(0, position - 28)
        numbered = position > 0 and folded[position - 1] in _MONTH_ENDS
        before = _BEFORE_MONTH.search(folded[offset:position]) if numbered else None
        if before is not None:
            end, iso = _written_date(folded, position, before)
            start = offset + _printed_start(before)
            if iso is not None:
                yield FoundDate(iso=iso, raw=text[start:end], start=start, end=end)
        position = folded.find("月", position + 1)


def _printed_start(before: re.Match[str]) -> int:
    """Where the printed date begins; the bare 年 of a deleted year belongs to it."""
    starts = [before.start(name) for name in ("roc", "bracketed", "year") if before[name]]
    if starts:
        return min(starts) - (1 if before["bracketed"] and not before["roc"] else 0)
    return before.start("month")


def _written_date(folded: str, position: int, before: re.Match[str]) -> tuple[int, str | None]:
    """The end and ISO form of the date whose 月 stands at ``position``."""
    token = before["bracketed"] or before["year"]
    year = _year(token, roc=before["roc"] is not None) if token else None
    month = han_number(before["month"])
    end, day = _day(folded, position + 1, with_year=year is not None)
    if month is None or before["lunar"] or (token and year is None):
        return end, None
    return end, iso_date(year, month, day)


def _day(folded: str, position: int, *, with_year: bool) -> tuple[int, int | None]:
    match = _DAY.match(folded, position)
    if match is None:
        return position, None
    if match["mark"]:
        return match.end(), han_number(match["day"])
    if match["range"]:
        return match.end("day"), han_number(match["day"])
    follower = folded[match.end("day") : match.end("day") + 1]
    if with_year and (not follower or follower in _BARE_DAY_ENDS):
        return match.end("day"), han_number(match["day"])
    return position, None


def _year(token: str, *, roc: bool) -> int | None:
    if roc:
        value = han_number(token)
        return None if value is None else value + ROC_OFFSET
    if token.isdigit() and len(token) == 3 and int(token) in ROC_YEARS:
        return int(token) + ROC_OFFSET
    return han_year(token)


def _numeric_dates(text: str, folded: str) -> Iterator[FoundDate]:
    for match in _NUMERIC.finditer(folded):
        iso = iso_date(int(match["year"]), int(match["month"]), int(match["day"]))
        if iso is not None:
            yield FoundDate(
                iso=iso, raw=text[match.start() : match.end()], start=match.start(), end=match.end()
            )


def _whole_time(text: str) -> str | None:
    """The day in China of a time that carries its offset: ISO 8601, or English as HTTP writes it."""
    if not _WHOLE_ISO_TIME.fullmatch(text) and not (_MONTH_NAME.search(text) and _ENGLISH.fullmatch(text)):
        return None
    default = datetime(1, 1, 1)  # noqa: DTZ001  stands for parts that the text leaves out
    try:
        moment = dateutil_parser.parse(text, default=default, tzinfos=_offset)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(CHINA_TIME)
    return iso_date(moment.year, moment.month, moment.day)


def _offset(_name: str | None, seconds: int | None) -> tzinfo | None:
    """The zone of a time: by its offset only, since names such as CST mean several."""
    return None if seconds is None else timezone(timedelta(seconds=seconds))


def _whole_value(text: str, pivot: str | None) -> str | None:
    value = text.translate(_TO_HALF_WIDTH).strip(" ()[]〔〕<>")
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
