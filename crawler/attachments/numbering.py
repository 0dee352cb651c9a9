"""Automatic numbers of a DOCX file (一、 （二） 3.): they print, but stand in no paragraph's text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from crawler.attachments.office_xml import OFF, attribute, child, children, local_name, value

_LEVEL = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    shape: str
    text: str
    legal: bool
    """Whether the numbers of the levels above print as digits in it: 第一章, and 1.1 below it."""


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
        return _format(
            self.counts.get((series, depth), level.start), "decimal" if printing.legal else level.shape
        )

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
    """List id and level by style; a style without its own has those of the one that it is based on."""
    found: dict[str, tuple[str, int]] = {}
    bases: dict[str, str] = {}
    for style in children(styles, "style"):
        name = attribute(style, "styleId") or ""
        numbered = child(child(style, "pPr"), "numPr")
        list_id = value(child(numbered, "numId"))
        if list_id is not None:
            found[name] = (list_id, _number_of(value(child(numbered, "ilvl")), 0))
        else:
            bases[name] = value(child(style, "basedOn")) or ""
    for name in bases:
        base, seen = name, {name}
        while base not in found and bases.get(base, "") not in seen:
            base = bases[base]
            seen.add(base)
        if base in found:
            found[name] = found[base]
    return {name: place for name, place in found.items() if place[0] != "0"}


def _level(element: etree._Element) -> _Level:
    legal = child(element, "isLgl")
    return _Level(
        start=_number_of(value(child(element, "start")), 1),
        shape=value(child(element, "numFmt")) or "decimal",
        text=value(child(element, "lvlText")) or "",
        legal=legal is not None and value(legal) not in OFF,
    )


def _format(number: int, shape: str) -> str:
    return _SHAPES.get(shape, str)(number)


def _chinese(number: int) -> str:
    """Up to 9999: 十二, 二十三, 一百零五.

    >>> _chinese(20), _chinese(111), _chinese(1005)
    ('二十', '一百一十一', '一千零五')
    """
    if not 0 < number < 10_000:
        return str(number)
    text = ""
    for digit, unit in zip(f"{number:04d}", ("千", "百", "十", ""), strict=True):
        if digit != "0":
            text += f"{_DIGITS[int(digit)]}{unit}"
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零").removeprefix("一") if 10 <= number < 20 else text.rstrip("零")


def _sign(number: int, signs: str) -> str:
    return signs[number - 1] if 0 < number <= len(signs) else str(number)


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
    "decimalEnclosedCircle": lambda number: _sign(number, _CIRCLED),
    "decimalEnclosedCircleChinese": lambda number: _sign(number, _CIRCLED),
    "ideographTraditional": lambda number: _sign(number, _STEMS),
    "ideographZodiac": lambda number: _sign(number, _BRANCHES),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02d}",
}


def _number_of(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else default
