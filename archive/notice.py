"""The one record that crosses from reading to storing: a Notice, with its evidence.

Every field is defined in the design's METADATA notes.  Absent is ``None`` or ``()``: a wrong
value is worse than none, so a rule that is not sure gives nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A file that the notice offers."""

    name: str
    """As a reader sees it, numbering removed: ``报名表.docx`` or ``报名表``."""
    url: str | None = None
    """Absolute address; ``None`` when the notice only names the file."""
    media_type: str | None = None
    """As guessed from the name or address (``application/pdf``); never from the bytes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """The last date set for the reader to hand in, answer or finish something."""

    raw: str
    """As printed: ``8月30日前``."""
    date: str | None = None
    """ISO 8601, maybe partial; ``None`` for relative or recurring deadlines."""
    recur: str | None = None
    """How it repeats, as printed (``每月15日前``)."""
    what: str | None = None
    """What is due, as printed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """A person or office to ask."""

    name: tuple[str, ...] = ()
    org: str | None = None
    phone: tuple[str, ...] = ()
    fax: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    address: str | None = None
    postcode: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """Another document that the notice refers to."""

    type: str
    """``relays``, ``implements``, ``replies``, ``reports``, ``cites``, ``amends`` or ``repeals``."""
    title: str | None = None
    document_number: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Where one value came from, so that a reader can check it."""

    raw: str
    """The text the value was read from, never normalised."""
    rule: str
    """The rule that chose it: ``meta:PubDate``, ``signature``, ``label:发文字号`` …"""
    start: int | None = None
    """Offset of ``raw`` in ``body``, where it stands there."""
    end: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """What a page says, field by field."""

    title: str | None = None
    """The notice's own title, wrapped lines joined, no site prefix or suffix."""
    page_title: str | None = None
    """What the site shows as title (cut, rewritten, or the same)."""
    document_number: str | None = None
    """The notice's own number, canonical: ``青卫健医政〔2024〕16号``; 公告号 and 令号 as printed."""
    index_number: str | None = None
    """索引号 of the 政府信息公开 index block."""
    document_type: str | None = None
    """文种: 通知, 公告, 方案 …; ``None`` for news."""
    issuers: tuple[str, ...] = ()
    """Organisations as signed, in order, lead organ first."""
    issued_date: str | None = None
    """成文日期, ISO 8601, maybe partial."""
    published_date: str | None = None
    """The site's own date, ISO 8601."""
    effective_date: str | None = None
    """施行 or 生效 date, ISO 8601."""
    source: str | None = None
    """The organisation that the site names as 来源."""
    addressees: tuple[str, ...] = ()
    """主送机关, split at top-level commas."""
    attachments: tuple[Attachment, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    contacts: tuple[Contact, ...] = ()
    region_code: str | None = None
    """GB/T 2260, six digits, of the issuer's region."""
    citations: tuple[Citation, ...] = ()
    cited_numbers: tuple[str, ...] = ()
    """Canonical numbers of other documents, in order of appearance."""
    script: str | None = None
    """``hans``, ``hant``, ``hant-auto`` or ``hant+pinyin``."""
    page_kind: str | None = None
    """``original``, ``repost``, ``mirror``, ``spun``, ``news``, ``compilation``, ``list`` …"""
    body: str = ""
    """Plain text, one paragraph a line, tables as tab-separated lines, no page chrome."""
    parts: tuple[Notice, ...] = ()
    """The notices inside a compilation, in order."""
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The notice as plain dicts, lists and strings, every field present."""
        return {name: _plain(getattr(self, name)) for name in _names(Notice)}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Notice:
        """The notice that :meth:`to_json` wrote; an unknown field raises ``TypeError``."""
        values = dict(record)
        values["attachments"] = tuple(Attachment(**item) for item in record["attachments"])
        values["deadlines"] = tuple(Deadline(**item) for item in record["deadlines"])
        values["contacts"] = tuple(_contact(item) for item in record["contacts"])
        values["citations"] = tuple(Citation(**item) for item in record["citations"])
        values["parts"] = tuple(cls.from_json(item) for item in record["parts"])
        values["evidence"] = {
            name: tuple(Evidence(**item) for item in items) for name, items in record["evidence"].items()
        }
        for name in ("issuers", "addressees", "cited_numbers"):
            values[name] = tuple(record[name])
        return cls(**values)


def _plain(value: Any) -> Any:
    """A value in JSON's types but for tuples: `dataclasses.asdict` without copies of what is plain."""
    if isinstance(value, (str, type(None), bool, int, float)):
        return value
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    return {name: _plain(getattr(value, name)) for name in _names(type(value))}  # type: ignore[arg-type]


@lru_cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind))


def _contact(item: Mapping[str, Any]) -> Contact:
    lists = {name: tuple(item[name]) for name in ("name", "phone", "fax", "email")}
    return Contact(**{**item, **lists})
