"""Lines of pages put together to paragraphs: a line's end is layout, a paragraph's end is meaning.

What tells a new paragraph from a line that goes on: the first line of a Chinese paragraph is
indented by two characters; a line that goes on begins at the left margin; and it had to be
broken there, because what follows would not have fitted (GB/T 9704 sets 28 characters a line).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, pairwise

from crawler.attachments.page_lines import Cell, PageLine, join_text, joined_spacing

_NEAR = 0.7
"""Ems: so far apart, two lines still begin at one place."""
_CENTRED = 1.0
_SHORTEST = 12
"""Ems: no text is set so narrow that a shorter line is a full one."""
_HANG = 0.6
_FEWEST_INDENTED = 2
_LARGER = 1.08
"""A title is set in larger type than the text."""
_PITCH = 1.3
"""Of the usual distance between lines: more is space between paragraphs …"""
_WIDEST_PITCH = 1.7
"""… where they are not told apart by indents; else a tall sign may have moved a line."""
_MARKED = re.compile(
    r"(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[①-⑳])[、.．)）]|附\s*(?:件|表)\s*\d*\s*[:：]?|第[一二三四五六七八九十\d]+[章条节]|[•·●■◆-])"
)
_HANGING = re.compile(rf"{_MARKED.pattern}|[㐀-鿿]{{2,4}}[:：]")
"""Behind a number or a label (``抄送：``) the lines that go on may be indented."""
_NOTE = re.compile(r"[（(][^（()）]*[）)]")
"""（此件公开发布） stands by itself."""
_FULL_PAGE = 3
"""A page with less than this part of the fullest one's lines does not tell where the text's margins are."""
_FEWEST_AT_EDGE = 3
_SIGN = 1.1
"""Ems: a comma may be set behind the end of a full line."""
_BRACKETED = re.compile(r"[（(【〔].*[）)】〕]|.*第\s*\d+\s*号")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells where the page draws them between rules."""

    rows: tuple[str, ...]
    """Cells separated by tabs."""
    y: float


Page = Sequence[PageLine | Table]


@dataclass(slots=True)
class _Margins:
    left: float
    right: float
    size: float
    """Of the text."""
    pitch: float
    """From one line to the next."""
    indents: bool
    """Whether paragraphs are seen to begin indented."""


class _Text:
    """Paragraphs as they are put together, the last one still open."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.lines: list[PageLine] = []
        """Of the open paragraph."""
        self.right = 0.0
        """The margin up to which its last line might have gone."""
        self._open = ""

    def begin(self, line: PageLine, right: float) -> None:
        """Begin a paragraph."""
        self.close()
        self.go_on(line, right)

    def go_on(self, line: PageLine, right: float) -> None:
        """Add a line to the open paragraph."""
        self._open = join_text(self._open, line.text)
        self.lines.append(line)
        self.right = right

    def add(self, *whole: str) -> None:
        """Add whole paragraphs, or rows."""
        self.close()
        self.paragraphs += whole

    def close(self) -> None:
        """End the open paragraph."""
        if self.lines:
            self.paragraphs.append(self._open)
        self.lines, self._open = [], ""


def paragraphs_of(pages: Sequence[Page]) -> list[str]:
    """The text of the pages, a paragraph or a table's row each."""
    text = _Text()
    whole = _margins(pages)
    for page in chain.from_iterable(map(_columns, pages)):
        own = _margins_of_page(page, whole)
        aligned = _aligned(page, own)
        for item in _with_letterhead(page):
            if isinstance(item, str):
                text.add(item)
            elif isinstance(item, Table):
                text.add(*item.rows)
            elif id(item) in aligned:
                text.add("\t".join(joined_spacing(cell.text) for cell in item.cells))
            elif text.lines and _goes_on(text, item, own, whole):
                text.go_on(item, own.right)
            else:
                text.begin(item, own.right)
    text.close()
    return text.paragraphs


def _columns(page: Page) -> list[Page]:
    """The page, or its parts where it is set in columns."""
    return [
        list(part)
        for _, part in groupby(page, key=lambda item: item.column if isinstance(item, PageLine) else 0)
    ]


def _lines(page: Page) -> list[PageLine]:
    return [item for item in page if isinstance(item, PageLine)]


def _goes_on(text: _Text, line: PageLine, own: _Margins, whole: _Margins) -> bool:
    """Whether *line* continues the open paragraph."""
    last = text.lines[-1]
    if last.red or line.red or not 1 / _LARGER < line.size / max(last.size, 0.1) < _LARGER:
        return False
    if _is_title(last, own, whole) and _is_title(line, own, whole):
        return not _BRACKETED.fullmatch(line.text) and not _BRACKETED.fullmatch(last.text)
    if _is_set_apart(last, line, whole) or not _was_full(last, line, text.right):
        return False
    return _is_in_place(text.lines, line, own, whole)


def _is_set_apart(last: PageLine, line: PageLine, whole: _Margins) -> bool:
    """Whether space on the page, or the brackets of a note, part a line from the one before."""
    if last.text.endswith("。") and _NOTE.fullmatch(line.text):
        return True
    most = _WIDEST_PITCH if whole.indents else _PITCH
    is_same_page = line.y > last.y
    return is_same_page and line.y - last.y > most * max(whole.pitch, line.size)


def _was_full(last: PageLine, line: PageLine, right: float) -> bool:
    """Whether what begins *line* would not have fitted on the line before, which ends at *right* at most."""
    em = line.size
    return right - last.x1 <= line.first + 0.3 * em and last.x1 - last.x0 >= (_SHORTEST - 2) * em


def _is_in_place(paragraph: Sequence[PageLine], line: PageLine, own: _Margins, whole: _Margins) -> bool:
    """Whether a line begins where those begin that go on: at the margin, or under a hanging one."""
    last, em = paragraph[-1], line.size
    if abs(line.x0 - own.left) <= _NEAR * em:
        return whole.indents or last.x0 > own.left + _NEAR * em or not _MARKED.match(line.text)
    hangs = len(paragraph) == 1 and _HANGING.match(last.text) and line.x0 > last.x0 + _HANG * em
    stays = len(paragraph) > 1 and abs(line.x0 - last.x0) <= _NEAR * em
    return bool(hangs or stays) and not _MARKED.match(line.text)


def _is_title(line: PageLine, own: _Margins, whole: _Margins) -> bool:
    """Whether a line is set larger than the text, and centred."""
    middle = (own.left + own.right) / 2
    return line.size > _LARGER * whole.size and abs((line.x0 + line.x1) / 2 - middle) <= _CENTRED * whole.size


def _margins(pages: Sequence[Page]) -> _Margins:
    """Margins of the text; one line alone may stand at the left one, but none of a page that is a table."""
    weights: Counter[float] = Counter()
    for line in (line for page in pages for line in _lines(page)):
        weights[round(line.size * 2) / 2] += sum(len(cell.text) for cell in line.cells)
    size = max(weights, key=lambda key: (weights[key], key), default=0.0)
    texts = [[line for line in _lines(page) if abs(line.size - size) <= 1] for page in pages]
    fullest = max(map(len, texts), default=0)
    text = [line for lines in texts if len(lines) * _FULL_PAGE >= fullest for line in lines]
    left = _edge([line.x0 for line in text], size, least=1)
    return _Margins(
        left=left,
        right=-_edge([-line.x1 for line in text], size, least=2),
        size=size,
        pitch=_pitch(pages, size),
        indents=sum(abs(line.x0 - left - 2 * size) <= _NEAR * size for line in text) >= _FEWEST_INDENTED,
    )


def _margins_of_page(page: Page, whole: _Margins) -> _Margins:
    """Margins of one page: pages of a book are set alternately to the left and to the right, and an
    annex may be set wider than the notice."""
    text = [line for line in _lines(page) if abs(line.size - whole.size) <= 1]
    starts, ends = [line.x0 for line in text], [-line.x1 for line in text]
    left = _edge(starts, whole.size, _FEWEST_AT_EDGE)
    right = -_edge(ends, whole.size, _FEWEST_AT_EDGE)
    is_as_wide = bool(text) and abs((right - left) - (whole.right - whole.left)) < _NEAR * whole.size
    is_block = _is_edge(left, starts, 0, whole.size) and _is_edge(-right, ends, _SIGN, whole.size)
    return replace(whole, left=left, right=right) if is_as_wide or is_block else whole


def _is_edge(edge: float, places: Sequence[float], beyond: float, size: float) -> bool:
    """Whether a block of text begins there: several lines do, and none further out than a sign may."""
    there = sum(edge <= place <= edge + _NEAR * size for place in places)
    return there >= _FEWEST_AT_EDGE and min(places) >= edge - beyond * size


def _edge(places: Sequence[float], size: float, least: int) -> float:
    """The outermost place at which *least* lines begin; of lines that share none, the outermost."""
    ordered = sorted(places)
    for place in ordered:
        if sum(place <= other <= place + _NEAR * size for other in ordered) >= least:
            return place
    return ordered[0] if ordered else 0.0


def _pitch(pages: Sequence[Page], size: float) -> float:
    steps = [
        below.y - above.y
        for page in pages
        for above, below in pairwise(_lines(page))
        if 0 < below.y - above.y < 4 * size and abs(below.size - size) <= 1 and abs(above.size - size) <= 1
    ]
    return sorted(steps)[len(steps) // 4] if steps else 1.8 * size


def _aligned(page: Page, own: _Margins) -> set[int]:
    """Ids of the lines that are rows of a table without rules: cells stand below each other."""
    lines = _lines(page)
    found: set[int] = set()
    for above, below in pairwise(lines):
        if below.y - above.y > 2.5 * own.pitch:
            continue
        starts = [cell.x0 for cell in above.cells[1:]]
        if any(abs(cell.x0 - start) <= _NEAR * own.size for cell in below.cells[1:] for start in starts):
            found |= {id(above), id(below)}
    return found


def _with_letterhead(page: Page) -> Iterator[PageLine | Table | str]:
    """The page with a joint letterhead as one line: its 文件 stands in the middle of the organs' lines."""
    for is_red, group in groupby(page, key=_is_red):
        items = list(group)
        cells = ["".join(cell.text.split()) for line in items if is_red for cell in _cells(line)]
        organs = [text.removesuffix("文件") for text in cells]
        if len(items) > 1 and organs != cells:
            yield " ".join(filter(None, organs)) + "文件"
        else:
            yield from items


def _cells(item: PageLine | Table) -> Sequence[Cell]:
    return item.cells if isinstance(item, PageLine) else ()


def _is_red(item: PageLine | Table) -> bool:
    return isinstance(item, PageLine) and item.red
