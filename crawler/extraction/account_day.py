"""Find the day of posting that a public account's article keeps in a script, which alone shows it.

The element for it is empty until the script runs, in originals and in copies of the page::

    <em id="publish_time"></em> … <script>var ct = "1650336300"; var createTime = '2022-04-19 10:45';</script>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.extraction.stamped_days import day_of_seconds

_TEXT = b"js_content"
"""The element of the text in every such article."""
_NAMES = (b"var ct", b"window.ct", b"oriCreateTime", b"createTime", b"create_time", b"publish_time")
_VALUE = re.compile(
    rb"""\s{0,4}(?P<sign>[=:])\s{0,4}(?:JsDecode\()?["'](?:(?P<second>1[0-9]{9})"""
    rb"""|(?P<day>20[0-9]{2}-[0-9]{1,2}-[0-9]{1,2})(?:\s[^"'<>]{0,20})?)["']"""
)
_PART_OF_NAME = re.compile(rb"[\w.]")
_MOST_PLACES = 50
"""Each name is looked for so often."""


def day_in_account_script(page: bytes) -> str | None:
    """The day as ``2022-04-19``, or as written, of a *page* that is an article of a public account.

    Variables are the article's; members of objects, which may be those of others that it leads to, count
    where no variable tells.

    >>> day_in_account_script(b'<div id="js_content"></div><script>var ct = "1650336300";</script>')
    '2022-04-19'
    >>> day_in_account_script(b'<div id="js_content"></div><script>var svr_time = "1650336300";</script>')
    """
    if _TEXT not in page:
        return None
    told = [value for name in _NAMES for value in _values(page, name)]
    first = min(told, key=lambda value: (value["sign"] == b":", value.start()), default=None)
    if first is None or first["day"]:
        return first["day"].decode("ascii") if first else None
    return day_of_seconds(first["second"].decode("ascii"))


def _values(page: bytes, name: bytes) -> Iterator[re.Match[bytes]]:
    """The times that are given to *name*, and to no longer one."""
    place = page.find(name)
    for _ in range(_MOST_PLACES):
        if place < 0:
            return
        value = _VALUE.match(page, place + len(name))
        begins = _PART_OF_NAME.match(page, place - 1) is None or page.endswith(b"window.", 0, place)
        if value is not None and (begins or not place):
            yield value
        place = page.find(name, place + len(name))
