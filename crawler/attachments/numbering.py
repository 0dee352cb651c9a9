"""Automatic numbers of a DOCX file (一、 （二） 3.): they print, but stand in no paragraph's text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from crawler.attachments.office_xml import attribute, child, children, local_name, value

_LEVEL = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    shape: str
    text: str


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    levels: Mapping[str, Mapping[int, _Level]]
    """Levels by list id."""
    styles: Mapping[str, tuple[str, int]]
    """List id and level of the paragraph styles that are numbered."""
    abstract: Mapping[str, str]
    """What a list id is an instance of: instances count on."""
    restarts: dict[tuple[str, int], int]
    """Where an instance does not count on: with which number it begins, until it has begun."""
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def next_label(self, properties: etree._Element | None) -> str:
        """The number printed before the next paragraph; empty where it has none, or a bullet."""
        found = self._of(properties)
        if found is None:
            return ""
        list_id, depth = found
        level = self.levels.get(list_id, {}).get(depth)
        if level is None or level.shape in ("bullet", "none"):
            return ""
        series = self.abstract.get(list_id, list_id)
        if (list_id, depth) in self.restarts:
            self.counts[series, depth] = self.restarts.pop((list_id, depth)) - 1
        self.counts[series, depth] = self.counts.get((series, depth), level.start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            self.counts.pop((series, deeper), None)
        label = _LEVEL.sub(lambda match: self._number(list_id, series, int(match[1]) - 1, level), level.text)
        return label if label.endswith(("、", "）", ")", "．")) else f"{label} "

    def _number(self, list_id: str, series: str, depth: int, printing: _Level) -> str:
        level = self.levels.get(list_id, {}).get(depth, printing)
        return _format(self.counts.get((series, depth), level.start), level.shape)

    def _of(self, properties: etree._Element | None) -> tuple[str, int] | None:
        if properties is None:
            return None
        numbered = child(properties, "numPr")
        style = child(properties, "pStyle")
        inherited = self.styles.get(value(style) or "") if style is not None else None
        if numbered is None:
            return inherited
        list_id, depth = value(child(numbered, "numId")), value(child(numbered, "ilvl"))
        if list_id is None:
            return inherited
        return None if list_id == "0" else (list_id, _number_of(depth, 0))


def read_numbering(numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """The lists that a document defines."""
    definitions: dict[str, dict[int, _Level]] = {}
    levels: dict[str, dict[int, _Level]] = {}
    abstract: dict[str, str] = {}
    restarts: dict[tuple[str, int], int] = {}
    for element in () if numbering is None else numbering:
        if local_name(element) == "abstractNum":
            definitions[attribute(element, "abstractNumId") or ""] = _levels(element)
        elif local_name(element) == "num":
            list_id = attribute(element, "numId") or ""
            abstract[list_id] = value(child(element, "abstractNumId")) or ""
            levels[list_id] = dict(definitions.get(abstract[list_id], {}))
            for override in children(element, "lvlOverride"):
                levels[list_id] |= _levels(override)
                start = value(child(override, "startOverride"))
                if start is not None:
                    restarts[list_id, _number_of(attribute(override, "ilvl"), 0)] = _number_of(start, 1)
    return Numbering(levels, _numbered_styles(styles), abstract, restarts)


def _levels(element: etree._Element) -> dict[int, _Level]:
    return {_number_of(attribute(level, "ilvl"), 0): _level(level) for level in children(element, "lvl")}


def _numbered_styles(styles: etree._Element | None) -> dict[str, tuple[str, int]]:
    found = {}
    for style in () if styles is None else children(styles, "style"):
        properties = child(style, "pPr")
        numbered = None if properties is None else child(properties, "numPr")
        list_id = None if numbered is None else value(child(numbered, "numId"))
        if numbered is not None and list_id not in (None, "0"):
            depth = _number_of(value(child(numbered, "ilvl")), 0)
            found[attribute(style, "styleId") or ""] = (str(list_id), depth)
    return found


def _level(element: etree._Element) -> _Level:
    return _Level(
        start=_number_of(value(child(element, "start")), 1),
        shape=value(child(element, "numFmt")) or "decimal",
        text=value(child(element, "lvlText")) or "",
    )


def _format(number: int, shape: str) -> str:
    return _SHAPES.get(shape, str)(number)


def _chinese(number: int) -> str:
    """Up to 99: 一, 十, 十二, 二十三.

    >>> _chinese(20)
    '二十'
    """
    if not 0 < number < 100:
        return str(number)
    tens, units = divmod(number, 10)
    return (("" if tens == 1 else _DIGITS[tens]) + "十" if tens else "") + (_DIGITS[units] if units else "")


def _roman(number: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        while number >= worth and len(text) < 40:
            text += sign
            number -= worth
    return text


def _letter(number: int) -> str:
    return _LETTERS[(number - 1) % 26] * ((number - 1) // 26 % 40 + 1)


_SHAPES: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "chineseLegalSimplified": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "decimalEnclosedCircle": lambda number: _CIRCLED[number - 1] if 0 < number <= 20 else str(number),
    "decimalEnclosedCircleChinese": lambda number: _CIRCLED[number - 1] if 0 < number <= 20 else str(number),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02d}",
}


def _number_of(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else default
