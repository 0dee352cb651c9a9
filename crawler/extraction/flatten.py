"""Flatten a page into lines of text while it is parsed, and remember which element covers which lines.

Much of the time of reading is spent here, so an element is asked only for what its kind needs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from crawler.extraction.element_kinds import (
    ANCHOR,
    BREAK,
    CAPTION,
    CELL,
    CHROME,
    HEADING,
    INLINE,
    KINDS,
    PICTURE,
    PREFORMATTED,
    ROW,
    SKIPPED,
    SPECIAL,
    STRUCTURAL,
    TITLE,
    TOLD,
    UNNAMED,
)
from crawler.extraction.element_names import Role, role_of
from crawler.extraction.lines import Block, Layout, Line, Link
from crawler.extraction.page_limits import MOST_ELEMENTS, MOST_LINES, MOST_LINKS, MOST_PIECES
from crawler.extraction.parse import Full, parse

_EMBEDDING = frozenset({"iframe", "embed", "object"})
_LONGEST_TOLD = 1000
"""Characters of a title or meta tag that are kept."""
_NEW_LINE = partial(tuple.__new__, Line)
_NEW_BLOCK = partial(tuple.__new__, Block)
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
"""Characters without width: editors leave them inside words and dates."""
_WIDE = r"[\u3000-\u9fff\uff00-\uffef]"
_WRAPPED_CHINESE = re.compile(rf"(?<={_WIDE})[ \t\r]*\n\s*(?={_WIDE})")
_MOST_LINES_IN_A_DATA_CELL = 8
_MOST_LINKED_LINES = 8  # a teaser is a link around a title, a summary and a day


def flatten(page: bytes, *, keep_hidden: bool = False) -> Layout:
    """The lines, blocks and links of the page, given in UTF-8; ``keep_hidden`` keeps what styles hide."""
    flattener = _Flattener(keep_hidden)
    parse(page, flattener)
    return flattener.layout()


class _Flattener:
    def __init__(self, keep_hidden: bool) -> None:
        self._hidden_kind = INLINE if keep_hidden else SKIPPED
        self._texts: list[str] = []
        self._linked_characters: list[int] = []
        self._blocks: list[Block] = []
        self._links: list[Link] = []
        self._images: list[int] = []
        self._meta: list[tuple[str, str]] = []
        self._title: str | None = None
        self._base: str | None = None
        self._opened = 0
        self._pieces: list[str] = []
        self._linked = 0
        self._anchor: tuple[int, str, str] | None = None  # pieces before it, href, title
        self._anchor_noted = False
        self._anchored_lines = 0
        self._preformatted = 0
        self._open: list[tuple[int, int, int] | None] = []  # of every open element: kind, first line, role
        self._skipping = 0  # open elements inside and with the one that is passed over
        self._rows: list[list[tuple[int, int, bool]]] = []  # of every open row, its cells: lines, structural
        self._cell_structural: list[bool] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:  # noqa: C901 - further calls are dear
        if self._skipping:
            self._skipping += 1
            return
        self._opened += 1
        if self._opened > MOST_ELEMENTS or len(self._texts) >= MOST_LINES:
            raise Full
        kind = KINDS.get(tag, INLINE)
        role = Role.NONE
        if attributes:
            # A link or a picture holds no text of the document, whatever it is called.
            if not kind & UNNAMED and ("class" in attributes or "id" in attributes):
                role = role_of(attributes.get("id", ""), attributes.get("class", ""))
            style = attributes.get("style")
            hides = style and ("none" in style or "NONE" in style) and _HIDDEN.search(style)
            if hides or "hidden" in attributes:
                kind |= self._hidden_kind
        if kind:
            if kind & SKIPPED:
                self._pass_over(tag, attributes)
                return
            if kind & BREAK and self._pieces:
                self._flush()
            if kind & SPECIAL:
                role |= self._open_special(tag, kind, attributes)
            elif kind & STRUCTURAL and self._cell_structural:
                self._cell_structural[-1] = True
        self._open.append((kind, len(self._texts), role) if kind or role else None)

    def end(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        opened = self._open.pop()
        if opened is None:
            return
        kind, first, role = opened
        if kind & TITLE:
            self._end_title()
        if kind & BREAK and self._pieces:
            self._flush()
        if kind & SPECIAL:
            self._close_special(kind, first)
        last = len(self._texts)
        if role or kind & HEADING:
            last += bool(self._pieces)
            if last > first:
                self._blocks.append(_NEW_BLOCK((tag, role, first, last)))
        elif last > first + 1 and kind & BREAK:
            inner = self._blocks[-1] if self._blocks else None
            if inner is None or inner.start != first or inner.end != last:
                self._blocks.append(_NEW_BLOCK((tag, role, first, last)))

    def data(self, text: str) -> None:
        if self._skipping or not (self._pieces or not text.isspace()):
            return
        if self._preformatted and "\n" in text:
            for line in text.split("\n", MOST_LINES):
                self._pieces.append(line)
                self._flush()
            return
        self._pieces.append(text)
        if len(self._pieces) > MOST_PIECES:
            raise Full

    def close(self) -> None:
        while self._open:  # the page was not told to its end
            self.end("div")
        self._flush()

    def layout(self) -> Layout:
        """What was told until now."""
        count = len(self._texts)
        return Layout(
            lines=tuple(map(_NEW_LINE, zip(self._texts, self._linked_characters, strict=True))),
            # Rows that became one line may have been open around what is counted behind them.
            blocks=tuple([block for block in self._blocks if block[2] < block[3] <= count]),
            links=tuple(self._links),
            images=tuple(self._images),
            meta=tuple(self._meta),
            title_tag=self._title,
            base=self._base,
        )

    def _pass_over(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Show nothing of an element; a file embedded in the page is as good as a link to it."""
        self._skipping = 1
        address = (attributes.get("src") or attributes.get("data")) if tag in _EMBEDDING else None
        if address and len(self._links) < MOST_LINKS:
            self._links.append(Link(len(self._texts), address, "", attributes.get("title", "")))

    def _open_special(self, tag: str, kind: int, attributes: Mapping[str, str]) -> int:
        """Open an element that is more than a line break; the role that its kind gives it."""
        if kind & ANCHOR:
            if "href" in attributes:  # <a name="top"> marks a place, and is often never closed
                self._anchor = (len(self._pieces), attributes["href"], attributes.get("title", ""))
            self._anchor_noted = False
            self._anchored_lines = 0
        elif kind & ROW:
            self._rows.append([])
        elif kind & CELL:
            self._cell_structural.append(False)
        elif kind & (CHROME | CAPTION):
            return Role.CHROME if kind & CHROME else Role.CAPTION
        elif kind & PICTURE:
            self._images.append(len(self._texts))
        elif kind & PREFORMATTED:
            self._preformatted += 1
        elif kind & TOLD:
            self._note(tag, attributes)
        return Role.NONE

    def _note(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Remember what a meta or base element tells, wherever it stands."""
        if tag == "base":
            self._base = self._base or attributes.get("href")
            return
        name = attributes.get("name") or attributes.get("property")
        if name:
            content = _INVISIBLE.sub("", attributes.get("content", "")[:_LONGEST_TOLD])
            self._meta.append((name.strip().lower(), content.strip()))

    def _close_special(self, kind: int, first: int) -> None:
        if kind & ANCHOR:
            self._note_anchored(self._anchor)
            self._anchor = None
        elif kind & (CELL | ROW):
            self._close_table_part(kind, first)
        elif kind & PREFORMATTED:
            self._preformatted -= 1

    def _end_title(self) -> None:
        """Take the text of a ``<title>``, which stands on no line, wherever the element stands."""
        text = _INVISIBLE.sub("", "".join(self._pieces)[:_LONGEST_TOLD])
        self._pieces.clear()
        self._title = self._title or " ".join(text.split()) or None

    def _close_table_part(self, kind: int, first: int) -> None:
        if kind & CELL:
            structural = self._cell_structural.pop()
            if self._rows:
                self._rows[-1].append((first, len(self._texts), structural))
        else:
            cells = self._rows.pop()
            if len(cells) > 1 and all(_holds_data(*cell) for cell in cells):
                self._join_row(cells)

    def _join_row(self, cells: list[tuple[int, int, bool]]) -> None:
        """Make one line of a row of data."""
        start, end = cells[0][0], cells[-1][1]
        if end - start < 1:
            return
        texts = (" ".join(self._texts[first:last]) for first, last, _ in cells)
        self._texts[start:] = ["\t".join(texts).rstrip("\t")]
        self._linked_characters[start:] = [sum(self._linked_characters[start:end])]
        while self._blocks and self._blocks[-1].start >= start:
            self._blocks.pop()
        for index in range(len(self._links) - 1, -1, -1):
            if self._links[index].line <= start:
                break
            self._links[index] = self._links[index]._replace(line=start)
        for index in range(len(self._images) - 1, -1, -1):
            if self._images[index] <= start:
                break
            self._images[index] = start

    def _note_anchored(self, anchor: tuple[int, str, str] | None) -> None:
        """Count the link text of the current line; keep the link if it shows something."""
        if anchor is None:
            return
        first, href, title = anchor
        pieces = self._pieces[first:]
        raw = pieces[0] if len(pieces) == 1 else "".join(pieces)
        text = raw.strip(" ") if _is_plain(raw) else " ".join(raw.split())
        self._linked += len(text)
        if href and (text or not self._anchor_noted) and len(self._links) < MOST_LINKS:
            self._links.append(Link(len(self._texts), href, text, title))
            self._anchor_noted = True

    def _forget_anchor(self) -> None:
        """A link around so many lines was never closed: what it holds is text."""
        self._anchor = None
        self._linked = 0
        first = max(len(self._texts) - _MOST_LINKED_LINES, 0)
        self._linked_characters[first:] = [0] * (len(self._texts) - first)

    def _flush(self) -> None:
        """End the current line."""
        if not self._pieces:
            return
        if self._anchor is not None:  # a link around several lines: each of them is link text
            self._note_anchored(self._anchor)
            self._anchor = (0, *self._anchor[1:])
            self._anchored_lines += 1
            if self._anchored_lines > _MOST_LINKED_LINES:
                self._forget_anchor()
        pieces = self._pieces
        raw = pieces[0] if len(pieces) == 1 else "".join(pieces)
        pieces.clear()
        if _is_plain(raw):
            text = raw.strip(" ")
        else:
            raw = _INVISIBLE.sub("", raw)
            if "\n" in raw:
                raw = _WRAPPED_CHINESE.sub("", raw)
            text = " ".join(raw.split())
        if text and len(self._texts) < MOST_LINES:
            self._texts.append(text)
            self._linked_characters.append(self._linked)
        self._linked = 0


def _is_plain(raw: str) -> bool:
    """Whether a text has single ASCII spaces only and nothing invisible: half of all lines, soon done."""
    return raw.isprintable() and "  " not in raw


def _holds_data(first: int, last: int, structural: bool) -> bool:
    lines = last - first
    return lines <= 1 or (not structural and lines <= _MOST_LINES_IN_A_DATA_CELL)
