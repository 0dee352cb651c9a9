"""Citations: documents that the notice relays, implements, answers, amends, repeals or mentions."""

from __future__ import annotations

import re

from archive.notice import Citation, Evidence
from archive.vocabulary.document_numbers import FoundNumber
from archive.vocabulary.document_types import type_of_title
from archive.vocabulary.folding import fold
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.row import squeeze
from crawler.extraction.fields.sheet import Sheet

_MOST_CITATIONS = 200
_TITLE = re.compile(r"《(?P<title>(?:[^《》\n]|《[^《》\n]{1,120}》){2,200})》")
_NUMBER_KINDS = frozenset({"发文字号", "台字号", "令号"})
_REACH = 40
# What governs a cited title, in the clause before it; the first pattern that matches decides.
_GOVERNING = (
    ("relays", re.compile(r"转发|转知|函转|批转|检送")),
    ("implements", re.compile(r"根据|按照|依据|依照|遵照|落实|贯彻|对照|执行|结合")),
)
_BEHIND = (
    ("repeals", re.compile(r"[)〕号]?[^。;\n《]{0,20}(?:废止|停止执行|不再执行)")),
    ("amends", re.compile(r"[)〕号]?[^。;\n《]{0,12}(?:作(?:如下|以下)修改|修改为|修订为|进行修订)")),
    ("replies", re.compile(r"[)〕号]?[^。;\n《]{0,20}(?:收悉|已收悉|请示收到)")),
    ("relays", re.compile(r"[)〕号]?[^。;\n《]{0,12}转发")),
    ("implements", re.compile(r"[)〕号]?[^。;\n《]{0,12}(?:要求|精神|部署|规定|有关安排)")),
)


def read_citations(
    sheet: Sheet, numbers: tuple[FoundNumber, ...], own: str | None, document_type: str | None
) -> Reading[tuple[Citation, ...]]:
    """Each cited document once: titles with a number, titles of documents (not of laws), lone numbers."""
    cited = [item for item in numbers if item.kind in _NUMBER_KINDS and item.canonical != own]
    body = sheet.body_folded
    found: dict[tuple[str | None, str | None], tuple[Citation, Evidence]] = {}
    paired: set[int] = set()
    own_title = squeeze(fold(sheet.title or ""))
    for match in _TITLE.finditer(body):
        if len(found) >= _MOST_CITATIONS:
            break
        number = next((n for n in cited if 0 <= n.start - match.end() <= 4 and n.start not in paired), None)
        title = squeeze(sheet.body_raw[slice(*match.span("title"))])
        if number is None and ("关于" not in fold(title) or type_of_title(title) is None):
            continue
        if squeeze(fold(title)) in own_title:
            continue
        if number is not None:
            paired.add(number.start)
        end = number.end if number else match.end()
        kind = _relation(body, match.start(), end, news=document_type is None)
        citation = Citation(type=kind, title=title, document_number=number.canonical if number else None)
        found.setdefault(
            (title, citation.document_number), (citation, sheet.body_evidence("title", match.start(), end))
        )
    for number in cited:
        known = any(key[1] == number.canonical for key in found)
        if number.start not in paired and not known and len(found) < _MOST_CITATIONS:
            kind = _relation(body, number.start, number.end, news=False)
            citation = Citation(type=kind, document_number=number.canonical)
            found[(None, number.canonical)] = (
                citation,
                sheet.body_evidence("number", number.start, number.end),
            )
    ordered = sorted(found.values(), key=lambda item: item[1].start or 0)
    return Reading(tuple(item for item, _ in ordered), tuple(evidence for _, evidence in ordered))


def _relation(body: str, start: int, end: int, *, news: bool) -> str:
    before = re.split(r"[。;\n]", body[max(0, start - _REACH) : start])[-1]
    after = body[end : end + _REACH]
    for kind, pattern in _BEHIND[:3]:
        if pattern.match(after):
            return kind
    for kind, pattern in _GOVERNING:
        if pattern.search(before):
            return kind
    for kind, pattern in _BEHIND[3:]:
        if pattern.match(after):
            return kind
    return "reports" if news else "cites"
