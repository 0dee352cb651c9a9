"""What may follow a signature: annexes and notes; and the rows where annexes begin."""

from __future__ import annotations

import re

from crawler.extraction.fields.attachments.marks import ENDING
from crawler.extraction.fields.row import Row
from crawler.extraction.fields.sheet import Sheet
from crawler.extraction.fields.signature.rows import AFTER_SIGNATURE, LONGEST_ROW

_MOST_NOTES = 2
LONGEST_NOTE = 20
_LONGEST_ANNEX = 12
_MASKED_DATE = re.compile(r"年.{0,6}月(?:.{0,6}日)?\Z")
_ANNEX = re.compile(r"附\s{0,4}(?:件|表|录)\s{0,4}[0-9一二三四五六七八九十]{0,3}\s{0,3}[:.]?\Z")
_FILE_NAME = re.compile(rf"{ENDING}(?:\s?\([^()]{{1,12}}\))?\Z", re.IGNORECASE)
_PRINTED = re.compile(r"印\s?发\s*[。)]?\Z|印制|共印|校对")


def closes(sheet: Sheet, index: int) -> bool:
    """Whether nothing but annexes and notes follows the row at ``index``."""
    if index + 1 >= len(sheet.body):
        return True
    following = sheet.body[index + 1 :]
    if _PRINTED.search(sheet.body[index].folded):
        return False
    if AFTER_SIGNATURE.match(following[0].folded):
        return True
    below = following[0].folded
    if len(below) <= LONGEST_ROW and f"《{below}》" in sheet.body_folded:
        return True  # the document that this one issues, printed below it
    return len(following) <= _MOST_NOTES and all(len(row.folded) <= LONGEST_NOTE for row in following)


def annex_rows(sheet: Sheet) -> tuple[int, ...]:
    """The indexes of the rows that are nothing but 附件 and maybe its number."""
    rows = [(index, sheet.body[index].folded) for index in sheet.rows_holding("附")]
    return tuple(index for index, text in rows if len(text) <= _LONGEST_ANNEX and _ANNEX.match(text))


def is_note(row: Row) -> bool:
    """Whether a row may stand below a signature without a day, or is its day with the year masked."""
    if AFTER_SIGNATURE.match(row.folded) or _FILE_NAME.search(row.folded):
        return True
    return len(row.folded) <= LONGEST_NOTE and _MASKED_DATE.search(row.folded) is not None
