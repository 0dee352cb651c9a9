"""Text of a DOC file, Word's binary format since 1997, which WPS writes under the name ``.wps`` too.

The text lies in pieces, some of two bytes a character and some of one; the table of pieces says
where ([MS-DOC] 2.4.1, "Retrieving Text").  So nothing has to be guessed, and Chinese comes out
as it went in.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

import olefile

from crawler.attachments.record import AttachmentError, AttachmentText

_MAGIC = 0xA5EC
_FIRST_WITH_PIECES = 0x00C1
"""``nFib`` of Word 97; older formats are other formats."""
_ENCRYPTED = 0x0100
_SECOND_TABLE = 0x0200
_TEXT_LENGTH, _PARAGRAPHS, _PIECES = 0x4C, 0x0102, 0x01A2
"""Places in the file information block: ccpText, fcPlcfBtePapx and fcClx, each pair with its length."""
_PAGE = 512
_ROW_END = b"\x17\x24\x01"
"""sprmPFTtp, set: the paragraph is the end of a table row."""
_SIGNS = {"\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\r": "\n", "\t": " ", "\x1e": "-", "\xa0": " "}
_FIELD = re.compile(r"\x13[^\x13\x14\x15]*\x14([^\x13\x14\x15]*)\x15|\x13[^\x13\x14\x15]*\x15")
_DRAWN = re.compile(r"[\x00-\x06\x08\x1f\x13-\x15]")


class _Piece(NamedTuple):
    start: int
    """Of the piece in the text, in characters."""
    length: int
    """In characters."""
    place: int
    """Of its first byte in the file."""
    width: int
    """Bytes a character: 1 or 2."""


def read_doc(body: bytes) -> AttachmentText:
    """The main text of a DOC file; raises :class:`AttachmentError` where there is none to give."""
    try:
        with olefile.OleFileIO(BytesIO(body)) as package:
            stream = package.openstream("WordDocument").read()
            magic, version = struct.unpack_from("<HH", stream)
            (flags,) = struct.unpack_from("<H", stream, 0x0A)
            if magic != _MAGIC or version < _FIRST_WITH_PIECES:
                raise AttachmentError("unsupported")
            if flags & _ENCRYPTED:
                raise AttachmentError("encrypted")
            table = package.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read()
        pieces = _pieces(stream, table)
        row_ends = _row_ends(stream, table)
        text = _marked_rows(stream, pieces, row_ends)
    except (OSError, struct.error, IndexError, KeyError, ValueError) as error:
        raise AttachmentError("damaged") from error
    return AttachmentText(text=_printed(text), kind="doc")


def _pieces(stream: bytes, table: bytes) -> list[_Piece]:
    (length,) = struct.unpack_from("<i", stream, _TEXT_LENGTH)
    place, size = struct.unpack_from("<II", stream, _PIECES)
    end = place + size
    while place < end and table[place] == 1:  # settings that some pieces share
        place += 3 + struct.unpack_from("<H", table, place + 1)[0]
    if table[place] != 2:
        raise AttachmentError("damaged")
    (size,) = struct.unpack_from("<I", table, place + 1)
    count = (size - 4) // 12
    if not 0 < count <= len(table) // 12:
        raise AttachmentError("damaged")
    starts = struct.unpack_from(f"<{count + 1}i", table, place + 5)
    found = []
    for index in range(count):
        (where,) = struct.unpack_from("<I", table, place + 5 + 4 * (count + 1) + 8 * index + 2)
        characters = min(starts[index + 1], length) - starts[index]
        if characters > 0:
            is_narrow = bool(where & 0x40000000)
            where &= 0x3FFFFFFF
            found.append(
                _Piece(starts[index], characters, where // 2 if is_narrow else where, 1 if is_narrow else 2)
            )
    return found


def _row_ends(stream: bytes, table: bytes) -> frozenset[int]:
    """Where in the file those paragraphs end that end a table row.

    Properties of paragraphs lie on pages of 512 bytes, a list of their ends first.
    """
    place, size = struct.unpack_from("<II", stream, _PARAGRAPHS)
    count = (size - 4) // 8
    if not 0 < count <= len(table) // 8:
        return frozenset()
    found = set()
    for (number,) in struct.iter_unpack(
        "<I", table[place + 4 * (count + 1) : place + 4 * (count + 1) + 4 * count]
    ):
        page = stream[(number & 0x3FFFFF) * _PAGE :][:_PAGE]
        if len(page) < _PAGE:
            continue
        runs = page[-1]
        for run in range(min(runs, 29)):
            (end,) = struct.unpack_from("<I", page, 4 * (run + 1))
            offset = page[4 * (runs + 1) + 13 * run] * 2
            if offset and _ROW_END in page[offset : offset + 2 * (page[offset] or page[offset + 1]) + 2]:
                found.add(end)
    return frozenset(found)


def _marked_rows(stream: bytes, pieces: list[_Piece], row_ends: frozenset[int]) -> str:
    """The raw text; the mark that ends a row is told from one that ends a cell: it becomes a line end."""
    ends = sorted(row_ends)
    parts = []
    for piece in pieces:
        data = stream[piece.place : piece.place + piece.length * piece.width]
        text = data.decode("utf-16-le" if piece.width == 2 else "cp1252", "replace")
        characters = list(text)
        for end in ends[bisect_right(ends, piece.place) : bisect_right(ends, piece.place + len(data))]:
            index = (end - piece.place) // piece.width - 1
            if index < len(characters) and characters[index] == "\x07":
                characters[index] = "\r"
        parts.append("".join(characters))
    return "".join(parts)


def _printed(text: str) -> str:
    """The text as it prints: fields show their results, cells are separated by tabs."""
    before = None
    while before != text:  # from the innermost field outwards
        before, text = text, _FIELD.sub(lambda match: match[1] or "", text)
    text = _DRAWN.sub("", text)
    return "".join(_lines(text))


def _lines(text: str) -> Iterator[str]:
    for row in text.split("\r"):
        if "\x07" in row:
            cells = (" ".join(_plain(cell).split()) for cell in row.rstrip("\x07").split("\x07"))
            yield "\t".join(cells) + "\n"
        else:
            yield _plain(row) + "\n"


def _plain(text: str) -> str:
    return "".join(_SIGNS.get(character, character) for character in text)
