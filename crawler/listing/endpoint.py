"""Endpoints: where a page without rows of its own gets them from, read from its scripts and frames.

Some lists are drawn by a script from data; the script names the address.  Nothing is run: an
address counts only where it stands as a constant beside a call that fetches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlencode, urlsplit

from lxml import etree

from crawler.listing.addresses import page_key, same_host, web_address
from crawler.listing.form_pager import PAGE_NAME
from crawler.listing.record import NextPage
from crawler.listing.script_literal import literal, unquoted

_STRING = r"\"[^\"\\\n]{1,500}\"|'[^'\\\n]{1,500}'|`[^`\\$\n]{1,500}`"
_FETCH = re.compile(
    rf"(?P<call>\b(?:fetch|axios|get|post|getJSON|ajax|request|load|open)\s*\(\s*(?:\{{[^{{}}]{{0,400}}?)?|\b(?:url|api|[a-z]\w{{0,30}}url|[a-z]\w{{0,30}}api)[\"']?\s*[:=]\s*)"
    rf"(?:[\"'](?:GET|POST)[\"']\s*,\s*)?(?P<address>{_STRING})(?P<more>\s*\+)?",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"list|article|news|column|channel|catalog|gkml|content|info|doc|notice|page|search|query|json",
    re.IGNORECASE,
)
_UNWANTED = re.compile(
    r"weather|count|visit|click|hits?\b|login|user|menu|nav|config|link|banner|captcha|token|share|stat|track|analy|upload|"
    r"comment|hot|sitemap|\.(?:js|css|png|jpe?g|gif|s?html?)(?:\?|$)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\.{0,2}/|https?://|[^\s?]{0,100}\?\w|[\w./-]+\.(?:json|do|action|jsp|php|aspx?)$")
_DATA = re.compile(r"\bdata\s*:\s*(?P<value>\{[^{}]{0,1000}\})")
_VARIABLE = re.compile(
    r"(?P<key>\w{1,40})(?P<between>[\"']?\s*:\s*)(?P<variable>[A-Za-z_$][\w$]{0,60})(?=\s*[,}])"
)
_POST = re.compile(r"\b(?:type|method)\s*:\s*[\"']post[\"']", re.IGNORECASE)
MOST_CHARACTERS = 500_000
MOST_CALLS = 50
"""No more calls of a page's scripts are looked at."""
_AROUND = 600
_NEXT_CALL = re.compile(r"\b(?:fetch|axios|ajax|getJSON)\b|\$\.(?:get|post)\b|</script")
_CHROME_FRAME = re.compile(
    r"visit|count|login|tree\.jsp|share|foot|head|top|nav|menu|search|weather|\.gif", re.IGNORECASE
)


def endpoints(html: str, root: etree._Element, url: str, base: str) -> tuple[NextPage, ...]:
    """The requests that may bring the rows of the page at *url*, likeliest first; at most three.

    Scripts' addresses come first, then frames on the same host, in which some county sites keep
    the list of an otherwise empty page.
    """
    found: dict[str, tuple[int, NextPage]] = {}
    for page, said in _fetched(html, base):
        if same_host(page.url, url) and page_key(page.url) != page_key(url):
            weight = len(set(_WANTED.findall(said.lower())))
            if weight and not _UNWANTED.search(said):
                found.setdefault(page.address, (-weight, page))
    ranked = sorted(found.values(), key=lambda item: item[0])
    return tuple(page for _, page in ranked)[:1] or tuple(_frames(root, url, base))[:1]


def _fetched(html: str, base: str) -> Iterator[tuple[NextPage, str]]:
    html = html[:MOST_CHARACTERS]
    for found in islice(_FETCH.finditer(html), MOST_CALLS):
        said = unquoted(found["address"])
        if not _ADDRESS.match(said):
            continue
        if found["more"]:
            name = re.split(r"[?&]", said)[-1].removesuffix("=")
            if not said.endswith("=") or not PAGE_NAME.fullmatch(name):
                continue
            said += "1"
        address = web_address(said, base)
        if address is None:
            continue
        around = _around(html, found)
        data = _DATA.search(around)
        fields = literal(_filled(data["value"], html)) if data else None
        if data and not isinstance(fields, dict):
            continue  # the values stand in variables: what to ask for is not known
        query = urlencode(
            {name: value for name, value in (fields or {}).items() if not isinstance(value, (dict, list))}
        )
        if _POST.search(around) or found["call"].lower().startswith("post"):
            if data:
                yield NextPage(address, query), said
        else:
            yield NextPage(f"{address}{'&' if '?' in address else '?'}{query}" if query else address), said


def _around(html: str, found: re.Match[str]) -> str:
    """The text of the call that *found* stands in: not that of the calls before and after it."""
    before = re.split(r"[;]|</?script", html[max(found.start() - _AROUND // 4, 0) : found.end()])[-1]
    return before + _NEXT_CALL.split(html[found.end() : found.end() + _AROUND], maxsplit=1)[0]


def _filled(data: str, html: str) -> str:
    """*data* with the variables in it that are known: constants of the page, and 1 for a page's number."""

    def value(found: re.Match[str]) -> str:
        constant = re.search(rf"\b{re.escape(found['variable'])}\s*=\s*({_STRING}|\d{{1,12}})\s*[;,\n]", html)
        is_page = PAGE_NAME.fullmatch(found["variable"]) or PAGE_NAME.fullmatch(found["key"])
        known = "1" if is_page else constant[1] if constant else found["variable"]
        return f"{found['key']}{found['between']}{known}"

    return _VARIABLE.sub(value, data)


def _frames(root: etree._Element, url: str, base: str) -> Iterator[NextPage]:
    for frame in root.iter("iframe", "frame"):
        source = frame.get("src", "")
        address = web_address(source, base)
        if address is None or not same_host(address, url) or page_key(address) == page_key(url):
            continue
        if not _CHROME_FRAME.search(urlsplit(address).path):
            yield NextPage(address)
