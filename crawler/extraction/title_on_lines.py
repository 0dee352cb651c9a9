"""Find the line, or run of lines, on which a page shows the title that its metadata tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.extraction.line_worth import is_linked
from crawler.extraction.lines import Layout, Line, lines_with
from crawler.extraction.taiwanese_letter import OPENS_LETTER
from crawler.extraction.text_keys import key
from crawler.extraction.title_text import CUT, FEWEST_TITLE_CHARACTERS, LONGEST_TITLE, MOST_TITLE_LINES
from crawler.extraction.told_title import SEPARATOR, Told

_SAME = 3
_CUT_SHORT = 1
_BLANK = re.compile(r"\s+")
_DASH = re.compile("-")
_FEWEST_BEFORE_BLANK = 10
"""Some sites put nothing but a blank, or a dash each, between title, column and site."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownTitle:
    """The title as the site shows it, and where."""

    text: str | None
    start: int
    """Its first line, -1 when it stands on no line."""
    end: int
    """The line after its last one; 0 when it stands on no line."""
    rule: str | None


def on_a_line(layout: Layout, wanted: list[Told], last: int, *, partly: bool = True) -> ShownTitle | None:
    """The line, or run of lines before *last*, that says what the metadata say; the last one if several.

    The metadata may hold the beginning of the title only if *partly*.
    """
    keys = [(key(CUT.sub("", told.text)), told) for told in wanted]
    keys = [(own, told) for own, told in keys if len(own) >= FEWEST_TITLE_CHARACTERS]
    best: tuple[tuple[int, int], ShownTitle] | None = None
    beginnings = {own[0] for own, _ in keys}
    for start in lines_with(layout.lines[:last], beginnings):
        line = layout.lines[start]
        if "一" <= line.text[:1] <= "鿿" and line.text[0] not in beginnings:
            continue  # a key begins with the line's first Han character: most lines need none
        if len(line.text) > LONGEST_TITLE or is_linked(line) or _is_below_subject(layout, start):
            continue
        first = key(line.text)
        if not any(own.startswith(first) or first.startswith(own) for own, _ in keys):
            continue
        for end, joined in runs(layout.lines, start, last):
            joined_key = key(joined)
            if len(joined_key) < FEWEST_TITLE_CHARACTERS:
                continue
            for own, told in keys:
                strength = _match(joined_key, own, told)
                if strength > (not partly) and (best is None or (strength, start) > best[0]):
                    # Some sites print the day behind the title.
                    dated = strength == _CUT_SHORT and joined_key[len(own) :].isdigit()
                    shown = ShownTitle(
                        text=told.text if dated else joined, start=start, end=end, rule=told.rule
                    )
                    best = ((strength, start), shown)
            if best is not None and best[0] == (_SAME, start):
                break  # more lines say no better what one says
    return best[1] if best else None


def _is_below_subject(layout: Layout, index: int) -> bool:
    """Whether a line is what a Taiwanese letter is about, which serves as its title and is of its text."""
    return index > 0 and OPENS_LETTER.fullmatch(layout.lines[index - 1].text) is not None


def runs(lines: Sequence[Line], start: int, last: int) -> Iterator[tuple[int, str]]:
    """The line at *start* alone, then joined with the ones after it, as wrapped titles are."""
    text = lines[start].text
    yield start + 1, text
    for end in range(start + 1, min(start + MOST_TITLE_LINES, last)):
        if len(text) > LONGEST_TITLE or is_linked(lines[end]) or text.endswith(("。", "：")):
            return
        text += lines[end].text
        yield end + 1, text


def _match(shown: str, wanted: str, told: Told) -> int:
    """3 for the same text, 2 for a beginning of it up to a separator, 1 for one cut short by the metadata."""
    if shown == wanted:
        return _SAME
    if told.is_piece:
        return 0
    if wanted.startswith(shown):
        separators = [SEPARATOR, _BLANK, _DASH] if len(shown) >= _FEWEST_BEFORE_BLANK else [SEPARATOR]
        ends = [match.start() for separator in separators for match in separator.finditer(told.text)]
        beginnings = [key(told.text[:end]) for end in ends]
        return 2 if shown in beginnings else 0
    return (
        _CUT_SHORT if shown.startswith(wanted) and len(wanted) >= 10 and len(shown) < 2 * len(wanted) else 0
    )
