"""The lines of the chosen run, judged: what the body is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from crawler.extraction.chrome import Chrome
from crawler.extraction.document_run import DocumentRun
from crawler.extraction.label_rows import file_name
from crawler.extraction.line_worth import Weighed
from crawler.extraction.lines import Layout

_PROSE_CHARACTERS = 40
_LONGEST_FILE_NAME = 80


class Row(NamedTuple):
    """A line of the run, judged."""

    text: str
    kind: Chrome | None
    menu: bool
    """Mostly links, and none of them to a file."""
    file: bool
    """Little more than a link to a file."""
    prose: bool
    """Whether it is so long, and has so many marks, as only paragraphs have."""


def judged_rows(
    layout: Layout, weighed: Weighed, run: DocumentRun, kinds: Sequence[Chrome | None]
) -> list[Row]:
    """The lines of *run*, whose *kinds* are given; those that link to files as the files are called."""
    lines = zip(layout.lines[run.start : run.end], kinds, weighed.marks[run.start : run.end], strict=False)
    new = tuple.__new__  # two thirds of the time of a call of the class
    rows = [
        new(
            Row,
            (text, kind, linked * 2 > len(text), False, marked > 1 and len(text) >= _PROSE_CHARACTERS),
        )
        for (text, linked), kind, marked in lines
    ]
    inside = range(run.start, run.end)
    for index in weighed.files.intersection(inside):
        row = rows[index - run.start]
        is_file = len(row.text) <= _LONGEST_FILE_NAME
        rows[index - run.start] = row._replace(text=file_name(row.text), menu=False, file=is_file)
    return rows
