"""Clean the chosen run: what belongs to the document stays, what the site printed leaves."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile
from typing import NamedTuple

from archive.vocabulary.folding import fold
from archive.vocabulary.organisations import is_organisation
from crawler.extraction.chrome import LONGEST_CHROME_LINE, Chrome
from crawler.extraction.document_run import DocumentRun
from crawler.extraction.edges import info_rows, without_site_below
from crawler.extraction.index_block import index_rows
from crawler.extraction.info_line import says_when_posted
from crawler.extraction.inline_boxes import lines_of_inline_boxes
from crawler.extraction.label_rows import file_name, without_label
from crawler.extraction.line_worth import Weighed, is_linked
from crawler.extraction.lines import Layout
from crawler.extraction.repetition import fold_doubled, without_lead
from crawler.extraction.signature_end import above_remnants
from crawler.extraction.taiwanese_letter import OPENS_LETTER
from crawler.extraction.text_keys import key
from crawler.extraction.title_echo import ADDRESSEE, echo_end
from crawler.extraction.title_on_lines import ShownTitle

_HEAD_LINES = 14
"""Source lines and the like stand within so many lines of the beginning."""
_ECHO_WITHIN = 28
"""An index block may stand between the title shown and the title printed."""
_ABOVE_LINES = 20
_BELOW_LINES = 12
_PROSE_CHARACTERS = 40
_AD = re.compile(r"^[广廣]告")
_COUNT = re.compile(r"^[(（]?\d[\d.,]*%?[)）]?$")
_LEADS_AWAY = re.compile(
    r"^(?:[广廣]告|推[广廣]|[►▶▸☞👉➤]\s?(?!.{0,40}(?:报名|報名|预约|預約|查询|查詢|登记|登記|申请|申請|填[写報报]|下[载載]|入口|附件|名[单單])))"
)
"""A link between paragraphs to what is offered, or to another article."""
_CLOSERS = frozenset({"×", "X", "x", "✕", "╳"})
_DOWNLOADS = re.compile(
    r"^附件$|^(?:附件下[载載]|下[载載]附件|相[关關]附件|附件列表|文件下[载載]|附加[档檔]案|相[关關]下[载載])[:：]?$"
)
_OFFERED = re.compile(r"下[载載]\s?[：:]")
"""A row that offers files below the text: ``下載：申請表``."""
_NAMES_DOCUMENT = ("索引号", "标题", "文档标题", "公文标题", "信息标题")
"""An index block with one of these stands above the document, and what is above it is the site's."""
_BARE_DATE = re.compile(r"^(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}$")
"""The site's own day, but below an organisation that of the signature."""
_DAY_BEHIND_TITLE = re.compile(r"(?<=[^\d年月.\-/])((?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})[\])）】\s]*$")
_LONGEST_FILE_NAME = 80
_EDITORS = re.compile(
    r"[\[【(（]?\s*(?:责任编辑|責任編輯|责\s*编|責\s*編|编\s*辑|編\s*輯|网络编辑|编\s*审)\s*[:：|丨]"
)
"""The line with which a portal closes an article; who audited it (审核) is named above texts as well."""
_MOST_BELOW_LEAD = 3
"""Lines of day and author that may stand below a lead."""


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


class _Row(NamedTuple):
    """A line of the run, judged."""

    text: str
    kind: Chrome | None
    menu: bool
    """Mostly links, and none of them to a file."""
    file: bool
    """Little more than a link to a file."""
    prose: bool


def clean_body(layout: Layout, weighed: Weighed, run: DocumentRun, title: ShownTitle) -> Body:
    """The body within *run*, with the lines above, below and inside it sorted out."""
    kinds = weighed.kinds.among(range(run.start, run.end))
    run = without_site_below(layout, weighed, run, kinds)
    above = _above(layout, weighed, run, title)
    rows = _without_boxes(_without_inline_boxes(_judged(layout, weighed, run, kinds)))
    rows = [row for row in rows if not (row.menu and _LEADS_AWAY.match(row.text))]
    pairs, used = index_rows([*above, *(row.text for row in _above_prose(rows))])
    head = [*pairs, *(text for index, text in enumerate(above) if index not in used)]
    names_document = any(line.startswith(_NAMES_DOCUMENT) for line in pairs)
    block = min((at - len(above) for at in used if at >= len(above) and names_document), default=0)
    head += [row.text for row in rows[:block] if row.kind is None and not row.menu]
    if used:
        rows = [row for index, row in enumerate(rows) if index >= block and index + len(above) not in used]
    if pairs:
        rows = [row._replace(text=text) for row in rows if (text := without_label(row.text))]
    rows, about = _without_head(rows, title.text)
    head += about
    if len(rows) > 1 and title.end == run.start:
        info = info_rows([row.text for row in rows[:_HEAD_LINES]])
        head += [row.text for row in rows[:info]]
        rows = rows[info:]
    rows, tail = _without_tail(rows)
    if not [row for row in rows if row.file]:
        end = above_remnants([row.text for row in rows])
        tail = [*(row.text for row in rows[end:] if row.kind is Chrome.ABOUT), *tail]
        rows = rows[:end]
    lines = [row.text for row in rows if row.kind is None or row.kind is not Chrome.FURNITURE]
    once = fold_doubled(lines)
    is_doubled = len(once) < len(lines)
    lines = without_lead(once, title.text)
    echoed = echo_end(lines[:_HEAD_LINES], title.text)  # an echo that the lead had hidden
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


def _above_prose(rows: list[_Row]) -> list[_Row]:
    """The rows among which an index block may stand: those before the first prose."""
    near = rows[:_ECHO_WITHIN]
    prose = (index for index, row in enumerate(near) if row.prose and row.kind is None)
    return near[: next(prose, len(near))]


def _judged(layout: Layout, weighed: Weighed, run: DocumentRun, kinds: Sequence[Chrome | None]) -> list[_Row]:
    lines = zip(layout.lines[run.start : run.end], kinds, weighed.marks[run.start : run.end], strict=False)
    new = tuple.__new__  # two thirds of the time of a call of the class
    rows = [
        new(
            _Row,
            (text, kind, linked * 2 > len(text), False, marked > 1 and len(text) >= _PROSE_CHARACTERS),
        )
        for (text, linked), kind, marked in lines
    ]
    inside = range(run.start, run.end)
    for index in weighed.files.intersection(inside):
        row = rows[index - run.start]
        is_file = len(row.text) <= _LONGEST_FILE_NAME
        rows[index - run.start] = row._replace(text=file_name(row.text), menu=False, file=is_file)
    return rows


def _without_inline_boxes(rows: list[_Row]) -> list[_Row]:
    """*rows* without boxes of links to further reading between the paragraphs."""
    kinds = [row.kind for row in rows]
    if Chrome.CUT not in kinds:
        return rows
    inside = lines_of_inline_boxes([row.text for row in rows], kinds, [row.menu for row in rows])
    return [row for offset, row in enumerate(rows) if offset not in inside]


def _without_boxes(rows: list[_Row]) -> list[_Row]:
    """*rows* without the counts of vote boxes, and without advertisements that readers can close."""
    if Chrome.FURNITURE not in [row.kind for row in rows] and _CLOSERS.isdisjoint([row.text for row in rows]):
        return rows
    kept: list[_Row] = []
    for row in rows:
        above = kept[-1] if kept else None
        if above is not None and above.kind is Chrome.FURNITURE and _COUNT.match(row.text):
            continue
        if above is not None and row.text in _CLOSERS and _AD.match(above.text):
            kept.pop()
        kept.append(row)
    return kept


def _above(layout: Layout, weighed: Weighed, run: DocumentRun, title: ShownTitle) -> list[str]:
    """The unlinked lines above the run that may say something of the document, the title left out."""
    first = min(run.start, title.start) if title.start >= 0 else run.start
    texts = []
    for index in range(max(0, first - _ABOVE_LINES), run.start):
        line = layout.lines[index]
        if title.start <= index < title.end:
            day = _DAY_BEHIND_TITLE.search(line.text)
            if day is not None:
                texts.append(day[1])
            continue
        if len(line.text) > LONGEST_CHROME_LINE:
            continue
        kind = weighed.kinds[index]
        # Blogs link the day of publishing; a lone number may be a leaf of a calendar, not of a pager.
        if kind is Chrome.ABOUT or ((kind is None or line.text.isdecimal()) and not is_linked(line)):
            texts.append(line.text)
    return texts


def _below(layout: Layout, weighed: Weighed, run: DocumentRun) -> list[str]:
    """The lines below the run that say something of the page."""
    below = layout.lines[run.end : run.end + _BELOW_LINES]
    return [
        line.text
        for index, line in enumerate(below, start=run.end)
        if not is_linked(line) and weighed.kinds[index] is Chrome.ABOUT
    ]


def _without_head(rows: list[_Row], title: str | None) -> tuple[list[_Row], list[str]]:
    """The rows from the document's first on, and the lines above them that say something of it.

    Everything above a repetition of the title (letterhead, number) is about the document; below
    it, only what is known as such leaves, until the prose begins.
    """
    after_echo = echo_end([row.text for row in rows[:_ECHO_WITHIN]], title)
    echo = key(title or "")
    after_echo = max(after_echo, _letter_begin(rows))
    above = [row for row in rows[:after_echo] if row.kind in (None, Chrome.ABOUT) and not row.menu]
    # Letters from Hong Kong name the addressee above the title.
    kept = [row for row in above if row.kind is None and ADDRESSEE.search(row.text)]
    about = [row.text for row in above if row not in kept and key(row.text) not in echo]
    for index, row in enumerate(rows[after_echo:]):
        if index >= _HEAD_LINES or (row.prose and row.kind is None):
            rest = rows[after_echo + index :]
            info = _info_below_lead(rest)
            return [*kept, *rest[:1], *rest[1 + info :]], [*about, *(row.text for row in rest[1 : 1 + info])]
        if row.kind is Chrome.ABOUT:
            about.append(row.text)
        elif row.kind is None and not row.menu:
            kept.append(row)
    return kept, about


def _info_below_lead(rows: list[_Row]) -> int:
    """How many rows below the first, a lead, say when it was posted, and by whom, before the text begins."""
    info = list(takewhile(lambda row: row.kind is Chrome.ABOUT, rows[1 : 2 + _MOST_BELOW_LEAD]))
    is_info = len(info) <= _MOST_BELOW_LEAD and any(says_when_posted(fold(row.text)) for row in info)
    return len(info) if is_info else 0


def _letter_begin(rows: list[_Row]) -> int:
    """The row of 主旨 in a Taiwanese letter: above it stand its number, date, contacts and receivers."""
    return next((index for index, row in enumerate(rows[:_ECHO_WITHIN]) if OPENS_LETTER.match(row.text)), 0)


def _editors_line(rows: list[_Row]) -> int:
    """The row of the editors, with which portals close an article, or the number of rows where none is.

    Disclaimers, apps, questions of readers may stand below it, but less than above it, and no file.
    """
    editors = [at for at, row in enumerate(rows) if row.kind is Chrome.ABOUT and _EDITORS.match(row.text)]
    if not editors:
        return len(rows)
    sentences = [len(row.text) if row.kind is None and "。" in row.text else 0 for row in rows]
    above = [0, *accumulate(sentences)]
    cuts = [at for at, row in enumerate(rows) if row.kind is Chrome.CUT]
    last_file = max((at for at, row in enumerate(rows) if row.file), default=-1)
    for at in editors:
        cut = bisect(cuts, at)
        below = above[cuts[cut] if cut < len(cuts) else len(rows)] - above[at]
        if at > last_file and below < above[at]:
            return at
    return len(rows)


def _without_tail(rows: list[_Row]) -> tuple[list[_Row], list[str]]:
    """*rows* without the site's lines at the end, and those of them that say something of the page."""
    end = _editors_line(rows)
    while end > 0 and (rows[end - 1].kind is not None or rows[end - 1].menu or not key(rows[end - 1].text)):
        if end > 1 and _BARE_DATE.match(rows[end - 1].text) and is_organisation(rows[end - 2].text):
            break
        end -= 1
    while end > 1 and rows[end - 1].file and _OFFERED.match(rows[end - 1].text):
        end -= 1
    files = end
    while files > 0 and rows[files - 1].file:
        files -= 1
    if 0 < files < end and _DOWNLOADS.match(rows[files - 1].text):
        end = files - 1  # a box beside the text, as sites add it
    return rows[:end], [row.text for row in rows[end:] if row.kind is Chrome.ABOUT and not row.menu]
