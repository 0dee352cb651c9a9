"""Region of the issuer: by its name, else by title, addressees, code, kind of number, e-mail domain."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.notice import Contact, Evidence
from archive.vocabulary.document_numbers import parse_number
from archive.vocabulary.folding import fold
from archive.vocabulary.organisations import is_organisation
from archive.vocabulary.regions import (
    place_of,
    region_name,
    region_of,
    region_of_addressees,
    region_of_code,
)
from crawler.extraction.context import Context
from crawler.extraction.fields.record import Reading
from crawler.extraction.page_text import PageText

TAIWAN = "710000"
_DOMAINS = {".gov.hk": "810000", ".gov.mo": "820000", ".gov.tw": TAIWAN}
_SPECIAL = frozenset({"810000", "820000"})
"""Hong Kong and Macao: letters there are signed by a person under the organisation's letterhead."""
_LETTERHEAD_LINES = 6
_HEAD = 400
_LONGEST_NAME = 30
_SITE_IN_TITLE = re.compile(r"[-_|–]\s?(?P<site>[㐀-鿿]{4,24}(?:人民政府|委员会|卫生健康局|卫健局))\s*\Z")
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


def read_region(text: PageText, context: Context, grounds: Grounds) -> Reading[str | None]:
    """The GB/T 2260 code of the issuer's region; ``None`` when the text gives no ground.

    Place words in the body are no ground.  A name without a place (市卫生健康委) takes the region of the
    site, else that of the office whose address the notice gives.
    """
    hint = (
        context.region_code or _site_code(text) or _address_code(grounds.contacts) or _named_site_code(text)
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
    return _by_readers(text, grounds)


def _whole_name(text: PageText, issuer: str) -> str | None:
    """The line above the text that names the issuer in full, of which the signature keeps the end."""
    for line in (*text.head, *text.body[:_HEAD].split("\n")):
        if len(issuer) < len(line) <= _LONGEST_NAME and line.endswith(issuer) and is_organisation(line):
            return line
    return None


def _by_readers(text: PageText, grounds: Grounds) -> Reading[str | None]:
    first = grounds.addressees[0] if grounds.addressees else ""
    code = region_of_addressees(first)
    if code is not None:
        return _reading(code, first, "addressees")
    parsed = parse_number(grounds.number) if grounds.number else None
    code = region_of_code(parsed.code, first) if parsed else None
    if code is not None and grounds.number:
        return _reading(code, grounds.number, "code")
    if grounds.taiwanese:
        return Reading(TAIWAN)
    for line in (*text.head, *text.body[:_HEAD].split("\n"))[:_LETTERHEAD_LINES]:
        code = region_of(line.strip()) if len(line) <= _LONGEST_NAME else None
        if code in _SPECIAL:
            return _reading(code, line, "letterhead")
    for email in (email for contact in grounds.contacts for email in contact.email):
        for domain, place in _DOMAINS.items():
            if email.endswith(domain):
                return _reading(place, email, "domain")
    return Reading(None)


def _reading(code: str, raw: str, rule: str) -> Reading[str | None]:
    return Reading(code, (Evidence(raw=raw, rule=rule),))


def _address_code(contacts: tuple[Contact, ...]) -> str | None:
    codes = (place_of(contact.address) for contact in contacts if contact.address)
    return next((code for code in codes if code), None)


def _named_site_code(text: PageText) -> str | None:
    """The region of the site whose name the page adds to the title: ``…的通知-清川市人民政府``."""
    name = _SITE_IN_TITLE.search(text.page_title or "")
    return region_of(name["site"]) if name else None


def _site_code(text: PageText) -> str | None:
    """The region in the meta tag SiteIDCode: its first six digits are a GB/T 2260 code."""
    value = dict(reversed(text.meta)).get("siteidcode", "")
    return value[:6] if region_name(value[:6]) else None
