"""Entries: the one list of a page that is what the page lists, apart from menus and hot lists.

Rows of equal shape form a group.  A group is judged by how many rows it has, how many of them show
a date, how long its titles are and whether its addresses look like articles; rows in the
listing's own folder speak for it, a heading such as 热点文章 above it or a class name such as
``friend-links`` around it against it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from math import sqrt
from statistics import median
from urllib.parse import urlsplit

from lxml import etree

from crawler.extraction.file_links import without_extension
from crawler.listing.addresses import page_key, same_page
from crawler.listing.headings import LEVELS_AROUND, heading, page_names
from crawler.listing.marks import (
    is_article_address,
    is_bait_heading,
    is_bait_name,
    is_listing_address,
    is_pager_label,
    without_state,
)
from crawler.listing.peers import peers
from crawler.listing.places import Place
from crawler.listing.record import Entry
from crawler.listing.rows import Row
from crawler.listing.tree import names

SHORTEST_TITLE = 8
"""Median title length below which an undated group is a menu: 国家卫生健康委员会 is a link list's."""
SURE_TITLE = 14
"""Median title length from which an undated group needs no article addresses."""
FEWEST_UNDATED = 3
"""Fewer undated rows are no list."""
SHORTEST_UNDATED = 5
"""A shorter title without date is a button."""
_COUNTER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_年月日]{2}")


def choose_entries(rows: Sequence[Row], page_url: str, *, is_paged: bool = True) -> tuple[Entry, ...]:
    """The entries among a page's *rows*, in order, each address once; none where no group is a list.

    A page that goes on (*is_paged*) has one list; another may have several.
    """
    rows = [row for row in rows if _leads_elsewhere(row.entry, page_url)]
    groups: dict[Hashable, list[Row]] = defaultdict(list)
    shape = cache(_shape)
    for row in rows:
        if row.entry.date is not None or not _is_short(row.entry):
            groups[_group_key(row, shape(row.place.box))].append(row)
    own = page_names(rows[0].place.box.getroottree().getroot()) if rows else frozenset()
    weighed = [(_weight(group, page_url, own), group) for group in groups.values()]
    weight, best = max(weighed, key=lambda item: item[0], default=(0, []))
    if not weight:
        return ()
    if best[0].entry.date is not None and not is_paged:
        best = [*best, *peers(best, [group for much, group in weighed if much and group[0].entry.date])]
    best = _under_own_heading(_without_bait(best, own), own)
    boxes = {(row.place.box, row.place.tag): row.entry.date is not None for row in best}
    chosen = {id(row) for row in best}
    return unique(
        row.entry
        for row in rows
        if id(row) in chosen or _belongs(row, boxes.get((row.place.box, row.place.tag)))
    )


def _belongs(row: Row, dated: bool | None) -> bool:
    """Whether *row*, of no chosen group, is an entry among chosen rows that are *dated*, or not.

    A row without date among dated ones, such as one kept at the top, is, and so is one with a short
    title, 任前公示, if its address is an article's.
    """
    if dated is None:
        return False
    if _is_short(row.entry):
        return not is_pager_label(row.entry.title) and is_article_address(row.entry.url)
    return dated


def _without_bait(group: list[Row], own: frozenset[str]) -> list[Row]:
    """*group* without hot lists in the same layout, where it holds others."""
    bait: dict[etree._Element, bool] = {}
    for row in group:
        if row.place.box not in bait:
            above = heading(row.place)
            bait[row.place.box] = is_bait_heading(above) and above not in own
    return [row for row in group if not bait[row.place.box]] or group


def _under_own_heading(group: list[Row], own: frozenset[str]) -> list[Row]:
    """*group* without the lists under other headings, where one stands under the page's own name.

    A page 通知公告 may hold 新闻动态 above in the same layout.
    """
    boxes: dict[etree._Element, list[Row]] = defaultdict(list)
    for row in group:
        boxes[row.place.box].append(row)
    headings = {box: heading(rows[0].place) for box, rows in boxes.items() if len(rows) > 1}
    if own.isdisjoint(headings.values()):
        return group
    return [
        row for row in group if (above := headings.get(row.place.box, "")) in own or not _WORD.search(above)
    ]


def unique(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """*entries* without those whose address came before; a picture's link and a title's are one.

    A title that is a file's name goes without its ending.
    """
    found: dict[str, Entry] = {}
    for entry in entries:
        title = without_extension(entry.title)
        found.setdefault(page_key(entry.url), entry if title == entry.title else replace(entry, title=title))
    return tuple(found.values())


def _leads_elsewhere(entry: Entry, page_url: str) -> bool:
    """Whether it leads to a page of its own."""
    return not same_page(entry.url, page_url) and not _is_home(entry.url)


def _is_short(entry: Entry) -> bool:
    """Whether its title is that of a pager's or menu's link within the list."""
    return len(entry.title) < SHORTEST_UNDATED or is_pager_label(entry.title)


def _is_below(url: str, page_url: str) -> bool:
    """Whether *url* lies in the folder of the listing page, as its own articles often do."""
    folder = page_key(page_url).partition("?")[0].rpartition("/")[0] + "/"
    return folder.count("/") > 1 and page_key(url).startswith(folder)


def _is_home(url: str) -> bool:
    """Whether it is a site's front page: link lists consist of these."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _group_key(row: Row, shape: str) -> Hashable:
    """Equal for rows of one list, in boxes of one *shape*; dated and undated rows apart.

    Undated ones must stand together.
    """
    if row.entry.date:
        return shape, row.place.tag
    around = row.place.box
    for _ in range(2 if row.place.tag == "tr" else 1):
        parent = around.getparent()
        around = around if parent is None else parent
    return shape, row.place.tag, around


def _shape(box: etree._Element) -> str:
    """Tags and class names from the page's root to *box*, without numbers and what says which tab is open."""
    above = [box, *box.iterancestors()]
    return _COUNTER.sub(
        "", "/".join(f"{node.tag!s}.{without_state(node.get('class', ''))}" for node in reversed(above))
    )


def _weight(group: Sequence[Row], page_url: str, own: frozenset[str]) -> float:
    """How much a group looks like what the page lists; 0 where it cannot be."""
    is_dated = group[0].entry.date is not None
    title = median(len(row.entry.title) for row in group)
    articles = _share(is_article_address(row.entry.url) for row in group)
    listings = _share(is_listing_address(row.entry.url) for row in group)
    if is_dated and len(group) == 1 and title < SHORTEST_TITLE:
        return 0  # a source line: the magazine's name and the day
    if not is_dated and (
        len(group) < FEWEST_UNDATED
        or title < SHORTEST_TITLE
        or (title < SURE_TITLE and articles < 0.5)
        or listings > 0.5
        or _is_bait(group[0].place, own)
    ):
        return 0
    near = _share(_is_below(row.entry.url, page_url) for row in group)
    looks = min(title / 10, 1.5) * (0.5 + 0.5 * articles) * (1 + 3 * near)
    if not is_dated:
        return sqrt(len(group)) * looks
    dated = 2 if len(group) == 1 else 6
    return sqrt(len(group)) * looks * dated * (0.2 if _is_bait(group[0].place, own) else 1)


def _share(answers: Iterable[bool]) -> float:
    found = list(answers)
    return sum(found) / len(found)


def _is_bait(place: Place, own: frozenset[str]) -> bool:
    """Whether names around a list or its heading speak against it; a heading that names the page does not."""
    above = [place.box, *place.box.iterancestors()][:LEVELS_AROUND]
    around = " ".join(f"{node.tag!s} {names(node)}" for node in above if node.tag not in ("body", "html"))
    text = heading(place)
    return is_bait_name(around) or (is_bait_heading(text) and text not in own)
