"""Find the notice's own title behind the one that the site shows.

Sites cut titles, put 转发: before them, glue the number to them, or write a headline over a letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from archive.vocabulary.document_types import type_of_title
from archive.vocabulary.organisations import is_advertising, is_organisation, split_organisations
from crawler.extraction.chrome import chrome_of
from crawler.extraction.file_links import extension
from crawler.extraction.text_keys import key
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
    printed = printed_title(body)
    if shown is None:
        shown = printed or next((line[3:] for line in head if line.startswith(("标题：", "名称："))), None)
        if shown is None:
            leading = _leading_title(body)
            return OwnTitle(leading, leading, "leading" if leading else None)
    full = _restored(shown, [text for text in (listed, printed, *body[:3]) if text])
    cleaned = clean_title(full)
    headline = _HEADLINE_OF_DOCUMENT.match(cleaned)
    if headline and is_document_title(headline["inner"]) and _has_addressee(body):
        return OwnTitle(headline["inner"], full, "headline")
    if printed and key(printed) not in key(cleaned) and not is_document_title(cleaned):
        return OwnTitle(clean_title(printed), printed, "printed")
    rule = "printed" if full == printed else "restored" if full != shown else "shown"
    return OwnTitle(cleaned, full, rule)


def clean_title(text: str) -> str:
    """A title without site prefix, trailing bracketed number and advertising words."""
    previous = None
    while text != previous:
        previous = text
        shorter = title_pattern("suffix").sub("", title_pattern("prefix").sub("", text)).strip()
        text = shorter if len(key(shorter)) >= FEWEST_TITLE_CHARACTERS else text
    if text.startswith("《") and text.endswith("》") and text.count("《") == 1:
        text = text[1:-1]
    about = _ABOUT_WHAT.search(text, 1, _LONGEST_PREFIX)
    if about and is_advertising(text[: about.start()]):
        text = text[about.start() :]
    return text.rstrip("。").strip() or text


def is_document_title(text: str) -> bool:
    """Whether a title ends with the kind of a document (文种), as notices' titles do."""
    return len(text) >= FEWEST_TITLE_CHARACTERS and type_of_title(text) is not None


def printed_title(lines: Sequence[str]) -> str | None:
    """A document's title printed over its text: the run of lines before the addressee or the first prose."""
    end = next((index for index, line in enumerate(lines[:12]) if _ends_titles(line)), 0)
    for last in range(end - 1, -1, -1):
        text = lines[last].strip()
        if not chrome_of(text) and is_document_title(text) and not _UNTITLED.search(clean_title(text)):
            return _unwrapped(lines, last)
    return None


def _leading_title(lines: Sequence[str]) -> str | None:
    """The title with which a whole document on one line begins, set apart by a space only."""
    first = lines[0][:LONGEST_TITLE] if lines else ""
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
    if line.endswith(("。", "；")):
        return True
    if len(line) > 80:
        return not is_document_title(line)
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
        first, joined = last, lines[last].strip()
    if joined.startswith(("关于", "關於", "關于")):
        while first > 0 and is_organisation(lines[first - 1].strip()):
            first -= 1
            joined = lines[first].strip() + joined
    return joined if len(joined) <= LONGEST_TITLE else None


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
