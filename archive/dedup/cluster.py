"""Groups of pages that carry one notice: the same groups whatever order the pages came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def group(
    pages: Iterable[str],
    same: Iterable[tuple[float, str, str]],
    apart: Iterable[tuple[str, str]],
) -> list[frozenset[str]]:
    """Merge along ``same`` pairs (similarity, page, page), the most similar first, ids deciding ties.

    Two groups stay two when any of their pages must stay apart, so a chain of likeness never
    joins what a guard separates.  Groups come sorted by their smallest id.

    >>> [sorted(pages) for pages in group("abc", [(0.9, "a", "b"), (0.8, "b", "c")], [("a", "c")])]
    [['a', 'b'], ['c']]
    """
    groups = {page: {page} for page in pages}
    barriers: dict[str, set[str]] = {}
    for one, other in apart:
        barriers.setdefault(one, set()).add(other)
        barriers.setdefault(other, set()).add(one)
    edges = ((-similarity, min(one, other), max(one, other)) for similarity, one, other in same)
    for _, one, other in sorted(edges):
        mine, others = groups[one], groups[other]
        if mine is others or _stand_apart(mine, others, barriers):
            continue
        mine |= others
        for page in others:
            groups[page] = mine
    distinct = {min(members): frozenset(members) for members in groups.values()}
    return [distinct[first] for first in sorted(distinct)]


def _stand_apart(mine: set[str], others: set[str], barriers: Mapping[str, set[str]]) -> bool:
    fewer, more = sorted((mine, others), key=len)
    return any(not barriers[page].isdisjoint(more) for page in fewer if page in barriers)
