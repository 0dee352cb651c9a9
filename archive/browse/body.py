"""A notice's plain text as a reader sees it: paragraphs, headings and real tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

# 一、 / （一） at the start of a short line without a full stop is a heading (GB/T 9704 levels 1 and 2).
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十百]+[章节])"
)
_LONGEST_HEADING = 40
_DATE = re.compile(r"[0-9〇○零一二三四五六七八九十]+\s*年[^，。；]{2,8}日")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text, with the role that decides how it is set."""

    text: str
    role: Literal["plain", "heading", "flush", "signature"] = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """Successive tab-separated lines."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max(map(len, self.rows))


def blocks(body: str, signed_at: Iterable[int] = ()) -> list[Paragraph | Table]:
    """*body* cut into paragraphs and tables, blank lines dropped.

    *signed_at* are offsets in *body* of what the signature was read from; their lines are set
    as a signature.
    """
    signatures = frozenset(signed_at)
    lines = [(start, line) for start, line in _lines(body) if line.strip()]
    found: list[Paragraph | Table] = []
    for is_table, group in groupby(lines, key=lambda item: "\t" in item[1].strip(" \n\r")):
        if is_table:
            rows = (tuple(cell.strip() for cell in line.rstrip("\n\r").split("\t")) for _, line in group)
            found.append(Table(tuple(rows)))
        else:
            found += [Paragraph(line.strip(), _role(start, line, signatures)) for start, line in group]
    return [_signed(before, block) for before, block in zip([None, *found], found, strict=False)]


def _signed(before: Paragraph | Table | None, block: Paragraph | Table) -> Paragraph | Table:
    """A date below the signature belongs to it, even where the index block was read for the date."""
    if isinstance(before, Paragraph) and isinstance(block, Paragraph) and before.role == "signature":
        return Paragraph(block.text, "signature") if _DATE.fullmatch(block.text) else block
    return block


def _lines(body: str) -> Iterable[tuple[int, str]]:
    start = 0
    for line in body.split("\n"):
        yield start, line
        start += len(line) + 1


def _role(
    start: int, line: str, signatures: frozenset[int]
) -> Literal["plain", "heading", "flush", "signature"]:
    text = line.strip()
    if any(start <= offset < start + len(line) for offset in signatures):
        return "signature"
    if _HEADING.match(text) and len(text) <= _LONGEST_HEADING and "。" not in text:
        return "heading"
    # 主送机关 stands flush left and ends in a colon.
    return "flush" if text.endswith(("：", ":")) and len(text) <= 2 * _LONGEST_HEADING else "plain"
