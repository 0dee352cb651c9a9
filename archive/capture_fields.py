"""What is noted beside a response: the metadata record of a capture (``application/warc-fields``)."""

from __future__ import annotations

from archive.capture import Capture

NO_ANSWER = "no-answer"
SEAL = "record-sha256"
"""The sha256 of the response's record as it lies in the file, compressed."""

_FIELDS = ("site", "kind", "via", "requested_url", "listed_title", "listed_date", "rendered_by")


def fields_payload(capture: Capture, seal: str | None) -> bytes:
    """A line ``name: value`` for each fact about *capture*; *seal* is ``None`` where nothing answered."""
    fields = {name: value for name in _FIELDS if (value := getattr(capture, name))}
    if not capture.status:
        fields[NO_ANSWER] = "true"
    if seal is not None:
        fields[SEAL] = seal
    lines = [f"{name}: {' '.join(str(value).split())}\r\n" for name, value in fields.items()]
    return "".join(lines).encode()


def parse_fields(payload: bytes) -> dict[str, str]:
    """The facts that :func:`fields_payload` wrote."""
    lines = payload.decode("utf-8", "replace").splitlines()
    pairs = (line.partition(": ") for line in lines)
    return {name: value for name, separator, value in pairs if separator}
