"""文种 of the notice: the title's last word, else a closing formula, the opening verb, the code."""

from __future__ import annotations

import re

from archive.vocabulary.document_numbers import parse_number
from archive.vocabulary.document_types import type_of_code, type_of_tail, type_of_title, type_of_verb
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.sheet import Row, Sheet

_OPENING = 1_500
_TAIWAN_SUBJECT = re.compile(r"^\s*主旨\s?:", re.MULTILINE)
"""公文程式條例: a 函 is laid out as 主旨, 說明; a 公告 as 主旨, 依據, 公告事項."""
_CLOSING = 3_000
_LAST_ROWS = 400


def read_document_type(sheet: Sheet, number: str | None, addressees: tuple[str, ...]) -> Reading[str | None]:
    """The document type; ``None`` for news and for texts that give no ground.

    A title that names no type is a headline, mostly of news: then only a closing formula counts, or the
    opening verb where the text has addressees or a number of its own.
    """
    subject = _TAIWAN_SUBJECT.search(sheet.body_folded[:_OPENING])
    if subject is not None:
        taiwanese = "公告" if "公告事项" in sheet.body_folded[:_CLOSING] else "函"
        return Reading(taiwanese, (sheet.body_evidence("主旨", *subject.span()),))
    title = sheet.title or sheet.page_title
    kind = type_of_title(title) if title else None
    if kind is not None and title is not None:
        return Reading(kind, (Row(title, title, "head", None).evidence("title"),))
    closing = "\n".join(row.folded[-40:] for row in sheet.body[:_LAST_ROWS] if "此" in row.folded[-40:])
    kind = type_of_tail(closing[-_CLOSING:])
    if kind is not None:
        return Reading(kind)
    if number is None and not addressees and title is not None:
        return Reading(None)
    kind = type_of_verb(sheet.body_folded[:_OPENING])
    parsed = parse_number(number) if kind is None and number else None
    return Reading(kind or (type_of_code(parsed.code) if parsed else None))
