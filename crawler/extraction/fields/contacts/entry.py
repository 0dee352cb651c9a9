"""A contact while its rows are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from archive.notice import Contact
from crawler.extraction.fields.contacts.addresses import Address
from crawler.extraction.fields.row import Row

_KINDS = ("name", "phone", "fax", "email", "address", "postcode")


@dataclass(slots=True)
class Entry:
    """What is known of a contact, and the last row that told of it."""

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
        """What it has, besides an office."""
        return {kind for kind in _KINDS if getattr(self, kind)}

    def take(self, other: Entry) -> None:
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

    def can_be_asked(self) -> bool:
        """Whether it is one: an address alone is where something happens, a postcode alone is nothing."""
        has_both = self.address is not None and self.postcode is not None
        return has_both or bool(self.kinds() - {"address", "postcode"})

    def contact(self) -> Contact:
        """The contact, nothing in it twice."""
        return Contact(
            name=tuple(dict.fromkeys(self.name)),
            org=self.org,
            phone=tuple(dict.fromkeys(self.phone)),
            fax=tuple(dict.fromkeys(self.fax)),
            email=tuple(dict.fromkeys(self.email)),
            address=self.address,
            postcode=self.postcode,
        )
