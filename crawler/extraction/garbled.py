"""Whether a text is mojibake: characters that were decoded wrongly before the page was sent."""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[\u0080-\u024f\u2018-\u203a\u20ac\u2122]{2,}")
"""Bytes of Chinese characters stand together, the accented letters of a true word seldom do."""
_LOST = re.compile(r"\ufffd|锟斤拷|锟斤|斤拷|烫烫烫|屯屯屯")
_ASKED = re.compile(r"\?{3,}")
_FEWEST = 12
"""Characters beyond ASCII that a judgement needs."""


def is_garbled(text: str) -> bool:
    """Whether *text* (titles of a list, the beginning of a body) is mojibake.

    >>> is_garbled("关于开展二〇二四年流感疫苗接种工作的通知")
    False
    >>> is_garbled("鍏充簬寮€灞曟祦鎰熺柅鑻楁帴绉嶅伐浣滅殑閫氱煡")
    True
    """
    asked = sum(len(run) for run in _ASKED.findall(text))
    if asked > 0.4 * len("".join(text.split())) and asked >= _FEWEST:
        return True  # a database that could not keep the characters gave question marks
    beyond = [char for char in text if char > "\x7f"]
    if len(beyond) < _FEWEST:
        return False
    lost = sum(len(run) for run in _LOST.findall(text))
    latin = sum(len(run) for run in _LATIN.findall(text))
    return lost > 0.05 * len(beyond) or latin > 0.6 * len(beyond) or _is_utf8_read_as_gbk(text)


def _is_utf8_read_as_gbk(text: str) -> bool:
    """Whether the text's GBK bytes are UTF-8: those of true Chinese words hardly ever are."""
    han = "".join(_HAN.findall(text))
    if len(han) < _FEWEST:
        return False
    again = (
        "".join(char for char in text if char > "\x7f")
        .encode("gb18030", "replace")
        .decode("utf-8", "replace")
    )
    right = len(_HAN.findall(again))
    return right > 0.4 * len(han) and right > 2 * again.count("\ufffd")
