"""The link of a row that is its entry's, where the row holds others beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from lxml import etree

from crawler.listing.places import Places

_FEWEST_ALIKE = 3
"""So many rows with one text in a link make it a button's: English, 发表评论."""


def entry_links(
    links: Iterable[etree._Element], addresses: Mapping[etree._Element, str], places: Places,
    title: Callable[[etree._Element], str],
) -> dict[etree._Element, etree._Element]:  # fmt: skip
    """For each row that *links* stand in, the link of its entry; a row is known by its first element.

    Links to where other rows link too, and those that say the same in several rows, come last; of
    the others that with the longest title counts, but where most rows of a list agree on a column,
    the one in that column.
    """
    rows: dict[etree._Element, list[etree._Element]] = defaultdict(list)
    said: Counter[str] = Counter()
    for link in links:
        place = places.by_link[link]
        rows[link if place.run else place.nodes[0]].append(link)
        said[title(link)] += 1
    best = {
        row: max(
            own,
            key=lambda link: (
                addresses[link] not in places.recurring,
                said[title(link)] < _FEWEST_ALIKE,
                len(title(link)),
            ),
        )
        for row, own in rows.items()
    }
    columns: dict[etree._Element, Counter[int]] = defaultdict(Counter)
    for row, link in best.items():
        if row.tag == "tr":
            columns[places.by_link[link].box][_column(link, row)] += 1
    for row, own in rows.items():
        usual = columns[places.by_link[own[0]].box].most_common(1) if row.tag == "tr" else []
        if len(own) > 1 and usual and usual[0][1] >= _FEWEST_ALIKE:
            best[row] = next((link for link in own if _column(link, row) == usual[0][0]), best[row])
    return best


def _column(link: etree._Element, row: etree._Element) -> int:
    """Which child of *row* the link stands in; -1 where the row itself is the link."""
    if link is row:
        return -1
    child = link
    while (parent := child.getparent()) is not None and parent is not row:
        child = parent
    return row.index(child)
