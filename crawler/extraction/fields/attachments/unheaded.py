"""Attachments without a heading in the text: files that close a page, and what is named above a letter."""

from __future__ import annotations

import re

from crawler.extraction.fields.attachments.marks import FILE, HEADING
from crawler.extraction.fields.attachments.names import Names, add_names
from crawler.extraction.fields.sheet import Sheet

_LAST_ROWS = 6
_FILE_ROW = re.compile(r"[0-9]{1,2}[.、)]\s{0,2}[^,。;:!?]{2,120}\Z")
_COPIES = re.compile(r"\s?[各共]?(?:[1-9一二三四五六乙壹]|[1-9][0-9])\s?份\Z")
"""How many copies a letter of Taiwan has with it."""


def add_closing_files(names: Names, sheet: Sheet) -> None:
    """Add the numbered files with which a page closes."""
    for row in (sheet.body + sheet.tail)[-_LAST_ROWS:]:
        if FILE.search(row.folded) and _FILE_ROW.fullmatch(row.folded):
            add_names(names, row, 0)


def add_from_head_of_letter(names: Names, sheet: Sheet) -> None:
    """Add what a letter of Taiwan says above its text: ``附件：場次表1份``."""
    for row in sheet.head if sheet.subject() else ():
        heading = HEADING.match(row.folded)
        if heading is not None:
            copies = _COPIES.search(row.folded)
            add_names(names, row, heading.end(), copies.start() if copies else None)
