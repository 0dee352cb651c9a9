"""Makes small but real DOCX, XLSX and PDF files from text, for the attachments of demo notices."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from types import MappingProxyType
from xml.sax.saxutils import escape

from crawler.demo.texts import File

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".pdf": "application/pdf",
    }
)

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def file_bytes(file: File) -> bytes:
    """The content of *file* in the format of its ending; the same bytes every time."""
    return _MAKERS[file_ending(file)](file)


def file_ending(file: File) -> str:
    """``.docx``, ``.xlsx`` or ``.pdf``."""
    return "." + file.name.rpartition(".")[2]


def _docx(file: File) -> bytes:
    paragraphs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in file.text
    )
    document = f'{_XML}<w:document xmlns:w="{_WORD}"><w:body>{paragraphs}</w:body></w:document>'
    main_type = MEDIA_TYPES[".docx"] + ".main+xml"
    return _package({"word/document.xml": document}, {"word/document.xml": main_type}, "word/document.xml")


def _xlsx(file: File) -> bytes:
    rows = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row) + "</row>"
        for row in file.rows
    )
    workbook = (
        f'{_XML}<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}">'
        '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    relations = (
        f'{_XML}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    sheet = f'{_XML}<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData></worksheet>'
    family = MEDIA_TYPES[".xlsx"].removesuffix(".sheet")
    return _package(
        {
            "xl/workbook.xml": workbook,
            "xl/_rels/workbook.xml.rels": relations,
            "xl/worksheets/sheet1.xml": sheet,
        },
        {
            "xl/workbook.xml": f"{family}.sheet.main+xml",
            "xl/worksheets/sheet1.xml": f"{family}.worksheet+xml",
        },
        "xl/workbook.xml",
    )


def _package(parts: Mapping[str, str], content_types: Mapping[str, str], main: str) -> bytes:
    """An Open Packaging Conventions file (ECMA-376 part 2) with the main part *main*."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in content_types.items()
    )
    types = (
        f'{_XML}<Types xmlns="{_CONTENT_TYPES}"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>'
    )
    relations = (
        f'{_XML}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="{main}"/></Relationships>'
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in {"[Content_Types].xml": types, "_rels/.rels": relations, **parts}.items():
            # Without a date of its own the entry has 1980-01-01, so the bytes never change.
            package.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return content.getvalue()


_PDF_LINE = 32
"""Characters on one line of a PDF page, at 14 points on A4."""
_PDF_PAGE = 36
"""Lines on one PDF page."""


def _pdf(file: File) -> bytes:
    """A PDF whose text is in the Adobe-GB1 font every reader substitutes, so none is embedded."""
    lines = [
        line[start : start + _PDF_LINE] for line in file.text for start in range(0, len(line), _PDF_LINE)
    ]
    pages = [lines[start : start + _PDF_PAGE] for start in range(0, len(lines), _PDF_PAGE)]
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        shown = "\n".join(f"<{line.encode('utf-16-be').hex().upper()}> Tj T*" for line in page)
        stream = f"BT /F1 14 Tf 20 TL 70 780 Td\n{shown}\nET".encode()
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
    return _pdf_file(objects)


def _pdf_file(objects: list[bytes]) -> bytes:
    """The numbered objects with header, cross-reference table and trailer; object 1 is the catalog."""
    content = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, written in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, written)
    table = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    content += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(content)


_MAKERS: Mapping[str, Callable[[File], bytes]] = MappingProxyType(
    {".docx": _docx, ".xlsx": _xlsx, ".pdf": _pdf}
)
