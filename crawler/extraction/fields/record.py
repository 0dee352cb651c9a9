"""What reading the fields gives: a value with its evidence, and all fields of one page together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from archive.notice import Citation, Contact, Deadline, Evidence

Value = TypeVar("Value")


class Reading(NamedTuple, Generic[Value]):
    """A field's value and where it came from."""

    value: Value
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Fields:
    """The document fields of one page; absent is ``None`` or ``()``.  Meanings as in ``archive.notice``."""

    document_number: str | None = None
    index_number: str | None = None
    document_type: str | None = None
    issuers: tuple[str, ...] = ()
    issued_date: str | None = None
    published_date: str | None = None
    effective_date: str | None = None
    source: str | None = None
    addressees: tuple[str, ...] = ()
    attachment_names: tuple[str, ...] = ()
    """Names listed after 附件, numbering removed; files linked on the page are not known here."""
    deadlines: tuple[Deadline, ...] = ()
    contacts: tuple[Contact, ...] = ()
    region_code: str | None = None
    citations: tuple[Citation, ...] = ()
    cited_numbers: tuple[str, ...] = ()
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
