"""Persons that no label announces: before, behind and in brackets beside a number or an e-mail address."""

from __future__ import annotations

import re

from crawler.extraction.fields.contacts.persons import CALLED, NO_NAME, Persons, is_person
from crawler.extraction.fields.contacts.telephone_number import NUMBER

_BEGINS = r"(?:^|(?<=[\s,;:、()。]))"
"""Where the names before a number begin."""
_LIST_ROW = re.compile(
    r"(?P<names>(?:[㐀-鿿]{4,30}[,、\s]{1,3})?(?:[㐀-鿿]{2,4}[,、\s]{1,3}){1,3})(?=[(0-9])"
)
"""A further row of a list of contacts: organisation, names, number."""
_NO_EDITOR = r"(?<!编辑:)(?<!责编:)(?<!校对:)(?<!审核:)"
"""Who edits the page is not whom to ask."""
_BEFORE_NUMBER = re.compile(
    _BEGINS + _NO_EDITOR + r"(?P<names>[㐀-鿿]{2,30}(?:[、,\s][㐀-鿿]{2,4}){0,3}"
    r"|[㐀-鿿]\s[㐀-鿿](?:[、,]\s?[㐀-鿿]\s?[㐀-鿿]{1,2}){0,3})(?:\s{1,3}|\s?[,(:/]\s?)"
    r"(?:(?:(?:联系)?电话|手机)(?:[/(]微信(?:同号)?\)?)?|[Tt]el)?\s?[:(]?\s?(?=[(0-9A-Za-z]|内线|短号)"
)
"""基层科 某某 0365-2207830, 某某　电话：0365-2207830."""
_WITH_OFFICE = re.compile(
    _BEGINS + r"(?P<names>[㐀-鿿]{2,4}|[㐀-鿿]\s[㐀-鿿])\s?\((?P<office>[㐀-鿿]{2,20})\)"
    r"(?:\s{0,2}|\s?[,:]\s?)(?:(?:(?:联系)?电话|手机)\s?:?)?\s?(?=[(0-9])"
)
"""某某（市卫生局）：0365-2207830, 某某（市卫生局），手机：13900000814."""
_GLUED = re.compile(
    r"(?<=[:;、,(])" + _NO_EDITOR + r"(?P<names>[㐀-鿿]{2,3})(?=\(?0[0-9]{2,3}[-)]|1[3-9][0-9]{9}(?![0-9]))"
)
"""会务联系：某某0365-2207830; only before a number that no label needs."""
_SO_CALLED = rf"[㐀-鿿]{{1,2}}(?:{CALLED})"
_CALLED_BEFORE_NUMBER = re.compile(_BEGINS + rf"(?P<names>{_SO_CALLED})(?=[(0-9])")
"""某小姐05-2345678."""
_INSIDE_SENTENCE = re.compile(
    r"(?<=[科股室办处])(?P<names>[㐀-鿿]{2,3}?)处?\s?[(:](?:(?:联系)?电话|手机|座机)?\s?:?\s?(?=[0-9]|内线|短号)"
)
"""报农卫股某某处（2038812）, 发爱卫办某某（内线8021）, in the middle of a sentence."""
_BEHIND_NUMBER = re.compile(r"(?<=[0-9])\s?\((?P<names>[㐀-鿿、,\s]{2,40})")
"""0365-2207830（人事科 某某）."""
_CALLED_BEHIND_NUMBER = re.compile(
    rf"(?<=[0-9])(?:\s?\((?:微信|兼)[㐀-鿿]{{0,6}}\))?\s?[,、(与找向和洽]?\s?(?P<names>{_SO_CALLED}(?:[/、或]{_SO_CALLED}){{0,2}})"
)
"""0365-2207830 某小姐, 13900000814（微信同号）某医生, 致电2207 8300与某姑娘联络."""
_LAYOUTS = (
    (_WITH_OFFICE, True),
    (_BEFORE_NUMBER, True),
    (_CALLED_BEFORE_NUMBER, True),
    (_GLUED, True),
    (_INSIDE_SENTENCE, True),
    (_BEHIND_NUMBER, False),
    (_CALLED_BEHIND_NUMBER, False),
)
"""Where names stand beside a number, and whether it comes right behind them; the first to give any counts."""
_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@")
_IN_OWN_BRACKET = re.compile(r"(?<=[0-9])\s?\((?P<word>[㐀-鿿]{2,4})\)")


def add_listed(found: Persons, text: str, raw: str) -> None:
    """Add the persons before the number of a further row of a list of contacts.

    Such a row may as well be a sentence (``如有疑问，可致电2125 2546``) or name no person (``技术支持``).
    """
    row = _LIST_ROW.match(text)
    if row is not None:
        found.add(raw[slice(*row.span("names"))], certain=False)


def add_beside_number(found: Persons, text: str, raw: str) -> None:
    """Add the persons beside a number, of the first of the layouts that gives any."""
    if _are_places(text):
        return
    for pattern, stands_before in _LAYOUTS:
        for match in pattern.finditer(text) if not found.names else ():
            end = match.end()
            if not stands_before or NUMBER.match(text, end) or _EMAIL.match(text, end):
                found.add(raw[slice(*match.span("names"))], certain=False)


def _are_places(text: str) -> bool:
    """Whether one of the words that stand in brackets behind several numbers is no person: none is then.

    ``0365-5550120（罗村） 0365-5550121（官窑）`` are the numbers of stations.
    """
    words = [match["word"] for match in _IN_OWN_BRACKET.finditer(text)] if ")" in text else []
    told = [word for word in words if not NO_NAME.search(word) and "传真" not in word]
    return len(told) > 1 and not all(map(is_person, told))
