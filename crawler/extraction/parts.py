"""Split a compilation (``篇1 … 篇4``, ``第一篇``, ``【篇一】``) into the texts it collects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from archive.vocabulary.han_numbers import han_number

_HEADING = re.compile(
    r"^[【\[（(]?\s*(?P<before>[^。；，]{0,60}?)\s*[（(【]?\s*(?:(?:篇|范文|样本|第)\s*(?P<number>[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*(?P<unit>篇)?)"
    r"\s*[】\])）]?\s*[:：.、]?\s*(?P<after>[^。]{0,60})$"
)
_WORDS = ("篇", "范文", "样本")
"""One of these is in every heading, and in few other texts."""
_CHAPTER = re.compile(r"第\s?[一二三四五六七八九十\d]{1,3}\s?章")
_FEWEST_PARTS = 2
_MOST_HEADINGS = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One text of a compilation."""

    number: int
    title: str | None
    """The heading without its number; ``None`` where the heading is nothing else."""
    lines: tuple[str, ...]


def split_parts(lines: Sequence[str]) -> tuple[Part, ...]:
    """The parts in order, or ``()`` when the text is not a compilation.

    What stands before the first heading is the end of part N-1 when the first heading is 篇2 or
    later (the earlier web page is missing), else an introduction that belongs to no part.
    """
    if not any(map("\n".join(lines).__contains__, _WORDS)):
        return ()
    found = (heading for index, line in enumerate(lines) if (heading := _heading(index, line)))
    headings = _sequence(list(islice(found, _MOST_HEADINGS)))
    if len(headings) < _FEWEST_PARTS or _is_one_work(lines, headings[0][0]):
        return ()
    parts = []
    first_index, first_number, first_title = headings[0]
    if first_number > 1 and first_index > 0:
        shared = first_title if len({title for _, _, title in headings}) == 1 else None
        parts.append(Part(number=first_number - 1, title=shared, lines=tuple(lines[:first_index])))
    ends = [index for index, _, _ in headings[1:]] + [len(lines)]
    for (index, number, title), end in zip(headings, ends, strict=True):
        parts.append(Part(number=number, title=title, lines=tuple(lines[index + 1 : end])))
    return tuple(part for part in parts if part.lines)


def _heading(index: int, line: str) -> tuple[int, int, str | None] | None:
    match = _HEADING.match(line) if len(line) <= 80 and any(word in line for word in _WORDS) else None
    if match is None or (_begins_with_ordinal(line) and not match["unit"]):
        return None
    number = han_number(match["number"])
    if number is None:
        return None
    title = (match["after"].strip() or match["before"].strip(" 【[（(:：")) or None
    return index, number, title


def _begins_with_ordinal(line: str) -> bool:
    return line.lstrip("【[（( ").startswith("第")


def _is_one_work(lines: Sequence[str], first: int) -> bool:
    """Whether the parts are those of one plan, which has chapters: 第一篇, 第一章 …"""
    return _begins_with_ordinal(lines[first]) and any(map(_CHAPTER.match, lines))


def _sequence(found: list[tuple[int, int, str | None]]) -> list[tuple[int, int, str | None]]:
    """The headings whose numbers rise by one: others are mentions, or a table of contents."""
    best: list[tuple[int, int, str | None]] = []
    for start in range(len(found)):
        run = [found[start]]
        for heading in found[start + 1 :]:
            if heading[1] == run[-1][1] + 1 and heading[0] > run[-1][0] + 1:
                run.append(heading)
        # The first entry of a table of contents says the same as the first heading below it.
        if len(run) > len(best) or run[1:] == best[1:]:
            best = run
    return best
