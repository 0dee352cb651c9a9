"""Taking markup off a page without parsing it, in time that grows with the page's length alone.

A pattern such as ``<a.*?</a>`` looks through the rest of the page for each ``<a`` that nothing
closes, and a page of nothing else keeps it busy for hours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r"</?(?:p|div|li|ul|tr|td|h\d|br|table|section|body)\b[^>]*>", re.IGNORECASE)
COMMENT = "!--"
"""Stands among names of elements for the page's comments."""


def without_elements(page: str, *names: str, put: str = " ") -> str:
    """*page* with *put* in place of its elements of those *names*; what nothing closes stays.

    >>> without_elements("<p>a<script>b</script><!-- c -->d<script>e", "script", COMMENT, put="")
    '<p>ad<script>e'
    """
    kept: list[str] = []
    done = 0
    for start, end in _spans(page, names):
        kept += (page[done:start], put)
        done = end
    return "".join((*kept, page[done:]))


def text_of_elements(page: str, name: str) -> str:
    """The text in the elements of that name.

    >>> text_of_elements("<title>a</title><b>b</b><title>c</title>", "title")
    'a c'
    """
    return " ".join(without_tags(page[start:end], put="") for start, end in _spans(page, (name,)))


def without_tags(page: str, *, put: str = " ") -> str:
    """*page* with *put* in place of each tag.

    >>> without_tags("a<b>b</b> 1 < 2", put="")
    'ab 1 < 2'
    """
    tagged = page.rfind(">") + 1  # so that whatever opens a tag before here is closed
    return _TAG.sub(put, page[:tagged]) + page[tagged:]


def lines_at_blocks(page: str) -> str:
    """*page* with a line break in place of each tag at which a browser begins a line."""
    tagged = page.rfind(">") + 1
    return _BLOCK.sub("\n", page[:tagged]) + page[tagged:]


def _spans(page: str, names: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where elements begin and end, up to the first closing tag of that name; none within another."""
    opening, closings = _patterns(names)
    unclosed = set()
    position = 0
    while (begun := opening.search(page, position)) is not None:
        position = begun.end()
        name = begun[1].lower()
        if name in unclosed:
            continue
        ended = closings[name].search(page, position)
        if ended is None:
            unclosed.add(name)
        else:
            yield begun.start(), ended.end()
            position = ended.end()


@cache
def _patterns(names: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    one = "|".join(name if name == COMMENT else rf"{name}\b" for name in names)
    closings = {
        name: re.compile("-->" if name == COMMENT else rf"</{name}\s*>", re.IGNORECASE) for name in names
    }
    return re.compile(f"<({one})", re.IGNORECASE), closings
