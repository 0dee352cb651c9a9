"""Join the lines of paragraphs that an editor broke at a fixed width.

Pages made from typewritten or plain texts, and Taiwanese letters, end a line after so many
characters, even inside a word or a number: ``衛疾字第 ⏎ 1120008846號``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FEWEST_FULL = 3
"""So many full lines show that the breaks are the editor's."""
_SLACK = 4
"""A full line may be so much narrower than the widest: marks that must not begin a line, long words."""
_INDENT = 4
"""The first line of a paragraph begins two characters further right (GB/T 9704), which no text shows."""
_NARROWEST, _WIDEST = 40, 140
"""Columns of a line, a Han character taking two."""
_FINAL_MARKS = frozenset("。；：！？;:!?")
_NEW_PARAGRAPH = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(]?[一二三四五六七八九十\d]{1,3}[）)]|[①-⑳•●○■◆★]|\d{1,2}[.、．](?!\d)|第[一二三四五六七八九十百]{1,4}[章条條节節]|附\s?[件錄录表])"
)


_WITHIN = re.compile(r"\d\s?\n(?:[年月日时]|号(?!楼))|\d{3,4}[-—–－]\d{2,6}\n\d{1,6}(?![\d.．、年月])")
"""A break inside a day or a telephone number is never a paragraph's."""
_REACH = 12

_MARK = re.compile(r"[，。、；：,;:]|[㐀-鿿]\.")
_PROSE_SHARE = 0.5
"""Of the full lines have such marks; rows of names and addresses may be as wide, and have none."""


def join_hard_breaks(lines: Sequence[str]) -> list[str]:
    """*lines* with those joined that one paragraph was broken into; unchanged where nothing shows breaks."""
    open_ended = [line for line in lines if 2 * len(line) >= _NARROWEST and _is_open(line)]
    if len(open_ended) < _FEWEST_FULL:
        return list(lines)
    widest = max(map(_width, open_ended))
    full = widest - _SLACK
    full_lines = [line for line in open_ended if _width(line) >= full]
    if (
        not _NARROWEST <= widest <= _WIDEST
        or len(full_lines) < _FEWEST_FULL
        or sum(_MARK.search(line) is not None for line in full_lines) < _PROSE_SHARE * len(full_lines)
        or any(_width(line) > widest + _SLACK for line in lines if "\t" not in line)
    ):
        return list(lines)
    joined: list[str] = []
    continues = False
    for line in lines:
        within = bool(joined) and _WITHIN.search(f"{joined[-1][-_REACH:]}\n{line[:_REACH]}") is not None
        if within or (continues and not _NEW_PARAGRAPH.match(line) and "\t" not in line):
            joined[-1] += line
        else:
            joined.append(line)
        continues = _is_open(line) and _width(line) >= (full if continues else full - _INDENT)
    return joined


def _is_open(line: str) -> bool:
    """Whether a line is prose that stops in the middle of a sentence."""
    return _FINAL_MARKS.isdisjoint(line[-2:]) and "\t" not in line and line.count(" ") < _FEWEST_FULL


def _width(line: str) -> int:
    narrow = len(line.encode("ascii", "ignore"))
    return 2 * len(line) - narrow
