"""Entries: the one list of a page that is what the page lists, apart from menus and hot lists.

Rows of equal shape form a group.  A group is judged by how many rows it has, how many of them show
a date, how long its titles are and whether its addresses look like articles; a heading such as
热点文章 above it, or a class name such as ``friend-links`` around it, speaks against it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from math import sqrt
from statistics import median
from urllib.parse import urlsplit

from lxml import etree

from crawler.listing.addresses import page_key, same_page
from crawler.listing.marks import is_article_address, is_bait_heading, is_bait_name, is_listing_address
from crawler.listing.places import Place
from crawler.listing.record import Entry
from crawler.listing.rows import Row
from crawler.listing.tree import names, shown_text

SHORTEST_TITLE = 8
"""Median title length below which an undated group is a menu: 国家卫生健康委员会 is a link list's."""
SURE_TITLE = 14
"""Median title length from which an undated group needs no article addresses."""
FEWEST_UNDATED = 3
_LEVELS_AROUND = 5
_LONGEST_HEADING = 16
_COUNTER = re.compile(r"\d+")


def choose_entries(rows: Sequence[Row], page_url: str) -> tuple[Entry, ...]:
    """The entries among a page's *rows*, in order, each address once; none where no group is a list."""
    rows = [row for row in rows if not same_page(row.entry.url, page_url) and not _is_home(row.entry.url)]
    groups: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        groups[_group_key(row)].append(row)
    best = max(groups.values(), key=_weight, default=[])
    if not best or not _weight(best):
        return ()
    boxes = {(row.place.box, row.place.tag) for row in best if row.entry.date}
    chosen = {id(row) for row in best}
    # A row without date among dated ones, such as one kept at the top, belongs to them.
    return unique(row.entry for row in rows if id(row) in chosen or (row.place.box, row.place.tag) in boxes)


def unique(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """*entries* without those whose address came before; a picture's link and a title's are one."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(page_key(entry.url), entry)
    return tuple(found.values())


def _is_home(url: str) -> bool:
    """Whether it is a site's front page: link lists consist of these."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _group_key(row: Row) -> Hashable:
    """Equal for rows of one list.  Undated rows must also stand near each other."""
    shape = (_shape(row.place.box), row.place.tag)
    if row.entry.date:
        return shape
    around = row.place.box
    for _ in range(2 if row.place.tag == "tr" else 1):
        parent = around.getparent()
        around = around if parent is None else parent
    return (*shape, around)


def _shape(box: etree._Element) -> str:
    """Tags and class names from the page's root to *box*, without the numbers in them."""
    above = [box, *box.iterancestors()]
    return _COUNTER.sub("", "/".join(f"{node.tag}.{node.get('class', '')}" for node in reversed(above)))


def _weight(group: Sequence[Row]) -> float:
    """How much a group looks like what the page lists; 0 where it cannot be."""
    titles = median(len(row.entry.title) for row in group)
    with_date = sum(row.entry.date is not None for row in group) / len(group)
    articles = sum(is_article_address(row.entry.url) for row in group) / len(group)
    is_bait = _is_bait(group[0].place)
    if with_date and len(group) == 1 and titles < SHORTEST_TITLE:
        return 0  # a source line: the magazine's name and the day
    if not with_date and (
        is_bait
        or len(group) < FEWEST_UNDATED
        or titles < SHORTEST_TITLE
        or (titles < SURE_TITLE and articles < 0.5)
        or _mostly_listings(group)
    ):
        return 0
    looks = (1 + 5 * with_date) * min(titles / 10, 1.5) * (0.5 + 0.5 * articles)
    return sqrt(len(group)) * looks * (0.2 if is_bait else 1)


def _mostly_listings(group: Sequence[Row]) -> bool:
    return sum(is_listing_address(row.entry.url) for row in group) > len(group) / 2


def _is_bait(place: Place) -> bool:
    above = [place.box, *place.box.iterancestors()][:_LEVELS_AROUND]
    around = " ".join(names(node) for node in above if node.tag not in ("body", "html"))
    return is_bait_name(around) or is_bait_heading(_heading(place))


def _heading(place: Place) -> str:
    """The short text that stands above the list, if there is one."""
    first = place.nodes[0]
    for node in [first, place.box, *place.box.iterancestors()][:_LEVELS_AROUND]:
        if node.tag in ("body", "html"):
            break
        for before in node.itersiblings(preceding=True):
            text = shown_text(before) if isinstance(before.tag, str) else ""
            if len(text) > _LONGEST_HEADING:
                return ""
            if text:
                return text
    return ""
