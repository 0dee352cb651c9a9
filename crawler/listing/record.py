"""Listing and Entry: what a listing page says, and nothing that it does not say."""

from __future__ import annotations

from dataclasses import dataclass

from archive.posted import posted_address


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One row of a listing page: a link to a notice."""

    title: str
    """As the row gives it, in full where the ``title`` attribute restores a cut text."""
    url: str
    """Absolute, http or https, without fragment; may lie on another host."""
    date: str | None = None
    """ISO 8601, from the row itself; ``2024-08`` where the row shows no day."""


@dataclass(frozen=True, slots=True)
class NextPage:
    """A request that brings the list's next page."""

    url: str
    form: str | None = None
    """The urlencoded body of a POST; ``None``: a GET."""

    @property
    def address(self) -> str:
        """The one address by which this page is known, however it is asked for."""
        return posted_address(self.url, self.form)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A listing page as it was read; all empty where the page lists nothing."""

    entries: tuple[Entry, ...] = ()
    """In the page's order, each address once."""
    next: tuple[NextPage, ...] = ()
    """The next listing page, if there is one; never the page itself.

    Several are ways to the same page, the likeliest first: a later one is worth asking only where
    those before it brought no entries.
    """
    unaddressed: int = 0
    """Rows that are entries, too, but whose addresses only a running script would know."""
    rows_elsewhere: bool = False
    """``next`` is where a script or frame gets the rows that this page does not hold itself."""
    platform: str | None = None
    """Id of the content management system, if it was recognised."""
    total: int | None = None
    """Entries that the page says its list has, on all its pages together."""
    page_count: int | None = None
    """Listing pages that the page says there are."""
