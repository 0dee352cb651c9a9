"""DemoSite and Page: one bundled fictional web site, every response it can give, ready to be served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.site import Level


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One response: what the server answers to one path."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    """In order; ``Content-Length`` and ``ETag`` are the server's business."""
    body: bytes = b""
    validators: bool = True
    """Whether the server sends an ETag and answers conditional requests, as it does for files."""

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case, or ``None``."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class DemoSite:
    """A fictional site: what a site file would say about it, and its pages."""

    id: str
    name: str
    level: Level
    """As in site files."""
    region_code: str | None
    """Six digits of the shape of GB/T 2260 but unassigned there (97…), as the places are invented."""
    listing_path: str
    encoding: str
    """The Python codec that reads the site's pages without loss."""
    port: int
    """The fixed port of ``notices demo``."""
    pages: Mapping[str, Page]
    """Path with query (``/tzgg.php?page=2``) → response; includes ``/robots.txt``."""
