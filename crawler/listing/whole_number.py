"""Whole numbers in what sites write: of an address, a form, an answer."""

from __future__ import annotations

import re

_FIGURES = re.compile(r"[0-9]{1,15}")
"""No count, page or time has more; Python itself refuses to read thousands of figures."""


def whole_number(text: str) -> int | None:
    """The number that *text* is; ``None`` where it is anything else, such as ``²`` or far too long.

    >>> whole_number("12"), whole_number("²"), whole_number("9" * 5000)
    (12, None, None)
    """
    return int(text) if _FIGURES.fullmatch(text) else None
