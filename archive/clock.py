"""The time that a run records, which ``--now`` can fix for simulation and tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from dateutil.parser import isoparse

from archive.errors import UsageError


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
        raise UsageError(f"the time {text!r} has no offset; expected one such as {text}+08:00")
    return moment.astimezone(UTC)
