"""Tell what is of a document, though it may hold no sentence, from what is of the site, line by line."""

from __future__ import annotations

import re

from archive.vocabulary.dates import parse_date
from crawler.extraction.chrome import Chrome
from crawler.extraction.line_worth import Weighed, is_linked
from crawler.extraction.lines import Layout

_LONGEST_DATE = 30
_LONGEST_BUTTON = 12
_FEWEST_TABS = 2
OFFICIAL = re.compile(
    r"附[件表图录：:]|抄[送报]|主题词|[出列]席|分送|记录[：:]|特此|此[复致]|联系(?:人|电话|方式)|[（(](?:此件|联系人|信息公开|附)|注[：:]|备注"
    r"|[（(]?[一二三四五六七八九十]{1,3}[、.．）)]|[（(]?\d{1,2}(?:[、．）)]|\.(?!\d))|第[一二三四五六七八九十百]{1,4}[章节条]"
)
"""How lines begin that belong to a document though they hold no sentence."""
_UNMISTAKABLE = re.compile(
    r"(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日$|[二〇○零]{2,}.{0,4}年.{1,2}月.{1,3}日$"
    r"|.{2,40}日印发$|抄[送报]|主题词|分送|[（(]信息公开"
)
"""A day that signs, and the last lines of a document (版记)."""
_UNFOLDS = re.compile("展开|剩余|余下|(?:阅读|查看|显示)全")
_CLAUSE, _COLON = ("；", ";"), ("：", ":")
_OF_SITE = (Chrome.CUT, Chrome.FOOTER)


def is_sentence(layout: Layout, weighed: Weighed, index: int) -> bool:
    """Whether a line holds a whole sentence, and is no link nor the site's by its words."""
    return weighed.worth[index] > 0 and "。" in layout.lines[index].text and weighed.kinds[index] is None


def is_official(layout: Layout, weighed: Weighed, index: int) -> bool:
    """Whether a line is a file, a row of a table or a day, or begins as only lines of documents do."""
    text = layout.lines[index].text
    return (
        index in weighed.files
        or "\t" in text
        or OFFICIAL.match(text) is not None
        or (len(text) <= _LONGEST_DATE and parse_date(text) is not None)
    )


def begins_clauses(layout: Layout, weighed: Weighed, index: int) -> bool:
    """Whether a line is a clause of a list, or what introduces one: ``提醒如下： ⏎ ①留观30分钟；``."""
    lines = layout.lines[index : index + 2]
    if weighed.kinds[index] is not None or any(line.linked for line in lines):
        return False
    return lines[0].text.endswith(_CLAUSE) or (
        len(lines) > 1 and lines[0].text.endswith(_COLON) and lines[1].text.endswith(_CLAUSE)
    )


def last_official(layout: Layout, weighed: Weighed, lines: range) -> int:
    """The line after the last of *lines* that only a document has, else the first of *lines*."""
    for index in reversed(lines):
        text = layout.lines[index].text
        if index in weighed.files or _UNMISTAKABLE.match(text) or text.count("\t") >= _FEWEST_TABS:
            return index + 1
    return lines.start


def is_of_site(layout: Layout, weighed: Weighed, index: int) -> bool:
    """Whether a site's own lines begin with this one: a heading of links, a footer, a button, a menu."""
    line = layout.lines[index]
    if weighed.kinds[index] in _OF_SITE:
        return True
    if index in weighed.files or not is_linked(line) or weighed.kinds[index] is Chrome.FURNITURE:
        return False
    # A single long link is an advertisement in the middle of a text.
    following = layout.lines[index + 1] if index + 1 < len(layout.lines) else line
    return len(line.text) < _LONGEST_BUTTON or is_linked(following)


def unfolds(layout: Layout, weighed: Weighed, index: int) -> bool:
    """Whether a line is the button behind which the rest of the text stands."""
    return weighed.kinds[index] is Chrome.FURNITURE and _UNFOLDS.search(layout.lines[index].text) is not None


def characters(layout: Layout, weighed: Weighed, lines: range) -> int:
    """How long the sentences and the rows of tables are among *lines*."""
    texts = [text for text, _ in layout.lines[lines.start : lines.stop]]
    return sum(
        [
            len(text)
            for index, text in zip(lines, texts, strict=True)
            if ("。" in text and is_sentence(layout, weighed, index)) or text.count("\t") >= _FEWEST_TABS
        ]
    )
