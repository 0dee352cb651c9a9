"""Say what kind of page a notice was found on."""

from __future__ import annotations

import re

from crawler.extraction.fields import Fields
from crawler.extraction.own_title import is_document_title
from crawler.extraction.text_keys import key

_REPORTED = re.compile(
    r"(?:本报讯|本网讯|新华社|讯\s*[（(]|电\s*[（(]|记者|通讯员|日讯|近日，|日前，|本报记者)"
)
_NEWS_WINDOW = 80
_REPOSTED = re.compile("转发|轉發|转载|轉載|转帖")
_OWN_OFFICE = re.compile("^.{0,4}(?:科|处|室|股|府办|委办|局办|秘书)$")
"""医政科 and 市府办 are offices of the site's own body."""


def page_kind(
    fields: Fields, *, site_name: str | None, title: str | None, page_title: str | None, body: str
) -> str | None:
    """``news``, ``repost`` or ``original``; ``None`` where nothing tells.

    A document on the site of its issuer is ``original``; one that names another source, or an
    issuer that is not the site, is a ``repost``.
    """
    is_document = (
        fields.document_number is not None or bool(fields.addressees) or is_document_title(title or "")
    )
    if not is_document:
        return "news" if _REPORTED.search(body[:_NEWS_WINDOW]) else None
    if page_title and _REPOSTED.search(page_title) and not _REPOSTED.search(title or ""):
        return "repost"
    site = key(site_name or "")
    if not site:
        return None
    if any(_same_body(key(name), site) for name in fields.issuers):
        return "original"
    if fields.source and not _OWN_OFFICE.search(fields.source):
        return "original" if _same_body(key(fields.source), site) else "repost"
    return "repost" if fields.issuers else None


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
