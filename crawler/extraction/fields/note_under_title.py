"""The note in brackets under a title that says who issued the document, and on which day.

::

    （清川市卫生局　2024年4月7日）
    （2024年4月7日清川市卫生局印发）
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.vocabulary.dates import find_dates
from archive.vocabulary.organisations import split_organisations
from crawler.extraction.fields.row import Row
from crawler.extraction.fields.sheet import Sheet

_NOTE = re.compile(r"\([^()]{10,80}\)")
_ISSUED = re.compile(r"(?:印发|发布|公布|制定|发)\Z")
_AROUND = " \t\u3000,，:：;；·"


@dataclass(frozen=True, slots=True)
class Note:
    """The row of the note, and who issued the document."""

    row: Row
    organs: tuple[str, ...]
    start: int
    """Where the names stand in the row."""
    end: int


def read_note(sheet: Sheet) -> Note | None:
    """The first note of nothing but organisations and a whole day, not one in figures alone (2024-08-12)."""
    for row in sheet.top + sheet.body[sheet.opening : sheet.opening + 2]:
        if row.folded[:1] == "(" and "年" in row.folded and _NOTE.fullmatch(row.folded):
            note = _organs_beside_day(row)
            if note is not None:
                return note
    return None


def _organs_beside_day(row: Row) -> Note | None:
    dates = find_dates(row.raw, folded=row.folded)
    if len(dates) != 1 or len(dates[0].iso) < len("2024-08-12") or "年" not in dates[0].raw:
        return None
    sides = ((1, dates[0].start), (dates[0].end, len(row.raw) - 1))
    named = [(start, name) for start, end in sides if (name := _name(row.raw[start:end]))]
    organs = split_organisations(named[0][1]) if len(named) == 1 else ()
    if not organs:
        return None
    start, name = named[0]
    start = row.raw.index(name, start)
    return Note(row, organs, start, start + len(name))


def _name(printed: str) -> str:
    return _ISSUED.sub("", printed.strip(_AROUND)).strip(_AROUND)
