"""What reading a signature gives."""

from __future__ import annotations

from dataclasses import dataclass

from archive.notice import Evidence


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed and when; either may be missing."""

    issuers: tuple[str, ...] = ()
    issuer_evidence: tuple[Evidence, ...] = ()
    date: str | None = None
    date_evidence: tuple[Evidence, ...] = ()
