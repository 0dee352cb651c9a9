"""Document numbers: 发文字号, 公告号, 通告号, 令号 and Taiwan's 字號, found in text and made canonical.

Grammar: GB/T 9704-2012 (code, full year in 〔〕, serial without 第 or leading zeros, 号) widened to
what sites print: any brackets, Han or full-width digits, spaces, a lost bracket, ``第``, ``號``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from archive.vocabulary.folding import fold
from archive.vocabulary.found_dates import ROC_OFFSET
from archive.vocabulary.han_numbers import ZERO_LIKE, han_number, han_year
from archive.vocabulary.iso_dates import FIRST_YEAR
from archive.vocabulary.number_codes import LONGEST_CODE, code_before, is_look_alike, is_penalty

NumberKind = Literal["发文字号", "公告号", "通告号", "令号", "台字号", "处罚号"]
"""处罚号 is a penalty decision's: 清卫医罚〔2024〕12号."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentNumber:
    """A document number and its parts; (code, year, serial) is its key."""

    kind: NumberKind
    canonical: str
    """``云卫办函〔2024〕16号``; 公告号, 令号 and 台字号 as printed, without spaces."""
    code: str
    """机关代字, simplified (as printed in a 台字号); empty when the number stands without one."""
    year: int | None
    serial: str
    """``16``, ``3-1``, ``1120200448A``."""


class FoundNumber(NamedTuple):
    """A document number inside a text."""

    raw: str
    canonical: str
    start: int
    end: int
    kind: NumberKind


_OPEN = r"[〔\[(【〖{<〈﹝⟨［]"
_CLOSE = r"[〕\])】〗}>〉﹞⟩］]"
_STRICT_OPEN = "〔[【〖﹝［"
"""Brackets that hardly enclose anything but a number's year; after others 号 must follow."""
_YEAR = rf"[12][0-9]{{3}}|[一二][一二三四五六七八九{ZERO_LIKE}]{{3}}"
_BRACKETED_YEAR = re.compile(
    rf"(?P<open>{_OPEN})\s{{0,3}}(?P<year>{_YEAR})\s{{0,3}}"
    rf"(?:(?<=[{re.escape(_STRICT_OPEN)}][0-9]{{4}})年(?={_CLOSE}))?(?P<close>{_CLOSE})?\s{{0,3}}"
    # 【2015】云卫医发第86号: the year before the code
    r"(?P<code>[㐀-鿿]{1,8}[发函字办文通电令明]\s{0,3})?"
    r"(?:第\s{0,3})?[-\s]{0,4}(?:(?P<padded>[0-9](?: [0-9]){1,4})(?=\s{0,3}号)"
    r"|(?P<serial>[0-9]{1,5})(?P<sub>-[0-9]{1,2})?(?![0-9]))\s{0,3}(?P<mark>号)?"
)
# Pages of Taiwan break their lines anywhere, in the digits too.
_TAIWAN = re.compile(
    r"字\s{0,3}第\s{0,3}(?P<digits>[0-9](?:\n?[0-9]){6,10})\s{0,2}(?P<letter>[A-Z])?\s{0,3}号"
)
_LETTERS_OF_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,5}\Z")
"""FDA品字第1121108833號: the office's English name stands before the Han characters of its code."""
_MOST_LETTERS = 6
_MACAO = re.compile(r"第?\s{0,2}(?P<number>[0-9]{1,4}/(?:[A-Za-z][A-Za-z-]{1,11}/)?[12][0-9]{3})\s{0,2}号")
"""``第15/XYZ/2024號``: serial, department and year, as Hong Kong and Macao number their circulars."""
_SERIAL = r"[0-9]{1,4}|[一二三四五六七八九十百零〇]{1,6}"
_ORDER_AFTER = re.compile(
    rf"令\s{{0,3}}\(?\s{{0,3}}(?:[0-9]{{4}}\s{{0,2}}年\s{{0,2}})?第?\s{{0,3}}(?:{_SERIAL})\s{{0,3}}号(?!令)"
)
_ORDER_BEFORE = re.compile(rf"第?\s{{0,3}}(?:{_SERIAL})\s{{0,3}}号\s{{0,2}}令\Z")
_NO_ORDER = frozenset("人你我其")
_LONGEST_ORDER = 20
_ANNOUNCED = rf"(?:(?:[12][0-9]{{3}})\s{{0,3}}年?\s{{0,3}}第?|第)\s{{0,3}}(?:{_SERIAL})\s{{0,3}}号"
_MAY_BE_NUMBER = re.compile(f"[号{re.escape(_STRICT_OPEN)}]")
"""One of these is in every number: 号 may be missing behind the brackets of a year."""
_ANNOUNCING: dict[str, NumberKind] = {"公告": "公告号", "通告": "通告号"}
_NUMBER_AFTER = re.compile(rf"》?\s{{0,4}}[(〔\[]?\s{{0,3}}(?P<number>{_ANNOUNCED})(?![楼院线文台馆])")
_ALONE = re.compile(
    rf"[ \t]{{0,40}}[(〔\[]?[ \t]{{0,3}}(?P<number>{_ANNOUNCED})[ \t]{{0,3}}[)〕\]]?[ \t]{{0,40}}(?m:$)"
)
_LONGEST_ALONE = 120
_BARE_ANNOUNCEMENT = re.compile(rf"\(?\s{{0,3}}(?P<number>{_ANNOUNCED}|(?:{_SERIAL})\s?号)\s{{0,3}}\)?")
_LABEL = re.compile(r"\A\s*(?:发文字号|发布文号|文号|字号|编号|发文号)\s*:\s*")


def find_numbers(text: str, *, folded: str | None = None) -> tuple[FoundNumber, ...]:
    """Every document number in ``text``, in order, without overlaps.

    Registrations and licences (ICP备, 国药准字, 公网安备) are not found.  公告号 and 通告号 are found
    after 公告 or 通告 or alone on a line; 令号 with the name before it (``市政府令第305号``).
    ``folded`` is ``fold(text)``, for callers that have it.
    """
    if folded is None:
        folded = fold(text)
    found = sorted(_all_numbers(text, folded), key=lambda item: (item.start, -item.end))
    kept: list[FoundNumber] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return tuple(kept)


def parse_number(text: str) -> DocumentNumber | None:
    """The document number that ``text`` is (a label's value, a line); ``None`` when it is anything else."""
    stripped = fold(text[:200])
    if _MAY_BE_NUMBER.search(stripped) is None:
        return None
    stripped = _LABEL.sub("", stripped).strip()
    printed = text[:200].strip()[-len(stripped) :] if stripped else ""
    inner = stripped.removeprefix("(").removesuffix(")").strip()
    for item in find_numbers(printed):
        if re.sub(r"\s", "", fold(item.raw)) in {re.sub(r"\s", "", stripped), re.sub(r"\s", "", inner)}:
            return _parsed(item.canonical, item.kind)
    bare = _BARE_ANNOUNCEMENT.fullmatch(stripped)
    if bare is not None:
        return _parsed(re.sub(r"\s", "", bare["number"]), "公告号")
    if _MACAO.fullmatch(stripped):
        return _parsed(re.sub(r"\s", "", printed), "通告号")
    return None


def _parsed(canonical: str, kind: NumberKind) -> DocumentNumber:
    folded = fold(canonical)
    code, year, serial = "", None, ""
    if kind in ("发文字号", "处罚号"):
        code, rest = canonical.split("〔", 1)
        year, serial = int(rest[:4]), rest[5:-1]
    elif kind == "台字号":
        code, serial = canonical[: folded.rindex("字")] + "字", canonical[folded.rindex("第") + 1 : -1]
        year = int(serial[:3]) + ROC_OFFSET
    elif "/" in canonical:
        parts = folded.strip("第号").split("/")
        code, year, serial = "/".join(parts[1:-1]), int(parts[-1]), parts[0].lstrip("0")
    else:
        printed_year = re.match(r"[12][0-9]{3}(?=年|第)", folded)
        year = int(printed_year[0]) if printed_year else None
        rest = folded[printed_year.end() :].lstrip("年") if printed_year else folded
        number = re.search(rf"({_SERIAL})号", rest)
        value = han_number(number[1]) if number else None
        serial = "" if value is None else str(value)
        code = re.sub(rf"第?(?:{_SERIAL})号", "", rest) if kind == "令号" else ""
    return DocumentNumber(kind=kind, canonical=canonical, code=code, year=year, serial=serial)


def _all_numbers(text: str, folded: str) -> Iterator[FoundNumber]:
    for match in _BRACKETED_YEAR.finditer(folded):
        item = _sequence_number(text, folded, match)
        if item is not None:
            yield item
    if "字" in folded:
        for match in _TAIWAN.finditer(folded):
            start = match.start() - len(code_before(folded, match.start(), wrapped=True))
            if start < match.start():
                letters = _LETTERS_OF_CODE.search(folded, max(0, start - _MOST_LETTERS), start)
                start -= len(letters[0]) if letters else 0
                yield _found(text, start, match.end(), "台字号", re.sub(r"\s", "", text[start : match.end()]))
    for first, end in _orders(folded):
        start = first - len(code_before(folded, first, organisations=False))
        yield _found(text, start, end, "令号", re.sub(r"[\s()]", "", folded[start:end]))
    if "号" in folded:
        yield from _announced_numbers(text, folded)


def _orders(folded: str) -> Iterator[tuple[int, int]]:
    """``令第3号`` and ``第3号令``, wherever 令 stands."""
    position = folded.find("令")
    while position >= 0:
        after = _ORDER_AFTER.match(folded, position)
        if after is not None:
            yield after.span()
        elif folded[position + 1 : position + 2] not in _NO_ORDER:
            offset = max(0, position - _LONGEST_ORDER)
            before = _ORDER_BEFORE.search(folded[offset : position + 1])
            if before is not None:
                yield offset + before.start(), position + 1
        position = folded.find("令", position + 1)


def _announced_numbers(text: str, folded: str) -> Iterator[FoundNumber]:
    place = folded.find("告")
    while place >= 0:
        kind = _ANNOUNCING.get(folded[max(0, place - 1) : place + 1])
        match = _NUMBER_AFTER.match(folded, place + 1) if kind is not None else None
        if kind is not None and match is not None:
            start, end = match.span("number")
            yield _found(text, start, end, kind, re.sub(r"\s", "", folded[start:end]))
        place = folded.find("告", place + 1)
    for start, end in _numbers_alone(folded):
        yield _found(text, start, end, "公告号", re.sub(r"\s", "", folded[start:end]))


def _numbers_alone(folded: str) -> Iterator[tuple[int, int]]:
    """The 公告号 that stand alone on their lines."""
    line_end = 0
    mark = folded.find("号")
    while mark >= 0:
        line_start = folded.rfind("\n", max(line_end, mark - _LONGEST_ALONE), mark) + 1
        match = _ALONE.match(folded, max(line_start, line_end))
        if match is not None:
            yield match.span("number")
        line_end = folded.find("\n", mark)
        mark = folded.find("号", line_end) if line_end >= 0 else -1


def _found(text: str, start: int, end: int, kind: NumberKind, canonical: str) -> FoundNumber:
    return FoundNumber(raw=text[start:end], canonical=canonical, start=start, end=end, kind=kind)


def _sequence_number(text: str, folded: str, match: re.Match[str]) -> FoundNumber | None:
    """The 发文字号 whose bracketed year matched; ``None`` for look-alikes."""
    if match["code"]:
        return _year_first_number(text, match)
    year = han_year(match["year"])
    strict = match["open"] in _STRICT_OPEN
    if year is None or year < FIRST_YEAR or not (match["mark"] or (strict and match["close"])):
        return None
    if not strict and match["close"] is None:
        return None
    code = code_before(folded, match.start())
    start = match.start() - len(code)
    bare = re.sub(r"\s", "", code)
    if not bare:
        line_start = folded.rfind("\n", max(0, start - 4), start) + 1
        alone = start == 0 or folded[line_start:start].strip() == "" or folded[start - 1] in ": \t\n"
        if not strict or not alone:
            return None
    if len(bare) > LONGEST_CODE or is_look_alike(bare):
        return None
    serial = _serial(match) + (match["sub"] or "")
    kind: NumberKind = "处罚号" if is_penalty(bare) else "发文字号"
    return _found(text, start, match.end(), kind, f"{bare}〔{year}〕{serial}号")


def _year_first_number(text: str, match: re.Match[str]) -> FoundNumber | None:
    """A number whose year stands before its code; it must be whole."""
    year, code = han_year(match["year"]), match["code"].rstrip()
    if year is None or year < FIRST_YEAR or not (match["close"] and match["mark"]) or is_look_alike(code):
        return None
    return _found(text, match.start(), match.end(), "发文字号", f"{code}〔{year}〕{_serial(match)}号")


def _serial(match: re.Match[str]) -> str:
    """The serial without leading zeros, and without the blanks that pad its digits: 〔2009〕 3 7 号."""
    return (match["serial"] or match["padded"].replace(" ", "")).lstrip("0") or "0"
