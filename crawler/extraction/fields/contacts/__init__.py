"""Contacts: names, telephone, fax, e-mail, address and postcode of whom to ask.

====================================================  ===========================================
 layout                                                where its rule stands
====================================================  ===========================================
 联系人：某某　电话：…, 请洽某某先生, 某某收             ``names_behind_label``
 某某 0365-2207830, 0365-2207830（人事科 某某）          ``names_beside_number``
 several persons on one row, each with a number         ``row_entries``
 a list below a heading, a number below a name          ``joining``
 地址：… in a sentence, alone on a row, in a table       ``addresses``
 a letter of Taiwan: 承辦人 above the text              ``read_contacts``
 a telephone of several extensions, 电话/传真           ``telephones``
 digits: areas, mobiles, hotlines, extensions           ``telephone_number``
 e-mail, with marks against robots                      ``emails``
====================================================  ===========================================
"""

from __future__ import annotations

import re

from archive.notice import Contact
from crawler.extraction.fields.contacts.hints import places_of_hints, rows_with_hints
from crawler.extraction.fields.contacts.joining import Joining
from crawler.extraction.fields.contacts.telephone_number import NUMBER
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.sheet import Sheet

_MOST_CONTACTS = 60
_LONGEST_FURTHER = 120
_CLERK = re.compile(r"承\s{0,2}办\s{0,2}人|联\s{0,2}络\s{0,2}人\s?:")
_RECEIVER = re.compile(r"受\s{0,4}文\s{0,4}者\s{0,4}:")
_TO = re.compile(r"致\s{0,2}:\s{0,2}[㐀-鿿]")


def _heads_letter(sheet: Sheet) -> bool:
    """Whether what stands above the text is the head of a letter of Taiwan or Hong Kong.

    It gives the clerk (承辦人, 聯 絡 人), or between who writes and 受文者 or 致 the address and telephone.
    """
    above = [row.folded for row in sheet.head]
    if any(map(_CLERK.match, above)) or any(map(_TO.match, above)):
        return True
    return sheet.subject() is not None and any(map(_RECEIVER.match, above))


def read_contacts(sheet: Sheet) -> Reading[tuple[Contact, ...]]:
    """The contacts in order; rows that add to a contact directly above are joined with it."""
    above = sheet.head if _heads_letter(sheet) else ()
    hints = {len(above) + index for index in rows_with_hints(sheet)}
    hints.update(index for index, row in enumerate(above) if any(True for _ in places_of_hints(row.folded)))
    if not hints:
        return Reading(())
    rows = above + sheet.body
    joining = Joining(rows)
    for hint in sorted(hints):
        joining.read(hint)
        joining.complete(hint)
        index = hint + 1
        while index < len(rows) and index not in hints and joining.follows(index):
            if not NUMBER.search(rows[index].folded[:_LONGEST_FURTHER]):
                break
            joining.read(index)
            index += 1
        if len(joining.entries) >= _MOST_CONTACTS:
            break
    joining.finish()
    kept = [entry for entry in joining.entries if entry.can_be_asked()]
    return Reading(
        tuple(entry.contact() for entry in kept), tuple(entry.row.evidence("contact") for entry in kept)
    )
