"""Know the lines that a site prints around a notice: source line, pager, share bar, footer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

from archive.plain_yaml import load_yaml
from archive.vocabulary.folding import fold
from crawler.extraction.first_characters import Beginnings
from crawler.extraction.info_line import day_of_info_line
from crawler.extraction.lines import Line

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
    rules: dict[str, list[dict[str, Any]]] = load_yaml(
        resources.files(__package__).joinpath("chrome.yml").read_text("utf-8")
    )
    return rules


_ORDER = (Chrome.FOOTER, Chrome.CUT, Chrome.NAVIGATION, Chrome.FURNITURE, Chrome.ABOUT, None)
"""A line that rules of several kinds know is of the first of these kinds, one that none knows of the last."""
_DOCUMENT = len(_ORDER) - 1
_ABOUT = _DOCUMENT - 1


class _Rules(NamedTuple):
    """The rules; a kind is told by its place in the order."""

    by_beginning: Mapping[str, re.Pattern[str] | None]
    """The rules without a hint that may know a line, by its first character, each as a group."""
    places: Mapping[str | None, int]
    """The kinds of these groups, by the groups' names."""
    hints: re.Pattern[str]
    """The first characters of all hints, where they stand."""
    by_hint: Mapping[str, Sequence[tuple[int, Callable[[str], object | None]]]]
    """The rules that have a hint, by the first characters of their hints."""


_YEARS = r"19\d\d\s?[-/.年]|20\d\d\s?[-/.年]"
"""The hint of lines of day, counter and source."""
_UNESCAPED_BAR = re.compile(r"(?<!\\)\|")
_MOST_BEGINNINGS = 10_000
"""More characters than begin lines; nobody can fill the memory with rare ones."""
_ASKED_NEXT = 16
"""Lines that are told together cost a third."""


@cache
def _rules() -> _Rules:
    rules = load_rules()
    anchored: dict[str, str] = {}
    places: dict[str | None, int] = {}
    hints: dict[str, set[str]] = {}
    by_hint: dict[str, list[tuple[int, Callable[[str], object | None]]]] = {}
    known_by: list[tuple[int, Callable[[str], object | None], str]] = []
    for place, kind in enumerate(_ORDER[:_DOCUMENT]):
        for rule in rules[kind.value] if kind else ():
            source: str = rule["pattern"]
            if "hint" not in rule:
                name = f"_{len(anchored)}"
                anchored[name], places[name] = source, place
                continue
            pattern = re.compile(source)
            # A search for ^ fails at every character of the line anew.
            knows = pattern.match if source.startswith("^") else pattern.search
            known_by.append((place, knows, rule["hint"]))
    for rule_place, rule_knows, hint in (*known_by, (_ABOUT, day_of_info_line, _YEARS)):
        for word in _UNESCAPED_BAR.split(hint):
            bare = word.removeprefix("\\")
            hints.setdefault(bare[0], set()).add(bare[1:])
            if (rule_place, rule_knows) not in by_hint.setdefault(bare[0], []):
                by_hint[bare[0]].append((rule_place, rule_knows))
    # Nothing but the first character is taken, since one hint may begin inside another.
    sources = [f"{re.escape(first)}(?={'|'.join(sorted(rests))})" for first, rests in sorted(hints.items())]
    return _Rules(_ByBeginning(anchored), places, re.compile("|".join(sources), re.M), by_hint)


class _ByBeginning(dict[str, "re.Pattern[str] | None"]):
    """The rules that may match a line, by its first character, chosen when a line first begins with it.

    Most lines begin with a character that few rules or none begin with: trying every rule would take
    half as long again as all else that :func:`chrome_of_lines` does.
    """

    def __init__(self, sources: Mapping[str, str]) -> None:
        # Without ^, which match() needs not, a pattern fails at its first character.
        bare = {name: source.removeprefix("^") for name, source in sources.items()}
        self._all = [(Beginnings(source), f"(?P<{name}>{source})") for name, source in bare.items()]
        self._patterns: dict[str, re.Pattern[str] | None] = {"": None}

    def __missing__(self, beginning: str) -> re.Pattern[str] | None:
        # Few sets of rules answer for all characters.
        source = "|".join(rule for beginnings, rule in self._all if beginning in beginnings)
        if source not in self._patterns:
            self._patterns[source] = re.compile(source)
        if len(self) < _MOST_BEGINNINGS:
            self[beginning] = self._patterns[source]
        return self._patterns[source]


def chrome_of(text: str) -> Chrome | None:
    """The kind of chrome that a line is, or ``None`` for a line of the document."""
    return _chrome_of_line(text) if len(text) <= LONGEST_CHROME_LINE else None


@lru_cache(maxsize=1024)
def _chrome_of_line(text: str) -> Chrome | None:
    return chrome_of_lines((text,))[0]


def chrome_of_lines(texts: Sequence[str]) -> list[Chrome | None]:
    """The kind of each of many lines: folded and looked through together they cost a third."""
    joined = "\n".join([text if len(text) <= LONGEST_CHROME_LINE else "" for text in texts])
    # Without re.I a search skips to the characters that a pattern can begin with.
    folded = fold(joined).lower()
    lines = folded.split("\n") if texts else []
    by_beginning, places_of_groups, hints, by_hint = _rules()
    places = [_DOCUMENT] * len(lines)
    for index, line in enumerate(lines):
        pattern = by_beginning[line[:1]]
        if pattern is not None and (known := pattern.match(line)) is not None:
            places[index] = places_of_groups[known.lastgroup]
    for index, beginning in _hints_in(folded, hints):
        for place, knows in by_hint[beginning]:
            if place < places[index] and knows(lines[index]) is not None:
                places[index] = place
    return [_ORDER[place] for place in places]


class KindsOfLines(dict[int, Chrome | None]):
    """The kinds of a page's lines by index, told when they are asked for: nothing asks for a third of them.

    These are the menus above the title and the links below the text.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    def __missing__(self, index: int) -> Chrome | None:
        """The kind of a line; those of the lines below it, for which will be asked next, are told with it."""
        return self.among(range(index, min(index + _ASKED_NEXT, len(self._lines))))[0]

    def with_kind(self, kind: Chrome | None, indexes: Iterable[int]) -> KindsOfLines:
        """These kinds, but for lines whose kind is known by something else than their words."""
        kinds = KindsOfLines(self._lines)
        kinds.update(self)
        kinds.update(dict.fromkeys(indexes, kind))
        return kinds

    def among(self, indexes: Sequence[int]) -> list[Chrome | None]:
        """The kinds of many lines."""
        unknown = [index for index in indexes if index not in self]
        if unknown:
            kinds = chrome_of_lines([self._lines[index].text for index in unknown])
            self.update(zip(unknown, kinds, strict=True))
        return [self[index] for index in indexes]


def _hints_in(folded: str, hints: re.Pattern[str]) -> dict[tuple[int, str], None]:
    """On which lines hints stand, and how they begin."""
    found: dict[tuple[int, str], None] = {}
    index = looked_at = 0
    for hint in hints.finditer(folded):
        index += folded.count("\n", looked_at, hint.start())
        looked_at = hint.start()
        found[index, hint[0]] = None
    return found
