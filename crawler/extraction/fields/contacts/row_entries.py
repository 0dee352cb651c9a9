"""The contacts that one row holds: a person with a number each, or what adds to the contact before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from crawler.extraction.fields.contacts.addresses import find_address
from crawler.extraction.fields.contacts.emails import take_emails
from crawler.extraction.fields.contacts.entry import Entry
from crawler.extraction.fields.contacts.names import NAME_LABEL, find_persons
from crawler.extraction.fields.contacts.telephone_number import NUMBER, area_of, without_injected
from crawler.extraction.fields.contacts.telephones import find_telephones
from crawler.extraction.fields.row import MOST_ROW, Row
from crawler.extraction.fields.word_lists import alternatives

_MOST_PIECES = 12
_ADDS = re.compile(rf"\s*(?:{alternatives(__package__, 'added')})")
"""How a piece of a row begins that goes on with the contact before it."""


def entries_of_row(row: Row, index: int, *, follows: bool, area: str) -> Iterator[tuple[bool, Entry]]:
    """The contacts of a row, one for each person with a number; whether a piece adds to the one before it.

    ``area`` is the area code of the number in the row above.
    """
    text = row.folded[:MOST_ROW]
    labels = [match.start() for match in NAME_LABEL.finditer(text)]
    starts = labels[1:]
    if labels:
        starts += [match.end() for match in re.finditer(";", text) if NUMBER.search(text, match.end())]
    cuts = [0, *sorted(set(starts))[:_MOST_PIECES], len(text)]
    for start, end in pairwise(cuts):
        adds = start > 0 and _ADDS.match(text, start) is not None
        entry = _entry(row, index, start, text[start:end], follows=follows or start > 0, area=area)
        area = area_of(entry.phone[-1]) if entry.phone else area
        yield adds, entry


def _entry(row: Row, index: int, offset: int, text: str, *, follows: bool, area: str) -> Entry:
    raw = row.raw[offset : offset + len(text)]
    clean = without_injected(text)
    if clean != text:
        text = raw = clean
    may_be_called = NUMBER.search(text) is not None
    persons = find_persons(text, raw, follows=follows, beside_number=may_be_called or "@" in text)
    entry = Entry(row, index, name=persons.names, org=persons.office)
    entry.email, text = take_emails(text)
    entry.address, entry.postcode = find_address(text, raw)
    for number, is_fax in find_telephones(text, follows=follows, above=area) if may_be_called else ():
        (entry.fax if is_fax else entry.phone).append(number)
    return entry
