"""Find the title in a bare text, which has no markup to go by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.vocabulary.document_numbers import parse_number
from archive.vocabulary.organisations import is_advertising, is_organisation
from crawler.extraction.chrome import Chrome, chrome_of
from crawler.extraction.context import Context
from crawler.extraction.index_block import is_index_row
from crawler.extraction.lines import Line
from crawler.extraction.printed_title import ADDRESSEE, leading_title
from crawler.extraction.shown_title import ABOVE_PROSE, printed_above
from crawler.extraction.title_on_lines import ShownTitle
from crawler.extraction.title_text import LONGEST_TITLE
from crawler.extraction.told_title import LONGEST_COLUMN

_BRACKETED = re.compile(r"[(（][^()（）]{1,20}[)）]")
_DIGITS = "一二三四五六七八九十百"
_PART = rf"[{_DIGITS}\d][、.．)）]|[（(]|附|第[{_DIGITS}]{{1,3}}(?![{_DIGITS}届屆次期轮輪批])"
_HEADLINE = re.compile(rf"(?!{_PART}).{{8,80}}(?<![。；;：:，,、！!])")
_MOST_ABOVE_HEADLINE = 5
_PARTICULAR = re.compile(
    r"(?:[一二三四五六七八九十\d]{1,2}[、.．]\s?)?[一-龥]{0,6}(?:时间|日期|地点|主办|承办|协办|单位|截止|方式|对象|主题|费用|通知|時間|地點|主辦|承辦|協辦|單位|對象|費用)\s?[：:]\s?\S[^。；;]{0,40}"
)
"""``论坛日期：11月18日至19日``, between a title and the text."""
_LONGEST_EXCLAIMED = 40
_FEWEST_OF_CLONE = 2
_DAY = re.compile(r"20\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日")
_COLUMNS = ("专栏", "专题", "频道")
_HEADING = re.compile(r"(?P<organ>.{4,40})\s{1,4}(?:公告|通告|函|书函|書函)")
"""``清川市社區藥事學會 公告``: who speaks, over the title of its own."""
_FILE_MARK = re.compile(r".{0,8}(?:档|檔)[号號]\s*[:：]")


def shown_in_text(lines: Sequence[Line], first_prose: int, context: Context) -> ShownTitle:
    """The title in a bare text: the document's own above the prose, else the line above the source line."""
    printed = printed_above(lines, first_prose)
    if printed and not _HEADING.fullmatch(printed.text or ""):
        return printed
    headline = _headline_on_top(lines, first_prose)
    if printed and (headline is None or parse_number(headline.text or "")):
        return printed
    start = max(0, first_prose - ABOVE_PROSE)
    # A headline may have the marks of prose: 市疾控提醒：高温天气，注意防暑.
    for index in range(start + 1, min(first_prose + 2, len(lines))):
        at = index - 1
        while at > 0 and _BRACKETED.fullmatch(lines[at].text):
            at -= 1  # (第17号) stands between a title and its source line
        above = lines[at].text
        below = lines[index].text
        is_about = chrome_of(below) is Chrome.ABOUT or _DAY.fullmatch(below) is not None
        if (
            is_about
            and not is_organisation(above)
            and 6 <= len(above) <= 80
            and "。" not in above
            and not chrome_of(above)
            and not is_index_row(above)
            and not above.endswith(("：", ":", "。", *_COLUMNS))
            and not (headline and _HEADING.fullmatch(above))
        ):
            return ShownTitle(text=above, start=at, end=at + 1, rule="above source line")
    headline = headline or _above_pager(lines) or _below_advertising(lines)
    if headline:
        return headline
    if context.listed_title:
        return ShownTitle(text=context.listed_title, start=-1, end=0, rule="listing")
    return ShownTitle(text=None, start=-1, end=0, rule=None)


def _above_pager(lines: Sequence[Line]) -> ShownTitle | None:
    """The first line, where the links to the entries before and after stand right below it."""
    text = lines[0].text if len(lines) > 1 else ""
    is_title = 6 <= len(text) <= LONGEST_TITLE and "。" not in text and chrome_of(text) is None
    if not is_title or chrome_of(lines[1].text) is not Chrome.CUT:
        return None
    return ShownTitle(text=text, start=0, end=1, rule="above pager")


def _below_advertising(lines: Sequence[Line]) -> ShownTitle | None:
    """The title with which a document on one line begins, below the words that a clone put on top."""
    if len(lines) < _FEWEST_OF_CLONE or not is_advertising(lines[0].text[:LONGEST_TITLE]):
        return None
    text = leading_title([lines[1].text])
    return ShownTitle(text=text, start=0, end=1, rule="below advertising") if text else None


def _headline_on_top(lines: Sequence[Line], first_prose: int) -> ShownTitle | None:
    """The line right above prose or table, below nothing but what names the site, a column or a reader."""
    table = (index for index, line in enumerate(lines[:first_prose]) if "\t" in line.text)
    index = next(table, first_prose) - 1
    if 0 <= index < len(lines) - 1 and chrome_of(lines[index].text) is Chrome.ABOUT:
        index += _is_exclaimed(lines[index + 1].text)
    while index > 0 and _may_stand_below(lines[index].text):
        index -= 1
    text = lines[index].text if 0 <= index <= _MOST_ABOVE_HEADLINE else ""
    if (
        not _HEADLINE.fullmatch(text)
        or _DAY.fullmatch(text)
        or text.endswith(_COLUMNS)
        or is_advertising(text)
        or chrome_of(text)
        or is_index_row(text)
        or is_organisation(text)
    ):
        return None
    for line in lines[:index]:
        if not _may_stand_above(line.text):
            return None
    return ShownTitle(text=text, start=index, end=index + 1, rule="above prose")


def _is_exclaimed(text: str) -> bool:
    """Whether a line that has marks as prose has is a headline as accounts write them: 速看！接种开始啦."""
    return len(text) <= _LONGEST_EXCLAIMED and "！" in text and "。" not in text and "，" not in text


def _may_stand_below(text: str) -> bool:
    """Whether a line is a sentence, an addressee, a rule, or names when and where, as under a call."""
    if text.endswith("。") or ADDRESSEE.match(text) or chrome_of(text) is Chrome.FURNITURE:
        return True
    return _PARTICULAR.fullmatch(text) is not None


def _may_stand_above(text: str) -> bool:
    """Whether a line names a site, a column, a reader or a file, or is the site's."""
    if len(text) <= LONGEST_COLUMN and "：" not in text and ":" not in text:
        return True
    heading = _HEADING.fullmatch(text)
    if heading is not None and is_organisation(heading["organ"]):
        return True
    return bool(is_organisation(text) or ADDRESSEE.match(text) or _FILE_MARK.match(text) or chrome_of(text))
