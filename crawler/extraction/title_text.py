"""What a title is: how long, on how many lines, with which words about it that are not its own."""

from __future__ import annotations

import re
from functools import lru_cache

from archive.vocabulary.document_numbers import parse_number
from archive.vocabulary.document_types import type_of_title
from archive.vocabulary.folding import fold
from archive.vocabulary.organisations import is_advertising
from crawler.extraction.file_links import without_extension
from crawler.extraction.text_keys import key
from crawler.extraction.title_words import title_pattern

LONGEST_TITLE = 200
FEWEST_TITLE_CHARACTERS = 2
"""公告 and 通告 are whole titles."""
MOST_TITLE_LINES = 5
LONGEST_PREFIX = 24
CUT = re.compile(r"\s*(?:…|\.{2,}|。{2,})\s*$")
"""How sites mark that they cut a title."""
ABOUT_WHAT = re.compile("关于|關於|關于")
_PADDED = re.compile(r"\S(?:\s\S){3,}(?:\s?第\s?\d{1,4}\s?[号號])?")
"""A heading set wide: ``清 川 市 人 民 政 府 令``."""
_LEAD = re.compile(r"[【\[〔][^】\]〕]{1,8}[】\]〕]\s*|[一-鿿]{2,5}\s?[|｜丨]\s?")
"""A column or place that a site puts before a title; GB/T 9704 knows no such brackets or bars."""


def clean_title(text: str) -> str:
    """A title without site prefix, trailing bracketed number and advertising words."""
    return _clean_line(text) if len(text) <= LONGEST_TITLE else _clean(text)


def _clean(text: str) -> str:
    if "." in text:
        text = without_extension(text)  # libraries of documents show the names of files
    if _PADDED.fullmatch(text):
        text = "".join(text.split())
    previous = None
    while text != previous:
        previous = text
        bare = title_pattern("prefix").sub("", text)
        suffix = title_pattern("suffix").search(fold(bare))  # a number may stand in full-width digits
        shorter = (bare[: suffix.start()] if suffix else bare).strip()
        text = shorter if len(key(shorter)) >= FEWEST_TITLE_CHARACTERS else text
        lead = _LEAD.match(text)
        if lead is not None and is_document_title(text[lead.end() :]):
            text = text[lead.end() :]
    if text.startswith("《") and text.endswith("》") and text.count("《") == 1:
        text = text[1:-1]
    about = ABOUT_WHAT.search(text, 1, LONGEST_PREFIX)
    if about and is_advertising(text[: about.start()]):
        text = text[about.start() :]
    return text.rstrip("。").strip() or text


_clean_line = lru_cache(maxsize=64)(_clean)
"""A page's title is cleaned twice; longer texts would fill the memory."""


def is_document_title(text: str) -> bool:
    """Whether a title ends with the kind of a document (文种), as notices' titles do.

    The code of a document number may end like one: ``云疾控函〔2024〕18号`` is no title.
    """
    if len(text) < FEWEST_TITLE_CHARACTERS or type_of_title(text) is None:
        return False
    return parse_number(text) is None
