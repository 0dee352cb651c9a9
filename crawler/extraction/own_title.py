"""Find the notice's own title behind the one that the site shows.

Sites cut titles, put 转发: before them, glue the number to them, or write a headline over a letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from archive.vocabulary.document_types import type_of_title
from archive.vocabulary.folding import fold
from crawler.extraction.file_links import extension
from crawler.extraction.letter_subject import subject_below_salutation
from crawler.extraction.printed_title import (
    ADDRESSEE,
    UNTITLED,
    leading_title,
    printed_title,
)
from crawler.extraction.taiwanese_letter import subject_of_letter
from crawler.extraction.text_keys import containment, key
from crawler.extraction.title_text import ABOUT_WHAT, CUT, LONGEST_TITLE, clean_title, is_document_title
from crawler.extraction.title_words import title_pattern
from crawler.extraction.whole_text import introduced_title

_FEWEST_CUT = 5
_FEWEST_BEGUN = 8
"""A title so short may begin another one by chance, unless the site says that it cut it."""
_HEADLINE_OF_DOCUMENT = re.compile(
    r"^[^《》]{2,40}?(?:联合)?(?:发布|印发|下发|公布|出台|转发|发出|發布|發佈|印發|公佈)\s*[:：]?\s*"
    r"《(?P<inner>[^《》]*(?:《[^《》]*》[^《》]*)*)》$"
)
_NEWS = re.compile("讯|电|记者|日前|近日")
_OF_NEWS = re.compile("[！!？?，,]")
"""A document's title is one phrase; a headline cries, asks, or tells in clauses: ``最新！清川发布通告``."""
_LETTERHEAD_OF_LETTER = re.compile(r"^(?!关于).{2,40}\s?(?:函|书函|公告)$")
_LEAD_OF_PORTAL = re.compile(r"\S{0,12}(?:网讯|网消息|报讯|获悉|小编)")
_SENTENCE_ENDS = ("。", "！", "!")
_LONGEST_LEAD = 60
_FEWEST_FULLER = 7
"""办公室公告 is a column below an office rather than a title."""
_LONGEST_END = 40
_ALIKE, _ALIKE_ON_TOP = 0.5, 0.4
"""The share of its pairs of characters that a headline has in common with the title it stands for."""


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
    subject = subject_of_letter(body)
    if subject and (shown is None or _LETTERHEAD_OF_LETTER.match(fold(shown))):
        return OwnTitle(subject, subject, "主旨")
    shown = _original_title(head) or shown
    printed = printed_title(body) or introduced_title(body) or _title_below_lead(body)
    shown = shown or printed or _labelled_title(head)
    if shown is None:
        leading = subject_below_salutation(body) or leading_title(body)
        return OwnTitle(leading, leading, "leading" if leading else None)
    full = _restored(shown, [text for text in (listed, printed, *body[:3]) if text])
    cleaned = clean_title(full)
    headline = _HEADLINE_OF_DOCUMENT.match(cleaned)
    if headline and is_document_title(headline["inner"]) and _has_addressee(body):
        return OwnTitle(headline["inner"], full, "headline")
    if printed and key(printed) not in key(cleaned) and _is_fuller(printed, cleaned, body):
        return OwnTitle(clean_title(printed), printed, "printed")
    if printed is None and _tells_of_letter(cleaned, body):
        return OwnTitle(None, None, None)
    broken = _broken_off(cleaned, body)
    rule = "printed" if full == printed else "restored" if full != shown or broken else "shown"
    return OwnTitle(broken or cleaned, broken or full, rule)


def _title_below_lead(body: Sequence[str]) -> str | None:
    """The title under a sentence in which a portal or account tells of the document."""
    below = body[1:]
    if not body or not _has_addressee(below):
        return None
    title = printed_title(below)
    is_of_portal = _LEAD_OF_PORTAL.match(body[0]) is not None
    is_sentence = len(body[0]) <= _LONGEST_LEAD and body[0].endswith(_SENTENCE_ENDS)
    return title if title and (is_of_portal or (is_sentence and ABOUT_WHAT.search(title))) else None


def _original_title(head: Sequence[str]) -> str | None:
    """The title that a portal gives as the original one of a document it reposts under its own headline."""
    told = (line.partition("：")[2].strip() for line in head if line.startswith(("原标题：", "原题：")))
    return next((title for title in told if is_document_title(clean_title(title))), None)


def _labelled_title(head: Sequence[str]) -> str | None:
    """The title that the index block names."""
    labels = ("标题：", "名称：", "文档标题：", "公文标题：", "信息标题：")
    return next((line.partition("：")[2] for line in head if line.startswith(labels)), None)


def _tells_of_letter(shown: str, body: Sequence[str]) -> bool:
    """Whether what the site shows is its own headline over a letter, which has no title, and no news."""
    return title_pattern("letter").search(shown) is not None and not _NEWS.search("".join(body[:1])[:40])


def _is_fuller(printed: str, shown: str, body: Sequence[str]) -> bool:
    """Whether the title over the text is the document's, and the one that the site shows a headline of it."""
    if not is_document_title(shown) or (_OF_NEWS.search(shown) and not ABOUT_WHAT.search(shown)):
        return len(key(printed)) >= _FEWEST_FULLER
    alike = containment(key(shown), key(printed), 2)
    if ABOUT_WHAT.search(printed):
        return alike >= _ALIKE
    # Without 关于 it may be the heading of a part, unless the text begins with it.
    return alike >= _ALIKE_ON_TOP and bool(body) and key(printed).startswith(key(body[0]) or "-")


def _broken_off(shown: str, body: Sequence[str]) -> str | None:
    """A title whose end stands on the next line, outside the element that holds its beginning."""
    end = body[0].strip() if body else ""
    if not ABOUT_WHAT.search(shown) or not 0 < len(end) <= _LONGEST_END:
        return None
    if ABOUT_WHAT.search(end) or UNTITLED.search(end) or not is_document_title(end):
        return None
    return None if type_of_title(shown) and not shown.endswith("》") else shown + end


def _restored(shown: str, fuller: list[str]) -> str:
    """The longer text that a cut title is the beginning of, else the title itself."""
    was_cut = CUT.search(shown) is not None
    cut = key(clean_title(CUT.sub("", shown) if was_cut else shown).rstrip("》”） "))
    if len(cut) < (_FEWEST_CUT if was_cut else _FEWEST_BEGUN):
        return shown
    # A file of that name is linked below many titles; its extension is no part of the title.
    fuller = [text for text in fuller if extension(text) is None]
    for text in fuller:
        if len(text) > LONGEST_TITLE or "。" in text or text.endswith(("：", "；")):
            continue
        longer = key(text)
        if len(longer) <= len(cut):
            continue
        if longer.startswith(cut) and (was_cut or is_document_title(text) or len(longer) - len(cut) > 2):
            return text
    return shown


def _has_addressee(body: Sequence[str]) -> bool:
    return any(ADDRESSEE.match(line) for line in body[:6])
