"""How much of a page is kept: far more than any notice has, so that no page takes more than its time."""

from __future__ import annotations

MAX_BYTES = 24_000_000
"""Longer pages are read up to here; pictures pasted into a page as text take some megabytes of it."""
MOST_TAGS = 250_000
"""The longest real pages seen (name lists pasted from Word) have about a quarter of them."""
MOST_UNSEEN = 100_000
"""Scripts, styles, drawings and comments that are cut out ahead; real pages have some thousands at most."""
MOST_DIFFERENT_TAGS = 50_000
"""Tags of a page that are written in different ways; real pages have a thousand."""
MOST_LINES = 20_000
"""Lines of a page that are kept; the longest real pages seen (name lists) have about a seventh of them."""
MOST_LINKS = 10_000
MOST_CHARACTERS = 600_000
"""Of a page's text; the longest real pages seen (name lists) have about a seventh of them."""


class Full(Exception):  # noqa: N818 - no error: the page is read no further
    """As much of a page was taken as is kept."""

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit
        """How much that is, in words."""
