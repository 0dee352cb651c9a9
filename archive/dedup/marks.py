"""What tells one notice from its siblings: the years, ordinals, places and dates that it names."""

from __future__ import annotations

import re
from collections.abc import Mapping

_DIGITS = "〇一二三四五六七八九"
# Digits are ASCII here: folding makes those of Chinese pages so, and Arabic or Indic ones name nothing.
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)", re.ASCII)
_HAN_YEAR = re.compile(r"([一二][〇零九一二三四五六七八]{3})(?=年)")
_UNITS = "届次批期号轮版例季周个名类部辑卷"
_ORDINAL = re.compile(rf"第?(\d{{1,4}}|[{_DIGITS}十百]{{1,5}})([{_UNITS}])", re.ASCII)
_MONTH = re.compile(r"(?<!\d)(\d{1,2}|[一二三四五六七八九十]{1,3})月(?!份额)", re.ASCII)
_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})日", re.ASCII)
_SERIAL = re.compile(rf"[(之]([{_DIGITS}十]{{1,3}}|\d{{1,2}})(?:\)|$)", re.ASCII)
_EDITIONS = re.compile(
    "征求意见稿|意见征集|草案|送审稿|试行|修订|修正|更正|勘误|补充|延期|延长|取消|撤销|废止|暂停|恢复|"
    "上半年|下半年|春季|夏季|秋季|冬季|解读|问答|结果|名单"
)
_RELAYS = re.compile("转发|转知|函转|批转|检送")
TELLING = frozenset({"版本", "转发"})
"""Marks whose absence tells as much as their presence."""
_PLACE = re.compile(r"(?!各|全|我|本|该|有关)([\u4e00-\u9fff]{2,7}?(?:省|自治区|市|县|区|自治州|州|盟|旗))")
_NO_PLACE = re.compile(r"(?:社|小|校|园|景|地|城|市|院|辖|灾|疫)区$|^(?:城市|超市|门市|县市)$")


def title_marks(title: str) -> Mapping[str, frozenset[str]]:
    """What a folded title names, by kind: ``年``, ``月``, an ordinal's unit, ``版本``, ``转发``,
    ``序号``.

    Masked years (``20__年``, ``20xx年``) name none.

    >>> sorted(title_marks("关于举办第十二届健康知识竞赛的通知")["届"])
    ['12']
    """
    marks: dict[str, set[str]] = {}
    marks["年"] = {*_YEAR.findall(title), *(number(year) for year in _HAN_YEAR.findall(title))}
    marks["月"] = {number(month) for month in _MONTH.findall(title)}
    marks["日期"] = {f"{int(month)}-{int(day)}" for month, day in _MONTH_DAY.findall(title)}
    marks["版本"] = set(_EDITIONS.findall(title))
    marks["转发"] = set(_RELAYS.findall(title)[:1])
    marks["序号"] = {number(serial) for serial in _SERIAL.findall(title)}
    for ordinal, unit in _ORDINAL.findall(title):
        marks.setdefault(unit, set()).add(number(ordinal))
    return {kind: frozenset(values) for kind, values in marks.items() if values}


def number(text: str) -> str:
    """A number in Arabic or Han digits (``12``, ``十二``, ``二〇二四``) in Arabic digits."""
    if text.isascii():
        return str(int(text))
    text = text.replace("零", "〇")
    if not set(text) & set("十百"):
        return str(int("".join(str(_DIGITS.index(digit)) for digit in text)))
    total, digit = 0, 0
    for character in text:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.index(character)
    return str(total + digit)


def body_dates(body: str) -> frozenset[str]:
    """The days (month and day, ``8-12``) that a folded text names."""
    return frozenset(f"{int(month)}-{int(day)}" for month, day in _MONTH_DAY.findall(body))


def leading_place(text: str) -> str | None:
    """The place that a folded title or an organisation's name begins with.

    >>> leading_place("清川市卫生健康委员会")
    '清川市'
    """
    found = _PLACE.match(text)
    return found[1] if found and not _NO_PLACE.search(found[1]) else None
