"""One file of captures read from start to end: each record whole, sealed, and described by the next."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, get_args

from archive.capture import CaptureKind
from archive.capture_fields import NO_ANSWER, SEAL, parse_fields
from archive.gzip_members import Member, may_begin_a_member, next_header, read_member, stored_member
from archive.verification.damage import RESTORE, Damage
from archive.verification.record_content import RecordContent
from archive.warc import SOFTWARE


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedCapture:
    """A whole capture: what rows may say of it."""

    offset: int
    url: str
    requested_url: str
    kind: str
    status: int
    date: str
    """As the record says it: ISO 8601."""
    sha256: str
    """Of the body."""
    bytes: int
    is_sealed: bool
    """Whether its bytes in the file could be held against a checksum."""


_BLANK_BYTES = 512
_LONGEST_BEGINNING = 1 << 20
_CHANGED_SPELLING = "bits that say nothing were changed in it"


@dataclass(frozen=True, slots=True)
class _Response:
    """A response that waits for the record that describes it."""

    member: Member
    content: RecordContent
    problems: tuple[str, ...]

    @property
    def url(self) -> str | None:
        """The address that it says it came from."""
        return self.content.headers.get("warc-target-uri")


class CaptureFile:
    """The check of one file.  Reads it once; memory does not grow with it."""

    def __init__(
        self, path: Path, last_offset: int | None, progress: Callable[[int], object] | None = None
    ) -> None:
        """*last_offset* is where the last capture begins that the archive has taken in, if it knows any.

        What begins behind it may be unfinished: a run is writing it, or was stopped while it did.
        *progress* is told how many more bytes were read.
        """
        self._path = path
        self._taken_in = -1 if last_offset is None else last_offset
        self._progress = progress or (lambda _count: None)
        self._size = 0
        self._response: _Response | None = None
        self._broken: tuple[int, str] | None = None
        """Offset and problem of a damaged record whose description may follow."""
        self.is_torn = False
        """Whether the file ends in something unfinished that nobody has used."""

    def check(self) -> Iterator[CheckedCapture | Damage]:
        """The captures that are whole, and what is damaged."""
        try:
            with self._path.open("rb") as file:
                self._size = self._path.stat().st_size
                yield from self._records(file)
        except OSError as error:
            yield self._damage(
                "file", None, f"it cannot be read: {error.strerror or error}", "a readable file"
            )

    def _records(self, file: BinaryIO) -> Iterator[CheckedCapture | Damage]:
        offset = 0
        while offset < self._size:
            content = RecordContent()
            member = read_member(file, offset, self._size, content.feed)
            end = offset + member.length
            if member.state != "whole" or not content.type:
                end = self._next_record(file, offset + 1)
                if end == self._size and self._is_unfinished(file, member):
                    yield from self._end(offset)
                    return
                problem = member.problem or (
                    "it ends too early" if member.state == "torn" else "no WARC record"
                )
                yield from self._damaged_record(offset, problem)
            elif offset == 0:
                yield from self._first(member, content)
            else:
                yield from self._record(member, content)
            self._progress(end - offset)
            offset = end
        yield from self._end(self._size)

    def _first(self, member: Member, content: RecordContent) -> Iterator[CheckedCapture | Damage]:
        """The record that says who wrote the file, and under what name."""
        if content.type != "warcinfo" or parse_fields(content.block()).get("software") != SOFTWARE:
            got = f"it begins with a {content.type} record of another program"
            yield self._damage(
                "file", None, got, "a file that this program wrote", "`notices import` takes others"
            )
        elif (name := content.headers.get("warc-filename")) != self._path.name:
            yield self._damage(
                "file", None, f"it was called {name} when it was written", "that name", "rename it"
            )
        if _has_changed_spelling(member, content):
            yield self._capture_damage(member.offset, _CHANGED_SPELLING)

    def _record(self, member: Member, content: RecordContent) -> Iterator[CheckedCapture | Damage]:
        if content.type != "metadata":
            yield from self._undescribed()
            self._response = _Response(member, content, tuple(content.problems()))
            return
        fields = parse_fields(content.block())
        problems = list(content.problems())
        if _has_changed_spelling(member, content):
            problems.append(_CHANGED_SPELLING)
        response, self._response = self._response, None
        broken, self._broken = self._broken, None
        if broken is not None:
            yield self._capture_damage(broken[0], broken[1], content.headers.get("warc-target-uri"))
            return
        described = content.headers.get("warc-concurrent-to")
        if response is not None and response.content.headers.get("warc-record-id") != described:
            yield self._capture_damage(response.member.offset, "the record behind it describes another one")
            response = None
        if response is None and NO_ANSWER not in fields:
            yield self._capture_damage(member.offset, "it describes a response that is not before it")
            return
        first, about = (response.member, response.content) if response is not None else (member, content)
        if response is not None:
            seal = fields.get(SEAL)
            problems += response.problems
            if seal is not None and seal != first.sha256:
                problems.append(f"its bytes have the sha256 {first.sha256} where its seal is {seal}")
        if fields.get("kind") not in get_args(CaptureKind):
            problems.append(f"its kind is {fields.get('kind')!r}")
        url = about.headers.get("warc-target-uri", "")
        if problems:
            yield self._capture_damage(first.offset, problems[0], url)
            return
        yield CheckedCapture(
            offset=first.offset,
            url=url,
            requested_url=fields.get("requested_url", url),
            kind=fields["kind"],
            status=(about.status or 200) if response is not None else 0,
            date=about.headers.get("warc-date", ""),
            sha256=about.sha256,
            bytes=about.payload_bytes,
            is_sealed=not _is_compressed(member, content),
        )

    def _damaged_record(self, offset: int, problem: str) -> Iterator[Damage]:
        """Remember a damaged record until the one behind it has told its address, or report it."""
        if self._response is not None:
            # What describes the response is damaged; rows name the response.
            first = self._response
            yield self._capture_damage(first.member.offset, f"what describes it is: {problem}", first.url)
            self._response = None
            return
        yield from self._undescribed()
        self._broken = (offset, problem)

    def _undescribed(self) -> Iterator[Damage]:
        """Report what should have been described by now."""
        response, self._response = self._response, None
        broken, self._broken = self._broken, None
        if response is not None:
            problem = "no record behind it describes it"
            yield self._capture_damage(response.member.offset, problem, response.url)
        if broken is not None:
            yield self._capture_damage(*broken)

    def _end(self, offset: int) -> Iterator[Damage]:
        """The end of the file, or of what is whole in it."""
        start = self._response.member.offset if self._response is not None else offset
        self._progress(self._size - offset)
        if self._broken is None and start < self._size:
            if start > self._taken_in:
                self.is_torn = True
                return
            self._response = None
            yield self._capture_damage(start, "the file ends in the middle of it")
        yield from self._undescribed()

    def _next_record(self, file: BinaryIO, start: int) -> int:
        """Where the next WARC record begins: a gzip header alone also stands in files of others."""
        while (candidate := next_header(file, start, self._size)) < self._size:
            file.seek(candidate)
            with suppress(zlib.error):
                if zlib.decompressobj(wbits=31).decompress(file.read(256), 8).startswith(b"WARC/"):
                    return candidate
            start = candidate + 1
        return self._size

    def _is_unfinished(self, file: BinaryIO, member: Member) -> bool:
        """Whether the file ends in the beginning of a record, or in zeros as a power failure leaves them."""
        file.seek(member.offset)
        is_beginning = member.state == "torn" and may_begin_a_member(file.read(_LONGEST_BEGINNING))
        file.seek(max(member.offset, self._size - _BLANK_BYTES))
        return is_beginning or not any(file.read(_BLANK_BYTES))

    def _capture_damage(self, offset: int, problem: str, url: str | None = None) -> Damage:
        got = f"the capture of {url} is damaged: {problem}" if url else f"the capture is damaged: {problem}"
        return replace(self._damage("capture", offset, got, "the bytes that were written"), url=url)

    def _damage(
        self, kind: str, offset: int | None, got: str, expected: str, remedy: str | None = None
    ) -> Damage:
        where = self._path.name if offset is None else f"{self._path.name}:{offset}"
        remedy = remedy or RESTORE.format(self._path.name)
        return Damage(kind=kind, where=where, got=got, expected=expected, remedy=remedy)


def _is_compressed(member: Member, content: RecordContent) -> bool:
    """Whether a short record is one of an early version, which compressed it and sealed nothing."""
    return member.length < len(content.whole())


def _has_changed_spelling(member: Member, content: RecordContent) -> bool:
    """Whether a short record says what it should in other bits than were written."""
    expected = hashlib.sha256(stored_member(content.whole())).hexdigest()
    return not _is_compressed(member, content) and member.sha256 != expected
