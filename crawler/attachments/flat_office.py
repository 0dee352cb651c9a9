"""Text of Office documents that are one XML file: Word and Excel 2003, and packages laid flat.

Web systems fill a template of this kind and serve it as ``.doc`` or ``.xls``::

    <w:wordDocument><w:body><w:p><w:r><w:t>…        <Workbook><Worksheet ss:Name="…"><Table><Row><Cell><Data>…
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat

from lxml import etree

from crawler.attachments.docx import text_of_document
from crawler.attachments.office_xml import attribute, child, children, local_name
from crawler.attachments.package import parse_xml
from crawler.attachments.record import AttachmentText

_MOST_SKIPPED = 100
"""Cells that a row may leave out between two."""
_MIDNIGHT = "T00:00:00.000"


def read_word_xml(body: bytes) -> AttachmentText:
    """The text of a Word 2003 document, or of the main part of a package laid flat."""
    root = parse_xml(body)
    if local_name(root) != "package":
        return AttachmentText(text=text_of_document(child(root, "body")), kind="word-xml")
    parts = {
        (attribute(part, "name") or "").rpartition("/")[2]: inside
        for part in children(root, "part")
        for data in children(part, "xmlData")
        for inside in data
    }
    names = ("document", "numbering", "styles", "footnotes", "endnotes")
    return AttachmentText(
        text=text_of_document(*(parts.get(f"{name}.xml") for name in names)), kind="word-xml"
    )


def read_excel_xml(body: bytes) -> AttachmentText:
    """The rows of an Excel 2003 workbook, of its visible sheets."""
    sheets = [sheet for sheet in children(parse_xml(body), "Worksheet") if not _is_hidden(sheet)]
    read = [(attribute(sheet, "Name") or "", list(_rows(sheet))) for sheet in sheets]
    filled = [(name, rows) for name, rows in read if rows]
    lines: list[str] = []
    for name, rows in filled:
        lines += [name, *rows] if len(filled) > 1 else rows
    return AttachmentText(text="\n".join(lines), kind="spreadsheet", pages=len(sheets))


def _is_hidden(sheet: etree._Element) -> bool:
    visible = child(child(sheet, "WorksheetOptions"), "Visible")
    return visible is not None and visible.text != "SheetVisible"


def _rows(sheet: etree._Element) -> Iterator[str]:
    for row in children(child(sheet, "Table"), "Row"):
        cells: list[str] = []
        for cell in children(row, "Cell"):
            place = attribute(cell, "Index") or ""
            skipped = int(place) - 1 - len(cells) if place.isdecimal() and len(place) < 6 else 0
            cells += repeat("", min(skipped, _MOST_SKIPPED))
            cells.append(_text(child(cell, "Data")))
        if any(cells):
            yield "\t".join(cells).rstrip("\t")


def _text(data: etree._Element | None) -> str:
    if data is None:
        return ""
    text = " ".join("".join(str(piece) for piece in data.itertext()).split())
    return text.removesuffix(_MIDNIGHT) if attribute(data, "Type") == "DateTime" else text
