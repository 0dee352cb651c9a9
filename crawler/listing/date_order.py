"""Dates with the year last: ``12/08/2024`` says nothing until the page shows which number is the day.

Hong Kong and Macau write the day first, English pages from elsewhere the month; a page proves its
order by a number above 12, and a site can say it by the rule ``dates``.
"""

from __future__ import annotations

import re

_YEAR_LAST = re.compile(
    r"(?<![\d/.-])(?P<one>\d{1,2})(?P<sign>[/.-])(?P<two>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d)(?![\d/.-])"
)
DAY_FIRST, MONTH_FIRST = "day-first", "month-first"


def day_first(text: str, rule: str | None = None) -> bool | None:
    """Whether the dates in *text* give the day first; ``None`` where nothing proves an order.

    >>> day_first("12/08/2024 29/08/2024"), day_first("08/29/2024"), day_first("12/08/2024")
    (True, False, None)
    """
    if rule is not None:
        return rule == DAY_FIRST
    ones = twos = 0
    for found in _YEAR_LAST.finditer(text):
        ones = max(ones, int(found["one"]))
        twos = max(twos, int(found["two"]))
    if (ones > 12) == (twos > 12):
        return None
    return ones > 12


def iso_order(text: str, first: bool | None) -> str:
    """*text* with such dates in the order of ISO 8601; unchanged where the order is unknown.

    >>> iso_order("發布日期：12/08/2024", True)
    '發布日期：2024-08-12'
    """
    if first is None:
        return text
    day, month = ("one", "two") if first else ("two", "one")
    return _YEAR_LAST.sub(lambda found: f"{found['year']}-{found[month]:>02}-{found[day]:>02}", text)
