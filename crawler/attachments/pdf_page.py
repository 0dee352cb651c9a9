"""One page of a PDF file as PDFium tells it: where each character stands, and each straight rule.

Pages may be turned, and landscape tables are printed up the page: everything is told as the
reader turns the page, x to the right and y downwards.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from crawler.attachments.page_lines import Glyph, is_ideographic, plain_character
from crawler.attachments.record import AttachmentError
from crawler.attachments.ruled_table import Rule

MAX_CHARACTERS = 100_000
_THIN = 2.5
"""Points: a filled box so narrow is a rule."""
_STRAIGHT = 0.2
"""Radians; watermarks are written across."""
_RED = (150, 110)
"""At least so much red, and at most so much green and blue: letterheads are printed so."""
_DEEPEST_FORM = 4
_MOST_SEGMENTS = 10_000

Point = tuple[float, float]


class PdfPage(NamedTuple):
    """What stands on a page."""

    glyphs: Sequence[Glyph]
    rules: Sequence[Rule]
    unknown: int
    """Characters that the file does not name."""
    has_picture: bool
    has_drawing: bool
    """Whether there are lines and curves: letters may be drawn so."""


class _Turn(NamedTuple):
    """How often the page has to be turned by 90° to be read, and its size before."""

    quarters: int
    width: float
    height: float

    def point(self, x: float, y: float) -> Point:
        """A point of the page (y upwards) as the reader sees it (y downwards)."""
        return ((x, self.height - y), (y, x), (self.width - x, y), (self.height - y, self.width - x))[
            self.quarters
        ]

    def rule(self, start: Point, end: Point) -> Rule:
        """The box between two corners."""
        (x0, y0), (x1, y1) = self.point(*start), self.point(*end)
        return Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


class _Drawn(NamedTuple):
    """A character with the matrix of its text: direction and scale."""

    number: int
    """Among the characters of the page."""
    text: str
    matrix: pdfium_c.FS_MATRIX
    quarters: int | None
    """How its line runs: 0 to the right, 1 up the page …; ``None``: across."""


def read_page(page: pdfium.PdfPage) -> PdfPage:
    """The characters and rules of a page; raises :class:`AttachmentError` where they are too many."""
    text_page = page.get_textpage()
    try:
        raw = text_page.raw
        drawn, unknown = _drawn(raw)
        runs = Counter(
            item.quarters for item in drawn if item.quarters is not None and not item.text.isspace()
        )
        quarters = max(runs, key=lambda key: (runs[key], -key), default=0)
        turn = _Turn(quarters, page.get_width(), page.get_height())
        placed = [(item.number, _placed(raw, item, turn)) for item in drawn if item.quarters == quarters]
    finally:
        text_page.close()
    rules, has_picture, has_drawing = _objects(page, turn)
    return PdfPage(_without_ligatures(placed), rules, unknown, has_picture, has_drawing)


def _drawn(raw: object) -> tuple[list[_Drawn], int]:
    """The characters that the file names, and how many it does not name."""
    count = pdfium_c.FPDFText_CountChars(raw)
    if count > MAX_CHARACTERS:
        raise AttachmentError("too-large")
    found, unknown = [], 0
    for index in range(count):
        if pdfium_c.FPDFText_IsGenerated(raw, index) == 1:
            continue  # line ends and spaces that PDFium made up
        character = _character(raw, index)
        if not character:
            continue
        if not character.isspace() and _is_unknown(raw, index, ord(character)):
            unknown += 1
            continue
        matrix = pdfium_c.FS_MATRIX()
        pdfium_c.FPDFText_GetMatrix(raw, index, matrix)
        found.append(_Drawn(index, plain_character(character), matrix, _quarters(matrix)))
    return found, unknown


def _character(raw: object, index: int) -> str:
    code = pdfium_c.FPDFText_GetUnicode(raw, index)
    if 0xDC00 <= code < 0xE000:
        return ""  # the second half of what follows
    if 0xD800 <= code < 0xDC00:  # a character beyond U+FFFF is told in two halves
        low = pdfium_c.FPDFText_GetUnicode(raw, index + 1)
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00) if 0xDC00 <= low < 0xE000 else 0xFFFD
    return chr(code)


def _is_unknown(raw: object, index: int, code: int) -> bool:
    is_no_character = code < 0x20 or code == 0xFFFD or 0xE000 <= code <= 0xF8FF or code >= 0xF0000
    return is_no_character or pdfium_c.FPDFText_HasUnicodeMapError(raw, index) == 1


def _quarters(matrix: pdfium_c.FS_MATRIX) -> int | None:
    angle = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    return round(angle) % 4 if abs(angle - round(angle)) * math.pi / 2 < _STRAIGHT else None


def _placed(raw: object, item: _Drawn, turn: _Turn) -> Glyph:
    box, x, y = pdfium_c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    pdfium_c.FPDFText_GetLooseCharBox(raw, item.number, box)
    pdfium_c.FPDFText_GetCharOrigin(raw, item.number, x, y)
    nominal = pdfium_c.FPDFText_GetFontSize(raw, item.number)
    start, baseline = turn.point(x.value, y.value)
    end = turn.rule((box.left, box.bottom), (box.right, box.top)).x1
    if is_ideographic(item.text):  # the box reaches as far as the ink, which may stand out a little
        end = min(end, start + nominal * math.hypot(item.matrix.a, item.matrix.b))
    size = nominal * math.hypot(item.matrix.c, item.matrix.d)
    return Glyph(item.text, start, max(end, start), baseline, size, _is_red(raw, item.number))


def _without_ligatures(placed: Sequence[tuple[int, Glyph]]) -> list[Glyph]:
    """The characters, those that one sign stands for (——, ffi) as one with several letters.

    PDFium tells them one after the other at one place.  So are characters told that were drawn twice
    to look bold; but no font has a sign for one ideograph twice.
    """
    found: list[Glyph] = []
    before = -1
    for number, glyph in placed:
        last = found[-1] if found else None
        if last is None or number != before + 1 or (glyph.x0, glyph.y) != (last.x0, last.y):
            found.append(glyph)
        elif not (glyph.text == last.text and glyph.text.isalnum() and is_ideographic(glyph.text)):
            found[-1] = last._replace(text=last.text + glyph.text, x1=max(last.x1, glyph.x1))
        before = number
    return found


def _is_red(raw: object, index: int) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium_c.FPDFText_GetFillColor(raw, index, red, green, blue, alpha):
        return False
    least, most = _RED
    return red.value >= least and green.value <= most and blue.value <= most


def _objects(page: pdfium.PdfPage, turn: _Turn) -> tuple[list[Rule], bool, bool]:
    """The straight rules on a page, whether there is a picture, and whether anything is drawn."""
    rules: list[Rule] = []
    has_picture = has_path = False
    kinds = (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE)
    for item in page.get_objects(filter=kinds, max_depth=_DEEPEST_FORM):
        if item.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            has_picture = True
            continue
        has_path = True
        if item.level == 0:  # what a form draws is told in coordinates of the form
            rules += _rules(item, turn)
    return (
        [rule for rule in rules if max(rule.x1 - rule.x0, rule.y1 - rule.y0) > 2 * _THIN],
        has_picture,
        has_path,
    )


def _rules(path: pdfium.PdfObject, turn: _Turn) -> Iterator[Rule]:
    """The horizontal and vertical strokes of a path, a box's sides among them; a thin box is one stroke."""
    left, bottom, right, top = path.get_bounds()
    if min(right - left, top - bottom) <= _THIN:
        yield turn.rule((left, bottom), (right, top))
        return
    matrix = path.get_matrix()
    first: Point | None = None
    before: Point | None = None
    for index in range(min(pdfium_c.FPDFPath_CountSegments(path.raw), _MOST_SEGMENTS)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path.raw, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO and before is not None:
            yield from _straight(turn.rule(before, point))
        before = point
        if pdfium_c.FPDFPathSegment_GetClose(segment) and first is not None:
            yield from _straight(turn.rule(point, first))


def _straight(rule: Rule) -> Iterator[Rule]:
    if min(rule.x1 - rule.x0, rule.y1 - rule.y0) <= _THIN:
        yield rule
