"""Find days of posting in the code of a page, which alone tell of which year the day is that it shows.

::

    来源：健康清川07-03 … <script>var page = function (a) {return {id: a, pubTs: 1751508000000}}</script>
"""

from __future__ import annotations

import re
from datetime import datetime
from itertools import islice

from archive.vocabulary.dates import CHINA_TIME

_STAMP = re.compile(
    r"""["'\s{,;.](?:pub|publish|release|post|create|issue|c)(?:ed)?_?(?:[tT]ime|[dD]ate|[tT]s|[oO]n|[aA]t|[tT]imestamp)["']?"""
    r"""\s?[:=]\s?["']?(?:(?P<seconds>1[0-9]{9})(?:[0-9]{3})?(?![0-9])|(?P<day>20[0-9]{2}-[01][0-9]-[0-3][0-9])(?![0-9T]))"""
)
_MOST_STAMPS = 200
_AROUND_STAMP = 1_000
_TITLED = re.compile("title|headline|subject", re.I)


def stamped_days(page: str, title: str) -> list[str]:
    """The days (ISO) that code of a page gives to what has no title, or this one: one for a day of the year.

    For pages that show month and day: of several years with that day none is given.
    """
    found: dict[str, set[str]] = {}
    for stamp in islice(_STAMP.finditer(page), _MOST_STAMPS):
        if _is_of_another(page, stamp, title):
            continue
        iso = stamp["day"] or day_of_seconds(stamp["seconds"])
        found.setdefault(iso[len("2024") :], set()).add(iso)
    return [day for days in found.values() if len(days) == 1 for day in days]


def _is_of_another(page: str, stamp: re.Match[str], title: str) -> bool:
    """Whether the object around a stamp has another title than the page."""
    start = page.rfind("{", max(0, stamp.start() - _AROUND_STAMP), stamp.end())
    end = page.find("}", stamp.end(), stamp.end() + _AROUND_STAMP)
    around = page[max(start, 0) : end if end >= 0 else stamp.end()]
    return _TITLED.search(around) is not None and title not in around


def day_of_seconds(seconds: str) -> str:
    """The day in China (ISO) of a time counted in *seconds*, as systems do."""
    return datetime.fromtimestamp(int(seconds), CHINA_TIME).date().isoformat()
