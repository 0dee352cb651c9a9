"""Flatten a page into lines of text in one pass, and remember which element covers which lines."""

from __future__ import annotations

from functools import partial
from operator import length_hint

from crawler.extraction.data_rows import Cell, row_of_data
from crawler.extraction.element_kinds import (
    ANCHOR,
    BREAK,
    CELL,
    HEADING,
    KEPT,
    PICTURE,
    PREFORMATTED,
    ROW,
    SKIPPED,
    SPECIAL,
    STRUCTURAL,
    TITLE,
    TOLD,
    WHOLE,
)
from crawler.extraction.element_names import Role
from crawler.extraction.line_writer import INVISIBLE, LineWriter
from crawler.extraction.lines import Block, Layout
from crawler.extraction.markup import cut, whole
from crawler.extraction.named_sources import NamedSources
from crawler.extraction.nesting import RANKS
from crawler.extraction.page_limits import Full
from crawler.extraction.tags import Tag, Tags

_BREAKING = frozenset({"p", "br"})
"""Their end tags break a line even where nothing is open."""
_NEAR = 100
"""Open elements that are looked through where an element may have to be closed before its end tag."""
_EMBEDDING = frozenset({"iframe", "embed", "object"})
_MOST_TOLD = 1000
"""Meta tags of a page that are kept."""
_LONGEST_TOLD = 1000
"""Characters of a title or meta tag that are kept."""
_NEW_BLOCK = partial(tuple.__new__, Block)
_NEW_CELL = partial(tuple.__new__, Cell)
_PARAGRAPH = 30
"""A line that fills an element alone is noted where it has so many characters: it may be a notice."""


def flatten(page: str, *, keep_hidden: bool = False) -> Layout:
    """The lines, blocks and links of the page; ``keep_hidden`` keeps what styles hide."""
    flattener = _Flattener()
    flattener.read(page, Tags(keep_hidden=keep_hidden))
    return flattener.layout()


class _Flattener:
    def __init__(self) -> None:
        self._writer = LineWriter()
        self._texts = self._writer.texts
        self._pieces = self._writer.pieces
        self._blocks: list[Block] = []
        self._meta: list[tuple[str, str]] = []
        self._title: str | None = None
        self._base: str | None = None
        self._open: list[Tag] = []
        self._first: list[int] = []  # of every open element: its first line
        self._skipping = 0  # the depth of the open element that is passed over
        self._rows: list[list[Cell]] = []  # of every open row, its cells
        self._cell_structural: list[bool] = []
        self._alone: list[int] = []
        self._sources = NamedSources()
        self._has_buttons = False
        self._limit: str | None = None

    def read(self, page: str, tags: Tags) -> None:
        """Read the page to its end, or as far as it is kept."""
        try:
            self._read(page, tags)
        except Full as full:
            self._limit = full.limit
        while self._open or self._pieces:
            try:
                if self._open:
                    self._close_innermost()
                else:
                    self._writer.end_line()
            except Full as full:
                self._limit = self._limit or full.limit

    def _read(self, page: str, tags: Tags) -> None:
        opened, pieces, writer = self._open, self._pieces, self._writer
        link = tags.link
        every, self._limit = cut(page)
        upcoming = iter(every)
        for piece in upcoming:
            written, _, text = piece.partition(">")
            tag = tags[written]
            if tag.is_end:
                places = tag.places
                if places:
                    if places[-1] == len(opened) - 1:
                        self._close_innermost()
                    else:
                        self._close(tag, places[-1])
                elif pieces and tag.name in _BREAKING:
                    writer.end_line()
            elif (
                tag is link
                and (end := every[-length_hint(upcoming)])[:3] == "/a>"
                and not (tag.places or self._skipping)
            ):
                next(upcoming)  # around nothing but a text, as most links are: begun and ended at once
                writer.add_link_text(text, tag.link)
                text = end[3:]
            else:
                if tag.is_odd:
                    tag, text = whole(piece, tag, tags, upcoming)
                if tag.tells or tag.places:  # of others only those in others of their name need be known
                    self._start(tag)
            if text and not self._skipping and (pieces or not text.isspace()):
                writer.add(text)

    def _start(self, tag: Tag) -> None:
        for places in tag.may_end:
            if places:
                self._close_left_open(tag, places[-1])
        kind = tag.kind
        if kind and not self._skipping:
            if kind & SKIPPED:
                self._pass_over(tag)
            else:
                if kind & BREAK and self._pieces:
                    self._writer.end_line()
                if kind & SPECIAL:
                    if kind & WHOLE and tag.places:
                        return
                    self._open_special(tag)
                elif kind & STRUCTURAL and self._cell_structural:
                    self._cell_structural[-1] = True
        if tag.stays_open:
            tag.places.append(len(self._open))
            self._open.append(tag)
            self._first.append(len(self._texts))

    def _close(self, end_tag: Tag, place: int) -> None:
        """Close the element at *place* with those left open inside it, if its end tag may."""
        opened = self._open
        rank = RANKS.get(end_tag.name, 0)
        if not any(RANKS.get(tag.name, 0) > rank for tag in opened[place + 1 : place + 1 + _NEAR]):
            while len(opened) > place:
                self._close_innermost()
        elif end_tag.kind & ANCHOR and not self._skipping:
            self._writer.end_anchor()

    def _close_left_open(self, tag: Tag, place: int) -> None:
        """Close the element at *place*, which ends where *tag* begins, if nothing between them forbids it."""
        inside = self._open[max(place + 1, len(self._open) - _NEAR) :]
        ended = tag.element.ended
        if ended is not None and not any(between.name in ended.within for between in inside):
            while len(self._open) > place:
                self._close_innermost()

    def _close_innermost(self) -> None:
        tag = self._open.pop()
        first = self._first.pop()
        tag.places.pop()
        if self._skipping:
            if len(self._open) < self._skipping:
                self._skipping = 0
        elif tag.tells:
            kind = tag.kind
            if kind & BREAK and self._pieces:
                if kind & TITLE:
                    self._end_title()
                else:
                    self._writer.end_line()
            if kind & SPECIAL:
                self._close_special(kind, first)
            if tag.role or kind & HEADING or len(self._texts) > first + 1:
                self._note_block(tag, first)
            elif kind & STRUCTURAL and len(self._texts) > first and len(self._texts[first]) >= _PARAGRAPH:
                self._alone.append(first)

    def _note_block(self, tag: Tag, first: int) -> None:
        """Keep an element that is worth it, with the lines from its *first* on."""
        last = len(self._texts)
        if tag.role or tag.kind & HEADING:
            last += bool(self._pieces)
            if last > first:
                self._blocks.append(_NEW_BLOCK((tag.name, tag.role, first, last)))
        elif last > first + 1 and tag.kind & BREAK:
            inner = self._blocks[-1] if self._blocks else None
            if inner is None or inner.start != first or inner.end != last:
                self._blocks.append(_NEW_BLOCK((tag.name, Role.NONE, first, last)))

    def layout(self) -> Layout:
        """What was read."""
        count = len(self._texts)
        # Rows that became one line may have been open around what is counted behind them.
        blocks = [block for block in self._blocks if block[2] < block[3] <= count]
        if count > 1 and not (blocks and blocks[-1][2] == 0 and blocks[-1][3] == count):
            blocks.append(_NEW_BLOCK(("html", Role.NONE, 0, count)))
        return Layout(
            lines=self._writer.lines(),
            blocks=tuple(blocks),
            links=tuple(self._writer.links),
            images=tuple(self._writer.images),
            alone=frozenset(self._alone),
            meta=tuple(self._meta),
            title_tag=self._title,
            base=self._base,
            limit=self._limit,
            packed=tuple(self._writer.packed),
            sources=self._sources.kept(),
            has_buttons=self._has_buttons,
        )

    def _pass_over(self, tag: Tag) -> None:
        """Show nothing of an element; a file embedded in the page is as good as a link to it."""
        if tag.stays_open:
            self._skipping = len(self._open) + 1
        if tag.name == "button":
            self._has_buttons = True
        elif tag.name in _EMBEDDING:
            attributes = tag.attributes()
            address = attributes.get("src") or attributes.get("data")
            if address:
                self._writer.add_link(address, "", attributes.get("title", ""))

    def _open_special(self, tag: Tag) -> None:
        """Open an element that is more than a line break."""
        kind = tag.kind
        if kind & ANCHOR:
            self._writer.begin_anchor(tag.link)
        elif kind & ROW:
            self._rows.append([])
        elif kind & CELL:
            self._cell_structural.append(False)
        elif kind & PICTURE:
            self._writer.images.append(len(self._texts))
        elif kind & PREFORMATTED:
            self._writer.preformatted += 1
        elif kind & TOLD:
            self._note(tag)
        elif kind & KEPT and tag.stays_open:
            self._sources.begin(self._pieces)

    def _note(self, tag: Tag) -> None:
        """Remember what a meta or base element tells, wherever it stands."""
        if tag.name == "base":
            self._base = self._base or tag.attributes().get("href")
            return
        name, content = tag.named_content() if len(self._meta) < _MOST_TOLD else ("", "")
        if name:
            content = content[:_LONGEST_TOLD]
            if not content.isprintable():
                content = INVISIBLE.sub("", content)
            self._meta.append((name.strip().lower(), content.strip()))

    def _close_special(self, kind: int, first: int) -> None:
        if kind & ANCHOR:
            self._writer.end_anchor()
        elif kind & CELL:
            structural = self._cell_structural.pop()
            if self._rows:
                cells = self._rows[-1]
                while cells and cells[-1][1] > first:  # cells inside this one, with no table of their own
                    cells.pop()
                cells.append(_NEW_CELL((first, len(self._texts), structural)))
        elif kind & ROW:
            self._close_row(self._rows.pop())
        elif kind & PREFORMATTED:
            self._writer.preformatted -= 1
        elif kind & KEPT:
            self._sources.end(first, self._texts, self._pieces)

    def _end_title(self) -> None:
        """Take the text of a ``<title>``, which stands on no line, wherever the element stands."""
        text = INVISIBLE.sub("", "".join(self._pieces)[:_LONGEST_TOLD])
        self._pieces.clear()
        self._title = self._title or " ".join(text.split()) or None

    def _close_row(self, cells: list[Cell]) -> None:
        """Make one line of a row of data."""
        row = row_of_data(self._texts, cells)
        if row:
            start = row[0].first
            self._writer.join_cells([(first, last) for first, last, _ in row])
            while self._blocks and self._blocks[-1].start >= start:
                self._blocks.pop()
            self._sources.join_lines(start)
