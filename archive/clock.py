"""The time that a run records, which ``--now`` can fix for simulation and tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from dateutil.parser import isoparse

from archive.errors import UsageError

_FIRST_YEAR = 1990
_LAST_YEAR = 2999
"""Days are added to times, which years near 9999 would not survive."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the time of the wall, or always the same one."""

    fixed: datetime | None = None

    def now(self) -> datetime:
        """The time to record, aware, in UTC."""
        return self.fixed or datetime.now(UTC)


def parse_timestamp(text: str) -> datetime:
    """The moment that ISO 8601 *text* with an offset names, in UTC; ``UsageError`` otherwise."""
    try:
        moment = isoparse(text)
    except ValueError as error:
        raise UsageError(
            f"got the time {text!r}, expected ISO 8601 such as 2024-08-12T09:00:00+08:00"
        ) from error
    if moment.tzinfo is None:
        raise UsageError(f"the time {text!r} has no offset; expected one such as {moment.isoformat()}+08:00")
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise UsageError(f"got the time {text!r}, expected a year from {_FIRST_YEAR} to {_LAST_YEAR}")
    return moment.astimezone(UTC)
