"""Rows that belong to one contact: a number below the names, an address above or below, a table's cells."""

from __future__ import annotations

import re

from crawler.extraction.fields.contacts.addresses import (
    Address,
    address_in_table,
    address_row,
    party_with_address,
)
from crawler.extraction.fields.contacts.entry import Entry
from crawler.extraction.fields.contacts.hints import places_of_hints
from crawler.extraction.fields.contacts.names import person_alone
from crawler.extraction.fields.contacts.row_entries import entries_of_row
from crawler.extraction.fields.contacts.telephone_number import NUMBER, area_of
from crawler.extraction.fields.contacts.telephones import column_of_telephones, find_telephones
from crawler.extraction.fields.row import Row

_ADDRESS_REACH = 3
"""A row that is nothing but an address is a contact's where its number stands so few rows away."""
_LONGEST_HEADING = 20
_MOST_ROWS_OF_TABLE = 100
_LABEL = re.compile(r"(?:联系|办公|咨询)?(?:电\s{0,4}话|手\s{0,2}机)\s{0,2}:\s{0,3}")


def _begins_with_number(folded: str) -> bool:
    """Whether a row is a telephone number, maybe behind 电话, which may be of the person named above it."""
    label = _LABEL.match(folded)
    if label is not None:
        return NUMBER.match(folded, label.end()) is not None
    return folded[0] in "(01" and NUMBER.match(folded) is not None


class Joining:
    """Reads rows in order, and joins those that belong to one contact."""

    def __init__(self, rows: tuple[Row, ...]) -> None:
        self.entries: list[Entry] = []
        self._rows = rows
        self._heading = -2
        """The last row that is a heading such as 四、联系方式."""
        self._table, self._column = -2, -1
        """The last row of a table with a column of telephones, and which of its columns that is."""
        self._address: tuple[int, Address] | None = None
        """The row and text of an address that waits for the contact below it."""
        self._party: str | None = None
        """Whose address that is, if its row says so."""

    def follows(self, index: int) -> bool:
        """Whether the row goes on with the contact, or the heading, right above it."""
        last = self.entries[-1].index if self.entries else self._heading
        return index - 1 in (last, self._heading, self._table)

    def read(self, index: int) -> None:
        """Take in a row."""
        row = self._rows[index]
        if self._table == index - 1 and "\t" in row.folded:
            self._table = index
            if not any(True for _ in places_of_hints(row.folded)):
                self._read_cell(row, index)
                return
        lone = address_row(row.folded, row.raw)
        if lone is not None:
            self._take_address(lone, index)
            return
        follows = self.follows(index) and self._table != index - 1
        is_empty = True
        last = self.entries[-1] if follows and self.entries else None
        area = area_of(last.phone[-1]) if last is not None and last.phone else ""
        for adds, entry in entries_of_row(row, index, follows=follows, area=area):
            if entry.kinds():
                is_empty = False
                if not self._is_party(entry):
                    self._take(entry, adds=adds)
        if is_empty and "\t" in row.folded:
            self._column = column_of_telephones(row.folded)
            self._table = index if self._column >= 0 else -2
        if is_empty and "联系" in row.folded and len(row.folded) <= _LONGEST_HEADING:
            self._heading = index

    def _is_party(self, entry: Entry) -> bool:
        """Whether an entry is nothing but an organisation's address: it waits for whom to ask there."""
        party = None
        if entry.kinds() <= {"address", "postcode"}:
            party = party_with_address(entry.row.folded, entry.row.raw)
        if party is None:
            return False
        self._address, self._party = (entry.index, Address(entry.address, entry.postcode)), party
        return True

    def _read_cell(self, row: Row, index: int) -> None:
        """Take in the cell below 电话 of a table's row, whose number has neither a label nor an area code."""
        cells = row.folded.split("\t")
        text = cells[self._column] if self._column < len(cells) else ""
        entry = Entry(row, index)
        for number, is_fax in find_telephones(text.strip(), follows=True):
            (entry.fax if is_fax else entry.phone).append(number)
        if entry.kinds():
            self.entries.append(entry)

    def complete(self, index: int) -> None:
        """Add what stands around a row with a contact: the name above a bare number, the cell below 地址."""
        last = self.entries[-1] if self.entries else None
        if last is None or last.index != index:
            return
        row = self._rows[index]
        if "\t" in row.folded and last.address is None:
            first = max(0, index - _MOST_ROWS_OF_TABLE)
            table = [item.raw for item in self._rows[first : index + 1]]
            last.address = address_in_table(table, index - first)
        elif index and not last.name and _begins_with_number(row.folded):
            above = person_alone(self._rows[index - 1].raw)
            if above.names:
                last.name, last.org = above.names, last.org or above.office

    def finish(self) -> None:
        """Give an address for which no contact came below to the one a little above: a letter's foot."""
        last = self.entries[-1] if self.entries else None
        if last is None or self._address is None or last.address is not None:
            return
        if self._party is not None and last.org is not None and last.org != self._party:
            return
        if 0 < self._address[0] - last.index <= _ADDRESS_REACH:
            last.take_address(self._address[1])

    def _take_address(self, found: Address, index: int) -> None:
        last = self.entries[-1] if self.entries else None
        if last is not None and last.index == index - 1 and last.address is None:
            last.take_address(found)
            last.index = index
        else:
            self._address, self._party = (index, found), None

    def _take(self, entry: Entry, *, adds: bool) -> None:
        if self._address is not None and entry.address is None:
            if entry.index - self._address[0] <= _ADDRESS_REACH:
                entry.take_address(self._address[1])
                entry.org = entry.org or self._party
            self._address = None
        kinds = entry.kinds()
        last = self.entries[-1] if self.entries else None
        below = last is not None and last.index == entry.index - 1 and not kinds & last.kinds()
        if last is not None and "name" not in kinds and (adds or below):
            last.take(entry)
        else:
            self.entries.append(entry)
