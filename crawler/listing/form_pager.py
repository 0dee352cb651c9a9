"""Pagers that send a form or call a function: ASP.NET's postback, a page's number, a button 下一页.

Where a form names no page, as with ASP.NET's link 下一页 that always sends the same, the field
``__PAGE`` says which one is meant: servers ignore it, and each page keeps an address of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lxml import etree

from crawler.listing.addresses import click_script, page_key, same_host, web_address
from crawler.listing.called_address import called_address
from crawler.listing.counts import Counts
from crawler.listing.forms import fields, sent
from crawler.listing.record import NextPage
from crawler.listing.whole_number import whole_number

MOST_CLICKED = 50
"""No more links and buttons of a page are looked at."""
PAGE_FIELD = "__PAGE"
PAGE_NAME = re.compile(
    r"(?:.*[$_.])?(?:(?:to|go|cur|curr|current|jump|target|hid)_?)?(?:page|pg)_?(?:no|num|number|index|id|cur|current)?"
    r"|(?:.*[$_.])?(?:curr?ent|cur|curr)_?(?:page|index)|p|pn|pageno",
    re.IGNORECASE,
)
"""What fields and parameters that hold a page number are called."""
_POSTBACK = re.compile(
    r"""(?:__doPostBack|WebForm_PostBackOptions)\s*\(\s*(["'])(?P<target>[^"']{0,300})\1\s*,\s*(["'])(?P<argument>[^"']{0,300})\3""",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"(?:javascript:|return\s+|;|^)\s*(?P<function>[\w.$]{1,60})\s*\((?P<arguments>[^()]{0,200})\)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.-])[\"']?(\d{1,5})[\"']?(?![\w.-])")
_SET_FIELD = re.compile(
    r"""(?:\.|getElementById\(\s*["']|getElementsByName\(\s*["']|\$\(\s*["'][#\[]?(?:name=)?["']?|\[["'])(?P<name>[\w$]{1,60})["'\])]*\s*(?:\[0\])?\.?(?:value\s*=|val\s*\()""",
)
_NEVER = frozenset(("history", "window", "location", "alert"))


def form_next(
    clicked: Iterator[etree._Element],
    root: etree._Element,
    html: str,
    own: tuple[str, str | None],
    base: str,
    counts: Counts,
) -> NextPage | None:
    """The request that the first usable of the *clicked* links and buttons sends.

    *own* is the page's address and the form by which it was asked for, if it was.  A request that
    names its page comes before one that does not.
    """
    if counts.is_last:
        return None
    nameless: NextPage | None = None
    current = current_page(own, counts)
    for node in islice(clicked, MOST_CLICKED):
        found = _postback(node, root, own, base) or _button(node, own, base)
        if found is not None:
            names_page = _names_page(node)
            if names_page is not None and names_page > current:
                return found
            if names_page is None and nameless is None:
                nameless = _with_page(found, current + 1)
            continue
        call = _call(node)
        if (
            call is not None
            and current < call.number
            and (counts.pages is None or call.number <= counts.pages)
        ):
            asked = _called(call, html, own, base) or _numbered(node, call.number, root, html, own, base)
            if asked is not None:
                return asked
    return nameless or _typed(root, current, own, base, counts)


def called_next(
    labelled: Iterator[etree._Element], html: str, own: tuple[str, str | None], base: str, counts: Counts
) -> NextPage | None:
    """Where the function leads that a link 下一页 calls with its own number, from 0 or from 1."""
    if counts.is_last or counts.pages == 1:
        return None
    for node in islice(labelled, MOST_CLICKED):
        call = _call(node)
        if call is not None and (counts.pages is None or call.number <= counts.pages):
            found = _called(call, html, own, base)
            if found is not None:
                return found
    return None


def current_page(own: tuple[str, str | None], counts: Counts) -> int:
    """The number of this page: as its own request says, else as the page says, else 1."""
    url, form = own
    if form is not None:
        held = dict(parse_qsl(form, keep_blank_values=True))
        for value in (held.get(PAGE_FIELD, ""), _digits(held.get("__EVENTARGUMENT", ""))):
            if (number := whole_number(value)) is not None:
                return number
    for query in (form or "", urlsplit(url).query):
        for name, value in parse_qsl(query):
            if PAGE_NAME.fullmatch(name) and (number := whole_number(value)) is not None:
                return number
    return counts.current or 1


def _postback(
    node: etree._Element, root: etree._Element, own: tuple[str, str | None], base: str
) -> NextPage | None:
    call = _POSTBACK.search(click_script(node))
    form = None if call is None else _form_around(node, root)
    if call is None or form is None:
        return None
    values = fields(form) | {"__EVENTTARGET": call["target"], "__EVENTARGUMENT": call["argument"]}
    return sent(form, values, own[0], base)


def _button(node: etree._Element, own: tuple[str, str | None], base: str) -> NextPage | None:
    """What a click on a submitting button sends; a picture also says where it was clicked."""
    kind = node.get("type", "submit" if node.tag == "button" else "").lower()
    form = next(node.iterancestors("form"), None)
    if node.tag not in ("input", "button") or kind not in ("submit", "image") or form is None:
        return None
    name = node.get("name")
    values = fields(form)
    if name and kind == "image":
        values |= {f"{name}.x": "1", f"{name}.y": "1"}
    elif name:
        values[name] = node.get("value", "")
    return sent(form, values, own[0], base)


def _names_page(node: etree._Element) -> int | None:
    """The page that the postback of *node* asks for by number, as in ``'Pager','3'`` and ``'Page$3'``."""
    call = _POSTBACK.search(click_script(node))
    digits = "" if call is None else _digits(call["argument"])
    return int(digits) if digits else None


def _digits(argument: str) -> str:
    found = re.fullmatch(r"(?:Page\$)?(\d{1,5})", argument)
    return found[1] if found else ""


def _with_page(page: NextPage, number: int) -> NextPage:
    extra = urlencode([(PAGE_FIELD, str(number))])
    if page.form is None:
        return NextPage(f"{page.url}{'&' if '?' in page.url else '?'}{extra}")
    return NextPage(page.url, f"{page.form}&{extra}" if page.form else extra)


@dataclass(frozen=True, slots=True)
class _Call:
    """A function that a click calls with the number of a page."""

    function: str
    position: int
    """Which of its arguments the number is, 0 for the first."""
    number: int


def _call(node: etree._Element) -> _Call | None:
    """The call that *node* makes with the number of a page, as in ``gotoPage(3)``."""
    for call in _CALL.finditer(click_script(node)):
        number = _NUMBER.search(call["arguments"])
        if number and call["function"].split(".")[0].lower() not in _NEVER:
            position = call["arguments"].count(",", 0, number.start())
            return _Call(call["function"], position, int(number[1]))
    return None


def _called(call: _Call, html: str, own: tuple[str, str | None], base: str) -> NextPage | None:
    """The address to which the called function leads, on this host, where the page holds the function."""
    url = web_address(called_address(html, call.function, call.position, call.number), base)
    if url is None or not same_host(url, own[0]) or page_key(url) == page_key(own[0]):
        return None
    return NextPage(url)


def _typed(
    root: etree._Element, current: int, own: tuple[str, str | None], base: str, counts: Counts
) -> NextPage | None:
    """What a form sends in which a reader types the number of a page, where the page says there are more."""
    if counts.pages is None or current >= counts.pages:
        return None
    for form in root.iter("form"):
        for control in form.iter("input"):
            name = control.get("name", "")
            if control.get("type", "text").lower() in ("text", "number") and PAGE_NAME.fullmatch(name):
                return sent(form, fields(form) | {name: str(current + 1)}, own[0], base)
    return None


def _numbered(
    node: etree._Element, number: int, root: etree._Element, html: str, own: tuple[str, str | None], base: str
) -> NextPage | None:
    """The request for page *number*: by a form with such a field, or by this page's own request again."""
    set_by_script = {found["name"] for found in _SET_FIELD.finditer(html[:2_000_000])}
    around = list(node.iterancestors("form"))
    forms = [*around, *(form for form in root.iter("form") if form not in around)]
    held = [(form, name) for form in forms for name in fields(form) if PAGE_NAME.fullmatch(name)]
    for form, name in sorted(held, key=lambda item: item[1] not in set_by_script):
        return sent(form, fields(form) | {name: str(number)}, own[0], base)
    return _asked_again(number, own)


def _asked_again(number: int, own: tuple[str, str | None]) -> NextPage | None:
    """This page's own request with another page number, where it holds one."""
    url, form = own
    if form is not None and (changed := with_number(form, number)) is not None:
        return NextPage(url, changed)
    parts = urlsplit(url)
    changed = with_number(parts.query, number)
    return None if changed is None else NextPage(urlunsplit(parts._replace(query=changed)), form)


def with_number(query: str, number: int) -> str | None:
    """*query* with *number* in its parameter for the page; ``None`` without such a parameter.

    >>> with_number("columnId=11&pageNumber=1", 2)
    'columnId=11&pageNumber=2'
    """
    parts = query.split("&")
    for index, part in enumerate(parts):
        name, sign, value = part.partition("=")
        if sign and whole_number(value) is not None and PAGE_NAME.fullmatch(name):
            return "&".join((*parts[:index], f"{name}={number}", *parts[index + 1 :]))
    return None


def _form_around(node: etree._Element, root: etree._Element) -> etree._Element | None:
    around = next(node.iterancestors("form"), None)
    return next(root.iter("form"), None) if around is None else around
