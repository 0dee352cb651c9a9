"""Where a body may hold a contact: rows that say 联系 or the like, or hold a number or an e-mail address."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from crawler.extraction.fields.sheet import Sheet
from crawler.extraction.fields.word_lists import load_lists

_BEHIND_OFFICE = r"[(0-9][0-9]{2,3}[-)0-9][0-9]{3}"
_IN_BRACKETS = r"(?:[㐀-鿿]{2,4}[,:、\s]{1,3}){1,3}(?=[0-9])"
"""（某某，2038812）: whom to ask, behind the office that takes something in."""
_HINTS = tuple(
    (beginning, re.compile(re.escape(beginning) + rest))
    for beginning, rest in (
        *((word[0], word[1:]) for word in load_lists(__package__)["hints"]["words"]),
        ("mail", r"(?:(?<=[Ee]mail)|(?<=[Ee]-mail))"),
        ("@", ""),
        (":", _BEHIND_OFFICE),
        ("(", rf"(?:at\)|{_BEHIND_OFFICE}|{_IN_BRACKETS})"),
    )
)
"""What a contact may hold, each by the characters with which it begins."""
_BARE_NUMBERS = (
    re.compile(r"0(?<![0-9A-Za-z.-]0)[0-9]{1,3}-[2-9][0-9]{2,3} ?[0-9]{4}(?![0-9-])"),
    re.compile(r"1(?<![0-9A-Za-z.-]1)[3-9][0-9]{9}(?![0-9-])"),
)
"""A number with its area code, or of a mobile, is one wherever it stands.

A search that begins with one plain character is the fastest.
"""


def rows_with_hints(sheet: Sheet) -> Iterator[int]:
    """The indexes of the body's rows that may hold a contact; one search of the body beats many."""
    for place in places_of_hints(sheet.body_folded):
        yield bisect_right(sheet.starts, place) - 1


def places_of_hints(folded: str) -> Iterator[int]:
    """Where folded text has a word or a number that a contact may hold."""
    for beginning, pattern in _HINTS:
        place = folded.find(beginning)
        while place >= 0:
            if pattern.match(folded, place):
                yield place
            place = folded.find(beginning, place + 1)
    for pattern in _BARE_NUMBERS:
        for match in pattern.finditer(folded):
            yield match.start()
