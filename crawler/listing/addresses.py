"""Addresses: from what a page's ``href`` holds to an absolute web address, or none."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree
from w3lib.url import safe_url_string

from archive.identity import canonical_url
from crawler.listing.marks import address_attributes
from crawler.listing.page_address import PageAddress, encoding_of, with_query_sent

LONGEST_ADDRESS = 2000
_SAFE = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?/(?:[\w./~&=?+,;:@!$*-]|%[0-9A-F]{2})*", re.ASCII)
"""An address that needs no escaping, as nearly all are: escaping costs more than the rest."""
_PLACE = re.compile(
    r"(?P<origin>https?://[a-z0-9.-]+(?::\d{1,4})?)(?P<folder>/(?:[\w~-][\w.~-]*/)*)(?=[^/?#]*(?:[?#]|$))",
    re.ASCII,
)
_PLAIN = re.compile(
    r"""(?:(?P<origin>https?://[a-z0-9.-]+(?::\d{1,4})?)?(?P<rooted>/)|\./)?
    (?P<path>[\w~=+,@!$*-](?:[\w~&=?+,@!$*-]|(?<!/)\.|/(?!/)|%[0-9A-F]{2})*)(?<!\?)""",
    re.ASCII | re.VERBOSE,
)
"""An address that needs neither escaping nor resolving, as nearly all are: both cost more than the rest."""
_IN_SCRIPT = re.compile(
    r"""["'](?P<address>(?:https?://|\.{0,2}/|\?)[^"'\s<>(){};]+|[\w./-]+\.(?:s?html?|jhtml|aspx?|php|jsp|do|action)(?:;[\w=.!-]{1,100})?(?:\?[^"'\s]*)?)["'](?!\s*\+)"""
)
"""An address as a script's text constant; a word or number in quotes is none, nor is a part of one."""
_LONGEST_SCRIPT = 2000
_INDEX_FILE = re.compile(r"/(?:index|default)\.\w{2,5}$", re.IGNORECASE)


def base_address(root: etree._Element, page_url: str) -> str:
    """What the page's relative addresses start from: its ``<base href>``, else its own address."""
    for base in root.iter("base"):
        told = web_address(base.get("href"), page_url)
        return PageAddress(told, encoding_of(page_url)) if told else page_url
    return page_url


def web_address(href: str | None, base: str) -> str | None:
    """The absolute http(s) address of *href*, without fragment; ``None`` for every other link.

    As browsers do, line breaks inside are dropped (evidence: rows of a regulator's list break the
    line within ``href``), backslashes are slashes, and the query is escaped in the encoding of the
    page, which *base* knows where it is a `PageAddress`.
    """
    href = re.sub(r"[\t\r\n]+", "", href or "").strip()
    if not href or href.startswith("#") or len(href) > LONGEST_ADDRESS:
        return None
    plain, place = _PLAIN.fullmatch(href), _PLACE.match(base)
    if plain and place:
        folder = "/" if plain["rooted"] else place["folder"]
        return f"{plain['origin'] or place['origin']}{folder}{plain['path']}"
    try:
        url = urldefrag(urljoin(base, href.replace("\\", "/"))).url
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or "/../" in parts.path:
            return None
        parts.port  # noqa: B018 -- raises ValueError where it is no port
        return url if _SAFE.fullmatch(url) else safe_url_string(with_query_sent(url, encoding_of(base)))
    except ValueError:
        return None


def link_address(node: etree._Element, base: str) -> str | None:
    """Where a click on *node* leads: its ``href``, an ``option``'s value, or an address in its script.

    Rows and pagers are also written as ``<a href="javascript:;" onclick="window.open('/a/1.html')">``
    or ``<li data-href="/a/1.html">``.
    """
    if node.tag == "option":
        return _plain_address(node.get("value", ""), base)
    url = web_address(node.get("href"), base)
    if url is not None:
        return url
    found = _IN_SCRIPT.search(click_script(node))
    if found and not found.string[: found.start()].rstrip().endswith("+"):
        return web_address(found["address"], base)
    said = (_plain_address(node.get(name, ""), base) for name in address_attributes())
    return next((url for url in said if url is not None), None)


def _plain_address(value: str, base: str) -> str | None:
    """The address that an attribute's value is by itself; a word or number is none."""
    found = _IN_SCRIPT.fullmatch(f"'{value.strip()}'") if value else None
    return web_address(found["address"], base) if found else None


def click_script(node: etree._Element) -> str:
    """What a click on *node* runs, in this order."""
    href = node.get("href", "")
    is_script = href.lstrip().lower().startswith("javascript:")
    return f"{node.get('onclick', '')};{href if is_script else ''}"[:_LONGEST_SCRIPT]


def is_idle(node: etree._Element, base: str) -> bool:
    """Whether a click on *node* does nothing: neither an address nor a call of a function."""
    script = f"{node.get('href', '')};{node.get('onclick', '')}"
    return link_address(node, base) is None and "(" not in script.replace("void(", "")


def same_page(url: str, other: str) -> bool:
    """Whether two addresses are one page; ``/a/`` and ``/a/index.html`` are, as are http and https."""
    return page_key(url) == page_key(other)


@lru_cache(maxsize=10_000)
def page_key(url: str) -> str:
    """What same pages have in common."""
    canonical = canonical_url(url)
    return _INDEX_FILE.sub("/", canonical.split("://", 1)[-1])


def same_host(url: str, other: str) -> bool:
    """Whether two addresses lie on one host, port included."""
    return urlsplit(canonical_url(url)).netloc == urlsplit(canonical_url(other)).netloc
