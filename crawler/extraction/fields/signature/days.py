"""The day with which a row of a signature ends, or begins in Macao."""

from __future__ import annotations

import re

from archive.vocabulary.dates import find_dates, is_after
from archive.vocabulary.han_numbers import HAN_DIGITS, ZERO_LIKE
from crawler.extraction.fields.signature.rows import SEALS

_AFTER_DATE = re.compile(rf"(?:\s*[0-9]{{1,2}}时)?\s*(?:\((?:{SEALS})\))?[\s。.)|]*\Z")
_NUMERIC_END = re.compile(r"[0-9][-/.](?:[0-9]{1,2}|20[0-9]{2})[\s。.)]{0,4}\Z")
_AFTER_FIGURES = " \u3000。.)"
_MARKS_BEHIND = " \u3000\t\n。.)|"
_LAST_CHARACTERS = frozenset(f"0123456789{HAN_DIGITS}{ZERO_LIKE}月日号时").union(
    seal[-1] for seal in SEALS.split("|")
)
"""What a day, an hour or the words for a seal end with."""
_MACAO = "日于"
"""Behind the day stands the office at which it was signed: 二零二四年三月十五日於衛生局."""
_LONGEST_CLOSING = 40
"""Month and day with what may follow them, spaces between all characters."""


def may_end_with_date(text: str) -> bool:
    """Whether a row may end with a day, or with one and its office: most rows are spared the search."""
    closing = text[-_LONGEST_CLOSING:]
    if "\t" in text or not (closing.rstrip(_MARKS_BEHIND)[-1:] in _LAST_CHARACTERS or _MACAO in closing):
        return False
    return "月" in closing or (closing.rstrip(_AFTER_FIGURES)[-1:].isdecimal() and _ends_in_figures(closing))


def _ends_in_figures(closing: str) -> bool:
    return _NUMERIC_END.search(closing) is not None


def closing_date(text: str, fetched_on: str | None) -> tuple[str, int, int] | None:
    """ISO form and span of the date with which ``text`` ends; without a year, only alone or after 年."""
    date = next(reversed(find_dates(text, folded=text)), None)
    if date is None or not _AFTER_DATE.match(text, date.end):
        return None
    start = date.start
    if date.iso.startswith("--") and text[:start].strip():
        start -= 1
        if text[start : start + 1] != "年":
            return None
    if fetched_on and is_after(date.iso, fetched_on):
        return None
    return date.iso, start, date.end
