"""Attachments listed in rows of their own: numbered, with bullets, as files, or each as 附件一."""

from __future__ import annotations

from crawler.extraction.fields.attachments.marks import (
    BULLET,
    CIRCLED,
    FILE,
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


def add_rows(names: Names, rows: tuple[Row, ...], index: int) -> int:
    """Add the numbered rows and file names that go on with a list; the index of the first other row."""
    wanted = max(len(names) + 1, 1)
    while index < len(rows) and len(rows[index].folded) <= LONGEST_NAME:
        row = rows[index]
        numbered = NUMBERED.match(row.folded)
        if numbered is not None and int(numbered["number"]) in {wanted, 1}:
            add_names(names, row, 0)
            wanted = int(numbered["number"]) + 1
        elif FILE.search(row.folded):
            add_names(names, row, 0)
        elif item := BULLET.match(row.folded) or ITEM.match(row.folded) or CIRCLED.match(row.folded):
            add_names(names, row, item.end())
        else:
            break
        index += 1
    return index


def _is_item(row: Row) -> bool:
    fits = len(row.folded) <= LONGEST_NAME and ITEM.match(row.folded)
    return bool(fits) and not MARKS.search(row.folded)
