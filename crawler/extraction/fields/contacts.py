"""Contacts: names, telephone, fax, e-mail, address and postcode of whom to ask."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from archive.notice import Contact
from crawler.extraction.fields.contact_addresses import Address, address_in_table, address_row, find_address
from crawler.extraction.fields.contact_names import NAME_LABEL, find_persons, person_alone
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.sheet import MOST_ROW, Row, Sheet
from crawler.extraction.fields.telephones import NUMBER, area_of, find_telephones, without_injected

_MOST_CONTACTS = 60
_MOST_SEGMENTS = 12
_BEHIND_OFFICE = r"[(0-9][0-9]{2,3}[-)0-9][0-9]{3}"
_IN_BRACKETS = r"(?:[㐀-鿿]{2,4}[,:、\s]{1,3}){1,3}(?=[0-9])"
"""（某某，2038812）: whom to ask, behind the office that takes something in."""
_HINTS = tuple(
    (character, re.compile(re.escape(character) + rest))
    for character, rest in (
        ("联", r"\s{0,4}[系络]"),
        ("电", r"(?:\s{0,4}话|(?<=[致请]电))"),
        ("传", r"\s{0,4}真"),
        ("邮", r"\s{0,4}[箱编政件]"),
        ("咨", "询"),
        ("热", "线"),
        ("办", r"\s{0,2}人"),
        ("拨", "打"),
        ("址", ":"),
        ("收", "件人"),
        ("寄", "[至到]"),
        ("mail", r"(?:(?<=[Ee]mail)|(?<=[Ee]-mail))"),
        ("@", ""),
        (":", _BEHIND_OFFICE),
        ("(", rf"(?:at\)|{_BEHIND_OFFICE}|{_IN_BRACKETS})"),
    )
)
"""What a contact may hold, each by a character (mail: the word) that a body has few times, if at all."""
_BARE_NUMBERS = (
    re.compile(r"0(?<![0-9A-Za-z.-]0)[0-9]{1,3}-[2-9][0-9]{2,3} ?[0-9]{4}(?![0-9-])"),
    re.compile(r"1(?<![0-9A-Za-z.-]1)[3-9][0-9]{9}(?![0-9-])"),
)
"""A number with its area code, or of a mobile, is one wherever it stands.

A search that begins with one plain character is the fastest.
"""
_EMAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}\s?(?:@|\(at\)|#)\s?[A-Za-z0-9-]{1,63}(?:\s?[.。]\s?[A-Za-z0-9-]{2,30}){1,4}"
)
_MARK_FOR_AT = re.compile(r"(?P<mark>[※*#★☆△▲&$%+])\s?号?\s?(?:请)?(?:改|替换|更换|换)(?:为|成)\s?@")
"""``admin※qc.example（※改为@）``: a mark against robots, which the line itself explains."""
_CLERK = re.compile(r"承\s{0,2}办\s{0,2}人|联\s{0,2}络\s{0,2}人\s?:")
_LONGEST_FURTHER = 120
_ADDRESS_REACH = 3
"""A row that is nothing but an address is a contact's where its number stands so few rows away."""
_LONGEST_HEADING = 20
_MOST_ROWS_OF_TABLE = 100
_ADDS = re.compile(r"\s*(?:传真|电话|联系电话|邮|电子|手机|地址|[Ee]-?mail|QQ|微信)")
"""How a piece of a row begins that goes on with the contact before it."""
_KINDS = ("name", "phone", "fax", "email", "address", "postcode")


@dataclass(slots=True)
class _Entry:
    """A contact while its rows are read."""

    row: Row
    index: int
    name: list[str] = field(default_factory=list)
    org: str | None = None
    phone: list[str] = field(default_factory=list)
    fax: list[str] = field(default_factory=list)
    email: list[str] = field(default_factory=list)
    address: str | None = None
    postcode: str | None = None

    def kinds(self) -> set[str]:
        return {kind for kind in _KINDS if getattr(self, kind)}

    def take(self, other: _Entry) -> None:
        """Add what ``other`` has."""
        for kind in ("name", "phone", "fax", "email"):
            getattr(self, kind).extend(getattr(other, kind))
        self.address = self.address or other.address
        self.postcode = self.postcode or other.postcode
        self.org = self.org or other.org
        self.index = other.index

    def take_address(self, found: Address) -> None:
        """Take an address, and the postcode where there is none."""
        self.address = found.address
        self.postcode = self.postcode or found.postcode


class _Reader:
    """Reads rows in order, and joins those that belong to one contact."""

    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self._heading = -2
        """The last row that is a heading such as 四、联系方式."""
        self._address: tuple[int, Address] | None = None
        """The row and text of an address that waits for the contact below it."""

    def follows(self, index: int) -> bool:
        """Whether the row goes on with the contact, or the heading, right above it."""
        last = self.entries[-1].index if self.entries else self._heading
        return index - 1 in (last, self._heading)

    def read(self, row: Row, index: int) -> None:
        """Take in a row."""
        lone = address_row(row.folded, row.raw)
        if lone is not None:
            self._take_address(lone, index)
            return
        follows = self.follows(index)
        is_empty = True
        last = self.entries[-1] if follows and self.entries else None
        area = area_of(last.phone[-1]) if last is not None and last.phone else ""
        for adds, entry in _entries(row, index, follows=follows, area=area):
            if entry.kinds():
                is_empty = False
                self._take(entry, adds=adds)
        if is_empty and "联系" in row.folded and len(row.folded) <= _LONGEST_HEADING:
            self._heading = index

    def _take_address(self, found: Address, index: int) -> None:
        last = self.entries[-1] if self.entries else None
        if last is not None and last.index == index - 1 and last.address is None:
            last.take_address(found)
            last.index = index
        else:
            self._address = index, found

    def finish(self) -> None:
        """Give an address for which no contact came below to the one a little above: a letter's foot."""
        last = self.entries[-1] if self.entries else None
        if last is None or self._address is None or last.address is not None:
            return
        if 0 < self._address[0] - last.index <= _ADDRESS_REACH:
            last.take_address(self._address[1])

    def _take(self, entry: _Entry, *, adds: bool) -> None:
        if self._address is not None and entry.address is None:
            if entry.index - self._address[0] <= _ADDRESS_REACH:
                entry.take_address(self._address[1])
            self._address = None
        kinds = entry.kinds()
        last = self.entries[-1] if self.entries else None
        below = last is not None and last.index == entry.index - 1 and not kinds & last.kinds()
        if last is not None and "name" not in kinds and (adds or below):
            last.take(entry)
        else:
            self.entries.append(entry)


def read_contacts(sheet: Sheet) -> Reading[tuple[Contact, ...]]:
    """The contacts in order; rows that add to a contact directly above are joined with it."""
    # A Taiwanese letter names its clerk (承辦人, 聯 絡 人) above the text.
    above = sheet.head if any(map(_CLERK.match, (row.folded for row in sheet.head))) else ()
    hints = {len(above) + index for index in _rows_with_hints(sheet)}
    hints.update(index for index, row in enumerate(above) if any(True for _ in _places_of_hints(row.folded)))
    if not hints:
        return Reading(())
    reader = _Reader()
    rows = above + sheet.body
    for hint in sorted(hints):
        reader.read(rows[hint], hint)
        _complete(reader, rows, hint)
        index = hint + 1
        while index < len(rows) and index not in hints and reader.follows(index):
            if not NUMBER.search(rows[index].folded[:_LONGEST_FURTHER]):
                break
            reader.read(rows[index], index)
            index += 1
        if len(reader.entries) >= _MOST_CONTACTS:
            break
    reader.finish()
    # An address alone is where something happens, a postcode alone is nothing.
    kept = [
        entry for entry in reader.entries if entry.kinds() - {"address", "postcode"} or _takes_letters(entry)
    ]
    return Reading(tuple(map(_contact, kept)), tuple(entry.row.evidence("contact") for entry in kept))


def _complete(reader: _Reader, rows: tuple[Row, ...], index: int) -> None:
    """Add what stands around a row with a contact: the name above a bare number, the cell below 地址."""
    last = reader.entries[-1] if reader.entries else None
    if last is None or last.index != index:
        return
    row = rows[index]
    if "\t" in row.folded and last.address is None:
        first = max(0, index - _MOST_ROWS_OF_TABLE)
        last.address = address_in_table([item.raw for item in rows[first : index + 1]], index - first)
    elif index and not last.name and row.folded[0] in "(01" and NUMBER.match(row.folded):
        above = person_alone(rows[index - 1].raw)
        if above.names:
            last.name, last.org = above.names, last.org or above.office


def _takes_letters(entry: _Entry) -> bool:
    return entry.address is not None and entry.postcode is not None


def _rows_with_hints(sheet: Sheet) -> Iterator[int]:
    """The indexes of the rows that say 联系, 电话 and the like; one search of the body beats many."""
    for place in _places_of_hints(sheet.body_folded):
        yield bisect_right(sheet.starts, place) - 1


def _places_of_hints(folded: str) -> Iterator[int]:
    """Where folded text has a word or a number that a contact may hold."""
    for character, pattern in _HINTS:
        place = folded.find(character)
        while place >= 0:
            if pattern.match(folded, place):
                yield place
            place = folded.find(character, place + 1)
    for pattern in _BARE_NUMBERS:
        for match in pattern.finditer(folded):
            yield match.start()


def _contact(entry: _Entry) -> Contact:
    return Contact(
        name=tuple(dict.fromkeys(entry.name)),
        org=entry.org,
        phone=tuple(dict.fromkeys(entry.phone)),
        fax=tuple(dict.fromkeys(entry.fax)),
        email=tuple(dict.fromkeys(entry.email)),
        address=entry.address,
        postcode=entry.postcode,
    )


def _entries(row: Row, index: int, *, follows: bool, area: str) -> Iterator[tuple[bool, _Entry]]:
    """The contacts of a row, one for each person with a number; whether a piece adds to the one before it.

    ``area`` is the area code of the number in the row above.
    """
    text = row.folded[:MOST_ROW]
    labels = [match.start() for match in NAME_LABEL.finditer(text)]
    starts = labels[1:]
    if labels:
        starts += [match.end() for match in re.finditer(";", text) if NUMBER.search(text, match.end())]
    cuts = [0, *sorted(set(starts))[:_MOST_SEGMENTS], len(text)]
    for start, end in pairwise(cuts):
        adds = start > 0 and _ADDS.match(text, start) is not None
        entry = _entry(row, index, start, text[start:end], follows=follows or start > 0, area=area)
        area = area_of(entry.phone[-1]) if entry.phone else area
        yield adds, entry


def _entry(row: Row, index: int, offset: int, text: str, *, follows: bool, area: str) -> _Entry:
    raw = row.raw[offset : offset + len(text)]
    clean = without_injected(text)
    if clean != text:
        text = raw = clean
    may_be_called = NUMBER.search(text) is not None
    persons = find_persons(text, raw, follows=follows, beside_number=may_be_called or "@" in text)
    entry = _Entry(row, index, name=persons.names, org=persons.office)
    mark = _MARK_FOR_AT.search(text) if "@" in text else None
    text = text.replace(mark["mark"], "@") if mark is not None else text
    if "@" in text or "(at)" in text or "#" in text:
        entry.email = [_mended(match[0]) for match in _EMAIL.finditer(text)]
        text = _EMAIL.sub(lambda match: " " * len(match[0]), text)
    entry.address, entry.postcode = find_address(text, raw)
    for number, is_fax in find_telephones(text, follows=follows, above=area) if may_be_called else ():
        (entry.fax if is_fax else entry.phone).append(number)
    return entry


def _mended(email: str) -> str:
    return re.sub(r"\s", "", email).replace("(at)", "@").replace("#", "@").replace("。", ".")
