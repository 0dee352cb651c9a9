"""Notices without personal data: contacts left out, and their traces in the text covered.

Covering keeps the length of the text, so that the offsets of other evidence stay right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from archive.search import fold

COVER = "＊"

_PRIVATE_FIELDS = ("contacts",)

_NO_WORDS = frozenset({"id", "parts", "site", "url"})
"""Ids and addresses: one that is covered leads nowhere, and its digits are nobody's number."""

# What identifies or reaches a person wherever it stands: e-mail, identity number (GB 11643: region, day
# of birth, serial number, check digit; the code of an organisation, which is as long, holds no day),
# mobile, landline with area code (0999—55501234-801), and what follows the labels of a contact.
# It is looked for in folded text, where １３９ is 139, （ is ( and — is -.
_ALWAYS_PRIVATE = re.compile(
    r"""
      (?<! [\w.+-] ) [\w.+-]+ @ [\w-]+ (?: \. [\w-]+ )+
    | (?<!\d) [1-9]\d{5} (?:18|19|20)\d\d (?:0[1-9]|1[0-2]) (?:0[1-9]|[12]\d|3[01]) \d{3}[\dx] (?!\d)
    | (?<!\d) 1[3-9]\d [ -]? \d{4} [ -]? \d{4} (?!\d)
    | (?<!\d) [(]? 0\d{2,3} [)]? \s? -{0,2} \s? \d{3,4} [ ]? \d{4} (?: - \d{1,5} )? (?!\d)
    | (?: (?<= 电话: ) | (?<= 传真: ) ) \s* \d{7,8} (?: \s* [、,;/] \s* \d{7,8} )* (?!\d)
    | (?<= 联系人: ) \s* [一-龥·]{2,4} (?: 、 [一-龥·]{2,4} )* (?! [一-龥] )
    """,
    re.VERBOSE | re.ASCII,
)


def without_personal_data(notice: Mapping[str, Any]) -> dict[str, Any]:
    """*notice*, a row whose lists and mappings are decoded, with contacts emptied and their traces covered.

    Traces are the names, numbers and addresses of the contacts, and any e-mail address, telephone
    or identity number, and a name after 联系人.  A name elsewhere that is no known contact's stays;
    so do ids and addresses of web pages and files.
    """
    private = _private_words(notice.get("contacts") or ())
    public = _covered({name: value for name, value in notice.items() if name not in _PRIVATE_FIELDS}, private)
    public["contacts"] = []
    evidence = public.get("evidence")
    if isinstance(evidence, dict):
        public["evidence"] = {name: items for name, items in evidence.items() if name not in _PRIVATE_FIELDS}
    return {name: public[name] for name in notice}


def _private_words(contacts: Iterable[Mapping[str, Any]]) -> re.Pattern[str] | None:
    lists = (contact[name] for contact in contacts for name in ("name", "phone", "fax", "email"))
    words = {word for words in lists for word in words if len(word) > 1}
    # Reading undoes padding (秦 望 舒), so the text may hold any number of spaces in between.
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    patterns = (r"\s*".join(map(re.escape, fold(word).replace(" ", ""))) for word in longest_first)
    return re.compile("|".join(patterns)) if words else None


def _covered(value: Any, private: re.Pattern[str] | None) -> Any:
    if isinstance(value, str):
        for pattern in filter(None, (_ALWAYS_PRIVATE, private)):
            value = _cover(pattern, value)
        return value
    if isinstance(value, list):
        return [_covered(item, private) for item in value]
    if isinstance(value, dict):
        return {name: item if name in _NO_WORDS else _covered(item, private) for name, item in value.items()}
    return value


def _cover(pattern: re.Pattern[str], text: str) -> str:
    """*text* with everything covered that *pattern* finds in it when folded, which is as long."""
    pieces = []
    position = 0
    for match in pattern.finditer(fold(text)):
        pieces += [text[position : match.start()], COVER * len(match[0])]
        position = match.end()
    return "".join([*pieces, text[position:]])


def decoded(row: Mapping[str, Any], structured: Iterable[str]) -> dict[str, Any]:
    """A row of ``notices`` with its JSON columns decoded."""
    names = frozenset(structured)
    return {name: json.loads(value) if name in names and value else value for name, value in row.items()}
