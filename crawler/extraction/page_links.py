"""The links of a page and nothing else: a third of the cost of its lines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from html import unescape

from crawler.extraction.lines import Link
from crawler.extraction.markup import pieces_of
from crawler.extraction.page_limits import Full
from crawler.extraction.tags import Tags

_MOST_PIECES = 20
"""A link around more elements is no link of a pager."""


def page_links(page: str) -> tuple[str | None, list[Link]]:
    """The address of the page's ``<base>``, and its links with the text up to their end tag, on no line."""
    base: str | None = None
    links: list[Link] = []
    tags = Tags(keep_hidden=True)
    with suppress(Full):  # what is behind is not read in the page either
        for written, text in _anchors_and_bases(page):
            tag = tags[written]
            if tag.link is not None:
                href, title = tag.link
                links.append(Link(-1, href, " ".join(unescape(text).split()), title))
            elif tag.name == "base":
                base = base or tag.attributes().get("href")
    return base, links


def _anchors_and_bases(page: str) -> Iterator[tuple[str, str]]:
    """What is written in the tags that begin links or tell the base, each with the text of the link."""
    begun: str | None = None
    texts: list[str] = []
    for piece in pieces_of(page):
        beginning = piece[:5].lower()
        begins = beginning[:1] == "a" and beginning[1:2].isspace()
        if begun is not None and (begins or beginning[:2] == "/a" or len(texts) > _MOST_PIECES):
            yield begun, "".join(texts)
            begun = None
        if begins or beginning == "base ":
            begun, _, text = piece.partition(">")
            texts = [text]
        elif begun is not None:
            texts.append(piece.partition(">")[2])
    if begun is not None:
        yield begun, "".join(texts)
