"""Clean the chosen region: what belongs to the document stays, what the site printed leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.extraction.chrome import LONGEST_CHROME_LINE, Chrome, chrome_of
from crawler.extraction.file_links import is_file_link
from crawler.extraction.fold import fold_doubled, without_lead
from crawler.extraction.index_block import index_rows
from crawler.extraction.lines import Layout, Line
from crawler.extraction.region import Region, is_linked, prose_marks
from crawler.extraction.text_keys import key
from crawler.extraction.title import ShownTitle

_HEAD_LINES = 14
"""Source lines, title echoes and the like stand within so many lines of the beginning."""
_ABOVE_LINES = 20
_BELOW_LINES = 12
_ECHO_LINES = 5
_PROSE_CHARACTERS = 40
_REMAINDER_SHARE = 0.3
"""A heading such as 相关阅读 cuts the text off only if less than this share of its prose follows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """The document's lines, and the lines about it."""

    lines: tuple[str, ...]
    head: tuple[str, ...]
    tail: tuple[str, ...]
    start: int
    """First line of the region in the layout."""
    end: int
    """The line of the layout after which nothing of the notice stands."""


def clean_body(layout: Layout, region: Region, title: ShownTitle) -> Body:
    """The body within *region*, with the lines above, below and inside it sorted out."""
    region = _cut(layout, region)
    files = {link.line for link in layout.links if is_file_link(link.href, link.text)}
    texts = [line.text for line in layout.lines[region.start : region.end]]
    above_start = max(0, min(region.start, title.start if title.start >= 0 else region.start) - _ABOVE_LINES)
    above = _around(layout, above_start, region.start, title)
    rows, used = index_rows([*above, *texts[:_HEAD_LINES * 2]])
    head = [*rows, *(text for index, text in enumerate(above) if index not in used)]
    inside = {index - len(above) for index in used if index >= len(above)}
    lines = [
        line._replace(text=line.text) for index, line in enumerate(layout.lines[region.start : region.end])
        if index not in inside
    ]
    positions = [region.start + index for index in range(len(texts)) if index not in inside]
    linked = {i for i, (line, at) in enumerate(zip(lines, positions, strict=True)) if is_linked(line) and at not in files}
    kept, inner_head = _trim_head(lines, linked, title)
    kept, tail = _trim_tail(lines, kept, linked)
    kept = [i for i in kept if not (_may_be_chrome(lines[i]) and chrome_of(lines[i].text) is Chrome.FURNITURE)]
    body = without_lead(fold_doubled([lines[i].text for i in kept]), title.text)
    body, echoed = _without_echo(body, title.text)
    below = [
        line.text
        for line in layout.lines[region.end : region.end + _BELOW_LINES]
        if not is_linked(line) and chrome_of(line.text) is Chrome.ABOUT
    ]
    return Body(
        lines=tuple(body),
        head=tuple(dict.fromkeys([*head, *inner_head, *echoed])),
        tail=tuple(dict.fromkeys([*tail, *below])),
        start=region.start,
        end=region.end,
    )


def _cut(layout: Layout, region: Region) -> Region:
    """The region up to a heading such as 相关阅读, where little of its prose follows."""
    marks = [prose_marks(line) for line in layout.lines[region.start : region.end]]
    total, before = sum(marks), 0
    for offset, line in enumerate(layout.lines[region.start : region.end]):
        if (
            offset > 0
            and len(line.text) <= 60
            and before >= (1 - _REMAINDER_SHARE) * total
            and chrome_of(line.text) in (Chrome.CUT, Chrome.FOOTER)
        ):
            return Region(region.start, region.start + offset)
        before += marks[offset]
    return region


def _around(layout: Layout, start: int, end: int, title: ShownTitle) -> list[str]:
    """The unlinked lines above the body that may say something of it, the title left out."""
    texts = []
    for index in range(start, end):
        line = layout.lines[index]
        if is_linked(line) or title.start <= index < title.end:
            continue
        kind = chrome_of(line.text)
        if kind in (None, Chrome.ABOUT) and len(line.text) <= LONGEST_CHROME_LINE:
            texts.append(line.text)
    return texts


def _may_be_chrome(line: Line) -> bool:
    return len(line.text) <= LONGEST_CHROME_LINE


def _trim_head(lines: Sequence[Line], linked: set[int], title: ShownTitle) -> tuple[list[int], list[str]]:
    """Indexes of the lines that stay, and the lines about the page from the beginning."""
    echo_end = _echo_end([line.text for line in lines[: _HEAD_LINES * 2]], title.text)
    kept, head = [], []
    in_head = True
    for index, line in enumerate(lines):
        if in_head and index < _HEAD_LINES + echo_end:
            kind = chrome_of(line.text)
            if index < echo_end:
                if kind in (None, Chrome.ABOUT) and index not in linked and key(line.text) not in key(title.text or ""):
                    head.append(line.text)
                continue
            if kind is Chrome.ABOUT:
                head.append(line.text)
                continue
            if kind is not None or index in linked:
                continue
            if prose_marks(line) > 1 and len(line.text) >= _PROSE_CHARACTERS:
                in_head = False
        kept.append(index)
    return kept, head


def _echo_end(texts: Sequence[str], title: str | None) -> int:
    """The index after the line, or run of lines, that repeats the title before the prose; 0 if none does."""
    wanted = key(title or "")
    if len(wanted) < 4:
        return 0
    for start, text in enumerate(texts):
        joined = ""
        for end in range(start, min(start + _ECHO_LINES, len(texts))):
            joined += key(texts[end])
            if joined == wanted:
                return end + 1
            if not wanted.startswith(joined):
                break
        if len(text) >= _PROSE_CHARACTERS and text.endswith("。"):
            break
    return 0


def _without_echo(body: list[str], title: str | None) -> tuple[list[str], list[str]]:
    """The body without a repetition of the title that a dropped lead had hidden."""
    end = _echo_end(body[:_HEAD_LINES], title)
    return body[end:], []


def _trim_tail(lines: Sequence[Line], kept: list[int], linked: set[int]) -> tuple[list[int], list[str]]:
    """*kept* without the site's lines at the end, and those of them that say something of the page."""
    tail: list[str] = []
    while kept:
        index = kept[-1]
        kind = chrome_of(lines[index].text)
        if kind is None and index not in linked:
            break
        if kind is Chrome.ABOUT and index not in linked:
            tail.append(lines[index].text)
        kept = kept[:-1]
    return kept, tail[::-1]
