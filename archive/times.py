"""Times as the archive writes them: UTC to the second, and the Chinese calendar day they fall on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
_CHINA = ZoneInfo("Asia/Shanghai")


def stamp(moment: datetime) -> str:
    """``2024-08-12T03:04:05Z`` for an aware *moment*; ``ValueError`` for a naive one.

    Stamps sort as text in the order of time.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone; the archive keeps times in UTC")
    return moment.astimezone(UTC).strftime(_FORMAT)


def moment_of(text: str) -> datetime:
    """The aware moment that :func:`stamp` wrote."""
    return datetime.strptime(text, _FORMAT).replace(tzinfo=UTC)


def days_later(text: str, days: int) -> str:
    """The stamp *days* after another one."""
    return stamp(moment_of(text) + timedelta(days=days))


@lru_cache(maxsize=10_000)
def china_day(text: str) -> str:
    """The date in China (``2024-08-12``) at the time of a stamp."""
    return moment_of(text).astimezone(_CHINA).strftime("%Y-%m-%d")
