"""Pages that are files themselves: the text from which reading reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from archive.capture import Capture
from archive.errors import UnreadableError
from crawler.attachments.guard import attachment_text
from crawler.attachments.record import EXPLANATIONS, AttachmentText
from crawler.extraction.binary import file_format

_TEXT_TYPES = ("", "text/", "application/xhtml+xml", "application/xml", "application/octet-stream")


def texts_of_pages(captures: Sequence[Capture]) -> dict[str, str]:
    """The text of those web pages of an article that are files, by sha256 of their content.

    Raises :class:`~archive.errors.UnreadableError` with the named failure where the first page is a
    file without a text; further pages without one are left out.
    """
    texts = {}
    for capture in captures:
        if not is_file(capture):
            continue
        found = attachment_text(capture.body, capture.url, capture.header("Content-Type"))
        if found.failure is None:
            texts[hashlib.sha256(capture.body).hexdigest()] = found.text
        elif capture is captures[0]:
            raise UnreadableError(f"{capture.url} cannot be read: {sentence(found, capture)}")
    return texts


def is_file(capture: Capture) -> bool:
    """Whether a capture is a file of some format rather than a web page or plain text."""
    if not capture.body.strip():
        return False
    told = (capture.header("Content-Type") or "").split(";")[0].strip().lower()
    is_text = not told or any(told.startswith(kind) for kind in _TEXT_TYPES if kind)
    return file_format(capture.body) is not None or not is_text


def sentence(found: AttachmentText, capture: Capture) -> str:
    """Why a file has no text: the failure's name, then what it means."""
    kind = file_format(capture.body) or "a file"
    return (
        "no reason"
        if found.failure is None
        else f"{found.failure}: it is {kind} and {EXPLANATIONS[found.failure]}"
    )
