"""Workbooks open in Excel, hold text as text, and say what Excel cannot hold."""

from __future__ import annotations

import io
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from lxml import etree

from archive import spreadsheet
from archive.cli import export_command
from archive.errors import UsageError
from archive.spreadsheet import CUT, LONGEST_CELL, write_workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def book(*rows: list[str | int]) -> bytes:
    out = io.BytesIO()
    assert write_workbook(["甲", "乙"], rows, out) == len(rows)
    return out.getvalue()


def cells(data: bytes) -> list[list[str]]:
    sheet = etree.fromstring(ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml"))
    rows = sheet.iter(f"{MAIN}row")
    return [["".join(cell.itertext()) for cell in row.iter(f"{MAIN}c")] for row in rows]


def test_cells_come_back_as_written() -> None:
    assert cells(book(["  一\n二\t三 <b>&amp;", 7], ["=1+1", "𫠠"])) == [
        ["甲", "乙"],
        ["  一\n二\t三 <b>&amp;", "7"],
        ["=1+1", "𫠠"],
    ]


def test_no_cell_is_a_formula() -> None:
    assert b"<f" not in ZipFile(io.BytesIO(book(["=1+1", "@x"]))).read("xl/worksheets/sheet1.xml")


def test_every_part_is_xml_and_declared() -> None:
    archive = ZipFile(io.BytesIO(book(["a", "b"])))
    for name in archive.namelist():
        etree.fromstring(archive.read(name))
    types = archive.read("[Content_Types].xml").decode()
    assert set(re.findall('PartName="/([^"]+)', types)) <= set(archive.namelist())


def test_the_same_rows_give_the_same_bytes() -> None:
    assert book(["a", "b"]) == book(["a", "b"])


def test_what_xml_or_excel_would_misread_is_dropped_or_escaped() -> None:
    assert cells(book(["a\x00\x0b\ud800\uffffb", "_x000D_"]))[1] == ["ab", "_x005F_x000D_"]


def test_a_cell_that_is_too_long_says_so() -> None:
    whole, cut = cells(book(["长" * LONGEST_CELL, "长" * (LONGEST_CELL + 1)]))[1]
    assert whole == "长" * LONGEST_CELL
    assert (len(cut), cut.endswith(CUT)) == (LONGEST_CELL, True)


def test_a_rare_character_counts_as_two_as_it_does_in_excel() -> None:
    half = LONGEST_CELL // 2
    whole, cut = cells(book(["𬭚" * half, "𬭚" * (half + 1)]))[1]
    assert whole == "𬭚" * half
    assert cut == "𬭚" * ((LONGEST_CELL - len(CUT)) // 2) + CUT


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 3)
    with pytest.raises(UsageError, match="more than 2 notices"):
        book(["a", "b"], ["a", "b"], ["a", "b"])


def test_the_command_writes_a_workbook(sample: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    target = tmp_path / "notices.xlsx"
    arguments = ["--data", str(sample[0].parent), "--format", "xlsx", "-o", str(target)]
    assert CliRunner().invoke(export_command, arguments).exit_code == 0
    rows = cells(target.read_bytes())
    assert (rows[0][:2], len(rows)) == (["id", "title"], 10)
