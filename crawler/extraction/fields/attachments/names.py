"""The names of attachments on one row: one, several numbered ones, or several files; as they are kept."""

from __future__ import annotations

import re
from itertools import pairwise

from archive.notice import Evidence
from archive.vocabulary.folding import fold
from crawler.extraction.fields.attachments.marks import (
    CIRCLED,
    ENDING,
    FILE,
    HAN_NUMBERED,
    LONGEST_NAME,
    NUMBERED,
)
from crawler.extraction.fields.row import Row, squeeze
from crawler.extraction.fields.word_lists import alternatives

Names = dict[str, Evidence]
"""The names found so far, each once, with where it stands."""
_MOST_ON_ROW = 6
_CUTS_OF_ONE = 2
_FIRST_CIRCLED = frozenset("①⑴⒈")
_FURTHER_NUMBER = re.compile(
    r"(?<=[^0-9.])\s{0,4}(?P<number>[2-9]|[1-5][0-9])[.、]\s{0,3}(?=[^0-9\s]|20[0-9]{2}\s?年)"
    r"|(?<=[;,、。\s])(?P<bracketed>\((?:[2-9]|1[0-9])\))(?=\s?[^\s;,、。])"
)
"""``1.计划表 2.名单``, ``（1）日程；（2）回执``."""
_FURTHER_HEADING = re.compile(
    r"(?<=[;,、。\s])附\s?[件表]\s?(?:[2-9]|[1-9][0-9]|[二三四五六七八九十]{1,3})\s?[:.]\s{0,3}(?=\S)"
)
"""``附件1：计划表；附件2：名单``"""
_FURTHER_HAN = re.compile(r"(?<=[;,、。\s])[二三四五六七八九十]{1,3}、\s{0,3}(?=\S)")
"""``一、计划表；二、名单``"""
_HAN_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}、\s{0,3}(?=\S)")
_MARKS = (NUMBERED, CIRCLED, HAN_NUMBERED, _FURTHER_HEADING)
_MARKS_BESIDE_HAN = (*_MARKS, _HAN_NUMBER)
_TITLES = re.compile(r"《[^《》]{2,150}》(?:[、,;和及]?\s{0,3}《[^《》]{2,150}》){1,20}[。;]?")
"""``《计划表》、《名单》``"""
_BETWEEN_FILES = re.compile(ENDING + r"(?:\s{0,2}[、,;]|\s)\s{0,3}(?=[^\s(])", re.IGNORECASE)
"""``模板.doc、名单.xls``"""
_WHERE_TO_GET = re.compile(r"\s{0,2}[(（][^()（）]{0,24}下[载載][^()（）]{0,8}[)）]\s{0,2}\Z")
"""``（可在本站下载专区下载）`` behind a name."""
_NO_NAME = re.compile(rf"(?:{alternatives(__package__, 'no_names')})?\Z")
_CLOSING = "。；;，,、 "


def add_names(names: Names, row: Row, start: int, stop: int | None = None) -> None:
    """Add the names that stand in ``row`` from ``start`` on."""
    last = min(start + _MOST_ON_ROW * LONGEST_NAME, len(row.folded) if stop is None else stop)
    text = row.folded[start:last]
    cuts = _cuts(text)
    # 一、 is a number where 二、 stands beside it; 一、二类疫苗名单 is a name
    marks = _MARKS_BESIDE_HAN if text[:2] == "一、" and len(cuts) > _CUTS_OF_ONE else _MARKS
    for begin, end in pairwise(cuts):
        first = _without_number(text, begin, end, marks)
        size = FILE.search(text[begin:end].rstrip())
        last = begin + size.start("size") if size and size["size"] else end
        name = _kept(_WHERE_TO_GET.sub("", row.raw[start + first : start + last].rstrip(_CLOSING)))
        if 2 <= len(name) <= LONGEST_NAME and not _NO_NAME.match(fold(name)) and "。" not in name:
            names.setdefault(name, row.evidence("listed", start + first, start + end))


def _cuts(text: str) -> list[int]:
    """Where the names on a row begin, and where the last ends."""
    cuts = {0, len(text)}
    if "2" in text:
        cuts.update(match.start(match.lastgroup or 0) for match in _FURTHER_NUMBER.finditer(text))
    if "." in text:
        cuts.update(match.end() for match in _BETWEEN_FILES.finditer(text))
    if text[:1] in _FIRST_CIRCLED:
        cuts.update(match.start() for match in CIRCLED.finditer(text))
    elif text[:3] == "(一)":
        cuts.update(match.start() for match in HAN_NUMBERED.finditer(text))
    elif text[:2] == "一、":
        cuts.update(match.start() for match in _FURTHER_HAN.finditer(text))
    if "附" in text:
        cuts.update(match.start() for match in _FURTHER_HEADING.finditer(text))
    if text[:1] == "《" and _TITLES.fullmatch(text):
        cuts.update(match.start() for match in re.finditer("《", text))
    return sorted(cuts)


def _without_number(text: str, begin: int, end: int, marks: tuple[re.Pattern[str], ...]) -> int:
    """Where the name from *begin* to *end* starts, behind its number or 附件2：."""
    numbered = (mark.match(text, begin, end) for mark in marks)
    return next((match.end() for match in numbered if match is not None), begin)


def _kept(name: str) -> str:
    """A name without outer spaces, its closing stop, and a lone pair of 《》 around it."""
    stripped = name.strip().rstrip(_CLOSING).strip()
    inner = stripped[1:-1]
    if stripped.startswith("《") and stripped.endswith("》") and "《" not in inner and "》" not in inner:
        return inner
    return stripped if FILE.search(stripped) else _without_padding(stripped)


def _without_padding(name: str) -> str:
    pieces = name.split()
    return squeeze(name) if len(pieces) > 1 and all(len(piece) == 1 for piece in pieces) else name
