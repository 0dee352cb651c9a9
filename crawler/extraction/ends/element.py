"""The end of a text with the elements around its first sentence, from the inner ones to the outer.

An outer element is the text's own where what it adds is as much, or is what only documents have.
"""

from __future__ import annotations

import re
from itertools import accumulate

from archive.vocabulary.han_numbers import han_number
from crawler.extraction.chrome import Chrome
from crawler.extraction.document_run import DocumentRun
from crawler.extraction.element_names import Role
from crawler.extraction.ends.below_box import end_below_box
from crawler.extraction.ends.document_lines import (
    begins_clauses,
    characters,
    is_of_site,
    is_official,
    is_sentence,
    last_official,
    unfolds,
)
from crawler.extraction.file_links import extension
from crawler.extraction.label_rows import file_name
from crawler.extraction.line_worth import Weighed, is_linked
from crawler.extraction.lines import Block, Layout

WITHIN_TEXT = frozenset({"p", "li", "ol", "ul", "dl", "dd", "tr", "tbody", "table", "blockquote", "pre"})
"""Elements that are parts of a text, and no text of their own."""
_MOST_AROUND = 30
"""So many elements around each other are looked at."""
_FURTHER_SHARE = 1.0
"""Further elements belong to the text from this share of the characters that its sentences have so far …"""
_FURTHER_CHARACTERS = 150
"""… or from so many."""
_BEYOND_CHARACTERS = 300
"""So many, and twice as many as so far, are the text itself, even below buttons."""
_TEASER_SHARE = 0.5
"""Of the lines with sentences: a teaser is a link and a line or two below it."""
_FEWEST_PARAGRAPHS = 4
_FILE_BOX = "附件【"
"""How 博达 sites begin the lines of their box of files, which give those of the text once more."""
_NUMBERED_HEADING = re.compile(r"([一二三四五六七八九十]{1,3})、")
_MOST_UNDER_HEADING = 200
"""A heading of the text is looked for among so many of its last lines."""
_FILES = re.compile(r"(?:相关)?附件(?:列表|下载)?\s?[:：]?\s?(?:[(（]?\d{1,2}个?[)）]?)?\s?[:：]?")
_ANNEX = ("附件", "附表", "附:", "附：", "附图")


def end_of_element(
    layout: Layout, weighed: Weighed, run: DocumentRun, first: int, around: list[Block], own: list[Block]
) -> int:
    """Where the text ends whose *first* sentence stands in *around*, some of which are its *own* elements."""
    if first == run.end:
        return run.end
    named = [block.end for block in own if block.role & Role.BODY]
    ends = {_after_paragraphs(layout, weighed, first, around)} if first in layout.alone else set()
    ends.update(block.end for block in around)
    end, *outer = sorted({*(end for end in ends if not named or end >= named[0]), run.end})
    for outer_end in [*outer[:_MOST_AROUND], run.end]:
        if end < outer_end:
            end = _further(layout, weighed, range(first, end), outer_end)
    return end


def _after_paragraphs(layout: Layout, weighed: Weighed, first: int, around: list[Block]) -> int:
    """Where a text ends whose paragraphs are elements of their own, as *first* is: ``<div>`` in some editors.

    Headings and tables stand between them, the signature below them, none in a box of its own.  Where
    the paragraphs are few, what follows the first may as well be the site's where boxes are among it; else
    the element around them is the text's own, down to its source line.
    """
    inner = min(around, key=lambda block: block.end - block.start, default=None)
    if inner is None:
        return first + 1
    boxes = [
        block
        for block in layout.blocks
        if first < block.start and block.end <= inner.end and block.tag not in WITHIN_TEXT
    ]
    menu = next((at for at in range(first, inner.end) if is_of_site(layout, weighed, at)), inner.end)
    around_lines = _boxes_around_lines(boxes, first, inner.end)
    paragraphs = [
        index
        for index in range(first, menu)
        if index in layout.alone and not around_lines[index - first] and is_sentence(layout, weighed, index)
    ]
    if len(paragraphs) < _FEWEST_PARAGRAPHS:
        end = next((at for at in range(first + 1, menu) if weighed.kinds[at] is Chrome.ABOUT), menu)
        return first + 1 if inner.tag == "body" or any(box.start < end for box in boxes) else end
    return min((box.start for box in boxes if box.start > paragraphs[-1]), default=menu)


def _boxes_around_lines(boxes: list[Block], first: int, end: int) -> list[int]:
    """In how many of *boxes* each line from *first* to *end* stands: one pass, however many there are."""
    change = [0] * (end - first + 1)
    for box in boxes:
        change[box.start - first] += 1
        change[box.end - first] -= 1
    return list(accumulate(change))


def _further(layout: Layout, weighed: Weighed, text: range, outer_end: int) -> int:
    """Where *text* ends in an element around it that ends at *outer_end*."""
    end = text.stop
    if layout.lines[end - 1].text.endswith(("：", ":")):
        return outer_end
    if unfolds(layout, weighed, end):
        rest = _behind_button(layout, weighed, end + 1, outer_end)
        if any(is_sentence(layout, weighed, at) or is_official(layout, weighed, at) for at in rest):
            return rest.stop
    boxes = [block for block in layout.blocks if block.start == end and block.end < outer_end]
    for box in boxes:
        if (further := end_below_box(layout, weighed, box, outer_end)) is not None:
            return further
    menu = next((index for index in range(end, outer_end) if is_of_site(layout, weighed, index)), outer_end)
    while end < menu and (
        is_sentence(layout, weighed, end)
        or is_official(layout, weighed, end)
        or begins_clauses(layout, weighed, end)
    ):
        end += 1
    if _numbering_goes_on(layout, range(text.start, end), range(end, menu)):
        return menu
    end = last_official(layout, weighed, range(end, menu))
    begun = [block for block in layout.blocks if text.stop <= block.start < end < block.end <= menu]
    end = max((block.end for block in begun), default=end)
    so_far = characters(layout, weighed, range(text.start, end))
    further = characters(layout, weighed, range(end, menu))
    if further >= min(_FURTHER_SHARE * so_far, _FURTHER_CHARACTERS):
        return outer_end
    beyond = further + characters(layout, weighed, range(menu, outer_end))
    is_text = beyond >= max(2 * so_far, _BEYOND_CHARACTERS)
    return outer_end if is_text and not _are_teasers(layout, weighed, range(menu, outer_end)) else end


def _behind_button(layout: Layout, weighed: Weighed, start: int, outer_end: int) -> range:
    """What begins at *start*, behind the button that shows the rest of a text: an element, or else all lines.

    Sites leave the button below a text that they show whole; what they ask of readers stands there then.
    """
    ends = [block.end for block in layout.blocks if block.start == start and block.end <= outer_end]
    of_site = (at for at in range(start, outer_end) if is_of_site(layout, weighed, at))
    return range(start, max(ends, default=0) or next(of_site, outer_end))


def _numbering_goes_on(layout: Layout, text: range, below: range) -> bool:
    """Whether the headings at the end of *text*, 一、 to 三、, go on with the next number *below* it."""
    further = {number for index in below if (number := _heading_number(layout.lines[index].text))}
    if not further:
        return False
    near = reversed(text[-_MOST_UNDER_HEADING:])
    last = next((number for index in near if (number := _heading_number(layout.lines[index].text))), None)
    return last is not None and last + 1 in further


def _heading_number(text: str) -> int | None:
    heading = _NUMBERED_HEADING.match(text)
    return han_number(heading[1]) if heading else None


def _are_teasers(layout: Layout, weighed: Weighed, lines: range) -> bool:
    """Whether *lines* are titles of other articles, as links, and what these begin with."""
    linked = [True for line in layout.lines[lines.start : lines.stop] if is_linked(line)]
    sentences = [True for index in lines if is_sentence(layout, weighed, index)]
    return len(linked) >= _TEASER_SHARE * len(sentences)


def with_files_below(layout: Layout, weighed: Weighed, start: int, end: int) -> int:
    """The *end* of a text that begins at *start*, or of the files right below it where it names none."""
    files = weighed.files
    box = end if end in files else _end_of_named_files(layout, weighed, end)
    if box is None or any(
        index in files or layout.lines[index].text.startswith(_ANNEX) for index in range(start, end)
    ):
        return end  # a box below the text gives the same files again
    end = box
    while end < len(layout.lines) and end in files and not layout.lines[end].text.startswith(_FILE_BOX):
        end += 1
    return end


def _end_of_named_files(layout: Layout, weighed: Weighed, heading: int) -> int | None:
    """The line after the files named right below a *heading*, which no link but a script offers.

    ``附件：(1) ⏎ 自查表.xls(88KB)``; ``None`` where none is.
    """
    if heading >= len(layout.lines) or _FILES.fullmatch(layout.lines[heading].text) is None:
        return None
    end = heading + 1
    while end < len(layout.lines) and extension(file_name(layout.lines[end].text)) is not None:
        end += 1
    # Linked files need no names of theirs in the text.
    return end if end > heading + 1 and weighed.files.isdisjoint(range(heading, end)) else None
