"""Flatten a parsed page into lines of text, and remember which element covers which lines.

One walk over the tree, no second look at it.
"""

from __future__ import annotations

import re

from lxml import etree

from crawler.extraction.element_names import Role, role_of
from crawler.extraction.lines import Block, Layout, Line, Link

MAX_DEPTH = 2000
"""libxml2 keeps no more than 2,048 open elements; a page that comes near lost text below them."""
_SKIPPED = frozenset(
    (
        *("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas"),
        *("applet", "audio", "video", "map", "select", "button", "textarea"),
    )
)
_BREAKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section"),
        *("summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
        *("ucapcontent", "ucaptitle"),  # UCAP wraps content and title in elements of its own
    )
)
_STRUCTURAL = frozenset(
    ("article", "div", "dl", "form", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "section", "table", "ul")
)
"""Elements that make a table cell part of a page layout rather than of a table of data."""
_EMBEDDING = frozenset({"iframe", "embed", "object"})
_CHROME_TAGS = frozenset({"nav", "footer", "aside"})
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_WIDE = r"[\u3000-\u9fff\uff00-\uffef]"
_WRAPPED_CHINESE = re.compile(rf"(?<={_WIDE})[ \t\r]*\n\s*(?={_WIDE})")
_MOST_LINES_IN_A_DATA_CELL = 8


def flatten(root: etree._Element, *, keep_hidden: bool = False) -> Layout:
    """The lines, blocks and links of the page; ``keep_hidden`` keeps what styles hide."""
    return _Flattener(keep_hidden).run(root)


class _Flattener:
    def __init__(self, keep_hidden: bool) -> None:
        self._keep_hidden = keep_hidden
        self._lines: list[Line] = []
        self._blocks: list[Block] = []
        self._links: list[Link] = []
        self._images: list[int] = []
        self._meta: list[tuple[str, str]] = []
        self._title: str | None = None
        self._base: str | None = None
        self._pieces: list[str] = []
        self._linked = 0
        self._anchor: tuple[int, str, str] | None = None  # pieces before it, href, title
        self._anchor_noted = False
        self._preformatted = 0
        self._depth = 0
        self._deepest = 0
        self._open: list[tuple[int, int]] = []  # of every open element: its first line and role
        self._rows: list[list[tuple[int, int, bool]]] = []  # of every open row, its cells: lines, structural
        self._cell_structural: list[bool] = []

    def run(self, root: etree._Element) -> Layout:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = str(element.tag)
            if event == "start":
                if tag in _SKIPPED or tag == "head" or (not self._keep_hidden and _is_hidden(element)):
                    if tag == "head":
                        self._read_head(element)
                    elif tag in _EMBEDDING:
                        self._note_embedded(element)
                    walk.skip_subtree()
                    self._open.append((-1, Role.NONE))
                else:
                    self._start(element, tag)
            else:
                first, role = self._open.pop()
                if first >= 0:
                    self._end(tag, first, role)
                tail = element.tail
                if tail:
                    self._add(tail)
        self._flush()
        return Layout(
            lines=tuple(self._lines),
            blocks=tuple(self._blocks),
            links=tuple(self._links),
            images=tuple(self._images),
            meta=tuple(self._meta),
            title_tag=self._title,
            base=self._base,
            truncated=self._deepest >= MAX_DEPTH,
        )

    def _note_embedded(self, element: etree._Element) -> None:
        """A file shown inside the page is as good as a link to it."""
        address = element.get("src") or element.get("data")
        if address:
            self._links.append(Link(len(self._lines), address, "", element.get("title") or ""))

    def _read_head(self, head: etree._Element) -> None:
        for element in head.iter("meta", "title", "base"):
            self._note(element)

    def _note(self, element: etree._Element) -> None:
        """Remember a meta, title or base element, wherever it stands."""
        if element.tag == "meta":
            name = element.get("name") or element.get("property")
            if name:
                self._meta.append((name.strip().lower(), (element.get("content") or "").strip()))
        elif element.tag == "title":
            self._title = self._title or " ".join("".join(element.itertext()).split()) or None
        elif self._base is None:
            self._base = element.get("href")

    def _start(self, element: etree._Element, tag: str) -> None:
        self._depth += 1
        self._deepest = max(self._deepest, self._depth)
        if tag in _BREAKS:
            self._flush()
            self._open_table_part(tag)
        elif tag == "br":
            self._flush()
        elif tag == "a":
            self._anchor = (len(self._pieces), element.get("href") or "", element.get("title") or "")
            self._anchor_noted = False
        elif tag == "img":
            self._images.append(len(self._lines))
        elif tag in ("meta", "title", "base"):
            self._note(element)
        if tag == "pre":
            self._preformatted += 1
        element_id, classes = element.get("id"), element.get("class")
        role = role_of(element_id or "", classes or "") if element_id or classes else Role.NONE
        if tag in _CHROME_TAGS:
            role |= Role.CHROME
        self._open.append((len(self._lines), role))
        text = element.text
        if text and tag not in ("meta", "title", "base"):
            self._add(text)

    def _end(self, tag: str, first: int, role: int) -> None:
        self._depth -= 1
        if tag == "a":
            self._end_anchor()
        if tag in _BREAKS:
            self._flush()
            if tag == "pre":
                self._preformatted -= 1
            self._close_table_part(tag, first)
            last = len(self._lines)
            if last > first and (last - first > 1 or role or tag != "p"):
                self._blocks.append(Block(tag, role, first, last))
        elif role:
            self._blocks.append(Block(tag, role, first, len(self._lines) + bool(self._pieces)))

    def _open_table_part(self, tag: str) -> None:
        if tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th"):
            self._cell_structural.append(False)
        elif tag in _STRUCTURAL and self._cell_structural:
            self._cell_structural[-1] = True

    def _close_table_part(self, tag: str, first: int) -> None:
        if tag in ("td", "th") and self._cell_structural:
            structural = self._cell_structural.pop()
            if self._rows:
                self._rows[-1].append((first, len(self._lines), structural))
        elif tag == "tr" and self._rows:
            cells = self._rows.pop()
            if len(cells) > 1 and all(_holds_data(*cell) for cell in cells):
                self._join_row(cells)

    def _join_row(self, cells: list[tuple[int, int, bool]]) -> None:
        """Make one line of a row of data."""
        start, end = cells[0][0], cells[-1][1]
        if end - start < 1:
            return
        row = self._lines[start:end]
        texts = (" ".join(line.text for line in self._lines[first:last]) for first, last, _ in cells)
        joined = Line("\t".join(texts).rstrip("\t"), sum(line.linked for line in row))
        self._lines[start:] = [joined]
        while self._blocks and self._blocks[-1].start >= start:
            self._blocks.pop()
        for index in range(len(self._links) - 1, -1, -1):
            if self._links[index].line <= start:
                break
            self._links[index] = self._links[index]._replace(line=start)
        self._images = [min(line, start) for line in self._images]

    def _end_anchor(self) -> None:
        self._note_anchored(self._anchor)
        self._anchor = None

    def _note_anchored(self, anchor: tuple[int, str, str] | None) -> None:
        """Count the link text of the current line; keep the link if it shows something."""
        if anchor is None:
            return
        first, href, title = anchor
        text = " ".join("".join(self._pieces[first:]).split())
        self._linked += len(text)
        if href and (text or not self._anchor_noted):
            self._links.append(Link(len(self._lines), href, text, title))
            self._anchor_noted = True

    def _add(self, text: str) -> None:
        if self._preformatted and "\n" in text:
            for line in text.split("\n"):
                self._pieces.append(line)
                self._flush()
        else:
            self._pieces.append(text)

    def _flush(self) -> None:
        """End the current line."""
        if not self._pieces:
            return
        if self._anchor is not None:  # a link around several lines: each of them is link text
            self._note_anchored(self._anchor)
            self._anchor = (0, *self._anchor[1:])
        raw = "".join(self._pieces)
        self._pieces.clear()
        if "\n" in raw:
            raw = _WRAPPED_CHINESE.sub("", raw)
        text = " ".join(raw.split())
        if text:
            self._lines.append(Line(text, self._linked))
        self._linked = 0


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style")
    return (style is not None and _HIDDEN.search(style) is not None) or element.get("hidden") is not None


def _holds_data(first: int, last: int, structural: bool) -> bool:
    lines = last - first
    return lines <= 1 or (not structural and lines <= _MOST_LINES_IN_A_DATA_CELL)
