"""Show the e-mail addresses that Cloudflare hides from robots: a script of its own decodes them for readers.

It leaves ``[email protected]`` where an address stood.  The address is in hexadecimal digits beside it,
each byte combined with the first::

    <a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="5a3b…">[email&#160;protected]</a>
    <a href="/cdn-cgi/l/email-protection#5a3b…">[email protected]</a>
"""

from __future__ import annotations

import re
from html import escape

from crawler.extraction.lines import Layout

_SHOWN = "[email"
_HIDDEN = re.compile(
    r"(?P<tag><[a-zA-Z][^<>]{0,600}?(?:data-cfemail\s?=\s?[\"']?|email-protection#)(?P<code>[0-9a-fA-F]{6,600})"
    r"(?![0-9a-fA-F])[^<>]{0,600}>)\s{0,20}\[[^\[\]<>]{4,40}\]"
)
_HEADER = re.compile(r"\?.*", re.S)
"""``?subject=…`` behind the address of a link."""


def says_protected(layout: Layout) -> bool:
    """Whether a line of a page says that an address is hidden."""
    return any(_SHOWN in line.text for line in layout.lines)


def with_emails(page: str) -> str:
    """*page* with the addresses where it says that they are protected."""
    return _HIDDEN.sub(_shown, page)


def _shown(hidden: re.Match[str]) -> str:
    address = _decoded(hidden["code"])
    return hidden["tag"] + escape(address) if address else hidden[0]


def _decoded(code: str) -> str | None:
    """What *code* says, or ``None`` where it says nothing that can be shown."""
    if len(code) % 2:
        return None
    key, *hidden = bytes.fromhex(code)
    try:
        text = bytes(byte ^ key for byte in hidden).decode("utf-8")
    except UnicodeDecodeError:
        return None
    text = _HEADER.sub("", text).strip()
    return text if "@" in text and text.isprintable() else None
