"""What a file is, judged by its bytes; its name and the type that a server told are only hints.

Sites serve every file as ``application/octet-stream``, name a web page ``.xls`` and rename
``.docx`` to ``.doc``; the bytes do not lie.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import olefile

from crawler.attachments.package import ZIP_DAMAGE, plain_name
from crawler.attachments.record import AttachmentError
from crawler.extraction.binary import file_format, is_binary
from crawler.extraction.decode import wide_encoding

_ZIP_MEMBERS = (
    (r"word/document\d*\.xml", "docx"),
    (r"xl/workbook\.xml", "xlsx"),
    (r"xl/workbook\.bin", "xlsb"),
    (r"ofd\.xml", "ofd"),
    (r"ppt/presentation\.xml", "pptx"),
)
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table|div|p|meta)\b", re.I)
_WORD_XML = re.compile(rb"<\?mso-application\s+progid=\"Word\.Document\"|<w:wordDocument\b|<pkg:package\b")
_EXCEL_XML = re.compile(
    rb"<\?mso-application\s+progid=\"Excel\.Sheet\"|<Workbook\b[^>]{0,500}urn:schemas-microsoft-com:office:spreadsheet"
)
_HEAD = 4096
_TEXT_EXTENSIONS = (".txt", ".csv", ".tsv")


def kind_of(body: bytes, name: str = "", media_type: str | None = None) -> str:
    """``pdf``, ``docx``, ``doc``, ``xlsx``, ``xlsb``, ``xls``, ``ods``, ``ofd``, ``rtf``, ``html`` or
    ``text``, ``word-xml``, ``excel-xml``, ``web archive``; else what it is in other words (``zip``,
    ``picture`` …), ``unknown`` at worst.

    Raises :class:`AttachmentError` for an empty, damaged or encrypted container.
    """
    if not body.strip(b"\0 \t\r\n"):
        raise AttachmentError("empty")
    found = file_format(body) or ""
    match found:
        case "a PDF file":
            return "pdf"
        case "an RTF file":
            return "rtf"
        case "an Office or ZIP file":
            return _kind_of_zip(body)
        case "an Office file":
            return _kind_of_ole(body)
        case "" | "an Office XML file":
            return _kind_of_text(body, name, media_type)
        case _:
            return found.split(" ", 1)[1].removesuffix(" file")


def _kind_of_zip(body: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(body)) as package:
            names = {plain_name(info.filename) for info in package.infolist()}
            mimetype = package.read("mimetype")[:100] if "mimetype" in names else b""
    except ZIP_DAMAGE as error:
        raise AttachmentError("damaged") from error
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "ods"
    found = (kind for member, kind in _ZIP_MEMBERS if any(re.fullmatch(member, name) for name in names))
    return next(found, "zip")


def _kind_of_ole(body: bytes) -> str:
    try:
        with olefile.OleFileIO(BytesIO(body)) as package:
            kind = next((kind for stream, kind in _OLE_STREAMS if package.exists(stream)), "unknown")
    except (OSError, ValueError, IndexError, KeyError) as error:
        raise AttachmentError("damaged") from error
    if kind == "encrypted":
        raise AttachmentError("encrypted")
    return kind


def _kind_of_text(body: bytes, name: str, media_type: str | None) -> str:
    encoding = wide_encoding(body)
    head = body[:_HEAD] if encoding is None else body[:_HEAD].decode(encoding, "ignore").encode()
    if _WORD_XML.search(head):
        return "word-xml"
    if _EXCEL_XML.search(head):
        return "excel-xml"
    if _HTML.search(head):
        return "html"
    if encoding is None and is_binary(body):
        return "unknown"
    told = (media_type or "").split(";")[0].strip().lower()
    is_told = told.startswith("text/") or name.lower().endswith(_TEXT_EXTENSIONS)
    return "text" if is_told or not told.startswith("image/") else "unknown"
