"""The next listing page: a link that says so, a numbered pager, or the numbers in a script's call."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from crawler.listing.addresses import page_key, same_host, web_address
from crawler.listing.marks import is_next_label, is_pager_name, next_sign_rank
from crawler.listing.script_pager import scripted_next
from crawler.listing.tree import names, shown_text

_OFF = re.compile(r"(?<![a-z])(?:disabled?|nolink|no-link|unable|gray|grey)(?![a-z])", re.IGNORECASE)
_CURRENT = re.compile(
    r"(?<![a-z])(?:current|cur|active|on|now|this|selected|thisclass)(?![a-z])", re.IGNORECASE
)
_CALENDAR = re.compile(r"calendar|datepicker|rili", re.IGNORECASE)
_NUMBER = re.compile(r"\W*(\d{1,4})\W*")
_FEWEST_NUMBERS = 2
_LEVELS_AROUND = 4


def next_page(root: etree._Element, html: str, page_url: str, base: str) -> str | None:
    """Address of the page after this one, on the same host; ``None`` on the last page.

    The first of these that names another page decides: a link marked ``rel=next``, a link that
    says 下一页, the number after this page's in a pager, a sign such as ``>`` in a pager, a
    script's call (``pagers.yml``).
    """
    ways: tuple[Callable[[etree._Element], Iterator[etree._Element]], ...] = (
        _marked_links,
        _labelled_links,
        lambda page: _numbered_links(page, page_url, base),
        _sign_links,
    )
    for way in ways:
        for link in way(root):
            url = other_page(link.get("href"), page_url, base)
            if url is not None:
                return url
    return other_page(scripted_next(html, page_url), page_url, base)


def other_page(href: str | None, page_url: str, base: str) -> str | None:
    """The address that *href* leads to, if that is another page of the same host."""
    url = web_address(href, base)
    if url is None or not same_host(url, page_url) or page_key(url) == page_key(page_url):
        return None
    return url


def _marked_links(root: etree._Element) -> Iterator[etree._Element]:
    for link in root.iter("link", "a"):
        if "next" in link.get("rel", "").lower().split():
            yield link


def _labelled_links(root: etree._Element) -> Iterator[etree._Element]:
    for link in root.iter("a", "area"):
        if any(is_next_label(label) for label in _labels(link)) and not _is_off(link):
            yield link


def _sign_links(root: etree._Element) -> Iterator[etree._Element]:
    ranked = []
    for link in root.iter("a"):
        rank = next_sign_rank(shown_text(link))
        if rank is not None and not _is_off(link) and _is_in_pager(link):
            ranked.append((rank, link))
    yield from (link for _, link in sorted(ranked, key=lambda item: item[0]))


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
        url = web_address(link.get("href"), base)
        if (url is not None and page_key(url) == page_key(page_url)) or _is_current(link):
            return number
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
    """Whether names around the link are those of a pager, or numbers stand beside it."""
    above = [link, *link.iterancestors()][:_LEVELS_AROUND]
    if any(is_pager_name(names(node)) for node in above):
        return True
    numbers = [node for node in _pager_of(link).iter("a") if _NUMBER.fullmatch(shown_text(node))]
    return len(numbers) >= _FEWEST_NUMBERS


def _labels(link: etree._Element) -> Iterator[str]:
    yield shown_text(link)
    yield link.get("title", "")
    yield link.get("aria-label", "")
    for image in link.iter("img"):
        yield image.get("alt", "")
        yield image.get("title", "")
