"""Reading a listing page: a capture in, a Listing out; pure, and never an error whatever the bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from archive.capture import Capture
from archive.posted import split_posted
from archive.vocabulary.dates import CHINA_TIME
from crawler.extraction.decode import decode
from crawler.listing.address_template import first_page, page_after, page_number
from crawler.listing.addresses import base_address, page_key
from crawler.listing.answer_pages import answer_counts, answer_next, answer_size
from crawler.listing.counts import Counts, page_counts
from crawler.listing.date_order import day_first
from crawler.listing.endpoint import endpoints
from crawler.listing.entries import unique
from crawler.listing.form_pager import current_page
from crawler.listing.next_page import next_page, other_page
from crawler.listing.page_address import PageAddress, sent_encoding
from crawler.listing.platform import platform_rules, platform_values, recognise
from crawler.listing.record import Entry, Listing, NextPage
from crawler.listing.record_address import carried, carrying, entry_template
from crawler.listing.records import count_unaddressed, entries_of
from crawler.listing.rows import read_given_rows
from crawler.listing.rules import selected
from crawler.listing.script_pager import file_number
from crawler.listing.script_rows import (
    data_markup,
    data_of,
    is_data,
    script_entries,
    script_unaddressed,
    written_markup,
)
from crawler.listing.tree import MAX_CHARACTERS, comments, parsed, whole_text
from crawler.listing.unaddressed import shown_entries
from crawler.listing.years import with_years

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
    url, form = split_posted(capture.url)
    page = _Page(
        html=html,
        own=(PageAddress(url, sent_encoding(capture.body, html)), form),
        day=capture.fetched_at.astimezone(CHINA_TIME).date().isoformat(),
        platform=recognised.id if recognised else None,
        rules={**platform_rules(recognised.id if recognised else None), **(rules or NO_RULES)},
        template=carried(capture.requested_url),
        known=frozenset(page_key(url) for url in (capture.url, capture.requested_url) if url),
    )
    if is_data(html):
        return _read_data(page)
    root = parsed(html)
    return Listing(platform=page.platform) if root is None else _read_markup(page, root)


def page_text(capture: Capture) -> str:
    """The page's decoded text."""
    return decode(capture.body, capture.header("Content-Type"))[:MAX_CHARACTERS]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Page:
    """A page to be read, and what is known before."""

    html: str
    own: tuple[str, str | None]
    """Its address and the form by which it was asked for."""
    day: str
    platform: str | None
    rules: Mapping[str, str]
    template: str | None
    """How the page that led to this answer makes addresses of its records."""
    known: frozenset[str]
    """Keys of the addresses that are this page's own."""

    @property
    def url(self) -> str:
        return self.own[0]

    def listing(
        self,
        entries: tuple[Entry, ...],
        ways: tuple[NextPage, ...],
        counts: Counts,
        *,
        unaddressed: int = 0,
        rows_elsewhere: bool = False,
    ) -> Listing:
        """What was read, without ways to this page itself and a total below what it lists."""
        total = counts.total if counts.total is None or counts.total >= len(entries) else None
        return Listing(
            entries=entries,
            next=tuple(
                carrying(way, self.template) for way in ways if page_key(way.address) not in self.known
            ),
            unaddressed=unaddressed,
            rows_elsewhere=rows_elsewhere,
            platform=self.platform,
            total=total,
            page_count=counts.pages,
        )


def _read_data(page: _Page) -> Listing:
    """The listing that an answer in JSON, JSONP or script is."""
    values = data_of(page.html)
    rule = page.rules.get("detail")
    entries = unique(entries_of(values, page.url, page.day, rule or page.template, sure=rule is not None))
    unaddressed = 0
    if not entries and (markup := data_markup(values)):
        tree = parsed(f"<ul>{markup}</ul>")
        order = day_first(markup, page.rules.get("dates"))
        if tree is not None:
            entries, unaddressed = shown_entries(tree, page.url, page.url, page.day, order)
    if not entries and not unaddressed:
        unaddressed = count_unaddressed(values, page.day)
    counts = answer_counts(values, len(entries))
    ways = _given_pages(page, entries, counts, page.url, answer_size(values)) or answer_next(
        values, len(entries), page.own, counts
    )
    return page.listing(entries, ways, counts, unaddressed=unaddressed)


def _read_markup(page: _Page, root: etree._Element) -> Listing:
    base = base_address(root, page.url)
    text = whole_text(root)
    counts = page_counts(text, page.html)
    rule = page.rules.get("next")
    if rule is not None:
        found = (other_page(link.get("href"), page.url, base) for link in selected(rule, root))
        ways = tuple(NextPage(url) for url in found if url is not None)[:1]
    else:
        ways = next_page(root, page.html, page.own, base, counts)
    is_paged = bool(ways) or (counts.pages or 1) > 1 or _number(page, counts) > 1
    order = day_first(text, page.rules.get("dates"))
    entries, unaddressed = _entries(page, root, base, order, is_paged=is_paged)
    rows_elsewhere = not entries and not ways
    if rows_elsewhere:
        ways = _given_endpoint(page, base) or endpoints(page.html, root, page.url, base)
        if ways and "detail" not in page.rules:
            made = entry_template(page.html)
            ways = tuple(carrying(way, made) for way in ways)
    dated = with_years(entries, page.day, _number(page, counts))
    return page.listing(
        dated,
        _given_pages(page, entries, counts, base) or ways,
        counts,
        unaddressed=unaddressed,
        rows_elsewhere=rows_elsewhere and bool(ways),
    )


def _number(page: _Page, counts: Counts) -> int:
    """Which page of its list it is, 1 for the first; the greatest that anything says."""
    named = file_number(page.url)
    return max(current_page(page.own, counts), 1 if named is None else named)


def _given_endpoint(page: _Page, base: str) -> tuple[NextPage, ...]:
    """The first answer of the endpoint that a rule names, for a page without rows of its own."""
    template = page.rules.get("endpoint")
    if template is None or page_number(template, page.url) is not None:
        return ()
    found = first_page(template, 1, page.html, base, platform_values(page.platform))
    return () if found is None else (found,)


def _given_pages(
    page: _Page, entries: tuple[Entry, ...], counts: Counts, base: str, size: int | None = None
) -> tuple[NextPage, ...]:
    """The page after this one, where a rule gives the addresses of pages or of an endpoint's answers.

    *size*: entries of a full page, where the answer says it.
    """
    for key in ("pages", "endpoint"):
        template = page.rules.get(key)
        if template is None or not entries:
            continue
        number = page_number(template, page.url)
        if number is None and key == "pages":
            number = 1
        if number is None or (counts.pages is not None and number >= counts.pages):
            continue
        if counts.total is not None and size is not None and number * size >= counts.total:
            continue
        found = page_after(template, page.url) or first_page(template, number + 1, page.html, base, {})
        return () if found is None else (found,)
    return ()


def _entries(
    page: _Page, root: etree._Element, base: str, order: bool | None, *, is_paged: bool
) -> tuple[tuple[Entry, ...], int]:
    """The page's entries, and how many rows beside them have no address."""
    rule = page.rules.get("entries")
    if rule is not None:
        chosen = [node if node.tag == "a" else node.find(".//a") for node in selected(rule, root)]
        links = [link for link in chosen if link is not None]
        return unique(read_given_rows(links, root, base, page.day, order)), 0
    shown, unaddressed = shown_entries(root, base, page.url, page.day, order, is_paged=is_paged)
    if any(entry.date for entry in shown):
        return shown, unaddressed
    held = unique(script_entries(page.html, base, page.day, page.rules.get("detail")))
    if any(entry.date for entry in held) or (held and not shown):
        return held, 0
    for tree in () if shown or unaddressed else _hidden_trees(page.html):
        shown, unaddressed = shown_entries(tree, base, page.url, page.day, order)
        if shown or unaddressed:
            break
    if not shown and not unaddressed:
        unaddressed = script_unaddressed(page.html, page.day)
    return shown, unaddressed


def _hidden_trees(html: str) -> Iterator[etree._Element]:
    """Rows that a script would show: Hanweb's records, those in an HTML comment, and written ones.

    Evidence for comments: a provincial department's list on the intensive platform holds all
    rows and the pager call in one comment and fills the page from there.
    """
    hidden = ["".join(_RECORD.findall(html))]
    hidden += [comment for comment in comments(html) if "<a" in comment]
    hidden.append(written_markup(html))
    for text in hidden:
        rows = f"<table>{text}</table>" if text.lstrip()[:3].lower() == "<tr" else f"<ul>{text}</ul>"
        tree = parsed(rows) if text.strip() else None
        if tree is not None:
            yield tree
