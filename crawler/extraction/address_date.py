"""Read the day of publishing that a content management system writes into a page's address."""

from __future__ import annotations

import re

from archive.vocabulary.dates import iso_date

_YEAR = r"(?P<year>20[0-3]\d)"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
_TWO_DIGIT_MONTH = r"(?P<month>1[0-2]|0[1-9])"
_TWO_DIGIT_DAY = r"(?P<day>3[01]|[12]\d|0[1-9])"
_SHAPES = (
    re.compile(rf"/t{_YEAR}{_TWO_DIGIT_MONTH}{_TWO_DIGIT_DAY}_"),  # TRS: t20240812_1234.html
    re.compile(rf"/{_YEAR}/{_MONTH}/(?P<day>3[01]|[12]\d|0?[1-9])/"),  # Hanweb: /art/2024/8/12/
    re.compile(rf"/{_YEAR}-{_TWO_DIGIT_MONTH}[-/]{_TWO_DIGIT_DAY}/"),  # /2024-08-12/, /2024-08/12/
    re.compile(rf"/{_YEAR}{_TWO_DIGIT_MONTH}/?{_TWO_DIGIT_DAY}/"),  # /20240812/, /202408/12/
    re.compile(rf"/{_YEAR}/{_TWO_DIGIT_MONTH}{_TWO_DIGIT_DAY}/"),  # /2024/0812/
    re.compile(rf"/{_YEAR}{_TWO_DIGIT_MONTH}{_TWO_DIGIT_DAY}\d{{4,}}(?:/|\.)"),  # /202408121030xx/index.shtml
    re.compile(
        rf"/{_YEAR}{_TWO_DIGIT_MONTH}{_TWO_DIGIT_DAY}(?=[A-Z][0-9A-Z]{{5,}}(?:\.|/|$))"
    ),  # Tencent: /20231019A02KX1
    re.compile(rf"/{_YEAR}{_TWO_DIGIT_MONTH}{_TWO_DIGIT_DAY}(?=[_.-])"),  # /20240812_letter.html
)


_MONTH_ALONE = re.compile(rf"/{_YEAR}(?:[-/]?{_TWO_DIGIT_MONTH})(?=/)")  # /202408/, /2024-08/, /2024/08/


def month_in_address(url: str) -> str | None:
    """The ISO month (``2024-08``) that a folder of *url*'s path is called by."""
    match = _MONTH_ALONE.search(url.split("?", 1)[0])
    return f"{match['year']}-{match['month']}" if match else None


def date_in_address(url: str) -> str | None:
    """The whole ISO date in *url*'s path; ``None`` for a year or month alone."""
    path = url.split("?", 1)[0]
    for shape in _SHAPES:
        match = shape.search(path)
        if match:
            return iso_date(int(match["year"]), int(match["month"]), int(match["day"]))
    return None
