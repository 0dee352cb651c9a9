"""PageText: the lines of one page, sorted into head, body and tail, from which fields are read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class PageText:
    """What a person reads on the page around and in the document, top to bottom.

    ``head`` and ``tail`` are the lines that surround the body and are not part of it: index-block
    rows (``索引号：…``), source, date and counter lines, a letterhead or number that stands above
    the title.  Navigation, hot lists and footers are in neither.
    """

    title: str | None = None
    """The notice's own title, as chosen."""
    page_title: str | None = None
    """The title that the site shows."""
    head: tuple[str, ...] = ()
    body: str = ""
    """One paragraph a line, tables tab-separated."""
    tail: tuple[str, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    """``<meta name content>`` pairs of the page in order, names in lower case."""
    sources: tuple[str, ...] = ()
    """What elements named as source hold between title and text."""
    fetched_on: str | None = None
    """ISO date of the capture: the pivot for two-digit years, the bound for plausible dates."""
