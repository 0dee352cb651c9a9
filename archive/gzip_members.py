"""Gzip members, of which a WARC file is made: one in which no bit is free, and any one read in pieces."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Literal

HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00"
"""How every member that this program or warcio writes begins: no name, no time."""

_STORED_HEADER = HEADER + b"\x00\xff"
_LONGEST_BLOCK = 0xFFFF
_READ_BYTES = 1 << 16
_MOST_AT_ONCE = 1 << 20


def stored_member(data: bytes) -> bytes:
    """*data* as a gzip member without compression, in the one form that RFC 1951 and 1952 leave for it.

    What it holds says what each of its bits must be, so that any changed bit can be found.
    """
    parts = [_STORED_HEADER]
    for start in range(0, max(len(data), 1), _LONGEST_BLOCK):
        block = data[start : start + _LONGEST_BLOCK]
        is_last = start + _LONGEST_BLOCK >= len(data)
        parts += [struct.pack("<BHH", is_last, len(block), len(block) ^ 0xFFFF), block]
    parts.append(struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF))
    return b"".join(parts)


def may_begin_a_member(data: bytes) -> bool:
    """Whether *data* can be how a member begins that this program was writing when it was stopped.

    >>> may_begin_a_member(stored_member(b"text")[:-1]), may_begin_a_member(b"\\x1f\\x8b\\x08\\x01")
    (True, False)
    """
    if not (HEADER.startswith(data) or data.startswith(HEADER)):
        return False
    position = len(_STORED_HEADER)
    is_last = not data.startswith(_STORED_HEADER)  # another kind of member has blocks that are not looked at
    while not is_last and position + 5 <= len(data):
        flag, length, complement = struct.unpack_from("<BHH", data, position)
        is_last = length < _LONGEST_BLOCK
        if flag not in (is_last, 1) or length ^ complement != 0xFFFF:
            return False
        is_last = bool(flag)
        position += 5 + length
    return True


@dataclass(frozen=True, slots=True)
class Member:
    """One gzip member as it lies in a file."""

    offset: int
    length: int
    """Bytes in the file; of a torn or damaged one, those up to where that showed."""
    sha256: str
    """Of these bytes."""
    state: Literal["whole", "torn", "damaged"]
    """``torn``: the file ends before the member does."""
    problem: str = ""


def read_member(file: BinaryIO, offset: int, end: int, consume: Callable[[bytes], None]) -> Member:
    """Unpack the member at *offset* of a file that counts as *end* bytes long.

    *consume* is told the content piece by piece, none longer than a megabyte.
    """
    file.seek(offset)
    digest = hashlib.sha256()
    inflater = zlib.decompressobj(wbits=31)
    position = offset
    try:
        while not inflater.eof:
            block = file.read(min(_READ_BYTES, end - position))
            if not block:
                return Member(offset, position - offset, digest.hexdigest(), "torn")
            content = inflater.decompress(block, _MOST_AT_ONCE)
            consume(content)
            while content and not inflater.eof:
                content = inflater.decompress(inflater.unconsumed_tail, _MOST_AT_ONCE)
                consume(content)
            used = block[: len(block) - len(inflater.unused_data)]
            digest.update(used)
            position += len(used)
    except zlib.error as error:
        problem = str(error).partition(": ")[2] or str(error)
        return Member(offset, position - offset, digest.hexdigest(), "damaged", problem)
    return Member(offset, position - offset, digest.hexdigest(), "whole")


def next_header(file: BinaryIO, start: int, end: int) -> int:
    """Where the next member may begin at or after *start*; *end* where none does."""
    file.seek(start)
    position = start
    tail = b""
    while position < end and (block := file.read(min(_MOST_AT_ONCE, end - position))):
        found = (tail + block).find(HEADER)
        if found >= 0:
            return position - len(tail) + found
        position += len(block)
        tail = (tail + block)[-(len(HEADER) - 1) :]
    return end
