"""Judged: what judging needs to know of a notice, worked out once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from archive.dedup.fingerprint import fingerprints, key, plain_text, sample
from archive.dedup.marks import body_dates, title_marks
from archive.dedup.titles import title_frame
from archive.search import FOLDING, fold

JUDGING = f"1 folding {FOLDING}"
"""The rules by which texts are judged: opening an archive for writing judges it anew where others held."""

SHORT = 80
"""Letters and digits in a body under which only an exact copy counts: too little to compare."""

_CODED = re.compile(r"[^\W\d]{2,}\(\d{4}\)\d|.*字第?\d{7}")
_PINYIN = re.compile(r"\([a-zü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]{0,5} ?\)")
"""Notes that cloned pages carry after a character: ``公共衛(wèi)生``."""

MAX_CHARACTERS = 60_000
"""Longer bodies are judged by their beginning, so that no page can exhaust time or memory."""
MAX_TITLE = 500
"""So are longer titles, which are compared character by character."""

MIN_TITLE = 8
"""Letters and digits in a title that says something: 通知 and 公告 alone do not."""
_TRADITIONAL_SHARE = 0.03
_SCRIPT_SAMPLE = 2_000


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A notice as it is compared with another one."""

    title: str
    """Folded, letters and digits only."""
    body: str
    """Folded, letters and digits only."""
    marks: Mapping[str, frozenset[str]]
    """What the title names (:func:`archive.dedup.marks.title_marks`)."""
    dates: frozenset[str]
    """The days that the body names."""
    number: str | None
    """The notice's own number, folded."""
    work_number: str | None
    """What identifies the document alone: a number with code and year, ``青卫健(2024)16号``, or a
    公告号 with its year and issuer."""
    issuers: tuple[str, ...]
    issued_date: str | None
    region_code: str | None
    is_compilation: bool
    is_traditional: bool

    @cached_property
    def prints(self) -> frozenset[int]:
        """Fingerprints of the body; none of a short one.  The dearest of all: copies never need them."""
        return frozenset() if self.is_short else fingerprints(self.body)

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
    title = fold((record["title"] or record["page_title"] or "")[:MAX_TITLE])
    raw = record["body"][:MAX_CHARACTERS]
    body = fold(raw)
    words = _PINYIN.sub("", body) if "(" in body else body
    number = fold(record["document_number"] or "").replace("第", "") or None
    issuers = tuple(fold(issuer) for issuer in record["issuers"])
    return Judged(
        title=plain_text(title),
        body=plain_text(words),
        marks=title_marks(title),
        dates=body_dates("".join(body.split())),
        number=number,
        work_number=_work_number(number, issuers),
        issuers=issuers,
        issued_date=record["issued_date"],
        region_code=record["region_code"],
        is_compilation=bool(record["parts"]) or record["page_kind"] == "compilation",
        is_traditional=_changed_share(raw, body) > _TRADITIONAL_SHARE,
    )


def text_id(text: Judged) -> int:
    """The number by which the archive knows a text: the same for two pages between which judging sees
    no difference.

    Fits SQLite's integers.  It is stored: whatever changes it needs another :data:`JUDGING`.
    """
    said = (
        *(text.title, text.body, sorted((kind, sorted(values)) for kind, values in text.marks.items())),
        *(sorted(text.dates), text.number, text.work_number, text.issuers, text.issued_date),
        *(text.region_code, text.is_compilation, text.is_traditional),
    )
    digest = hashlib.sha256(repr(said).encode()).digest()
    return int.from_bytes(digest[:8], signed=True)


def lookup_hashes(text: Judged) -> frozenset[int]:
    """The hashes by which candidates find each other."""
    hashes = set(sample(text.prints))
    if text.work_number:
        hashes.add(key("number", text.work_number))
    if text.is_short:
        if text.title and text.body:
            hashes.add(key("short", f"{text.title}\n{text.body}"))
    elif len(text.title) >= MIN_TITLE:
        hashes.add(key("title", title_frame(text.title)))
    return frozenset(hashes)


def _work_number(number: str | None, issuers: tuple[str, ...]) -> str | None:
    if number is None or _CODED.match(number):
        return number
    return f"{issuers[0]}{number}" if issuers and "年" in number else None


def _changed_share(raw: str, folded: str) -> float:
    """The share of Han characters that folding changes: near nothing for Simplified text."""
    pairs = zip(raw[:_SCRIPT_SAMPLE], folded, strict=False)
    changed = [one != other for one, other in pairs if "\u4e00" <= one <= "\u9fff"]
    return sum(changed) / len(changed) if changed else 0.0
