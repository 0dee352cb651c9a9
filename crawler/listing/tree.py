"""Trees: a page parsed once, and the few questions that are asked of its elements and texts."""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from lxml import etree

MAX_CHARACTERS = 3_000_000
"""A longer page is read up to here."""
Text = etree._ElementUnicodeResult
"""A text node that knows its place in the tree."""
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_UNSHOWN = frozenset(("script", "style", "noscript"))
_SHOWN_TEXTS = "descendant::text()[not(parent::script or parent::style or parent::noscript)]"


def parsed(html: str) -> etree._Element | None:
    """The root of the parsed page without its comments, or ``None`` where nothing in it is HTML."""
    return _parsed(html, remove_comments=True)


def comments(html: str) -> list[str]:
    """The texts of the page's comments, in order."""
    root = _parsed(html, remove_comments=False)
    return [] if root is None else [str(comment.text) for comment in root.iter(etree.Comment)]


def _parsed(html: str, *, remove_comments: bool) -> etree._Element | None:
    text = _NOT_XML.sub("", html[:MAX_CHARACTERS])
    # Not that of lxml.html, which looks a class up for every element that is touched.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=remove_comments, remove_pis=True)
    try:
        return cast("etree._Element | None", etree.fromstring(text.encode("utf-8", "replace"), parser))
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def elements(node: etree._Element, xpath: str) -> list[etree._Element]:
    """The elements that *xpath* finds from *node*."""
    return cast("list[etree._Element]", _compiled(xpath)(node))


def texts(node: etree._Element, xpath: str = _SHOWN_TEXTS) -> list[Text]:
    """The text nodes that *xpath* finds from *node*; by default all inside it but scripts and styles."""
    return cast("list[Text]", _compiled(xpath)(node))


def shown_text(node: etree._Element) -> str:
    """The text inside *node*, its white space collapsed."""
    if not len(node):  # as most nodes that are asked
        return "" if node.tag in _UNSHOWN else collapsed(node.text or "")
    return collapsed("".join(texts(node)))


def whole_text(root: etree._Element) -> str:
    """All text of the page as it stands, scripts included."""
    return etree.tostring(root, method="text", encoding="unicode")


def text_start(node: etree._Element, length: int) -> str:
    """The first characters of the text inside *node*, without white space; none of a script's."""
    start = ""
    if node.tag not in ("script", "style"):
        for text in node.itertext():
            start += "".join(str(text).split())
            if len(start) >= length:
                break
    return start[:length]


def collapsed(text: str) -> str:
    """*text* with each run of white space as one space, and none around it."""
    return " ".join(text.split())


def names(node: etree._Element) -> str:
    """Class and id of *node*, separated by spaces."""
    return f"{node.get('class', '')} {node.get('id', '')}"


@cache
def _compiled(xpath: str) -> etree.XPath:
    return etree.XPath(xpath)
