"""Page numbers and running heads: what stands on every page and belongs to none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from crawler.attachments.page_lines import PageLine
from crawler.attachments.paragraphs import Page

_DASHES = "-‐‑‒–—―−─－一·~～•"
_NUMBER = re.compile(
    rf"\s*(?:[{_DASHES}]{{1,3}}\s*\d{{1,4}}\s*[{_DASHES}]{{1,3}}"
    r"|第\s*\d{1,4}\s*页(?:\s*[,，/、(（]?\s*共\s*\d{1,4}\s*页[)）]?)?"
    r"|\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?)\s*"
)
_BARE = re.compile(r"\s*(\d{1,4})\s*")
_EDGE_LINES = 2
_FEWEST_REPEATS = 3
_IN_PLACE = 2.0
"""Points, or millimetres."""


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without page numbers, and without what at least half of three or more pages repeat
    in their first or last two lines; of two pages, a line at the top
    of both stands on the first alone, and one at the bottom on the second."""
    counts: Counter[tuple[bool, str]] = Counter()
    for page in pages:
        counts.update(set(_keys(page).values()))
    most = max(_FEWEST_REPEATS, len(pages) / 2)
    kept: list[Page] = []
    for number, page in enumerate(pages):
        keys = _keys(page)
        kept.append(
            [
                item
                for index, item in enumerate(page)
                if not (
                    isinstance(item, PageLine)
                    and index in keys
                    and (
                        _is_number(page, index, number, pages)
                        or (keys[index][1] and counts[keys[index]] >= most)
                        or (len(pages) == 2 and keys[index][1] and _is_repeated(index, number, pages))
                    )
                )
            ]
        )
    return kept


def _is_repeated(index: int, number: int, pages: Sequence[Page]) -> bool:
    """Whether the other of two pages shows the words of a line in the same place, in small type, and it
    stands between the two parts of the text: at the top of the second page, at the bottom of the first."""
    page, other = pages[number], pages[1 - number]
    line, keys, others = page[index], _keys(page), _keys(other)
    is_between = keys[index][0] == (number == 1)
    sizes = sorted(item.size for item in page if isinstance(item, PageLine))
    if not is_between or not isinstance(line, PageLine) or line.size >= sizes[len(sizes) // 2]:
        return False
    twins = (item for place, item in enumerate(other) if others.get(place) == keys[index])
    return any(
        isinstance(twin, PageLine)
        and abs(twin.y - line.y) <= _IN_PLACE
        and abs(twin.x0 - line.x0) <= _IN_PLACE
        for twin in twins
    )


def _keys(page: Page) -> dict[int, tuple[bool, str]]:
    """The first and last lines of a page, with their words; a cell that is a page number does not count."""
    edges = [*range(min(_EDGE_LINES, len(page))), *range(max(0, len(page) - _EDGE_LINES), len(page))]
    found = {}
    for index in edges:
        item = page[index]
        if isinstance(item, PageLine):
            words = (cell.text for cell in item.cells if not _BARE.fullmatch(cell.text))
            found[index] = (
                index < _EDGE_LINES,
                "".join(word for word in words if not _NUMBER.fullmatch(word)),
            )
    return found


def _is_number(page: Page, index: int, number: int, pages: Sequence[Page]) -> bool:
    """Whether a line is a page's number; a bare figure is one if other pages count on, or it is a 1."""
    if index not in (0, len(page) - 1):
        return False
    item = page[index]
    if not isinstance(item, PageLine):
        return False
    if _NUMBER.fullmatch(item.text):
        return True
    bare = _BARE.fullmatch(item.text)
    if bare is None:
        return False
    offset = int(bare[1]) - number
    if len(pages) == 1:
        return offset == 1
    return any(
        _bare_number(other, index == 0) == position + offset
        for position, other in enumerate(pages)
        if position != number
    )


def _bare_number(page: Page, is_top: bool) -> int | None:
    if not page:
        return None
    item = page[0 if is_top else -1]
    found = _BARE.fullmatch(item.text) if isinstance(item, PageLine) else None
    return int(found[1]) if found else None
