"""The year of a deadline that the page prints without one, and deadlines that no reader can meet any more."""

from __future__ import annotations

from datetime import date

from archive.vocabulary.dates import iso_date

_DAYS_BACK = 60
"""A day further back than this belongs to the next year: notices of December name days of January."""
_DAYS_PAST = 31
"""A clerical slip may make a deadline a little older than the document."""
_DAYS_AHEAD = 180
_DAYS_IN_YEAR = 365


def is_long_past(day: str, issued: str) -> bool:
    """Whether a whole date lies so far before the issue that it can bind no reader any more."""
    if len(issued) < len("2024-08-12") or len(day) < len("2024-08-12"):
        return False
    return (date.fromisoformat(issued) - date.fromisoformat(day)).days > _DAYS_PAST


def same_month(iso: str, day: int) -> str | None:
    year = None if iso.startswith("--") else int(iso[:4])
    return iso_date(year, int(iso[2:4] if year is None else iso[5:7]), day)


def with_year_of(iso: str, earlier: str) -> str:
    if not iso.startswith("--") or not earlier[:4].isdigit():
        return iso
    year = int(earlier[:4]) + (iso[2:] < earlier[5:])
    return iso_date(year, int(iso[2:4]), int(iso[5:7])) or iso


def is_just_past(iso: str | None, published: str) -> bool:
    """Whether a month and day lies shortly before the published date: nobody would set such a deadline."""
    return iso is not None and iso.startswith("--") and completed(iso, published, is_published=True) == iso


def completed(iso: str | None, known: str | None, *, is_published: bool) -> str | None:
    """A month and day with the year of ``known``, or of the year after if that is long past.

    Sites publish old documents: a day shortly before the published date (*is_published*) keeps no
    year, and one of the year after must be near.
    """
    if iso is not None and iso.startswith("--00"):
        if known is None or len(known) < len("2024-08-12"):
            return None
        return iso_date(int(known[:4]), int(known[5:7]), int(iso[5:7]))  # 本月31日 is no day of June
    if iso is None or not iso.startswith("--") or known is None or not known[:4].isdigit():
        return iso
    year, month, day = int(known[:4]), int(iso[2:4]), int(iso[5:7])
    whole = iso_date(year, month, day)
    if whole is None:
        return iso
    since = date.fromisoformat(known.ljust(10, "x")[:10]) if len(known) == 10 else None
    past = (since - date.fromisoformat(whole)).days if since is not None else 0
    if past > _DAYS_BACK and not (is_published and past < _DAYS_IN_YEAR - _DAYS_AHEAD):
        return iso_date(year + 1, month, day) or iso
    return iso if is_published and past > 0 else whole
