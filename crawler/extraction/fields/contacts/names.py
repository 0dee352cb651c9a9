"""Names of the persons whom a line says to ask, and the office that they belong to."""

from __future__ import annotations

import re

from archive.vocabulary.folding import fold
from crawler.extraction.fields.contacts.names_behind_label import NAME_LABEL, add_labelled
from crawler.extraction.fields.contacts.names_beside_number import add_beside_number, add_listed
from crawler.extraction.fields.contacts.persons import Persons

__all__ = ["NAME_LABEL", "find_persons", "person_alone"]

_LONGEST_ALONE = 40
_ALONE = re.compile(
    r"(?:(?:[㐀-鿿]{2,6}:\s?)?[㐀-鿿]{2,16}[科股室处司局委办部院中心所站会组校]\s{1,4})?[㐀-鿿]{2,4}(?:[、,]\s?[㐀-鿿]{2,4}){0,3}"
)
"""A row that is a name or a few, maybe with the office before them, and with what it is asked for."""
_PLACE = re.compile(r"[㐀-鿿]{1,2}[省市县区乡镇村路街巷]")
"""In lists of telephones of places many of these begin with a surname: 江苏省."""


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
    """The persons that a short row names and nothing else, with the office: 科教科 某某."""
    found = Persons()
    folded = fold(raw) if len(raw) <= _LONGEST_ALONE else ""
    if folded and _ALONE.fullmatch(folded) and not _PLACE.fullmatch(folded):
        found.add(re.split("[:：]", raw)[-1], certain=False)
    return found
