"""WARC records read one by one, each checked against its digest, past any damage in the file."""

from __future__ import annotations

import zlib
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from archive.errors import UnreadableError

MAX_PAYLOAD_BYTES = 200_000_000
"""Longer records of foreign WARC files (films, disk images) are passed over."""

UNTOLD_TYPE = "application/octet-stream"
"""What a resource record says of a file whose type nobody told."""

_BLOCK_BYTES = 1 << 16
_GZIP_MAGIC = b"\x1f\x8b\x08"


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """One whole WARC record that passed its digest."""

    type: str
    id: str
    refers_to: str | None
    url: str
    date: str
    offset: int
    status: int | None
    headers: tuple[tuple[str, str], ...]
    """Of the HTTP response; of another record only its content type."""
    payload: bytes
    payload_digest: str | None


def read_records(path: Path, start: int = 0) -> Iterator[WarcRecord]:
    """The whole records from byte *start* on.

    A damaged record loses only itself: reading goes on at the next gzip member.  The torn end
    that a killed run leaves is passed over in the same way.
    """
    try:
        with path.open("rb") as file:
            if start == 0 and not _begins_like_a_warc(file):
                raise UnreadableError(
                    f"{path} is not a readable WARC file: it does not begin with a WARC record"
                )
            offset: int | None = start
            while offset is not None:
                offset = yield from _records_until_damage(file, offset)
    except OSError as error:
        raise UnreadableError(f"{path} cannot be read: {error.strerror or error}") from error


def _records_until_damage(file: BinaryIO, start: int) -> Generator[WarcRecord, None, int | None]:
    """The records from *start* on; returns where to go on after damage, ``None`` at the end."""
    file.seek(start)
    records = ArchiveIterator(file, check_digests=True)
    next_offset = start
    try:
        for raw in records:
            payload = _payload(raw)
            # The offset is known only once the record has been read to its end.
            offset = records.get_record_offset()
            next_offset = offset + records.get_record_length()
            if payload is not None:
                yield _record(raw, payload, offset)
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError, AttributeError, TypeError):
        # warcio meets a header that is torn before WARC-Target-URI or Content-Length with the last two.
        return _next_member(file, next_offset + 1)
    return None


def _next_member(file: BinaryIO, start: int) -> int | None:
    """Offset of the next gzip member at or after *start*, or ``None``."""
    file.seek(start)
    tail = b""
    while block := file.read(1 << 20):
        found = (tail + block).find(_GZIP_MAGIC)
        if found >= 0:
            return start + found
        tail = block[-len(_GZIP_MAGIC) + 1 :]
        start = file.tell() - len(tail)
    return None


def _begins_like_a_warc(file: BinaryIO) -> bool:
    """Whether the file is empty, or begins with a WARC record, whole or torn, gzipped or not."""
    head = file.read(64)
    if head[:2] == _GZIP_MAGIC[:2]:
        with suppress(zlib.error):
            head = zlib.decompressobj(wbits=31).decompress(head)
    return b"WARC/".startswith(head[:5])


def _payload(raw: Any) -> bytes | None:
    """The record's content, or ``None`` when it is torn, damaged or too long to be a page or file."""
    if (raw.length or 0) > MAX_PAYLOAD_BYTES:
        return None
    stream = raw.content_stream()
    payload = bytearray()
    while block := stream.read(_BLOCK_BYTES):
        payload += block
        if len(payload) > MAX_PAYLOAD_BYTES:  # a small body may unpack to a large one
            return None
    # warcio takes the end of the file for that of the record.
    is_torn = getattr(raw.raw_stream, "limit", 0) > 0
    return None if is_torn or _is_damaged(raw) else bytes(payload)


def _is_damaged(raw: Any) -> bool:
    """Whether the bytes are not those that were written.

    Payload digests are taken before or after the transfer encoding, depending on the tool, so
    one that does not match says nothing where a block digest does.
    """
    has_block_digest = raw.rec_headers.get_header("WARC-Block-Digest") is not None
    telling = "block digest failed" if has_block_digest else "payload digest failed"
    return any(problem.startswith(telling) for problem in raw.digest_checker.problems)


def _record(raw: Any, payload: bytes, offset: int) -> WarcRecord:
    headers = raw.rec_headers
    status = raw.http_headers.get_statuscode() if raw.http_headers else None
    return WarcRecord(
        type=raw.rec_type,
        id=headers.get_header("WARC-Record-ID") or "",
        refers_to=headers.get_header("WARC-Concurrent-To"),
        url=headers.get_header("WARC-Target-URI") or "",
        date=headers.get_header("WARC-Date") or "",
        offset=offset,
        status=int(status) if status and status.isdigit() else None,
        headers=_payload_headers(raw),
        payload=payload,
        payload_digest=headers.get_header("WARC-Payload-Digest"),
    )


def _payload_headers(raw: Any) -> tuple[tuple[str, str], ...]:
    if raw.http_headers is not None or raw.rec_type != "resource":
        return tuple(raw.http_headers.headers) if raw.http_headers else ()
    content_type = raw.rec_headers.get_header("Content-Type")
    return (("Content-Type", content_type),) if content_type and content_type != UNTOLD_TYPE else ()
