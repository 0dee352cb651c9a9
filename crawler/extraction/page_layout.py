"""The lines of a web page, wherever it keeps its text: in markup, in what styles hide, in a script."""

from __future__ import annotations

import hashlib
import re
from html import unescape
from itertools import accumulate

from archive.capture import Capture
from archive.errors import UnreadableError
from crawler.extraction.app_shell import characters_of_sentences, is_meant, own_characters
from crawler.extraction.binary import file_format, is_binary, is_garbled
from crawler.extraction.context import Context
from crawler.extraction.decode import decode, wide_encoding
from crawler.extraction.element_names import Role
from crawler.extraction.flatten import flatten
from crawler.extraction.folded_text import has_button, with_rest_shown
from crawler.extraction.inline_state import inline_article
from crawler.extraction.line_worth import Weighed, long_first, prose_marks
from crawler.extraction.lines import Block, Layout, lines_of_text
from crawler.extraction.page_limits import MAX_BYTES
from crawler.extraction.protected_emails import says_protected, with_emails
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
_FEWEST_VISIBLE = 12
"""A page that shows fewer characters of text than this is looked at again with what its styles hide."""


def page_layout(capture: Capture, context: Context) -> tuple[Layout, bool]:
    """The page as lines, and whether it is HTML; raises :class:`UnreadableError` when it is no text."""
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
    return _with_limit(_html(page) if is_html else _plain(page), capture), is_html


def article_in_script(capture: Capture, shown: Layout, weighed: Weighed) -> Layout | None:
    """The article that a single-page application keeps in a script, where what it shows is but a shell."""
    characters = own_characters(shown, weighed) if shown.title_tag is not None else None
    body = capture.body[:MAX_BYTES]
    if characters is None or not _NAMED_VALUE.search(body):
        return None
    markup = inline_article(decode(body, capture.header("content-type")))
    article = flatten(markup) if markup else None
    if article is None or not is_meant(article, characters):
        return None
    return _with_limit(article._replace(title_tag=shown.title_tag, base=shown.base), capture)


def _with_limit(layout: Layout, capture: Capture) -> Layout:
    """The layout, which says so where the page has more bytes than are read."""
    if len(capture.body) > MAX_BYTES and layout.limit is None:
        return layout._replace(limit=f"{MAX_BYTES:,} bytes")
    return layout


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
    as_read = page
    if says_protected(layout):
        page = with_emails(page)
    if has_button(layout, page):
        page = with_rest_shown(page)
    if page != as_read:
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
