"""Find the next web page of an article that a site spreads over several.

::

    123.html → 123_2.html → 123_3.html        123.html?page=2        /123/2/
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urljoin, urlsplit

from archive.capture import Capture
from crawler.extraction.attachments import absolute
from crawler.extraction.decode import decode
from crawler.extraction.lines import Link, flatten
from crawler.extraction.parse import parse

LAST_PAGE = 50
"""Articles of more web pages are cut here: no real notice has so many, a trap may have endless ones."""

_NEXT = re.compile(r"^[\[【(（\s]*(?:下一?页|下一頁|下页|后一页|余下全文|阅读全文|next(?:\s+page)?|[>»›]{1,2})[\]】)）\s>»›]*$", re.I)
_NUMBER = re.compile(r"^[\[【(（第\s]*(\d{1,2})[\]】)）页\s]*$")
_STEM = re.compile(r"^(?P<stem>.*?)(?:[_-](?P<page>\d{1,2}))?(?P<ending>\.(?:s?html?|jhtml|php|aspx?|jsp))?$")
_LIST_STEM = re.compile(r"(?:^|/)(?:index|list|default|more|common_list|nav_list|new_list|tygl)$", re.I)
_ARTICLE_FOLDER = re.compile(r"/\d{5,}[^/]*$")
_PAGE_KEYS = frozenset({"page", "p", "pageno", "pagenum", "currentpage", "pn"})


def next_article_page(capture: Capture) -> str | None:
    """The absolute address of the article's next web page, or ``None``.

    A link counts when it says so (下一页, the next number) *and* its address is this page's with
    the next page number: 下一篇 leads to another article and never does.
    """
    root = parse(decode(capture.body, capture.header("content-type")))
    if root is None:
        return None
    layout = flatten(root, keep_hidden=True)
    base = urljoin(capture.url, layout.base) if layout.base else capture.url
    here = _article_and_page(capture.url)
    if here is None or here[1] >= LAST_PAGE:
        return None
    wanted = (here[0], here[1] + 1)
    for link in layout.links:
        if not _says_next(link, wanted[1]):
            continue
        address = absolute(base, link.href)
        if address is not None and _article_and_page(address) == wanted:
            return address.split("#", 1)[0]
    return None


def _says_next(link: Link, number: int) -> bool:
    text = link.text or link.title
    named = _NUMBER.match(text)
    return _NEXT.match(text) is not None or (named is not None and int(named[1]) == number)


def _article_and_page(url: str) -> tuple[tuple[str, str, str], int] | None:
    """What identifies the article in an address, and the page number in it; ``None`` for a list."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    except ValueError:
        return None
    query = parse_qsl(parts.query, keep_blank_values=True)
    number = next((int(v) for k, v in query if k.lower() in _PAGE_KEYS and v.isdigit()), None)
    rest = "&".join(f"{k}={v}" for k, v in query if k.lower() not in _PAGE_KEYS)
    match = _STEM.match(parts.path)
    assert match is not None
    stem, page = match["stem"], match["page"]
    folder = stem.rsplit("/", 1)[0]
    if _LIST_STEM.search(stem) and not _ARTICLE_FOLDER.search(folder):
        return None
    if number is not None:
        return (host, parts.path, rest), number
    if page is not None and int(page) >= 1 and not re.search(r"/(?:19|20)\d\d$", stem):
        return (host, stem + (match["ending"] or ""), rest), int(page)
    return (host, parts.path, rest), 1
