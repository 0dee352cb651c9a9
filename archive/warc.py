"""The evidence on disk: captures as WARC files, written before anyone reads them.

Each run writes a file of its own and never touches another, so a killed run can only leave a
torn record at the end of its own file.  A capture is two records, the response and a metadata
record beside it; a response whose metadata record is missing or torn was never used by anyone
and is passed over.

The digests in a record's header cannot see every changed bit of a compressed file (its gzip header,
its padding, another coding of the same text).  So the metadata record holds the sha256 of the
response's bytes in the file, and is itself kept uncompressed, in a form that allows no second spelling.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Self, cast, get_args
from urllib.parse import quote, urlsplit

from dateutil.parser import isoparse
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.capture import Capture, CaptureKind
from archive.capture_fields import NO_ANSWER, fields_payload, parse_fields
from archive.capture_files import note_last_captures
from archive.errors import ArchiveError, UnreadableError
from archive.gzip_members import stored_member
from archive.warc_records import UNTOLD_TYPE, WarcRecord, read_records

_PRINTED = bytes(range(0x20, 0x7F))
MAX_FILE_BYTES = 1_000_000_000
"""A new file is begun beyond this size: the gigabyte that the WARC guidelines recommend."""

SOFTWARE = "health-notices"
"""What the first record of each of our files says wrote it."""

_NOT_KEPT = frozenset({"content-encoding", "transfer-encoding", "content-length"})
# The body is kept decoded, so these headers would no longer be true of it.

_FIRST_YEAR = 1990
"""There was no page to fetch before; years below 1000 would not even sort."""


class CaptureWriter:
    """Appends captures to the WARC files of one run in ``DIR/captures``."""

    def __init__(self, folder: Path, started: datetime) -> None:
        self._folder = folder
        self._stamp = started.strftime("%Y%m%dT%H%M%SZ")
        self._file: BinaryIO | None = None
        self._name = ""
        self._unnoted: dict[str, int] = {}
        self._record = BytesIO()
        self._packed = WARCWriter(self._record, gzip=True, warc_version="WARC/1.1")
        self._plain = WARCWriter(self._record, gzip=False, warc_version="WARC/1.1")

    def keep(self, capture: Capture) -> str:
        """Write *capture* and return its position, ``FILE.warc.gz:OFFSET``.

        When this returns, the bytes have been handed to the operating system: they survive the
        end of this process, however sudden.  Raises ``ArchiveError`` when they cannot be written.
        """
        try:
            return self._write(capture)
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> ArchiveError:
        return ArchiveError(
            f"{self._folder} cannot be written: {error.strerror or error}; "
            "expected a folder on a disk with free space"
        )

    def _write(self, capture: Capture) -> str:
        out = self._open_file()
        offset = out.tell()
        date = capture.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        record_id = seal = None
        if capture.status:
            # An imported file had no response; warcio would not find HTTP headers at its address again.
            is_file = capture.url.startswith("file:")
            response = self._packed.create_warc_record(
                capture.url,
                "resource" if is_file else "response",
                payload=BytesIO(capture.body),
                length=len(capture.body),
                http_headers=None if is_file else _http_headers(capture),
                warc_content_type=(capture.header("Content-Type") or UNTOLD_TYPE) if is_file else None,
                warc_headers_dict={"WARC-Date": date},
            )
            packed = self._bytes_of(response, self._packed)
            out.write(packed)
            seal = hashlib.sha256(packed).hexdigest()
            record_id = response.rec_headers.get_header("WARC-Record-ID")
        payload = fields_payload(capture, seal)
        headers = {"WARC-Date": date, "Content-Type": "application/warc-fields"}
        if record_id:
            headers["WARC-Concurrent-To"] = record_id
        metadata = self._plain.create_warc_record(
            capture.url, "metadata", payload=BytesIO(payload), length=len(payload), warc_headers_dict=headers
        )
        out.write(stored_member(self._bytes_of(metadata, self._plain)))
        out.flush()
        self._unnoted[self._name] = offset
        return f"{self._name}:{offset}"

    def _bytes_of(self, record: Any, writer: WARCWriter) -> bytes:
        self._record.seek(0)
        self._record.truncate()
        writer.write_record(record)
        return self._record.getvalue()

    def note_last(self, conn: sqlite3.Connection) -> None:
        """Write which captures are kept by now into the archive, in the caller's transaction."""
        note_last_captures(conn, self._unnoted)
        self._unnoted.clear()

    def sync(self) -> None:
        """Make what was written survive a power failure too."""
        if self._file is not None:
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the current file; ``ArchiveError`` when what is left of it cannot be written."""
        file, self._file = self._file, None
        if file is None:
            return
        try:
            with file:
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise self._unwritable(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open_file(self) -> BinaryIO:
        if self._file is not None and self._file.tell() < MAX_FILE_BYTES:
            return self._file
        self.close()
        self._folder.mkdir(parents=True, exist_ok=True)
        for number in range(10_000):
            path = self._folder / f"{self._stamp}-{number:04d}.warc.gz"
            with suppress(FileExistsError):
                self._file = path.open("xb")
                break
        else:
            raise ArchiveError(f"{self._folder} holds 10,000 files of {self._stamp}; expected fewer")
        self._name = path.name
        information = self._plain.create_warcinfo_record(path.name, {"software": SOFTWARE})
        self._file.write(stored_member(self._bytes_of(information, self._plain)))
        return self._file


def read_captures(path: Path) -> Iterator[Capture]:
    """The captures that this program kept in one WARC file, in the order they were kept.

    Records that are torn or fail their digest are passed over.  Raises ``UnreadableError`` when
    the file is no WARC at all.
    """
    for record, fields in _described(path):
        if fields:
            yield _capture(record, path, fields)


def read_foreign(path: Path) -> Iterator[Capture]:
    """The pages and files of any WARC file, ours or not, as captures of kind ``page`` unless it says more.

    They stand in ``response`` records, in ``resource`` records (saved without a response), and in
    ``revisit`` records, whose body is that of an earlier response or has not changed since (304).
    """
    originals: dict[str, int] = {}
    for record, fields in _described(path):
        if record.type == "response" and record.payload_digest:
            originals.setdefault(record.payload_digest, record.offset)
        if record.type == "revisit":
            record = _revisited(record, path, originals)  # noqa: PLW2901 - the same one, whole
        is_page = record.status is not None or record.type == "resource"
        if is_page and record.url.startswith(("http://", "https://", "file:")):
            yield _capture(record, path, fields)


def _described(path: Path) -> Iterator[tuple[WarcRecord, Mapping[str, str]]]:
    """Each record that holds an answer, or says that none came, with what we noted beside it."""
    answer: WarcRecord | None = None
    for record in read_records(path):
        if not _has_place_and_time(record):
            continue
        if record.type == "metadata":
            fields = parse_fields(record.payload)
            if fields.get("kind") not in get_args(CaptureKind):
                continue
            if record.refers_to is None and fields.get(NO_ANSWER):
                yield record, fields
            elif answer is not None and answer.id == record.refers_to:
                yield answer, fields
                answer = None
        elif record.type in ("response", "resource", "revisit"):
            if answer is not None:
                yield answer, {}
            answer = record
    if answer is not None:
        yield answer, {}


def _has_place_and_time(record: WarcRecord) -> bool:
    """Whether address and date can be read: a record without them is as good as damaged."""
    try:
        urlsplit(record.url)
        moment = isoparse(record.date)
        return moment.tzinfo is not None and moment.astimezone(UTC).year >= _FIRST_YEAR
    except (ValueError, OverflowError):
        return False


def _revisited(record: WarcRecord, path: Path, originals: Mapping[str, int]) -> WarcRecord:
    """A revisit with the body it refers to; without a status where that is not in the same file."""
    if record.status == 304:
        return record
    offset = originals.get(record.payload_digest or "")
    original = next(read_records(path, start=offset), None) if offset is not None else None
    if original is None:
        return replace(record, status=None)
    return replace(
        record,
        status=record.status or original.status,
        headers=original.headers,
        payload=original.payload,
    )


def read_capture(folder: Path, position: str) -> Capture:
    """The capture at ``FILE.warc.gz:OFFSET`` in *folder*; ``UnreadableError`` when it is not there.

    What the metadata record beside it says (site, kind, via) is not looked up.
    """
    name, _, offset = position.rpartition(":")
    path = folder / name
    if offset.isdigit():
        for record in read_records(path, start=int(offset)):
            if record.offset == int(offset) and record.type in ("response", "resource"):
                return _capture(record, path, {})
            break
    raise UnreadableError(f"{path} holds no whole capture at byte {offset}")


def _capture(record: WarcRecord, path: Path, fields: Mapping[str, Any]) -> Capture:
    answered = record.type != "metadata"
    return Capture(
        url=record.url,
        fetched_at=isoparse(record.date),
        status=(record.status or 200) if answered else 0,
        headers=record.headers,
        body=record.payload if answered else b"",
        position=f"{path.name}:{record.offset}",
        site=fields.get("site") or "",
        kind=cast(CaptureKind, fields.get("kind") or "page"),
        via=fields.get("via"),
        requested_url=fields.get("requested_url"),
        listed_title=fields.get("listed_title"),
        listed_date=fields.get("listed_date"),
        rendered_by=fields.get("rendered_by"),
    )


def _http_headers(capture: Capture) -> StatusAndHeaders:
    kept = [(_ascii(name), _ascii(value)) for name, value in capture.headers if name.lower() not in _NOT_KEPT]
    kept.append(("Content-Length", str(len(capture.body))))
    return StatusAndHeaders(str(capture.status), kept, protocol="HTTP/1.1")


def _ascii(text: str) -> str:
    """*text* of a header with each byte beyond ASCII as ``%XX``; warcio writes some such headers never."""
    if text.isascii():
        return text
    try:
        sent = text.encode("latin-1")
    except UnicodeEncodeError:  # of a page that others captured, and read as UTF-8
        sent = text.encode("utf-8", "replace")
    return quote(sent, safe=_PRINTED)
