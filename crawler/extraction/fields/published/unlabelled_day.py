"""The day among the lines about a page that neither a label nor blanks set apart.

Style sheets put space between ``<span>admin</span><span>2022-03-15</span><span>87</span>``, and draw a
calendar leaf of ``<b>06</b><em>2024-02</em>``; as text the first is ``admin2022-03-1587 次`` and the
second ``062024-02``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archive.vocabulary.dates import parse_date

_LONGEST_ROW = 100
_LONGEST_LEAF = 12
_MOST_LEAVES = 3
_YEAR, _MONTH, _DAY = r"(?P<y>(?:19|20)[0-9]{2})", r"(?P<m>1[0-2]|0?[1-9])", r"(?P<d>3[01]|[12][0-9]|0?[1-9])"
_WHOLE = re.compile(
    # Of digits glued before the year only the last four are its own.
    rf"{_YEAR}(?:年\s?{_MONTH}月\s?{_DAY}日)"
    r"|(?P<numeric>(?:19|20)[0-9]{2}(?P<mark>[-/.])\s?(?:(?:0[1-9]|1[0-2])(?P=mark)\s?(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:1[0-2]|[1-9])(?P=mark)\s?(?:3[01]|[12][0-9]|[1-9])(?![0-9])))(?!\s?[-/.~—至到起前止后])"
)
_OF_SOMETHING_ELSE = re.compile(
    r"(?:今天|今日|现在|截[止至]|有效|实效|失效|废止|修[订正]|施行|实施|生效|成文|印发|生成|发文|制发|会议|报名|公示|召开|开标|评标|获取|投标|考试|开班|[至到自从第(])[^0-9]{0,6}\Z"
)
"""What stands before a day that is not that of publishing."""
_NAME = re.compile(r"\A[^0-9]{1,20}")
_LEAVES = tuple(
    re.compile(pattern + r"(?=\s[^0-9]|\Z)")
    for pattern in (
        rf"{_DAY}日?\s?/?\s?{_YEAR}\s?[-/.年]\s?{_MONTH}月?",  # 06 2024-02
        rf"{_MONTH}[-/.月]{_DAY}日?\s?{_YEAR}年?",  # 05/30 2023
        rf"{_YEAR}年?\s?/?\s?{_MONTH}月?\s{_DAY}日?",  # 2024 05 22
        rf"{_YEAR}[-/.年]\s?{_MONTH}月?\s{_DAY}日?",  # 2024-05 22
        rf"{_YEAR}年?\s{_MONTH}[-/.月]{_DAY}日?",  # 2023 10/19
        r"(?P<y>20[0-9]{2})[-/.]?(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])",  # 20240522, 2024-0522
    )
)
_DAY_MONTH_YEAR = re.compile(
    rf"(?P<dm>[0-9]{{1,2}}日?[\s/]{{0,3}}[0-9]{{0,2}})月\s?/?\s?{_YEAR}年?(?=\s[^0-9]|\Z)"
)
_IS_MONTH = re.compile(_MONTH)
_DAY_MONTH = re.compile(rf"{_DAY}[日\s/]{{0,4}}{_MONTH}")
_WITHOUT_YEAR = re.compile(
    r"(?<![0-9-])(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])|1?[0-9]月[1-3]?[0-9]日)(?=\s{1,2}[0-2]?[0-9]:[0-5][0-9])"
)
_BEHIND_SOURCE = re.compile(
    r"(?:(?:文章|稿件|信息|新闻)?来源|转自|来自)\s?:\s?[^。,;:0-9]{2,24}?(?P<day>(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))\Z"
)
"""``来源：健康清川07-03``: at the end of the line, and of two digits each."""


class Day(NamedTuple):
    """A day and where it stands: from ``start`` to ``end`` in row ``row`` (or all of the rows from there)."""

    iso: str
    row: int
    start: int
    end: int


def unlabelled_day(rows: Sequence[str], latest: str | None) -> Day | None:
    """The whole day in *rows* (folded) that stands nearest to their end.

    Not later than the day after *latest* (ISO); nothing where one row gives several days.
    """
    for index in range(len(rows) - 1, -1, -1):
        if len(rows[index]) > _LONGEST_ROW or "。" in rows[index]:
            continue
        found = _in_row(rows[index], index, latest) or _of_leaves(rows, index, latest)
        if found is not None:
            return found
    return None


def day_without_year(rows: Sequence[str]) -> Day | None:
    """Month and day before a time of day (``07-15 09:12``) or behind a source in *rows*, as ``--07-15``."""
    for index in range(len(rows) - 1, -1, -1):
        match = _WITHOUT_YEAR.search(rows[index][:_LONGEST_ROW])
        start, end = match.span() if match is not None else (0, 0)
        if match is None and (behind := _BEHIND_SOURCE.fullmatch(rows[index])) is not None:
            start, end = behind.span("day")
        iso = parse_date(rows[index][start:end]) if end else None
        if iso is not None:
            return Day(iso, index, start, end)
    return None


def _in_row(text: str, index: int, latest: str | None) -> Day | None:
    days = [
        Day(iso, index, match.start(), match.end())
        for match in _WHOLE.finditer(text)
        if not _OF_SOMETHING_ELSE.search(text, max(0, match.start() - 12), match.start())
        and (iso := parse_date(match[0].replace(" ", ""), latest=latest)) is not None
    ]
    return days[0] if len({day.iso for day in days}) == 1 else None


def _of_leaves(rows: Sequence[str], last: int, latest: str | None) -> Day | None:
    """The day of which *last* and up to two rows above hold a piece each, or of the glued pieces in one."""
    for count in range(1, _MOST_LEAVES + 1):
        first = last - count + 1
        if first < 0 or (count > 1 and any(len(row) > _LONGEST_LEAF for row in rows[first : last + 1])):
            break
        text = " ".join(rows[first : last + 1])
        name = _NAME.match(text)
        if name is not None and _OF_SOMETHING_ELSE.search(name[0]):
            continue
        text = text[name.end() :] if name is not None else text
        days = {iso for parts in _readings(text) if (iso := parse_date(parts, latest=latest)) is not None}
        if len(days) == 1:
            return Day(days.pop(), first, 0, len(rows[first]))
    return None


def _readings(text: str) -> Iterator[str]:
    for pattern in _LEAVES:
        match = pattern.match(text)
        if match is not None:
            yield f"{match['y']}-{match['m']}-{match['d']}"
    match = _DAY_MONTH_YEAR.match(text)
    if match is not None and not _IS_MONTH.fullmatch(match["dm"]):
        # 111月2020 may be the 1st of November or the 11th of January: both are given.
        for at in range(1, len(match["dm"])):
            day, month = match["dm"][:at].rstrip("日 /"), match["dm"][at:].strip("日 /")
            if _DAY_MONTH.fullmatch(f"{day} {month}"):
                yield f"{match['y']}-{month}-{day}"
