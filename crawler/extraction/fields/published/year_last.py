"""Days with the year behind: those that only one reading fits, and those whose order the place tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.vocabulary.dates import parse_date
from crawler.extraction.fields.published.unlabelled_day import Day
from crawler.extraction.page_text import PageText
from crawler.extraction.script import script_of

SHORT_ROW = 40
"""A longer row says more than a day and what stands beside it."""
YEAR_LAST = re.compile(
    r"[0-9]{1,2}/[0-9]{1,2}/20[0-9]{2}(?:\s{1,3}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\s?[AP]M)?(?=\s|\Z)"
    r"|[0-9]{1,2}\.[0-9]{1,2}\.20[0-9]{2}(?=\s|\Z)"
)
"""``8/20/2024 9:30:00 AM`` and ``20.8.2024`` at the beginning of a row."""
_DAY_FIRST = re.compile(
    r"(?:\A|[\s:])(?P<day>[0-9]{1,2})(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>20[0-9]{2})(?=\s|\Z)"
)


def day_before_month(text: PageText, rows: Sequence[str], latest: str | None) -> Day | None:
    """The day in figures alone on a row, written as in Hong Kong and Macao: ``04/12/2024`` is in December.

    On pages in Simplified characters the month may stand first, and Taiwan writes the year first.
    """
    for index in range(len(rows) - 1, -1, -1):
        written = _DAY_FIRST.search(rows[index]) if len(rows[index]) <= SHORT_ROW else None
        if written is None or script_of(f"{text.title or ''}\n{text.body}") != "hant":
            continue
        iso = parse_date(f"{written['year']}-{written['month']}-{written['day']}", latest=latest)
        if iso is not None:
            return Day(iso, index, written.start(), written.end())
    return None
