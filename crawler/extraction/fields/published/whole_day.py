"""Which days may be that of publishing: whole ones, and none that a system shows for want of another."""

from __future__ import annotations

NO_DAY = "1970-01-01"
"""What systems that count seconds from this day show where they keep no time."""


def whole(iso: str | None) -> str | None:
    """*iso*, if it is a whole day and one that was meant."""
    return iso if iso is not None and len(iso) == 10 and iso != NO_DAY else None
