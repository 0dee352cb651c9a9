"""From one look at a page to a site file: whose list it is, under which id, or why it is no list."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import urlsplit

from archive.capture import Capture
from archive.errors import UnreadableError
from archive.vocabulary.regions import NATIONAL, region_of
from crawler.extraction.context import Context
from crawler.extraction.page import ReadPage, read_page
from crawler.extraction.site_name import site_name
from crawler.listing import Listing, is_listing, read_listing
from crawler.listing.marks import is_article_address
from crawler.site import Level, Site

FEWEST_DATED = 2
FEWEST_UNDATED = 5
"""Entries by which a page that was pointed out as a list is believed to be one."""

_OFFICES = re.compile(r"www\d?|m|wap|wjw|wjj|wsj|wsjk|wsjkw|wsjkj|swjw|swsjkw|jkw|hfpc|zyj|zyyj|xxgk")
"""Names of hosts that say what office it is, which many places have, not which."""
_ENDINGS = frozenset({"gov", "com", "org", "net", "edu", "ac", "cn", "hk", "mo", "tw", "example"})


def read_as_listing(capture: Capture) -> Listing:
    """What the page lists; ``UnreadableError`` with what it is instead, where it is no list."""
    page = read_page(capture, Context())
    listing = read_listing(capture)
    dated = sum(entry.date is not None for entry in listing.entries)
    is_article = is_article_address(capture.url) or _has_article_metas(page)
    enough = dated >= FEWEST_DATED or len(listing.entries) >= FEWEST_UNDATED
    if is_listing(capture) or (enough and not is_article):
        return listing
    title = f" titled {page.layout.title_tag!r}" if page.layout.title_tag else ""
    if is_article:
        seen = f"an article{title}"
    else:
        seen = f"a page{title} with {len(listing.entries)} entries, {dated} of them dated"
        if listing.unaddressed:
            seen += f", and {listing.unaddressed} whose addresses exist only while its script runs"
    raise UnreadableError(
        f"{capture.url} is no listing page: got {seen}, expected a list of links to notices"
    )


def propose_site(capture: Capture, listing: Listing, taken: Collection[str]) -> Site:
    """The site of which the listing page *capture* is one, as far as the page itself says it.

    Its id is none of those *taken*.  It is a ``lead`` without a date: when it was seen, the page
    does not say.
    """
    name = site_name(read_page(capture, Context()).layout)
    region = region_of(name) if name else None
    return Site(
        id=_free(proposed_id(capture.url), taken),
        name=name or urlsplit(capture.url).netloc,
        urls=(capture.requested_url or capture.url,),
        level=proposed_level(name, region),
        region_code=None if region == NATIONAL else region,
        platform=listing.platform,
    )


def proposed_id(url: str) -> str:
    """An id from an address: the host's own name, without the office that many places have.

    >>> proposed_id("https://wsjkw.qingchuan.gov.cn/tzgg/"), proposed_id("http://www.yzcdc.example/")
    ('qingchuan', 'yzcdc')
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if _is_number(host) or parts.port:
        return re.sub(r"[^a-z0-9]+", "-", parts.netloc.lower()).strip("-")
    names = host.split(".")
    while len(names) > 1 and names[-1] in _ENDINGS:
        names.pop()
    own = [name for name in names if not _OFFICES.fullmatch(name)]
    return re.sub(r"[^a-z0-9-]+", "-", "-".join(own or names)).strip("-") or "site"


def proposed_level(name: str | None, region: str | None) -> Level | None:
    """The rank of the body of that name, whose region is known."""
    if name and name.endswith(("协会", "学会", "協會", "學會")):
        return "association"
    if region is None:
        return None
    if region == NATIONAL:
        return "national"
    if region.endswith("0000"):
        return "province"
    return "city" if region.endswith("00") else "county"


def _free(wanted: str, taken: Collection[str]) -> str:
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(candidate for candidate in (wanted, *numbered) if candidate not in taken)


def _has_article_metas(page: ReadPage) -> bool:
    return any(name in ("articletitle", "pubdate") and value.strip() for name, value in page.layout.meta)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
