"""Issuers: the organisations as signed, else those of letterhead, order heading, title or index block."""

from __future__ import annotations

import re

from archive.vocabulary.document_types import bare_title, type_of_title
from archive.vocabulary.folding import fold
from archive.vocabulary.organisations import split_organisations
from crawler.extraction.fields.labelled import Labels
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.sheet import Row, Sheet, letterhead
from crawler.extraction.fields.signature import Signature

_LONGEST_TITLE = 250
_SUBJECT = re.compile(
    r"关于|印发|转发|批转|下发|发布|公布|开展|做好|加强|召开|举办|调整|同意|公开征求|征集|表彰"
)
_ORDER = re.compile(r"(?P<organs>.{4,150}?)\s{0,3}令")
_TYPE_ALONE = re.compile(r"(?:公告|通告|通报|公报|命令|令|布告)\Z")


def read_issuers(
    sheet: Sheet, labels: Labels, signature: Signature, document_type: str | None
) -> Reading[tuple[str, ...]]:
    """The issuing organisations, lead organ first, as printed there."""
    if signature.issuers:
        return Reading(signature.issuers, signature.issuer_evidence)
    for row in sheet.top:
        organs = letterhead(row.raw)
        if organs:
            return Reading(organs, (row.evidence("letterhead"),))
    for row in sheet.top + sheet.body[sheet.opening : sheet.opening + 1]:
        order = _ORDER.fullmatch(row.folded[:_LONGEST_TITLE])
        organs = split_organisations(row.raw[: order.end("organs")]) if order else ()
        if organs:
            return Reading(organs, (row.evidence("order heading"),))
    # A title that names another type speaks of another document: 衛生福利部公告 relayed by a 函.
    if document_type is not None and sheet.title and type_of_title(sheet.title) in {None, document_type}:
        prefix = title_prefix(sheet.title)
        organs = split_organisations(prefix) if prefix else ()
        if organs:
            row = Row(sheet.title, sheet.title, "head", None)
            return Reading(organs, (row.evidence("title", 0, len(prefix)),))
    for value in labels.get("issuers", ()):
        organs = split_organisations(value.raw.replace(",", " ").replace("，", " "))
        if organs:
            return Reading(organs, (value.evidence(),))
    return Reading(())


def title_prefix(title: str) -> str:
    """What stands before the subject of a title: ``清川市卫生局关于…的通知``, ``清川市卫生局公告``."""
    folded = fold(title[:_LONGEST_TITLE])
    subject = _SUBJECT.search(folded)
    if subject is not None:
        return title[: subject.start()].strip()
    bare = bare_title(title)
    kind = _TYPE_ALONE.search(bare)
    return title.strip()[: kind.start()].strip() if kind and folded.strip().startswith(bare) else ""
