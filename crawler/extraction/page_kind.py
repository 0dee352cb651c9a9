"""Say what kind of page a notice was found on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.vocabulary.organisations import is_advertising
from crawler.extraction.fields import Fields
from crawler.extraction.text_keys import key
from crawler.extraction.title_text import is_document_title

_REPORTED = re.compile(
    r"(?:[报网台社]讯|新华社|讯\s*[（(]|电\s*[（(]|记者|通讯员|日讯|近日，|日前，|本报记者)"
    r"|^(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:[上下]午)?，.{2,50}?(?:召开|举行|举办|启动|开展|组织|赴|到)"
)
_NEWS_WINDOW = 80
_REPOSTED = re.compile("转发|轉發|转载|轉載|转帖")
_OFFICE = re.compile("(?:科|处|室|股|司|部|办|办公室|秘书|中心|支队|大队)$")
_PLACE = re.compile("^[^，、。]{1,12}?(?:省|自治区|特别行政区|市|州|盟|区|县|旗)")
_AUTHORITY = re.compile("人民政府|管理委员会|管委会|卫生|衛生|健康委|卫健|疾病预防控制局|疾控局|爱卫")
"""Sites of these carry the notices of every office of their place as their own."""
_RELAYED = re.compile("^(?:[轉转]知|[轉转][發发]|函[轉转]|主旨[:：]?(?:函[轉转]|[轉转]知|[轉转][發发]))|影本")
_BY_ORDER = re.compile(r"(?:依據|依据|依).{4,60}[號号](?:函|令|公告)?(?:辦理|办理)")
"""How an authority of Taiwan says that it passes on what another wrote."""
_DATABASE = re.compile(
    r"^(?:法规标题|颁布单位|颁发部门|颁布时间|颁布日期|颁布机构|有效地区|适用地区|法规来源|效力级别|失效时间|法宝引证码)[:：]"
)
"""Labels that databases of laws have, and sites of authorities have not."""
_SITE = re.compile("(?:门户|官方)?网站$|政府信息公开(?:平台|专栏)?$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """What stands around a notice on its page."""

    site_name: str | None = None
    """The organisation whose site it is."""
    portal: str | None = None
    """The site, where it is nobody's own: ``清川健康网``."""
    page_title: str | None = None
    head: tuple[str, ...] = ()
    announced: bool = False
    """Whether a news item above it announces its whole text."""
    script: str | None = None


def page_kind(fields: Fields, setting: Setting, *, title: str | None, body: str) -> str | None:
    """``news``, ``news-fulltext``, ``relay``, ``database``, ``mirror``, ``repost`` or ``original``.

    ``None`` where nothing tells.  A document on the site of its issuer is ``original``; one that names
    another source, or an issuer that is neither of the site nor of its place, is a ``repost``.  A
    ``mirror`` is a clone that hides from those who look for it: with notes of pinyin between the
    characters, or with advertising words in place of the issuer.
    """
    of_clone = setting.script == "hant+pinyin" or _is_cloaked(setting.page_title, title)
    if of_clone:
        return "mirror"
    if setting.announced:
        return "news-fulltext"
    if any(map(_DATABASE.match, setting.head)):
        return "database"
    is_document = (
        fields.document_number is not None or bool(fields.addressees) or is_document_title(title or "")
    )
    if _is_relay(setting, fields, title or "", body):
        return "relay"
    if not is_document and _REPORTED.search(body[:_NEWS_WINDOW]):
        return "news"
    return _of_document(fields, setting, title) if is_document else _of_other(fields, setting)


def _is_cloaked(page_title: str | None, title: str | None) -> bool:
    """Whether the site's title holds advertising words that the notice's own does not."""
    return bool(page_title and title) and is_advertising(page_title or "") and not is_advertising(title or "")


def _is_relay(setting: Setting, fields: Fields, title: str, body: str) -> bool:
    if setting.script != "hant" or (fields.document_number is not None and not _RELAYED.search(title)):
        return False
    return _RELAYED.search(title) is not None or _BY_ORDER.search(body) is not None


def _of_document(fields: Fields, setting: Setting, title: str | None) -> str | None:
    if _REPOSTED.search(setting.page_title or "") and not _REPOSTED.search(title or ""):
        return "repost"
    site = _SITE.sub("", setting.site_name or "")
    if not key(site):
        return "repost" if setting.portal and fields.issuers else None
    if any(_is_of_site(name, site) for name in fields.issuers):
        return "original"
    if fields.source:
        return "original" if _is_of_site(fields.source, site) else "repost"
    return "repost" if fields.issuers else "original"


def _of_other(fields: Fields, setting: Setting) -> str | None:
    """Tables and bulletins: the site's own where nothing else than the site, or an office of it, is named."""
    site = _SITE.sub("", setting.site_name or "")
    if not key(site):
        return None
    named = (*fields.issuers, *([fields.source] if fields.source else []))
    return "original" if all(_is_of_site(name, site) for name in named) else None


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
