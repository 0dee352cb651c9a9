"""Telephone and fax numbers in a folded line: those that a label, a person or an office governs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from archive.vocabulary.person_names import is_person_name

_AREA = r"(?:\(?(?P<area>0[1-9][0-9]{1,2})\)?\s{0,2}[-)\s]{0,3}\s{0,2})"
NUMBER = re.compile(
    r"(?=[(0-9内短])(?<![0-9A-Za-z.@_])(?<![A-Za-z./]/)(?:"
    r"(?P<mobile>1[3-9][0-9](?:[ -]?[0-9]{4}){2})"
    rf"|(?:{_AREA}?(?P<local>[2-9][0-9]{{2,3}}\s?[0-9]{{4}}|[3-8][0-9]{{3}}\s[0-9]{{3}})"
    r"|\(?(?P<zone>0[0-9]{2,3})[-)]\s?(?P<zoned>[0-9]{7,8})"
    # Taiwan writes (02)2345-6789, 05-2345678 and 04-2345-6789
    r"|\((?P<island>0[0-9]{1,2})\)\s{0,2}(?P<islander>[0-9]{3,4}-?[0-9]{4})"
    r"|(?P<isle>0[2-8])-(?P<isles>[2-9][0-9]{2,3}-?[0-9]{4})"
    # … and 037-361728 in the counties of Miaoli, Kinmen and Taitung
    r"|\(?(?P<county>037|08[29])[-)]\s?(?P<counties>[0-9]{3}-?[0-9]{3}))"
    r"(?P<extension>-[0-9]{1,5}|\s{0,2}(?:转|分机|内线|[Ee]xt\.?|#)\s{0,2}:?\s?[0-9]{1,6})?"
    # 0365-12345, a hotline dialled from elsewhere
    r"|\(?(?P<city>0[1-9][0-9]{1,2})[-)]\s?(?P<hotline>12[0-9]{3})"
    r"|(?P<service>1[0-9]{4}|400-?[0-9]{3}-?[0-9]{4})"
    r"|(?:内线|短号)\s?:?\s?(?P<inner>[0-9]{3,6}))(?![0-9A-Za-z@])"
)
"""What a telephone number looks like."""
_LABEL = re.compile(
    r"(?P<fax>传\s{0,4}真|[Ff][Aa][Xx])|电\s{0,4}话|热\s{0,2}线|手\s{0,2}机|咨询|[致请]电|拨打|查询|联系方式|座机|[Tt]el"
)
_OTHER_NUMBER = re.compile(
    r"邮\s{0,4}[政编]|QQ|微信|群号?|账号|帐号|信用代码|备案|ICP|证号|编号|验证码|邮码|号楼|公众号",
    re.IGNORECASE,
)
_FAX_BEHIND = re.compile(r"\s?\(\s?(?P<also>[兼同含及]|电话)?[/]?(?:传真?|[Ff]ax)(?P<same>同号)?\s?\)")
"""0365-2207830（传真）, 0365-2207830（兼传真）."""
_JOINED = re.compile(r"\s{0,3}[/、(及和兼]?\s{0,3}(?:联系)?")
_MESSENGER = re.compile(r"(?:手\s{0,2}机|电\s{0,4}话)[/、(及和与]?微信(?:同号)?\)?\s?:?\s?\Z")
"""手机/微信：one number for both."""
_OFFICE_BEFORE = re.compile(r"[局科股处办室心会院所站委厅部组][:(]\s{0,2}\Z")
_PERSON_BEFORE = re.compile(r"\((?:[㐀-鿿]{2,4}[、\s]{1,2})?(?P<name>[㐀-鿿]{2,4})[,:、\s]{1,3}\Z")
_FURTHER_EXTENSION = re.compile(
    r"\s?[㐀-鿿]{0,4}\s?[、,/或及]\s?(?:转|分机)?\s?(?P<extension>[0-9]{3,5})(?=\s?(?:[㐀-鿿]{1,2}(?:小姐|先生|女士|老师)|[,。;)]|\Z))"
)
"""電話04-2555120分機3310許小姐、3316廖先生: two extensions of one number."""
_LISTED = re.compile(r"[\s、,/;或及和]{1,4}")
_REACH = 24
_AREAS = ("area", "zone", "island", "isle", "county", "city")
"""The groups of a number that hold its area code, by how it is written."""
_PRINTED_AREA = re.compile(r"\(?(?P<area>0[0-9]{1,3})[-)]")
_EXTENSION = re.compile(r"(?:转|分机|内线|[Ee]xt\.?|#|-):?(?P<digits>[0-9]{3,5})\Z")
# Some sites put their own host into numbers against copying: 0365-88ylwww.site.example40217
_INJECTED = re.compile(
    r"(?<=[0-9])[a-z]{0,4}www\.[a-z0-9-]{1,40}(?:\.[a-z]{2,12}){1,3}(?:/[a-z0-9]{0,6}){0,2}(?=[0-9])", re.I
)


class Telephone(NamedTuple):
    """A number as it is dialled, with the area code that it shares with the one before it in a list."""

    number: str
    is_fax: bool


def without_injected(text: str) -> str:
    """``text`` without the host names that a site put into its numbers."""
    return _INJECTED.sub("", text) if "www." in text else text


def area_of(number: str) -> str:
    """The area code of a number as it is printed; empty without one."""
    printed = _PRINTED_AREA.match(number)
    return printed["area"] if printed else ""


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
        listed = previous_end >= 0 and _LISTED.fullmatch(text[previous_end : match.start()]) is not None
        if labels:
            is_fax = labels[-1]["fax"] is not None
            is_both = _is_of_both(before, labels)
        elif match["service"] or not (match["inner"] or follows or listed or _needs_no_label(text, match)):
            continue
        own_area = next((match[name] for name in _AREAS if match[name]), "")
        spoken = own_area or spoken
        area = own_area or (area if listed else spoken if is_fax and labels and match["local"] else "")
        previous_end = match.end()
        number = _printed(match, area)
        behind = _FAX_BEHIND.match(text, match.end()) if "传" in text or "ax" in text else None
        if is_both or (behind is not None and (behind["also"] or behind["same"])):
            yield Telephone(number, is_fax=False)
        yield Telephone(number, is_fax or is_both or behind is not None)
        further = _FURTHER_EXTENSION.match(text, match.end()) if match["extension"] else None
        own = _EXTENSION.search(number)
        if further is not None and own is not None and len(further["extension"]) == len(own["digits"]):
            yield Telephone(number[: own.start("digits")] + further["extension"], is_fax)


def _is_of_both(before: str, labels: list[re.Match[str]]) -> bool:
    """Whether the last labels before a number are of a telephone and a fax: 电话/传真：, 电话（传真）：."""
    if len(labels) < 2 or (labels[-1]["fax"] is None) == (labels[-2]["fax"] is None):
        return False
    return _JOINED.fullmatch(before, labels[-2].end(), labels[-1].start()) is not None


def _is_messengers(before: str) -> bool:
    """Whether a number is a telephone's and a messenger's."""
    return "微信" in before and _MESSENGER.search(before) is not None


def _needs_no_label(text: str, match: re.Match[str]) -> bool:
    """Whether the number has an area code, is a mobile's, or stands behind an office or names."""
    if any(match[name] for name in _AREAS if name != "island") or match["mobile"]:
        return True
    before = text[: match.start()]
    if _OFFICE_BEFORE.search(before[-_REACH:]):
        return True
    called = _PERSON_BEFORE.search(before[-_REACH:])
    if called is not None and match["local"] and is_person_name(called["name"]):
        return True
    return match["local"] is not None and "联系" in before and before.endswith((",", ":", " ", "("))


def _printed(match: re.Match[str], area: str) -> str:
    if match["mobile"]:
        return re.sub(r"[ -]", "", match["mobile"])
    if match["service"] or match["inner"]:
        return match["service"] or match["inner"]
    if match["hotline"]:
        return f"{match['city']}-{match['hotline']}"
    behind = re.sub(r"\s", "", match["extension"] or "")
    if match["islander"]:
        return f"({match['island']}){match['islander']}{behind}"
    local = (match["local"] or match["zoned"] or match["isles"] or match["counties"]) + behind
    return f"{area}-{local}" if area else local
