"""A day that may be a deadline: where it stands in a row, and the clause around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.extraction.fields.word_lists import alternatives

REACH = 40
"""Characters before a day that may say what it is."""
_CLAUSE_REACH = 120
_CLAUSE_END = re.compile(r"[。;!?]")
_HEADING_ENDS = re.compile(r"[^()。;]{0,10}\)\s?。")
"""(一)自查阶段(3月31日前)。: what is due then stands in the sentence behind such a heading."""
_DUE = re.compile(alternatives(__package__, "due"))
"""What readers are told to do by a day."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A day from ``start`` to ``end`` of a row, with the words of its limit."""

    start: int
    end: int
    iso: str | None
    recur: bool = False


def is_due(clause: str) -> bool:
    """Whether a clause says what readers must do."""
    return _DUE.search(clause) is not None


def is_due_there(text: str, start: int, end: int) -> bool:
    """Whether the clause around a day says what readers must do."""
    return is_due(clause_around(text, start, end))


def clause_around(text: str, start: int, end: int) -> str:
    """What stands between the marks that end sentences before and behind a day."""
    begin = 0
    for match in _CLAUSE_END.finditer(text, max(0, start - _CLAUSE_REACH), start):
        begin = match.end()
    heading = _HEADING_ENDS.match(text, end) if text[start - 1 : start] == "(" else None
    stop = _CLAUSE_END.search(text, heading.end() if heading else end, end + _CLAUSE_REACH)
    return text[max(begin, start - _CLAUSE_REACH) : stop.start() if stop else end + _CLAUSE_REACH]
