"""The next listing page: a link that says so, a numbered pager, or the numbers in a script's call."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from lxml import etree

from crawler.listing.addresses import is_idle, link_address, page_key, same_host, web_address
from crawler.listing.counts import Counts
from crawler.listing.form_pager import called_next, form_next
from crawler.listing.jpage import jpage_next
from crawler.listing.marks import is_next_label, is_pager_name, is_sure_pager_label, next_sign_rank
from crawler.listing.record import NextPage
from crawler.listing.script_pager import scripted_next
from crawler.listing.tree import names, shown_text

_OFF = re.compile(r"(?<![a-z])(?:disabled?|nolink|no-link|unable|gray|grey)(?![a-z])", re.IGNORECASE)
_CURRENT = re.compile(
    r"(?<![a-z])(?:current|cur|active|on|now|this|selected|thisclass)(?![a-z])", re.IGNORECASE
)
_CALENDAR = re.compile(r"calendar|datepicker|rili", re.IGNORECASE)
_NUMBER = re.compile(r"\W*(\d{1,4})\W*")
_PAGE_NUMBER = re.compile(r"\W*第?\s*\d{1,4}\s*(?:页|頁)?(?:\s*/\s*\d{1,4})?\W*")
_NEXT_NAME = re.compile(r"(?<![a-z])(?:(?P<page>next[-_]?page|page[-_]?next)|next)(?![a-z])", re.IGNORECASE)
_BACK_NAME = re.compile(r"(?<![a-z])(?:prev|previous|first|last|end)(?![a-z])", re.IGNORECASE)
_FEWEST_NUMBERS = 2
_MOST_LINKS = 100
"""No more links are looked at around one that may be a pager's."""
_LEVELS_AROUND = 4


def next_page(
    root: etree._Element, html: str, own: tuple[str, str | None], base: str, counts: Counts
) -> tuple[NextPage, ...]:
    """The ways to the page after this one, on the same host; none on the last page.

    *own* is the page's address and the form by which it was asked for, if it was.  The first of
    these that names another page decides: Hanweb's own way (``jpage``), a link marked
    ``rel=next``, a link that says 下一页, the number after this page's in a pager or a box to
    choose from, a sign such as ``>`` in a pager, a link whose class name says it, the function that
    下一页 calls, a script's call (``pagers.yml``), a function or a form that a link or button of the
    pager calls or sends, a form in which a reader types the page's number.
    """
    hanweb = jpage_next(html, own)
    if hanweb is not None:
        return hanweb
    page_url = own[0]
    labelled = list(_labelled_links(root))
    for link in _leading_on(root, labelled, page_url, base):
        url = _another_page(link_address(link, base), page_url)
        if url is not None:
            return (NextPage(url),)
    called = called_next(iter(labelled), html, own, base, counts)
    if called is not None:
        return (called,)
    url = other_page(scripted_next(html, page_url), page_url, base)
    if url is not None:
        return (NextPage(url),)
    form = form_next(_clickable(root, labelled, page_url, base), root, html, own, base, counts)
    return () if form is None else (form,)


def _leading_on(
    root: etree._Element, labelled: list[etree._Element], page_url: str, base: str
) -> Iterator[etree._Element]:
    """The links that may lead on, likeliest first."""
    yield from _marked_links(root)
    yield from labelled
    yield from _numbered_links(root, page_url, base)
    yield from _options(root, page_url, base)
    yield from _sign_links(root)
    yield from _named_links(root)


def _clickable(
    root: etree._Element, labelled: list[etree._Element], page_url: str, base: str
) -> Iterator[etree._Element]:
    """The links and buttons that may send a form for the next page, likeliest first."""
    yield from labelled
    yield from _numbered_links(root, page_url, base)
    yield from _sign_links(root)


def other_page(href: str | None, page_url: str, base: str) -> str | None:
    """The address that *href* leads to, if that is another page of the same host."""
    return _another_page(web_address(href, base), page_url)


def _another_page(url: str | None, page_url: str) -> str | None:
    if url is None or not same_host(url, page_url) or page_key(url) == page_key(page_url):
        return None
    return url


def _marked_links(root: etree._Element) -> Iterator[etree._Element]:
    for link in root.iter("link", "a"):
        if "next" in link.get("rel", "").lower().split():
            yield link


def _labelled_links(root: etree._Element) -> Iterator[etree._Element]:
    for link in root.iter("a", "area", "button", "input"):
        if any(is_next_label(label) for label in _labels(link)) and not _is_off(link):
            yield link


def _sign_links(root: etree._Element) -> Iterator[etree._Element]:
    ranked = []
    for link in root.iter("a"):
        rank = next_sign_rank(shown_text(link))
        if rank is not None and not _is_off(link) and _is_in_pager(link):
            ranked.append((rank, link))
    yield from (link for _, link in sorted(ranked, key=lambda item: item[0]))


def _named_links(root: etree._Element) -> Iterator[etree._Element]:
    """Links without words, such as an arrow's picture, whose class or id says that they lead on."""
    for link in root.iter("a"):
        named = _NEXT_NAME.search(f"{names(link)} {_pictures(link)}")
        if named and not shown_text(link) and not _is_off(link) and (named["page"] or _is_in_pager(link)):
            yield link


def _pictures(link: etree._Element) -> str:
    """The names of the pictures in a link, without folder and ending: ``next`` of ``images/next.gif``."""
    sources = (image.get("src", "").partition("?")[0] for image in link.iter("img"))
    return " ".join(source.rpartition("/")[2].partition(".")[0] for source in sources)


def _options(root: etree._Element, page_url: str, base: str) -> Iterator[etree._Element]:
    """In each box to choose a page from, the option after this page's."""
    for box in root.iter("select"):
        options = list(box.iter("option"))
        numbers = [_PAGE_NUMBER.fullmatch(shown_text(option)) for option in options]
        if not all(numbers):
            continue
        for option, following in pairwise(options):
            url = link_address(option, base)
            here = url is not None and page_key(url) == page_key(page_url)
            if here or option.get("selected") is not None:
                yield following


def _numbered_links(root: etree._Element, page_url: str, base: str) -> Iterator[etree._Element]:
    """In each pager, the link whose number follows that of this page."""
    pagers: dict[etree._Element, dict[int, etree._Element]] = {}
    for link in root.iter("a"):
        number = _NUMBER.fullmatch(shown_text(link))
        if number:
            pagers.setdefault(_pager_of(link), {}).setdefault(int(number.group(1)), link)
    for pager, links in pagers.items():
        if any(_CALENDAR.search(names(node)) for node in [pager, *pager.iterancestors()][:_LEVELS_AROUND]):
            continue
        if len(links) >= _FEWEST_NUMBERS or _is_in_pager(next(iter(links.values()))):
            current = _current_number(pager, links, page_url, base)
            if current is not None and current + 1 in links:
                yield links[current + 1]


def _pager_of(link: etree._Element) -> etree._Element:
    """The element that holds a pager's numbers: past the ``li`` or ``span`` around each."""
    parent = link.getparent()
    while parent is not None and parent.tag in ("li", "span", "td", "b", "strong", "font"):
        if parent.getparent() is None:
            break
        parent = parent.getparent()
    return link if parent is None else parent


def _current_number(
    pager: etree._Element, links: dict[int, etree._Element], page_url: str, base: str
) -> int | None:
    for number, link in links.items():
        url = link_address(link, base)
        if (url is not None and page_key(url) == page_key(page_url)) or _is_current(link):
            return number
    unlinked = [number for number, link in links.items() if is_idle(link, base)]
    if len(unlinked) == 1:
        return unlinked[0]
    linked = set(links.values())
    shown = [
        int(match.group(1))
        for node in pager.iter("span", "b", "strong", "em", "font", "li", "a", "i")
        if node not in linked and (match := _NUMBER.fullmatch(shown_text(node)))
    ]
    gaps = [number for number in shown if number not in links and number + 1 in links]
    if gaps:
        return gaps[0]
    return 1 if 1 not in links and 2 in links else None


def _is_current(link: etree._Element) -> bool:
    parent = link.getparent()
    around = parent.get("class", "") if parent is not None and parent.tag in ("li", "span") else ""
    return bool(_CURRENT.search(f"{link.get('class', '')} {around}")) or link.get("aria-current") == "page"


def _is_off(link: etree._Element) -> bool:
    parent = link.getparent()
    around = parent.get("class", "") if parent is not None and parent.tag in ("li", "span") else ""
    return bool(_OFF.search(f"{link.get('class', '')} {around}")) or link.get("disabled") is not None


def _is_in_pager(link: etree._Element) -> bool:
    """Whether names around the link are those of a pager, or numbers or a word such as 尾页 beside it."""
    above = [link, *link.iterancestors()][:_LEVELS_AROUND]
    if any(is_pager_name(names(node)) for node in above):
        return True
    links = list(islice(_pager_of(link).iter("a"), _MOST_LINKS))
    if any(_BACK_NAME.search(_pictures(other)) for other in links):
        return True
    beside = [shown_text(node) for node in links]
    numbers = sum(_NUMBER.fullmatch(text) is not None for text in beside)
    return numbers >= _FEWEST_NUMBERS or any(map(is_sure_pager_label, beside))


def _labels(link: etree._Element) -> Iterator[str]:
    yield shown_text(link)
    yield link.get("title", "")
    if link.tag == "input":
        yield from (link.get("value", ""), link.get("alt", ""))
    yield link.get("aria-label", "")
    for image in link.iter("img"):
        yield image.get("alt", "")
        yield image.get("title", "")
