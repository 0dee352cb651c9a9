"""The verdict on two pages: the same notice, look-alikes to be kept apart, or unrelated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from archive.dedup.fingerprint import containment
from archive.dedup.guard import conflict
from archive.dedup.text import MIN_TITLE, Judged
from archive.dedup.titles import ALIKE as TITLES_ALIKE
from archive.dedup.titles import title_frame, title_likeness

Kind = Literal["same", "apart", "unrelated"]
Relation = Literal["original", "repost", "excerpt", "script-variant", "part"]

ALIKE = 0.7
"""Containment from which two texts read as one (measured: notices of two cities reach .64)."""
ALIKE_BY_NUMBER = 0.2
"""The same for two pages with one document number: reworded copies (measured: .2 to .3)."""
LOOK_ALIKE = 0.5
"""Containment from which two texts with like titles are worth telling apart."""
LOOK_ALIKE_IN_SERIES = 0.3
"""The same for titles that differ in digits alone (measured: weekly bulletins reach .47 to .53)."""
EXCERPT = 0.8
SURE = 0.85
_HALF = 0.5
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
    is_alike = _reads_alike(one, other, similarity)
    if not is_alike and not _looks_alike(one, other, similarity):
        return Verdict("unrelated", similarity, None, "")
    reason = conflict(one, other, similarity) or (is_alike and _included(one, other, similarity))
    if reason:
        return Verdict("apart", similarity, None, reason)
    if not is_alike:
        return Verdict("unrelated", similarity, None, "")
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
    if _is_same_work(one, other) and similarity < ALIKE_BY_NUMBER:
        return "文号和标题相同。"
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
    return similarity >= ALIKE and not (
        similarity < SURE and title_likeness(one.title, other.title) < _TITLES_UNLIKE
    )


def _looks_alike(one: Judged, other: Judged, similarity: float) -> bool:
    is_comparable = one.is_compilation == other.is_compilation and not (one.is_short or other.is_short)
    if not is_comparable or similarity < LOOK_ALIKE_IN_SERIES:
        return False
    if title_frame(one.title) == title_frame(other.title):
        return len(one.title) >= MIN_TITLE
    return similarity >= LOOK_ALIKE and title_likeness(one.title, other.title) >= TITLES_ALIKE


def _included(one: Judged, other: Judged, similarity: float) -> str | None:
    """Why a text that stands whole inside a much longer one is no excerpt of it.

    A letter that relays a notice contains it, and so does a page with several notices: only
    the title, or the number, says that the shorter text is the same notice.
    """
    shorter, longer = sorted((one, other), key=lambda text: text.length)
    if shorter.length >= _HALF * longer.length or _is_same_work(one, other):
        return None
    is_titled_alike = not shorter.title or title_likeness(one.title, other.title) >= TITLES_ALIKE
    if is_titled_alike and similarity >= EXCERPT:
        return None
    return "较短的一篇收在较长的一篇之中，标题不同。"


def _is_same_work(one: Judged, other: Judged) -> bool:
    return one.work_number is not None and one.work_number == other.work_number
