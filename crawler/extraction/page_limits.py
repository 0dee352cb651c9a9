"""How much of a page is kept: far more than any notice has, so that no page takes more than its time."""

from __future__ import annotations

MAX_BYTES = 24_000_000
"""Longer pages are read up to here; pictures pasted into a page as text take some megabytes of it."""
MOST_ELEMENTS = 200_000
"""The longest real pages seen (name lists pasted from Word) have about a seventh of them."""
MOST_LINES = 20_000
"""Lines of a page that are kept; the longest real pages seen (name lists) have about a seventh of them."""
MOST_LINKS = 10_000
MOST_PIECES = 300_000
"""Pieces of one line: the parser gives a text piece by piece where a ``<`` or an entity is odd."""
