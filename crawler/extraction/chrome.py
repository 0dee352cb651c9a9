"""Know the lines that a site prints around a notice: source line, pager, share bar, footer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

import yaml

from archive.vocabulary.folding import fold
from crawler.extraction.first_characters import Beginnings

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


class _Rules(NamedTuple):
    by_beginning: Mapping[str, re.Pattern[str]]
    """The rules without a hint that may know a line, by its first character, each as a group that is named
    by the place of its kind in the order."""
    hints: re.Pattern[str]
    """All hints together."""
    hinted: Sequence[tuple[int, re.Pattern[str]]]
    """The rules that have a hint, those of one kind together."""


_MOST_BEGINNINGS = 10_000
"""More characters than begin lines; nobody can fill the memory with rare ones."""


@cache
def _rules() -> _Rules:
    rules = load_rules()
    patterns = []
    for place, kind in enumerate(_ORDER):
        sources = [rule["pattern"] for rule in rules[kind.value] if "hint" in rule]
        if sources:
            patterns.append((place, re.compile("|".join(f"(?:{source})" for source in sources))))
    hints = {rule["hint"] for kind in _ORDER for rule in rules[kind.value] if "hint" in rule}
    anchored = [
        (place, rule["pattern"])
        for place, kind in enumerate(_ORDER)
        for rule in rules[kind.value]
        if "hint" not in rule
    ]
    return _Rules(_ByBeginning(anchored), re.compile("|".join(sorted(hints))), patterns)


class _ByBeginning(dict[str, re.Pattern[str]]):
    """The rules that may match a line, by its first character, chosen when a line first begins with it.

    Most lines begin with a character that few rules or none begin with: trying every rule would take
    half as long again as all else that :func:`chrome_of` does.
    """

    def __init__(self, sources: Sequence[tuple[int, str]]) -> None:
        # Without ^, which match() needs not, a pattern fails at its first character.
        bare = [(place, source.removeprefix("^")) for place, source in sources]
        self._all = [
            (Beginnings(source), f"(?P<_{place}_{number}>{source})")
            for number, (place, source) in enumerate(bare)
        ]
        self._patterns: dict[str, re.Pattern[str]] = {}

    def __missing__(self, beginning: str) -> re.Pattern[str]:
        # Few sets of rules answer for all characters.
        source = "|".join(rule for beginnings, rule in self._all if beginning in beginnings) or "(?!)"
        pattern = self._patterns.get(source)
        if pattern is None:
            pattern = self._patterns[source] = re.compile(source)
        if len(self) < _MOST_BEGINNINGS:
            self[beginning] = pattern
        return pattern


def chrome_of(text: str) -> Chrome | None:
    """The kind of chrome that a line is, or ``None`` for a line of the document."""
    return _chrome_of_line(text) if len(text) <= LONGEST_CHROME_LINE else None


@lru_cache(maxsize=16384)
def _chrome_of_line(text: str) -> Chrome | None:
    # Without re.I a search skips to the characters that a pattern can begin with.
    folded = fold(text).lower()
    by_beginning, hints, hinted = _rules()
    known = by_beginning[folded[:1]].match(folded)
    place = int(known.lastgroup[1]) if known is not None and known.lastgroup else len(_ORDER)
    if hints.search(folded) is not None:
        place = min([place, *(its for its, pattern in hinted if its < place and pattern.search(folded))])
    return _ORDER[place] if place < len(_ORDER) else None
