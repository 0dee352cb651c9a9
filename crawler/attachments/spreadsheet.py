"""Text of a workbook (XLSX, XLSB, XLS, ODS): its visible sheets, each row a line of cells.

Hidden rows and columns are known of XLSX only.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    ZipError,
)

from crawler.attachments.hidden_cells import Hidden, hidden_cells
from crawler.attachments.package import Package
from crawler.attachments.record import AttachmentError, AttachmentText

MAX_CELLS = 5_000_000
_DIGITS = 15
"""Of a number that Excel shows; what it stores may have more, and print as 95.39999999999999."""
_LONGEST = 1e21
"""Shorter ones are numbers of people and accounts, shown in full."""


def read_spreadsheet(body: bytes) -> AttachmentText:
    """The rows of a workbook; a sheet's name stands above its rows where there are several sheets.

    Numbers are stored without the way they print: 95% reads 0.95.  Raises
    :class:`AttachmentError` where there is no text to give.
    """
    # A package refuses what unpacks to too much.
    hidden = hidden_cells(Package(body)) if body.startswith(b"PK") else {}
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(body))
        visible = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        ]
        sheets = [(name, _rows(workbook, name, hidden.get(name, Hidden()))) for name in visible]
    except PasswordError as error:
        raise AttachmentError("encrypted") from error
    except (CalamineError, ZipError, OSError, ValueError) as error:
        raise AttachmentError("encrypted" if "password" in str(error).lower() else "damaged") from error
    except BaseException as error:
        # What Rust calls a panic comes as an exception of its own, which is no Exception.
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise AttachmentError("damaged") from error
    filled = [(name, rows) for name, rows in sheets if rows]
    lines: list[str] = []
    for name, rows in filled:
        lines += [name, *rows] if len(filled) > 1 else rows
    return AttachmentText(text="\n".join(lines), kind="spreadsheet", pages=len(visible))


def _rows(workbook: CalamineWorkbook, name: str, hidden: Hidden) -> list[str]:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.height * sheet.width > MAX_CELLS:
        raise AttachmentError("too-large")
    _, left = sheet.start or (0, 0)
    kept = [column for column in range(sheet.width) if left + column not in hidden.columns]
    rows = (
        "\t".join(_text(row[column]) for column in kept).rstrip("\t")
        for place, row in enumerate(sheet.iter_rows())
        if place not in hidden.rows
    )
    return [row for row in rows if row.strip()]


def _text(cell: int | float | str | bool | time | date | datetime | timedelta) -> str:
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        shown = f"{cell:.{_DIGITS}g}"
        return f"{Decimal(shown):f}" if "e+" in shown and abs(cell) < _LONGEST else shown
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    return str(cell)
