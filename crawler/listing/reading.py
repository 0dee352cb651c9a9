"""Reading a listing page: a capture in, a Listing out; pure, and never an error whatever the bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lxml import etree

from archive.capture import Capture
from archive.vocabulary.dates import CHINA_TIME
from crawler.extraction.decode import decode
from crawler.listing.addresses import base_address, same_page
from crawler.listing.entries import choose_entries, unique
from crawler.listing.next_page import next_page, other_page
from crawler.listing.platform import platform_rules, recognise
from crawler.listing.record import Entry, Listing, NextPage
from crawler.listing.rows import read_given_rows, read_rows
from crawler.listing.rules import selected
from crawler.listing.tree import MAX_CHARACTERS, comments, parsed

NO_RULES: Mapping[str, str] = MappingProxyType({})
_RECORD = re.compile(r"<record>\s*<!\[CDATA\[((?:(?!<record>|\]\]>).){1,20000})\]\]>\s*</record>", re.DOTALL)


def read_listing(capture: Capture, rules: Mapping[str, str] | None = None) -> Listing:
    """What the listing page *capture* lists, where its next page is, and which platform made it.

    *rules* (a site's) come before those of the recognised platform, and these before the general
    reading.  A page without entries, and bytes that are no page, give an empty Listing.  Raises
    UsageError only for rules that are no CSS selectors.
    """
    html = page_text(capture)
    recognised = recognise(html, capture.url)
    platform = recognised.id if recognised else None
    root = parsed(html)
    if root is None:
        return Listing(platform=platform)
    rules = {**platform_rules(platform), **(rules or NO_RULES)}
    return Listing(
        entries=_entries(root, html, capture, rules.get("entries")),
        next=_next(root, html, capture, rules.get("next")),
        platform=platform,
    )


def page_text(capture: Capture) -> str:
    """The page's decoded text."""
    return decode(capture.body, capture.header("Content-Type"))[:MAX_CHARACTERS]


def _entries(root: etree._Element, html: str, capture: Capture, rule: str | None) -> tuple[Entry, ...]:
    base = base_address(root, capture.url)
    day = capture.fetched_at.astimezone(CHINA_TIME).date().isoformat()
    if rule is not None:
        chosen = [node if node.tag == "a" else node.find(".//a") for node in selected(rule, root)]
        return unique(read_given_rows([link for link in chosen if link is not None], root, base, day))
    for tree in (root, *_hidden_trees(html)):
        entries = choose_entries(read_rows(tree, base, day), capture.url)
        if entries:
            return entries
    return ()


def _hidden_trees(html: str) -> Iterator[etree._Element]:
    """Rows that a script would show: Hanweb's records, and rows inside an HTML comment.

    Evidence for the latter: a provincial department's list on the intensive platform holds all
    rows and the pager call in one comment and fills the page from there.
    """
    hidden = ["".join(_RECORD.findall(html))]
    hidden += [comment for comment in comments(html) if "<a" in comment]
    for text in hidden:
        rows = f"<table>{text}</table>" if text.lstrip()[:3].lower() == "<tr" else f"<ul>{text}</ul>"
        tree = parsed(rows) if text.strip() else None
        if tree is not None:
            yield tree


def _next(root: etree._Element, html: str, capture: Capture, rule: str | None) -> tuple[NextPage, ...]:
    base = base_address(root, capture.url)
    if rule is not None:
        found = (other_page(link.get("href"), capture.url, base) for link in selected(rule, root))
        url = next((url for url in found if url is not None), None)
    else:
        url = next_page(root, html, capture.url, base)
    if url is None or any(same_page(url, own) for own in (capture.url, capture.requested_url) if own):
        return ()
    return (NextPage(url),)
