"""Find the notice's own title behind the one that the site shows.

Sites cut titles, put 转发: before them, glue the number to them, or write a headline over a letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from archive.vocabulary.document_numbers import find_numbers, parse_number
from archive.vocabulary.document_types import type_of_title
from archive.vocabulary.folding import fold
from archive.vocabulary.organisations import is_advertising, is_organisation, split_organisations
from crawler.extraction.chrome import chrome_of
from crawler.extraction.file_links import extension
from crawler.extraction.index_block import is_index_row
from crawler.extraction.text_keys import containment, key
from crawler.extraction.title_words import title_pattern

LONGEST_TITLE = 200
FEWEST_TITLE_CHARACTERS = 2
"""公告 and 通告 are whole titles."""
MOST_TITLE_LINES = 5
CUT = re.compile(r"\s*(?:…|\.{2,}|。{2,})\s*$")
"""How sites mark that they cut a title."""
_LONGEST_PREFIX = 24
_FEWEST_CUT = 5
_FEWEST_BEGUN = 8
"""A title so short may begin another one by chance, unless the site says that it cut it."""
_HEADLINE_OF_DOCUMENT = re.compile(
    r"^[^《》]{2,40}?(?:联合)?(?:发布|印发|下发|公布|出台|转发|发出|發布|發佈|印發|公佈)\s*[:：]?\s*"
    r"《(?P<inner>[^《》]*(?:《[^《》]*》[^《》]*)*)》$"
)
_ADDRESSEE = re.compile(r"^[^。！？；]{2,160}[：:]$")
_INTRODUCTION = re.compile(r"(?:全文|如下|内容|原文|公告|通知|通告)(?:如下|为)?[：:]$")
"""``以下为公告全文：`` comes before a title, an addressee after it."""
_WHOLE_TEXT = re.compile(r"(?:^以下[为是].{0,20}|[知告见函案]|附|转发)(?:全文|原文)[^。：:]{0,16}[：:。]?$")
_MOST_LEAD_LINES = 20
"""A news item may come before the whole text that it announces."""
_NEWS = re.compile("讯|电|记者|日前|近日")
_SUBJECT = re.compile(r"^主\s?旨\s?[:：]\s?(?P<subject>.+)")
_NEXT_SECTION = re.compile(r"^(?:[说說]\s?明|依\s?[据據]|公告事[项項]|[办辦]法|正本|副本)\s?[:：]?")
"""The sections of a Taiwanese letter (公文程式條例): 主旨 holds what it is about, as a title does."""
_LETTERHEAD_OF_LETTER = re.compile(r"^.{2,40}\s?(?:函|书函|公告)$")
_LONGEST_END = 40
_ALIKE = 0.5
"""The share of its pairs of characters that a headline has in common with the title it stands for."""
_NAME = re.compile(r"[\u3400-\u9fff]{6,40}")
_WHOLE_NAME = re.compile(r"国家|中华|中国|全国|[\u3400-\u9fff]{1,5}[省市县區区州盟旗]")
_LEAD = re.compile(r"[【\[〔][^】\]〕]{1,8}[】\]〕]\s*")
"""A column or place that a site puts before a title; GB/T 9704 knows no such brackets."""
_PIECE = re.compile(r"[\u3400-\u9fff]{1,12}")
"""The last piece of a title that was broken inside a word."""
_BEFORE_ADDRESSEE = re.compile(r"的(?:通知|通告|公告|意见|通报|函)(?=各|全[省市县区院])")
_ABOUT_WHAT = re.compile("关于|關於|關于")
_GAP = re.compile(r"\s+")
_UNTITLED = re.compile(r"[。；！？\t]|[:：]\s*\S|[〔［\[]\s*(?:19|20)\d\d\s*[〕］\]]\s*\d+\s*[号號]\s*$")
"""A line with a sentence's end, a label or a number at its end is no title."""


class OwnTitle(NamedTuple):
    """The notice's own title."""

    text: str | None
    full: str | None
    """The text it was cut out of, as the page prints it."""
    rule: str | None


def own_title(
    shown: str | None, listed: str | None, body: Sequence[str], head: Sequence[str] = ()
) -> OwnTitle:
    """The notice's own title.

    *shown* is what the site shows, *listed* the listing entry's, *body* the document's lines, *head*
    the lines above it, where an index block may name the title.
    """
    subject = _taiwanese_subject(body)
    if subject and (shown is None or _LETTERHEAD_OF_LETTER.match(fold(shown))):
        return OwnTitle(subject, subject, "主旨")
    printed = printed_title(body) or _introduced_title(body)
    shown = shown or printed or _labelled_title(head)
    if shown is None:
        leading = _leading_title(body)
        return OwnTitle(leading, leading, "leading" if leading else None)
    full = _restored(shown, [text for text in (listed, printed, *body[:3]) if text])
    cleaned = clean_title(full)
    headline = _HEADLINE_OF_DOCUMENT.match(cleaned)
    if headline and is_document_title(headline["inner"]) and _has_addressee(body):
        return OwnTitle(headline["inner"], full, "headline")
    if printed and key(printed) not in key(cleaned) and _is_fuller(printed, cleaned):
        return OwnTitle(clean_title(printed), printed, "printed")
    if printed is None and _tells_of_letter(cleaned, body):
        return OwnTitle(None, None, None)
    broken = _broken_off(cleaned, body)
    rule = "printed" if full == printed else "restored" if full != shown or broken else "shown"
    return OwnTitle(broken or cleaned, broken or full, rule)


def clean_title(text: str) -> str:
    """A title without site prefix, trailing bracketed number and advertising words."""
    previous = None
    while text != previous:
        previous = text
        shorter = title_pattern("suffix").sub("", title_pattern("prefix").sub("", text)).strip()
        text = shorter if len(key(shorter)) >= FEWEST_TITLE_CHARACTERS else text
    lead = _LEAD.match(text)
    if lead is not None and is_document_title(text[lead.end() :]):
        text = text[lead.end() :]
    if text.startswith("《") and text.endswith("》") and text.count("《") == 1:
        text = text[1:-1]
    about = _ABOUT_WHAT.search(text, 1, _LONGEST_PREFIX)
    if about and is_advertising(text[: about.start()]):
        text = text[about.start() :]
    return text.rstrip("。").strip() or text


def is_document_title(text: str) -> bool:
    """Whether a title ends with the kind of a document (文种), as notices' titles do.

    The code of a document number may end like one: ``云疾控函〔2024〕18号`` is no title.
    """
    if len(text) < FEWEST_TITLE_CHARACTERS or type_of_title(text) is None:
        return False
    return parse_number(text) is None


def printed_title(lines: Sequence[str]) -> str | None:
    """A document's title printed over its text: the run of lines before the addressee or the first prose."""
    end = next((index for index, line in enumerate(lines[:12]) if _ends_titles(line)), 0)
    for last in range(end - 1, -1, -1):
        text = _closed(lines[last])
        if chrome_of(text):
            continue
        if is_document_title(text) and not _UNTITLED.search(clean_title(text)):
            return _unwrapped(lines, last)
        # A title may be broken inside its last word: …的通 / 知
        if last > 0 and _PIECE.fullmatch(text):
            joined = _unwrapped(lines, last)
            if joined and joined != text and is_document_title(joined):
                return joined
    return None


def _labelled_title(head: Sequence[str]) -> str | None:
    """The title that the index block names."""
    return next((line[3:] for line in head if line.startswith(("标题：", "名称："))), None)


def _introduced_title(lines: Sequence[str]) -> str | None:
    """The title under the line with which a news item announces a document's whole text."""
    for index, line in enumerate(lines[:_MOST_LEAD_LINES]):
        if _WHOLE_TEXT.search(line):
            return printed_title(lines[index + 1 :])
    return None


def _taiwanese_subject(lines: Sequence[str]) -> str | None:
    """The 主旨 sentence of a Taiwanese letter, its lines joined: the layout breaks them anywhere."""
    for index, line in enumerate(lines[:_MOST_LEAD_LINES]):
        subject = _SUBJECT.match(line)
        if subject is None:
            continue
        joined = subject["subject"].strip()
        for further in lines[index + 1 : index + MOST_TITLE_LINES]:
            if joined.endswith("。") or _NEXT_SECTION.match(further):
                break
            joined += further.strip()
        return joined.rstrip("。") if len(joined) <= LONGEST_TITLE else None
    return None


def _closed(line: str) -> str:
    """A line without the spaces that pad its characters: ``通　告``."""
    pieces = line.split()
    return "".join(pieces) if len(pieces) > 1 and all(len(piece) == 1 for piece in pieces) else line.strip()


def _leading_title(lines: Sequence[str]) -> str | None:
    """The title with which a whole document on one line begins, with its number, a space or 各 behind it."""
    first = lines[0][:LONGEST_TITLE] if lines else ""
    number = next(iter(find_numbers(first)), None)
    ends = [number.start] if number is not None else []
    ends += [match.end() for match in _BEFORE_ADDRESSEE.finditer(first)]
    for end in ends:
        text = first[:end].strip()
        if _ABOUT_WHAT.search(text) and is_document_title(text) and not _UNTITLED.search(text):
            return text
    for gap in _GAP.finditer(first):
        text = first[: gap.start()].strip()
        if _UNTITLED.search(text):
            return None
        about = _ABOUT_WHAT.search(text)
        if about and is_document_title(text):
            return text if not about.start() or split_organisations(text[: about.start()]) else None
    return None


def _ends_titles(line: str) -> bool:
    """Whether a line is an addressee or prose: what follows it is no title any more."""
    if "。" in line or line.endswith("；"):
        return True
    if len(line) > 80:
        return not is_document_title(line) and not is_index_row(line)
    return _ADDRESSEE.match(line) is not None and _INTRODUCTION.search(line) is None


def _unwrapped(lines: Sequence[str], last: int) -> str | None:
    """The title that ends on line *last*: joined from 关于 on, with the organs issuing it jointly above."""
    first = last
    while first > 0 and last - first < MOST_TITLE_LINES - 1 and not _ABOUT_WHAT.search(lines[first]):
        first -= 1
    joined = "".join(line.strip() for line in lines[first : last + 1])
    if not _ABOUT_WHAT.search(lines[first]) or any(
        chrome_of(line) or _UNTITLED.search(line) for line in lines[first:last]
    ):
        first, joined = last, _closed(lines[last])
    if joined.startswith(("——", "—", "--")) and first > 0 and _may_be_main_title(lines[first - 1]):
        first -= 1
        joined = lines[first].strip() + joined
    elif first > 0 and _is_broken_name(lines[first - 1].strip(), joined):
        joined = lines[first - 1].strip() + joined
    elif joined.startswith(("关于", "關於", "關于")) or type_of_title(joined) == joined:
        while first > 0 and is_organisation(lines[first - 1].strip()):
            first -= 1
            joined = lines[first].strip() + joined
    return joined if len(joined) <= LONGEST_TITLE else None


def _tells_of_letter(shown: str, body: Sequence[str]) -> bool:
    """Whether what the site shows is its own headline over a letter, which has no title, and no news."""
    return title_pattern("letter").search(shown) is not None and not _NEWS.search("".join(body[:1])[:40])


def _is_fuller(printed: str, shown: str) -> bool:
    """Whether the title over the text is the document's, and the one that the site shows a headline of it."""
    if not is_document_title(shown):
        return True
    return _ABOUT_WHAT.search(printed) is not None and containment(key(shown), key(printed), 2) >= _ALIKE


def _broken_off(shown: str, body: Sequence[str]) -> str | None:
    """A title whose end stands on the next line, outside the element that holds its beginning."""
    end = body[0].strip() if body else ""
    if not _ABOUT_WHAT.search(shown) or not 0 < len(end) <= _LONGEST_END:
        return None
    if _ABOUT_WHAT.search(end) or _UNTITLED.search(end) or not is_document_title(end):
        return None
    return None if type_of_title(shown) and not shown.endswith("》") else shown + end


def _is_broken_name(above: str, title: str) -> bool:
    """Whether the name of the organ before a title without 关于 begins on the line above."""
    name = title.removesuffix(type_of_title(title) or "")
    if not name or not _NAME.fullmatch(above) or _WHOLE_NAME.match(name) or not is_organisation(name):
        return False
    return not is_organisation(above) and split_organisations(above + name) == (above + name,)


def _may_be_main_title(line: str) -> bool:
    """Whether a line may be the title over a subtitle that begins with a dash."""
    return len(line) <= _LONGEST_PREFIX and not chrome_of(line) and not _UNTITLED.search(line)


def _restored(shown: str, fuller: list[str]) -> str:
    """The longer text that a cut title is the beginning of, else the title itself."""
    cut = key(CUT.sub("", shown).rstrip("》”） "))
    was_cut = CUT.search(shown) is not None
    if len(cut) < (_FEWEST_CUT if was_cut else _FEWEST_BEGUN):
        return shown
    # A file of that name is linked below many titles; its extension is no part of the title.
    fuller = [text for text in fuller if extension(text) is None]
    for text in fuller:
        longer = key(text)
        if len(longer) <= len(cut) or len(text) > LONGEST_TITLE or text.endswith(("。", "：", "；")):
            continue
        if longer.startswith(cut) and (was_cut or is_document_title(text) or len(longer) - len(cut) > 2):
            return text
    return shown


def _has_addressee(body: Sequence[str]) -> bool:
    return any(_ADDRESSEE.match(line) for line in body[:6])
