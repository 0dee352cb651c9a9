"""Tell bytes that are no text: files of known formats, and whatever else no encoding makes readable."""

from __future__ import annotations

import re

CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r")) + b"\x7f"
"""Bytes that stand for nothing a page shows; no Chinese encoding but UTF-16 uses them within characters."""

_FORMATS = tuple(
    (re.compile(pattern, re.DOTALL), name)
    for pattern, name in (
        (rb"\s{0,64}%PDF-", "a PDF file"),
        (rb"PK(?:\x03\x04|\x05\x06)", "an Office or ZIP file"),
        (rb"\xd0\xcf\x11\xe0", "an Office file"),
        (rb"\{\\rtf", "an RTF file"),
        (
            rb"(?:\xef\xbb\xbf)?\s{0,16}(?:<\?xml[^>]{0,80}>\s{0,16})?(?:<\?mso-application|<w:wordDocument|<pkg:package)",
            "an Office XML file",
        ),
        (
            rb"From: <Saved by |(?:[A-Z][\w-]{1,30}: [^\r\n]{0,80}\r?\n){0,3}MIME-Version: ?1\.0",
            "a web archive",
        ),
        (rb"Rar!", "a RAR file"),
        (rb"7z\xbc\xaf\x27\x1c", "a 7z file"),
        (rb"\x1f\x8b\x08|BZh[1-9]1AY|\xfd7zXZ\x00|\x28\xb5\x2f\xfd", "a compressed file"),
        (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|BM.{4}\x00{4}", "a picture"),
        (rb"RIFF.{4}WEBP", "a picture"),
        (rb"RIFF.{4}|ID3[\x02-\x04]|OggS\x00|fLaC|FLV\x01|.{4}ftyp|\x1aE\xdf\xa3", "a sound or video file"),
        (rb"wOF[F2]|OTTO\x00|\x00\x01\x00\x00\x00", "a font"),
        (rb"MZ.{1,2}\x00|\x7fELF|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe|\x00asm|[CF]WS[\x01-\x30]", "a program"),
        (rb"SQLite format 3\x00", "a database"),
    )
)
_MOST_BYTES = 16_384
"""A page is judged by its first bytes."""
_FEW = 3
"""So many control bytes are strays, however short the page."""
_MOST_CONTROLS = 0.02
"""Random and compressed bytes hold 11 of 100; broken pages seen hold less than 1 of 1000."""
_MOST_UNDECODABLE = 0.2
_MOST_UNASSIGNED = 0.05
"""Of UTF-16, where nearly every pair of bytes is some character: random pairs give 13 of 100."""


def file_format(body: bytes) -> str | None:
    """What *body* is by its first bytes, in words with an article; ``None`` for text and the unknown."""
    head = body[:128]
    return next((name for pattern, name in _FORMATS if pattern.match(head)), None)


def is_binary(body: bytes) -> bool:
    """Whether control bytes make up so much of *body* that no text is in it; not for UTF-16.

    NULs at the end do not count: servers pad answers with them.
    """
    body = body[:_MOST_BYTES].rstrip(b"\0")
    controls = len(body) - len(body.translate(None, CONTROLS))
    return controls > _FEW and controls > _MOST_CONTROLS * len(body)


def is_garbled(text: str, *, wide: bool) -> bool:
    """Whether decoding gave no text: too many undecodable or (*wide*: of UTF-16) unassigned characters."""
    undecodable = text.count("\ufffd") if "\ufffd" in text else 0  # to count takes five times as long
    if undecodable > _MOST_UNDECODABLE * len(text):
        return True
    if not wide:
        return False
    unassigned = sum("\ue000" <= character <= "\uf8ff" for character in text)
    return undecodable + unassigned > _MOST_UNASSIGNED * len(text)
