"""One line of a page, folded for matching."""

from __future__ import annotations

from typing import Literal, NamedTuple

from archive.notice import Evidence

MOST_ROW = 4_000
"""Characters of a row that are looked at."""


class Row(NamedTuple):
    """One line of the page, outer white space removed."""

    raw: str
    folded: str
    """Same length as ``raw``; see ``archive.vocabulary.folding``."""
    zone: Literal["head", "body", "tail"]
    start: int | None
    """Offset of the first character in the body; ``None`` outside it."""

    def evidence(self, rule: str, start: int = 0, end: int | None = None) -> Evidence:
        """Evidence for the characters from ``start`` to ``end`` of this row."""
        stop = len(self.raw) if end is None else end
        if self.start is None:
            return Evidence(raw=self.raw[start:stop], rule=rule)
        return Evidence(raw=self.raw[start:stop], rule=rule, start=self.start + start, end=self.start + stop)


def squeeze(text: str) -> str:
    """``text`` without white space."""
    return "".join(text.split())
