"""Regions of GB/T 2260: codes with names, and the region an organisation's name speaks of."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from archive.plain_yaml import load_yaml
from archive.vocabulary.folding import fold

NATIONAL = "100000"
_LONGEST_PLACE = 16
_BRANCH_OF_NATIONAL = re.compile(r"国家(?:税务总局|统计局)(?=[㐀-鿿]{1,8}?[省市县区州盟旗])")
"""国家税务总局清川县税务局 is an office of the county's."""
_NATIONAL_SOCIETY = re.compile(
    r"(?:中国|中华|全国)[㐀-鿿]{1,20}?(?:学会|协会|促进会|基金会|联合会|研究会|总会|商会)"
)
"""Only societies of the whole country may be named so (社会团体登记管理条例, art. 10)."""
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_UNITS = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "新区",
    "矿区",
    "省",
    "市",
    "区",
    "县",
    "州",
    "盟",
    "旗",
)
_UNIVERSITY_HOSPITAL = re.compile(
    r"[㐀-鿿]{2,12}?大学(?:医学院|医学部)?(?:第[一二三四五六七八九十]{1,3})?(?:临床医学院)?(?:附属)?(?=[㐀-鿿]{2,12}医院)"
)
_NATIONS = re.compile(
    r"(?:壮族|回族|维吾尔|土家族|苗族|侗族|布依族|藏族|羌族|彝族|傣族|景颇族|白族|哈尼族|傈僳族|蒙古族?|朝鲜族|"
    r"哈萨克族?|柯尔克孜|畲族|瑶族|仫佬族|毛南族|各族|满族|黎族|仡佬族|水族|佤族|拉祜族|布朗族|纳西族|普米族|独龙族|"
    r"怒族|土族|撒拉族|保安族|东乡族|裕固族|达斡尔族|鄂温克族?|鄂伦春|塔吉克|锡伯|多民族)+"
)  # fmt: skip


def region_names() -> Mapping[str, str]:
    """Every code with its name (``340800``: ``安庆市``), 100000 全国, 710000, 810000, 820000 included."""
    return _names()


def region_name(code: str) -> str | None:
    """The name of a six-digit code."""
    return _names().get(code)


@lru_cache(maxsize=4096)
def region_of(organisation_name: str, *, hint_code: str | None = None) -> str | None:
    """The code of the region whose body ``organisation_name`` is, by the place its name begins with.

    ``hint_code``, the region of the page's site, settles names that many places share (``鼓楼区``) and
    names without a place (``市卫生健康委``); without it these give ``None``, as do names of no place at all.
    """
    code = place_of(organisation_name, hint_code=hint_code)
    if code is not None:
        return code
    name = _name(organisation_name)
    if name.startswith(tuple(_data()["national"])) or _NATIONAL_SOCIETY.match(name):
        return NATIONAL
    hospital = _UNIVERSITY_HOSPITAL.match(name) if "大学" in name else None
    if hospital is not None:
        return _place_of_hospital(name[hospital.end() :])
    return _hinted(name, hint_code)


def _place_of_hospital(name: str) -> str | None:
    """The place behind the university's name, which is where its hospital is: 北京大学深圳医院."""
    for start in _beginnings(name):
        codes = _codes()[start]
        if start not in _data()["persons"] and len(codes) == 1:
            return codes[0]
    return None


def place_of(text: str, *, hint_code: str | None = None) -> str | None:
    """The code of the deepest place at the beginning of ``text``: a name, a title, an address."""
    name = _name(text)
    for start, elsewhere in _elsewhere().get(name[:2], ()):
        if name.startswith(start):
            return elsewhere
    return _place(name, hint_code)


def begins_with_place(text: str) -> bool:
    """Whether folded ``text`` begins with the name of a province, prefecture or county."""
    return any(text.startswith(name) for name in _by_start().get(text[:2], ()))


@cache
def words_of_places(codes: frozenset[str]) -> tuple[str, ...]:
    """The words, one of which every folded name holds for which :func:`place_of` gives one of ``codes``."""
    elsewhere = [start for pairs in _elsewhere().values() for start, code in pairs if code in codes]
    return (*elsewhere, *(name for name, own in _codes().items() if not codes.isdisjoint(own)))


def _name(text: str) -> str:
    name = "".join(fold(text[:60]).split())
    for start in _wordings("before_place"):
        name = name.removeprefix(start)
    return _BRANCH_OF_NATIONAL.sub("", name) if name.startswith("国家") else name


def _place(name: str, hint: str | None) -> str | None:
    """The deepest place at the beginning of ``name``."""
    code: str | None = None
    rest = name
    while True:
        step = _step(rest, code, hint if code is None else None)
        if step is None:
            return code
        code, rest = step


def _step(text: str, inside: str | None, hint: str | None) -> tuple[str, str] | None:
    for start in _beginnings(text):
        codes = [code for code in _codes()[start] if _lies_in(code, inside)]
        code = _chosen(codes, hint)
        if code is None:
            continue
        rest = text[len(start) :]
        # A short name counts only before a word of an authority: 中山大学 lies in no 中山市.
        if start not in _short_names() or _names_unit(start) or _continues_place(rest, code):
            return code, rest
    return None


def _names_unit(short: str) -> bool:
    """Whether a short name keeps its unit, as those of nations' prefectures do: 德宏州, but not 广州."""
    return len(short) > 2 and short[-1] in "州县旗"


def _continues_place(rest: str, code: str) -> bool:
    if rest.startswith(tuple(_data()["after_short_name"])):
        return True
    names = _beginnings(rest)
    return any(_lies_in(below, code) for name in names if 3 <= len(name) <= 12 for below in _codes()[name])


def _beginnings(text: str) -> list[str]:
    """The names of places that ``text`` begins with, the longest first."""
    return [name for name in _names_by_start().get(text[:2], ()) if text.startswith(name)]


def _chosen(codes: list[str], hint: str | None) -> str | None:
    if len(codes) == 1:
        return codes[0]
    if codes and hint:
        for digits in (6, 4, 2):
            near = [code for code in codes if code[:digits] == hint[:digits]]
            if len(near) == 1 and hint[:2] != "10":
                return near[0]
    whole = [code for code in codes if code.endswith("00")]
    # A prefecture and a county of one name (吉林, 朝阳市/朝阳县 share only their short name): the larger.
    return whole[0] if len(whole) == 1 else None


def _lies_in(code: str, parent: str | None) -> bool:
    if parent is None:
        return True
    if code == parent:
        return False
    return code.startswith(parent[:2] if parent.endswith("0000") else parent[:4]) and not parent[4:].strip(
        "0"
    )


def _hinted(name: str, hint: str | None) -> str | None:
    if hint is None or hint == NATIONAL:
        return None
    # 昆区 on a page of 昆都仑区: one character of the name and its unit.
    whole = _names().get(hint, "")
    if len(whole) > 2 and name[:1] == whole[:1] and name[1:2] == whole[-1:] and name[1:2] in "市县区旗":
        return hint
    for word, digits in _data()["levels"].items():
        if name.startswith(word):
            # A 市 on a page of a district of Beijing, Tianjin, Shanghai or Chongqing is the whole.
            code = (
                hint[:2] + "0000"
                if digits == 4 and hint[:2] in _MUNICIPALITIES
                else hint[:digits].ljust(6, "0")
            )
            # A 县 or 区 of a site that speaks for a whole city is any of its counties.
            return code if code in _names() and (digits < 6 or not hint.endswith("00")) else None
    return None


@cache
def _names() -> Mapping[str, str]:
    text = resources.files("archive.vocabulary").joinpath("regions.csv").read_text("utf-8")
    return MappingProxyType({row["code"]: row["name"] for row in csv.DictReader(text.splitlines())})


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    """Codes by name: whole, short, and alias."""
    table: dict[str, list[str]] = {}
    for code, name in _names().items():
        if code != NATIONAL:
            table.setdefault(name, []).append(code)
            short = _short(name, code)
            if short:
                table.setdefault(short, []).append(code)
    for name, code in _data()["aliases"].items():
        table.setdefault(name, []).append(code)
    return {name: tuple(dict.fromkeys(codes)) for name, codes in table.items()}


@cache
def _names_by_start() -> dict[str, tuple[str, ...]]:
    """The names in the table of codes by their first two characters, the longest first."""
    table: dict[str, list[str]] = {}
    for name in sorted(_codes(), key=len, reverse=True):
        if 2 <= len(name) <= _LONGEST_PLACE:
            table.setdefault(name[:2], []).append(name)
    return {start: tuple(names) for start, names in table.items()}


@cache
def _short_names() -> frozenset[str]:
    whole = set(_names().values())
    short = (_short(name, code) for code, name in _names().items())
    return frozenset(name for name in short if name and name not in whole)


def _short(name: str, code: str) -> str | None:
    """The name as people shorten it: 广西, 延边州, 石柱县; counties only if a nation's name drops out."""
    unit = next((unit for unit in _UNITS if name.endswith(unit)), None)
    if unit is None or code == NATIONAL:
        return None
    stem = name.removesuffix(unit)
    bare = _NATIONS.sub("", stem) if unit.startswith("自治") and stem != "内蒙古" else stem
    if len(bare) < 2:
        return None
    if code.endswith("00"):
        return f"{bare}州" if unit == "自治州" else bare
    return bare + unit[-1] if unit.startswith("自治") else None


@cache
def _by_start() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for name in _names().values():
        table.setdefault(name[:2], []).append(name)
    return {start: tuple(names) for start, names in table.items()}


@cache
def _data() -> dict[str, Any]:
    text = resources.files("archive.vocabulary").joinpath("regions.yml").read_text("utf-8")
    data: dict[str, Any] = load_yaml(text)
    return data


@cache
def _elsewhere() -> dict[str, tuple[tuple[str, str], ...]]:
    """Beginnings of names and the codes they stand for, in order, by the first two characters."""
    table: dict[str, list[tuple[str, str]]] = {}
    for start, code in _data()["elsewhere"].items():
        table.setdefault(fold(start)[:2], []).append((fold(start), code))
    return {start: tuple(pairs) for start, pairs in table.items()}


@cache
def _wordings(key: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in _data()[key])


def region_of_code(code: str, addressees: str) -> str | None:
    """The region of the body that writes the 代字 ``code`` to ``addressees`` (text, folded inside).

    National codes speak for themselves; a province's letter counts only with addressees that a
    province writes to, since cities and counties share letters (闽 may be 闽侯, 湘 may be 湘潭).
    """
    if code.startswith(_wordings("national_codes")):
        return NATIONAL
    province: str | None = _data()["province_letters"].get(code[:1])
    return province if province and fold(addressees).startswith(_wordings("provincial_addressees")) else None


def region_of_addressees(addressees: str) -> str | None:
    """100000 when only a national body writes to such addressees (各省、自治区、直辖市 …)."""
    return NATIONAL if fold(addressees).startswith(_wordings("national_addressees")) else None
