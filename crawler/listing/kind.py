"""What kind of page it is: a listing rather than an article; in doubt it is none."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from archive.capture import Capture
from crawler.listing.marks import is_article_address
from crawler.listing.reading import page_text, read_listing
from crawler.listing.tree import parsed, texts

FEWEST_ENTRIES = 5
DATED_SHARE = 0.6
MOST_PROSE = 300
"""Characters of running text, outside links, from which a page is an article with lists around it."""
_NOWHERE = "http://page.invalid/"
"""Stands for the address of a page that came without one, so that its relative links count."""
_ARTICLE_METAS = frozenset({"articletitle", "pubdate", "og:article:published_time"})
_SENTENCE = re.compile(r"[。；]|，.*，", re.DOTALL)


def is_listing(capture: Capture) -> bool:
    """Whether *capture* is a list of notices rather than a notice; where that is unsure, ``False``.

    It is where at least five rows, most of them dated, stand on a page that has no article's
    address or meta data and hardly any running text.
    """
    root = parsed(page_text(capture))
    if root is None or is_article_address(capture.url) or _has_article_metas(root):
        return False
    if not capture.url.startswith("http"):
        capture = replace(capture, url=_NOWHERE)
    entries = read_listing(capture).entries
    dated = sum(entry.date is not None for entry in entries)
    return (
        len(entries) >= FEWEST_ENTRIES and dated >= DATED_SHARE * len(entries) and _prose(root) <= MOST_PROSE
    )


def _has_article_metas(root: etree._Element) -> bool:
    return any(
        meta.get("name", meta.get("property", "")).lower() in _ARTICLE_METAS
        and meta.get("content", "").strip()
        for meta in root.iter("meta")
    )


def _prose(root: etree._Element) -> int:
    """Characters of the texts outside links that are sentences."""
    outside = texts(root, "//body//text()[not(ancestor::a or parent::script or parent::style)]")
    return sum(len(text) for text in outside if len(text.strip()) >= 20 and _SENTENCE.search(text))
