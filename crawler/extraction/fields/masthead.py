"""The masthead of minutes and bulletins: who compiles them and the day, on one line, instead of a signature.

::

    清川市爱国卫生运动委员会办公室编      2022年10月26日
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.notice import Evidence
from archive.vocabulary.dates import find_dates, is_after
from archive.vocabulary.organisations import split_organisations
from crawler.extraction.fields.row import Row, squeeze
from crawler.extraction.fields.sheet import Sheet

_LONGEST_ROW = 80
_PERIODICAL = re.compile(r"纪要|简报|快报|专报|动态|通讯|周报|月报|工作信息|内参")
_COMPILED = re.compile(r"\s{0,4}(?:主办|编印|编发|编制|编|印)\s{0,20}\Z")
_ROWS = 3


@dataclass(frozen=True, slots=True)
class Masthead:
    """The line, with the organisations and the date that it holds."""

    row: Row
    organs: tuple[str, ...]
    iso: str
    start: int
    """Where the date begins in the row."""

    def organ_evidence(self) -> Evidence:
        """Evidence for the organisations."""
        return self.row.evidence("masthead", 0, len(self.row.raw[: self.start].rstrip()))

    def date_evidence(self) -> Evidence:
        """Evidence for the date."""
        return self.row.evidence("masthead", self.start)


def read_masthead(sheet: Sheet) -> Masthead | None:
    """The masthead, of a page whose title or first lines call it minutes or a bulletin."""
    rows = sheet.top + sheet.body[sheet.opening : sheet.opening + _ROWS]
    names = [sheet.title or sheet.page_title or "", *(row.folded[:_LONGEST_ROW] for row in rows[:_ROWS])]
    if not any(_PERIODICAL.search(squeeze(name)) for name in names):
        return None
    for row in rows:
        if len(row.folded) > _LONGEST_ROW or "月" not in row.folded or ":" in row.folded:
            continue
        date = next(iter(find_dates(row.raw, folded=row.folded)), None)
        if date is None or date.end < len(row.raw) or len(date.iso) < len("2024-08-12"):
            continue
        before = _COMPILED.sub("", row.folded[: date.start])
        organs = split_organisations(row.raw[: len(before)])
        if organs and not (sheet.fetched_on and is_after(date.iso, sheet.fetched_on)):
            return Masthead(row, organs, date.iso, date.start)
    return None
