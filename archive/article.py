"""Article: one notice as it was read, together with the captures it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from archive.capture import Capture
from archive.notice import Notice


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """What reading hands to the archive: the only way in for a notice."""

    captures: tuple[Capture, ...]
    """The article's web pages in order; the first one is the page, the others continue it."""
    notice: Notice


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What keeping an article did."""

    page_id: str
    notice_id: str
    change: tuple[str, ...]
    """``("first",)`` for a new page, ``()`` for an unchanged one, else what changed."""
    joined: bool
    """Whether the page is a copy of a notice that another page founded."""
