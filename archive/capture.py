"""Capture: one response as it came, the evidence that everything else is computed from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

CaptureKind = Literal["listing", "page", "continuation", "attachment", "probe", "robots"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Capture:
    """A response, with when and why it was fetched.

    ``body`` is the payload after transfer and content encodings were undone; ``headers`` are
    the response's own, in order, names as sent.
    """

    url: str
    """The address that answered (after redirects)."""
    fetched_at: datetime
    """Aware, in UTC."""
    status: int = 200
    """HTTP status; 0 when nothing answered (kept where a later replay must know it)."""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    site: str = ""
    """Site id: the stem of its YAML file, or ``host[:port]`` for a bare URL."""
    kind: CaptureKind = "page"
    via: str | None = None
    """The page that led here: the listing page, or an article's first page."""
    listed_title: str | None = None
    """Title of the entry on the listing page that led here."""
    listed_date: str | None = None
    """Date of that entry, ISO 8601."""
    requested_url: str | None = None
    """The address that was asked for, where a redirect led elsewhere."""
    rendered_by: str | None = None
    """The program that drew the body with the page's scripts, where it is not what the server sent."""
    position: str | None = None
    """``FILE.warc.gz:OFFSET`` once it is kept."""

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case, or ``None``."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)
