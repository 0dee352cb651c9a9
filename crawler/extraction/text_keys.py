"""Compare texts as a reader does: without spaces, punctuation and the width of characters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LONGEST_LINE = 120
"""Keys of longer texts are not remembered: they are asked for once, and would fill the memory."""
_MOST_COMPARED = 100_000
"""Characters that a key is made of: NFKC makes eighteen of some single ones."""
_NOT_WORD = re.compile(r"[\W_]+")


def key(text: str) -> str:
    """Letters, digits and Han characters of *text* (as far as it counts), width folded, lower case."""
    return _key_of_line(text) if len(text) <= _LONGEST_LINE else _key(text)


def _key(text: str) -> str:
    squeezed = _NOT_WORD.sub("", text[:_MOST_COMPARED])
    return squeezed.lower() if squeezed.isascii() else unicodedata.normalize("NFKC", squeezed).lower()


_key_of_line = lru_cache(maxsize=1024)(_key)
"""A page's title and the lines near it are compared three times each."""


def grams(text: str, size: int) -> set[str]:
    """The substrings of *size* characters."""
    return {text[index : index + size] for index in range(len(text) - size + 1)}


def containment(text: str, other: str, size: int = 4) -> float:
    """The share of the substrings of *text* that occur in *other*; 0 when *text* is too short."""
    own = grams(text, size)
    return len(own & grams(other, size)) / len(own) if own else 0.0
