"""Keep the numbers of headings that stand on lines of their own: a lone number is a pager elsewhere.

::

    01
    什么是水痘
    水痘是由病毒引起的急性传染病。
    02
    怎样预防
"""

from __future__ import annotations

import re

from crawler.extraction.body_rows import Row
from crawler.extraction.chrome import Chrome

_NUMBER = re.compile(r"0[1-9]")
"""With a nought before it: pages of a document are numbered without."""
_FEWEST = 2


def with_heading_numbers(rows: list[Row]) -> list[Row]:
    """*rows* with the numbers of headings as rows of the text: 01, 02, …, text below each of them."""
    numbers = [
        at for at, row in enumerate(rows) if row.kind is Chrome.FURNITURE and _NUMBER.fullmatch(row.text)
    ]
    if len(numbers) < _FEWEST:
        return rows
    if [rows[at].text for at in numbers] != [f"{number:02}" for number in range(1, len(numbers) + 1)]:
        return rows
    below = [rows[at + 1 : end] for at, end in zip(numbers, [*numbers[1:], len(rows)], strict=True)]
    if not all(map(_is_section, below)):
        return rows
    kept = set(numbers)
    return [row._replace(kind=None) if at in kept else row for at, row in enumerate(rows)]


def _is_section(rows: list[Row]) -> bool:
    """Whether *rows* are a heading, or begin at once, and hold a sentence."""
    if not rows or rows[0].kind is not None or rows[0].menu:
        return False
    return any(row.kind is None and not row.menu and "。" in row.text for row in rows)
