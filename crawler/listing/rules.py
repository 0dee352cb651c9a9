"""Rules: how a site or platform overrides the general reading of listing pages, by key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, cast

from lxml import etree
from lxml.cssselect import CSSSelector

from archive.errors import UsageError
from crawler.listing.address_template import is_template
from crawler.listing.date_order import DAY_FIRST, MONTH_FIRST
from crawler.listing.record_address import is_entry_template
from crawler.strict_yaml import check_keys, described

RULES = {
    "entries": "CSS selector of the link of each entry",
    "next": "CSS selector of the link to the next listing page",
    "pages": "address of the list's page {page}, where the listing page is page 1: index_{page}.html",
    "endpoint": "address from which a script gets page {page}: /api/list.json?page={page}",
    "detail": "address of an entry of a list in data, with fields of its record: /detail.html?id={id}",
    "dates": "day-first or month-first: how dates with the year last, such as 12/08/2024, are meant",
}
"""Every key that ``rules`` may hold, with its meaning."""


def selected(css: str, root: etree._Element) -> list[etree._Element]:
    """The elements of the page that the CSS selector chooses, in order."""
    return cast("list[etree._Element]", selector(css)(root))


@cache
def selector(css: str) -> etree.XPath:
    """The compiled CSS selector.  Raises UsageError where *css* is none."""
    try:
        return CSSSelector(css, translator="html")
    except (SyntaxError, ValueError) as error:  # cssselect's errors are subclasses of these
        raise UsageError(f"got {described(css)}, expected a CSS selector: {error}") from error


def checked_rules(rules: Mapping[Any, Any], where: str) -> Mapping[str, str]:
    """*rules* again, read-only.  Raises UsageError for an unknown key or a value that the key cannot have."""
    check_keys(rules, RULES, where)
    for key, value in rules.items():
        if not isinstance(value, str):
            raise UsageError(f"{where}: {key}: got {described(value)}, expected {_EXPECTED[key]}")
        try:
            _CHECKS[key](value)
        except UsageError as error:
            raise UsageError(f"{where}: {key}: {error}") from error
    return MappingProxyType(dict(rules))


def _check_template(text: str) -> None:
    if not is_template(text):
        raise UsageError(f"got {described(text)}, expected {_TEMPLATE}")


def _check_order(text: str) -> None:
    if text not in (DAY_FIRST, MONTH_FIRST):
        raise UsageError(f"got {described(text)}, expected {_ORDER}")


def _check_detail(text: str) -> None:
    if not is_entry_template(text):
        raise UsageError(f"got {described(text)}, expected {_DETAIL}")


_DETAIL = "an address with a field's name in braces in it: /detail.html?id={id}"
_TEMPLATE = "an address with {page} in it once"
_ORDER = f"{DAY_FIRST} or {MONTH_FIRST}"
_CHECKS: Mapping[str, Callable[[str], object]] = {
    "entries": selector,
    "next": selector,
    "pages": _check_template,
    "endpoint": _check_template,
    "detail": _check_detail,
    "dates": _check_order,
}
_EXPECTED = {
    "entries": "a CSS selector",
    "next": "a CSS selector",
    "pages": _TEMPLATE,
    "endpoint": _TEMPLATE,
    "detail": _DETAIL,
    "dates": _ORDER,
}
