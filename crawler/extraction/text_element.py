"""The text of a run: what stands in the smallest element around its first sentence.

A text is of one kind: its paragraphs stand side by side in one element.  What a site prints around it
(cards of departments, hotlines, comments, apps) stands in elements of its own, whatever its words.
The chosen element is often wider than the text, since such boxes have sentences too::

    <main>
      <div><p>根据工作安排，口腔科停诊一天。</p><p>总务科</p></div>
      <div><h5>门诊时间</h5><p>急诊全天开放。</p></div>
    </main>
"""

from __future__ import annotations

from crawler.extraction.document_run import DocumentRun
from crawler.extraction.ends.document_lines import OFFICIAL, characters, is_sentence
from crawler.extraction.ends.element import WITHIN_TEXT, end_of_element, with_files_below
from crawler.extraction.line_worth import Weighed, is_linked
from crawler.extraction.lines import Block, Layout
from crawler.extraction.title_text import is_document_title

_LONGEST_ABOVE = 40
_COLONS = ("：", ":")


def text_within(layout: Layout, weighed: Weighed, run: DocumentRun, title_end: int) -> DocumentRun:
    """The text of *run*, and the files right below it; *title_end* is the line after the title."""
    inside = range(run.start, run.end)
    first = next((index for index in inside if is_sentence(layout, weighed, index)), run.end)
    around = [
        block
        for block in layout.blocks
        if block.start <= first < block.end <= run.end and block.tag not in WITHIN_TEXT
    ]
    own = [block for block in around if block.start >= title_end]
    end = with_files_below(
        layout, weighed, run.start, end_of_element(layout, weighed, run, first, around, own)
    )
    return DocumentRun(
        _with_introduction(layout, weighed, title_end, _start(layout, weighed, run, own, end)), end
    )


def _with_introduction(layout: Layout, weighed: Weighed, title_end: int, start: int) -> int:
    """The *start*, or the line above that introduces what begins there: ``名单如下：`` above a table."""
    if start <= title_end or weighed.kinds[start - 1] is not None:
        return start
    above = layout.lines[start - 1]
    return start - 1 if above.text.endswith(_COLONS) and not is_linked(above) else start


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
    inside = characters(layout, weighed, range(core.start, min(core.end, end)))
    most = 2 * inside > characters(layout, weighed, range(run.start, end))
    return core.start if most else run.start


def _may_be_of_site(text: str) -> bool:
    return (
        len(text) <= _LONGEST_ABOVE
        and "。" not in text
        and not text.endswith(("：", ":", "；", "，"))
        and "\t" not in text
        and OFFICIAL.match(text) is None
        and not is_document_title(text)  # on pages whose <title> names the site
    )
