"""Where the text of a document opens: below letterhead, number, title and the note under it."""

from __future__ import annotations

import re

from archive.vocabulary.document_numbers import find_numbers, parse_number
from archive.vocabulary.folding import fold
from archive.vocabulary.organisations import split_organisations
from crawler.extraction.fields.row import Row, squeeze

_MOST_OPENING_ROWS = 10
_LETTERHEAD = re.compile(
    r"(?P<organs>.{2,150}?)\s{0,3}(?:(?:行政)?(?:规范性)?文\s{0,3}件|便\s{0,3}函|公用笺|传真电报|明传电报)\Z"
)
_HEADED = frozenset("件函笺报")


def letterhead(line: str) -> tuple[str, ...]:
    """The organisations of a heading (``清川市卫生健康委员会文件``, ``清川市疾控中心便函``), else nothing."""
    if len(line) > 160 or _HEADED.isdisjoint(line[-2:]):
        return ()
    match = _LETTERHEAD.fullmatch(fold(line))
    return split_organisations(line[: match.end("organs")]) if match else ()


def opening_of(body: tuple[Row, ...], title: str | None) -> int:
    """The index of the first row that is of the text."""
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
