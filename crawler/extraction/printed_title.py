"""Find a title in the lines of a document: wrapped, or on one line with its number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.vocabulary.document_numbers import find_numbers
from archive.vocabulary.document_types import type_of_title
from archive.vocabulary.number_codes import LONGEST_CODE
from archive.vocabulary.organisations import is_organisation, split_organisations
from crawler.extraction.chrome import chrome_of
from crawler.extraction.index_block import is_index_row
from crawler.extraction.title_text import (
    ABOUT_WHAT,
    LONGEST_PREFIX,
    LONGEST_TITLE,
    MOST_TITLE_LINES,
    clean_title,
    is_document_title,
)

_INTRODUCTION = re.compile(r"(?:全文|如下|内容|原文|公告|通知|通告)(?:如下|为)?[：:]$")
"""``以下为公告全文：`` comes before a title, an addressee after it."""
_ANNOUNCES_LIST = re.compile(
    r"(?:编号|名称|名单|目录|清单|标准|情况|结果|事项|安排|要求|編號|名稱|名單|目錄|情況|結果|事項)[^，,。：:]{0,8}如下[：:]$"
)
"""``其编号和名称如下：`` is a document's own sentence: what stands below it is a list, and no title."""
_NAME = re.compile(r"[\u3400-\u9fff]{6,40}")
_WHOLE_NAME = re.compile(r"国家|中华|中国|全国|[\u3400-\u9fff]{1,5}[省市县區区州盟旗]")
_PIECE = re.compile(r"[\u3400-\u9fff]{1,12}")
"""The last piece of a title that was broken inside a word."""
_BEFORE_ADDRESSEE = re.compile(r"的(?:通知|通告|公告|意见|通报|函)(?=各|全[省市县区院])")
_HEADINGS_OF_PARTS = frozenset({"目录", "目錄", "附件", "附錄", "附录", "摘要", "前言"})
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章节]"
)
_ABOUTS = ("关于", "關於", "關于")
_RELAY = re.compile(r".{0,40}?(?:转发|轉發|批转)(?P<organs>[^《》]{3,60})")
_SUBJECTS = (*_ABOUTS, "转发", "轉發", "印发", "批转")
"""A title that begins with what it is about has its issuer on the line above, if anywhere."""
_RELAYING = re.compile(r"(?P<organs>[^《》]{3,60})(?:转发|轉發|批转)")
_OF_SEVERAL = re.compile(r"等[一二三四五六七八九十两\d]{0,2}(?:个)?(?:部门|单位|厅局|委局|部委)\Z")
_YEAR_FIRST = re.compile(r"\s*[〔\[［【（(]\s*[\d一二三四五六七八九〇○零]{4}\s*[〕\]］】）)]")
_LONGEST_PIECE = 40
_LISTED = re.compile(r"[\[(（【]\s?(?:\d{4}[-/.])?\d{1,2}[-/.]\d{1,2}\s?[\])）】]|[·•●]\s?\S")
"""An entry of a list of documents, with its day in front."""
_NO_PIECE = re.compile(r"[，,、·|>]|[号號]$|^附件|^[(（]|\d{4}[-/.]\d")
_ROUND = re.compile(
    r"[（(](?:第[一二三四五六七八九十\d]{1,3}[轮輪期批次版]|试行|暂行|试点|修订(?:版|稿)?|征求意见稿|草案|送审稿|[一-龥\d]{2,6}版)[)）]"
)
_HALF_WIDTH_SENTENCE = re.compile(r"[\u3400-\u9fff]\s*[.;]\s*$")
_GAP = re.compile(r"\s+")
UNTITLED = re.compile(r"[。；！？\t]|[:：]\s*\S|[〔［\[]\s*(?:19|20)\d\d\s*[〕］\]]\s*\d+\s*[号號]\s*$")
"""A line with a sentence's end, a label or a number at its end is no title."""
ADDRESSEE = re.compile(r"^[^。！？；]{2,160}[：:]$")


def printed_title(lines: Sequence[str]) -> str | None:
    """A document's title printed over its text: the run of lines before the addressee or the first prose."""
    end = next((index for index, line in enumerate(lines[:12]) if _ends_titles(line)), 0)
    for last in range(end - 1, -1, -1):
        text = _closed(lines[last])
        if chrome_of(text) or text in _HEADINGS_OF_PARTS or _NUMBERED.match(text):
            continue
        if len(text) <= LONGEST_CODE and _YEAR_FIRST.match("".join(lines[last + 1 : last + 2])):
            continue  # 云卫财函, above the year and serial of a number set on rows of their own
        if is_document_title(text) and not UNTITLED.search(clean_title(text)):
            return _with_round(_unwrapped(lines, last), lines, last, end)
        # A title may be broken inside its last word: …的通 / 知
        if last > 0 and _PIECE.fullmatch(text):
            joined = _unwrapped(lines, last)
            if joined and joined != text and is_document_title(joined):
                return joined
    return None


def _with_round(title: str | None, lines: Sequence[str], last: int, end: int) -> str | None:
    """The title with the round or version that stands on the line below it in brackets."""
    below = lines[last + 1].strip() if last + 1 < end else ""
    return title + below if title and _ROUND.fullmatch(below) else title


def _closed(line: str) -> str:
    """A line without the spaces that pad its characters: ``通　告``."""
    pieces = line.split()
    return "".join(pieces) if len(pieces) > 1 and all(len(piece) == 1 for piece in pieces) else line.strip()


def leading_title(lines: Sequence[str]) -> str | None:
    """The title with which a whole document on one line begins, with its number, a space or 各 behind it."""
    first = lines[0][:LONGEST_TITLE] if lines else ""
    number = next(iter(find_numbers(first)), None)
    ends = [number.start] if number is not None else []
    ends += [match.end() for match in _BEFORE_ADDRESSEE.finditer(first)]
    for end in ends:
        text = first[:end].strip()
        if ABOUT_WHAT.search(text) and is_document_title(text) and not UNTITLED.search(text):
            return text
    for gap in _GAP.finditer(first):
        text = first[: gap.start()].strip()
        if UNTITLED.search(text):
            return None
        about = ABOUT_WHAT.search(text)
        if about and is_document_title(text):
            return text if not about.start() or split_organisations(text[: about.start()]) else None
    return None


def _ends_titles(line: str) -> bool:
    """Whether a line is an addressee or prose: what follows it is no title any more."""
    if "。" in line or line.endswith("；") or _HALF_WIDTH_SENTENCE.search(line):
        return True
    if len(line) > 80:
        return not is_document_title(line) and not is_index_row(line)
    if ADDRESSEE.match(line) is None:
        return False
    return _INTRODUCTION.search(line) is None or _ANNOUNCES_LIST.search(line) is not None


def _unwrapped(lines: Sequence[str], last: int) -> str | None:
    """The title that ends on line *last*: joined from 关于 on, with the organs issuing it jointly above."""
    first = last
    while first > 0 and last - first < MOST_TITLE_LINES - 1 and not ABOUT_WHAT.search(lines[first]):
        first -= 1
    joined = "".join(line.strip() for line in lines[first : last + 1])
    if first < last and is_document_title(lines[first].strip()) and _is_announcement(_closed(lines[last])):
        return _closed(lines[last])  # the site's headline stands over the document's own title
    if not ABOUT_WHAT.search(lines[first]) or any(
        chrome_of(line) or UNTITLED.search(line) or _LISTED.match(line) for line in lines[first:last]
    ):
        first, joined = last, _closed(lines[last])
    if joined.startswith(("——", "—", "--")) and first > 0 and _may_be_main_title(lines[first - 1]):
        first -= 1
        joined = lines[first].strip() + joined
    elif first > 0 and _is_broken_name(lines[first - 1].strip(), joined):
        joined = lines[first - 1].strip() + joined
    elif pieces := _pieces_above(lines, first):
        joined = "".join(pieces) + joined
    elif first > 0 and _begins_above(lines[first - 1].strip(), joined):
        joined = lines[first - 1].strip() + joined
    elif joined.startswith(_SUBJECTS) or type_of_title(joined) == joined:
        while first > 0 and is_organisation(lines[first - 1].strip()):
            first -= 1
            joined = lines[first].strip() + joined
    return joined if len(joined) <= LONGEST_TITLE else None


def _is_announcement(line: str) -> bool:
    """Whether a line is an organisation and what it gives out: ``清川市人民政府通告``."""
    name = line.removesuffix(type_of_title(line) or "")
    return 0 < len(name) < len(line) and split_organisations(name) == (name,)


def _begins_above(above: str, title: str) -> bool:
    """Whether a title with 关于 begins on the line above.

    It relays another's (``转发卫生部办公厅 ⏎ 关于…的通知``, ``清川市人民政府转发 ⏎ 市卫生局等部门关于…``), or
    names those who issue it with the one that stands before 关于.
    """
    relay = _RELAY.fullmatch(above)
    if relay is not None and title.startswith(_ABOUTS):
        return bool(split_organisations(relay["organs"]))
    about = ABOUT_WHAT.search(title)
    relaying = _RELAYING.fullmatch(above)
    if relaying is not None and about is not None and _is_joint(title[: about.start()]):
        return bool(split_organisations(relaying["organs"]))
    if about is None or not 0 < about.start() <= _LONGEST_PIECE or above.endswith("文件"):
        return False
    own = split_organisations(title[: about.start()])
    others = split_organisations(above)
    return bool(own and others) and not set(own) & set(others)


def _is_joint(names: str) -> bool:
    """Whether text is the names of organs, maybe only the first of several: ``省卫生健康委等部门``."""
    return bool(split_organisations(_OF_SEVERAL.sub("", names)))


def _pieces_above(lines: Sequence[str], last: int) -> list[str]:
    """The pieces of a wrapped title without 关于 above its last one, down from a line about the page.

    Where no such line (source line, trail, letterhead) stands near above, what is there may be anything.
    """
    if ABOUT_WHAT.search(lines[last]) or type_of_title(lines[last].strip()) == lines[last].strip():
        return []
    first = last
    while first > 0 and last - first < MOST_TITLE_LINES - 1 and _may_be_piece(lines[first - 1]):
        first -= 1
    is_bounded = first > 0 and chrome_of(lines[first - 1]) is not None
    return [line.strip() for line in lines[first:last]] if is_bounded else []


def _may_be_piece(line: str) -> bool:
    stripped = line.strip()
    return (
        4 <= len(stripped) <= _LONGEST_PIECE
        and any(character.isalnum() for character in stripped)
        and not chrome_of(line)
        and not UNTITLED.search(line)
        and not ADDRESSEE.match(line)
        and not stripped.endswith("文件")
        and not is_document_title(stripped)
        and not _NO_PIECE.search(stripped)
    )


def _is_broken_name(above: str, title: str) -> bool:
    """Whether the name of the organ before a title without 关于 begins on the line above."""
    name = title.removesuffix(type_of_title(title) or "")
    if not name or not _NAME.fullmatch(above) or _WHOLE_NAME.match(name) or not is_organisation(name):
        return False
    return not is_organisation(above) and split_organisations(above + name) == (above + name,)


def _may_be_main_title(line: str) -> bool:
    """Whether a line may be the title over a subtitle that begins with a dash."""
    return len(line) <= LONGEST_PREFIX and not chrome_of(line) and not UNTITLED.search(line)
