"""Headings: the short text that stands above a list, and the names that a page gives itself."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from crawler.listing.places import Place
from crawler.listing.tree import elements, shown_text, text_start

LEVELS_AROUND = 5
"""How far above a row its heading and the names around it are looked for."""
_LONGEST_HEADING = 16
_MOST_LINKS = 20
"""No more links are looked at beside one that may be an advertisement's."""
_LONGEST_PATH = 80
_MOST_ROWS_UNDER_PERIOD = 100
_MORE = re.compile(r"(?:更多|more|查看全部)?[\s>›»＞…+【】\[\]]*$", re.IGNORECASE)
_PARTS = re.compile(r"[-_|—–>›»＞/\s]+")
_PATH = "//*[self::div or self::p or self::td or self::li or self::span][contains(text(), '位置')]"
_PERIOD = re.compile(r"\W*(?P<period>(?:19|20)\d\d\s*(?:年|[-./](?=\d))?\s*(?:(?:1[0-2]|0?[1-9])\s*月?)?)\W*")


def heading(place: Place) -> str:
    """The short text that stands above the list whose first row is *place*, without a link 更多."""
    for node in [place.nodes[0], place.box, *place.box.iterancestors()][:LEVELS_AROUND]:
        if node.tag in ("body", "html"):
            break
        for before in node.itersiblings(preceding=True):
            text = text_start(before, _LONGEST_HEADING + 1)
            if text and _leads_off_site(before):
                continue
            if len(text) > _LONGEST_HEADING:
                return ""
            if text:
                return _MORE.sub("", text)
    return ""


def _leads_off_site(node: etree._Element) -> bool:
    """Whether *node* is an advertisement: nothing but links to other hosts than the rows' own."""
    links = list(islice(node.iter("a"), _MOST_LINKS))
    if not links or "".join(text_start(link, 99) for link in links) != text_start(node, 99):
        return False
    parent = node.getparent()
    beside = () if parent is None else islice(parent.iter("a"), _MOST_LINKS)
    own = Counter(_host(link) for link in beside if link not in links).most_common(1)
    return all(_host(link) not in ("", *(host for host, _ in own)) for link in links)


def _host(link: etree._Element) -> str:
    """The host in a link's address; empty for one relative to the page."""
    try:
        return urlsplit(link.get("href", "")).netloc.lower()
    except ValueError:
        return ""


def page_names(root: etree._Element) -> frozenset[str]:
    """What the page calls itself: parts of its ``title``, and the end of 当前位置：首页 > 通知公告."""
    found: list[str] = []
    for title in islice(root.iter("title"), 1):
        found += _PARTS.split(shown_text(title))
    for path in elements(root, _PATH)[:1]:
        shown = shown_text(path)
        if len(shown) <= _LONGEST_PATH:
            found += [part for part in _PARTS.split(shown) if part][-1:]
    return frozenset(part for part in found if len(part) >= 2)


def period(place: Place) -> str:
    """The year, or year and month, that stands by itself before a row, as in ``<h3>2023年</h3><ul>…``."""
    for node in (place.nodes[0], place.box):
        for before in islice(node.itersiblings(preceding=True), _MOST_ROWS_UNDER_PERIOD):
            match = _PERIOD.fullmatch(text_start(before, _LONGEST_HEADING))
            if match:
                return match["period"]
    return ""
