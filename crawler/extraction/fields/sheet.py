"""Sheet: the rows of a page, folded for matching once, with their offsets in the body."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, repeat
from typing import Literal

from archive.notice import Evidence
from archive.vocabulary.folding import fold
from crawler.extraction.fields.one_line_page import pieces_of_long_rows
from crawler.extraction.fields.opening import opening_of
from crawler.extraction.fields.row import MOST_ROW, Row
from crawler.extraction.page_text import PageText
from crawler.extraction.taiwanese_letter import SUBJECT

MOST_BODY = 200_000
"""Characters of the body that are looked at; what lies behind belongs to annexes."""
_ROWS_OF_ONE_LINE_PAGE = 3
_OPENING = 1_500
_TAIWAN_SUBJECT = re.compile(rf"^[ \t]*{SUBJECT}", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as rows: around the document, in it, and where its text opens."""

    title: str | None
    page_title: str | None
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    tail: tuple[Row, ...]
    body_raw: str
    body_folded: str
    """The scanned part of the body, of the same length as ``body_raw``."""
    opening: int
    """Index in ``body`` of the first row that is neither letterhead, number, title nor note under it."""
    fetched_on: str | None
    starts: tuple[int, ...]
    """The offsets of the body's rows."""

    @property
    def top(self) -> tuple[Row, ...]:
        """The rows above the text: head, and the body's rows before its opening."""
        return self.head + self.body[: self.opening]

    def rows_holding(self, *words: str) -> list[int]:
        """The indexes of the body's rows that hold one of ``words``, in order.

        Few of a hundred rows hold one: a search of the whole body beats a look at each.  A row may be
        given for the blanks beside it.
        """
        found = set()
        for word in words:
            place = self.body_folded.find(word)
            while place >= 0:
                below = bisect_right(self.starts, place)
                if below:  # blanks may stand above the first row
                    found.add(below - 1)
                place = self.body_folded.find(word, self.starts[below]) if below < len(self.starts) else -1
        return sorted(found)

    def subject(self) -> tuple[int, int] | None:
        """Where 主旨 stands, with which the text of a Taiwanese letter opens (公文程式條例): ``主　旨：``."""
        found = "旨" in self.body_folded[:_OPENING] and _TAIWAN_SUBJECT.search(self.body_folded, 0, _OPENING)
        return found.span() if found else None

    def body_evidence(self, rule: str, start: int, end: int) -> Evidence:
        """Evidence for a span of the body."""
        return Evidence(raw=self.body_raw[start:end], rule=rule, start=start, end=end)


_NEW_ROW = partial(tuple.__new__, Row)
"""Half the time of a call of the class; a body has a hundred rows."""


def read_sheet(text: PageText) -> Sheet:
    """The rows of ``text``."""
    raw = text.body[:MOST_BODY]
    folded = fold(raw)
    body, starts = _body_rows(raw, folded)
    return Sheet(
        title=text.title,
        page_title=text.page_title,
        head=_outer_rows(text.head, "head"),
        body=body,
        tail=_outer_rows(text.tail, "tail"),
        body_raw=raw,
        body_folded=folded,
        opening=opening_of(body, text.title or text.page_title),
        fetched_on=text.fetched_on,
        starts=starts,
    )


def _outer_rows(lines: tuple[str, ...], zone: Literal["head", "tail"]) -> tuple[Row, ...]:
    stripped = (line[:MOST_ROW].strip() for line in lines)
    return tuple(Row(line, fold(line), zone, None) for line in stripped if line)


def _body_rows(raw: str, folded: str) -> tuple[tuple[Row, ...], tuple[int, ...]]:
    """The rows, and where they start."""
    lines, folded_lines = raw.split("\n"), folded.split("\n")
    if len(lines) > _ROWS_OF_ONE_LINE_PAGE and all(lines) and list(map(str.strip, lines)) == lines:
        starts = tuple(accumulate([len(line) + 1 for line in lines[:-1]], initial=0))
        return tuple(map(_NEW_ROW, zip(lines, folded_lines, repeat("body"), starts))), starts
    rows = []
    position = 0
    for line, its_folded in zip(lines, folded_lines, strict=True):
        stripped = line.strip()
        if stripped:
            start = line.index(stripped[0])
            rows.append(Row(stripped, its_folded[start : start + len(stripped)], "body", position + start))
        position += len(line) + 1
    if len(rows) <= _ROWS_OF_ONE_LINE_PAGE:
        rows = pieces_of_long_rows(rows)
    return tuple(rows), tuple([row.start or 0 for row in rows])
