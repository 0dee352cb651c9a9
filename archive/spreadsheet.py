"""Rows as an Excel workbook (.xlsx) of one sheet in which every cell is text.

Office Open XML (ECMA-376) is a ZIP file of XML parts; six of them make a workbook.  Cells are
inline strings, which no spreadsheet program ever computes, so nothing needs an apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import BinaryIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from archive.errors import UsageError

MOST_ROWS = 1_048_576
LONGEST_CELL = 32_767
"""Excel's limits (Microsoft, "Excel specifications and limits"): rows of a sheet, characters of a cell, of
which a rare Han character (𬭚) counts as two, as UTF-16 writes it."""

CUT = "……（超过单元格上限，全文见 CSV 或 JSONL 导出）"

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="notices" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
_FROZEN_HEADER = (
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/>'
    "</sheetView></sheetViews>"
)

# Characters that XML 1.0 cannot hold in any form.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Excel reads _x000D_ in a cell as the character; text that happens to look so is escaped.
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write_workbook(header: Sequence[str], rows: Iterable[Sequence[str | int]], out: BinaryIO) -> int:
    """Write *rows* below *header*; gives the number of rows.

    A cell longer than Excel holds ends in a note that says so.  Raises ``UsageError`` when there
    are more rows than a sheet holds.
    """
    with ZipFile(out, "w", ZIP_DEFLATED) as book:
        for name, content in _PARTS.items():
            book.writestr(_entry(name), _DECLARATION + content)
        with book.open(_entry("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as sheet:
            sheet.write(f'{_DECLARATION}<worksheet xmlns="{_MAIN}">{_FROZEN_HEADER}<sheetData>'.encode())
            sheet.write(_row(header))
            count = 0
            for row in rows:
                count += 1
                if count >= MOST_ROWS:
                    raise UsageError(
                        f"more than {MOST_ROWS - 1:,} notices do not fit in an Excel sheet; use --format csv"
                    )
                sheet.write(_row(row))
            sheet.write(b"</sheetData></worksheet>")
    return count


def _entry(name: str) -> ZipInfo:
    """A part with a fixed time, so that the same rows give the same bytes."""
    entry = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry


def _row(cells: Sequence[str | int]) -> bytes:
    return f"<row>{''.join(map(_cell, cells))}</row>".encode()


def _cell(value: str | int) -> str:
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    text = _LIKE_ESCAPE.sub("_x005F_", _NOT_XML.sub("", value))
    if 2 * len(text) > LONGEST_CELL and len(units := text.encode("utf-16-le")) > 2 * LONGEST_CELL:
        text = units[: 2 * (LONGEST_CELL - len(CUT))].decode("utf-16-le", "ignore") + CUT
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
