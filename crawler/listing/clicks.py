"""Clicks: the elements of a page that lead somewhere when they are clicked, and where.

Rows are links, and also::

    <li onclick="location.href='/a/7001.html'">         an address in a script
    <li data-href="/a/7001.html"><a href="#">…</a>      an address that a script reads
    <tr onclick="view(7001)">                           an argument from which a function makes one

A function's address counts where the page's own script puts it together of constants and arguments;
no script is run, and no address is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from lxml import etree

from crawler.listing.addresses import click_script, is_idle, link_address, web_address
from crawler.listing.called_address import built_address, written_address
from crawler.listing.marks import address_attributes, id_attributes, is_title
from crawler.listing.tree import elements, shown_text

MAX_LINKS = 5000
"""A page with more links is read no further."""
UNKNOWN = "http://row.invalid/article/"
"""Begins what stands for the address of an element of which only a script knows where it leads."""
_ROWS = frozenset(("li", "tr", "td", "div", "p", "span", "dd", "dt", "h3", "h4"))
_LEVELS_AROUND = 5
_MOST_LINKS = 8
"""What holds more links is part of the page's layout."""
_MOST_CALLS = 20
"""No more functions of a page are looked for."""
_CALL = re.compile(
    r"(?<![\w$])(?:[\w$]{1,40}\.){0,3}(?P<function>[A-Za-z_$][\w$]{0,60})\s*\((?P<arguments>[^()]{1,300})\)"
)
_ARGUMENT = re.compile(
    r"\s*(?:'(?P<single>[^']*)'|\"(?P<double>[^\"]*)\"|(?P<number>\d{1,30})|[^,]*?)\s*(?:,|$)"
)
_MARKS = [chr(0xE000 + n) for n in range(9)]
"""Stand for a call's arguments; no page holds these characters of private use."""
_CLICKED = "descendant-or-self::*[self::a or @onclick or @href or @*[starts-with(name(), 'data-')]]"
_ATTRIBUTES = frozenset(("onclick", *address_attributes(), *id_attributes()))


class Clicks:
    """The elements of a page that a click leads from."""

    def __init__(self, root: etree._Element, base: str) -> None:
        self.addresses: dict[etree._Element, str] = {}
        """Each such element with the address to which it leads, in the page's order."""
        self.unknown: list[etree._Element] = []
        """Those of which only a script knows where they lead."""
        self._order: list[etree._Element] = []
        self._root = root
        self._base = base
        self._templates: dict[str, str | None] = {}
        for node in elements(root, _CLICKED):
            if len(self.addresses) >= MAX_LINKS:
                break
            self._take(node)

    def _take(self, node: etree._Element) -> None:
        if node.tag != "a" and (
            node.tag not in _ROWS or _ATTRIBUTES.isdisjoint(map(str, node.attrib)) or self._leads_within(node)
        ):
            return
        url = self._address(node)
        if url is None and node.tag == "a" and is_idle(node, self._base):
            url = self._address_around(node)
        if url is not None:
            self.addresses[node] = url
            self._order.append(node)
        elif node.tag != "a" or click_script(node) != ";" or node.get("href", "#").startswith("#"):
            self.unknown.append(node)
            self._order.append(node)

    def with_unknown(self) -> dict[etree._Element, str]:
        """The addresses, with something to stand for each that only a script knows."""
        order = enumerate(self._order[:MAX_LINKS])
        return {node: self.addresses.get(node) or f"{UNKNOWN}{number}.html" for number, node in order}

    def _leads_within(self, node: etree._Element) -> bool:
        """Whether links within *node* lead somewhere, or stand for it as they do nothing by themselves."""
        links = list(islice(node.iter("a"), _MOST_LINKS + 1))
        return len(links) > _MOST_LINKS or any(
            self._address(link) is not None or (is_idle(link, self._base) and shown_text(link))
            for link in links
        )

    def _address(self, node: etree._Element) -> str | None:
        url = web_address(node.get("href"), self._base)
        if url is None and (script := click_script(node)) != ";":
            url = web_address(self._put_together(script), self._base)
        return link_address(node, self._base) if url is None else url

    def _address_around(self, link: etree._Element) -> str | None:
        """The address of the row around a link that does nothing itself: a click reaches it, too.

        What holds the titles of several entries is no row.
        """
        for around in list(link.iterancestors())[:_LEVELS_AROUND]:
            url = self._address(around) if around.tag in _ROWS else None
            if url is not None:
                links = list(islice(around.iter("a"), _MOST_LINKS + 1))
                said = {text for other in links if is_title(text := shown_text(other))}
                return url if len(said) < 2 and len(links) <= _MOST_LINKS else None
        return None

    def _put_together(self, script: str) -> str | None:
        """The address that a call in *script* makes of its arguments, or the script itself of constants."""
        for call in _CALL.finditer(script):
            template = self._template(call["function"])
            if template is not None and (address := _filled(template, call["arguments"])) is not None:
                return address
        return written_address(self._scripts, script) if "+" in script else None

    def _template(self, function: str) -> str | None:
        if function not in self._templates and len(self._templates) < _MOST_CALLS:
            self._templates[function] = built_address(self._scripts, function, _MARKS)
        return self._templates.get(function)

    @cached_property
    def _scripts(self) -> str:
        tree = self._root.getroottree().getroot()
        return "\n".join(script.text or "" for script in tree.iter("script"))


def _filled(template: str, arguments: str) -> str | None:
    """*template* with a call's arguments in place of their marks; ``None`` where one is no constant."""
    for mark, argument in zip(_MARKS, _arguments(arguments), strict=False):
        if mark in template:
            if not argument:
                return None
            template = template.replace(mark, argument)
    return None if any(mark in template for mark in _MARKS) else template


def _arguments(text: str) -> Iterator[str | None]:
    """The constants in the arguments of a call; ``None`` for what is none.

    >>> list(_arguments("this, 7001, 'a,b'"))
    [None, '7001', 'a,b']
    """
    position = 0
    while position < len(text) and (found := _ARGUMENT.match(text, position)):
        yield next((found[kind] for kind in ("single", "double", "number") if found[kind] is not None), None)
        position = found.end()
