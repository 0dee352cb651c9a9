"""The forms in which a line shows the day on which a page was posted: alone, behind 发布于, between bars"""

from __future__ import annotations

import re

from crawler.extraction.fields.published.year_last import SHORT_ROW, YEAR_LAST
from crawler.extraction.info_line import day_of_info_line

_DATE_LINE = re.compile(
    r"[\[(【]?\s*(?:19|20)[0-9]{2}[-/.年]\s?[0-9]{1,2}[-/.月]\s?[0-9]{1,2}日?(?=[\s\])|】·]|\Z)"
)
_DATE_AND_TIME = re.compile(
    r"(?<![0-9-])20[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}(?:日(?=\s{0,3}[0-9]{1,2}:[0-9]{2})|(?=\s{1,3}[0-9]{1,2}:[0-9]{2}))"
)
_DATE_AT_END = re.compile(r"(?<=[\s|])20[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?\Z")
_GLUED_DATE = re.compile(
    r"\A20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?=(?![至到前])[㐀-鿿A-Z])"
    r"|\A20[0-9]{2}[-/.](?:0[1-9]|1[0-2])[-/.](?:0[1-9]|[12][0-9]|3[01])(?=[0-9.,]{1,9}[kKwW万次]?\Z)"
    r"|\A[㐀-鿿]{3,20}(?P<date>20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2})\Z"
)
"""Style sheets, not spaces, set the day apart from what stands beside it: ``2020.09.07市政府办公室A+``."""
_LONGEST_POSTED = 80
_POSTED = re.compile(
    r"(?:发布|发表|张贴|刊登)[于在]?\s{0,2}:?\s{0,2}(?P<date>(?:19|20)[0-9]{2}\s?[-/.年]\s?[0-9]{1,2}\s?[-/.月]\s?[0-9]{1,2}日?)"
)
_CHANGED = re.compile(
    r"(?:最后)?(?:编辑|更新|修改)于\s{0,2}(?P<date>(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)"
)
_LONE_TIME = re.compile(
    r"(?P<date>20[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)\s{1,3}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
)
"""A day with its hour, alone on a line, is the site's: who signs gives no hour."""
_BRACKETED_DAY = re.compile(
    r"[\[【(]\s?(?P<date>(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2})(?:\s{1,3}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?\s?[\]】)]"
)
"""At either end of a line below the text: ``[2022-08-12 17:05] 转自：…``."""
_OPEN, _CLOSE = ("[", "【", "("), ("]", "】", ")")
_BETWEEN_BARS = re.compile(r"(?<=[|丨])\s{0,3}20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?=\s{0,3}[|丨])")


def day_above(folded: str) -> tuple[int, int]:
    """Where the day stands in a line above the text; ``0, 0`` where none does."""
    info = day_of_info_line(folded)
    return info if info is not None else _day_of_row(folded)


def day_below(folded: str, *, right_below: bool) -> tuple[int, int]:
    """Where the day stands in a line below the text; ``0, 0`` where none does.

    A day with its hour counts only *right_below* the text.
    """
    day = _POSTED.match(folded) or (_LONE_TIME.fullmatch(folded) if right_below else None)
    day = day or _bracketed_day(folded)
    return day.span("date") if day is not None else day_of_info_line(folded) or (0, 0)


def day_of_change(folded: str) -> tuple[int, int]:
    """Where the day stands in a line that says when a page was changed last: ``编辑于 2023-11-05``."""
    day = _CHANGED.match(folded)
    return day.span("date") if day is not None else (0, 0)


def _day_of_row(folded: str) -> tuple[int, int]:
    """Where the day stands in a line about the page; ``0, 0`` where none does."""
    match = _DATE_LINE.match(folded) or _POSTED.match(folded) or _DATE_AND_TIME.search(folded)
    match = (
        match
        or _POSTED.search(folded[:_LONGEST_POSTED])
        or YEAR_LAST.match(folded)
        or _BETWEEN_BARS.search(folded)
    )
    if match is None and len(folded) <= SHORT_ROW:
        match = _DATE_AT_END.search(folded) or _GLUED_DATE.search(folded)
    if match is None:
        return 0, 0
    return match.span("date" if match.groupdict().get("date") else 0)


def _bracketed_day(folded: str) -> re.Match[str] | None:
    """A day in brackets with which a line begins or ends."""
    day = _BRACKETED_DAY.search(folded) if folded.startswith(_OPEN) or folded.endswith(_CLOSE) else None
    return day if day is not None and (not day.start() or day.end() == len(folded)) else None
