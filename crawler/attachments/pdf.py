"""Text of a PDF file: its text layer, put together to paragraphs and tables.

PDFium tells which character is drawn where; lines, paragraphs and tables are ours, because
what PDFium calls a line is no paragraph, and Chinese has no spaces to go by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from crawler.attachments.columns import Gutter, column_lines, find_gutter
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
    lines = paragraphs_of(without_furniture([part for page in pages for part in _set_out(page)]))
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


def _set_out(page: PdfPage) -> Iterator[Page]:
    """The lines and tables of a page, top to bottom; two pages side by side are two."""
    gutter = find_gutter(page.glyphs)
    if gutter is None or not gutter.parts_pages or any(r.x0 < gutter.x < r.x1 for r in page.rules):
        yield _in_order(page, gutter)
        return
    left, right = (
        page._replace(
            glyphs=[glyph for glyph in page.glyphs if (glyph.x0 < gutter.x) == is_left],
            rules=[rule for rule in page.rules if (rule.x0 < gutter.x) == is_left],
        )
        for is_left in (True, False)
    )
    # Both begin at the same place of the paper, so that a paragraph goes on from one to the other.
    shift = min(glyph.x0 for glyph in right.glyphs) - min(glyph.x0 for glyph in left.glyphs)
    yield _in_order(left)
    yield _in_order(
        right._replace(
            glyphs=[glyph._replace(x0=glyph.x0 - shift, x1=glyph.x1 - shift) for glyph in right.glyphs],
            rules=[rule._replace(x0=rule.x0 - shift, x1=rule.x1 - shift) for rule in right.rules],
        )
    )


def _in_order(page: PdfPage, gutter: Gutter | None = None) -> Page:
    tables, rest = split_tables(page.glyphs, page.rules)
    if gutter is not None and not tables:
        return column_lines(rest, gutter)
    items: list[PageLine | Table] = [*tables, *page_lines(rest)]
    return sorted(items, key=lambda item: item.y)
