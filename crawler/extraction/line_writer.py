"""Write the lines of a page while it is read: texts, how much of them is link text, links and pictures."""

from __future__ import annotations

import re
from functools import partial
from html import unescape

from crawler.extraction.lines import Line, Link
from crawler.extraction.page_limits import MOST_CHARACTERS, MOST_LINES, MOST_LINKS, Full

_NEW_LINE = partial(tuple.__new__, Line)
_NEW_LINK = partial(tuple.__new__, Link)
INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
"""Characters without width: editors leave them inside words and dates."""
_WIDE = r"[\u3000-\u9fff\uff00-\uffef]"
_WRAPPED_CHINESE = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n]\s*(?={_WIDE})")
_PACKED = re.compile(r"\s*&lt;(?:!--|/?[a-zA-Z][a-zA-Z0-9]*(?:\s|/?&gt;))")
_MOST_LINKED_LINES = 8  # a teaser is a link around a title, a summary and a day


class LineWriter:
    """The lines written so far, and the pieces of the one that is being written."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.links: list[Link] = []
        self.images: list[int] = []
        """The line of each."""
        self.pieces: list[str] = []
        """Of the current line, as they stand on the page."""
        self.packed: list[str] = []
        """The texts of form fields that are markup, as they are written."""
        self.preformatted = 0
        """Open elements in which line breaks are shown."""
        self._linked_characters: list[int] = []
        self._linked = 0
        self._room = MOST_CHARACTERS
        self._anchor: tuple[int, str, str] | None = None  # pieces before it, address, title
        self._anchor_noted = False
        self._anchored_lines = 0

    def lines(self) -> tuple[Line, ...]:
        """The whole lines."""
        return tuple(map(_NEW_LINE, zip(self.texts, self._linked_characters, strict=True)))

    def add(self, text: str) -> None:
        """Add a text, as it is written, to the current line; raises :class:`Full` when no more is kept."""
        self._room -= len(text)
        if self._room < 0:
            self.pieces.append(_resolved(text[: self._room]))
            self._room = 0
            raise Full(f"{MOST_CHARACTERS:,} characters")
        if "&" in text:
            if self.preformatted and _PACKED.match(text) is not None:
                self.packed.append(text)
                return
            text = _resolved(text)
            if not self.pieces and text.isspace():
                return
        if self.preformatted and "\n" in text:
            text, *further = text.split("\n", MOST_LINES)
            for line in further:
                self.pieces.append(text)
                self.end_line()
                text = line
        self.pieces.append(text)

    def end_line(self) -> None:
        """End the current line, if it has any text; raises :class:`Full` when no more are kept."""
        if not self.pieces:
            return
        if self._anchor is not None:  # a link around several lines: each of them is link text
            self._note_anchored(self._anchor)
            self._anchor = (0, *self._anchor[1:])
            self._anchored_lines += 1
            if self._anchored_lines > _MOST_LINKED_LINES:
                self._forget_anchor()
        pieces = self.pieces
        text = (pieces[0] if len(pieces) == 1 else "".join(pieces)).strip()
        pieces.clear()
        linked, self._linked = self._linked, 0
        if not text.isprintable() or "  " in text:
            text = _shown(text)
        if text:
            if len(self.texts) == MOST_LINES:
                raise Full(f"{MOST_LINES:,} lines")
            self.texts.append(text)
            self._linked_characters.append(linked)

    def begin_anchor(self, link: tuple[str, str] | None) -> None:
        """Begin a link with its address and title; ``<a name="top">`` has none, and is often never closed."""
        if link is not None:
            self._anchor = (len(self.pieces), *link)
        self._anchor_noted = False
        self._anchored_lines = 0

    def end_anchor(self) -> None:
        """End the link, if one is open."""
        if self._anchor is not None:
            self._note_anchored(self._anchor)
            self._anchor = None

    def add_link_text(self, text: str, link: tuple[str, str] | None) -> None:
        """Add a link, its address and title given, around nothing but *text*, as it is written."""
        if self.preformatted or len(text) > self._room:
            self.begin_anchor(link)
            self.add(text)
            self.end_anchor()
            return
        self._room -= len(text)
        if "&" in text:
            text = _resolved(text)
        self._anchor = None
        shown = _collapsed(text)
        if shown or self.pieces:
            self.pieces.append(text)
        if link is not None:
            self._linked += len(shown)
            href, title = link
            if href and len(self.links) < MOST_LINKS:
                self.links.append(_NEW_LINK((len(self.texts), href, shown, title)))

    def _note_anchored(self, anchor: tuple[int, str, str]) -> None:
        """Count the link text of the current line; keep the link if it shows something."""
        first, href, title = anchor
        pieces = self.pieces[first:] if first else self.pieces
        text = _collapsed(pieces[0] if len(pieces) == 1 else "".join(pieces))
        self._linked += len(text)
        if href and (text or not self._anchor_noted):
            self.add_link(href, text, title)
            self._anchor_noted = True

    def add_link(self, href: str, text: str, title: str) -> None:
        """Add a link on the current line."""
        if len(self.links) < MOST_LINKS:
            self.links.append(_NEW_LINK((len(self.texts), href, text, title)))

    def _forget_anchor(self) -> None:
        """A link around so many lines was never closed: what it holds is text."""
        self._anchor = None
        self._linked = 0
        first = max(len(self.texts) - _MOST_LINKED_LINES, 0)
        self._linked_characters[first:] = [0] * (len(self.texts) - first)

    def join_cells(self, cells: list[tuple[int, int]]) -> None:
        """Make one line of the last lines, those of a row's cells; links and pictures go with them."""
        start, end = cells[0][0], cells[-1][1]
        texts = (" ".join(self.texts[first:last]) for first, last in cells)
        self.texts[start:] = ["\t".join(texts).rstrip("\t")]
        self._linked_characters[start:] = [sum(self._linked_characters[start:end])]
        for index in range(len(self.links) - 1, -1, -1):
            if self.links[index].line <= start:
                break
            self.links[index] = self.links[index]._replace(line=start)
        for index in range(len(self.images) - 1, -1, -1):
            if self.images[index] <= start:
                break
            self.images[index] = start


def _resolved(text: str) -> str:
    """A text with its entities resolved; most are ``&nbsp;``, for which no table need be asked."""
    text = text.replace("&nbsp;", "\xa0")
    return unescape(text) if "&" in text else text


def _shown(raw: str) -> str:
    """A text as a browser shows it: white space collapsed, Chinese unwrapped, nothing invisible."""
    text = INVISIBLE.sub("", raw)
    if "\n" in text or "\r" in text:
        text = _WRAPPED_CHINESE.sub("", text)
    return " ".join(text.split())


def _collapsed(raw: str) -> str:
    text = raw.strip()
    return text if text.isprintable() and "  " not in text else " ".join(text.split())
