"""Recurring addresses: what row after row links to beside its own entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from crawler.listing.marks import is_article_address

_FEWEST = 3
_SURE = 5
"""From so many on, an address recurs even if it looks like an article's, as ``org.do?id=31`` does."""


def recurring(addresses: Sequence[str]) -> frozenset[str]:
    """Those of a page's link *addresses*, in order, that come back beside ever new ones.

    A row's picture, title and 阅读全文 lead to one page too, but hardly another stands between them.

    >>> recurring(["/org", "/1", "/org", "/2", "/org", "/3"])
    frozenset({'/org'})
    >>> recurring(["/1", "/1", "/1", "/2", "/2", "/2"])
    frozenset()
    """
    places: dict[str, list[int]] = defaultdict(list)
    known: list[int] = []
    for index, address in enumerate(addresses):
        places[address].append(index)
        known.append(len(places))
    return frozenset(
        address
        for address, found in places.items()
        if len(found) >= _FEWEST
        and known[found[-1]] - known[found[0]] >= len(found) - 1
        and (len(found) >= _SURE or not is_article_address(address))
    )
