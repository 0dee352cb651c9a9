"""Say what kind of page a notice was found on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.context import Context
from crawler.extraction.text_keys import key
from crawler.extraction.title import is_document_title

_REPORTED = re.compile(
    r"(?:本报讯|本网讯|新华社|讯\s*[（(]|电\s*[（(]|记者|通讯员|日讯|近日，|日前，|本报记者)"
)
_NEWS_WINDOW = 80


def page_kind(
    *,
    title: str | None,
    page_title: str | None,
    body: str,
    compilation: bool,
    source: str | None,
    issuers: Sequence[str],
    addressees: Sequence[str],
    numbered: bool,
    context: Context,
) -> str | None:
    """``compilation``, ``news``, ``repost`` or ``original``; ``None`` where nothing tells.

    A document on the site of its issuer is ``original``; one that names another source, or an
    issuer that is not the site, is a ``repost``.
    """
    if compilation:
        return "compilation"
    is_document = numbered or bool(addressees) or is_document_title(title or "")
    if not is_document:
        return "news" if _REPORTED.search(body[:_NEWS_WINDOW]) else None
    site = key(context.site_name or "")
    if page_title and title and re.search(r"转发|轉發|转载|轉載", page_title) and key(title) != key(page_title):
        return "repost"
    if site and source:
        return "original" if _same_body(key(source), site) else "repost"
    if site and issuers:
        return "original" if any(_same_body(key(name), site) for name in issuers) else "repost"
    return "repost" if source and issuers and not any(_same_body(key(source), key(n)) for n in issuers) else None


def _same_body(name: str, other: str) -> bool:
    """Whether two names mean one body: 市卫生健康委 is 清川市卫生健康委员会."""
    shorter, longer = sorted((name, other), key=len)
    if not shorter:
        return False
    return shorter in longer or longer.startswith(shorter[:-1]) or _initials_in(shorter, longer)


def _initials_in(shorter: str, longer: str) -> bool:
    """Whether the characters of the short form occur in the long one in order (卫健委 in 卫生健康委员会)."""
    rest = iter(longer)
    return len(shorter) >= 3 and all(character in rest for character in shorter)
