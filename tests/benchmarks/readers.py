"""What our reading is timed against: bare parsers and the usual extraction libraries, each a function of bytes.

Every reader starts from the bytes and decodes them as we do, so that no one pays for, or gains by,
a worse guess at the encoding.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
from collections.abc import Callable
from typing import NamedTuple

import lxml.html
from lxml import etree

from archive.capture import Capture
from crawler.extraction import Context, extract_notice
from crawler.extraction.decode import decode

Reader = Callable[[Capture], object]
OURS = "our whole reading"
FLOOR = "decode + lxml.html"

_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
"""lxml refuses a str that declares an encoding."""


class Contestant(NamedTuple):
    """A reader, and the module that it needs."""

    name: str
    module: str
    make: Callable[[], Reader]
    remembering: tuple[str, ...] = ()
    """The packages that remember what they have read; see :func:`clear_memories`."""


def contestants() -> list[Contestant]:
    """All readers, whether installed or not: ours, the floors, the peers."""
    return [
        Contestant(
            OURS, "crawler", lambda: lambda page: extract_notice([page], Context()), ("crawler", "archive")
        ),
        Contestant("decode", "crawler", lambda: text_of),
        Contestant(FLOOR, "lxml", lambda: lambda page: lxml.html.document_fromstring(_plain(page))),
        Contestant("decode + lxml.etree of UTF-8", "lxml", lambda: _parse_with_etree),
        Contestant("decode + Lexbor", "selectolax", _lexbor),
        Contestant("trafilatura", "trafilatura", _trafilatura, ("trafilatura", "htmldate", "courlan")),
        Contestant("magic-html", "magic_html", _magic_html),
        Contestant("GNE", "gne", _gne),
        Contestant("readability", "readability", _readability),
        Contestant("resiliparse", "resiliparse", _resiliparse),
    ]


def is_installed(contestant: Contestant) -> bool:
    """Whether the library of a reader is there."""
    return importlib.util.find_spec(contestant.module) is not None


def clear_memories() -> None:
    """Empty the bounded caches of all readers, so that a page counts for each as never seen before.

    A crawler reads a page once; a round reads again what the round before it has read, and trafilatura
    remembers so much that it would take a tenth less.  Caches without bound hold tables, not pages.
    """
    packages = {package for contestant in contestants() for package in contestant.remembering}
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in packages:
            for value in vars(module).values():
                parameters = getattr(value, "cache_parameters", None)
                if parameters is not None and parameters()["maxsize"] is not None:
                    value.cache_clear()


def text_of(page: Capture) -> str:
    """The page's text, decoded as our reading does."""
    return decode(page.body, page.header("content-type"))


def _plain(page: Capture) -> str:
    return _XML_DECLARATION.sub("", text_of(page))


def _parse_with_etree(page: Capture) -> object:
    return etree.fromstring(text_of(page).encode(), etree.HTMLParser(encoding="utf-8"))


def _lexbor() -> Reader:
    parser = importlib.import_module("selectolax.lexbor").LexborHTMLParser
    return lambda page: parser(text_of(page))


def _trafilatura() -> Reader:
    extract = importlib.import_module("trafilatura").bare_extraction
    return lambda page: extract(_plain(page), url=page.url, with_metadata=True)


def _magic_html() -> Reader:
    extractor = importlib.import_module("magic_html").GeneralExtractor()
    return lambda page: extractor.extract(_plain(page), base_url=page.url)


def _gne() -> Reader:
    extractor = importlib.import_module("gne").GeneralNewsExtractor()
    return lambda page: extractor.extract(_plain(page))


def _readability() -> Reader:
    document = importlib.import_module("readability").Document

    def read(page: Capture) -> object:
        found = document(_plain(page))
        return found.short_title(), found.summary()

    return read


def _resiliparse() -> Reader:
    extract = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    return lambda page: extract(text_of(page), main_content=True)
