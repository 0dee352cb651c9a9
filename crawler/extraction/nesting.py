"""Where elements end that authors leave open, or end in another order than they began, as HTML allows."""

from __future__ import annotations

from typing import NamedTuple

from crawler.extraction.element_kinds import BREAK, KINDS


class Ended(NamedTuple):
    """Open elements that end where another begins."""

    names: tuple[str, ...]
    within: frozenset[str]
    """The search for them ends at one of these."""


def _of(names: str) -> frozenset[str]:
    return frozenset(names.split())


VOID = _of(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
)
"""These have no end tag."""
RAW = _of("script style")
"""What stands in these is no markup up to their end tag."""
_TABLE = _of("table")
_LISTS = _TABLE | _of("td th caption ul ol menu dir dl")
_BLOCKS = frozenset(name for name, kind in KINDS.items() if kind & BREAK)


def _ended_by() -> dict[str, Ended]:
    paragraph = Ended(("p",), _BLOCKS - {"p"} | {"a"})  # a link goes on in the blocks inside it
    item = Ended(("dt", "dd"), _LISTS)
    cell = Ended(("td", "th"), _TABLE | {"tr"})
    section = Ended(("tbody", "thead", "tfoot"), _TABLE)
    return dict.fromkeys(_BLOCKS - _of("br legend summary title"), paragraph) | {
        "a": Ended(("a",), _BLOCKS - {"p"}),
        "body": Ended(("head", "title"), frozenset()),
        "li": Ended(("li",), _LISTS),
        "dt": item,
        "dd": item,
        "option": Ended(("option",), _of("select optgroup")),
        "td": cell,
        "th": cell,
        "tr": Ended(("tr",), _TABLE),
        "tbody": section,
        "thead": section,
        "tfoot": section,
    }


ENDED_BY = _ended_by()
"""By the name of the element that begins."""
RANKS = dict.fromkeys(_BLOCKS - _of("p html body"), 1) | {"td": 2, "th": 2, "tr": 3}
RANKS |= {"tbody": 4, "thead": 4, "tfoot": 4, "table": 5}
"""An end tag ends the elements that are still open inside its own, but none of a higher rank: a stray
``</div>`` in a cell does not end the cell.  Elements not named here have rank 0."""
