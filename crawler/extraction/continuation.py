"""Find the next web page of an article that a site spreads over several.

::

    123.html → 123_2.html → 123_3.html        123.html?page=2        /123/2/
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from archive.capture import Capture
from crawler.extraction.attachments import absolute, base_of
from crawler.extraction.decode import decode
from crawler.extraction.lines import Link
from crawler.extraction.page_links import page_links
from crawler.extraction.unseen import without_unseen

LAST_PAGE = 50
"""Articles of more web pages are cut here: no real notice has so many, a trap may have endless ones."""

_NEXT = re.compile(
    r"^[\[【(（\s]*(?:下一?页|下一頁|下页|后一页|余下全文|阅读全文|next(?:\s+page)?|[>»›]{1,2})[\]】)）\s>»›]*$",
    re.I,
)
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
    wanted = {(article, number + 1) for article, number in _readings(capture.url) if number < LAST_PAGE}
    if not wanted:
        return None
    told_base, links = page_links(decode(without_unseen(capture.body), capture.header("content-type")))
    base = base_of(capture.url, told_base)
    for link in links:
        address = absolute(base, link.href) if _may_say_next(link) else None
        if address is None:
            continue
        if any(_says_next(link, reading[1]) for reading in wanted & _readings(address)):
            return address.split("#", 1)[0]
    return None


def _may_say_next(link: Link) -> bool:
    text = link.text or link.title
    return _NEXT.match(text) is not None or _NUMBER.match(text) is not None


def _says_next(link: Link, number: int) -> bool:
    text = link.text or link.title
    named = _NUMBER.match(text)
    return _NEXT.match(text) is not None or (named is not None and int(named[1]) == number)


def _readings(url: str) -> set[tuple[tuple[str, str, str], int]]:
    """What an address may mean: an article (host, path, query) and the number of its web page.

    ``t20240812_99.html`` is the first page of its own article, or the 99th of another: both are
    given, and the link to the next page decides.  The address of a list gives nothing.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    except ValueError:
        return set()
    match = _STEM.match(parts.path)
    if match is None:
        return set()
    stem, page, ending = match["stem"], match["page"], match["ending"] or ""
    if _LIST_STEM.search(stem) and not _ARTICLE_FOLDER.search(stem.rsplit("/", 1)[0]):
        return set()
    query = parse_qsl(parts.query, keep_blank_values=True)
    rest = "&".join(f"{name}={value}" for name, value in query if name.lower() not in _PAGE_KEYS)
    numbers = [int(value) for name, value in query if name.lower() in _PAGE_KEYS and _NUMBER.match(value)]
    readings = {((host, parts.path, rest), numbers[0] if numbers else 1)}
    if page is not None:
        readings.add(((host, stem + ending, rest), int(page)))
    return readings
