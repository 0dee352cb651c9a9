"""Rules: how a site or platform overrides the general reading of listing pages, by key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, cast

from lxml import etree
from lxml.cssselect import CSSSelector

from archive.errors import UsageError
from crawler.strict_yaml import check_keys, described

RULES = {
    "entries": "CSS selector of the link of each entry",
    "next": "CSS selector of the link to the next listing page",
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
    """*rules* again, read-only.  Raises UsageError for an unknown key or a value that is no selector."""
    check_keys(rules, RULES, where)
    for key, value in rules.items():
        if not isinstance(value, str):
            raise UsageError(f"{where}: {key}: got {described(value)}, expected a CSS selector")
        try:
            selector(value)
        except UsageError as error:
            raise UsageError(f"{where}: {key}: {error}") from error
    return MappingProxyType(dict(rules))
