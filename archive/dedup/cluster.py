"""Groups of pages that carry one notice: the same groups whatever order the pages came in.

Pages are judged by their texts, so of a thousand copies of one text no pair is looked at by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter


@dataclass(frozen=True, slots=True)
class Carrier:
    """A page, as far as grouping needs to know it."""

    id: str
    url: str
    """Parts of one web page have this in common: they are neither joined nor kept apart."""
    text: int
    """What judging knows the page's text by; copies have the same."""


@dataclass(slots=True)
class _Group:
    """Pages that were merged, and of each text among them the pages that have to be remembered."""

    pages: set[str]
    texts: dict[int, tuple[Carrier, ...]]
    """By text the page with the smallest id, and the smallest one at another address, if any."""

    def nearest(self, text: int, url: str) -> Carrier | None:
        """The first page with a text that is not at *url*."""
        return next((page for page in self.texts[text] if page.url != url), None)

    def take_in(self, other: _Group) -> None:
        """Make the pages of another group those of this one."""
        self.pages |= other.pages
        for text, pages in other.texts.items():
            first, *more = sorted((*self.texts.get(text, ()), *pages), key=attrgetter("id"))
            elsewhere = next((page for page in more if page.url != first.url), None)
            self.texts[text] = (first,) if elsewhere is None else (first, elsewhere)


def group(
    pages: Iterable[Carrier],
    same: Iterable[tuple[float, int, int]],
    apart: Iterable[tuple[int, int]],
) -> list[frozenset[str]]:
    """Merge pages along ``same`` pairs of texts (similarity, text, text): the most similar first.

    The ids of the pages decide ties.  A text that is paired with itself joins its copies.  Two groups
    stay two when any of their pages must stay apart, so a chain of likeness never joins what a guard
    separates.  Groups come sorted by their smallest id.

    >>> pages = [Carrier(id, f"http://{id}.example/", text) for text, id in enumerate("abc")]
    >>> [sorted(ids) for ids in group(pages, [(0.9, 0, 1), (0.8, 1, 2)], [(0, 2)])]
    [['a', 'b'], ['c']]
    """
    ordered = sorted(pages, key=attrgetter("id"))
    groups = {page.id: _Group({page.id}, {page.text: (page,)}) for page in ordered}
    carriers: defaultdict[int, list[Carrier]] = defaultdict(list)
    by_text: defaultdict[int, dict[int, _Group]] = defaultdict(dict)
    for page in ordered:
        carriers[page.text].append(page)
        by_text[page.text][id(groups[page.id])] = groups[page.id]
    barriers = _neighbours(apart)
    for alike in _by_similarity(same):
        for page in sorted((page for text in alike for page in carriers[text]), key=attrgetter("id")):
            mine = groups[page.id]
            for _, other in _within_reach(page, mine, alike[page.text], by_text):
                if _stand_apart(mine, other, barriers):
                    continue
                fewer, more = sorted((mine, other), key=lambda found: len(found.pages))
                for text in fewer.texts:
                    del by_text[text][id(fewer)]
                    by_text[text][id(more)] = more
                groups.update(dict.fromkeys(fewer.pages, more))
                more.take_in(fewer)
                mine = more
    return sorted({id(found): frozenset(found.pages) for found in groups.values()}.values(), key=min)


def _within_reach(
    page: Carrier, mine: _Group, texts: Iterable[int], by_text: Mapping[int, Mapping[int, _Group]]
) -> list[tuple[str, _Group]]:
    """The other groups that have a page with one of *texts*, with its id, in the order of these."""
    nearest: dict[int, tuple[str, _Group]] = {}
    for text in texts:
        for key, found in by_text[text].items():
            other = None if found is mine else found.nearest(text, page.url)
            if other is not None and (key not in nearest or other.id < nearest[key][0]):
                nearest[key] = (other.id, found)
    return sorted(nearest.values(), key=lambda item: item[0])


def _by_similarity(same: Iterable[tuple[float, int, int]]) -> Iterator[Mapping[int, frozenset[int]]]:
    """The texts that are alike, from the most similar to the least."""
    levels: defaultdict[float, list[tuple[int, int]]] = defaultdict(list)
    for similarity, one, other in same:
        levels[similarity].append((one, other))
    for similarity in sorted(levels, reverse=True):
        yield _neighbours(levels[similarity])


def _neighbours(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return {text: frozenset(others) for text, others in found.items()}


def _stand_apart(mine: _Group, others: _Group, barriers: Mapping[int, frozenset[int]]) -> bool:
    fewer, more = sorted((mine, others), key=lambda found: len(found.texts))
    return any(
        page.url != other.url
        for text, pages in fewer.texts.items()
        if text in barriers
        for forbidden in barriers[text] & more.texts.keys()
        for page in pages
        for other in more.texts[forbidden]
    )
