"""Names of the persons whom a line says to ask, and the office that they belong to."""

from __future__ import annotations

import re

from archive.vocabulary.folding import fold
from crawler.extraction.fields.contacts.names_behind_label import NAME_LABEL, add_labelled
from crawler.extraction.fields.contacts.names_beside_number import add_beside_number, add_listed
from crawler.extraction.fields.contacts.persons import Persons

__all__ = ["NAME_LABEL", "find_persons", "person_alone"]

_LONGEST_ALONE = 24
_ALONE = re.compile(r"(?:[㐀-鿿]{2,16}[科股室处办部院中心所站会组]\s)?[㐀-鿿]{2,4}")
"""A row that is a name, maybe with the office before it."""


def find_persons(text: str, raw: str, *, follows: bool, beside_number: bool) -> Persons:
    """The persons in folded ``text``, named as in ``raw``, which is as long.

    They stand behind 联系人 and the like; without such a label, *beside_number*, where there is one.
    """
    found = Persons()
    add_labelled(found, text, raw, beside_number=beside_number)
    if follows and beside_number and not found.names:
        add_listed(found, text, raw)
    if beside_number and not found.names:
        add_beside_number(found, text, raw)
    return found


def person_alone(raw: str) -> Persons:
    """The person that a short row names and nothing else, with the office: 科教科 某某."""
    found = Persons()
    if len(raw) <= _LONGEST_ALONE and _ALONE.fullmatch(fold(raw)):
        found.add(raw, certain=False)
    return found
