"""Say with which characters the texts that a regular expression matches can begin.

Of many patterns that are tried at the beginning of a line only a few need be, once the line's first
character is known.  What the answer is not sure about counts as possible.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any


def _parser_of_patterns() -> Any:
    """The parser of :mod:`re`, or ``None`` where a Python has none of its name.

    It is no public module, but the only one that knows the syntax; a test compares its answers with
    matches.  Without it every character counts as possible: reading is slower then, not different.
    """
    try:
        return import_module("re._parser")
    except ImportError:
        return None


_parser = _parser_of_patterns()
_WIDTHLESS = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_LARGEST_RANGE = 100


class Beginnings:
    """The first characters of what a pattern matches."""

    def __init__(self, pattern: str) -> None:
        self._characters: set[str] = set()
        self._spaces = False
        self._digits = False
        self._any = False
        if _parser is None or self._take(_parser.parse(pattern)):
            self._any = True

    @property
    def characters(self) -> frozenset[str] | None:
        """All of them, or ``None`` where they cannot be listed."""
        return None if self._any or self._spaces or self._digits else frozenset(self._characters)

    def __contains__(self, character: str) -> bool:
        """Whether a match may begin with *character*; always where a match may be empty."""
        return (
            self._any
            or character in self._characters
            or (self._spaces and character.isspace())
            or (self._digits and character.isdecimal())
        )

    def _take(self, items: Iterable[Any]) -> bool:
        """Note the beginnings of a sequence; returns whether it may be empty."""
        return all(self._take_one(str(operation), value) for operation, value in items)

    def _take_one(self, name: str, value: Any) -> bool:
        if name in _WIDTHLESS:
            return True
        if name in _REPEATS:
            fewest, _, repeated = value
            return self._take(repeated) or fewest == 0
        if name == "BRANCH":
            may_be_empty = [self._take(branch) for branch in value[1]]  # every branch is to be noted
            return any(may_be_empty)
        if name == "SUBPATTERN" and not value[1]:  # no flags of its own
            return self._take(value[3])
        for member, its in value if name == "IN" else [(name, value)]:
            self._take_member(str(member), its)
        return False

    def _take_member(self, name: str, value: Any) -> None:
        """Note one character, or one member of a character class."""
        if name == "LITERAL":
            self._characters.add(chr(value))
        elif name == "RANGE" and value[1] - value[0] < _LARGEST_RANGE:
            self._characters.update(map(chr, range(value[0], value[1] + 1)))
        elif str(value) == "CATEGORY_SPACE":
            self._spaces = True
        elif str(value) == "CATEGORY_DIGIT":
            self._digits = True
        else:
            self._any = True
