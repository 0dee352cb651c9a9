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


@cache
def _patterns() -> tuple[tuple[Chrome, re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    """By kind, the rules that begin at the line's beginning and the others: only these scan the line."""
    rules = load_rules()
    order = (Chrome.FOOTER, Chrome.CUT, Chrome.NAVIGATION, Chrome.FURNITURE, Chrome.ABOUT)
    patterns = []
    for kind in order:
        sources = [rule["pattern"] for rule in rules[kind.value]]
        anchored = _joined([source for source in sources if source.startswith("^")])
        anywhere = _joined([source for source in sources if not source.startswith("^")])
        patterns.append((kind, anchored, anywhere))
    return tuple(patterns)


def _joined(sources: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{source})" for source in sources)) if sources else None


@lru_cache(maxsize=8192)
def chrome_of(text: str) -> Chrome | None:
    """The kind of chrome that a line is, or ``None`` for a line of the document."""
    if len(text) > LONGEST_CHROME_LINE:
        return None
    # Without re.I a search skips to the characters that a pattern can begin with.
    folded = fold(text).lower()
    for kind, anchored, anywhere in _patterns():
        if (anchored and anchored.match(folded)) or (anywhere and anywhere.search(folded)):
            return kind
    return None
