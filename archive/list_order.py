"""Where the entries of a listing page stand in their list, and which are no longer there; pure.

A list is known as its entries with a rank each, ascending from the top.  A page shows a stretch of
it.  The known entries that the page shows in their known order are anchors: what stood between two
of them and is not shown has been taken off the list, and what is new takes its rank between them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

CLOSEST = 1e-6
"""Ranks nearer to each other than this leave no room: the list has to be numbered anew."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a page's entries stand, and the ranks between which the page shows everything."""

    ranks: Mapping[str, float]
    """Of every entry that the page shows."""
    covered: tuple[float, float] | None
    """What ranks between these and is not shown is off the list; ``None``: nothing can be said."""
    is_crowded: bool
    """Whether ranks came too close to each other."""


def anchors_of(shown: Sequence[str], known: Mapping[str, float], above: float | None) -> dict[str, float]:
    """The entries *shown* that stand in the order in which they are *known*, with their ranks.

    *above*: the rank of the last entry on the page before, seen in the same walk; what ranks no
    deeper was pushed down from there since.
    """
    low = float("-inf") if above is None else above
    ordered = [url for url in shown if url in known and known[url] > low]
    return {url: known[url] for url in _longest_ascending(ordered, known)}


def stretch(
    shown: Sequence[str],
    anchors: Mapping[str, float],
    *,
    known: int,
    above: float | None,
    below: float | None,
    is_first: bool,
    is_last: bool,
) -> Stretch:
    """Place the entries *shown* by one page around its *anchors*.

    *known*: how many of them the list had; where less than half of these are anchors, the list was
    put in another order and says nothing of what is missing.  *above*: the rank of the entry before
    the page's first one, from the page before it, seen in the same walk; ``None`` where it is
    unknown.  *below*: the rank of the first entry known behind the page's last anchor.
    *is_first*, *is_last*: the page begins or ends the list.
    """
    ranks = _between(shown, anchors, above, below, is_first)
    covered = None
    if anchors and 2 * len(anchors) >= known:
        low = float("-inf") if is_first else min(anchors.values()) if above is None else above
        covered = (low, float("inf") if is_last else max(anchors.values()))
    ascending = sorted(ranks.values())
    is_crowded = any(later - earlier < CLOSEST for earlier, later in pairwise(ascending))
    return Stretch(ranks, covered, is_crowded)


def _longest_ascending(urls: Sequence[str], rank: Mapping[str, float]) -> list[str]:
    """The longest part of *urls*, in their order, whose ranks ascend: what did not change places."""
    ends: list[float] = []
    last: list[int] = []
    before: list[int | None] = []
    for index, url in enumerate(urls):
        place = bisect_left(ends, rank[url])
        ends[place : place + 1] = [rank[url]]
        last[place : place + 1] = [index]
        before.append(last[place - 1] if place else None)
    found: list[str] = []
    index_or_none = last[-1] if last else None
    while index_or_none is not None:
        found.append(urls[index_or_none])
        index_or_none = before[index_or_none]
    return found[::-1]


def _between(
    shown: Sequence[str],
    anchors: Mapping[str, float],
    above: float | None,
    below: float | None,
    is_first: bool,
) -> dict[str, float]:
    """Ranks for all of *shown*: the anchors keep theirs, the others share the room between them."""
    ranks: dict[str, float] = {}
    runs = [(is_anchor, list(run)) for is_anchor, run in groupby(shown, key=lambda url: url in anchors)]
    low = None if is_first else above
    for place, (is_anchor, run) in enumerate(runs):
        if is_anchor:
            ranks |= {url: anchors[url] for url in run}
            low = ranks[run[-1]]
            continue
        high = anchors[runs[place + 1][1][0]] if place + 1 < len(runs) else below
        ranks |= _shared(run, low, high)
        low = ranks[run[-1]]
    return ranks


def _shared(run: Sequence[str], low: float | None, high: float | None) -> dict[str, float]:
    """Ranks for a run of entries between two ranks, or on the open side of one."""
    if low is None and high is None:
        low = 0.0
    if low is None:
        assert high is not None
        return {url: high - len(run) + place for place, url in enumerate(run)}
    step = 1.0 if high is None else (high - low) / (len(run) + 1)
    return {url: low + step * (place + 1) for place, url in enumerate(run)}
