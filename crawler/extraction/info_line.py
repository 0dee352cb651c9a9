"""Know the line on which a site prints day, source, counter and buttons, in whatever order and form it does.

Every site has its own form (``[ 2011-3-9 8:42 | 点击数：352 | 作者：办公室 ]``, ``2017-04-11/监督局/阅58``):
so the line is taken apart, and is one where nothing but such things, and perhaps a name, is on it.
"""

from __future__ import annotations

import re
from functools import cache

from crawler.extraction.first_characters import Beginnings
from crawler.extraction.labels import labels_besides_days

_DAY = r"(?<!\d)(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?:\s?日|(?!\d))"
_HAS_DAY = re.compile(_DAY)
_TIME = r"\d{1,2}:\d\d(?::\d\d)?|(?:星期|周)[一二三四五六日天]"
_COUNTER = (
    r"(?:(?:文章|本文|页面|信息)?(?:点击|浏览|阅读|访问|查看|点阅|人气|关注|评论|回复)(?:次数|人次|人数|数|量|率)?|阅)"
    r"\s?(?::\s?[\[(]?(?:\d[\d,.]*\s?万?)?|[\[(]?\d[\d,.]*\s?万?)[\])]?\s?(?:次|人次|人)?"
    r"|\d[\d,.]*\s?[万亿]?\+?\s?(?:人次?|次)?(?:看过|读过|阅读|浏览|点击|围观)(?:过|量|数)?"
)
_BUTTON = (
    r"(?:字体|字号|文字大小|大小|视力保护色)\s?:?[\s\[【(]*(?:特?[大中小]|默认|[aA+-]|[\s/|])*|(?<![^\s|/\[\]【】():])(?:打印|收藏|关闭|分享到?|复制|纠错|举报|评论|返回|转发)"
    r"(?:本[页文]|此[页文]|文章|页面|窗口|链接)?(?=[\s|/\[\]【】():]|$)"
)
_PAGE_OF_PAPER = (
    r"第\s?[A-Za-z]?\d{2,3}\s?版|(?<![A-Za-z])[A-Za-z]\d{1,3}\s?版|版[次面]\s?:\s?[A-Za-z]?\d{1,3}"
)
"""``第03版``: papers print two digits, and books of which this is an edition mostly one."""
_POSTING = "发布|发表|更新"
_OTHER = re.compile(rf"{_DAY}|{_TIME}|[\s|/\[\]【】()<>·:+*_-]|(?:{_POSTING}|时间|日期|于|由|次)")
_POSTED = re.compile(rf"(?:{_POSTING}|刊登)(?:时间|日期|于)|.{{0,20}}\b(?:19|20)\d\d\b.{{0,12}}\d:\d\d")
"""How a line begins that says when a page was posted: ``发表时间: 15/09/2022 - 14:20``."""
_FINAL = re.compile(r"[。;!?]|,(?<![\d,.],)")
"""Marks that stand in nothing that is said of a page; a comma only behind the thousands of a counter."""
_SENTENCE = re.compile("[,。;!?、至到前]")
_OF_DOCUMENT = re.compile(
    "成文|生成日|印发|施行|实施|生效|发文[日时]|有效|截[止至]|首发|原载|原刊|[刊登载]于《"
)
"""Such a day is not that of posting, nor is that of the paper in which a text stood first."""
_LONGEST = 160
_LONGEST_VALUE = 20
_LONGEST_NAME = 16
"""Characters that may be left over: who posted it."""


def day_of_info_line(folded: str) -> tuple[int, int] | None:
    """Where the day stands in a line, folded, that says when a page was posted and something else of it.

    ``None`` where the line says anything but that.

    >>> day_of_info_line("[ 2011-3-9 8:42:11 | 点击数:352 | 作者:办公室 | 【字体:小 大】 ]")
    (2, 10)
    >>> day_of_info_line("请于2011-3-9前阅读并打印")
    >>> day_of_info_line("清川市卫生局 2011年3月9日")
    """
    if len(folded) > _LONGEST or not ("20" in folded or "19" in folded) or _FINAL.search(folded):
        return None
    day = _HAS_DAY.search(folded)
    if day is None:
        return None
    rest, count = _of_page(labelled=":" in folded).subn(" ", _HAS_DAY.sub(" ", folded))
    rest = _OTHER.sub("", rest) if count else folded
    if not count or len(rest) > _LONGEST_NAME or _SENTENCE.search(rest) or _OF_DOCUMENT.search(folded):
        return None
    return day.span()


def says_when_posted(folded: str) -> bool:
    """Whether a line about a page, folded, begins with the time when it was posted, in any order of the day.

    >>> says_when_posted("发表时间: 15/09/2022 - 14:20")
    True
    >>> says_when_posted("作者:薛宁")
    False
    """
    return _POSTED.match(folded) is not None


@cache
def _of_page(*, labelled: bool) -> re.Pattern[str]:
    """What is said of a page besides its day: a label with its value, a counter, a button."""
    said = f"{_COUNTER}|{_BUTTON}|{_PAGE_OF_PAPER}"
    if labelled:
        labels = sorted(labels_besides_days(), key=len, reverse=True)
        value = rf"[^\s:|/,。;!?\[\]【】()]{{0,{_LONGEST_VALUE}}}"
        said = rf"(?:{'|'.join(labels)})\s?:\s?{value}|{said}"
    first = Beginnings(said).characters
    # A look at one character spares most places the trial of them all.
    look = f"(?=[{re.escape(''.join(sorted(first)))}])" if first else ""
    return re.compile(f"{look}(?:{said})")
