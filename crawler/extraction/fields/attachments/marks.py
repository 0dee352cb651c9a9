"""Marks with which attachments are listed: 附件 as a heading, numbers, bullets, and the endings of files."""

from __future__ import annotations

import re

from crawler.extraction.fields.word_lists import alternatives

LONGEST_NAME = 150
MARKS = re.compile("[,。;:!?]")
"""Marks of a sentence, of which a name alone has none."""
_LISTS = alternatives(__package__, "kinds_of_list")
HEADING = re.compile(
    rf"(?:相关|有关)?附\s{{0,4}}(?:[件表]\s{{0,3}}(?:{_LISTS}|\(?[0-9一二三四五六七八九十]{{0,3}}\)?)"
    r"\s{0,3}[:.、]|:)\s{0,4}(?=\S)"
)
"""``附件：``, ``附件1.``, ``附：`` before a name."""
BARE_HEADING = re.compile(
    rf"(?:相关|有关)?附\s{{0,4}}[件表]?\s{{0,3}}(?:{_LISTS}|[0-9一二三四五六七八九十]{{1,3}})?\s{{0,3}}:?\Z"
)
"""``附件：`` on a row of its own, its list below."""
NUMBERED = re.compile(r"\(?(?P<number>[0-9]{1,2})\s{0,2}[.、)]\s{0,3}(?=\S)")
CIRCLED = re.compile(r"[①-⒛]\s{0,3}(?=\S)")
"""①, and the ⑴ and ⒈ that are one character each."""
HAN_NUMBERED = re.compile(r"\([一二三四五六七八九十]{1,3}\)\s{0,3}(?=\S)")
HAN_ITEM = re.compile(r"(?P<number>[一二三四五六七八九十])、\s{0,3}(?=\S)")
"""``一、计划表``, as a heading of sections begins too."""
BULLET = re.compile(r"[★☆●■◆▲►※•·]\s{0,3}(?=\S)")
ITEM = re.compile(
    r"附\s?[件表]\s?(?:[0-9]{1,2}\s{0,4}(?=[㐀-鿿《“A-Za-z])|[一二三四五六七八九十]{1,3}\s{1,4}(?=\S))"
)
"""``附件一　申请表``, below 附件： or beside its like."""
ENDING = rf"\.(?:{alternatives(__package__, 'endings')})"
FILE = re.compile(
    ENDING + r"(?P<size>\s{0,2}\(?\s?[0-9.]{1,8}\s?[KMG]?B\s?\)?)?\Z",
    re.IGNORECASE,
)
"""The ending of a file's name, maybe with its size."""


def begins_item(text: str) -> bool:
    """Whether a row below a bare 附件 looks like an item of its list."""
    begins = NUMBERED.match(text) or BULLET.match(text) or CIRCLED.match(text) or ITEM.match(text)
    return bool(begins or FILE.search(text))
