"""Sheet: the rows of a page, folded for matching once, with their offsets in the body."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, repeat
from typing import Literal, NamedTuple

from archive.notice import Evidence
from archive.vocabulary.dates import find_dates
from archive.vocabulary.document_numbers import find_numbers, parse_number
from archive.vocabulary.folding import fold
from archive.vocabulary.organisations import LONGEST_GLUED, split_organisations
from crawler.extraction.page_text import PageText

MOST_BODY = 200_000
"""Characters of the body that are looked at; what lies behind belongs to annexes."""
MOST_ROW = 4_000
_MOST_OPENING_ROWS = 10
_ROWS_OF_ONE_LINE_PAGE = 3
_LONG_ROW = 120
_GAP = re.compile(r"(?<=[㐀-鿿。:)》”!?])\s+(?=[㐀-鿿《(“?]|[0-9]{4}\s?年)")
_BEHIND_SIGNATURE = re.compile(
    r"\s{0,3}(?:\Z|\||\((?:此件|信息公开|主动|公开|依申请|联系|附)|附\s?[件表录]|抄\s?[送报]|主\s?题\s?词)"
)
_ISSUED = re.compile(r"《(?P<title>[^《》。]{4,60})》")
_SENTENCE_ENDS = "。!?;:"
_CLOSING = re.compile(r"(?:特此(?:通知|公告|通告|通报|公示|函告|函复|批复|报告)|此[复令致])\s{0,3}")
_WHOLE_DAY = len("2024-08-12")
_LETTERHEAD = re.compile(
    r"(?P<organs>.{2,150}?)\s{0,3}(?:(?:行政)?(?:规范性)?文\s{0,3}件|便\s{0,3}函|公用笺|传真电报|明传电报)\Z"
)
_HEADED = frozenset("件函笺报")
_OPENING = 1_500
_TAIWAN_SUBJECT = re.compile(r"^[ \t]*主\s{0,4}旨\s?:", re.MULTILINE)


class Row(NamedTuple):
    """One line of the page, outer white space removed."""

    raw: str
    folded: str
    """Same length as ``raw``; see ``archive.vocabulary.folding``."""
    zone: Literal["head", "body", "tail"]
    start: int | None
    """Offset of the first character in the body; ``None`` outside it."""

    def evidence(self, rule: str, start: int = 0, end: int | None = None) -> Evidence:
        """Evidence for the characters from ``start`` to ``end`` of this row."""
        stop = len(self.raw) if end is None else end
        if self.start is None:
            return Evidence(raw=self.raw[start:stop], rule=rule)
        return Evidence(raw=self.raw[start:stop], rule=rule, start=self.start + start, end=self.start + stop)


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
        opening=_opening(body, text.title or text.page_title),
        fetched_on=text.fetched_on,
        starts=starts,
    )


def squeeze(text: str) -> str:
    """``text`` without white space."""
    return "".join(text.split())


def letterhead(line: str) -> tuple[str, ...]:
    """The organisations of a heading (``清川市卫生健康委员会文件``, ``清川市疾控中心便函``), else nothing."""
    if len(line) > 160 or _HEADED.isdisjoint(line[-2:]):
        return ()
    match = _LETTERHEAD.fullmatch(fold(line))
    return split_organisations(line[: match.end("organs")]) if match else ()


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
        rows = _pieces_of_long_rows(rows)
    return tuple(rows), tuple([row.start or 0 for row in rows])


def _pieces_of_long_rows(rows: list[Row]) -> list[Row]:
    """A whole document on one line, its parts set apart by spaces or by its signature, as so many rows."""
    pieces: list[Row] = []
    for row in rows:
        if len(row.raw) <= _LONG_ROW or row.start is None:
            pieces.append(row)
            continue
        start = 0
        gaps = [gap.span() for gap in _GAP.finditer(row.folded)]
        edges = [(place, place) for place in _edges_of_signature(row)]
        for gap_start, gap_end in [*sorted(gaps + edges), (len(row.raw), len(row.raw))]:
            if gap_start > start:
                piece = slice(start, gap_start)
                pieces.append(Row(row.raw[piece], row.folded[piece], "body", row.start + start))
            start = gap_end
    return pieces


def _edges_of_signature(row: Row) -> tuple[int, ...]:
    """Where the names and the day that sign a document begin and end in a row that holds all of it.

    They fill a sentence, and a note, an annex or the document that this one issues comes behind them::

        …抓好落实。清川市卫生健康委员会清川市教育局2024年8月12日（此件公开发布）
    """
    for date in reversed(find_dates(row.raw, folded=row.folded)):
        start = max(row.folded.rfind(mark, 0, date.start) for mark in _SENTENCE_ENDS) + 1
        closing = _CLOSING.match(row.folded, start)
        start = closing.end() if closing is not None else start
        may_sign = len(date.iso) == _WHOLE_DAY and 0 < start < date.start < start + LONGEST_GLUED
        if (
            may_sign
            and split_organisations(row.raw[start : date.start])
            and _may_end_at(row.folded, date.end)
        ):
            return start, date.end
    return ()


def _may_end_at(text: str, end: int) -> bool:
    if _BEHIND_SIGNATURE.match(text, end):
        return True
    titles = _ISSUED.finditer(text, max(0, end - MOST_ROW), end)
    return any(text.startswith(issued["title"], end) for issued in titles)


def _opening(body: tuple[Row, ...], title: str | None) -> int:
    wanted = squeeze(fold(title)) if title else ""
    for index, row in enumerate(body[:_MOST_OPENING_ROWS]):
        if not _stands_above_text(row, wanted):
            return index
    return 0 if len(body) <= _MOST_OPENING_ROWS else _MOST_OPENING_ROWS


def _stands_above_text(row: Row, wanted: str) -> bool:
    """Whether a row is the title or a piece of it, the number, a letterhead or a dated note."""
    if len(row.folded) > 200:
        return False
    squeezed = squeeze(row.folded)
    if wanted and len(squeezed) >= 2 and (squeezed in wanted or _holds_title(squeezed, wanted)):
        return True
    if len(squeezed) <= 60 and ("号" in squeezed or squeezed[-1:].isdigit()) and parse_number(row.raw):
        return True
    if (
        squeezed[0] == "("
        and squeezed[-1] == ")"
        and re.search(r"[0-9〇○零一二三四五六七八九]{4}年", squeezed)
    ):
        return True
    return bool(letterhead(row.raw)) or _number_with_note(row)


def _holds_title(squeezed: str, wanted: str) -> bool:
    """Whether a row is the title with a little more: a site's prefix, a number, a subtitle."""
    return wanted in squeezed and len(squeezed) < len(wanted) + 60 and not squeezed.endswith(("。", ":"))


def _number_with_note(row: Row) -> bool:
    """Whether a row is a number and a signer: ``云卫报〔2024〕1号 签发人：…``."""
    if "签发" not in row.folded:
        return False
    numbers = find_numbers(row.raw, folded=row.folded)
    return bool(numbers) and numbers[0].start == 0
