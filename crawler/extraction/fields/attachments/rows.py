"""Attachments listed in rows of their own: numbered, with bullets, as files, or each as 附件一."""

from __future__ import annotations

import re

from crawler.extraction.fields.attachments.marks import (
    BULLET,
    CIRCLED,
    FILE,
    HAN_ITEM,
    ITEM,
    LONGEST_NAME,
    MARKS,
    NUMBERED,
)
from crawler.extraction.fields.attachments.names import Names, add_names
from crawler.extraction.fields.row import Row


def begins_list_of_items(rows: tuple[Row, ...], index: int) -> bool:
    """Whether a row and the one below are 附件一 and 附件二 and their names, without a heading above."""
    return _is_item(rows[index]) and index + 1 < len(rows) and _is_item(rows[index + 1])


def begins_han_list(rows: tuple[Row, ...], index: int) -> bool:
    """Whether 一、 and 二、 with their names follow each other: sections of an annex have text between."""
    pair = rows[index : index + 2]
    numbers = "".join(item["number"] for row in pair if (item := _han_item(row)) is not None)
    return numbers == "一二"


def add_rows(names: Names, rows: tuple[Row, ...], index: int) -> int:
    """Add the numbered rows and file names that go on with a list; the index of the first other row."""
    wanted = max(len(names) + 1, 1)
    is_han = begins_han_list(rows, index)
    while index < len(rows) and len(rows[index].folded) <= LONGEST_NAME:
        row = rows[index]
        numbered = NUMBERED.match(row.folded)
        if numbered is not None and int(numbered["number"]) in {wanted, 1}:
            add_names(names, row, 0)
            wanted = int(numbered["number"]) + 1
        elif FILE.search(row.folded):
            add_names(names, row, 0)
        elif item := _marked(row) or (_han_item(row) if is_han else None):
            add_names(names, row, item.end())
        else:
            break
        index += 1
    return index


def _marked(row: Row) -> re.Match[str] | None:
    """The mark before a name, besides a plain number."""
    return BULLET.match(row.folded) or ITEM.match(row.folded) or CIRCLED.match(row.folded)


def _han_item(row: Row) -> re.Match[str] | None:
    """The number with which a row begins that is a name, no sentence."""
    is_name = len(row.folded) <= LONGEST_NAME and not MARKS.search(row.folded.rstrip("。;"))
    return HAN_ITEM.match(row.folded) if is_name else None


def _is_item(row: Row) -> bool:
    fits = len(row.folded) <= LONGEST_NAME and ITEM.match(row.folded)
    return bool(fits) and not MARKS.search(row.folded)
