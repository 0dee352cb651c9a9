"""Read a file of any known format in this process; see :mod:`crawler.attachments.guard` for the safe way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from crawler.attachments.doc import read_doc
from crawler.attachments.docx import read_docx
from crawler.attachments.flat_office import read_excel_xml, read_word_xml
from crawler.attachments.markup import read_markup, read_plain, read_web_archive
from crawler.attachments.media_type import kind_of
from crawler.attachments.ofd import read_ofd
from crawler.attachments.pdf import read_pdf
from crawler.attachments.record import AttachmentError, AttachmentText
from crawler.attachments.rtf import read_rtf
from crawler.attachments.spreadsheet import read_spreadsheet

MAX_CHARACTERS = 5_000_000
"""Of text; the longest real notices, tables of hospitals, have a million."""

_READERS: Mapping[str, Callable[[bytes], AttachmentText]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "doc": read_doc,
    "xlsx": read_spreadsheet,
    "xlsb": read_spreadsheet,
    "xls": read_spreadsheet,
    "ods": read_spreadsheet,
    "ofd": read_ofd,
    "rtf": read_rtf,
    "word-xml": read_word_xml,
    "excel-xml": read_excel_xml,
    "html": read_markup,
    "web archive": read_web_archive,
    "text": read_plain,
}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BLANK = re.compile(r"[ \u00a0\u3000\t]*\n(?:[ \u00a0\u3000\t]*\n)*")


def read_file(body: bytes, name: str = "", media_type: str | None = None) -> AttachmentText:
    """The text of a file, or why it has none; whatever else goes wrong in a reader is ``damaged``.

    The readers trust nothing, but they may take very long, or take the process down.
    """
    kind = None
    try:
        kind = kind_of(body, name, media_type)
        reader = _READERS.get(kind)
        if reader is None:
            raise AttachmentError("unsupported")
        found = reader(body)
        text = _clean(found.text)
        if len(text) > MAX_CHARACTERS:
            raise AttachmentError("too-large")
        if not text:
            raise AttachmentError("empty")
    except AttachmentError as error:
        return AttachmentText(kind=kind, failure=error.failure, scanned=error.failure == "scanned")
    except MemoryError:
        return AttachmentText(kind=kind, failure="memory")
    return AttachmentText(text=text, kind=kind, pages=found.pages, scanned=found.scanned)


def _clean(text: str) -> str:
    """Text without characters that draw nothing and cannot be stored, and without blank lines."""
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _BLANK.sub("\n", text).strip()
