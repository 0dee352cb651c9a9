"""Tiny files of every format, made byte by byte, good ones and such as were made to harm."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO
from string import ascii_uppercase

import xlwt
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table

registerFont(UnicodeCIDFont("STSong-Light"))

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def zipped(members: dict[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", compression) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return file.getvalue()


def docx(body: str, **members: str) -> bytes:
    """A DOCX file; *body* is the inside of ``w:body``, further members by name (numbering, styles)."""
    document = f"<?xml version='1.0' encoding='UTF-8'?><w:document {W}><w:body>{body}</w:body></w:document>"
    further = {f"word/{name}.xml": f"<w:{name} {W}>{inside}</w:{name}>" for name, inside in members.items()}
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **further})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def xlsx(
    sheets: dict[str, list[list[object]]],
    *,
    hidden: tuple[str, ...] = (),
    columns: str = "",
    rows_from: int = 1,
    hidden_rows: tuple[int, ...] = (),
) -> bytes:
    """A workbook with its strings inside the cells; *columns* is the inside of ``cols``."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rel = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}" state="{"hidden" if name in hidden else "visible"}"/>'
        for number, name in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    root = '<Relationship Id="rId1" Type="{}/officeDocument" Target="xl/workbook.xml"/>'.format(
        kind.rpartition("/")[0]
    )
    members: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{package}">{root}</Relationships>',
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "xl/workbook.xml": f"<workbook {main} {rel}><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{links}</Relationships>',
    }
    for number, rows in enumerate(sheets.values(), 1):
        data = ""
        for place, row in enumerate(rows, rows_from):
            state = ' hidden="1"' if place in hidden_rows else ""
            cells = "".join(
                _cell(f"{letter}{place}", value) for letter, value in zip(ascii_uppercase, row, strict=False)
            )
            data += f'<row r="{place}"{state}>{cells}</row>'
        members[f"xl/worksheets/sheet{number}.xml"] = (
            f"<worksheet {main}><cols>{columns}</cols><sheetData>{data}</sheetData></worksheet>"
        )
    return zipped(members)


def _cell(place: str, value: object) -> str:
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def ofd(
    pages: list[list[tuple[float, float, float, str]]],
    *,
    page_xml: str | None = None,
    template: list[tuple[float, float, float, str]] | None = None,
) -> bytes:
    """An OFD file; a page is a list of (x, y, size, text), in millimetres, y of the baseline."""
    members: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:CommonData>"
        '<ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0.xml"/></ofd:CommonData><ofd:Pages>'
        + "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        + "</ofd:Pages></ofd:Document>",
    }
    used = "" if template is None else '<ofd:Template TemplateID="9"/>'
    for number, texts in enumerate(pages):
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = page_xml or _ofd_page(texts, used)
    if template is not None:
        members["Doc_0/Tpls/Tpl_0.xml"] = _ofd_page(template)
    return zipped(members)


def _ofd_page(texts: list[tuple[float, float, float, str]], template: str = "") -> str:
    objects = "".join(
        f'<ofd:TextObject Boundary="{x} {y - size} 150 {size + 1}" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="g {len(text) - 1} {size}">{text}</ofd:TextCode></ofd:TextObject>'
        for x, y, size, text in texts
    )
    return f"<ofd:Page {OFD}>{template}<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"


def pdf(pages: list[list[tuple[float, float, float, str]]], *, encrypt: str | None = None) -> bytes:
    """A PDF file; a page is a list of (x, y, size, text) in points, y from the top to the baseline."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1, encrypt=encrypt)
    for texts in pages:
        for x, y, size, text in texts:
            canvas.setFont("STSong-Light", size)
            canvas.drawString(x, A4[1] - y, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def ruled_pdf(rows: list[list[str]], spans: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """A PDF file with a ruled table; a span (column, row, column, row) is drawn as one cell."""
    file = BytesIO()
    table = Table(rows)
    commands: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)),
        ("FONT", (0, 0), (-1, -1), "STSong-Light", 11),
    ]
    commands += [("SPAN", span[:2], span[2:]) for span in spans]
    table.setStyle(commands)
    SimpleDocTemplate(file, pagesize=A4, invariant=1).build([table])
    return file.getvalue()


def picture_pdf(pages: int = 1, stamp: str = "") -> bytes:
    """A scan: pages that hold a picture and no text but, maybe, the stamp of what made it."""
    file, picture = BytesIO(), ImageReader(Image.new("L", (60, 80), 200))
    canvas = Canvas(file, pagesize=A4, invariant=1)
    for _ in range(pages):
        canvas.drawImage(picture, 0, 0, *A4)
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(240, 20, stamp)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def pdf_of_many_pages(count: int) -> bytes:
    """A PDF file whose page tree names one empty page *count* times."""
    return pdf_of_objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b"3 0 R " * count),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    )


def pdf_of_content(content: bytes, font: bytes = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>") -> bytes:
    """A PDF file of one page that holds these drawing operators, with the font /F1."""
    packed = zlib.compress(content)
    return pdf_of_objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\n" % (len(packed), packed),
        font,
    )


def pdf_of_objects(*objects: bytes) -> bytes:
    """A PDF file of these objects, numbered from 1; the first is the catalogue."""
    body = b"%PDF-1.4\n"
    places = []
    for number, inside in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, inside)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def xls(rows: list[list[object]]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("一季度")
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            sheet.write(y, x, value)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def doc(paragraphs: list[str], *, encrypted: bool = False, narrow: str = "") -> bytes:
    """A DOC file as Word 97 lays it out; a paragraph that ends in ``\\x07`` is a cell, ``"\\x07"`` a row's end.

    *narrow*, of ASCII only, stands before them in a piece of one byte a character.
    """
    text = "".join(part if part.endswith("\x07") else f"{part}\r" for part in paragraphs)
    start = 0x400
    narrow_bytes = (narrow + "\r").encode("cp1252") if narrow else b""
    wide_place = start + len(narrow_bytes) + len(narrow_bytes) % 2
    wide_bytes = text.encode("utf-16-le")
    page = -(-(wide_place + len(wide_bytes)) // 512)
    ends, rows, place = [], [], wide_place
    for part in paragraphs:
        place += 2 * len(part if part.endswith("\x07") else f"{part}\r")
        ends.append(place)
        rows.append(part == "\x07")
    fkp = bytearray(512)
    struct.pack_into(f"<{len(ends) + 1}I", fkp, 0, wide_place, *ends)
    papx = 400
    fkp[papx : papx + 6] = b"\x03\x00\x00\x17\x24\x01"  # cb = 3 words less one byte, istd, sprmPFTtp = 1
    for number, is_row in enumerate(rows):
        fkp[4 * (len(ends) + 1) + 13 * number] = papx // 2 if is_row else 0
    fkp[511] = len(ends)
    stream = bytearray(page * 512) + fkp
    stream[start : start + len(narrow_bytes)] = narrow_bytes
    stream[wide_place : wide_place + len(wide_bytes)] = wide_bytes
    length = len(narrow_bytes) + len(text)
    pieces = ([(0, start * 2 | 0x40000000)] if narrow else []) + [(len(narrow_bytes), wide_place)]
    cps = struct.pack(f"<{len(pieces) + 1}i", *(cp for cp, _ in pieces), length)
    plc = cps + b"".join(struct.pack("<HIH", 0, where, 0) for _, where in pieces)
    clx = b"\x02" + struct.pack("<I", len(plc)) + plc
    bte = struct.pack("<III", wide_place, ends[-1], page)
    struct.pack_into(
        "<HHHHHH", stream, 0, 0xA5EC, 0x00C1, 0, 0x0804, 0, 0x0200 | (0x0100 if encrypted else 0)
    )
    struct.pack_into("<HH", stream, 0x20, 14, 0)
    struct.pack_into("<i", stream, 0x4C, length)
    struct.pack_into("<II", stream, 0x0102, 0, len(bte))
    struct.pack_into("<II", stream, 0x01A2, len(bte), len(clx))
    return ole({"WordDocument": bytes(stream), "1Table": bte + clx})


def ole(streams: dict[str, bytes]) -> bytes:
    """A compound file (OLE) whose streams are all long enough for ordinary sectors."""
    sectors: list[bytes] = []
    fat: list[int] = []
    entries = []
    for name, short in streams.items():
        content = short.ljust(4096, b"\0")
        first, count = len(sectors), -(-len(content) // 512)
        sectors += [content[512 * i : 512 * (i + 1)].ljust(512, b"\0") for i in range(count)]
        fat += [*range(first + 1, first + count), 0xFFFFFFFE]
        entries.append((name, first, len(content)))
    directory = _entry("Root Entry", 5, child=1, first=0xFFFFFFFE, size=0)
    for number, (name, first, size) in enumerate(entries, 1):
        right = number + 1 if number < len(entries) else 0xFFFFFFFF
        directory += _entry(name, 2, right=right, first=first, size=size)
    directory = directory.ljust(-(-len(directory) // 512) * 512, b"\0")
    start = len(sectors)
    count = len(directory) // 512
    sectors += [directory[512 * i : 512 * (i + 1)] for i in range(count)]
    fat += [*range(start + 1, start + count), 0xFFFFFFFE]
    fat_count = -(-(len(fat) + 1) // 127)
    fat_places = list(range(len(sectors), len(sectors) + fat_count))
    fat += [0xFFFFFFFD] * fat_count
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(512 * fat_count, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHHHIIIIIIIIII",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        0,
        0,
        fat_count,
        start,
        0,
        4096,
        0xFFFFFFFE,
        0,
        0xFFFFFFFE,
        0,
    )
    header += struct.pack("<109I", *fat_places, *[0xFFFFFFFF] * (109 - fat_count))
    return header + b"".join(sectors) + table


def _entry(
    name: str, kind: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF, first: int, size: int
) -> bytes:
    raw = name.encode("utf-16-le")
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBB", len(raw) + 2, kind, 1)
        + struct.pack("<III", 0xFFFFFFFF, right, child)
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )
