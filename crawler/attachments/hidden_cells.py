"""Rows and columns of an XLSX workbook that are hidden: lists are published with some of their columns so."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from crawler.attachments.office_xml import attribute, child, children
from crawler.attachments.package import Package
from crawler.attachments.record import AttachmentError

_ROW_OR_COLUMN = re.compile(rb"<(?:\w{1,20}:)?(row|col)\b([^<>]{0,2000})>")
_ATTRIBUTE = re.compile(rb"\b(\w{1,20})=[\"'](\w{0,20})[\"']")
_MOST_COLUMNS = 16_384


@dataclass(frozen=True, slots=True)
class Hidden:
    """Rows and columns of a sheet that nobody sees, counted from 0."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


def hidden_cells(package: Package) -> Mapping[str, Hidden]:
    """What is hidden, by the names of the sheets; nothing where the package is none of XLSX."""
    try:
        book, relations = package.xml("xl/workbook.xml"), package.xml("xl/_rels/workbook.xml.rels")
    except AttachmentError:
        return {}  # the sheets may still be read
    links = {
        attribute(link, "Id"): posixpath.join("/xl", attribute(link, "Target") or "")
        for link in children(relations, "Relationship")
    }
    found = {}
    for sheet in children(child(book, "sheets"), "sheet"):
        data = package.read(links.get(attribute(sheet, "id"), ""))
        if data is not None and b"hidden=" in data:
            found[attribute(sheet, "name") or ""] = _hidden(data)
    return found


def _hidden(sheet: bytes) -> Hidden:
    rows: set[int] = set()
    columns: set[int] = set()
    row = -1
    for match in _ROW_OR_COLUMN.finditer(sheet):
        told = {name: value.decode("latin-1") for name, value in _ATTRIBUTE.findall(match[2])}
        is_hidden = told.get(b"hidden") in ("1", "true")
        if match[1] == b"row":
            row = _number(told.get(b"r"), row + 2) - 1
            rows |= {row} if is_hidden else set()
        elif is_hidden:
            first, last = _number(told.get(b"min"), 1), _number(told.get(b"max"), 0)
            columns.update(range(first - 1, min(last, _MOST_COLUMNS)))
    return Hidden(frozenset(rows), frozenset(columns))


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,7}", text) else default
