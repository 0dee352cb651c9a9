"""Clean the chosen run: what belongs to the document stays, what the site printed leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.extraction.body_head import (
    HEAD_LINES,
    MOST_ABOVE_ECHO,
    lines_above,
    without_head,
    without_info_rows,
)
from crawler.extraction.body_rows import Row, judged_rows
from crawler.extraction.chrome import Chrome
from crawler.extraction.document_run import DocumentRun
from crawler.extraction.ends.site_below import without_site_below
from crawler.extraction.ends.tail import without_tail
from crawler.extraction.heading_numbers import with_heading_numbers
from crawler.extraction.index_block import index_rows, is_index_row
from crawler.extraction.interruptions import without_interruptions
from crawler.extraction.label_rows import without_label
from crawler.extraction.line_worth import Weighed, is_linked
from crawler.extraction.lines import Layout
from crawler.extraction.repetition import fold_doubled, without_lead
from crawler.extraction.summary_table import summary_rows
from crawler.extraction.text_keys import key
from crawler.extraction.title_echo import echo_end
from crawler.extraction.title_on_lines import ShownTitle

_BELOW_LINES = 12
_NEIGHBOUR = re.compile(r"[\[【(（\s]*[上下前后後]一?[篇条條则則]")
"""Such a line leads to one page, and the page's own lines may go on below it."""
_NAMES_DOCUMENT = ("索引号", "标题", "文档标题", "公文标题", "信息标题", "文件标题")
"""An index block with one of these stands above the document, and what is above it is the site's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """The document's lines, and the lines about it."""

    lines: tuple[str, ...]
    head: tuple[str, ...]
    tail: tuple[str, ...]
    start: int
    """First line of the run in the layout."""
    end: int
    """The line of the layout after which nothing of the notice stands."""
    is_doubled: bool = False
    """Whether the page gives the document twice; ``lines`` hold it once."""


def clean_body(layout: Layout, weighed: Weighed, run: DocumentRun, title: ShownTitle) -> Body:
    """The body within *run*, with the lines above, below and inside it sorted out."""
    kinds = weighed.kinds.among(range(run.start, run.end))
    run = without_site_below(layout, weighed, run, kinds)
    above = lines_above(layout, weighed, run, title)
    rows = with_heading_numbers(without_interruptions(judged_rows(layout, weighed, run, kinds)))
    summary = summary_rows([row.text for row in rows[:MOST_ABOVE_ECHO]])
    above += [row.text for row in rows[summary.start : summary.stop]]
    rows = [*rows[: summary.start], *rows[summary.stop :]]
    rows, head = _without_index_block(rows, above)
    rows, about = without_head(rows, title.text)
    head += about
    if title.end == run.start:
        rows, info = without_info_rows(rows)
        head += info
    rows, tail = without_tail(rows)
    lines = [row.text for row in rows if row.kind is not Chrome.FURNITURE]
    once = fold_doubled(lines)
    is_doubled = len(once) < len(lines)
    lines = without_lead(once, title.text)
    echoed = echo_end(lines[:HEAD_LINES], title.text)  # an echo that the lead had hidden
    head += [text for text in lines[:echoed] if key(text) not in key(title.text or "")]
    lines = lines[echoed:]
    return Body(
        lines=tuple(lines),
        head=tuple(dict.fromkeys(head)),
        tail=tuple(dict.fromkeys([*tail, *_below(layout, weighed, run)])),
        start=run.start,
        end=run.end,
        is_doubled=is_doubled,
    )


def _without_index_block(rows: list[Row], above: list[str]) -> tuple[list[Row], list[str]]:
    """The rows below an index block, and what is said of the document *above* them and in the block."""
    pairs, used = index_rows([*above, *(row.text for row in _above_prose(rows))])
    head = [*pairs, *(text for index, text in enumerate(above) if index not in used)]
    begin = 0
    if any(line.startswith(_NAMES_DOCUMENT) for line in pairs):
        begin = min((index - len(above) for index in used if index >= len(above)), default=0)
    head += [row.text for row in rows[:begin] if row.kind is None and not row.menu]
    if used:
        rows = [row for index, row in enumerate(rows) if index >= begin and index + len(above) not in used]
    if pairs:
        rows = [row._replace(text=text) for row in rows if (text := without_label(row.text))]
    return rows, head


def _above_prose(rows: list[Row]) -> list[Row]:
    """The rows among which an index block may stand: those before the first prose."""
    near = rows[:MOST_ABOVE_ECHO]
    prose = (index for index, row in enumerate(near) if row.prose and row.kind is None)
    # A remark in the register of letters received (拟办意见 ⇥ 请院感科阅办，…) may be long.
    text = (index for index in prose if "\t" not in near[index].text or not is_index_row(near[index].text))
    return near[: next(text, len(near))]


def _below(layout: Layout, weighed: Weighed, run: DocumentRun) -> list[str]:
    """The lines below the run that say something of the page, above links to other pages under a heading."""
    texts = []
    is_headed = False
    for index, line in enumerate(layout.lines[run.end : run.end + _BELOW_LINES], start=run.end):
        kind = weighed.kinds[index]
        if is_linked(line):
            if is_headed:
                break
        elif kind is Chrome.ABOUT:
            texts.append(line.text)
        is_headed |= kind is Chrome.CUT and not _NEIGHBOUR.match(line.text)
    return texts
