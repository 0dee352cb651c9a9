"""Damage: one thing that is not as it should be, as a person and as a program are told of it."""

from __future__ import annotations

from dataclasses import dataclass

RESTORE = "put {} back from a copy of the captures, or `notices rebuild` makes the archive without it"
REBUILD = "`notices rebuild` makes the archive anew from its captures"


@dataclass(frozen=True, kw_only=True, slots=True)
class Damage:
    """What is wrong, where, and what helps."""

    kind: str
    """``file`` or ``capture`` of the evidence; ``archive``, ``row`` or ``index`` of the archive."""
    where: str
    """``FILE.warc.gz``, ``FILE.warc.gz:OFFSET``, ``notices.db`` or ``TABLE ID``."""
    got: str
    expected: str
    remedy: str
    url: str | None = None
    """Address of a damaged capture, where it can still be read."""

    @property
    def sentence(self) -> str:
        """All of it in one plain sentence."""
        return f"{self.where}: {self.got}; expected {self.expected}; {self.remedy}"


def damaged_row(where: str, got: str, expected: str) -> Damage:
    """A row of the archive that is not as it should be: its captures say how it was."""
    return Damage(kind="row", where=where, got=got, expected=expected, remedy=REBUILD)


def shown(value: object) -> str:
    """A value in a sentence: long ones cut, line ends as one space."""
    if value is None:
        return "nothing"
    text = " ".join(str(value).split())
    return text if len(text) <= 80 else f"{text[:77]}…"
