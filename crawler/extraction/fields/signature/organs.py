"""The organisations of a signature: above its day, over an address, below it, in front of it on its row."""

from __future__ import annotations

import re

from archive.notice import Evidence
from archive.vocabulary.organisations import split_organisations
from archive.vocabulary.person_names import is_person_name
from crawler.extraction.fields.row import Row
from crawler.extraction.fields.sheet import Sheet
from crawler.extraction.fields.signature.closing import closes
from crawler.extraction.fields.signature.rows import (
    CONTACT,
    HOLDER,
    LONGEST_ROW,
    ON_BEHALF,
    SEAL,
    lists_people,
    may_precede_signature,
    names_office,
)

Organs = tuple[tuple[str, ...], tuple[Evidence, ...]]
"""Who signs, in order, and where it stands."""
MOST_ORGAN_ROWS = 10
_MOST_COLUMNS = 3
_MOST_CONTACT_ROWS = 4
_SHORTEST_SIGNER = 5
_LONGEST_SIGNER = 12
_CALLED = re.compile("(?:医生|医师|教授|博士)\\Z")
_OFFICES = ("科", "股", "室", "组")


def organs_beside(row: Row, start: int, end: int, folded: str) -> tuple[str, ...]:
    """The organisations in a part of a row, which is *folded*, seals left out."""
    seal = SEAL.search(folded)
    printed = row.raw[start : start + seal.start()] if seal else row.raw[start:end]
    return split_organisations(printed.strip(" ,，:：\u3000\t"))


def organ_evidence(row: Row, start: int, end: int) -> Evidence:
    """Evidence for a part of a row without the blanks around it."""
    text = row.raw[start:end]
    lead = len(text) - len(text.lstrip())
    return row.evidence("signature", start + lead, start + len(text.rstrip()))


def organs_in(row: Row) -> tuple[str, ...]:
    """The organisations of a row that is nothing else, but for a seal; side by side, those of its cells."""
    if len(row.folded) > 2 * LONGEST_ROW or row.folded[-1] in "。;:,!?":
        return ()
    seal = SEAL.search(row.folded)
    return split_organisations(row.raw[: seal.start()] if seal else row.raw)


def organs_above(sheet: Sheet, index: int) -> Organs:
    """The organisations of the rows right above *index*; a seal in brackets may stand between."""
    names: list[tuple[str, ...]] = []
    evidence: list[Evidence] = []
    below = index - 1 - names_office(sheet.body[index - 1].folded) if index > sheet.opening else index - 1
    for position in range(below, max(sheet.opening - 1, below - MOST_ORGAN_ROWS), -1):
        organs = organs_in(sheet.body[position])
        if not organs or lists_people(sheet.body[position - 1 : position + 1]):
            break
        names.insert(0, organs)
        evidence.insert(0, sheet.body[position].evidence("signature"))
    if any("\t" in item.raw for item in evidence) and not _are_signers(sheet, below - len(names), evidence):
        return (), ()
    return tuple(dict.fromkeys(name for row in names for name in row)), tuple(evidence)


def _are_signers(sheet: Sheet, above: int, rows: list[Evidence]) -> bool:
    """Whether a table of organisations is a joint signature and no list: of few columns, below the text."""
    return all(item.raw.count("\t") < _MOST_COLUMNS for item in rows) and (
        above < sheet.opening or may_precede_signature(sheet.body[above].folded)
    )


def organ_over_address(sheet: Sheet, index: int) -> Organs:
    """Letters of Hong Kong print the address and telephone of who signs between the name and the date."""
    first = index
    while first > sheet.opening and index - first < _MOST_CONTACT_ROWS:
        if not CONTACT.match(sheet.body[first - 1].folded):
            break
        first -= 1
    if first == index:
        return (), ()
    organs, evidence = organs_above(sheet, first)
    whole = all(len(name) >= _SHORTEST_SIGNER and not name.endswith(_OFFICES) for name in organs)
    return (organs, evidence) if whole else ((), ())


def organ_on_behalf(sheet: Sheet, index: int) -> Organs:
    """The organisation whose head signs right above *index*, or has somebody sign.

    衞生署署長 ⏎ （某某醫生 代行）; 某某學會 ⏎ 培訓委員會主席 ⏎ 某某, whose society issues the letter.
    """
    if index - sheet.opening < 2 or not _is_signer(sheet.body[index - 1].folded):
        return (), ()
    row = sheet.body[index - 2]
    holder = HOLDER.search(row.folded[:LONGEST_ROW])
    if holder is not None and index - sheet.opening > 2 and (above := organs_in(sheet.body[index - 3])):
        return above, (sheet.body[index - 3].evidence("signature"),)
    organs = split_organisations(row.raw[: holder.start()]) if holder else ()
    return (organs, (organ_evidence(row, 0, holder.start()),)) if holder and organs else ((), ())


def _is_signer(text: str) -> bool:
    """Whether a row is the name of who signs, maybe with 代行 or as a doctor: 某某醫生."""
    if len(text) > _LONGEST_SIGNER:
        return ON_BEHALF.fullmatch(text) is not None
    name = _CALLED.sub("", "".join(text.split()))
    return is_person_name(name) or ON_BEHALF.fullmatch(text) is not None


def organ_below(sheet: Sheet, index: int) -> Organs:
    """Some pages print the date above the organisation; it must end the document then."""
    if index + 1 >= len(sheet.body) or not closes(sheet, index + 1):
        return (), ()
    organs = organs_in(sheet.body[index + 1])
    return organs, (sheet.body[index + 1].evidence("signature"),) if organs else ()
