"""Say what kind of page a notice was found on."""

from __future__ import annotations

import re

from crawler.extraction.fields import Fields
from crawler.extraction.text_keys import key
from crawler.extraction.title_text import is_document_title

_REPORTED = re.compile(
    r"(?:本报讯|本网讯|新华社|讯\s*[（(]|电\s*[（(]|记者|通讯员|日讯|近日，|日前，|本报记者)"
)
_NEWS_WINDOW = 80
_REPOSTED = re.compile("转发|轉發|转载|轉載|转帖")
_OFFICE = re.compile("(?:科|处|室|股|司|部|办|办公室|秘书|中心|支队|大队)$")
_PLACE = re.compile("^[^，、。]{1,12}?(?:省|自治区|特别行政区|市|州|盟|区|县|旗)")
_AUTHORITY = re.compile("人民政府|卫生|衛生|健康委|卫健|疾病预防控制局|疾控局|爱卫")
"""Sites of these carry the notices of every office of their place as their own."""
_SITE = re.compile("(?:门户|官方)?网站$|政府信息公开(?:平台|专栏)?$")


def page_kind(
    fields: Fields, *, site_name: str | None, title: str | None, page_title: str | None, body: str
) -> str | None:
    """``news``, ``repost`` or ``original``; ``None`` where nothing tells.

    A document on the site of its issuer is ``original``; one that names another source, or an
    issuer that is neither of the site nor of its place, is a ``repost``.
    """
    is_document = (
        fields.document_number is not None or bool(fields.addressees) or is_document_title(title or "")
    )
    if not is_document:
        return "news" if _REPORTED.search(body[:_NEWS_WINDOW]) else None
    if page_title and _REPOSTED.search(page_title) and not _REPOSTED.search(title or ""):
        return "repost"
    site = _SITE.sub("", site_name or "")
    if not key(site):
        return None
    if any(_is_of_site(name, site) for name in fields.issuers):
        return "original"
    if fields.source:
        return "original" if _is_of_site(fields.source, site) else "repost"
    return "repost" if fields.issuers else None


def _is_of_site(name: str, site: str) -> bool:
    """Whether an organisation is the site's own body, an office of it, or an authority of its place."""
    if _same_body(key(name), key(site)):
        return True
    place = _PLACE.match(name)
    if place is None:
        return _OFFICE.search(name) is not None  # 人事司 and 门诊部 are offices of the body whose site it is
    return _AUTHORITY.search(site) is not None and (place[0] in site or len(place[0]) == 1)


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
