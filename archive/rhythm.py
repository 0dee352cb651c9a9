"""How often a site publishes, and whether its present silence is unusual for it: pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from archive.workdays import workdays_between

MEMORY = timedelta(days=3 * 366)
"""Pauses longer ago say nothing about the site of today."""

_FEW = 3
_SOME = 10
_SHORTEST = 15
"""Three working weeks: no pause below it is news, however busy the site."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Silence:
    """For how long a site has published nothing, beside its own past; all in working days."""

    length: int
    usual: float
    """The middle one of its pauses; 0 where none is known."""
    longest: int
    """Its longest pause so far."""
    limit: int
    """A longer silence is unusual for this site."""

    @property
    def unusual(self) -> bool:
        """Whether the site has been silent for longer than its past explains."""
        return self.length > self.limit

    def __str__(self) -> str:
        return (
            f"nothing new for {self.length} working days; "
            f"its longest pause so far was {self.longest}, its usual one {self.usual:g}"
        )


def silence(published: Iterable[date], today: date) -> Silence | None:
    """The present silence of a site that published on the days *published*; ``None`` if on none.

    The limit is twice the longest pause of the last three years: in a series without memory, a
    pause of such length comes about once in as many years as the site publishes notices a year.
    A site of which few pauses are known gets a wider one.
    """
    days = sorted({day for day in published if today - MEMORY <= day <= today})
    if not days:
        return None
    pauses = [workdays_between(earlier, later) for earlier, later in pairwise(days)]
    pauses = [pause for pause in pauses if pause > 0]  # a Saturday after a Friday is no pause
    longest = max(pauses, default=0)
    return Silence(
        length=workdays_between(days[-1], today),
        usual=median(pauses) if pauses else 0,
        longest=longest,
        limit=_limit(len(pauses), longest),
    )


def _limit(known: int, longest: int) -> int:
    if known < _FEW:
        return max(300, 2 * longest)  # more than a year: perhaps a yearly site
    if known < _SOME:
        return max(60, 3 * longest)
    return max(_SHORTEST, 2 * longest + 5)
