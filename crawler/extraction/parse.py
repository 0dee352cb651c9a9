"""Parse decoded HTML once, whatever its size and shape, and build no tree of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol, cast

from lxml import etree

from crawler.extraction.page_limits import MAX_BYTES

if TYPE_CHECKING:
    from lxml.etree import ParserTarget  # the stubs have a name for it, the library has not


class Full(Exception):  # noqa: N818 - no error: a target raises it to be told no more
    """The target has taken as much of the page as it keeps."""


class Target(Protocol):
    """What takes a page piece by piece; libxml2 closes every element that it opens."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...


def parse(page: bytes, target: Target) -> None:
    """Tell *target* the elements and texts of the page, given in UTF-8, in order, names in lower case.

    A tree of the page would cost as much again as the parse, and libxml2 drops from it what is
    nested deeper than 2,048 elements.  Comments and processing instructions are left out.
    """
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, target=cast("ParserTarget[None]", target))
    with suppress(Full):
        etree.fromstring(page[:MAX_BYTES], parser)
