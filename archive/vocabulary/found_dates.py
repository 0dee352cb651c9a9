"""Dates inside a text, found with their places.

A month-day whose year is masked (``20xx年``, ``200*年``, ``20_年``) is no date at all.  Where the year
stands last, only what can be read in one way is read: ``25.03.2024`` and ``3/24/2020``, not ``3.7.2013``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from archive.vocabulary.folding import fold
from archive.vocabulary.han_numbers import HAN_DIGITS, ZERO_LIKE, han_number, han_year
from archive.vocabulary.iso_dates import iso_date

ROC_OFFSET = 1911
ROC_YEARS = range(90, 131)
"""Three-digit years that can only be 民國 years of the web's time."""


class FoundDate(NamedTuple):
    """A date inside a text."""

    iso: str
    """``2024-08-12``, ``2024-08`` or ``--08-12``."""
    raw: str
    start: int
    end: int


# What stands before 月, read backwards from it: [民國] year 年 month.  A year token may be masked;
# it is read so that the month-day after it is not taken for a date without a year.
_YEAR_CHARACTERS = f"0-9{HAN_DIGITS}百{ZERO_LIKE}元xX×*＊_＿?？□△☆…"
_YEAR_TOKEN = f"[{_YEAR_CHARACTERS}]{{1,6}}"
_NO_MASK = r"(?:[元*＊?？□△☆…]{1,2}(?=(?:19|20)[0-9]{2}\s{0,3}年))?"
"""A mark right before a whole year masks nothing of it: 公元2024年, □2024年, ?2024年 on damaged pages."""
_BEFORE_MONTH = re.compile(
    # A look at one character spares most places before the date the trial of all that follows.
    rf"(?=[农阴正腊中民(\[【年\s{_YEAR_CHARACTERS}])"
    r"(?P<lunar>[农阴]历|[正腊])?\s{0,3}"
    r"(?:(?P<roc>(?:中华)?民国\s{0,3})?"
    rf"(?:[(\[【]\s{{0,3}}(?P<bracketed>[0-9]{{2,4}})\s{{0,3}}[)\]】]|{_NO_MASK}(?P<year>{_YEAR_TOKEN})?)\s{{0,3}}年\s{{0,3}})?"
    rf"(?<![0-9{HAN_DIGITS}])(?P<month>1[0-2Oo]|[0Oo]?[1-9]|[{HAN_DIGITS}]{{1,2}}|元)\s{{0,3}}\Z"
)
_MONTH_ENDS = frozenset(f"0123456789Oo{HAN_DIGITS}元 \t\r\n")
_DAY = re.compile(
    rf"\s{{0,3}}(?P<day>3[01]|[12][0-9]|[123][Oo](?=\s{{0,3}}[日号])|[0Oo]?[1-9]|[{HAN_DIGITS}〇○O0]{{1,3}})"
    r"(?:\s{0,3}(?P<mark>[日号])|(?P<range>\s?[-~～至到]{1,2}\s?(?:[0-9]{1,2}\s?[日号]))|(?P<bare>(?![0-9])))"
)
_BARE_DAY_ENDS = frozenset(" \t\r\n,，。;；、)-~～至")
_NUMERIC_DAY = r"(?:1[0-2]|0?[1-9])\s?(?P=mark)\s?(?:3[01]|[12][0-9]|0?[1-9])"
_NUMERIC = re.compile(
    r"(?<![0-9A-Za-z./-])(?P<first>(?:19|20)[0-9]{2}\s?(?P<mark>-{1,2}|[/.])\s?"
    rf"{_NUMERIC_DAY})(?:\s{{0,2}}-{{1,2}}\s{{0,2}}(?P<last>(?:19|20)[0-9]{{2}}\s?(?P=mark)\s?{_NUMERIC_DAY}))?"
    r"(?![0-9]|[-/.][0-9])"
)
"""A day, or a span of days that a dash parts: ``2024.8.1-2024.8.30``."""
_FIGURES = re.compile("[0-9]+")
_YEAR_LAST = re.compile(
    r"(?<![0-9A-Za-z./-])(?P<first>[0-3]?[0-9])(?P<mark>[/.])(?P<second>[0-3]?[0-9])(?P=mark)(?P<year>(?:19|20)[0-9]{2})"
    r"(?![0-9A-Za-z]|[-/.][0-9])(?P<clock>\s{1,3}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\s?[AP]M)?"
)
"""A clock of twelve hours stands behind American dates: month first (Microsoft's en-US default)."""
_LAST_MONTH = 12


def find_dates(text: str, *, folded: str | None = None) -> tuple[FoundDate, ...]:
    """Every date in ``text``, in order; ``--08-30`` where no year stands before the month.

    Dates that cannot be, lie before 1949, have a masked or two-digit year, or are lunar are left
    out; the month and day of such a date are not given on their own either.  ``folded`` is
    ``fold(text)``, for callers that have it.
    """
    if folded is None:
        folded = fold(text)
    found: list[FoundDate] = []
    if "月" in folded:
        found.extend(_written_dates(text, folded))
    if "19" in folded or "20" in folded:
        if "-" in folded or "/" in folded or "." in folded:
            found.extend(_numeric_dates(text, folded))
        if "/20" in folded or ".20" in folded or "/19" in folded or ".19" in folded:
            found.extend(_year_last_dates(text, folded))
    return tuple(found) if len(found) < 2 else tuple(sorted(found, key=lambda item: item.start))


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
    if before["roc"]:
        return before.start("roc")
    if before["bracketed"]:
        return before.start("bracketed") - 1
    return before.start("year" if before["year"] else "month")


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
        for start, end in (match.span("first"), match.span("last")):
            iso = iso_date(*map(int, _FIGURES.findall(folded, start, end))) if end > 0 else None
            if iso is not None:
                yield FoundDate(iso=iso, raw=text[start:end], start=start, end=end)


def _year_last_dates(text: str, folded: str) -> Iterator[FoundDate]:
    for match in _YEAR_LAST.finditer(folded):
        first, second = int(match["first"]), int(match["second"])
        if match["clock"] and match["mark"] == "/":
            month, day = first, second
        elif first > _LAST_MONTH >= second:
            month, day = second, first
        elif second > _LAST_MONTH >= first:
            month, day = first, second
        elif first == second:
            month = day = first
        else:
            continue
        iso = iso_date(int(match["year"]), month, day)
        end = match.end("year")
        if iso is not None:
            yield FoundDate(iso=iso, raw=text[match.start() : end], start=match.start(), end=end)
