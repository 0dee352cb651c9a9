"""Text of an OFD file (GB/T 33190), the Chinese page format: a zip of XML that places each character.

Places are in millimetres from the upper left corner of an object, whose own corner is given
from that of the page.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from crawler.attachments.office_xml import attribute, child, children, local_name
from crawler.attachments.package import Package
from crawler.attachments.page_furniture import without_furniture
from crawler.attachments.page_lines import Glyph, is_ideographic, page_lines, plain_character
from crawler.attachments.paragraphs import Page, paragraphs_of
from crawler.attachments.record import AttachmentError, AttachmentText
from crawler.attachments.ruled_table import Rule, split_tables

MAX_PAGES = 2_000
_MOST_TEMPLATES = 10
_POINTS = 72 / 25.4
"""In a millimetre; lines and tables are measured in points."""
_DEFAULT_SIZE = 4.0
_THIN = 1.0
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE]-?\d+)?")
_RED = (150, 110)


def read_ofd(body: bytes) -> AttachmentText:
    """The text of an OFD file; raises :class:`AttachmentError` where it has none to give."""
    package = Package(body)
    root = package.xml("OFD.xml")
    if root is None:
        raise AttachmentError("damaged")
    if any(name.endswith("Encryptions.xml") for name in package.names):
        raise AttachmentError("encrypted")
    locations = [
        location for document in children(root, "DocBody") if (location := _text(document, "DocRoot"))
    ]
    pages = [page for location in locations for page in _pages(package, location)]
    if not pages:
        raise AttachmentError("damaged")
    if not any(page for page, _ in pages):
        raise AttachmentError("scanned" if any(drawn for _, drawn in pages) else "empty")
    scanned = sum(drawn and not page for page, drawn in pages)
    lines = paragraphs_of(without_furniture([page for page, _ in pages]))
    return AttachmentText(
        text="\n".join(lines), kind="ofd", pages=len(pages), scanned=scanned * 2 > len(pages)
    )


def _pages(package: Package, location: str) -> Iterator[tuple[Page, bool]]:
    """Each page's lines and tables, and whether it holds a picture."""
    location = _resolve("", location)
    document = package.xml(location)
    if document is None:
        raise AttachmentError("damaged")
    entries = children(child(document, "Pages"), "Page")
    if len(entries) > MAX_PAGES:
        raise AttachmentError("too-many-pages")
    folder = posixpath.dirname(location)
    templates = {
        attribute(entry, "ID"): package.xml(_resolve(folder, attribute(entry, "BaseLoc") or ""))
        for entry in children(child(document, "CommonData"), "TemplatePage")[:MAX_PAGES]
    }
    for entry in entries:
        content = package.xml(_resolve(folder, attribute(entry, "BaseLoc") or ""))
        if content is not None:
            below = [
                template
                for used in children(content, "Template")[:_MOST_TEMPLATES]
                if (template := templates.get(attribute(used, "TemplateID"))) is not None
            ]
            yield _page(*below, content)


def _page(*contents: etree._Element) -> tuple[Page, bool]:
    """A page with the templates that it is printed on: forms, and letterheads of some offices."""
    glyphs: list[Glyph] = []
    rules: list[Rule] = []
    drawn = False
    for item in (item for content in contents for item in content.iter()):
        match local_name(item):
            case "TextObject":
                glyphs += _glyphs(item)
            case "PathObject":
                rules += _rules(item)
                drawn = True
            case "ImageObject":
                drawn = True
    tables, rest = split_tables(glyphs, rules)
    return sorted([*tables, *page_lines(rest)], key=lambda item: item.y), drawn


def _glyphs(item: etree._Element) -> Iterator[Glyph]:
    left, top, *_ = [*_numbers(attribute(item, "Boundary")), 0.0, 0.0]
    matrix = _numbers(attribute(item, "CTM"))
    scale_x, scale_y, move_x, move_y = 1.0, 1.0, 0.0, 0.0
    if len(matrix) == 6:
        if abs(matrix[1]) > abs(matrix[0]) * 0.2:
            return  # written across the page: a watermark
        scale_x, scale_y, move_x, move_y = matrix[0], matrix[3], matrix[4], matrix[5]
    size = next(iter(_numbers(attribute(item, "Size"))), _DEFAULT_SIZE)
    red = _is_red(child(item, "FillColor"))
    x = y = 0.0
    for code in children(item, "TextCode"):
        text = code.text or ""
        x = next(iter(_numbers(attribute(code, "X"))), x)
        y = next(iter(_numbers(attribute(code, "Y"))), y)
        steps_x, steps_y = (
            _steps(attribute(code, "DeltaX"), len(text)),
            _steps(attribute(code, "DeltaY"), len(text)),
        )
        for index, character in enumerate(text):
            width = size if is_ideographic(character) else size / 2
            place = (left + x * scale_x + move_x) * _POINTS
            yield Glyph(
                text=plain_character(character),
                x0=place,
                x1=place + width * abs(scale_x) * _POINTS,
                y=(top + y * scale_y + move_y) * _POINTS,
                size=size * abs(scale_y) * _POINTS,
                red=red,
            )
            x += steps_x[index] if index < len(steps_x) else (0.0 if steps_y else width)
            y += steps_y[index] if index < len(steps_y) else 0.0


def _steps(text: str | None, most: int) -> list[float]:
    """Distances from character to character; ``g 3 4.2`` stands for 4.2 three times."""
    steps: list[float] = []
    words = iter((text or "").split())
    for word in words:
        if len(steps) >= most:
            break
        if word == "g":
            count, step = _numbers(next(words, "")), _numbers(next(words, ""))
            steps += [step[0]] * min(int(count[0]), most) if count and step else []
        else:
            steps += _numbers(word)
    return steps


def _rules(item: etree._Element) -> Iterator[Rule]:
    """The horizontal and vertical strokes of a path: ``M x y L x y … C``."""
    left, top, *_ = [*_numbers(attribute(item, "Boundary")), 0.0, 0.0]
    matrix = _numbers(attribute(item, "CTM"))
    a, _, _, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    words = (_text(item, "AbbreviatedData") or "").split()[:100_000]
    first = before = None
    index = 0
    while index < len(words):
        word = words[index]
        index += 1
        if word in ("M", "S", "L"):
            numbers = _numbers(" ".join(words[index : index + 2]))
            index += 2
            if len(numbers) != 2:
                return
            point = ((left + numbers[0] * a + e) * _POINTS, (top + numbers[1] * d + f) * _POINTS)
            if word == "L" and before is not None:
                yield from _straight(before, point)
            first = first if word == "L" else point
            before = point
        elif word == "C" and first is not None and before is not None:
            yield from _straight(before, first)


def _straight(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Rule]:
    (x0, x1), (y0, y1) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    if min(x1 - x0, y1 - y0) <= _THIN < max(x1 - x0, y1 - y0):
        yield Rule(x0, y0, x1, y1)


def _is_red(colour: etree._Element | None) -> bool:
    numbers = _numbers(attribute(colour, "Value"))
    least, most = _RED
    return len(numbers) == 3 and numbers[0] >= least and max(numbers[1:]) <= most


def _resolve(folder: str, location: str) -> str:
    """A location as OFD gives it: from the package's root with a leading slash, else from the file."""
    return posixpath.normpath(
        location.lstrip("/") if location.startswith("/") else posixpath.join(folder, location)
    )


def _text(element: etree._Element, name: str) -> str | None:
    found = child(element, name)
    return None if found is None or found.text is None else found.text.strip()


def _numbers(text: str | None) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text or "")]
