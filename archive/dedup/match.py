"""The verdict on two pages: the same notice, look-alikes to be kept apart, or unrelated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from archive.dedup.fingerprint import containment
from archive.dedup.guard import conflict
from archive.dedup.text import Judged

Kind = Literal["same", "apart", "unrelated"]
Relation = Literal["original", "repost", "excerpt", "script-variant", "part"]

ALIKE = 0.7
"""Containment from which two texts read as one (measured: notices of two cities reach .64)."""
ALIKE_BY_NUMBER = 0.2
"""The same for two pages with one document number: reworded copies (measured: .2 to .3)."""
EXCERPT = 0.8
SURE = 0.85
_HALF = 0.5
_TITLES_ALIKE = 0.6
_TITLES_UNLIKE = 0.3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two pages are to each other."""

    kind: Kind
    similarity: float
    """How much of the shorter text the longer one contains, 0 to 1."""
    relation: Relation | None
    """For ``same``: what the second page is, seen from the first."""
    reason: str
    """One sentence for the reader; empty for ``unrelated``."""


def judge(one: Judged, other: Judged) -> Verdict:
    """Compare two notices; kind, similarity and reason do not depend on their order."""
    similarity = likeness(one, other)
    if not _reads_alike(one, other, similarity):
        return Verdict("unrelated", similarity, None, "")
    reason = conflict(one, other, similarity) or _included(one, other, similarity)
    if reason:
        return Verdict("apart", similarity, None, reason)
    return Verdict("same", similarity, relation(one, other), agreement(one, other, similarity))


def likeness(one: Judged, other: Judged) -> float:
    """Containment of the shorter text in the longer one, to three decimals."""
    if one.body == other.body:
        return 1.0 if one.body else 0.0
    if one.is_compilation and other.is_compilation:
        larger = max(len(one.prints), len(other.prints))
        return round(len(one.prints & other.prints) / larger, 3) if larger else 0.0
    return round(containment(one.prints, other.prints), 3)


def relation(speaker: Judged, page: Judged) -> Relation:
    """What a page is to the page that speaks for their notice."""
    if page.length < _HALF * speaker.length:
        return "excerpt"
    return "script-variant" if page.is_traditional != speaker.is_traditional else "repost"


def agreement(one: Judged, other: Judged, similarity: float) -> str:
    """Why two pages count as the same notice, as one sentence."""
    if one.body == other.body:
        return "正文相同。"
    percent = f"正文重合{similarity:.0%}"
    if _is_same_work(one, other):
        return f"文号相同，{percent}。"
    return f"{percent}。"


def _reads_alike(one: Judged, other: Judged, similarity: float) -> bool:
    if one.is_compilation != other.is_compilation:
        return False  # its parts are compared instead, each by itself
    if _is_same_work(one, other):
        return similarity >= ALIKE_BY_NUMBER or (one.title == other.title and one.title != "")
    if one.is_short or other.is_short:
        is_empty = not one.body or not one.title
        return not is_empty and (one.title, one.body) == (other.title, other.body)
    return similarity >= ALIKE and not (similarity < SURE and _title_likeness(one, other) < _TITLES_UNLIKE)


def _included(one: Judged, other: Judged, similarity: float) -> str | None:
    """Why a text that stands whole inside a much longer one is no excerpt of it.

    A letter that relays a notice contains it, and so does a page with several notices: only
    the title, or the number, says that the shorter text is the same notice.
    """
    shorter, longer = sorted((one, other), key=lambda text: text.length)
    if shorter.length >= _HALF * longer.length or _is_same_work(one, other):
        return None
    is_titled_alike = not shorter.title or _title_likeness(one, other) >= _TITLES_ALIKE
    if is_titled_alike and similarity >= EXCERPT:
        return None
    return "较短的一篇收在较长的一篇之中，标题不同。"


def _is_same_work(one: Judged, other: Judged) -> bool:
    return one.work_number is not None and one.work_number == other.work_number


def _title_likeness(one: Judged, other: Judged) -> float:
    """Shared character pairs, 0 to 1; 1 when a title is absent or begins or ends the other."""
    shorter, longer = sorted((one.title, other.title), key=len)
    if longer.startswith(shorter) or longer.endswith(shorter):
        return 1.0
    mine, others = _pairs(shorter), _pairs(longer)
    return 2 * len(mine & others) / (len(mine) + len(others)) if mine and others else 0.0


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}
