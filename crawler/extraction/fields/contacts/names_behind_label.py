"""Persons behind 联系人 and the like, before 收, and whom a sentence says to ask."""

from __future__ import annotations

import re

from crawler.extraction.fields.contacts.persons import CALLED, Persons
from crawler.extraction.fields.word_lists import alternatives

NAME_LABEL = re.compile(alternatives(__package__, "name_labels"))
_LABELLED = re.compile(
    rf"(?:{NAME_LABEL.pattern})(?:及(?:联系)?(?:电话|方式))?\s{{0,3}}[:,]\s{{0,3}}(?P<names>[^。;\n]{{2,80}})"
)
_BARE_LABEL = re.compile(
    rf"(?:{NAME_LABEL.pattern})\s{{0,4}}(?P<names>[㐀-鿿]{{2,4}})(?=[,，、(\s]|:?\s?[0-9])"
)
"""联系人某某，电话 … and 联系人某某：0365-2207830: no colon behind the label."""
_RECEIVER = re.compile(
    rf"(?:(?<![㐀-鿿])|(?<=[科股室处组课局会所院部心站办委至给]))(?P<names>[㐀-鿿]{{1,2}}(?:{CALLED}))"
    r"[\s(]?收(?![到取入])"
)
"""寄至企划科某先生收."""
_ASKED = re.compile(
    r"(?:问|找|联系|打|洽(?:询)?(?:[㐀-鿿]{2,20}?[科股室处组课])?)"
    rf"(?P<names>[㐀-鿿]{{1,3}}?(?:{CALLED})|[老小][㐀-鿿])(?=[,、(\s:]|手机|电话|[0-9])"
)
"""详情可问某老师，电话 …; 请洽某局某科某某先生，电话 …."""
_ASKED_WITH = re.compile(
    rf"(?:与|和|向|同)(?P<names>[㐀-鿿]{{1,2}}?(?:{CALLED}))(?=\s?(?:联[系络]|接洽|洽询|查询|咨询|索取))"
)
"""请致电2207 8300或电邮至cpd@qingchuan.example与某小姐联络."""


def add_labelled(found: Persons, text: str, raw: str, *, beside_number: bool) -> None:
    """Add the persons in *text*; whom a sentence says to ask, only where a number is (*beside_number*)."""
    for match in _LABELLED.finditer(text):
        found.add(raw[slice(*match.span("names"))], certain=True)
    for match in _BARE_LABEL.finditer(text) if not found.names else ():
        found.add(raw[slice(*match.span("names"))], certain=False)
    for match in _RECEIVER.finditer(text) if not found.names and "收" in text else ():
        found.add(raw[slice(*match.span("names"))], certain=False)
    for asked in (_ASKED, _ASKED_WITH):
        for match in asked.finditer(text) if not found.names and beside_number else ():
            found.add(raw[slice(*match.span("names"))], certain=False)
