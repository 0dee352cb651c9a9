"""Attachment names: what is listed after 附件 below the body, numbering removed."""

from __future__ import annotations

import re
from itertools import pairwise

from archive.notice import Evidence
from archive.vocabulary.dates import parse_date
from archive.vocabulary.folding import fold
from archive.vocabulary.organisations import is_organisation
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.sheet import Row, Sheet, squeeze

_MOST_NAMES = 60
_LONGEST_NAME = 150
_HEADING = re.compile(
    r"附\s{0,4}(?:[件表]\s{0,3}(?:下载|列表|清单|目录|(?P<number>[0-9一二三四五六七八九十]{0,3}))\s{0,3}[:.、]|:)\s{0,4}(?=\S)"
)
_BARE_HEADING = re.compile(
    r"附\s{0,4}[件表]?\s{0,3}(?:下载|列表|清单|目录|[0-9一二三四五六七八九十]{1,3})?\s{0,3}:?\Z"
)
_NUMBERED = re.compile(r"\(?(?P<number>[0-9]{1,2})\s{0,2}[.、)]\s{0,3}(?=\S)")
_BULLET = re.compile(r"[★☆●■◆▲►※•·]\s{0,3}(?=\S)")
_ITEM = re.compile(
    r"附\s?[件表]\s?(?:[0-9]{1,2}\s{0,4}(?=[㐀-鿿《“A-Za-z])|[一二三四五六七八九十]{1,3}\s{1,4}(?=\S))"
)
"""``附件一　申请表``, below 附件： or beside its like."""
_LONGEST_SIGNED, _LONGEST_DAY = 60, 24
_MARKS = re.compile("[,。;:!?]")
_INNER = re.compile(
    r"(?<=[^0-9.])\s{0,4}(?P<number>[2-9]|[1-5][0-9])[.、]\s{0,3}(?=[^0-9\s]|20[0-9]{2}\s?年)"
)
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|jpe?g|png|txt)(?P<size>\s{0,2}\(?\s?[0-9.]{1,8}\s?[KMG]?B\s?\)?)?\Z",
    re.IGNORECASE,
)
_FILE_ROW = re.compile(r"[0-9]{1,2}[.、)]\s{0,2}[^,。;:!?]{2,120}\Z")
_WHERE_TO_GET = re.compile(r"\s{0,2}[(（][^()（）]{0,24}下[载載][^()（）]{0,8}[)）]\s{0,2}\Z")
"""``（可在本站下载专区下载）`` behind a name."""
_LAST_ROWS = 6
_NO_NAME = re.compile(r"(?:无|略|见附件|下载|点击下载|附件|如(?:下|文|附|说明|主旨)[㐀-鿿]{0,4})?\Z")


def read_attachment_names(sheet: Sheet) -> Reading[tuple[str, ...]]:
    """The listed names, as printed, each once."""
    rows = sheet.body + sheet.tail
    names: dict[str, Evidence] = {}
    index = 0
    for first in (*sheet.rows_holding("附"), *range(len(sheet.body), len(rows))):
        row = rows[first]
        if first < index or not row.folded.startswith("附") or len(names) >= _MOST_NAMES:
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
    for row in rows[-_LAST_ROWS:] if not names else ():
        if _FILE.search(row.folded) and _FILE_ROW.fullmatch(row.folded):
            _add(names, row, 0)
    return Reading(tuple(names), tuple(names.values()))


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
    signs = bool(below) and (_is_day(below[0]) or (is_organisation(below[0].raw) and _is_day(below[-1])))
    return signs and not any(_is_day(row) for row in sheet.body[:index])


def _is_day(row: Row) -> bool:
    return len(row.folded) <= _LONGEST_DAY and "月" in row.folded and parse_date(row.raw) is not None


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


def _add(names: dict[str, Evidence], row: Row, start: int) -> None:
    """Add the names that stand in ``row`` from ``start`` on: one, or several numbered ones."""
    text = row.folded[start : start + 6 * _LONGEST_NAME]
    cuts = (
        [0, *(match.start("number") for match in _INNER.finditer(text)), len(text)]
        if "2" in text
        else [0, len(text)]
    )
    for begin, end in pairwise(cuts):
        numbered = _NUMBERED.match(text[begin:end])
        first = begin + (numbered.end() if numbered else 0)
        size = _FILE.search(text[begin:end].rstrip())
        stop = begin + size.start("size") if size and size["size"] else end
        name = squeeze_edges(
            _WHERE_TO_GET.sub("", row.raw[start + first : start + stop].rstrip("。；;，,、 "))
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
