"""The identity guard: facts that keep two texts apart however alike they read.

It matters more than the measure of likeness: notices written to one template (the same
bulletin next week, the same appeal in the next city) differ in little else.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher

from archive.dedup.marks import TELLING, leading_place
from archive.dedup.text import Judged
from archive.dedup.titles import title_likeness

_NEARLY_ALL = 0.95
_SIBLINGS = 0.4
"""Likeness of titles from which a word in place of another tells two siblings."""


def conflict(one: Judged, other: Judged, similarity: float) -> str | None:
    """Why the two are different documents, as one sentence, or ``None``."""
    if one.work_number is not None and one.work_number == other.work_number:
        return None
    for check in _CHECKS:
        reason = check(one, other)
        if reason:
            return reason
    return None if similarity >= _NEARLY_ALL else _title_words(one, other)


def _numbers(one: Judged, other: Judged) -> str | None:
    if one.number and other.number and one.number != other.number:
        return _differ("文号", one.number, other.number)
    return None


def _titles(one: Judged, other: Judged) -> str | None:
    if not one.title or not other.title or one.title == other.title:
        return None
    for kind in sorted(one.marks.keys() | other.marks.keys()):
        mine, others = one.marks.get(kind, frozenset()), other.marks.get(kind, frozenset())
        # A site cuts titles and a clone masks years: what is only missing proves nothing.
        # But no cut takes the word 更正 or 转发 out of a title.
        may_be_lost = kind not in TELLING or mine == others or _is_cut(one.title, other.title)
        if may_be_lost and (mine <= others or others <= mine):
            continue
        return _differ(f"标题中的{kind}", "、".join(sorted(mine)), "、".join(sorted(others)))
    return _places("标题中的地区", leading_place(one.title), leading_place(other.title))


def _dates(one: Judged, other: Judged) -> str | None:
    if one.body == other.body and one.dates:
        return None  # the same text, signature included: a label on one of the pages is wrong
    mine, others = one.issued_date, other.issued_date
    if not mine or not others or _is_same_day(mine, others):
        return None
    return _differ("成文日期", mine, others)


def _regions(one: Judged, other: Judged) -> str | None:
    mine, others = _district(one.region_code), _district(other.region_code)
    if mine.startswith(others) or others.startswith(mine):
        return None
    return _differ("发文地区", one.region_code, other.region_code)


def _issuers(one: Judged, other: Judged) -> str | None:
    mine = {place for issuer in one.issuers if (place := leading_place(issuer))}
    others = {place for issuer in other.issuers if (place := leading_place(issuer))}
    if any(_is_same_place(a, b) for a in mine for b in others) or not mine or not others:
        return None
    return _differ("发文机关", one.issuers[0], other.issuers[0])


def _body_dates(one: Judged, other: Judged) -> str | None:
    if not one.dates or not other.dates or one.dates & other.dates:
        return None
    return _differ("正文中的日期", min(one.dates), min(other.dates))


def _title_words(one: Judged, other: Judged) -> str | None:
    """Titles with a word in place of another: 护士 for 医师, 第一 for 第二.

    What one title only lacks proves nothing, nor does the beginning, where sites put words of
    their own (关注, 转发).
    """
    mine, others = sorted((one.title, other.title))
    if not mine or title_likeness(mine, others) < _SIBLINGS:
        return None  # a headline or a collection's title, not a sibling's
    steps = SequenceMatcher(None, mine, others, autojunk=False).get_opcodes()
    for tag, start, end, other_start, other_end in steps:
        if tag == "replace" and start > 0 and other_start > 0:
            return _differ("标题", mine[start:end], others[other_start:other_end])
    return None


_CHECKS: tuple[Callable[[Judged, Judged], str | None], ...] = (
    _numbers,
    _titles,
    _dates,
    _regions,
    _issuers,
    _body_dates,
)


def _differ(what: str, one: str | None, other: str | None) -> str:
    return f"{what}不同：{'／'.join(sorted((one or '无', other or '无')))}。"


def _places(what: str, one: str | None, other: str | None) -> str | None:
    if one is None or other is None or _is_same_place(one, other):
        return None
    return _differ(what, one, other)


def _is_same_place(one: str, other: str) -> bool:
    """清川市 is meant by 云泽省清川市 too."""
    return one.endswith(other) or other.endswith(one) or one.startswith(other) or other.startswith(one)


def _is_cut(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _is_same_day(one: str, other: str) -> bool:
    """Partial dates (``2024-08``, ``--08-30``) agree with the days that they can stand for."""
    pairs = zip(_year_month_day(one), _year_month_day(other), strict=False)
    return all(mine == others for mine, others in pairs if mine and others)


def _year_month_day(date: str) -> list[str]:
    """As many of the three as a date names; the year of ``--08-30`` is empty."""
    return date.replace("--", "-").split("-")


def _district(code: str | None) -> str:
    """The part of a region code that counts: ``430100`` → ``4301``; nothing for the whole country."""
    if not code or code == "100000":
        return ""
    return code.removesuffix("00").removesuffix("00")
