"""Tell the lines of a text that read like a page's foot: who holds an event, who helps with a system.

::

    主办单位：清川市医学会
    承办单位：清川市第一医院
    附件：报名回执
    清川市医学会
    2024年7月5日

No site signs below its foot, so that what stands above a signature is of the text.
"""

from __future__ import annotations

import re

from archive.vocabulary.dates import parse_date
from archive.vocabulary.organisations import split_organisations
from crawler.extraction.chrome import Chrome
from crawler.extraction.document_run import DocumentRun
from crawler.extraction.line_worth import Weighed, is_linked
from crawler.extraction.lines import Layout

_LONGEST_DAY = 20
_NEAR = 12
_GOES_ON = re.compile(r"[一二三四五六七八九十]{1,3}、|附\s?件\s?\d{0,2}\s?[：:]")
"""How a text goes on below such a line; near it, since lists of other articles stand below a foot."""


def feet_in_text(layout: Layout, weighed: Weighed, run: DocumentRun) -> set[int]:
    """The lines of *run* that their words would make a page's foot, but below which the text goes on."""
    inside = range(run.start, run.end)
    feet = [
        index
        for index, kind in zip(inside, weighed.kinds.among(inside), strict=True)
        if kind is Chrome.FOOTER and index > run.start
    ]
    if not feet:
        return set()
    last = max(_last_signature(layout, range(feet[0] + 1, run.end)), _last_going_on(layout, feet, run.end))
    return {index for index in feet if index < last}


def _last_signature(layout: Layout, lines: range) -> int:
    """The last of *lines* that is a day written out below an organisation, -1 where none is."""
    for index in reversed(lines):
        day = layout.lines[index].text
        is_day = len(day) <= _LONGEST_DAY and day.endswith("日") and parse_date(day) is not None
        if is_day and split_organisations(layout.lines[index - 1].text):
            return index
    return -1


def _last_going_on(layout: Layout, feet: list[int], end: int) -> int:
    """The last line near below one of *feet* that heads a part of a text or lists annexes, else -1."""
    near = range(feet[-1] + 1, min(feet[-1] + 1 + _NEAR, end))
    found = [index for index in near if _GOES_ON.match(layout.lines[index].text)]
    return next((index for index in reversed(found) if not is_linked(layout.lines[index])), -1)
