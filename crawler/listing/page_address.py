"""A page's address together with the encoding in which its links and forms send what they name.

A browser sends the characters of a query and of a form's fields in the encoding of the page (URL
Standard, "percent-encode after encoding"; HTML Standard, form submission), those of a path in
UTF-8, and what an encoding lacks as ``&#20320;``.  So ``list.asp?class=通知`` on a page in GBK asks
for ``%CD%A8%D6%AA``, and a server of its time knows no other.
"""

from __future__ import annotations

import re
from typing import Self
from urllib.parse import quote

UTF_8 = "utf-8"
_NAMED = ("gbk", "big5")
"""Encodings of Chinese pages beside UTF-8, which is sent for UTF-16, too."""
_CHINESE = re.compile("[\u4e00-\u9fff]{2,20}")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")


class PageAddress(str):
    """An address that links are relative to.  A ``str``, as most links need no more than that of it."""

    encoding: str
    __slots__ = ("encoding",)

    def __new__(cls, address: str, encoding: str = UTF_8) -> Self:
        made = super().__new__(cls, address)
        made.encoding = encoding
        return made


def encoding_of(address: str) -> str:
    """The encoding of the page at *address*, where that is known; UTF-8 where it is not."""
    return address.encoding if isinstance(address, PageAddress) else UTF_8


def sent_encoding(body: bytes, text: str) -> str:
    """The encoding of a page whose *body* reads as *text*: that in which its first words stand there."""
    words = _CHINESE.search(text)
    if words is None or words[0].encode() in body:
        return UTF_8
    return next((name for name in _NAMED if words[0].encode(name, "ignore") in body), UTF_8)


def with_query_sent(url: str, encoding: str) -> str:
    """*url* with the characters in its query as a page in *encoding* sends them.

    >>> with_query_sent("http://h.example/通知.asp?class=通知&page=2", "gbk")
    'http://h.example/通知.asp?class=%CD%A8%D6%AA&page=2'
    """
    path, mark, query = url.partition("?")
    return path + mark + _FOREIGN.sub(lambda found: _sent(found[0], encoding), query)


def _sent(text: str, encoding: str) -> str:
    return quote(text, safe="", encoding=encoding, errors="xmlcharrefreplace")
