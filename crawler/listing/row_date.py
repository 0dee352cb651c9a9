"""The date of a listing row: the texts that are nothing but a date, and which of them counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.vocabulary.dates import find_dates, parse_date
from crawler.listing.tree import collapsed

_LABEL = re.compile(
    r"(?P<name>发布|發布|發佈|发表|发文|成文|更新|公布|公佈|刊登|录入|添加|生成|印发|签发|截止|截至|创建)?"
    r"(?:时间|時間|日期)\s*[：:]\s*|^\W*(?:发布于|發佈於|posted on|date)\W*",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"发布|發布|發佈|发表|公布|公佈|刊登|posted|published", re.IGNORECASE)
_OTHER_MEANING = re.compile(r"截止|截至|成文|发文|印发|签发|生效|实施|失效")
MAY_DATE = re.compile(r"\d|[年月日天前昨今刚]")
"""What every date holds a character of."""
_AROUND = " \t\r\n\u00a0\u3000[]()【】（）［］〔〕<>《》|/·•:：,，-—"
_CLOCK = re.compile(r"[\sT]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")
_WEEKDAY = re.compile(r"(?:星期|周|週)[一二三四五六日天]")
_YEAR_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)\s*[-./年]\s*(?P<month>1[0-2]|0?[1-9])\s*月?")
_MONTH = re.compile(r"(?P<month>1[0-2]|0?[1-9])\s*(?P<sign>月?)")
_DAY = re.compile(r"(?P<day>3[01]|[12]\d|0?[1-9])\s*日?")
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)\s*年?")
_MONTH_DAY = re.compile(r"(?P<month>1[0-2]|0?[1-9])\s*[-./月]\s*(?P<day>3[01]|[12]\d|0?[1-9])\s*日?")
_IN_ADDRESS = re.compile(r"(?<!\d)(20\d\d)[-/]?(0[1-9]|1[0-2])[-/]?([0-3]\d)(?!\d)")
_FIGURES = r"(?P<date>(?:19|20)\d\d[-./](?:1[0-2]|0?[1-9])[-./](?:3[01]|[12]\d|0?[1-9]))(?!\d)"
_AT_START = re.compile(rf"^\W*{_FIGURES}(?:\s+\d{{1,2}}:\d\d(?::\d\d)?)?[\])）】]?(?:[\s|:：]+|(?=[^\W\d]))")
_AT_END = re.compile(rf"(?:\s+|\s*[\[(（【]\s*){_FIGURES}\s*[\])）】]?\s*$")
_FOLLOWED = re.compile(
    r"^\W*(?P<date>(?:19|20)\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?)(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
    r"\s*[\s|/·•]\s*(?![前至起])[^。，；]{1,40}$"
)
"""A date before the number of readers, the source and the like."""
_LONGEST = 120
"""No more characters of a text are looked at."""
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of a row."""

    text: str
    in_link: bool = False
    heading: str = ""
    """The heading of its table column."""


def dated(text: str) -> bool:
    """Whether *text* is a date and, but for brackets, a label and a clock, nothing else."""
    return _whole_date(text, None) is not None


def opens_with_date(text: str) -> bool:
    """Whether *text* is a date, or one before a source, a count of readers and the like."""
    return dated(text) or _FOLLOWED.match(text[:_LONGEST_TITLE]) is not None


def apart(text: str) -> tuple[str, str]:
    """A date in figures at an edge of a text, and the rest: ``2024-08-12 关于…`` or ``关于…（2024-08-12）``.

    Without such a date, or without a rest, the first is empty.
    """
    found = _AT_START.match(text) or _AT_END.search(text)
    if found is None:
        return "", text
    rest = f"{text[: found.start()]}{text[found.end() :]}".strip()
    return (found["date"], rest) if rest.strip(_AROUND) else ("", text)


def lacks_year(text: str) -> bool:
    """Whether *text* is a month and day, or a day with 日, to which a heading may give the rest."""
    plain = text[:_LONGEST].strip(_AROUND)
    return bool(_MONTH_DAY.fullmatch(plain) or (plain.endswith("日") and _DAY.fullmatch(plain)))


def row_date(pieces: Sequence[Piece], *, day: str | None, url: str = "", period: str = "") -> str | None:
    """The date that a row shows for its entry, ISO 8601, or ``None``.

    Of several, the one called the publishing date counts, and never a deadline while there is
    another.  A date without year is that of the year (and month) in *period*, the heading above, or
    that of the year in *url*, where the address holds the same month and day; else its year is left
    to the rows around it (``years.py``): ``--08-12``.  No date is after *day*, the ISO day of the
    capture.
    """
    for piece in pieces if period else ():
        if lacks_year(piece.text) and (date := _split_date([piece, Piece(period)])):
            return date
    found = [
        (_preference(meaning), date)
        for piece, meaning in _with_meaning(pieces)
        if (date := _whole_date(piece.text, day)) is not None
    ]
    date = min(found, key=lambda item: item[0])[1] if found else None
    if date is None or len(date) == len("2024-08"):
        date = _split_date(pieces) or _opening_date(pieces, day) or date
    return None if date is None else _with_year(date, url)


def _with_meaning(pieces: Sequence[Piece]) -> list[tuple[Piece, str]]:
    """Each piece with what names it: its column, a label in its own text or the text before it."""
    before = ["", *(piece.text for piece in pieces)]
    return [
        (piece, " ".join((piece.heading, piece.text, label if len(label) <= 12 else "")))
        for piece, label in zip(pieces, before, strict=False)
    ]


def _preference(meaning: str) -> int:
    if _PUBLISHED.search(meaning):
        return 0
    return 2 if _OTHER_MEANING.search(meaning) else 1


def _whole_date(text: str, day: str | None) -> str | None:
    """The date of a text that is one, or of one in which a label with a colon names it."""
    if not MAY_DATE.search(text):
        return None
    text = text[:_LONGEST].strip(_AROUND)
    labels = sorted(_LABEL.finditer(text), key=lambda label: _preference(label.group()))
    for label in labels:
        value = text[label.end() :].strip(_AROUND)
        found = find_dates(value)
        if not found or found[0].start == 0:
            date = _plausible(found[0].raw if found else value, day)
            if date is not None:
                return date
    found = find_dates(text)
    if not found:
        return _plausible(text, day)
    around = f"{text[: found[0].start]} {text[found[0].end :]}"
    rest = _WEEKDAY.sub("", _CLOCK.sub("", around)).strip(_AROUND)
    return None if rest else _plausible(found[0].raw, day)


def _plausible(text: str, day: str | None) -> str | None:
    date = parse_date(text, pivot=day, latest=day)
    return date if date and len(date) >= len("2024-08") else None


def split_date_texts(texts: Sequence[str]) -> frozenset[str]:
    """Those of *texts* that are the parts of a date set apart, such as ``24`` beside ``2024-08``."""
    plain = [text for text in texts if text.strip(_AROUND)]
    parts = [text.strip(_AROUND) for text in plain]
    found: set[str] = set()
    for start in range(len(plain)):
        if _date_of_two(parts[start : start + 2]):
            found.update(plain[start : start + 2])
        elif _date_of_three(parts[start : start + 3]):
            found.update(plain[start : start + 3])
    return frozenset(found)


def _split_date(pieces: Sequence[Piece]) -> str | None:
    """A date whose day is set apart from its month and year, as in a calendar leaf."""
    texts = [text for piece in pieces if (text := piece.text.strip(_AROUND))]
    return _date_of_two(texts) or _date_of_three(texts)


def _date_of_two(texts: Sequence[str]) -> str | None:
    """A date whose day or year stands beside the rest of it."""
    for first, second in pairwise(texts):
        for whole, part in ((first, second), (second, first)):
            for outer, inner in ((_YEAR_MONTH, _DAY), (_MONTH_DAY, _YEAR)):
                one, two = outer.fullmatch(whole), inner.fullmatch(part)
                if one and two:
                    values = {**one.groupdict(), **two.groupdict()}
                    return parse_date("{year}-{month}-{day}".format(**values))
    return None


def _opening_date(pieces: Sequence[Piece], day: str | None) -> str | None:
    """A date at the edge of the link's text, or one before further facts outside it."""
    parts_of_link = sum(piece.in_link and bool(piece.text.strip()) for piece in pieces)
    for piece in pieces:
        text = collapsed(piece.text)[:_LONGEST_TITLE]
        followed = None if piece.in_link and parts_of_link < 2 else _FOLLOWED.match(text)
        raw = followed["date"] if followed else apart(text)[0] if piece.in_link else ""
        date = _plausible(raw, day) if raw else None
        if date is not None:
            return date
    return None


def _date_of_three(texts: Sequence[str]) -> str | None:
    """A date whose day, month and year stand in three boxes; a bare month only after its year."""
    for one, two, three in zip(texts, texts[1:], texts[2:], strict=False):
        for year, month, day in ((one, two, three), (three, two, one), (three, one, two)):
            found = _YEAR.fullmatch(year), _MONTH.fullmatch(month), _DAY.fullmatch(day)
            if found[0] and found[1] and found[2] and (found[1]["sign"] or year is one):
                return parse_date(f"{found[0]['year']}-{found[1]['month']}-{found[2]['day']}")
    return None


def _with_year(date: str, url: str) -> str | None:
    if not date.startswith("--"):
        return date
    in_address = _IN_ADDRESS.search(url)
    if in_address and f"--{in_address[2]}-{in_address[3]}" == date:
        return parse_date("-".join(in_address.groups()))
    return date
