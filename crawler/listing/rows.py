"""Rows: what each row of a page says as a listing entry: full title, address and its own date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import takewhile

from lxml import etree

from crawler.listing.clicks import Clicks
from crawler.listing.date_order import iso_order
from crawler.listing.entry_link import entry_links
from crawler.listing.headings import period
from crawler.listing.marks import is_badge, is_button, is_title, is_title_name, without_badge
from crawler.listing.places import Place, Places
from crawler.listing.record import Entry
from crawler.listing.row_date import (
    MAY_DATE,
    Piece,
    apart,
    dated,
    lacks_year,
    opens_with_date,
    row_date,
    split_date_texts,
)
from crawler.listing.tree import Text, collapsed, elements, names, shown_text, text_start, texts

_HEADINGS = "descendant::*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
_BLOCKS = frozenset(("div", "p", "li", "dt", "dd", "td", "section"))
_LETTER = re.compile(r"[^\W\d_]")
_FEWEST_LETTERS = 4
_SHORTEST_BESIDE = 8
"""A shorter text beside a link 查看 is a column's or a box's name."""
_SHORTEST_PART = 6
"""A shorter part of a link that is named as its title is a label such as ［通知］."""
_SHORTEST_HEADING = 3
"""The only heading within a link is its title, however short: 任前公示."""
_LONGEST_COLUMN_NAME = 20
_TITLE_COLUMN = re.compile(r"标\s*题|標\s*題|名\s*称|名\s*稱|题\s*名")
_LEADING_BULLET = re.compile(r"^[\s·・•●▪■◆◇►▶>»※*–—]+(?=\S)")
_LEADING_DATE = re.compile(r"^[\[(（【][^\[\]()（）【】]{4,20}[\])）】]")
_CUT = re.compile(r"\s*(?:\.{2,}|…+|。{2,})$")
_LABELLED_TITLE = re.compile(r"^\s*(?:文章)?标\s*题\s*[：:]\s*(.+)$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row: its entry, and where in the page it stands."""

    entry: Entry
    place: Place


def read_rows(links: Mapping[etree._Element, str], day: str | None, order: bool | None = None) -> list[Row]:
    """All rows of the page in order, from its *links* with their addresses; *day*: on which it was fetched.

    *order* says whether dates with the year last give the day first.

    Where the only link of a row says 查看, the title is the text beside it.
    """
    places = Places(links)
    titles = {link: link_title(link) for link in links}
    titled = [link for link in links if is_title(titles[link])]
    best = entry_links(titled, links, places, titles.__getitem__)
    found = {
        link: Row(
            entry=_entry(link, links[link], titles[link], places, day, order), place=places.by_link[link]
        )
        for link in best.values()
    }
    rows_of_titled = set(best)
    for link in links:
        place = places.by_link[link]
        row = link if place.run else place.nodes[0]
        if row in rows_of_titled:
            continue
        rows_of_titled.add(row)
        beside = _row_beside(link, links[link], titles[link], places, day, order)
        if beside is not None:
            found[link] = beside
    return [found[link] for link in links if link in found]


def _row_beside(
    link: etree._Element, url: str, said: str, places: Places, day: str | None, order: bool | None
) -> Row | None:
    """A dated row whose only link is one such as 查看: the title is the longest text beside it."""
    place = places.by_link[link]
    entry = _entry(link, url, said, places, day, order)
    if place.run or entry.date is None:
        return None
    beside = [piece for piece in _pieces(link, places) if not piece.in_link and not dated(piece.text)]
    named = [piece for piece in beside if _TITLE_COLUMN.search(piece.heading)]
    title = max((collapsed(piece.text) for piece in named or beside), key=len, default="")
    if len(title) < (_SHORTEST_HEADING if named else _SHORTEST_BESIDE):
        return None
    return Row(entry=replace(entry, title=without_badge(title)), place=place)


def read_given_rows(
    chosen: list[etree._Element], root: etree._Element, base: str, day: str | None, order: bool | None = None
) -> list[Entry]:
    """The entries of links that a rule chose, in order, whatever their rows look like."""
    links = Clicks(root, base).addresses
    places = Places(links)
    return [
        _entry(link, links[link], title, places, day, order)
        for link in chosen
        if link in links and (title := link_title(link))
    ]


def link_title(link: etree._Element) -> str:
    """The title that a link gives: its heading or text without date and bullet, uncut if it can be.

    >>> from lxml.html import fromstring
    >>> link_title(fromstring('<a title="关于开展登革热防控工作的通知">·关于开展登革热…</a>'))
    '关于开展登革热防控工作的通知'
    """
    shown = _shown_title(link)
    attribute = without_badge(_title_attribute(link))
    if not is_title(shown):
        return attribute or shown
    return attribute if continues(shown, attribute) else shown


def continues(shown: str, whole: str) -> bool:
    """Whether *whole* is *shown*, perhaps cut, or begins with it."""
    start = _squeezed(_CUT.sub("", shown))
    return len(start) >= 2 and _squeezed(whole).startswith(start)


def _entry(
    link: etree._Element, url: str, said: str, places: Places, day: str | None, order: bool | None
) -> Entry:
    """The entry of a link that *said* is the title of."""
    title = _whole_title(link, url, said, places)
    pieces = _pieces(link, places)
    if order is not None:
        pieces = [replace(piece, text=iso_order(piece.text, order)) for piece in pieces]
    outside = [piece for piece in pieces if not piece.in_link]
    if not MAY_DATE.search("".join(piece.text for piece in pieces)):
        return Entry(title=title, url=url)
    above = period(places.by_link[link]) if any(lacks_year(piece.text) for piece in pieces) else ""
    date = row_date(outside, day=day, url=url, period=above)
    if date is None and len(outside) < len(pieces):
        date = row_date(pieces, day=day, url=url, period=above)
    return Entry(title=title, url=url, date=date)


def _whole_title(link: etree._Element, url: str, title: str, places: Places) -> str:
    """The link's *title*; a cut one in full, if another link of the row to *url* or its picture has it."""
    if not _CUT.search(title):
        return title
    place = places.by_link[link]
    for other in (other for node in place.nodes for other in node.iter("a")):
        if places.address_of(other) == url:
            said = [other.get("title"), *(image.get("alt") for image in other.iter("img")), shown_text(other)]
            for whole in said:
                if whole and continues(title, whole) and not _CUT.search(whole):
                    return without_badge(collapsed(whole))
    return title


def _pieces(link: etree._Element, places: Places) -> list[Piece]:
    """The texts of the link's row that stand in no other row and no other link."""
    place = places.by_link[link]
    pieces = []
    outer = places.cell_around(place.box)
    columns: dict[etree._Element | None, str] = {None: ""}
    for text in place.texts():
        owner = text.getparent()
        if owner is not None and text.is_tail:
            owner = owner.getparent()
        if owner is None or not text.strip():
            continue
        inside = list(takewhile(lambda node: node is not place.box, (owner, *owner.iterancestors())))
        if any(
            (node in places.row_elements or (node.tag == "a" and node is not link))
            and node not in place.nodes
            for node in inside
        ):
            continue
        cell = next((node for node in inside if node.tag == "td"), outer)
        if cell is not None and cell not in columns:
            columns[cell] = _column_name(cell)
        pieces.append(Piece(str(text), link in inside, columns[cell]))
    return pieces


def _column_name(cell: etree._Element) -> str:
    """The heading of the table column that a cell stands in, if the table's first row has headings."""
    table = next(cell.iterancestors("table"), None)
    first = None if table is None else next(table.iter("tr"), None)
    if first is None or first is cell.getparent() or next(first.iter("a"), None) is not None:
        return ""
    index = sum(1 for other in cell.itersiblings("td", "th", preceding=True))
    return text_start(first[index], _LONGEST_COLUMN_NAME) if index < len(first) else ""


def _title_cell(row: etree._Element) -> etree._Element:
    """The cell with the title of a row that is a link as a whole: by its column's name, or the longest."""
    cells = [cell for cell in row.iter("td") if not dated(shown_text(cell))]
    named = [cell for cell in cells if _TITLE_COLUMN.search(_column_name(cell))]
    return max(named or cells, key=lambda cell: len(shown_text(cell)), default=row)


def _shown_title(link: etree._Element) -> str:
    if link.tag == "tr":
        link = _title_cell(link)
    if not len(link):  # nothing but text, as most links are
        return _bare_title(collapsed(link.text or ""))
    headings = elements(link, _HEADINGS)
    titled = [node for node in link.iterdescendants() if is_title_name(names(node))]
    for node in (*headings, *titled):
        shown = shown_text(node)
        long = _SHORTEST_HEADING if node in headings and len(headings) == 1 else _SHORTEST_PART
        if is_title(shown) and len(shown) >= long and not is_badge(shown) and not dated(shown):
            return shown
    pieces = [str(text) for text in _title_texts(link)]
    if len(pieces) > 1:
        leaf = split_date_texts(pieces)
        pieces = [
            text for text in pieces if not (text in leaf or dated(text) or is_badge(text) or is_button(text))
        ]
    return _bare_title(collapsed("".join(pieces)))


def _bare_title(text: str) -> str:
    """A link's text without bullet, date and badge."""
    shown = _LEADING_BULLET.sub("", text)
    leading = _LEADING_DATE.match(shown)
    if leading and dated(leading.group()):
        shown = shown[leading.end() :].strip()
    return without_badge(apart(shown)[1])


def _title_texts(link: etree._Element) -> list[Text]:
    """The texts of the first block within the link that can be a title; all where there are no blocks.

    A link around a whole row holds the title, then a summary or an issuer, each in its own block.
    """
    blocks: dict[etree._Element, list[Text]] = {}
    for text in texts(link):
        owner = text.getparent()
        if owner is not None and text.is_tail:
            owner = owner.getparent()
        while owner is not None and owner is not link and owner.tag not in _BLOCKS:
            owner = owner.getparent()
        if owner is not None:
            blocks.setdefault(owner, []).append(text)
    wholes = [(collapsed("".join(block)), block) for block in blocks.values()] if len(blocks) > 1 else []
    titles = [(whole, block) for whole, block in wholes if is_title(whole) and not opens_with_date(whole)]
    for shortest in (_SHORTEST_PART, _SHORTEST_HEADING):
        for whole, block in titles:
            if len(whole) >= shortest and len(_LETTER.findall(whole)) >= min(shortest, _FEWEST_LETTERS):
                return block
    return texts(link)


def _title_attribute(link: etree._Element) -> str:
    """The link's ``title``; DedeCMS-like sites write ``文章标题：…`` and further lines into it."""
    attribute = link.get("title") or ""
    labelled = _LABELLED_TITLE.search(attribute)
    return collapsed(labelled.group(1) if labelled else attribute)


def _squeezed(text: str) -> str:
    return "".join(text.split())
