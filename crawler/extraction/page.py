"""Read one web page: its title, its body and the lines about it, before any field is read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from archive.capture import Capture
from archive.errors import UnreadableError
from archive.vocabulary.dates import CHINA_TIME
from crawler.extraction.article_header import below_header
from crawler.extraction.asides import asides
from crawler.extraction.body import Body, clean_body
from crawler.extraction.chrome import Chrome
from crawler.extraction.clock import clocks
from crawler.extraction.context import Context
from crawler.extraction.document_run import DocumentRun, choose_run
from crawler.extraction.element_names import Role
from crawler.extraction.ends.below_box import with_rest_below_box
from crawler.extraction.index_block import is_index_row
from crawler.extraction.line_worth import Weighed, weigh
from crawler.extraction.lines import Layout, Line
from crawler.extraction.link_list import is_list
from crawler.extraction.named_in_text import feet_in_text
from crawler.extraction.page_layout import article_in_script, page_layout
from crawler.extraction.script import has_pinyin, strip_pinyin
from crawler.extraction.shown_title import shown_title
from crawler.extraction.text_element import text_within
from crawler.extraction.title_of_text import shown_in_text
from crawler.extraction.title_on_lines import ShownTitle

_MOST_CAPTIONS = 12
_NEAR_TITLE = 10
"""Lines below the title on which its source may be named."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadPage:
    """One web page, read as far as its own text goes."""

    url: str
    layout: Layout
    title: ShownTitle
    body: Body
    pinyin: bool
    """Whether pinyin notes were taken out of it."""
    sources: tuple[str, ...]
    """What elements named as source hold between title and text."""
    is_list: bool
    """Whether its text is a list of links to other pages."""


def read_page(capture: Capture, context: Context) -> ReadPage:
    """The page of *capture*; raises :class:`UnreadableError` when it is none or shows no text."""
    layout, is_html = page_layout(capture, context)
    weighed = weigh(layout)
    article = article_in_script(capture, layout, weighed)
    if article is not None:
        layout, weighed = article, weigh(article)
    if not layout.lines and not layout.images and not layout.links:
        raise UnreadableError(f"{capture.url} cannot be read: the page shows no text")
    pinyin = has_pinyin("\n".join([text for text, _ in layout.lines]))
    if pinyin:
        layout = _without_pinyin(layout)
        weighed = weigh(layout)
    title, run = _title_and_run(layout, weighed, context, is_html=is_html)
    if aside := asides(layout, weighed, run):
        weighed = weighed._replace(kinds=weighed.kinds.with_kind(Chrome.FURNITURE, aside))
    if feet := feet_in_text(layout, weighed, run):
        weighed = weighed._replace(kinds=weighed.kinds.with_kind(None, feet))
    if title.end > 0:
        run = below_header(layout, weighed, text_within(layout, weighed, run, title.end), title)
        run = _nothing_but_pictures(layout, weighed, title.end, run) or run
    return ReadPage(
        url=capture.url,
        layout=layout,
        title=title,
        body=_without_clock(clean_body(layout, weighed, run, title), capture, layout, title),
        pinyin=pinyin,
        sources=_sources_below_title(layout, title.end),
        is_list=is_list(layout, weighed, run),
    )


def _without_clock(body: Body, capture: Capture, layout: Layout, title: ShownTitle) -> Body:
    """The *body* with nothing that the site's clock shows among the lines about it."""
    if title.end <= 0 or not body.head:
        return body
    above = [text for text, _ in layout.lines[: title.start]]
    shown = clocks(above, capture.fetched_at.astimezone(CHINA_TIME).date().isoformat())
    return replace(body, head=tuple([text for text in body.head if text not in shown])) if shown else body


def _sources_below_title(layout: Layout, title_end: int) -> tuple[str, ...]:
    """The texts named as source that stand near below the title and above the first sentence."""
    if not layout.sources or title_end <= 0:
        return ()
    near = range(title_end, min(title_end + _NEAR_TITLE, len(layout.lines)))
    text = next((index for index in near if "。" in layout.lines[index].text), near.stop)
    return tuple([source for line, source in layout.sources if title_end <= line < text])


def _without_pinyin(layout: Layout) -> Layout:
    lines = tuple(Line(strip_pinyin(line.text), line.linked) for line in layout.lines)
    title_tag = strip_pinyin(layout.title_tag) if layout.title_tag else None
    meta = tuple((name, strip_pinyin(value)) for name, value in layout.meta)
    return layout._replace(lines=lines, title_tag=title_tag, meta=meta)


def _title_and_run(
    layout: Layout, weighed: Weighed, context: Context, *, is_html: bool
) -> tuple[ShownTitle, DocumentRun]:
    run = choose_run(layout, weighed, 0)
    prose = _first_prose(layout, weighed, run)
    if is_html:
        title = shown_title(layout, weighed, context, prose)
    else:
        title = shown_in_text(layout.lines, prose, context)
    if title.end > 0:
        run = choose_run(layout, weighed, title.end)
    return title, with_rest_below_box(layout, weighed, run)


def _nothing_but_pictures(
    layout: Layout, weighed: Weighed, title_end: int, run: DocumentRun
) -> DocumentRun | None:
    """The lines between the title and the links to the next article, where no sentence stands below them.

    The notice is a picture or a file then, and what was chosen is the page's foot.
    """
    for index in range(title_end, min(run.start, title_end + _MOST_CAPTIONS)):
        if weighed.kinds[index] is Chrome.CUT:
            chosen = layout.lines[run.start : run.end]
            is_text = any("。" in line.text for line in chosen) or _is_named(layout, run)
            return None if is_text else DocumentRun(title_end, index)
    return None


def _is_named(layout: Layout, run: DocumentRun) -> bool:
    """Whether an element named as body is around all of *run*: it may hold nothing but a file."""
    return any(
        block.role & Role.BODY and block.start <= run.start and run.end <= block.end
        for block in layout.blocks
    )


def _first_prose(layout: Layout, weighed: Weighed, run: DocumentRun) -> int:
    """The line where the document's text seems to begin."""
    for index in range(run.start, run.end):
        text = layout.lines[index].text
        is_text = weighed.marks[index] > 1 and len(text) >= 25 and not _says_of_page(weighed, index, text)
        if is_text and not _is_headline(layout, weighed, index):
            return index
    for index in range(run.start, run.end):
        if weighed.marks[index] and not _says_of_page(weighed, index, layout.lines[index].text):
            return index
    return run.end


def _is_headline(layout: Layout, weighed: Weighed, index: int) -> bool:
    """Whether a line with sentence marks is a long title: unfinished, and the source line below it."""
    finished = layout.lines[index].text.endswith(("。", "；", "：", ":", ";", "！"))
    return not finished and index + 1 < len(weighed.kinds) and weighed.kinds[index + 1] is Chrome.ABOUT


def _says_of_page(weighed: Weighed, index: int, text: str) -> bool:
    return weighed.kinds[index] is not None or is_index_row(text)
