"""Tell the pages that list links to others from notices."""

from __future__ import annotations

from crawler.extraction.document_run import DocumentRun
from crawler.extraction.line_worth import Weighed, is_linked
from crawler.extraction.lines import Layout

_FEWEST_LISTED = 8
"""A listing page has so many links."""


def is_list(layout: Layout, weighed: Weighed, run: DocumentRun) -> bool:
    """Whether a page has links to others and no sentence of its own, as a listing page."""
    inside, files = range(run.start, run.end), weighed.files
    if any(weighed.marks[index] and weighed.kinds[index] is None for index in inside):
        return False
    if any(run.start <= at <= run.end for at in layout.images):
        return False  # the notice is a picture
    lines = layout.lines[run.start : run.end]
    rows = sum(1 for text, linked in lines if "\t" in text and not linked)
    if rows > sum(1 for _, linked in lines if linked):
        return False  # the notice is a table
    menu = sum(1 for index, line in enumerate(layout.lines) if is_linked(line) and index not in files)
    return menu >= _FEWEST_LISTED and not any(run.start <= index < run.end for index in files)
