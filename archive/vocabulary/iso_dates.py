"""Days in ISO 8601, whole or partial: made from parts, compared, and completed by the day of a capture."""

from __future__ import annotations

from datetime import date, timedelta, timezone

FIRST_YEAR = 1949
CHINA_TIME = timezone(timedelta(hours=8))


def is_after(iso: str, latest: str) -> bool:
    """Whether a whole or partial date is later than the day after ``latest``: clocks may differ by a day."""
    if iso.startswith("--"):
        return False
    bound = (date.fromisoformat(latest[:10]) + timedelta(days=1)).isoformat()
    return iso > bound[: len(iso)]


def most_recent(iso: str, day: str) -> str:
    """``--MM-DD`` as the last such day up to the day after ``day``, as a list of news means it.

    Other dates are returned as they are.  ``--02-29`` goes back to a leap year.
    """
    if not iso.startswith("--"):
        return iso
    for year in range(int(day[:4]) + 1, int(day[:4]) - 8, -1):
        whole = iso_date(year, int(iso[2:4]), int(iso[5:7]))
        if whole is not None and not is_after(whole, day):
            return whole
    return iso


def iso_date(year: int | None, month: int, day: int | None) -> str | None:
    """ISO 8601 of the parts; ``None`` when there is no such day or it lies before 1949."""
    if year is not None and year < FIRST_YEAR:
        return None
    try:
        # 2000 is a leap year: --02-29 exists.
        whole = date(2000 if year is None else year, month, 1 if day is None else day).isoformat()
    except ValueError:
        return None
    if year is None:
        return None if day is None else whole.replace("2000-", "--")
    return whole[: len("2024-08")] if day is None else whole
