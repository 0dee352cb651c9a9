"""Labelled values above and below the document: the 政府信息公开 index block and the line under the title.

Any of the layouts of :mod:`crawler.extraction.index_block`, and several pairs on one line between
blanks, as in the line under the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from archive.notice import Evidence
from archive.vocabulary.dates import parse_date
from archive.vocabulary.organisations import is_organisation
from crawler.extraction.fields.row import Row
from crawler.extraction.fields.sheet import Sheet
from crawler.extraction.labels import bare_folded, block_labels, label_fields, weak_labels

_MOST_LABELLED_BODY_ROWS = 12
_GLUED = 3
"""A row with so many colons that begins with a label may hold pairs without blanks between."""
_LONGEST_INFO_LINE = 120
_SHORT = 3
"""Labels of so few characters may be the end of another word."""
_SOURCE = re.compile(r"(?<![㐀-鿿])(?:来源|作者|编辑|浏览|点击|阅读)\s?:")
_WORD_BEGINS = r"(?:(?<![㐀-鿿])|(?<=[0-9][次人日])|(?<=[0-9] [次人日])|(?<=[0-9]人次))"
"""Behind no Han character but that of a count or day: ``浏览12次来源：``."""
_SEPARATOR = r"(?:\s{0,3}[\]】〕]\s{0,3}:?|\s{0,3}[:|丨])\s{0,4}"


class Labelled(NamedTuple):
    """A value with its label."""

    label: str
    row: Row
    start: int
    end: int

    @property
    def raw(self) -> str:
        """The value as printed."""
        return self.row.raw[self.start : self.end]

    @property
    def folded(self) -> str:
        """The value as folded for matching."""
        return self.row.folded[self.start : self.end]

    def evidence(self, start: int = 0, end: int | None = None) -> Evidence:
        """Evidence for (a part of) the value."""
        stop = self.end if end is None else self.start + end
        return self.row.evidence(f"label:{self.label}", self.start + start, stop)


Labels = dict[str, list[Labelled]]


def read_labels(sheet: Sheet) -> Labels:
    """Every labelled value by field, in page order: head, the body's first rows, tail."""
    labels: Labels = {}
    for rows, strong_only in (
        (sheet.head, False),
        (sheet.body[:_MOST_LABELLED_BODY_ROWS], True),
        (sheet.tail, False),
    ):
        for field, value in _labelled(rows):
            believed = not strong_only or value.label not in weak_labels() or _is_info_line(value.row)
            if field != "none" and value.start < value.end and believed:
                labels.setdefault(field, []).append(value)
    _set_promulgation_apart(labels)
    return labels


def _set_promulgation_apart(labels: Labels) -> None:
    """Give the day on which a law was made known as ``promulgated_date``: it is not that of the page.

    So databases of laws call it beside its rank and the day it comes into force; the index block of
    an authority, which has a 索引号, gives the day of the page.
    """
    if "index_number" in labels:
        return
    names = {name for name in ("公布日期",) if "law_status" in labels or "effective_date" in labels}
    names |= {"发布日期"} if "law_status" in labels else set()
    days = labels.get("published_date", [])
    labels["promulgated_date"] = [value for value in days if value.label in names]
    labels["published_date"] = [value for value in days if value.label not in names]


def _is_info_line(row: Row) -> bool:
    """Whether a row names a source, so that 时间 beside it is the page's, not an event's."""
    return len(row.folded) <= _LONGEST_INFO_LINE and _SOURCE.search(row.folded) is not None


def _labelled(rows: tuple[Row, ...]) -> Iterator[tuple[str, Labelled]]:
    cells = [cell for row in rows for cell in _cells(row)]
    pattern, fields = _pattern(), label_fields()
    skip = False
    for index, (row, start, end) in enumerate(cells):
        if skip:
            skip = False
            continue
        text = row.folded[start:end]
        # One of these stands behind every label.
        marked = ":" in text or "]" in text or "】" in text or "|" in text or "丨" in text
        matches = list(pattern.finditer(text)) if marked else []
        glued = 2 if row.zone == "head" else _GLUED
        if matches and not matches[0].start() and text.count(":") >= glued:
            matches = list(_glued_pattern(in_head=row.zone == "head").finditer(text))
        if not matches or (len(matches) == 1 and matches[0].span() == (0, len(text))):
            label = bare_folded(text) if len(text) <= 16 else ""
            if label in fields and index + 1 < len(cells):
                following, value_start, value_end = cells[index + 1]
                if not _is_label(following.folded[value_start:value_end]):
                    skip = True
                    yield fields[label], Labelled(label, following, value_start, value_end)
            elif not matches and row.zone != "body" and len(text) <= _LONGEST_INFO_LINE:
                yield from _glued_to_label(row, start, text)
            continue
        for number, match in enumerate(matches):
            stop = matches[number + 1].start() if number + 1 < len(matches) else len(text)
            value = text[match.end() : stop]
            trimmed = len(value) - len(value.lstrip())
            label = bare_folded(match["label"] or match["bare"])
            value_start = start + match.end() + trimmed
            yield (
                fields[label],
                Labelled(label, row, value_start, value_start + len(value.strip(" \t;,|[【"))),
            )


def _glued_to_label(row: Row, start: int, text: str) -> Iterator[tuple[str, Labelled]]:
    """The value right behind a label, which a style sheet sets apart: ``信息来源清川市卫生健康委员会``."""
    match = _label_at_beginning().match(text)
    if match is None:
        return
    label, value = match[0], text[match.end() :].strip()
    field = label_fields()[label]
    if field.endswith("_date"):
        is_value = parse_date(value) is not None
    else:
        is_value = field in ("source", "issuers") and is_organisation(value)
    if is_value:
        yield field, Labelled(label, row, start + len(text) - len(value), start + len(text))


def _cells(row: Row) -> Iterator[tuple[Row, int, int]]:
    position = 0
    for cell in row.folded.split("\t"):
        stripped = cell.strip()
        if stripped:
            start = position + len(cell) - len(cell.lstrip())
            yield row, start, start + len(stripped)
        position += len(cell) + 1


def _is_label(text: str) -> bool:
    return bare_folded(text) in label_fields() or _pattern().match(text) is not None


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?=[\[【〔\s{_initials()}]){_WORD_BEGINS}[\[【〔]?\s{{0,3}}(?P<label>{_padded(label_fields())}){_SEPARATOR}|(?<=[\[【])(?P<bare>文章来源|来源)\s{{1,3}}"
    )


@cache
def _glued_pattern(*, in_head: bool) -> re.Pattern[str]:
    """Labels of the block and of the page's day anywhere, others where no Han character stands before.

    Above the text a source may stand right behind a name: ``作者：实践科来源：省教育厅``.
    """
    days = {
        label
        for label, field in label_fields().items()
        if (field == "published_date" and len(label) > _SHORT) or (in_head and field == "source")
    }
    block = _padded((block_labels() | days) - weak_labels())
    return re.compile(
        rf"(?=[{_initials()}])(?:(?P<label>{block})\s{{0,3}}:\s{{0,4}}|(?<![㐀-鿿])(?P<bare>{_padded(label_fields())})\s{{0,3}}:\s{{0,4}})"
    )


@cache
def _label_at_beginning() -> re.Pattern[str]:
    """The labels that are long enough to be no beginning of a sentence."""
    labels = (label for label, field in label_fields().items() if len(label) > _SHORT and field != "none")
    return re.compile("|".join(sorted(labels, key=len, reverse=True)))


def _initials() -> str:
    """The characters that labels begin with: a look at one spares most places the trial of all labels."""
    return "".join(sorted({re.escape(label[0]) for label in label_fields()}))


def _padded(labels: Iterable[str]) -> str:
    """An alternative of the labels, longest first, with the blanks that may pad them."""
    return "|".join(r"\s{0,4}".join(label) for label in sorted(labels, key=len, reverse=True))
