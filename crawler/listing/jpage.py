"""Hanweb's jpage: a page holds its list's first rows, ``dataproxy.jsp`` answers with the others.

The script of such a page asks for three of its pages at once, by POST: ``startrecord``,
``endrecord`` and ``perpage`` in the address, the column in the form (scrapers of 杭州, 江苏, 山东,
陕西 and others, 2018-2024); 甘肃 was asked for the same by GET.  Some servers go by ``page``
instead, as the link in ``<nextgroup>`` does, which is asked for by GET (国家文物局, and county
sites of 江苏).  The window of the last group is not cut to the total, so that its address stays the
same while the list grows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from crawler.listing.addresses import web_address
from crawler.listing.record import NextPage
from crawler.listing.script_literal import literal
from crawler.listing.whole_number import whole_number

PAGES_IN_GROUP = 3
USUAL_PER_PAGE = 15
_PROXY = re.compile(r"""proxyurl["']?\s*:\s*["'](?P<address>[^"'\s<>]{1,300})["']""", re.IGNORECASE)
_PER_PAGE = re.compile(r"""perpage["']?\s*[:=]\s*["']?(?P<number>\d{1,4})""", re.IGNORECASE)
_TOTAL = re.compile(r"""totalrecord["']?\s*[:=>]\s*["']?(?P<number>\d{1,7})""", re.IGNORECASE)
_PARAMETERS = re.compile(
    r"""(?:proxyparam["']?\s*:|param_\w{1,40}\s*=)\s*(?P<value>\{[^{}]{1,2000}\})""", re.IGNORECASE
)
_GROUP_LINK = re.compile(
    r"""["'](?P<address>[^"'<>]{0,200}dataproxy\.jsp\?[^"'<>]{1,800})["']""", re.IGNORECASE
)
_RECORD = re.compile(r"<record>", re.IGNORECASE)
_IS_ANSWER = re.compile(r"/(?:more\w*)?dataproxy\.jsp$", re.IGNORECASE)


def jpage_next(html: str, own: tuple[str, str | None]) -> tuple[NextPage, ...] | None:
    """The ways to the next group of rows, likeliest first; ``None`` where the page is no jpage list.

    *own* is the page's address and the form by which it was asked for, if it was.
    """
    if "dataproxy" not in html.lower() and "dataproxy" not in own[0]:
        return None
    url, form = own
    if _IS_ANSWER.search(urlsplit(url).path):
        return _after_answer(html, url, form)
    proxy = _PROXY.search(html)
    link = _group_link(html, url)
    if proxy is None and link is None:
        return None
    rows = len(_RECORD.findall(html))
    per_page = max(_number(_PER_PAGE, html) or USUAL_PER_PAGE, 1)
    total = _number(_TOTAL, html)
    if total is not None and total <= rows:
        return ()
    group = rows if rows and rows % per_page == 0 else PAGES_IN_GROUP * per_page
    address = web_address(proxy["address"], url) if proxy else link and _without_query(link)
    fields = _parameters(html) or (_fields_of(link) if link else {})
    ways = []
    if address and fields:
        ways.append(_window(address, rows + 1, rows + group, per_page, urlencode(fields)))
    if link:  # all that a page without a script's call says
        ways.insert(0 if proxy is None else 1, NextPage(link))
    elif ways:
        ways.append(NextPage(f"{ways[0].url}&{ways[0].form}"))
    return tuple(ways)


def _after_answer(html: str, url: str, form: str | None) -> tuple[NextPage, ...]:
    """The group after the one that an answer of ``dataproxy.jsp`` holds; none after an empty one."""
    # Bytes that are no UTF-8 stay what they are: names in GBK.
    asked = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True, errors="surrogateescape"))
    rows, total = len(_RECORD.findall(html)), _number(_TOTAL, html)
    if not rows:
        return ()
    start, end = (whole_number(asked.get(name, "")) or 0 for name in ("startrecord", "endrecord"))
    if start and end >= start:
        if total is not None and end >= total:
            return ()
        rest = [(name, value) for name, value in asked.items() if name not in _WINDOW]
        per_page = whole_number(asked.get("perpage", "")) or USUAL_PER_PAGE
        found = _window(_without_query(url), end + 1, 2 * end - start + 1, per_page, form)
        query = urlencode(rest, errors="surrogateescape")
        return (NextPage(f"{found.url}&{query}" if rest else found.url, form),)
    page = whole_number(asked.get("page", ""))
    if page is None or (total is not None and page * rows >= total and rows < total):
        return ()
    changed = [(name, str(page + 1) if name == "page" else value) for name, value in asked.items()]
    query = urlencode(changed, errors="surrogateescape")
    return (NextPage(urlunsplit(urlsplit(url)._replace(query=query)), form),)


_WINDOW = ("startrecord", "endrecord", "perpage")


def _window(address: str, start: int, end: int, per_page: int, form: str | None) -> NextPage:
    window = urlencode([("startrecord", start), ("endrecord", end), ("perpage", per_page)])
    return NextPage(f"{address}?{window}", form)


def _group_link(html: str, url: str) -> str | None:
    """The address in ``<nextgroup>``, which names the group to come; values in it are escaped twice."""
    found = _GROUP_LINK.search(html)
    return web_address(unescape(found["address"]), url) if found else None


def _fields_of(link: str) -> Mapping[str, str]:
    pairs = parse_qsl(urlsplit(link).query, keep_blank_values=True)
    return {name: unquote(value) for name, value in pairs if name not in (*_WINDOW, "page")}


def _parameters(html: str) -> Mapping[str, Any]:
    for found in _PARAMETERS.finditer(html):
        value = literal(found["value"])
        if isinstance(value, dict) and {"unitid", "columnid"} & {str(name).lower() for name in value}:
            return {name: own for name, own in value.items() if not isinstance(own, (dict, list))}
    return {}


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    return int(found["number"]) if found else None


def _without_query(url: str) -> str:
    return urlunsplit(urlsplit(url)._replace(query="", fragment=""))
