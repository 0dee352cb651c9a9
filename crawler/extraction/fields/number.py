"""The notice's own document number, told from the numbers it cites.

Own is the value of an index label; a number alone above the text; one glued to the title or the
addressees; the order that promulgated it, in the note under the title; the title's bracketed suffix;
and, as the last resort, the name of an attachment whose code begins like the issuer's place.
Everything else is cited.
"""

from __future__ import annotations

import re

from archive.notice import Evidence
from archive.vocabulary.dates import find_dates
from archive.vocabulary.document_numbers import DocumentNumber, FoundNumber, find_numbers, parse_number
from archive.vocabulary.document_types import type_of_title
from archive.vocabulary.folding import fold
from archive.vocabulary.number_codes import LONGEST_CODE
from archive.vocabulary.organisations import is_organisation
from crawler.extraction.fields.labelled import Labels
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.row import Row, squeeze
from crawler.extraction.fields.sheet import Sheet
from crawler.extraction.file_links import without_extension

_LONGEST_TITLE_ROW = 300
_HEADING_OF_ORDER = 60
_CITED_KINDS = frozenset({"发文字号", "台字号", "令号"})
_LONGEST_NOTE = 200
_PROMULGATED = re.compile(r"\s{0,2}\)?\s{0,2}(?:公布|发布|颁布)")
_IS_ISSUED = re.compile(r"文件|印发|发布|公布|发\Z|自\Z|起?(?:施行|实施|执行|生效)|有效期.{1,3}年")
_PASSED_ON = re.compile("转[发载]|批转|印送|学习|解读")
_MOST_ROWS_OF_NUMBER = 3
_LONGEST_PIECE = LONGEST_CODE + len("〔2024〕")
_OF_OTHERS = re.compile(r"主席令|国务院令|政府令|总局令|部令")
_NUMBER_LEFT = re.compile(
    r"[\s()\[\]【】:,。-]*(?:签发人.{0,20}|特急|急|加急|[㐀-鿿]{0,4}机发\s{0,8}[0-9]{0,6}\s{0,8}号|办理结果.{0,8}|类\s?别\s?:?\s?[A-C]类?|[A-C]类?|\([A-C]类?\))?\s*\Z"
)
"""Behind its own a telegram carries the cipher office's (某机发 号), an answer to deputies its result."""
_URGENCY = re.compile(
    r"(?:等\s?级\s{0,2}:?)?\s{0,2}(?:特提|特急|加急|平急|急件)?\s{0,2}[·.-]?\s{0,2}(?:明电|密电)?\s*"
)
_BEGINS_TITLE = ("关于", "《", "转发", "印发")
"""What stands behind a number that a site glued in front of the title."""
_EXTENSION = re.compile(r"\.[A-Za-z]{2,4}\Z")
_OF_ORDER = re.compile(r"令\s?(?P<number>第\s?[0-9]{1,4}\s?号)\Z")
_BEHIND_TITLE = re.compile(r"》\s?\([^()。]{0,20}\Z")
_BRACKET = 26
_MOST_ROWS_ABOVE = 8
_LONGEST_NUMBER_ROW = 60
_BULLETS = "·•●○▪◆■▲*-"
_MOST_TITLE_ROWS = 40
_TYPE_WORD_BEFORE = re.compile(
    r"(?:通知|公告|通告|意见|决定|批复|函|方案|办法|规定|通报|公示|报告|请示)[)》”\"\s(]*\Z"
)


def read_own_number(sheet: Sheet, labels: Labels) -> Reading[str | None]:
    """The notice's own number, canonical."""
    for value in labels.get("document_number", ()):
        number = parse_number(value.raw)
        if number is not None:
            return Reading(number.canonical, (value.evidence(),))
        leading = _leading(value.raw)
        if leading is not None:
            return Reading(leading.canonical, (value.evidence(leading.start, leading.end),))
    broken = _number_over_rows(sheet)
    if broken is not None:
        return Reading(broken.canonical, (sheet.body_evidence("lines", broken.start, broken.end),))
    for row in _rows_of_numbers(sheet):
        own = _number_of_row(row, sheet)
        if own is not None:
            return Reading(own.canonical, (row.evidence("line", own.start, own.end),))
    for row in sheet.top + sheet.body[sheet.opening : sheet.opening + 2]:
        own = _promulgating(row) or _noted(row)
        if own is not None:
            return Reading(own.canonical, (row.evidence("note under title", own.start, own.end),))
    return _number_of_lone_file(sheet) or _title_number(sheet)


def _rows_of_numbers(sheet: Sheet) -> list[Row]:
    """The rows above the text, and those beside the title where it stands below, as in a news item."""
    rows = list(sheet.top + sheet.body[sheet.opening : sheet.opening + 2])
    last = sheet.opening + _MOST_ROWS_ABOVE
    for index, row in enumerate(sheet.body[sheet.opening + 2 : last], sheet.opening + 2):
        if "。" in row.folded or row.folded.endswith(":"):
            rows += sheet.body[sheet.opening + 2 : index]
            break
        if row.folded[0] in _BULLETS or len(row.folded) > _LONGEST_NUMBER_ROW:
            break
    title = squeeze(fold(sheet.title)) if sheet.title else ""
    for index, row in enumerate(sheet.body[:_MOST_TITLE_ROWS] if title else ()):
        if title[0] == row.folded[0] and squeeze(row.folded[:_LONGEST_TITLE_ROW]) == title:
            rows += sheet.body[index + 1 : index + 2] + sheet.body[max(0, index - 1) : index]
            break
    return rows


def _promulgating(row: Row) -> FoundNumber | None:
    """The order of a note under the title: ``（2024年8月12日云泽省人民政府令第3号公布 …）``."""
    if not row.folded.startswith("(") or "公布" not in row.folded:
        return None
    raw, folded = row.raw[:_LONGEST_NOTE], row.folded[:_LONGEST_NOTE]
    dates, numbers = find_dates(raw, folded=folded), find_numbers(raw, folded=folded)
    if not dates or not numbers or row.folded[1 : dates[0].start].strip():
        return None
    first = numbers[0]
    follows = not row.folded[dates[0].end : first.start].strip(" ,经以")
    return first if follows and _PROMULGATED.match(row.folded, first.end) else None


def _noted(row: Row) -> FoundNumber | None:
    """The number of a note under the title that holds nothing but it and the day, and who issued it.

    ``（云卫发〔2024〕9号 2024年4月6日）``
    """
    text = row.folded
    if not text.startswith("(") or not text.endswith(")") or "号" not in text or len(text) > _LONGEST_NOTE:
        return None
    numbers, dates = find_numbers(row.raw, folded=text), find_dates(row.raw, folded=text)
    if len(numbers) != 1 or not dates or numbers[0].kind != "发文字号":
        return None
    spans = sorted([numbers[0][2:4], *((date.start, date.end) for date in dates)])
    begins = [1, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), len(text) - 1]
    rest = (row.raw[begin:end].strip(" ,，;；　") for begin, end in zip(begins, ends, strict=True))
    told = (_IS_ISSUED.sub("", piece).strip(" ,，、") for piece in rest)
    return numbers[0] if all(not piece or is_organisation(piece) for piece in told) else None


def _number_of_lone_file(sheet: Sheet) -> Reading[str | None] | None:
    """The number that leads the only row under a title, a document's name: the notice is that file alone.

    ``清卫函〔2024〕51号 灭蚊通知``; what is passed on has the number of another.
    """
    if len(sheet.body) != 1 or sheet.title is None or _PASSED_ON.search(fold(sheet.title)):
        return None
    row = sheet.body[0]
    number = _leading(row.raw)
    if number is None or number.kind != "发文字号":
        return None
    name = without_extension(row.raw[number.end :]).strip(" \u3000)）")
    kind = type_of_title(name) if name and "。" not in name else None
    if kind is None or kind != type_of_title(sheet.title):
        return None
    return Reading(number.canonical, (row.evidence("lone file", number.start, number.end),))


def _number_over_rows(sheet: Sheet) -> FoundNumber | None:
    """A number above the text whose code, year and serial the layout set on rows of their own.

    ::

        云卫财函
        〔2024〕
        39号
    """
    first = [row for row in sheet.body[: sheet.opening + _MOST_ROWS_OF_NUMBER] if row.start is not None]
    for index, row in enumerate(first[:-1]):
        if len(row.folded) > _LONGEST_PIECE or "〔" not in row.folded + first[index + 1].folded:
            continue
        if is_organisation(row.raw):
            continue  # a letterhead over a number without a code
        for last in first[index + 1 : index + _MOST_ROWS_OF_NUMBER]:
            start, end = row.start or 0, (last.start or 0) + len(last.raw)
            found = find_numbers(sheet.body_raw[start:end], folded=sheet.body_folded[start:end])
            if found and (found[0].start, found[0].end) == (0, end - start):
                return found[0]._replace(start=start, end=end)
    return None


def number_of_attachments(
    names: tuple[str, ...], issuers: tuple[str, ...], *, is_titled: bool
) -> Reading[str | None]:
    """A number that names an attached file and whose code begins with a character of the issuer's name.

    Where the page has no title, the document's may follow the number: ``清卫函〔2023〕51号关于…的通知.pdf``.
    """
    if not issuers:
        return Reading(None)
    place = fold(issuers[0])[:3]
    numbers = (_number_of_file(_EXTENSION.sub("", name), is_titled=is_titled) for name in names)
    own = [number for number in numbers if number is not None and number.code and number.code[0] in place]
    return Reading(own[0].canonical if len(own) == 1 else None)


def _number_of_file(name: str, *, is_titled: bool) -> DocumentNumber | None:
    leading = _leading(name) if not is_titled else None
    behind = fold(name[leading.end :]).lstrip() if leading is not None else ""
    return parse_number(leading.raw if leading and behind.startswith(_BEGINS_TITLE) else name)


def read_cited_numbers(
    sheet: Sheet, found: tuple[FoundNumber, ...], own: str | None
) -> Reading[tuple[str, ...]]:
    """Numbers of other documents in the body (and in a relaying title), in order, each once."""
    cited: dict[str, Evidence] = {}
    # A sentence above the text cites as well: 依據清川市政府…函。
    for row in sheet.head:
        if row.folded.endswith("。"):
            for item in find_numbers(row.raw, folded=row.folded):
                if item.kind in _CITED_KINDS and not _same(item.canonical, own):
                    cited.setdefault(item.canonical, row.evidence("number", item.start, item.end))
    for item in found:
        heads_own_order = own is not None and item.kind == "令号" and item.start < _HEADING_OF_ORDER
        if heads_own_order and item.canonical.endswith(own or ""):
            continue  # 国家卫生健康委员会令 第99号 over the text of the order
        counts = item.kind in _CITED_KINDS or _is_behind_title(sheet.body_folded, item)
        if counts and not _same(item.canonical, own):
            cited.setdefault(item.canonical, sheet.body_evidence("number", item.start, item.end))
    return Reading(tuple(cited), tuple(cited.values()))


def _is_behind_title(folded: str, item: FoundNumber) -> bool:
    """Whether a 公告号 stands in the bracket behind a title: 《…的通告》（2017年第9号）."""
    return _BEHIND_TITLE.search(folded, max(0, item.start - _BRACKET), item.start) is not None


def _same(number: str, own: str | None) -> bool:
    return own is not None and squeeze(number) == squeeze(own)


def _leading(value: str) -> FoundNumber | None:
    numbers = find_numbers(value[:_LONGEST_TITLE_ROW])
    return numbers[0] if numbers and numbers[0].start == 0 else None


def _number_of_row(row: Row, sheet: Sheet) -> FoundNumber | None:
    """A number alone on its row, directly after a title there, or directly before the addressees."""
    text = row.raw[:_LONGEST_TITLE_ROW]
    if "号" not in row.folded and "〔" not in row.folded and "[" not in row.folded:
        return None
    for item in find_numbers(text, folded=row.folded[:_LONGEST_TITLE_ROW])[:1]:
        before, after = row.folded[: item.start], row.folded[item.end : _LONGEST_TITLE_ROW]
        if item.kind == "令号" and _OF_OTHERS.search(item.canonical):
            continue
        begins = not before.strip(" ([【-*") or _URGENCY.fullmatch(before)
        if begins and (_NUMBER_LEFT.match(after) or after.lstrip()[:1] in "各关省市县"):
            return item
        if _ends_title(before, sheet) and not after.lstrip(" )").startswith(("的", "文", "精神", "要求")):
            return item
    return None


def _ends_title(before: str, sheet: Sheet) -> bool:
    """Whether the text before a number is the notice's title."""
    squeezed = squeeze(before).rstrip("([【")
    if not squeezed or "。" in squeezed:
        return False
    title = squeeze(fold(sheet.title)) if sheet.title else ""
    return bool(title) and (squeezed.endswith(title) or (title.startswith(squeezed) and len(squeezed) > 6))


def _number_for_title(sheet: Sheet) -> Reading[str | None]:
    """The number that a site shows in the title's place, or, below its heading, that of an order."""
    shown = sheet.page_title
    if shown is None or shown == sheet.title or not shown.endswith(("号", "號")):
        return Reading(None)
    folded = fold(shown)
    order = _OF_ORDER.search(folded)
    number = parse_number(order["number"] if order else shown)
    if number is None:
        return Reading(None)
    start = order.start("number") if order else 0
    return Reading(
        number.canonical, (Row(shown, folded, "head", None).evidence("page_title", start, len(shown)),)
    )


def _title_number(sheet: Sheet) -> Reading[str | None]:
    instead = _number_for_title(sheet)
    if instead.value is not None:
        return instead
    for rule, title in (("title", sheet.title), ("page_title", sheet.page_title)):
        numbers = find_numbers(title[:_LONGEST_TITLE_ROW]) if title else ()
        if not title or not numbers:
            continue
        last = numbers[-1]
        before, after = fold(title[: last.start]), fold(title[last.end :])
        first = numbers[0]
        if first.start == 0 and fold(title[first.end :]).lstrip().startswith(_BEGINS_TITLE):
            return Reading(
                first.canonical, (Row(title, fold(title), "head", None).evidence(rule, 0, first.end),)
            )
        announced = last.kind in {"公告号", "通告号"}
        closing = after.strip(" )]】。") == "" and _TYPE_WORD_BEFORE.search(before) is not None
        if (announced or closing) and not _OF_OTHERS.search(last.canonical):
            return Reading(
                last.canonical, (Row(title, fold(title), "head", None).evidence(rule, last.start, last.end),)
            )
    return Reading(None)
