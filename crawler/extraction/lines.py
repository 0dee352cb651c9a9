"""A page as lines of text, with the elements that cover them: what everything after parsing works on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import islice
from typing import NamedTuple

from crawler.extraction.page_limits import MOST_CHARACTERS, MOST_LINES

HEADINGS = frozenset({"h1", "h2", "h3"})
_MARKDOWN = re.compile(r"(?m)^[ \t]*#{1,6}[ \t]+|\*(?<!\*\*)\*(?!\*)")
"""What converters of office files and PDF leave around headings and bold print."""


class Line(NamedTuple):
    """What a browser shows between two line breaks, white space collapsed."""

    text: str
    """Cells of one table row are separated by tabs."""
    linked: int = 0
    """How many of its characters are link text."""


class Block(NamedTuple):
    """An element and the lines it covers."""

    tag: str
    role: int
    """See :class:`~crawler.extraction.element_names.Role`."""
    start: int
    end: int


class Link(NamedTuple):
    """An anchor with an address."""

    line: int
    href: str
    text: str
    title: str
    """The ``title`` attribute: often the name of the file, or the text that was cut."""


class Layout(NamedTuple):
    """A page as lines."""

    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    """Outer blocks after inner ones."""
    links: tuple[Link, ...]
    images: tuple[int, ...]
    """The line at which each image stands."""
    meta: tuple[tuple[str, str], ...]
    title_tag: str | None
    base: str | None
    """The ``href`` of a ``<base>`` element."""
    alone: Set[int] = frozenset()
    """The longer lines that fill an element alone, as the text of a notice of one paragraph does."""
    limit: str | None = None
    """How much of the page was read, in words, where it has more."""
    packed: tuple[str, ...] = ()
    """The markup that form fields hold as text, as it is written: a script shows it elsewhere, if at all."""
    sources: tuple[tuple[int, str], ...] = ()
    """The texts of elements named as source, with their lines."""
    has_buttons: bool = False
    """Whether it has ``<button>`` elements, whose words stand on no line."""


def lines_of_text(text: str) -> tuple[tuple[Line, ...], str | None]:
    """The lines of a plain text, empty ones left out, and how much it was read of, where it has more."""
    limit = f"{MOST_CHARACTERS:,} characters" if len(text) > MOST_CHARACTERS else None
    text = _MARKDOWN.sub("", text[:MOST_CHARACTERS])
    rows = ("\t".join(" ".join(cell.split()) for cell in line.split("\t")) for line in text.splitlines())
    filled = (Line(row) for row in (row.strip("\t") for row in rows) if row)
    lines = tuple(islice(filled, MOST_LINES + 1))
    return lines[:MOST_LINES], f"{MOST_LINES:,} lines" if len(lines) > MOST_LINES else limit


def lines_with(lines: Sequence[Line], beginnings: Set[str]) -> Sequence[int]:
    """The lines that may begin so when they are compared by key; a letter may be of full width in a line."""
    if any(beginning.isascii() for beginning in beginnings):
        return range(len(lines))
    return sorted({at for one in beginnings for at, (text, _) in enumerate(lines) if one in text})


def block_texts(layout: Layout, role: int) -> Iterator[tuple[Block, str]]:
    """The blocks of a role with their text joined, in page order."""
    for block in sorted((b for b in layout.blocks if b.role & role), key=lambda b: (b.start, -b.end)):
        yield block, "".join(line.text for line in layout.lines[block.start : block.end])


def headings(layout: Layout) -> Iterator[tuple[Block, str]]:
    """The h1, h2 and h3 elements with their text joined, the most important first."""
    for block in sorted((b for b in layout.blocks if b.tag in HEADINGS), key=lambda b: (b.tag, b.start)):
        yield block, "".join(line.text for line in layout.lines[block.start : block.end])
