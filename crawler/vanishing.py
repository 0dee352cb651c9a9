"""Whether an answer with content is the page that was asked for, or a way to say that it is gone; pure.

Many sites answer 200 for an address that is not there: with an error text, or with their front page.
A page that shows its title is there.  One that hardly shows more than an error text is not.  All
others are compared with what the same site answers for an address that is surely not there, the
probe.
"""

from __future__ import annotations

import hashlib
import html
import importlib.resources
import re
import unicodedata
import zlib
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, Literal
from urllib.parse import urlsplit, urlunsplit

from archive.capture import Capture
from archive.identity import canonical_url
from archive.plain_yaml import load_yaml
from archive.probes import AbsentAnswer
from crawler.extraction.binary import file_format
from crawler.extraction.decode import decode
from crawler.stripping import COMMENT, lines_at_blocks, text_of_elements, without_elements, without_tags

Presence = Literal["there", "absent", "unsure"]

ALIKE = 0.8
"""Share of lines in common from which a page is the one that answers for an absent address."""
MOST_TEXT = 300
"""Characters outside links on a page that says no more than that something is absent."""
MOST_LINES = 400
_MOST_BYTES = 2_000_000
_SMALL_BYTES = 20_000
_FEWEST_TITLE = 4
_TITLE_START = 16
_UNSEEN = ("script", "style", "noscript", "title", COMMENT)
_NUMBER = re.compile(r"\d+")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def presence(capture: Capture, titles: Sequence[str], absent: AbsentAnswer | None) -> Presence:
    """What the answer *capture* (status 200) says of the page that was asked for.

    *titles*: by which the page is known, from its listing and from earlier looks.  *absent*: what
    the site answers for an absent address; without it, ``unsure`` asks for it.
    """
    if absent is not None and _leads_there_too(capture, absent):
        return "absent"
    if not _is_page(capture):
        return "there"
    page = decode(capture.body, capture.header("Content-Type"))
    wanted = _starts(titles)
    is_titled = _shows(text_of_elements(page, "title"), wanted)
    if len(capture.body) <= _SMALL_BYTES and _says_hardly_more(page):
        return "absent"
    if is_titled or not wanted or _shows_anywhere(page, wanted):
        return "there"
    if absent is None:
        return "unsure"
    is_alike = absent.status == 200 and likeness(lines_of(capture), absent.lines) >= ALIKE
    return "absent" if is_alike else "there"


def is_unrelated(capture: Capture, titles: Sequence[str]) -> bool:
    """Whether a redirect led from a known page to one that shows none of its titles."""
    wanted = _starts(titles)
    if not wanted or not _is_page(capture):
        return False
    return not _shows_anywhere(decode(capture.body, capture.header("Content-Type")), wanted)


def says_absent(text: str) -> bool:
    """Whether the text is that of an error page (``vanishing.yml``)."""
    folded = " ".join(text.split())
    return any(re.search(sign["pattern"], folded, re.IGNORECASE) for sign in absent_signs())


def lines_of(capture: Capture) -> frozenset[int]:
    """The page's lines of text as numbers, but for what differs from page to page: numbers, its address."""
    page = decode(capture.body[:_MOST_BYTES], capture.header("Content-Type"))
    text = html.unescape(_text(without_elements(page, *_UNSEEN)))
    lines = dict.fromkeys(_NUMBER.sub("0", "".join(line.split())) for line in text.splitlines())
    own = _NUMBER.sub("0", urlsplit(capture.requested_url or capture.url).path.rpartition("/")[2]) or "\0"
    kept = [line for line in lines if line and own not in line]
    return frozenset(zlib.crc32(line.encode()) for line in kept[:MOST_LINES])


def likeness(one: Collection[int], other: Collection[int]) -> float:
    """Share of the lines of both pages together that they have in common, 0 to 1."""
    first, second = frozenset(one), frozenset(other)
    return len(first & second) / len(first | second) if first or second else 1.0


def probe_address(url: str) -> str:
    """An address beside *url* that is surely not there; always the same one."""
    parts = urlsplit(url)
    name = hashlib.sha256(place_of(url).encode()).hexdigest()[:12]
    if _NUMBER.search(parts.query):
        last = list(_NUMBER.finditer(parts.query))[-1]
        query = f"{parts.query[: last.start()]}{int(name, 16) % 10**9 + 9 * 10**9}{parts.query[last.end() :]}"
        return urlunsplit(parts._replace(query=query, fragment=""))
    folder, _, page = parts.path.rpartition("/")
    ending = page.rpartition(".")[2] if "." in page else "html"
    return urlunsplit(parts._replace(path=f"{folder}/no-such-page-{name}.{ending}", query="", fragment=""))


def place_of(url: str) -> str:
    """What answers for an address: its host, or the program on it where the query names the page."""
    parts = urlsplit(canonical_url(url))
    return parts.netloc + (parts.path if _NUMBER.search(parts.query) else "")


@cache
def absent_signs() -> list[dict[str, Any]]:
    """The signs in ``vanishing.yml``, each with its examples."""
    text = (importlib.resources.files("crawler") / "vanishing.yml").read_text(encoding="utf-8")
    signs: list[dict[str, Any]] = load_yaml(text)["says_absent"]
    return signs


def _leads_there_too(capture: Capture, absent: AbsentAnswer) -> bool:
    """Whether the page was led to where an absent address is led, too."""
    return (
        absent.redirected and capture.requested_url is not None and canonical_url(capture.url) == absent.url
    )


def _is_page(capture: Capture) -> bool:
    """Whether the answer is a web page of a size that can be looked through."""
    body = capture.body
    return b"<" in body[:2000] and len(body) <= _MOST_BYTES and file_format(body) is None


def _says_hardly_more(page: str) -> bool:
    """Whether the page, its links apart, hardly says more than that something is absent."""
    title = text_of_elements(page, "title")
    text = _text(without_elements(without_elements(page, *_UNSEEN), "a"))
    text = html.unescape(f"{title}\n{text}")
    return len("".join(text.split())) <= MOST_TEXT and says_absent(text)


def _shows_anywhere(page: str, titles: Sequence[str]) -> bool:
    """Whether the page shows a title outside links, as text or in what its scripts draw."""
    own = without_elements(page, "a")
    if "\\u" in own:
        own = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), own)
    return _shows(without_tags(own), titles)


def _text(page: str) -> str:
    return without_tags(lines_at_blocks(page))


def _shows(text: str, titles: Sequence[str]) -> bool:
    folded = _folded(html.unescape(text))
    return any(title in folded for title in titles)


def _starts(titles: Sequence[str]) -> list[str]:
    return [start for start in map(_start, titles) if len(start) >= _FEWEST_TITLE]


def _start(title: str) -> str:
    """The beginning of a title, which is shown also where a list cuts it off."""
    return _folded(title)[:_TITLE_START]


def _folded(text: str) -> str:
    """Letters and digits alone, in one width."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())
