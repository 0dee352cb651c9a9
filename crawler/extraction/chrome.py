"""Know the lines that a site prints around a notice: source line, pager, share bar, footer."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from importlib import resources
from typing import Any

import yaml

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
def _patterns() -> tuple[tuple[Chrome, re.Pattern[str]], ...]:
    rules = load_rules()
    order = (Chrome.FOOTER, Chrome.CUT, Chrome.NAVIGATION, Chrome.FURNITURE, Chrome.ABOUT)
    return tuple(
        (kind, re.compile("|".join(f"(?:{rule['pattern']})" for rule in rules[kind.value]), re.I)) for kind in order
    )


def chrome_of(text: str) -> Chrome | None:
    """The kind of chrome that a line is, or ``None`` for a line of the document."""
    if len(text) > LONGEST_CHROME_LINE:
        return None
    for kind, pattern in _patterns():
        if pattern.search(text):
            return kind
    return None
