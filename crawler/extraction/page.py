"""Read one web page: its title, its body and the lines about it, before any field is read."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from html import unescape
from itertools import accumulate

from archive.capture import Capture
from archive.errors import UnreadableError
from crawler.extraction.app_shell import characters_of_sentences, is_meant, own_characters
from crawler.extraction.asides import asides
from crawler.extraction.binary import file_format, is_binary, is_garbled
from crawler.extraction.body import Body, clean_body
from crawler.extraction.chrome import Chrome
from crawler.extraction.context import Context
from crawler.extraction.decode import decode, wide_encoding
from crawler.extraction.document_run import DocumentRun, choose_run
from crawler.extraction.element_names import Role
from crawler.extraction.flatten import flatten
from crawler.extraction.index_block import is_index_row
from crawler.extraction.inline_state import inline_article
from crawler.extraction.line_worth import Weighed, long_first, prose_marks, weigh
from crawler.extraction.lines import Block, Layout, Line, lines_of_text
from crawler.extraction.link_list import is_list
from crawler.extraction.page_limits import MAX_BYTES
from crawler.extraction.script import has_pinyin, strip_pinyin
from crawler.extraction.shown_title import shown_title
from crawler.extraction.text_element import text_within
from crawler.extraction.title_of_text import shown_in_text
from crawler.extraction.title_on_lines import ShownTitle
from crawler.extraction.unseen import without_unseen

_MARKUP = re.compile(
    r"<\s*(?:!--|(?:!doctype\s+html|html|head|body|div|p|table|td|span|br|a|h[1-6]|meta|title|font|li|center)\b)",
    re.I,
)
_FIRST_MARKUP = 1_000_000
"""The first tag of a page stands within so many characters."""
_NAMED_VALUE = re.compile(rb'"[\s\0]*:')
"""What JSON has and hardly any other page, in bytes: decoding all of a page once more is dear."""
_SAMPLE = 50_000
_MOST_CAPTIONS = 12
_NEAR_TITLE = 10
"""Lines below the title on which its source may be named."""
_FEWEST_VISIBLE = 12
"""A page that shows fewer characters of text than this is looked at again with what its styles hide."""


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
    layout, is_html = _layout(capture, context)
    pinyin = has_pinyin("\n".join([text for text, _ in layout.lines]))
    if pinyin:
        layout = _without_pinyin(layout)
    weighed = weigh(layout)
    title, run = _title_and_run(layout, weighed, context, is_html=is_html)
    if aside := asides(layout, weighed, run):
        weighed = weighed._replace(kinds=weighed.kinds.with_furniture(aside))
    if title.end > 0:
        run = text_within(layout, weighed, run, title.end)
        run = _nothing_but_pictures(layout, weighed, title.end, run) or run
    return ReadPage(
        url=capture.url,
        layout=layout,
        title=title,
        body=clean_body(layout, weighed, run, title),
        pinyin=pinyin,
        sources=_sources_below_title(layout, title.end),
        is_list=is_list(layout, weighed, run),
    )


def _sources_below_title(layout: Layout, title_end: int) -> tuple[str, ...]:
    """The texts named as source that stand near below the title and above the first sentence."""
    if not layout.sources or title_end <= 0:
        return ()
    near = range(title_end, min(title_end + _NEAR_TITLE, len(layout.lines)))
    text = next((index for index in near if "。" in layout.lines[index].text), near.stop)
    return tuple([source for line, source in layout.sources if title_end <= line < text])


def _layout(capture: Capture, context: Context) -> tuple[Layout, bool]:
    """The page as lines, and whether it is HTML."""
    body = capture.body
    if not body.strip():
        raise UnreadableError(f"{capture.url} cannot be read: the response is empty")
    kind = file_format(body)
    content_type = capture.header("content-type")
    if kind is not None or not _may_be_text(content_type):
        text = context.attachment_texts.get(hashlib.sha256(body).hexdigest())
        if text is None or not text.strip():
            what = kind or f"of type {content_type}"
            raise UnreadableError(
                f"{capture.url} cannot be read as a page: it is {what} and its text is not at hand"
            )
        return _plain(text), False
    body = body[:MAX_BYTES]
    wide = wide_encoding(body) is not None
    page = (
        ""
        if not wide and is_binary(body)
        else decode(without_unseen(body) if not wide else body, content_type)
    )
    if not page or is_garbled(page[:_SAMPLE], wide=wide):
        raise UnreadableError(
            f"{capture.url} cannot be read: its bytes are no text in any encoding that pages use"
        )
    is_html = _MARKUP.search(page, 0, _FIRST_MARKUP) is not None
    layout = _html(page) if is_html else _plain(page)
    if layout.title_tag is not None and (shown := own_characters(layout)) is not None:
        inline = _inline(body, content_type)
        if inline is not None and is_meant(inline, shown):
            layout = inline._replace(title_tag=layout.title_tag, base=layout.base)
    if len(capture.body) > MAX_BYTES and layout.limit is None:
        layout = layout._replace(limit=f"{MAX_BYTES:,} bytes")
    if not layout.lines and not layout.images and not layout.links:
        raise UnreadableError(f"{capture.url} cannot be read: the page shows no text")
    return layout, is_html


def _may_be_text(content_type: str | None) -> bool:
    kind = (content_type or "text/html").split(";", 1)[0].strip().lower()
    return kind.startswith("text/") or kind in (
        "",
        "application/xhtml+xml",
        "application/xml",
        "application/octet-stream",
    )


def _html(page: str) -> Layout:
    layout = flatten(page)
    if layout.packed:
        # A script shows the text that some sites keep as escaped markup in a form field.
        packed = max(layout.packed, key=len)
        markup = unescape(packed)
        if is_meant(flatten(markup), characters_of_sentences(layout)):
            return flatten(page.replace(packed, markup))
    if not layout.images and not _shows_text(layout):
        return flatten(page, keep_hidden=True)
    if not any(map(prose_marks, long_first(layout.lines))):
        # A script shows the text of some sites once the page is there.
        whole = flatten(page, keep_hidden=True)
        if any(block.role & Role.BODY and _has_prose(whole, block) for block in whole.blocks):
            return whole
    return layout


def _inline(body: bytes, content_type: str | None) -> Layout | None:
    """The article that a single-page application keeps in a script."""
    article = inline_article(decode(body, content_type)) if _NAMED_VALUE.search(body) else None
    return flatten(article) if article else None


def _shows_text(layout: Layout) -> bool:
    shown = accumulate(len(line.text) for line in layout.lines if not line.linked)
    return any(characters >= _FEWEST_VISIBLE for characters in shown)


def _has_prose(layout: Layout, block: Block) -> bool:
    return any(prose_marks(line) for line in layout.lines[block.start : block.end])


def _plain(text: str) -> Layout:
    lines, limit = lines_of_text(text)
    return Layout(
        lines=lines,
        blocks=(),
        links=(),
        images=(),
        meta=(),
        title_tag=None,
        base=None,
        limit=limit,
    )


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
    return title, run


def _nothing_but_pictures(
    layout: Layout, weighed: Weighed, title_end: int, run: DocumentRun
) -> DocumentRun | None:
    """The lines between the title and the links to the next article, where no sentence stands below them.

    The notice is a picture or a file then, and what was chosen is the page's foot.
    """
    for index in range(title_end, min(run.start, title_end + _MOST_CAPTIONS)):
        if weighed.kinds[index] is Chrome.CUT:
            chosen = layout.lines[run.start : run.end]
            return None if any("。" in line.text for line in chosen) else DocumentRun(title_end, index)
    return None


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
