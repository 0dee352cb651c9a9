"""Show the rest of a text that a page hides until its reader presses a button, or logs in.

::

    <div>截至22日12时，全市累计报告中暑病例163例。</div>
    <div class="more" style="display:none"><div>市急救中心提醒，……</div></div>
    <button>展开全文</button>

What else pages hide is menus, forms and copies for other screens; it is told by what stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from crawler.extraction.lines import Layout

_HIDES = re.compile(r"display\s{0,2}:\s{0,2}\Z", re.IGNORECASE)
_LONGEST_HIDES = len("display  :  ")
_OPENING = re.compile(r"<(?P<name>div|section|article)(?=\s)", re.IGNORECASE)
_BUTTON = re.compile(
    r"(?:展[开開]|[显顯]示|查看|[阅閱][读讀]|[余餘]下|剩[余餘])(?:[阅閱][读讀])?(?:全文|剩[余餘]|[余餘]下)"
    r"|[继繼][续續][阅閱][读讀]|登[录錄入][后後].{0,4}(?:[阅閱][读讀]|查看|[观觀]看)"
)
_OF_BUTTONS = (
    *("全文", "剩余", "剩餘", "余下", "餘下", "继续阅读", "繼續閱讀"),
    *("登录后", "登录後", "登錄後", "登錄后", "登入後", "登入后"),
)
"""One stands on every button."""
_TAG = re.compile(r"<[^<>]{0,2000}>")
_MARKUP = re.compile(rf"{_TAG.pattern}|&nbsp;|\s")
_OTHER_NAMES = re.compile(
    r"modal|popup|dialog|toast|tooltip|login|mask|share|nav\b|menu|t(?:em)?pl|comment|print|qrcode|weixin|\bad\b",
    re.IGNORECASE,
)
_OF_SITE = re.compile(
    r"<(?:input|form|textarea|select|button)\b|用户协议|隐私|验证码|密码|版权所有|扫码", re.I
)
_MOST_HIDDEN, _MOST_BUTTONS, _MOST_PLACES = 20, 50, 1000
_LONGEST_TAG = 600
_LONGEST_REST = 60_000
_MOST_ELEMENTS = 500
_NEAR = 700
"""Characters of markup between the hidden element and the button, and the text above it."""
_ABOVE = 200
_SHORTEST_REST = 60
_CHARACTERS_A_LINK = 80
_SAMPLE = 16


def has_button(layout: Layout, page: str) -> bool:
    """Whether a line or a button of *page* is such a button: few pages have any, and markup is long."""
    shown = "\n".join([line.text for line in layout.lines])
    return any(
        _BUTTON.search(text) is not None
        for text in (shown, *(_buttons(page) if layout.has_buttons else ()))
        if any(word in text for word in _OF_BUTTONS)
    )


def _buttons(page: str) -> Iterator[str]:
    """What stands on and right behind the first buttons of a page; they are on no line."""
    for place in islice(_places(page, "<button"), _MOST_BUTTONS):
        yield page[place : place + _LONGEST_TAG]


def with_rest_shown(page: str) -> str:
    """*page* with the rest of its text as if readers had asked for it."""
    kept = []
    done = 0
    for none in _hidden(page)[:_MOST_HIDDEN]:
        start = page.rfind("<", max(0, none - _LONGEST_TAG), none)
        opening = _OPENING.match(page, start) if start >= 0 else None
        tag_end = page.find(">", none, none + _LONGEST_TAG)
        if opening is None or tag_end < 0 or _OTHER_NAMES.search(page, start, tag_end):
            continue
        end = _end_of(page, opening["name"], tag_end + 1)
        if end > 0 and _is_rest(page, start, tag_end + 1, end):
            kept += [page[done:none], "block"]
            done = none + len("none")
    return "".join([*kept, page[done:]]) if kept else page


def _hidden(page: str) -> list[int]:
    """Where styles say ``none`` of what is displayed; to find that word first is cheaper than one search."""
    places = sorted(place for word in ("none", "NONE") for place in islice(_places(page, word), _MOST_PLACES))
    return [place for place in places if _HIDES.search(page, max(0, place - _LONGEST_HIDES), place)]


def _places(page: str, word: str) -> Iterator[int]:
    place = page.find(word)
    while place >= 0:
        yield place
        place = page.find(word, place + 1)


def _end_of(page: str, name: str, start: int) -> int:
    """Where the element ends whose content begins at *start*; -1 where it is too long, or never ends."""
    depth = 1
    tags = re.compile(rf"<(/?){name}(?=[\s>])", re.IGNORECASE)
    for tag in islice(tags.finditer(page, start, start + _LONGEST_REST), _MOST_ELEMENTS):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.start()
    return -1


def _is_rest(page: str, start: int, content: int, end: int) -> bool:
    """Whether the element from *start* to *end* goes on with a text above it, with a button beside it."""
    markup = page[content:end]
    text = _MARKUP.sub("", markup)
    if "。" not in text or len(text) < _SHORTEST_REST or _OF_SITE.search(markup):
        return False
    if markup.count("<a ") * _CHARACTERS_A_LINK > len(text):
        return False
    above = _MARKUP.sub("", page[max(0, start - _NEAR) : start])
    below = _MARKUP.sub("", page[end : end + _NEAR])
    if "。" not in above[-_ABOVE:] or not (_BUTTON.search(above[-_ABOVE:]) or _BUTTON.search(below)):
        return False
    longest = max(_TAG.split(markup), key=len).strip()
    return page.count(longest[:_SAMPLE]) == 1
