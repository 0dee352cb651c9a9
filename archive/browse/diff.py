"""What changed between two versions of a page, line by line and word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# What is compared as one: a whole number, a Latin word, else a single character.
_WORD = re.compile(r"[0-9][0-9.,]*[0-9]|[A-Za-z]+|.", re.DOTALL)

PieceKind = Literal["same", "added", "removed"]

_LONGEST_LINE = 2000
_MOST_COMPARED = 200
"""Bounds for comparing word by word, because pages are hostile: longer lines (in words), and
changed lines after the first 200, are shown whole, old and new."""

_LEAST_ALIKE = 0.3
"""Lines less alike than this are easier to read as one removed and one added."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text within a changed line."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Lines left out because nothing changed in them."""

    count: int


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """One line with its pieces: what stayed, what went, what came."""

    pieces: tuple[Piece, ...]


def differences(old: str, new: str) -> list[ChangedLine | Unchanged]:
    """The changed lines between *old* and *new* in reading order, with the unchanged ones counted."""
    before, after = old.splitlines(), new.splitlines()
    found: list[ChangedLine | Unchanged] = []
    # autojunk keeps thousands of equal lines, or equal words, from taking quadratic time.
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=True).get_opcodes():
        if tag == "equal":
            found.append(Unchanged(i2 - i1))
        else:
            found += _changed_lines(before[i1:i2], after[j1:j2], by_word=_MOST_COMPARED - len(found))
    return found


def _changed_lines(removed: list[str], added: list[str], by_word: int) -> Iterator[ChangedLine]:
    """Pairs of lines in order, at most *by_word* of them word by word, then what one side has more of."""
    for position, (old, new) in enumerate(zip(removed, added, strict=False)):
        yield from _compare(old, new) if position < by_word else _whole(old, new)
    for old in removed[len(added) :]:
        yield ChangedLine((Piece("removed", old),))
    for new in added[len(removed) :]:
        yield ChangedLine((Piece("added", new),))


def _compare(old: str, new: str) -> Iterator[ChangedLine]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) <= _LONGEST_LINE:
        matcher = SequenceMatcher(None, before, after, autojunk=True)
        if matcher.ratio() >= _LEAST_ALIKE:
            yield ChangedLine(tuple(_pieces(matcher, before, after)))
            return
    yield from _whole(old, new)


def _whole(old: str, new: str) -> Iterator[ChangedLine]:
    yield ChangedLine((Piece("removed", old),))
    yield ChangedLine((Piece("added", new),))


def _pieces(matcher: SequenceMatcher[str], before: list[str], after: list[str]) -> Iterator[Piece]:
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(before[i1:i2]))
        else:
            if i1 < i2:
                yield Piece("removed", "".join(before[i1:i2]))
            if j1 < j2:
                yield Piece("added", "".join(after[j1:j2]))
