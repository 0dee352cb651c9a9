"""What one look at each listing page of a site found, and whether that is news."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.capture import Capture
from archive.errors import UnreadableError
from archive.listing_faults import no_addresses
from crawler.failure import FailureName
from crawler.listing import Listing, read_listing
from crawler.listing.platform import platform_rules
from crawler.listing.reading import page_text
from crawler.listing.shape import page_shape
from crawler.probe import Answer
from crawler.site import Site

WELL = frozenset({"ok", "quiet"})
"""States of a site in the archive in which its lists were read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListCheck:
    """What was found at one listing page."""

    site: str
    url: str
    outcome: FailureName | None
    """A failure by name, ``None`` where entries were found."""
    detail: str = ""
    entries: int = 0
    dated: int = 0
    newest: str | None = None
    """The latest date of an entry."""
    total: int | None = None
    """Entries that the page says its list has."""
    platform: str | None = None
    """As the page shows it."""
    configured_platform: str | None = None
    next: str | None = None

    @property
    def is_alive(self) -> bool:
        """Whether entries were found."""
        return self.outcome is None

    @property
    def platform_changed(self) -> bool:
        """Whether the page was made by another platform than its file says."""
        return None not in (self.platform, self.configured_platform) and (
            self.platform != self.configured_platform
        )


def check_list(site: Site, answer: Answer) -> ListCheck:
    """What the answer of one of the site's listing pages means."""
    if answer.failure is not None:
        return ListCheck(site=site.id, url=answer.address, outcome=answer.failure, detail=answer.detail)
    try:
        capture = answer.content()
        listing = read_listing(capture, {**platform_rules(site.platform), **site.rules})
    except UnreadableError as error:
        return ListCheck(site=site.id, url=answer.address, outcome="unreadable", detail=str(error))
    return _read_check(site, answer.address, listing, capture)


def _read_check(site: Site, url: str, listing: Listing, capture: Capture) -> ListCheck:
    dates = [entry.date for entry in listing.entries if entry.date]
    found = bool(listing.entries)
    return ListCheck(
        site=site.id,
        url=url,
        outcome=None if found else "no-addresses" if listing.unaddressed else "no-entries",
        detail=_detail(listing, capture),
        entries=len(listing.entries),
        dated=len(dates),
        newest=max(dates, default=None),
        total=listing.total,
        platform=listing.platform,
        configured_platform=site.platform,
        next=listing.next[0].address if listing.next else None,
    )


def _detail(listing: Listing, capture: Capture) -> str:
    """What can be said of a page without entries, or with some that have no address."""
    if listing.unaddressed:
        return no_addresses(listing.unaddressed)
    if listing.entries:
        return ""
    if page_shape(page_text(capture)).drawn_by_script:
        return "no entries were found: the list looks drawn by a script (see `browser` in the guide)"
    return "no entries were found on the listing page"


def newly_broken(
    sites: Sequence[Site], checks: Iterable[ListCheck], health: Mapping[str, str]
) -> tuple[str, ...]:
    """Ids of the sites that were well and of which a list is not.

    Well is what the archive says so of (*health* by site id), or what its file calls verified; a
    lead that was never read is no news.
    """
    bad = {check.site for check in checks if not check.is_alive}
    return tuple(
        site.id
        for site in sites
        if site.id in bad and (health.get(site.id) in WELL or _is_verified(site, health.get(site.id)))
    )


def _is_verified(site: Site, health: str | None) -> bool:
    return site.status == "verified" and health in (None, "never")


def to_be_enabled(sites: Sequence[Site], checks: Iterable[ListCheck]) -> tuple[str, ...]:
    """Ids of the disabled sites all of whose lists were found alive."""
    checks = tuple(checks)
    return tuple(
        site.id
        for site in sites
        if not site.enabled and all(check.is_alive for check in checks if check.site == site.id)
    )
