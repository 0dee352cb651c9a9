"""Telephone and fax numbers in a folded line: those that a label, a person or an office governs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from archive.vocabulary.person_names import is_person_name
from crawler.extraction.fields.contacts.persons import CALLED
from crawler.extraction.fields.contacts.telephone_number import AREAS, NUMBER, as_dialled
from crawler.extraction.fields.word_lists import alternatives

_LABEL = re.compile(
    f"(?P<fax>{alternatives(__package__, 'fax_labels')})|{alternatives(__package__, 'telephone_labels')}"
)
_OTHER_NUMBER = re.compile(alternatives(__package__, "other_numbers"), re.IGNORECASE)
_FAX_BEHIND = re.compile(r"\s?\(\s?(?P<also>[兼同含及]|电话)?[/]?(?:传真?|[Ff]ax)(?P<same>同号)?\s?\)")
"""0365-2207830（传真）, 0365-2207830（兼传真）."""
_JOINED = re.compile(r"\s{0,3}[/、(及和兼]?\s{0,3}(?:联系)?")
_MESSENGER = re.compile(r"(?:手\s{0,2}机|电\s{0,4}话)[/、(及和与]?微信(?:同号)?\)?\s?:?\s?\Z")
"""手机/微信：one number for both."""
_OFFICE_BEFORE = re.compile(r"[局科股处办室心会院所站委厅部组][:(]\s{0,2}\Z")
_PERSON_BEFORE = re.compile(r"\((?:[㐀-鿿]{2,4}[、\s]{1,2})?(?P<name>[㐀-鿿]{2,4})[,:、\s]{1,3}\Z")
_FURTHER_EXTENSION = re.compile(
    r"\s?[㐀-鿿]{0,4}\s?[、,/或及]\s?(?:转|分机)?\s?(?P<extension>[0-9]{3,5})"
    rf"(?=\s?(?:[㐀-鿿]{{1,2}}(?:{CALLED})|[,。;)]|\Z))"
)
"""電話04-2555120分機3310許小姐、3316廖先生: two extensions of one number."""
_FURTHER_INNER = re.compile(r"(?:\s?[、,/或]\s?|\s{1,2})(?P<inner>[0-9]{3,6})(?=\s?[,。;、/)]|\s|\Z)")
"""内线：6218、6219."""
_LISTED = re.compile(r"[\s、,/;或及和]{1,4}")
_LISTED_OFFICE = re.compile(
    r"\s?[、,;]\s?(?![请到在于至见])[㐀-鿿]{2,20}[局科股处室办心会院所站委部组队校点台省市县区旗镇乡]\s{0,2}[:(]?\s?"
)
"""县疾控中心 5550120，县医院 5550121: the offices of a list behind one label."""
_COLUMN = re.compile(
    r"(?:联系|咨询|服务|值班|预约|接种|门诊|办公|固定|24小时)?(?:电\s{0,4}话|热线|联系方式)(?:号码)?"
)
_REACH = 24
_FRONT = "(?:前台|总台|总机|客房|订房|预订)"
_OF_HOTEL = re.compile(
    rf"(?:酒店|宾馆|饭店|旅馆|招待所)(?:\s?\(?{_FRONT}?|[^。;]{{0,30}}[,(、\s]\s?(?:酒店|宾馆)?{_FRONT})(?:(?:联系|预订)?电话)?\s?:?\s?\Z"
)
_REACH_OF_HOTEL = 48
"""地点：湖心宾馆（滨江大道8号，前台电话0365-2207830）: where to sleep, and not whom to ask."""
_EXTENSION = re.compile(r"(?:转|分机|内线|[Ee]xt\.?|#|-):?(?P<digits>[0-9]{3,5})\Z")


class Telephone(NamedTuple):
    """A number as it is dialled, with the area code that it shares with the one before it in a list."""

    number: str
    is_fax: bool


def find_telephones(text: str, *, follows: bool, above: str = "") -> Iterator[Telephone]:
    """The numbers in ``text``; where it *follows* a contact, or a heading of contacts, they need no label.

    A fax without an area code has that of the number before it, or else the area *above*.
    """
    area = ""
    spoken = above
    previous_end = -1
    is_fax = is_both = False
    for match in NUMBER.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        labels = list(_LABEL.finditer(before))
        other = [] if _is_messengers(before) else list(_OTHER_NUMBER.finditer(before))
        if other and (not labels or other[-1].start() > labels[-1].start()):
            continue
        if _is_of_hotel(text, match.start()):
            continue
        between = text[previous_end : match.start()] if previous_end >= 0 else ""
        listed = bool(between) and bool(_LISTED.fullmatch(between) or _LISTED_OFFICE.fullmatch(between))
        if labels:
            is_fax = labels[-1]["fax"] is not None
            is_both = _is_of_both(before, labels)
        elif match["service"] or not (match["inner"] or follows or listed or _needs_no_label(text, match)):
            continue
        own_area = next((match[name] for name in AREAS if match[name]), "")
        spoken = own_area or spoken
        area = own_area or (area if listed else spoken if is_fax and labels and match["local"] else "")
        previous_end = match.end()
        number = as_dialled(match, area)
        behind = _FAX_BEHIND.match(text, match.end()) if "传" in text or "ax" in text else None
        if is_both or (behind is not None and (behind["also"] or behind["same"])):
            yield Telephone(number, is_fax=False)
        yield Telephone(number, is_fax or is_both or behind is not None)
        yield from _further_inner(text, match)
        further = _FURTHER_EXTENSION.match(text, match.end()) if match["extension"] else None
        own = _EXTENSION.search(number)
        if further is not None and own is not None and len(further["extension"]) == len(own["digits"]):
            yield Telephone(number[: own.start("digits")] + further["extension"], is_fax)


def _further_inner(text: str, first: re.Match[str]) -> Iterator[Telephone]:
    """The numbers that stand behind the *first* one of a house, and are as long."""
    further = _FURTHER_INNER.match(text, first.end()) if first["inner"] else None
    while further is not None and len(further["inner"]) == len(first["inner"]):
        yield Telephone(further["inner"], is_fax=False)
        further = _FURTHER_INNER.match(text, further.end())


def column_of_telephones(heading: str) -> int:
    """Which of the cells of a table's folded heading is that over telephones; -1 where none is."""
    cells = heading.split("\t")
    return next((index for index, cell in enumerate(cells) if _COLUMN.fullmatch(cell.strip())), -1)


def _is_of_both(before: str, labels: list[re.Match[str]]) -> bool:
    """Whether the last labels before a number are of a telephone and a fax: 电话/传真：, 电话（传真）：."""
    if len(labels) < 2 or (labels[-1]["fax"] is None) == (labels[-2]["fax"] is None):
        return False
    return _JOINED.fullmatch(before, labels[-2].end(), labels[-1].start()) is not None


def _is_of_hotel(text: str, start: int) -> bool:
    """Whether the number at *start* is that of a house where the guests of a meeting sleep."""
    if not ("店" in text or "馆" in text or "招待所" in text):
        return False
    return _OF_HOTEL.search(text[max(0, start - _REACH_OF_HOTEL) : start]) is not None


def _is_messengers(before: str) -> bool:
    """Whether a number is a telephone's and a messenger's."""
    return "微信" in before and _MESSENGER.search(before) is not None


def _needs_no_label(text: str, match: re.Match[str]) -> bool:
    """Whether the number has an area code, is a mobile's, or stands behind an office or names."""
    if any(match[name] for name in AREAS if name != "island") or match["mobile"]:
        return True
    before = text[: match.start()]
    if _OFFICE_BEFORE.search(before[-_REACH:]):
        return True
    called = _PERSON_BEFORE.search(before[-_REACH:])
    if called is not None and match["local"] and is_person_name(called["name"]):
        return True
    return match["local"] is not None and "联系" in before and before.endswith((",", ":", " ", "("))
