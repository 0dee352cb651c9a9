"""Watches listing pages: compares what each shows with its own past, and remembers it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from archive import crawls
from archive.capture import Capture
from archive.frontier import Lead, address_in_memory
from archive.identity import canonical_url
from archive.listing_faults import Fault, Look, Signs, listing_fault, normal_looks
from archive.listing_looks import history, keep
from archive.store import Archive
from archive.times import stamp
from archive.vocabulary.dates import CHINA_TIME
from crawler.extraction.garbled import is_garbled
from crawler.listing import Listing, read_listing
from crawler.listing.reading import page_text
from crawler.listing.shape import Shape, page_shape
from crawler.site import Site
from crawler.tally import Tally

_WITHOUT_ENTRIES = frozenset({"no-entries", "needs-script", "empty-list", "layout-changed"})
"""Nothing is wrong, though, where the page names an address from which a script gets its entries."""

_FEWEST_MISSING = 3


class ListingWatch:
    """Looks at the first page of each list, and at the one after it: those tell how the site is."""

    def __init__(self, archive: Archive, site: Callable[[str], Site]) -> None:
        self._archive = archive
        self._site = site
        self._shown: dict[str, frozenset[str]] = {}
        """First pages of this run → the entries that they showed."""
        self._data: set[str] = set()
        """Where scripts of first pages without entries get them; what is there is judged in their place."""

    def look(
        self, listing: Listing, capture: Capture, lead: Lead, tally: Tally, crawl_id: int
    ) -> Listing | Fault:
        """Judge the page that answered *lead* by its own past, and keep the look.

        Returns what can be believed of the listing, or the fault that leaves nothing to believe.
        A fault that leaves the entries right is noted in *tally* and among the run's failures.
        """
        shown = frozenset(canonical_url(entry.url) for entry in listing.entries)
        asked = canonical_url(lead.url)
        site, at = self._site(lead.site), stamp(capture.fetched_at)
        first = asked in self._data or asked in map(canonical_url, site.urls)
        if first:
            self._shown[asked] = shown
        elif lead.via not in self._shown or not shown:
            return listing  # far from the beginning, or beyond the end
        before = history(self._archive, asked)
        shape = page_shape(page_text(capture))
        repeats = not first and shown == self._shown.get(lead.via or "")
        look = replace(self._look(listing, capture, shape), repeats=repeats)
        signs = replace(_signs(listing, capture, shape, site), cut_off=first and _is_cut_off(listing))
        fault = listing_fault(before, look, signs)
        if not before and first and fault is not None and _may_be_elsewhere(listing, fault):
            self._data.update(canonical_url(way.address) for way in listing.next)
            return listing
        look = replace(look, fault=fault.name if fault else None)
        keep(self._archive, asked, look, crawl_id=crawl_id, at=at)
        self._compare_platform(site, normal_looks(before), look, tally)
        if fault is None:
            return listing
        if not fault.readable:
            return fault
        tally.faults[fault.name] = fault.detail
        crawls.record_failure(self._archive, crawl_id, lead.url, fault.name, fault.detail, at)
        return _without_dates(listing) if fault.name == "date-form" else listing

    def unchanged(self, lead: Lead, tally: Tally) -> None:
        """A page holds what it held at the last look: what was wrong then is wrong still."""
        looks = history(self._archive, canonical_url(lead.url))
        if looks and (fault := looks[-1].fault) is not None:
            tally.faults[fault] = "the page has not changed since the last look"

    def _compare_platform(self, site: Site, before: Sequence[Look], now: Look, tally: Tally) -> None:
        """Note that a site runs on another system than the last two looks agreed on."""
        if now.platform is None:
            return
        if site.platform is None:
            self._archive.note_platform(site.id, now.platform)
        known = {look.platform for look in before[-2:]}
        if len(before) > 1 and len(known) == 1 and None not in known and now.platform not in known:
            tally.notes.append(f"platform-changed: {known.pop()} → {now.platform}")

    def _look(self, listing: Listing, capture: Capture, shape: Shape) -> Look:
        dates = self._known_dates(listing)
        known = [entry for entry in listing.entries if entry.url in dates]
        titles = [len(entry.title) for entry in listing.entries]
        return Look(
            entries=len(listing.entries),
            known=len(known),
            dated=sum(entry.date is not None for entry in listing.entries),
            redated=sum(_redated(dates[entry.url], entry.date) for entry in known),
            title_length=round(sum(titles) / len(titles), 1) if titles else 0.0,
            text_length=shape.text_length,
            script_share=shape.script_share,
            skeleton=shape.skeleton,
            platform=listing.platform,
            scripted=shape.drawn_by_script,
            redirected=_led_away(capture) is not None,
        )

    def _known_dates(self, listing: Listing) -> Mapping[str, str | None]:
        """Addresses of entries that were listed before, and the dates that the list showed then."""
        conn = self._archive.conn
        addresses = {entry.url: address_in_memory(conn, entry.url) for entry in listing.entries}
        dates = dict(
            conn.execute(
                "SELECT url, listed_date FROM urls WHERE url IN (SELECT value FROM json_each(?))",
                (json.dumps(list(addresses.values())),),
            ).fetchall()
        )
        return {url: dates[address] for url, address in addresses.items() if address in dates}


def _without_dates(listing: Listing) -> Listing:
    """*listing* without the dates of its entries, where they are not to be trusted."""
    return replace(listing, entries=tuple(replace(entry, date=None) for entry in listing.entries))


def _signs(listing: Listing, capture: Capture, shape: Shape, site: Site) -> Signs:
    rules = site.rules if "entries" in site.rules else None
    without_rules = read_listing(capture).entries if rules and not listing.entries else ()
    text = " ".join(entry.title for entry in listing.entries) or page_text(capture)[:20_000]
    return Signs(
        garbled=is_garbled(text),
        unaddressed=listing.unaddressed,
        says_empty=shape.says_empty,
        found_without_rules=len(without_rules),
        ruled=rules is not None,
        says_more=(listing.page_count or 1) > 1 or (listing.total or 0) > len(listing.entries),
        new_year=_is_new_year(capture),
        leads_to=_led_away(capture),
    )


def _may_be_elsewhere(listing: Listing, fault: Fault) -> bool:
    """Whether the entries that the page does not hold may be where it leads."""
    if fault.name == "no-addresses":
        return listing.rows_elsewhere
    return bool(listing.next) and fault.name in _WITHOUT_ENTRIES


def _is_cut_off(listing: Listing) -> bool:
    """Whether a page says that there is far more than it shows, and leads nowhere.

    A total that is only a little larger counts entries that the site does not show.
    """
    if not listing.entries or listing.next:
        return False
    missing = (listing.total or 0) - len(listing.entries)
    return (listing.page_count or 1) > 1 or missing >= max(_FEWEST_MISSING, len(listing.entries) / 5)


def _is_new_year(capture: Capture) -> bool:
    day = capture.fetched_at.astimezone(CHINA_TIME)
    return day.month == 1 and day.day <= 14


def _redated(before: str | None, now: str | None) -> bool:
    return before is not None and now is not None and before[:10] != now[:10]


def _led_away(capture: Capture) -> str | None:
    """The address that answered, where it is another place than the one that was asked for."""
    if capture.requested_url is None:
        return None
    asked, answered = urlsplit(capture.requested_url), urlsplit(capture.url)
    same = asked.path.rstrip("/") == answered.path.rstrip("/") and asked.query == answered.query
    return None if same else capture.url
