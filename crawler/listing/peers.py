"""Peers: further lists of a page that are as much what it lists as the weightiest one.

A page without pager may hold several lists side by side, each under its own heading::

    <div class="box tzgg"><h3>通知公告</h3><ul>…</ul></div>
    <div class="box zcwj"><h3>政策文件</h3><ul>…</ul></div>

They are built alike.  A list in another column, a hot list, or one that repeats entries of the
other is none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from crawler.listing.addresses import page_key, same_host
from crawler.listing.headings import heading
from crawler.listing.marks import is_bait_heading, is_bait_name, is_column_name, is_recent_heading
from crawler.listing.rows import Row
from crawler.listing.tree import names

FEWEST = 5
"""A list with fewer rows is a box."""
_MOST_SHARED = 0.2
"""A list that shares more of its addresses with the other is a choice of it."""


def peers(best: Sequence[Row], others: Iterable[Sequence[Row]]) -> list[Row]:
    """The rows of those groups among *others* that are peers of *best*; all hold dated rows."""
    if len(best) < FEWEST or not _is_named(best):
        return []
    known = {page_key(row.entry.url) for row in best}
    return [row for other in others if other is not best and _is_peer(other, best, known) for row in other]


def _is_peer(other: Sequence[Row], best: Sequence[Row], known: set[str]) -> bool:
    if len(other) < FEWEST or _built(other[0]) != _built(best[0]) or not _is_named(other):
        return False
    shared = sum(page_key(row.entry.url) in known for row in other)
    if shared > _MOST_SHARED * len(other) or not same_host(other[0].entry.url, best[0].entry.url):
        return False
    apart = [node for row in (other[0], best[0]) for node in _below_common(row, other[0], best[0])]
    around = " ".join(f"{node.tag!s} {names(node)}" for node in apart)
    return not is_column_name(around) and not is_bait_name(around)


def _is_named(group: Sequence[Row]) -> bool:
    """Whether a heading stands above each of the group's boxes, and none that speaks against it."""
    firsts = {row.place.box: row for row in reversed(group)}
    above = [heading(row.place) for row in firsts.values()]
    return all(text and not is_bait_heading(text) and not is_recent_heading(text) for text in above)


def _built(row: Row) -> tuple[list[str], list[str]]:
    """Of which elements a row consists, and in which it stands."""
    inside = [str(node.tag) for part in row.place.nodes for node in part.iter(etree.Element)]
    return inside, [str(node.tag) for node in row.place.box.iterancestors()]


def _below_common(row: Row, one: Row, other: Row) -> list[etree._Element]:
    """The elements around *row* that are not around both *one* and *other*."""
    first, second = [{row.place.box, *row.place.box.iterancestors()} for row in (one, other)]
    common = first & second
    return [node for node in (row.place.box, *row.place.box.iterancestors()) if node not in common]
