"""文种 of the notice: the title's last word, else a closing formula, the opening verb, the code."""

from __future__ import annotations

import re

from archive.vocabulary.document_numbers import parse_number
from archive.vocabulary.document_types import type_of_code, type_of_tail, type_of_title, type_of_verb
from archive.vocabulary.folding import fold
from archive.vocabulary.organisations import is_organisation
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.row import Row
from crawler.extraction.fields.sheet import Sheet

_OPENING = 1_500
_TYPE_IN_FRONT = re.compile(
    r"[\[【(]?(?P<word>(?:温馨|健康|友情|重要|风险|安全)提示|倡议书|启事|招聘公告|公示)\s?[\])】:|]"
)
"""``温馨提示：元旦门诊安排``; 通知： and 公告： are rather columns of a site."""
_NAMED_IN_FRONT = re.compile(
    r"[\[【](?!重要|紧急|最新|温馨|特别|医院|学会|协会|通知|公告)[㐀-鿿]{2,4}(?P<word>通知|公告|公示|通告)[\]】](?=\S)"
)
"""``【接种通知】疫苗到货了``; without what it is about the word is rather a column's."""
_RELAYED_LETTER = re.compile(r"(?:[\[【(](?:转知|转发|公告)[\]】)]|转知[-:])?\s?[㐀-鿿]{0,16}函转")
"""Schools of Taiwan head so what they pass on: ``【轉知】衛生局函轉…相關資訊``."""
_HEADED = ("公告", "通告")
_HEADING = re.compile(r"(?P<organ>.{4,40}?)\s{1,4}(?P<word>公告|通告)")
"""``清川市社區藥事學會 公告`` over a title that names no type."""
_TYPE_OF_ROUND = re.compile(
    r"\((?:第?[一二三四五六七八九十0-9]{1,3}[号轮次期]|首轮|预备?)(?:会议|征文|补充)?(?P<word>通知|公告)\)\Z"
)
"""``全国学术会议（第一轮通知）``."""
_OF_ITSELF = re.compile(r"本(?P<word>公告|通告)")
"""A title that is a sentence may speak of what it heads: ``进入本公告所示场所应佩戴口罩``."""
_QUOTED = re.compile(r"(?P<word>公告|通告|公示|通知|通报)[「『《“\"]\Z")
"""What the text calls the document that it quotes by the very title of the page: ``…號公告「防治…」``."""
_SHORTEST_QUOTED = 6
_RELAYED = re.compile(r"函转[^。;\n]*\Z")
_SUBJECT_RULE = "主旨"
_CLOSING = 3_000
_LAST_ROWS = 400


def read_document_type(sheet: Sheet, number: str | None, addressees: tuple[str, ...]) -> Reading[str | None]:
    """The document type; ``None`` for news and for texts that give no ground.

    A title that names no type is a headline, mostly of news: then only a closing formula counts, or the
    opening verb where the text has addressees or a number of its own.
    """
    subject = sheet.subject()
    if subject is not None:
        # 公文程式條例: a 函 is laid out as 主旨, 說明; a 公告 as 主旨, 依據, 公告事項.
        taiwanese = "公告" if "公告事项" in sheet.body_folded[:_CLOSING] else "函"
        return Reading(taiwanese, (sheet.body_evidence(_SUBJECT_RULE, *subject),))
    title = sheet.title or sheet.page_title
    kind = type_of_title(title) if title else None
    if kind is not None and title is not None:
        return Reading(kind, (Row(title, title, "head", None).evidence("title"),))
    leading = _leading(sheet) or (_of_untyped(sheet, title) if title is not None else None)
    if leading is not None:
        return leading
    rows = [sheet.body[index].folded[-40:] for index in sheet.rows_holding("此") if index < _LAST_ROWS]
    closing = "\n".join([row for row in rows if "此" in row])
    kind = type_of_tail(closing[-_CLOSING:]) if closing else None
    if kind is not None:
        return Reading(kind)
    if number is None and not addressees and title is not None:
        return Reading(None)
    kind = type_of_verb(sheet.body_folded[:_OPENING])
    parsed = parse_number(number) if kind is None and number else None
    return Reading(kind or (type_of_code(parsed.code) if parsed else None))


def _of_untyped(sheet: Sheet, title: str) -> Reading[str | None] | None:
    """What else tells the type of a document whose title names none."""
    return _announced(sheet) or _of_itself(title) or _quoted(sheet, title)


def _quoted(sheet: Sheet, title: str) -> Reading[str | None] | None:
    """What the text calls the document whose title is the page's, unless a letter passes it on (函转)."""
    wanted = fold(title)
    place = sheet.body_folded.find(wanted, 0, _OPENING) if len(wanted) >= _SHORTEST_QUOTED else -1
    match = _QUOTED.search(sheet.body_folded, max(0, place - 3), place) if place > 0 else None
    if match is None or _RELAYED.search(sheet.body_folded, max(0, place - 60), place):
        return None
    return Reading(match["word"], (sheet.body_evidence("quoted title", *match.span("word")),))


def _of_itself(title: str) -> Reading[str | None] | None:
    """What a title calls the document that it heads."""
    match = _OF_ITSELF.search(fold(title))
    if match is None:
        return None
    return Reading(match["word"], (Row(title, title, "head", None).evidence("title", *match.span()),))


def _leading(sheet: Sheet) -> Reading[str | None] | None:
    for name in (sheet.title, sheet.page_title):
        folded = fold(name) if name else ""
        leading = (
            _TYPE_IN_FRONT.match(folded) or _NAMED_IN_FRONT.match(folded) or _TYPE_OF_ROUND.search(folded)
        )
        kind = type_of_title(leading["word"]) if leading else None
        if kind is None and _RELAYED_LETTER.match(folded):
            kind = "函"
        if kind is not None and name is not None:
            return Reading(kind, (Row(name, name, "head", None).evidence("title"),))
    return None


def _announced(sheet: Sheet) -> Reading[str | None] | None:
    for row in sheet.top:
        heading = _HEADING.fullmatch(row.folded) if row.folded.endswith(_HEADED) else None
        if heading is not None and is_organisation(heading["organ"]):
            return Reading(type_of_title(heading["word"]), (row.evidence("heading", heading.start("word")),))
    return None


def kind_is_taiwanese(kind: Reading[str | None]) -> bool:
    """Whether the type was told by the layout of a Taiwanese letter."""
    return any(item.rule == _SUBJECT_RULE for item in kind.evidence)
