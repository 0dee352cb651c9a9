"""Issuers: the organisations as signed, else those of letterhead, masthead, title or index block."""

from __future__ import annotations

import re
from itertools import pairwise

from archive.vocabulary.document_types import bare_title, type_of_title
from archive.vocabulary.folding import fold
from archive.vocabulary.organisations import is_organisation, parent_organisation, split_organisations
from crawler.extraction.fields.labelled import Labels
from crawler.extraction.fields.masthead import Masthead
from crawler.extraction.fields.note_under_title import read_note
from crawler.extraction.fields.opening import letterhead
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.row import Row
from crawler.extraction.fields.sheet import Sheet
from crawler.extraction.fields.signature import Signature

_LONGEST_TITLE = 250
_ANNOUNCEMENTS = frozenset({"公告", "通告", "公示", "通知", "启事", "招聘公告", "温馨提示", "公报"})
_AUTHORITY = re.compile(
    r"(?:[㐀-鿿]{1,6}[省市县区州盟旗]|国家|中国)[㐀-鿿]{0,12}?(?:卫生健康局|卫生局|卫健局|健康委员会|健康委|卫健委|监督局|管理局|保障局|监督所|"
    r"疾病预防控制中心|疾控中心|中心血站|血液中心|急救中心|人民政府|人民医院|中医院|妇幼保健院|红十字会|医学会|协会|学会)"
    r"(?![办机局委组党会员系分新老院长主部]|专业|所属|下属|直属)"
)
"""Who announces, by the ends of names that no rule, standard or building is named after."""
_NAME_AND_DAY = re.compile(r"(?P<name>[㐀-鿿]{5,30})\s{1,6}20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日")
_SHORTEST_SIGNER = 5
_PLACE = 3
_SUBJECT = re.compile(
    r"关于|印发|转发|批转|下发|发布|公布|开展|做好|加强|召开|举办|调整|同意|公开征求|征集|表彰|(?=20[0-9]{2}年)"
)
_HEADING = re.compile(
    r"(?:(?:转[知发]|函转)\s?:\s?)?(?P<organs>.{4,150}?)(?:\s{0,3}令|\s{1,8}(?:函|书函|公告|通告))"
)
_ANNOUNCES = re.compile(r"(?P<organs>.{4,60}?)(?:公告|通告)")
_BELOW_HEADING = re.compile(r"\(?(?:[0-9]{4}年)?第?[0-9]{1,4}号|\(?[0-9]{4}年第|关于")
"""``清川市卫生局公告`` over the number and the title of its own."""
_OFFICE_ALONE = re.compile(r"[㐀-鿿]{2,8}[科股室组]|(?:学务|教务|总务|人事|秘书|医务|医教|护理|院感|科教)处")
"""The office that posted a notice on the site of its organ did not issue it."""
_HEADED = ("令", "函", "公告", "通告")
"""The heading of an order, or of a Taiwanese letter: ``清川市政府 函``."""
_ANNOUNCED = re.compile(
    r"(?:公告|通告|通报|令)\s?\(?(?:[0-9]{4}年)?\s?第?\s?[0-9一二三四五六七八九十]{1,4}\s?号"
)
"""A title may hold another: ``清川市卫生局公告2024年第1号——关于…的公告``."""
_PROMULGATED = re.compile(
    r"\(\s{0,3}[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日\s{0,3}(?P<organs>[^()0-9,。;]{2,80}?)令\s{0,3}第"
)
"""The note under the title of a regulation: ``（2015年10月29日清川市人民政府令第118号公布 …）``."""
_FEWEST_WRAPPED = 4
_LAST_ROWS = 12
_TYPE_ALONE = re.compile(r"(?:公告|通告|通报|公报|命令|令|布告)\Z")


def read_issuers(
    sheet: Sheet,
    labels: Labels,
    signature: Signature,
    masthead: Masthead | None,
    document_type: str | None,
) -> Reading[tuple[str, ...]]:
    """The issuing organisations, lead organ first, as printed there."""
    if signature.issuers:
        return _unwrapped(sheet, signature)
    above = _above_text(sheet)
    if above.value:
        return above
    if masthead is not None:
        return Reading(masthead.organs, (masthead.organ_evidence(),))
    # A title that names another type speaks of another document: 衛生福利部公告 relayed by a 函.
    if document_type is not None and sheet.title and type_of_title(sheet.title) in {None, document_type}:
        prefix = title_prefix(sheet.title)
        organs = split_organisations(prefix) if prefix else ()
        if organs:
            row = Row(sheet.title, sheet.title, "head", None)
            return Reading(organs, (row.evidence("title", 0, len(prefix)),))
    for value in labels.get("issuers", ()):
        organs = split_organisations(value.raw.replace(",", " ").replace("，", " "))
        if organs and not _OFFICE_ALONE.fullmatch(fold(value.raw)):
            # 清川縣衛生局 企劃科: the office behind its organ posted the notice.
            organs = organs[:1] + tuple(name for name in organs[1:] if not _is_office_alone(name))
            return Reading(organs, (value.evidence(),))
    return _named_in_title(sheet, document_type) or _beside_title(sheet, signature) or Reading(())


def _is_office_alone(name: str) -> bool:
    """Whether a name is that of an office without its organ: 企划科, but not 国家中医药局办公室."""
    return _OFFICE_ALONE.fullmatch(name) is not None and parent_organisation(name) == name


def _named_in_title(sheet: Sheet, document_type: str | None) -> Reading[tuple[str, ...]] | None:
    """The authority with which the title of an announcement begins without 关于."""
    title = sheet.title or ""
    match = _AUTHORITY.match(fold(title[:_LONGEST_TITLE])) if document_type in _ANNOUNCEMENTS else None
    if match is None or not is_organisation(title[: match.end()]):
        return None
    row = Row(title, title, "head", None)
    return Reading((title[: match.end()],), (row.evidence("title", 0, match.end()),))


def _beside_title(sheet: Sheet, signature: Signature) -> Reading[tuple[str, ...]] | None:
    """The name alone over a title, of a text that ends with a day; or with the day under the title."""
    place = (sheet.title or "")[:_PLACE]
    for row in sheet.top:
        dated = _NAME_AND_DAY.fullmatch(row.folded)
        name = row.raw[: dated.end("name")] if dated is not None else row.raw
        may_sign = dated is not None and bool(place) and name.startswith(place)
        alone = dated is None and signature.date is not None and row is sheet.top[0]
        if not (may_sign or alone):
            continue
        if len(name) >= _SHORTEST_SIGNER and is_organisation(name):
            return Reading((name,), (row.evidence("beside title", 0, len(name)),))
    return None


def _above_text(sheet: Sheet) -> Reading[tuple[str, ...]]:
    """The organisations of a letterhead or a note, else of an order's or a Taiwanese letter's heading."""
    for row in sheet.top:
        organs = letterhead(row.raw)
        if organs:
            return Reading(organs, (row.evidence("letterhead"),))
    noted = _noted(sheet)
    if noted is not None:
        return noted
    for above, below in pairwise(sheet.top):
        announces = _ANNOUNCES.fullmatch(above.folded[:_LONGEST_TITLE])
        organs = split_organisations(above.raw[: announces.end("organs")]) if announces else ()
        if organs and _BELOW_HEADING.match(below.folded):
            return Reading(organs, (above.evidence("heading"),))
    announced = sheet.subject() is not None
    for row in _heading_rows(sheet):
        text = row.folded[:_LONGEST_TITLE]
        heading = _HEADING.fullmatch(text) if text.endswith(_HEADED) else None
        if heading is None and announced:
            heading = _ANNOUNCES.fullmatch(text)
        organs = split_organisations(row.raw[slice(*heading.span("organs"))]) if heading else ()
        if organs:
            return Reading(organs, (row.evidence("heading"),))
    return Reading(())


def _noted(sheet: Sheet) -> Reading[tuple[str, ...]] | None:
    """Who promulgated or issued the document, by the note in brackets under its title."""
    for row in sheet.top + sheet.body[sheet.opening : sheet.opening + 2]:
        note = _PROMULGATED.match(row.folded)
        organs = split_organisations(row.raw[slice(*note.span("organs"))]) if note else ()
        if note and organs:
            return Reading(organs, (row.evidence("note under title", *note.span("organs")),))
    noted = read_note(sheet)
    if noted is None:
        return None
    return Reading(noted.organs, (noted.row.evidence("note under title", noted.start, noted.end),))


def _unwrapped(sheet: Sheet, signature: Signature) -> Reading[tuple[str, ...]]:
    """The signature; the whole name, as the title has it, where it is the end of one broken over rows."""
    whole = title_prefix(sheet.title) if sheet.title and len(signature.issuers) == 1 else ""
    name = signature.issuers[0]
    if whole.endswith(name) and len(whole) > len(name) and split_organisations(whole) == (whole,):
        beginning = whole.removesuffix(name)
        if len(beginning) >= _FEWEST_WRAPPED and any(
            row.raw == beginning for row in sheet.body[-_LAST_ROWS:]
        ):
            return Reading((whole,), signature.issuer_evidence)
    return Reading(signature.issuers, signature.issuer_evidence)


def _heading_rows(sheet: Sheet) -> tuple[Row, ...]:
    """The rows that may be an order's or a Taiwanese letter's heading: above the text, above 主旨."""
    rows = sheet.top + sheet.body[sheet.opening : sheet.opening + 1]
    subject = sheet.subject()
    if subject is not None:
        above = [row for row in sheet.body if (row.start or 0) < subject[0]]
        rows += tuple(above[sheet.opening + 1 :])
    if sheet.page_title:
        rows += (Row(sheet.page_title, fold(sheet.page_title), "head", None),)
    return rows


def title_prefix(title: str) -> str:
    """What stands before the subject of a title: ``清川市卫生局关于…的通知``, ``清川市卫生局公告``."""
    folded = fold(title[:_LONGEST_TITLE])
    announced = _ANNOUNCED.search(folded)
    if announced is not None:
        return title[: announced.start()].strip()
    subject = _SUBJECT.search(folded)
    if subject is not None:
        return title[: subject.start()].strip()
    bare = bare_title(title)
    kind = _TYPE_ALONE.search(bare)
    return title.strip()[: kind.start()].strip() if kind and folded.strip().startswith(bare) else ""
