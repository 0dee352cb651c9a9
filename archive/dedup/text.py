"""Judged: what judging needs to know of a notice, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from archive.dedup.fingerprint import fingerprints, key, plain_text, sample
from archive.dedup.marks import body_dates, title_marks
from archive.search import fold

SHORT = 80
"""Letters and digits in a body under which only an exact copy counts: too little to compare."""

_MIN_TITLE = 8
_TRADITIONAL_SHARE = 0.03
_SCRIPT_SAMPLE = 2_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A notice as it is compared with another one."""

    title: str
    """Folded, letters and digits only."""
    body: str
    """Folded, letters and digits only."""
    prints: frozenset[int]
    marks: Mapping[str, frozenset[str]]
    """What the title names (:func:`archive.dedup.marks.title_marks`)."""
    dates: frozenset[str]
    """The days that the body names."""
    number: str | None
    """The notice's own number, folded."""
    work_number: str | None
    """The same, if it alone identifies a document: with a code and a year, ``青卫健(2024)16号``."""
    issuers: tuple[str, ...]
    issued_date: str | None
    region_code: str | None
    is_compilation: bool
    is_traditional: bool

    @property
    def length(self) -> int:
        """Letters and digits in the body."""
        return len(self.body)

    @property
    def is_short(self) -> bool:
        """Whether only an exact copy can be told."""
        return self.length < SHORT


def judged(record: Mapping[str, Any]) -> Judged:
    """What counts of a Notice in its JSON form (``Notice.to_json()``)."""
    title = fold(record["title"] or record["page_title"] or "")
    body = fold(record["body"])
    plain_body = plain_text(body)
    number = fold(record["document_number"] or "").replace("第", "") or None
    return Judged(
        title=plain_text(title),
        body=plain_body,
        prints=fingerprints(plain_body) if len(plain_body) >= SHORT else frozenset(),
        marks=title_marks(title),
        dates=body_dates("".join(body.split())),
        number=number,
        work_number=number if number and "(" in number.strip("(") else None,
        issuers=tuple(fold(issuer) for issuer in record["issuers"]),
        issued_date=record["issued_date"],
        region_code=record["region_code"],
        is_compilation=bool(record["parts"]) or record["page_kind"] == "compilation",
        is_traditional=_changed_share(record["body"], body) > _TRADITIONAL_SHARE,
    )


def lookup_hashes(text: Judged) -> frozenset[int]:
    """The hashes by which candidates find each other."""
    hashes = set(sample(text.prints))
    if text.work_number:
        hashes.add(key("number", text.work_number))
    if text.is_short:
        if text.title and text.body:
            hashes.add(key("short", f"{text.title}\n{text.body}"))
    elif len(text.title) >= _MIN_TITLE:
        hashes.add(key("title", text.title))
    return frozenset(hashes)


def _changed_share(raw: str, folded: str) -> float:
    """The share of Han characters that folding changes: near nothing for Simplified text."""
    pairs = zip(raw[:_SCRIPT_SAMPLE], folded, strict=False)
    changed = [one != other for one, other in pairs if "\u4e00" <= one <= "\u9fff"]
    return sum(changed) / len(changed) if changed else 0.0
