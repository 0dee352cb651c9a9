"""Where the text ends inside the element that was chosen: with the smallest element around its beginning.

A text is of one kind: its paragraphs stand side by side in one element.  What a site prints around it
(cards of departments, hotlines, comments, apps) stands in elements of its own, whatever its words.
The chosen element is often wider than the text, since such boxes have sentences too::

    <main>
      <div><p>根据工作安排，口腔科停诊一天。</p><p>总务科</p></div>
      <div><h5>门诊时间</h5><p>急诊全天开放。</p></div>
    </main>
"""

from __future__ import annotations

import re
from itertools import accumulate

from archive.vocabulary.dates import parse_date
from crawler.extraction.chrome import Chrome
from crawler.extraction.document_run import DocumentRun
from crawler.extraction.element_names import Role
from crawler.extraction.line_worth import Weighed, is_linked
from crawler.extraction.lines import Block, Layout
from crawler.extraction.title_text import is_document_title

_WITHIN_TEXT = frozenset({"p", "li", "ol", "ul", "dl", "dd", "tr", "tbody", "table", "blockquote", "pre"})
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
_LONGEST_DATE = 30
_LONGEST_BUTTON = 12
_LONGEST_ABOVE = 40
_FILE_BOX = "附件【"
"""How 博达 sites begin the lines of their box of files, which give those of the text once more."""
_ANNEX = ("附件", "附表", "附:", "附：", "附图")
_COLONS = ("：", ":")
_FEWEST_TABS = 2
_OFFICIAL = re.compile(
    r"附[件表图录：:]|抄[送报]|主题词|[出列]席|分送|记录[：:]|特此|此[复致]|联系(?:人|电话|方式)|[（(](?:此件|联系人|信息公开|附)|注[：:]|备注"
    r"|[（(]?[一二三四五六七八九十]{1,3}[、.．）)]|[（(]?\d{1,2}(?:[、．）)]|\.(?!\d))|第[一二三四五六七八九十百]{1,4}[章节条]"
)
"""How lines begin that belong to a document though they hold no sentence."""
_UNMISTAKABLE = re.compile(
    r"(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日$|[二〇○零]{2,}.{0,4}年.{1,2}月.{1,3}日$"
    r"|.{2,40}日印发$|抄[送报]|主题词|分送|[（(]信息公开"
)
"""A day that signs, and the last lines of a document (版记)."""
_UNFOLDS = re.compile("展开|剩余|余下|(?:阅读|查看|显示)全")
_OF_SITE = (Chrome.CUT, Chrome.FOOTER)


def text_within(layout: Layout, weighed: Weighed, run: DocumentRun, title_end: int) -> DocumentRun:
    """The text of *run*, and the files right below it; *title_end* is the line after the title."""
    inside = range(run.start, run.end)
    first = next((index for index in inside if _is_sentence(layout, weighed, index)), run.end)
    around = [
        block
        for block in layout.blocks
        if block.start <= first < block.end <= run.end and block.tag not in _WITHIN_TEXT
    ]
    own = [block for block in around if block.start >= title_end]
    end = _with_files_below(layout, weighed, run.start, _end(layout, weighed, run, first, around, own))
    return DocumentRun(
        _with_introduction(layout, weighed, title_end, _start(layout, weighed, run, own, end)), end
    )


def _with_introduction(layout: Layout, weighed: Weighed, title_end: int, start: int) -> int:
    """The *start*, or the line above that introduces what begins there: ``名单如下：`` above a table."""
    if start <= title_end or weighed.kinds[start - 1] is not None:
        return start
    above = layout.lines[start - 1]
    return start - 1 if above.text.endswith(_COLONS) and not is_linked(above) else start


def _with_files_below(layout: Layout, weighed: Weighed, start: int, end: int) -> int:
    files = weighed.files
    if end not in files or any(
        index in files or layout.lines[index].text.startswith(_ANNEX) for index in range(start, end)
    ):
        return end  # a box below the text gives the same files again
    while end < len(layout.lines) and end in files and not layout.lines[end].text.startswith(_FILE_BOX):
        end += 1
    return end


def _start(layout: Layout, weighed: Weighed, run: DocumentRun, own: list[Block], end: int) -> int:
    """The start of *run*, or the beginning of the element that holds most of the text, which has its *end*.

    Between the title and that element stand cards of who posted it, and rows of buttons.
    """
    core = min(own, key=lambda block: block.end - block.start, default=None)
    if core is None or core.start <= run.start or core.end <= core.start + 1:
        return run.start
    above = range(run.start, core.start)
    if not all(_may_be_of_site(layout.lines[index].text) and index not in weighed.files for index in above):
        return run.start
    inside = _characters(layout, weighed, range(core.start, min(core.end, end)))
    most = 2 * inside > _characters(layout, weighed, range(run.start, end))
    return core.start if most else run.start


def _may_be_of_site(text: str) -> bool:
    return (
        len(text) <= _LONGEST_ABOVE
        and "。" not in text
        and not text.endswith(("：", ":", "；", "，"))
        and "\t" not in text
        and _OFFICIAL.match(text) is None
        and not is_document_title(text)  # on pages whose <title> names the site
    )


def _end(
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
        if first < block.start and block.end <= inner.end and block.tag not in _WITHIN_TEXT
    ]
    menu = next((at for at in range(first, inner.end) if _is_of_site(layout, weighed, at)), inner.end)
    around_lines = _boxes_around_lines(boxes, first, inner.end)
    paragraphs = [
        index
        for index in range(first, menu)
        if index in layout.alone and not around_lines[index - first] and _is_sentence(layout, weighed, index)
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
    if _unfolds(layout, weighed, end):
        rest = [block.end for block in layout.blocks if block.start == end + 1 and block.end <= outer_end]
        return max(rest, default=outer_end)  # behind the button that shows the rest of the text
    menu = next((index for index in range(end, outer_end) if _is_of_site(layout, weighed, index)), outer_end)
    while end < menu and (_is_sentence(layout, weighed, end) or _is_official(layout, weighed, end)):
        end += 1
    end = _last_official(layout, weighed, range(end, menu))
    begun = [block for block in layout.blocks if text.stop <= block.start < end < block.end <= menu]
    end = max((block.end for block in begun), default=end)
    so_far = _characters(layout, weighed, range(text.start, end))
    further = _characters(layout, weighed, range(end, menu))
    if further >= min(_FURTHER_SHARE * so_far, _FURTHER_CHARACTERS):
        return outer_end
    beyond = further + _characters(layout, weighed, range(menu, outer_end))
    is_text = beyond >= max(2 * so_far, _BEYOND_CHARACTERS)
    return outer_end if is_text and not _are_teasers(layout, weighed, range(menu, outer_end)) else end


def _are_teasers(layout: Layout, weighed: Weighed, lines: range) -> bool:
    """Whether *lines* are titles of other articles, as links, and what these begin with."""
    linked = [True for line in layout.lines[lines.start : lines.stop] if is_linked(line)]
    sentences = [True for index in lines if _is_sentence(layout, weighed, index)]
    return len(linked) >= _TEASER_SHARE * len(sentences)


def _is_sentence(layout: Layout, weighed: Weighed, index: int) -> bool:
    return weighed.worth[index] > 0 and "。" in layout.lines[index].text and weighed.kinds[index] is None


def _is_official(layout: Layout, weighed: Weighed, index: int) -> bool:
    text = layout.lines[index].text
    return (
        index in weighed.files
        or "\t" in text
        or _OFFICIAL.match(text) is not None
        or (len(text) <= _LONGEST_DATE and parse_date(text) is not None)
    )


def _is_of_site(layout: Layout, weighed: Weighed, index: int) -> bool:
    line = layout.lines[index]
    if weighed.kinds[index] in _OF_SITE:
        return True
    if index in weighed.files or not is_linked(line) or _unfolds(layout, weighed, index):
        return False
    # A single long link is an advertisement in the middle of a text.
    following = layout.lines[index + 1] if index + 1 < len(layout.lines) else line
    return len(line.text) < _LONGEST_BUTTON or is_linked(following)


def _unfolds(layout: Layout, weighed: Weighed, index: int) -> bool:
    """Whether a line is the button behind which the rest of the text stands."""
    return weighed.kinds[index] is Chrome.FURNITURE and _UNFOLDS.search(layout.lines[index].text) is not None


def _last_official(layout: Layout, weighed: Weighed, lines: range) -> int:
    """The line after the last of *lines* that only a document has, else the first of *lines*."""
    for index in reversed(lines):
        text = layout.lines[index].text
        if index in weighed.files or _UNMISTAKABLE.match(text) or text.count("\t") >= _FEWEST_TABS:
            return index + 1
    return lines.start


def _characters(layout: Layout, weighed: Weighed, lines: range) -> int:
    """How long the sentences and the rows of tables are among *lines*."""
    texts = [text for text, _ in layout.lines[lines.start : lines.stop]]
    return sum(
        [
            len(text)
            for index, text in zip(lines, texts, strict=True)
            if ("。" in text and _is_sentence(layout, weighed, index)) or text.count("\t") >= _FEWEST_TABS
        ]
    )
