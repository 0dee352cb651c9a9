"""Attachment names: what is listed after 附件 below the body, numbering removed."""

from __future__ import annotations

import re
from itertools import pairwise

from archive.notice import Evidence
from archive.vocabulary.dates import find_dates, parse_date
from archive.vocabulary.folding import fold
from archive.vocabulary.organisations import is_organisation, split_organisations
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.sheet import Row, Sheet, squeeze

_MOST_NAMES = 60
_LONGEST_NAME = 150
_HEADING = re.compile(
    r"(?:相关|有关)?附\s{0,4}(?:[件表]\s{0,3}(?:下载|列表|清单|目录|(?P<number>[0-9一二三四五六七八九十]{0,3}))\s{0,3}[:.、]|:)\s{0,4}(?=\S)"
)
_BARE_HEADING = re.compile(
    r"(?:相关|有关)?附\s{0,4}[件表]?\s{0,3}(?:下载|列表|清单|目录|[0-9一二三四五六七八九十]{1,3})?\s{0,3}:?\Z"
)
_NUMBERED = re.compile(r"\(?(?P<number>[0-9]{1,2})\s{0,2}[.、)]\s{0,3}(?=\S)")
_CIRCLED = re.compile(r"[①-⑳]\s{0,3}(?=\S)")
_HAN_NUMBERED = re.compile(r"\([一二三四五六七八九十]{1,3}\)\s{0,3}(?=\S)")
_BULLET = re.compile(r"[★☆●■◆▲►※•·]\s{0,3}(?=\S)")
_ITEM = re.compile(
    r"附\s?[件表]\s?(?:[0-9]{1,2}\s{0,4}(?=[㐀-鿿《“A-Za-z])|[一二三四五六七八九十]{1,3}\s{1,4}(?=\S))"
)
"""``附件一　申请表``, below 附件： or beside its like."""
_LONGEST_SIGNED, _LONGEST_DAY = 60, 24
_MARKS = re.compile("[,。;:!?]")
_ENDINGS = r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|od[tsp]|zip|rar|7z|jpe?g|png|txt)"
_INNER = re.compile(
    r"(?<=[^0-9.])\s{0,4}(?P<number>[2-9]|[1-5][0-9])[.、]\s{0,3}(?=[^0-9\s]|20[0-9]{2}\s?年)"
    r"|(?<=[;,、。\s])(?P<bracketed>\((?:[2-9]|1[0-9])\))(?=\s?[^\s;,、。])"
)
_BETWEEN_FILES = re.compile(_ENDINGS + r"(?:\s{0,2}[、,;]|\s)\s{0,3}(?=[^\s(])", re.IGNORECASE)
"""``模板.doc、名单.xls``"""
_FILE = re.compile(
    _ENDINGS + r"(?P<size>\s{0,2}\(?\s?[0-9.]{1,8}\s?[KMG]?B\s?\)?)?\Z",
    re.IGNORECASE,
)
_FILE_ROW = re.compile(r"[0-9]{1,2}[.、)]\s{0,2}[^,。;:!?]{2,120}\Z")
_WHERE_TO_GET = re.compile(r"\s{0,2}[(（][^()（）]{0,24}下[载載][^()（）]{0,8}[)）]\s{0,2}\Z")
"""``（可在本站下载专区下载）`` behind a name."""
_LAST_ROWS = 6
_BEGINNINGS = ("附", "相关附", "有关附")
_COPIES = re.compile(r"\s?[各共]?(?:[1-9一二三四五六乙壹]|[1-9][0-9])\s?份\Z")
"""How many copies a letter of Taiwan has with it."""
_NO_NAME = re.compile(r"(?:无|略|见附件|下载|点击下载|附件|如(?:下|文|附|说明|主旨)[㐀-鿿]{0,4})?\Z")


def read_attachment_names(sheet: Sheet) -> Reading[tuple[str, ...]]:
    """The listed names, as printed, each once."""
    rows = sheet.body + sheet.tail
    names: dict[str, Evidence] = {}
    index = 0
    for first in (*sheet.rows_holding("附"), *range(len(sheet.body), len(rows))):
        row = rows[first]
        if first < index or not row.folded.startswith(_BEGINNINGS) or len(names) >= _MOST_NAMES:
            continue
        index = first + 1
        heading = _HEADING.match(row.folded)
        if heading is not None and heading.end() < len(row.folded):
            _add(names, row, heading.end())
        elif _is_item(row) and index < len(rows) and _is_item(rows[index]):
            index = first
        elif not _BARE_HEADING.match(row.folded) or index >= len(rows):
            continue
        elif not names and index < len(sheet.body) and _is_all_above_signature(sheet, index):
            _add(names, rows[index], 0)
            continue
        elif not _may_be_listed(rows[index].folded):
            continue
        index = _listed(names, rows, index)
    if not names:
        _add_unheaded(names, sheet, rows)
    return Reading(tuple(names), tuple(names.values()))


def _add_unheaded(names: dict[str, Evidence], sheet: Sheet, rows: tuple[Row, ...]) -> None:
    """Add the files that close a page without a heading; else what a letter of Taiwan says above its text."""
    for row in rows[-_LAST_ROWS:]:
        if _FILE.search(row.folded) and _FILE_ROW.fullmatch(row.folded):
            _add(names, row, 0)
    for row in sheet.head if not names and sheet.subject() else ():
        heading = _HEADING.match(row.folded)
        if heading is not None:
            copies = _COPIES.search(row.folded)
            _add(names, row, heading.end(), copies.start() if copies else None)


def _may_be_listed(text: str) -> bool:
    """Whether a row below a bare 附件 looks like an item of its list."""
    return bool(_NUMBERED.match(text) or _FILE.search(text) or _BULLET.match(text) or _ITEM.match(text))


def _is_item(row: Row) -> bool:
    return (
        len(row.folded) <= _LONGEST_NAME and bool(_ITEM.match(row.folded)) and not _MARKS.search(row.folded)
    )


def _is_all_above_signature(sheet: Sheet, index: int) -> bool:
    """Whether a row is a lone name between 附件 and the day that signs, and no annex.

    An annex stands below the signature; above it no other row is a day.
    """
    name, *below = sheet.body[index : index + 3]
    if len(name.folded) > _LONGEST_SIGNED or _MARKS.search(name.folded) or _may_be_listed(name.folded):
        return False
    signs = bool(below) and (
        _is_day(below[0])
        or (is_organisation(below[0].raw) and _is_day(below[-1]))
        or _is_organisation_with_day(below[0])
    )
    return signs and not any(_is_day(row) for row in sheet.body[:index])


def _is_day(row: Row) -> bool:
    return len(row.folded) <= _LONGEST_DAY and "月" in row.folded and parse_date(row.raw) is not None


def _is_organisation_with_day(row: Row) -> bool:
    """Whether who signs and the day stand on one row: ``清川市卫生局2024年8月12日``."""
    if len(row.folded) > _LONGEST_SIGNED + _LONGEST_DAY or "月" not in row.folded:
        return False
    date = next(iter(find_dates(row.raw, folded=row.folded)), None)
    ends = date is not None and date.end == len(row.folded)
    return date is not None and ends and bool(split_organisations(row.raw[: date.start].strip()))


def _listed(names: dict[str, Evidence], rows: tuple[Row, ...], index: int) -> int:
    """Add the numbered rows and file names that go on with a list; the index of the first other row."""
    wanted = max(len(names) + 1, 1)
    while index < len(rows):
        row = rows[index]
        numbered = _NUMBERED.match(row.folded)
        if (
            numbered is not None
            and int(numbered["number"]) in {wanted, 1}
            and len(row.folded) <= _LONGEST_NAME
        ):
            _add(names, row, 0)
            wanted = int(numbered["number"]) + 1
        elif _FILE.search(row.folded) and len(row.folded) <= _LONGEST_NAME:
            _add(names, row, 0)
        elif (item := _BULLET.match(row.folded) or _ITEM.match(row.folded)) and len(
            row.folded
        ) <= _LONGEST_NAME:
            _add(names, row, item.end())
        else:
            break
        index += 1
    return index


def _add(names: dict[str, Evidence], row: Row, start: int, stop: int | None = None) -> None:
    """Add the names that stand in ``row`` from ``start`` on: one, or several numbered ones, or files."""
    text = row.folded[start : min(start + 6 * _LONGEST_NAME, len(row.folded) if stop is None else stop)]
    cuts = {0, len(text)}
    if "2" in text:
        cuts.update(match.start(match.lastgroup or 0) for match in _INNER.finditer(text))
    if "." in text:
        cuts.update(match.end() for match in _BETWEEN_FILES.finditer(text))
    if text[:1] == "①":
        cuts.update(match.start() for match in _CIRCLED.finditer(text))
    elif text[:3] == "(一)":
        cuts.update(match.start() for match in _HAN_NUMBERED.finditer(text))
    for begin, end in pairwise(sorted(cuts)):
        numbered = _NUMBERED.match(text, begin, end)
        numbered = numbered or _CIRCLED.match(text, begin, end) or _HAN_NUMBERED.match(text, begin, end)
        first = numbered.end() if numbered else begin
        size = _FILE.search(text[begin:end].rstrip())
        last = begin + size.start("size") if size and size["size"] else end
        name = squeeze_edges(
            _WHERE_TO_GET.sub("", row.raw[start + first : start + last].rstrip("。；;，,、 "))
        )
        if 2 <= len(name) <= _LONGEST_NAME and not _NO_NAME.match(fold(name)) and "。" not in name:
            names.setdefault(name, row.evidence("listed", start + first, start + end))


def squeeze_edges(name: str) -> str:
    """A name without outer spaces, its closing stop, and a lone pair of 《》 around it."""
    stripped = name.strip().rstrip("。；;，,、 ").strip()
    inner = stripped[1:-1]
    if stripped.startswith("《") and stripped.endswith("》") and "《" not in inner and "》" not in inner:
        return inner
    return stripped if _FILE.search(stripped) else _without_padding(stripped)


def _without_padding(name: str) -> str:
    pieces = name.split()
    return squeeze(name) if len(pieces) > 1 and all(len(piece) == 1 for piece in pieces) else name
