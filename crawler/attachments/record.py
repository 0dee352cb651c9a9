"""What reading a file gives: its text, or the name of the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Failure = Literal[
    "encrypted",
    "damaged",
    "empty",
    "scanned",
    "garbled",
    "unsupported",
    "too-large",
    "too-many-pages",
    "timeout",
    "memory",
    "crashed",
]
"""Why a file has no text, in words that stay the same for years.

``scanned``: its pages are pictures.  ``garbled``: it draws characters without saying which they
are.  ``crashed``: the process that read it died of something else than its limits.
"""

EXPLANATIONS: dict[Failure, str] = {
    "encrypted": "it opens with a password only",
    "damaged": "it is cut short or damaged",
    "empty": "there is no text in it",
    "scanned": "its pages are pictures of text",
    "garbled": "it does not say which characters it draws",
    "unsupported": "files of its kind are not read",
    "too-large": "it unpacks to more than is read",
    "too-many-pages": "it has more pages than are read",
    "timeout": "reading it took too long",
    "memory": "reading it took too much memory",
    "crashed": "reading it failed",
}
"""Each failure as the end of a sentence that begins with the file."""


class AttachmentError(Exception):
    """A file has no text to give, for the reason ``failure``."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(EXPLANATIONS[failure])
        self.failure: Failure = failure


@dataclass(frozen=True, kw_only=True, slots=True)
class AttachmentText:
    """What was read from one file."""

    text: str = ""
    """One paragraph a line, tables as tab-separated lines; empty where ``failure`` is set."""
    kind: str | None = None
    """What the file is by its bytes (see :mod:`crawler.attachments.media_type`)."""
    pages: int | None = None
    """Pages, or sheets of a workbook; ``None`` where the format knows none."""
    scanned: bool = False
    """Whether most of its pages are pictures, with a text or without."""
    failure: Failure | None = None
