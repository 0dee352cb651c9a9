"""Know the lines that a site prints around a notice: source line, pager, share bar, footer."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

from archive.vocabulary.folding import fold

LONGEST_CHROME_LINE = 240
"""Longer lines are prose, whatever they begin with."""


class Chrome(Enum):
    """Why a line is not part of a notice."""

    ABOUT = "about"
    """Says something of the page: source, date, counter, editor.  Fields are read from it."""
    FURNITURE = "furniture"
    """Printing, sharing, pagers, blurbs."""
    CUT = "cut"
    """The heading of links or comments: nothing after it belongs to the notice."""
    FOOTER = "footer"
    NAVIGATION = "navigation"


def load_rules() -> dict[str, list[dict[str, Any]]]:
    """The rules of chrome.yml by kind, each with its ``pattern`` and example lines."""
    rules: dict[str, list[dict[str, Any]]] = yaml.safe_load(
        resources.files(__package__).joinpath("chrome.yml").read_text("utf-8")
    )
    return rules


_ORDER = (Chrome.FOOTER, Chrome.CUT, Chrome.NAVIGATION, Chrome.FURNITURE, Chrome.ABOUT)
"""A line that rules of several kinds know is of the first of these kinds."""


@cache
def _anchored() -> re.Pattern[str]:
    """All rules without a hint, which begin at the line's beginning; the group says the kind."""
    rules = load_rules()
    # Without ^, which match() needs not, an alternative fails at its first character.
    kinds = (
        "|".join(
            f"(?:{rule['pattern'].removeprefix('^')})" for rule in rules[kind.value] if "hint" not in rule
        )
        for kind in _ORDER
    )
    return re.compile("|".join(f"({kind or '(?!)'})" for kind in kinds))


@cache
def _hinted() -> tuple[re.Pattern[str], tuple[tuple[int, re.Pattern[str]], ...]]:
    """All hints together, and the rules that have one by the place of their kind in the order."""
    rules = load_rules()
    hints = {rule["hint"] for kind in _ORDER for rule in rules[kind.value] if "hint" in rule}
    patterns = []
    for place, kind in enumerate(_ORDER):
        sources = [rule["pattern"] for rule in rules[kind.value] if "hint" in rule]
        if sources:
            patterns.append((place, re.compile("|".join(f"(?:{source})" for source in sources))))
    return re.compile("|".join(sorted(hints))), tuple(patterns)


@lru_cache(maxsize=8192)
def chrome_of(text: str) -> Chrome | None:
    """The kind of chrome that a line is, or ``None`` for a line of the document."""
    if len(text) > LONGEST_CHROME_LINE:
        return None
    # Without re.I a search skips to the characters that a pattern can begin with.
    folded = fold(text).lower()
    found = _anchored().match(folded)
    place = found.lastindex - 1 if found is not None and found.lastindex else len(_ORDER)
    hints, hinted = _hinted()
    if hints.search(folded):
        place = min([place, *(its for its, pattern in hinted if its < place and pattern.search(folded))])
    return _ORDER[place] if place < len(_ORDER) else None
