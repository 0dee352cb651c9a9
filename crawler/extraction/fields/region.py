"""Region of the issuer: by its name, else by title, addressees, code, kind of number, e-mail domain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.notice import Contact, Evidence
from archive.vocabulary.area_codes import region_of_telephone
from archive.vocabulary.document_numbers import parse_number
from archive.vocabulary.folding import fold
from archive.vocabulary.organisations import is_medium, is_organisation
from archive.vocabulary.regions import (
    place_of,
    region_name,
    region_of,
    region_of_addressees,
    region_of_code,
    words_of_places,
)
from crawler.extraction.context import Context
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.row import squeeze
from crawler.extraction.page_text import PageText

TAIWAN = "710000"
_NATION = "100000"
_CAPITAL = "110000"
_DOMAINS = {".gov.hk": "810000", ".gov.mo": "820000", ".gov.tw": TAIWAN}
_SPECIAL = frozenset({"810000", "820000"})
"""Hong Kong and Macao: letters there are signed by a person under the organisation's letterhead."""
_LETTERHEAD_LINES = 6
_HEAD = 400
_LONGEST_NAME = 30
_SENTENCE_ENDS = ("。", "！", "？", "；")
_SITE_IN_TITLE = re.compile(r"[-_|–]\s?(?P<site>[㐀-鿿]{4,24}(?:人民政府|委员会|卫生健康局|卫健局))\s*\Z")
_SITE = re.compile(r"(?:全球)?(?:资讯|信息|门户|政务|官方)?网(?:站|页)?\Z")
_ISLAND = re.compile(r"\(?0[2-8]\)?[- ]?[0-9]{3,4}-?[0-9]{4}(?![0-9])")
_SPEAKER = re.compile(
    r"(?P<who>[㐀-鿿]{3,16}?)(?:发言人)?\s?(?:今日|昨日|今天|昨天|\(|宣布|公布|表示|呼吁|提醒|批示|接获|接报)"
)
"""Who speaks in the first sentence of a press release."""
_PLANNER = re.compile(
    r"(?P<who>[㐀-鿿]{3,16}?)(?:(?:即|现)?将(?:[于会在为]|安排|派)|现正|正在|已(?:于|经|安排|发出))"
)
"""Who tells in the first sentence what it is going to do: ``卫生署将于下学年…``."""
_INFORMANT = re.compile(r"从(?P<who>[㐀-鿿]{4,24}?)(?:获悉|了解到|得知)")
_REPORTED = re.compile(
    r"(?:近日|日前|近期|昨日|今日)\s?,?\s?(?P<who>[㐀-鿿]{4,24}?)(?:[、会联][㐀-鿿、]{2,40}?)?"
    r"(?:正式|联合)?(?:印发|下发|发布|出台|制定)(?:了|通知)?《"
)
_OFFICE = re.compile(r"[㐀-鿿]{1,8}(?:[科股室组处部办]|办公室)")
_PLACE = re.compile(r"[㐀-鿿]{1,8}?(?:省|市|县|縣|(?<!社)[区區]|州|盟|旗|镇|鎮|乡|鄉)|国家|全国|中国|中华")
_LEVEL = re.compile("[省市县縣区區州盟旗镇乡]")
"""How the name of an authority begins that leaves its place out."""
_RELAY = re.compile(r"(?:转知|转发|函转)\s?[-:]?\s?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Grounds:
    """What other fields say about the issuer."""

    issuers: tuple[str, ...]
    addressees: tuple[str, ...]
    number: str | None
    title: str | None
    """``None`` for a headline: a place in it is where something happened."""
    contacts: tuple[Contact, ...]
    taiwanese: bool
    """Whether the text holds a 台字号."""
    source: str | None
    site: str | None
    """Whose site the page is on, where it speaks for the notice: no other source is named."""


def read_region(text: PageText, context: Context, grounds: Grounds) -> Reading[str | None]:
    """The GB/T 2260 code of the issuer's region; ``None`` when the text gives no ground.

    Place words in the body are no ground.  A name without a place (市卫生健康委) takes the region of the
    site, else that of the office whose address the notice gives.
    """
    telephoned = _telephone_code(grounds.contacts)
    hint = (
        context.region_code
        or _site_code(text)
        or _address_code(grounds.contacts)
        or _named_site_code(text)
        or telephoned
    )
    for issuer in grounds.issuers:
        code = region_of(issuer, hint_code=hint)
        if code is not None:
            return _reading(code, issuer, "issuer")
    for issuer in grounds.issuers:
        whole = _whole_name(text, issuer)
        code = region_of(whole) if whole else None
        if code is not None:
            return _reading(code, whole or "", "name above the text")
    if grounds.title:
        code = place_of(_RELAY.sub("", fold(grounds.title), count=1))
        if code is not None:
            return _reading(code, grounds.title, "title")
    return _by_readers(text, grounds, telephoned)


def _whole_name(text: PageText, issuer: str) -> str | None:
    """The line above the text that names the issuer in full, of which the signature keeps the end."""
    for line in (*text.head, *text.body[:_HEAD].split("\n")):
        if len(issuer) < len(line) <= _LONGEST_NAME and line.endswith(issuer) and is_organisation(line):
            return line
    return None


def _by_readers(text: PageText, grounds: Grounds, telephoned: str | None) -> Reading[str | None]:
    """What tells the region where neither the issuer's name nor the title does, the surest first."""
    for code, raw, rule in _answers(text, grounds, telephoned):
        if code is not None:
            return _reading(code, raw, rule) if raw else Reading(code)
    return Reading(None)


def _answers(
    text: PageText, grounds: Grounds, telephoned: str | None
) -> Iterator[tuple[str | None, str | None, str]]:
    """What each ground in turn says of the region, the words that say so, and the name of the rule."""
    first = grounds.addressees[0] if grounds.addressees else ""
    yield region_of_addressees(first), first, "addressees"
    parsed = parse_number(grounds.number) if grounds.number else None
    yield region_of_code(parsed.code, first) if parsed else None, grounds.number, "code"
    yield TAIWAN if grounds.taiwanese else None, None, "字號"
    yield *_organ_of_office(text, grounds), "name above the text"
    yield *_special(text), "letterhead"
    yield *_special_address(grounds), "address"
    yield _unnamed(grounds, telephoned), telephoned, "area code"
    yield _of_hospital(grounds, telephoned), telephoned, "area code and address"
    yield *_domain(grounds.contacts), "domain"
    yield _of_site(grounds), grounds.site, "site"
    yield _of_source(grounds, telephoned), grounds.source, "source"
    yield *_informant(text), "informant"
    yield *_reported(text), "first sentence"


def _organ_of_office(text: PageText, grounds: Grounds) -> tuple[str | None, str | None]:
    """The region of the organ on top of the page, where an office of it signs without its name: 医务部."""
    if not grounds.issuers or not all(map(_OFFICE.fullmatch, map(fold, grounds.issuers))):
        return None, None
    for line in (*text.head, *text.body[:_HEAD].split("\n"))[:_LETTERHEAD_LINES]:
        if len(line) <= _LONGEST_NAME and is_organisation(line):
            return region_of(line), line
    return None, None


def _of_hospital(grounds: Grounds, telephoned: str | None) -> str | None:
    """The region that a hospital's telephone and address agree on; its name may tell none."""
    if telephoned is None or not any("医院" in fold(name) for name in grounds.issuers):
        return None
    addresses = (contact.address for contact in grounds.contacts if contact.address)
    here = any((place_of(address) or "")[:4] == telephoned[:4] for address in addresses)
    return telephoned if here else None


def _special(text: PageText) -> tuple[str | None, str | None]:
    """Hong Kong or Macao, by the letterhead or by who speaks in the first sentence of a press release."""
    lines = (*text.head, *text.body[:_HEAD].split("\n"))[:_LETTERHEAD_LINES]
    beginnings = squeeze(fold("\n".join([line[:_LONGEST_NAME] for line in lines])))
    if not any(map(beginnings.__contains__, words_of_places(_SPECIAL))):
        return None, None
    for line in lines:
        speaker = _speaker(fold(line[:_LONGEST_NAME]))
        may_head = len(line) <= _LONGEST_NAME and not line.endswith(_SENTENCE_ENDS)
        names = [line.strip(), *filter(is_organisation, line.split()[1:])] if may_head else []
        for name in [*names, speaker] if speaker else names:
            code = place_of(name)
            if code in _SPECIAL:
                return code, name
    return None, None


def _speaker(beginning: str) -> str | None:
    """Who speaks at the beginning of a sentence; who plans something there must be an organisation."""
    speaks = _SPEAKER.match(beginning)
    if speaks is not None:
        return speaks["who"]
    plans = _PLANNER.match(beginning)
    return plans["who"] if plans is not None and is_organisation(plans["who"]) else None


def _special_address(grounds: Grounds) -> tuple[str | None, str | None]:
    """Hong Kong or Macao, by the address of an office whose name tells no place, as few do there."""
    if any(map(_PLACE.match, grounds.issuers)):
        return None, None
    addresses = [contact.address for contact in grounds.contacts if contact.address]
    found = ((code, address) for address in addresses if (code := place_of(address)) in _SPECIAL)
    return next(found, (None, None))


def _unnamed(grounds: Grounds, telephoned: str | None) -> str | None:
    """The region of the telephone, where no place is named, be it one that is in no table.

    A capital's area code may be that of its province or of a national body.
    """
    if telephoned is None or (telephoned.endswith(("0100", "0000")) and telephoned != TAIWAN):
        return None
    addresses = (contact.address for contact in grounds.contacts if contact.address)
    # An address in the telephone's prefecture says the same.
    elsewhere = (address for address in addresses if (place_of(address) or "")[:4] != telephoned[:4])
    names = (*grounds.issuers, grounds.title or "", grounds.site or "", *elsewhere)
    return None if any(map(_PLACE.match, names)) else telephoned


def _domain(contacts: tuple[Contact, ...]) -> tuple[str | None, str | None]:
    emails = [email for contact in contacts for email in contact.email]
    found = ((place, email) for email in emails for end, place in _DOMAINS.items() if email.endswith(end))
    return next(found, (None, None))


def _of_site(grounds: Grounds) -> str | None:
    """The region of the site, for a notice that names no other organisation than an office of it."""
    if grounds.site is None or any(map(_PLACE.match, grounds.issuers)):
        return None
    site = _SITE.sub("", fold(grounds.site))
    return region_of(site) if is_organisation(site) else None


def _of_source(grounds: Grounds, telephoned: str | None) -> str | None:
    """The region of the organisation that a document without a signature was taken from.

    Newspapers are no ground, nor is a source whose province is not that of the telephone (national bodies
    are called in Beijing), nor one of another level than who signs: 市卫生健康委 under a page of the
    province's.
    """
    named = any(_PLACE.match(issuer) or _LEVEL.match(issuer) for issuer in grounds.issuers)
    if grounds.source is None or grounds.title is None or named:
        return None
    source = _SITE.sub("", fold(grounds.source))
    code = region_of(source) if is_organisation(source) and not is_medium(source) else None
    seat = _CAPITAL if code == _NATION else code
    return code if seat is None or telephoned is None or telephoned[:2] == seat[:2] else None


def _informant(text: PageText) -> tuple[str | None, str | None]:
    """The region of the authority that news say they have it from: ``记者从清川市卫生健康委获悉``."""
    told = _INFORMANT.search(fold(text.body[:_HEAD]))
    if told is None or not is_organisation(told["who"]):
        return None, None
    return region_of(told["who"]), told["who"]


def _reported(text: PageText) -> tuple[str | None, str | None]:
    """The region of the authority whose document news report: ``近日，清川市卫生健康委印发《…》``."""
    told = _REPORTED.search(fold(text.body[:_HEAD])) if "《" in text.body[:_HEAD] else None
    if told is None or not is_organisation(told["who"]):
        return None, None
    return region_of(told["who"]), told["who"]


def _reading(code: str, raw: str, rule: str) -> Reading[str | None]:
    return Reading(code, (Evidence(raw=raw, rule=rule),))


def _address_code(contacts: tuple[Contact, ...]) -> str | None:
    codes = (place_of(contact.address) for contact in contacts if contact.address)
    return next((code for code in codes if code), None)


def _telephone_code(contacts: tuple[Contact, ...]) -> str | None:
    """The region of the area code that all numbers with one share."""
    codes = {code for contact in contacts for phone in contact.phone if (code := region_of_telephone(phone))}
    if any(_ISLAND.match(phone) for contact in contacts for phone in contact.phone):
        codes.add(TAIWAN)
    return codes.pop() if len(codes) == 1 else None


def _named_site_code(text: PageText) -> str | None:
    """The region of the site whose name the page adds to the title: ``…的通知-清川市人民政府``."""
    name = _SITE_IN_TITLE.search(text.page_title or "")
    return region_of(name["site"]) if name else None


def _site_code(text: PageText) -> str | None:
    """The region in the meta tag SiteIDCode: its first six digits are a GB/T 2260 code."""
    value = dict(reversed(text.meta)).get("siteidcode", "")
    return value[:6] if region_name(value[:6]) else None
