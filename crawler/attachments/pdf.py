"""Text of a PDF file: its text layer, put together to paragraphs and tables.

PDFium tells which character is drawn where; lines, paragraphs and tables are ours, because
what PDFium calls a line is no paragraph, and Chinese has no spaces to go by.
"""

from __future__ import annotations

import re

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from crawler.attachments.page_furniture import without_furniture
from crawler.attachments.page_lines import PageLine, page_lines
from crawler.attachments.paragraphs import Page, Table, paragraphs_of
from crawler.attachments.pdf_page import PdfPage, read_page
from crawler.attachments.record import AttachmentError, AttachmentText
from crawler.attachments.ruled_table import split_tables

MAX_PAGES = 2_000
"""The longest notices seen (directories of hospitals) have a few hundred."""
_FEWEST_CHARACTERS = 8
"""A page with fewer and a picture is a scan, its number printed below."""
_STAMP = re.compile(r"\w{0,6}扫描\w{0,8}|Scanned(?:with|by)\w{3,20}", re.IGNORECASE)
"""What the programs of telephones print below a scan: ``扫描全能王 创建``, ``Scanned with …``."""
_LONGEST_STAMP = 40
_MOST_UNKNOWN = 0.2


def read_pdf(body: bytes) -> AttachmentText:
    """The text layer of a PDF file; raises :class:`AttachmentError` where it has none to give.

    Pages that are damaged are left out, as long as one can be read.
    """
    try:
        document = pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) in (
            pdfium_c.FPDF_ERR_PASSWORD,
            pdfium_c.FPDF_ERR_SECURITY,
        )
        raise AttachmentError("encrypted" if is_locked else "damaged") from error
    count = len(document)
    if count > MAX_PAGES:
        raise AttachmentError("too-many-pages")
    pages = [page for index in range(count) if (page := _read(document, index)) is not None]
    _refuse_textless(pages)
    scanned = sum(_is_picture(page) for page in pages)
    lines = paragraphs_of(without_furniture([_set_out(page) for page in pages]))
    if not lines and any(page.has_picture for page in pages):
        raise AttachmentError("scanned")  # what every page repeats is no text
    return AttachmentText(text="\n".join(lines), kind="pdf", pages=count, scanned=scanned * 2 > len(pages))


def _read(document: pdfium.PdfDocument, index: int) -> PdfPage | None:
    """A page, or ``None`` where it is damaged."""
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return None
    try:
        return read_page(page)
    except pdfium.PdfiumError:
        return None
    finally:
        page.close()


def _refuse_textless(pages: list[PdfPage]) -> None:
    if not pages:
        raise AttachmentError("damaged")
    named = sum(len(page.glyphs) for page in pages)
    unknown = sum(page.unknown for page in pages)
    if unknown > _MOST_UNKNOWN * (named + unknown):
        raise AttachmentError("garbled")
    if all(_is_picture(page) for page in pages):
        raise AttachmentError("scanned")
    if not any(glyph.text.strip() for page in pages for glyph in page.glyphs):
        is_drawn = any(page.has_picture or page.has_drawing for page in pages)
        raise AttachmentError("scanned" if is_drawn else "empty")


def _is_picture(page: PdfPage) -> bool:
    if not page.has_picture or len(page.glyphs) > _LONGEST_STAMP:
        return False
    text = "".join("".join(glyph.text for glyph in sorted(page.glyphs, key=lambda glyph: glyph.x0)).split())
    return len(text) < _FEWEST_CHARACTERS or _STAMP.fullmatch(text) is not None


def _set_out(page: PdfPage) -> Page:
    """The lines and tables of a page, top to bottom."""
    tables, rest = split_tables(page.glyphs, page.rules)
    items: list[PageLine | Table] = [*tables, *page_lines(rest)]
    return sorted(items, key=lambda item: item.y)
