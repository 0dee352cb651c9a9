"""How alike two titles are: sites cut, decorate and rewrite them."""

from __future__ import annotations

ALIKE = 0.6
"""Likeness from which two titles can be those of one notice."""


_DIGITS = dict.fromkeys(map(ord, "0123456789〇一二三四五六七八九十"))


def title_frame(title: str) -> str:
    """A title without its digits: siblings (第三期, 第四期) and masked copies (20__年) share it."""
    return title.translate(_DIGITS)


def title_likeness(one: str, other: str) -> float:
    """Shared character pairs, 0 to 1; 1 when a title is absent, or begins or ends the other.

    >>> title_likeness("医师节活动方案", "护士节活动方案")
    0.6666666666666666
    """
    shorter, longer = sorted((one, other), key=len)
    if longer.startswith(shorter) or longer.endswith(shorter):
        return 1.0
    mine, others = _pairs(shorter), _pairs(longer)
    return 2 * len(mine & others) / (len(mine) + len(others)) if mine and others else 0.0


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}
