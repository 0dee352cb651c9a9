"""Rows without address: entries that a page shows, and that lead where only a running script knows."""

from __future__ import annotations

from lxml import etree

from crawler.listing.clicks import UNKNOWN, Clicks
from crawler.listing.entries import SHORTEST_TITLE, choose_entries
from crawler.listing.record import Entry
from crawler.listing.rows import link_title, read_rows

FEWEST = 3
"""Fewer such rows, with dates, are no list."""


def shown_entries(
    root: etree._Element,
    base: str,
    page_url: str,
    day: str | None,
    order: bool | None,
    *,
    is_paged: bool = True,
) -> tuple[tuple[Entry, ...], int]:
    """The entries that a page's markup shows, and how many rows beside them have no address.

    Rows without address are judged as if they had one.  Where they are what the page lists, no
    other list of it is taken in their place.
    """
    clicks = Clicks(root, base)
    entries = choose_entries(read_rows(clicks.addresses, day, order), page_url, is_paged=is_paged)
    if sum(len(link_title(node)) >= SHORTEST_TITLE for node in clicks.unknown) < FEWEST:
        return entries, 0
    chosen = choose_entries(read_rows(clicks.with_unknown(), day, order), page_url)
    unknown = [entry for entry in chosen if entry.url.startswith(UNKNOWN)]
    if sum(entry.date is not None for entry in unknown) < FEWEST:
        return entries, 0
    return tuple(entry for entry in chosen if entry not in unknown), len(unknown)
