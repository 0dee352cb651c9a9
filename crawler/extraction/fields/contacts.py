"""Contacts: names, telephone, fax, e-mail, address and postcode of whom to ask."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from archive.notice import Contact, Evidence
from archive.vocabulary.organisations import is_organisation
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.sheet import MOST_ROW, Row, Sheet

_MOST_CONTACTS = 60
_MAY_HOLD = re.compile(
    r"联\s{0,4}系|电\s{0,4}话|传\s{0,4}真|邮\s{0,4}[箱编政]|咨询|热线|[Ee]-?mail|@|通讯地址|通信地址|来信"
)
_AREA = r"(?:\(?(?P<area>0[1-9][0-9]{1,2})\)?\s{0,2}[-)\s]{0,3}\s{0,2})"
_PHONE = re.compile(
    rf"(?<![0-9A-Za-z.@/_])(?:(?P<mobile>1[3-9][0-9]{{9}})|{_AREA}?(?P<local>[2-9][0-9]{{2,3}}\s?[0-9]{{4}})(?P<extension>-[0-9]{{1,5}})?"
    r"|(?P<service>1[0-9]{4}|400-?[0-9]{3}-?[0-9]{4}))(?![0-9A-Za-z@])"
)
_PHONE_LABEL = re.compile(
    r"(?P<fax>传\s{0,4}真)|电\s{0,4}话|热\s{0,2}线|手\s{0,2}机|咨询|致电|联系方式|座机|[Tt]el"
)
_OTHER_NUMBER = re.compile(
    r"邮\s{0,4}[政编]|QQ|微信|群号?|账号|帐号|信用代码|备案|ICP|证号|编号|验证码|邮码|号楼|公众号",
    re.IGNORECASE,
)
_EMAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}\s?(?:@|\(at\)|#)\s?[A-Za-z0-9-]{1,63}(?:\s?[.。]\s?[A-Za-z0-9-]{2,30}){1,4}"
)
_POSTCODE = re.compile(r"邮\s{0,4}(?:政\s{0,2}编\s{0,2}码|编|码)\s{0,2}:?\s{0,3}(?P<code>[0-9]{6})(?![0-9])")
_ADDRESS = re.compile(
    r"(?:(?:联系|通讯|通信|邮寄|办公|单位|来信|详细)?\s{0,2}地\s{0,4}址|来信请寄|信函?请寄(?:至|到)?|寄至|邮寄至)\s{0,3}:?\s{0,3}"
    r"(?P<address>[^,。;\n:(]{6,60}?)(?=[,。;\n(\t]|收|\s{2}|邮|联系|电话|\Z)"
)
_NAMES = re.compile(
    r"联\s{0,4}系\s{0,4}人(?:及(?:联系)?(?:电话|方式))?\s{0,3}[:,]\s{0,3}(?P<names>[^。;\n]{2,80})"
)
_LISTED = re.compile(r"(?P<names>(?:[㐀-鿿]{4,30}[,、\s]{1,3})?(?:[㐀-鿿]{2,4}[,、\s]{1,3}){1,3})(?=[(0-9])")
"""A further line of a list of contacts: organisation, names, number."""
_NAME = re.compile(r"[㐀-鿿]{2,4}(?:·[㐀-鿿]{2,6})?\Z")
_NO_NAME = re.compile(
    r"联系|电话|传真|邮箱|手机|地址|邮编|热线|咨询|办公|报名|微信|附件|同志们|工作日|时间|单位|科室"
)
_ORGAN_PREFIX = re.compile(r".{2,30}(?:委|局|厅|处|科|室|股|会|院|中心|所|站|部|司|办)(?=[㐀-鿿]{2,4}\Z)")


@dataclass(slots=True)
class _Entry:
    """A contact while its rows are read."""

    row: Row
    name: list[str] = field(default_factory=list)
    org: str | None = None
    phone: list[str] = field(default_factory=list)
    fax: list[str] = field(default_factory=list)
    email: list[str] = field(default_factory=list)
    address: str | None = None
    postcode: str | None = None
    index: int = 0

    def kinds(self) -> set[str]:
        return {
            kind for kind in ("name", "phone", "fax", "email", "address", "postcode") if getattr(self, kind)
        }

    def take(self, other: _Entry) -> None:
        for kind in other.kinds():
            setattr(self, kind, getattr(other, kind))
        self.org = self.org or other.org
        self.index = other.index


def read_contacts(sheet: Sheet) -> Reading[tuple[Contact, ...]]:
    """The contacts in order; rows that add to a contact directly above are joined with it."""
    entries: list[_Entry] = []
    hints = set(_rows_with_hints(sheet))
    for index, row in enumerate(sheet.body):
        follows = bool(entries) and entries[-1].index == index - 1
        if index not in hints and not (follows and _PHONE.search(row.folded[:120])):
            continue
        entry = _entry(row, index, follows=follows)
        kinds = entry.kinds()
        if not kinds:
            continue
        if follows and "name" not in kinds and not kinds & entries[-1].kinds():
            entries[-1].take(entry)
        elif kinds != {"name"} or entry.name:
            entries.append(entry)
        if len(entries) >= _MOST_CONTACTS:
            break
    kept = [entry for entry in entries if entry.kinds() - {"postcode"}]
    return Reading(tuple(map(_contact, kept)), tuple(_evidence(entry) for entry in kept))


def _rows_with_hints(sheet: Sheet) -> Iterator[int]:
    """The indexes of the rows that say 联系, 电话 and the like; one search of the body beats many."""
    starts = [row.start or 0 for row in sheet.body]
    for match in _MAY_HOLD.finditer(sheet.body_folded):
        yield bisect_right(starts, match.start()) - 1


def _contact(entry: _Entry) -> Contact:
    return Contact(
        name=tuple(dict.fromkeys(entry.name)),
        org=entry.org,
        phone=tuple(dict.fromkeys(entry.phone)),
        fax=tuple(dict.fromkeys(entry.fax)),
        email=tuple(dict.fromkeys(entry.email)),
        address=entry.address,
        postcode=entry.postcode,
    )


def _evidence(entry: _Entry) -> Evidence:
    return entry.row.evidence("contact")


def _entry(row: Row, index: int, *, follows: bool) -> _Entry:
    text = row.folded[:MOST_ROW]
    entry = _Entry(row, index=index)
    for match in _NAMES.finditer(text):
        _take_names(entry, match["names"])
    listed = _LISTED.match(text) if follows and not entry.name else None
    if listed is not None:
        _take_names(entry, listed["names"])
    emails = [match for match in _EMAIL.finditer(text) if "@" in text or "(at)" in text or "#" in text]
    entry.email = [_mended(match[0]) for match in emails]
    postcode = _POSTCODE.search(text)
    entry.postcode = postcode["code"] if postcode else None
    if postcode or "址" in text or "寄" in text:
        address = _ADDRESS.search(text)
        entry.address = row.raw[slice(*address.span("address"))].strip() if address else None
    without_emails = _EMAIL.sub(lambda match: " " * len(match[0]), text)
    for fax, number in _numbers(without_emails, follows=follows):
        (entry.fax if fax else entry.phone).append(number)
    return entry


def _mended(email: str) -> str:
    return re.sub(r"\s", "", email).replace("(at)", "@").replace("#", "@").replace("。", ".")


def _take_names(entry: _Entry, text: str) -> None:
    for word in re.split(r"[、,/\s()]+", text):
        bare = word.split(":")[0]
        if _NO_NAME.search(bare):
            break
        if re.search(r"[0-9]", bare):
            continue
        prefix = _ORGAN_PREFIX.match(bare)
        if prefix is not None:
            entry.org, bare = prefix[0], bare[prefix.end() :]
        if is_organisation(bare):
            entry.org = bare
        elif _NAME.match(bare):
            entry.name.append(bare)
        elif bare and entry.name:
            break


def _numbers(text: str, *, follows: bool) -> Iterator[tuple[bool, str]]:
    """Whether it is a fax, and the number, for each telephone number that a label governs."""
    area = ""
    previous_end = -1
    fax = False
    for match in _PHONE.finditer(text):
        before = text[max(0, match.start() - 24) : match.start()]
        labels = list(_PHONE_LABEL.finditer(before))
        other = list(_OTHER_NUMBER.finditer(before))
        listed = previous_end >= 0 and re.fullmatch(
            r"[\s、,/;或及和]{1,4}", text[previous_end : match.start()]
        )
        if other and (not labels or other[-1].start() > labels[-1].start()):
            continue
        if labels:
            fax = (
                bool(labels[-1]["fax"]) and "电话" not in before[labels[-1].start() - 3 : labels[-1].start()]
            )
        elif not (follows or listed or match["area"] or match["mobile"] or _names_before(text, match)):
            continue
        if match["service"] and not labels:
            continue
        area = match["area"] or (area if listed else "")
        previous_end = match.end()
        yield fax, _printed_number(match, area)


def _names_before(text: str, match: re.Match[str]) -> bool:
    """Whether a local number stands behind the names of contacts."""
    before = text[: match.start()]
    return bool(match["local"]) and "联系" in before and before.endswith((",", ":", " ", "("))


def _printed_number(match: re.Match[str], area: str) -> str:
    if match["mobile"] or match["service"]:
        return match["mobile"] or match["service"]
    local = match["local"] + (match["extension"] or "")
    return f"{area}-{local}" if area else local
