"""Listing and Entry: what a listing page says, and nothing that it does not say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One row of a listing page: a link to a notice."""

    title: str
    """As the row gives it, in full where the ``title`` attribute restores a cut text."""
    url: str
    """Absolute, http or https, without fragment; may lie on another host."""
    date: str | None = None
    """ISO 8601, from the row itself; ``2024-08`` where the row shows no day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A listing page as it was read; all empty where the page lists nothing."""

    entries: tuple[Entry, ...] = ()
    """In the page's order, each address once."""
    next: tuple[str, ...] = ()
    """Address of the next listing page, if there is one; never the page itself."""
    platform: str | None = None
    """Id of the content management system, if it was recognised."""
