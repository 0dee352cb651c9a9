"""Parse decoded HTML once, whatever its size and shape."""

from __future__ import annotations

import re

from lxml import etree

MAX_CHARACTERS = 12_000_000
"""Longer pages are read up to here; the longest real notices (tables of hospitals) stay under 3 MB."""

_INVISIBLE = (
    "\0",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "&#8203;",
    "&#65279;",
    "&shy;",
)
"""Characters without width, raw and as character references: editors leave them inside words and dates."""

_COMMENTED_META = re.compile(r"<!--\s{0,20}(<meta\b[^<>]{0,400}>)\s{0,20}-->", re.I)


def parse(text: str) -> etree._Element | None:
    """The root element, or ``None`` where there is nothing to parse.

    Comments and processing instructions are left out, except that meta tags inside comments
    come out: some sites comment the standard's tags out and still fill them.
    """
    text = text[:MAX_CHARACTERS]
    for invisible in _INVISIBLE:
        if invisible in text:
            text = text.replace(invisible, "")
    if "<meta" in text and "<!--" in text:
        text = _COMMENTED_META.sub(r"\1", text)
    if not text.strip():
        return None
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None  # lxml says so of input without a single element, such as "<!---->"
