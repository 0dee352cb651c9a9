"""Know the clock above a page's title, with the weekday or the weather: it shows no day of posting.

::

    <header><span>2026年6月1日 星期一 28°C</span></header> … <h1>两款减肥产品验出西药成分</h1>

Servers write it as well as scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.vocabulary.dates import parse_date
from archive.vocabulary.folding import fold

_LONGEST = 60
_DAY = re.compile(r"20[0-9]{2}\s?[-/.年]\s?[0-9]{1,2}\s?[-/.月]\s?[0-9]{1,2}日?")
_WEATHER = re.compile(r"[0-9]\s?(?:°\s?[cC]?|℃)(?![㐀-鿿])")
_OF_CLOCK = re.compile(
    r"(?:星期|礼拜|周)[一二三四五六日天]|农历|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", re.I
)
_OF_PAGE = re.compile(
    r"发布|发表|更新|修改|张贴|刊登|时间|日期|成文|生成|印发|来源|作者|记者|编辑|浏览|点击|阅读|第.{1,4}版"
)
"""What stands beside a day of the page's, or in a paper's head."""


def clocks(above_title: Iterable[str], fetched_on: str) -> frozenset[str]:
    """Those of the lines *above_title* that show the weather, or what day it was when the page was fetched.

    *fetched_on* is that day (ISO).  A paper shows its day so as well, which on that one day is not told
    from a clock.
    """
    return frozenset(text for text in above_title if _is_clock(text, fetched_on))


def _is_clock(text: str, fetched_on: str) -> bool:
    if len(text) > _LONGEST or "20" not in text:
        return False
    folded = fold(text)
    day = _DAY.search(folded)
    if day is None or _OF_PAGE.search(folded) is not None:
        return False
    if _WEATHER.search(folded) is not None:
        return True
    return _OF_CLOCK.search(folded) is not None and parse_date(day[0]) == fetched_on
