"""Find the title in a bare text, which has no markup to go by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.vocabulary.organisations import is_organisation
from crawler.extraction.chrome import Chrome, chrome_of
from crawler.extraction.context import Context
from crawler.extraction.index_block import is_index_row
from crawler.extraction.lines import Line
from crawler.extraction.printed_title import ADDRESSEE
from crawler.extraction.shown_title import ABOVE_PROSE, ShownTitle, printed_above
from crawler.extraction.told_title import LONGEST_COLUMN

_BRACKETED = re.compile(r"[(（][^()（）]{1,20}[)）]")
_PART = r"[一二三四五六七八九十\d][、.．)）]|[（(]|附|第[一二三四五六七八九十]"
_HEADLINE = re.compile(rf"(?!{_PART}).{{8,80}}(?<![。；;：:，,、！!])")
_MOST_ABOVE_HEADLINE = 5
_FILE_MARK = re.compile(r".{0,8}(?:档|檔)[号號]\s*[:：]")


def shown_in_text(lines: Sequence[Line], first_prose: int, context: Context) -> ShownTitle:
    """The title in a bare text: the document's own above the prose, else the line above the source line."""
    printed = printed_above(lines, first_prose)
    if printed:
        return printed
    headline = _headline_on_top(lines, first_prose)
    start = max(0, first_prose - ABOVE_PROSE)
    for index in range(start + 1, min(first_prose + 1, len(lines))):
        at = index - 1
        while at > 0 and _BRACKETED.fullmatch(lines[at].text):
            at -= 1  # (第17号) stands between a title and its source line
        above = lines[at].text
        is_about = chrome_of(lines[index].text) is Chrome.ABOUT
        if (
            is_about
            and 6 <= len(above) <= 80
            and not chrome_of(above)
            and not is_index_row(above)
            and not above.endswith(("：", ":", "。", "专栏", "专题", "频道"))
        ):
            return ShownTitle(text=above, start=at, end=at + 1, rule="above source line")
    if headline:
        return headline
    if context.listed_title:
        return ShownTitle(text=context.listed_title, start=-1, end=0, rule="listing")
    return ShownTitle(text=None, start=-1, end=0, rule=None)


def _headline_on_top(lines: Sequence[Line], first_prose: int) -> ShownTitle | None:
    """The line right above prose or table, below nothing but what names the site, a column or a reader."""
    table = (index for index, line in enumerate(lines[:first_prose]) if "\t" in line.text)
    index = next(table, first_prose) - 1
    while index > 0 and (
        ADDRESSEE.match(lines[index].text) or chrome_of(lines[index].text) is Chrome.FURNITURE
    ):
        index -= 1
    text = lines[index].text if 0 <= index <= _MOST_ABOVE_HEADLINE else ""
    if not _HEADLINE.fullmatch(text) or chrome_of(text) or is_index_row(text) or is_organisation(text):
        return None
    for line in lines[:index]:
        if not _may_stand_above(line.text):
            return None
    return ShownTitle(text=text, start=index, end=index + 1, rule="above prose")


def _may_stand_above(text: str) -> bool:
    """Whether a line names a site, a column, a reader or a file, or is the site's."""
    if len(text) <= LONGEST_COLUMN and "：" not in text and ":" not in text:
        return True
    return bool(is_organisation(text) or ADDRESSEE.match(text) or _FILE_MARK.match(text) or chrome_of(text))
