"""Say whose site a page is on, from what the page itself says."""

from __future__ import annotations

import re

from archive.vocabulary.organisations import is_organisation
from crawler.extraction.lines import Layout

_FOOT_LINES = 40
_LONGEST_FOOT = 300  # characters of a line
_HOST = re.compile(
    r"(?:主[办辦](?:单位|單位)?|版权所有|版權所有|版权归|技术支持及版权)\s*[:：©]?\s*(?P<after>[^\s,，。;；:：|©]{4,30})"
    r"|(?P<before>[^\s,，。;；:：|©]{4,30})\s*(?:版权所有|版權所有|主办|主辦)"
)
_HOST_HINTS = ("版权", "主办", "版權", "主辦")
"""One of these is in every line that names a host: most lines need not be tried at every place."""
_OF_SITE = re.compile(r"(?:全球)?(?:资讯|資訊|信息|門戶|门户|政务|政務|官方)?[网網](?:站|页|頁)?$")
_PLACE = re.compile("[㐀-鿿]{1,8}?[省市县縣区區州盟旗镇鎮乡鄉]|国家|中国|中华|全国")
_GOVERNMENT = re.compile("[㐀-鿿]{2,8}政府$")
_PORTAL = re.compile("(?:网|網|在线|在線|大全|论坛|频道|百科|文库|日报|晚报)$")
_OF_AUTHORITY = re.compile("政府|卫生|疾控|医院|政务|官网|官方|门户|红十字|计生|妇幼|信息网$")
_BETWEEN = re.compile(r"[-_—|>»:：\s]+")


def site_name(layout: Layout) -> str | None:
    """The organisation that runs the site: by its meta tag, the end of ``<title>`` or its foot."""
    told = dict(layout.meta).get("sitename")
    if told:
        return told
    pieces = _with_governments(_BETWEEN.split(layout.title_tag or ""))
    organs = [piece for piece in reversed(pieces[1:]) if is_organisation(piece)]
    if organs:
        return next(filter(_PLACE.match, organs), organs[0])  # …-清川市中心医院|三级甲等综合医院
    if len(pieces) > 1 and _OF_SITE.search(pieces[0]) and is_organisation(_OF_SITE.sub("", pieces[0])):
        return pieces[0]
    if len(pieces) == 1 and is_organisation(pieces[0]):
        return pieces[0]
    # 版 and 主 stand in few lines.
    foot = [text for text, _ in layout.lines[-_FOOT_LINES:] if "版" in text or "主" in text]
    for text in reversed(foot):
        beginning = text[:_LONGEST_FOOT]
        if not any(map(beginning.__contains__, _HOST_HINTS)):
            continue
        for match in _HOST.finditer(beginning):
            name = match["after"] or match["before"]
            if is_organisation(name):
                return name
    return None


def _with_governments(pieces: list[str]) -> list[str]:
    """The pieces of a title, a department without a place together with the government before it.

    … | 澳門特別行政區政府 衛生局
    """
    joined: list[str] = []
    for piece in pieces:
        before = joined[-1] if joined else ""
        if _GOVERNMENT.search(before) and is_organisation(piece) and not _PLACE.match(piece):
            joined[-1] = before + piece
        else:
            joined.append(piece)
    return joined


def portal_name(layout: Layout) -> str | None:
    """The name at the end of ``<title>`` of a site that is no organisation's own: ``清川健康网``."""
    pieces = _BETWEEN.split((layout.title_tag or "").strip())
    name = pieces[-1] if len(pieces) > 1 else ""
    return name if _PORTAL.search(name) and not _OF_AUTHORITY.search(name) else None
