"""Keep the texts of elements that are named for holding a source, with the lines they stand on.

A name is often glued to the day beside it, which style sheets set apart::

    <p><span class="source">清川县融媒体中心</span><span class="time">03-15 08:12</span></p>
"""

from __future__ import annotations

from collections.abc import Sequence

_MOST = 100
_LONGEST = 80
_MOST_PIECES = 20
"""A name is made of no more, however many elements stand around parts of it."""


class NamedSources:
    """What was kept of the part of a page that is read so far."""

    def __init__(self) -> None:
        self._before: list[int] = []  # of every open element that is named so, the pieces before it
        self._kept: list[tuple[int, str]] = []

    def begin(self, pieces: Sequence[str]) -> None:
        """Begin an element behind the *pieces* of its line."""
        self._before.append(len(pieces))

    def end(self, first: int, texts: Sequence[str], pieces: Sequence[str]) -> None:
        """End the innermost element, which began on line *first*: its text counts if it is on one line.

        *texts* are the lines so far, *pieces* those of the line that is being written.
        """
        before = self._before.pop()
        if len(texts) == first and len(pieces) - before <= _MOST_PIECES:
            text = " ".join("".join(pieces[before:]).split())
        elif len(texts) == first + 1 and not (before or pieces):
            text = texts[first]
        else:
            return
        if 0 < len(text) <= _LONGEST and len(self._kept) < _MOST:
            self._kept.append((first, text))

    def join_lines(self, start: int) -> None:
        """Take note that the lines from *start* on, the cells of a row, have become one."""
        for index in range(len(self._kept) - 1, -1, -1):
            if self._kept[index][0] <= start:
                break
            self._kept[index] = (start, self._kept[index][1])

    def kept(self) -> tuple[tuple[int, str], ...]:
        """The texts kept, with their lines."""
        return tuple(self._kept)
