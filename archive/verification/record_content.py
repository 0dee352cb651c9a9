"""The content of one WARC record, taken in piece by piece and held against its digests."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

_END = b"\r\n\r\n"
_LONGEST_HEADER = 1 << 20
_LONG_RECORDS = frozenset({"response", "resource", "revisit", "request", "conversion"})
"""Of all others, which are short, the bytes are kept."""


class RecordContent:
    """What is known of a record; :meth:`feed` takes its unpacked bytes in."""

    def __init__(self) -> None:
        self.headers: dict[str, str] = {}
        """Of the WARC record, names in lower case."""
        self.status = 0
        """HTTP status of a response."""
        self.payload_bytes = 0
        self._start = bytearray()
        self._kept: bytearray | None = bytearray()
        self._is_headed = False
        self._length = 0
        self._taken = 0
        self._after = bytearray()
        self._http: bytearray | None = None
        self._block_digest = hashlib.sha1()  # noqa: S324 - the digest that WARC headers hold
        self._payload_digest = hashlib.sha1()  # noqa: S324
        self._payload_sha256 = hashlib.sha256()

    @property
    def type(self) -> str:
        """``response``, ``metadata`` …; empty for what is no WARC record."""
        return self.headers.get("warc-type", "")

    @property
    def sha256(self) -> str:
        """Of the payload: the body of a response."""
        return self._payload_sha256.hexdigest()

    def feed(self, data: bytes) -> None:
        """Take in the next bytes of the record."""
        if self._kept is not None:
            self._kept += data
        if not self._is_headed:
            self._start += data
            head, end, data = bytes(self._start).partition(_END)
            if not end and len(self._start) < _LONGEST_HEADER:
                return
            self._read_head(head)
        block = data[: self._length - self._taken]
        self._taken += len(block)
        self._block_digest.update(block)
        self._take_block(block)
        if len(self._after) < len(_END) + 1:
            self._after += data[len(block) :][: len(_END) + 1]

    def problems(self) -> Iterator[str]:
        """What is wrong with a record that came to its end, each as ``got; expected …`` of a sentence."""
        if not self._is_headed or not self.type:
            yield "no WARC record"
            return
        if self._taken != self._length:
            yield f"{self._taken} bytes where its header says {self._length}"
        elif self._after != _END:
            yield "something after its end"
        for name, digest in (
            ("warc-block-digest", self._block_digest),
            ("warc-payload-digest", self._payload_digest),
        ):
            told = self.headers.get(name, "")
            made = base64.b32encode(digest.digest()).decode()
            if told.startswith("sha1:") and told.removeprefix("sha1:") != made:
                yield f"bytes whose digest is {made} where its {name} is {told.removeprefix('sha1:')}"

    def whole(self) -> bytes:
        """All bytes of a record that is not of the long types."""
        return bytes(self._kept or b"")

    def block(self) -> bytes:
        """The same without its header."""
        return self.whole().partition(_END)[2][: self._length]

    def _read_head(self, head: bytes) -> None:
        self._is_headed = True
        first, *lines = head.decode("utf-8", "replace").split("\r\n")
        if not first.startswith("WARC/"):
            return
        pairs = (line.partition(":") for line in lines)
        self.headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        length = self.headers.get("content-length", "")
        self._length = int(length) if length.isdigit() else 0
        if self.type in _LONG_RECORDS:
            self._kept = None
        if self.type == "response":
            self._http = bytearray()
        self._start.clear()

    def _take_block(self, block: bytes) -> None:
        if self._http is None:
            self._take_payload(block)
            return
        self._http += block
        head, end, payload = bytes(self._http).partition(_END)
        if end or len(self._http) > _LONGEST_HEADER:
            self._http = None
            status = head[:16].split(b" ")[1:2]
            self.status = int(status[0][:3]) if status and status[0][:3].isdigit() else 0
            self._take_payload(payload)

    def _take_payload(self, data: bytes) -> None:
        self.payload_bytes += len(data)
        self._payload_digest.update(data)
        self._payload_sha256.update(data)
