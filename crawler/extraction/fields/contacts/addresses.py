"""Addresses and postcodes in the rows of contacts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from archive.vocabulary.organisations import is_organisation
from crawler.extraction.fields.word_lists import alternatives

_SEATS = "院会校所馆社局"
"""院址, 会址; not 网址, 旧址."""
_LABEL = rf"(?:{alternatives(__package__, 'kinds_of_address')})?\s{{0,2}}地\s{{0,4}}址"
_ASKED = alternatives(__package__, "asked_letters")
_POSTCODE = re.compile(r"邮\s{0,4}(?:政\s{0,2}编\s{0,2}码|编|码)\s{0,2}:?\s{0,3}(?P<code>[0-9]{6})(?![0-9])")
_CODE_BEFORE = r"(?:(?P<code>[0-9]{3,6})\s{1,2})?"
_IN_SENTENCE = re.compile(
    rf"(?:{_LABEL}|(?<![㐀-鿿])[{_SEATS}]址(?=\s?:)|{_ASKED})\s{{0,3}}:?\s{{0,3}}{_CODE_BEFORE}"
    r"(?P<address>[^,。;\n:(\t]{6,60}?)(?=[,。;\n(\t]|收|\s{2}|邮|联系|电话|\Z|\s[0-9]{6}(?![0-9-]))"
    r"(?:(?:\s{1,2}|\s?\(\s?)(?P<behind>[0-9]{6})(?![0-9]))?"
)
"""通讯地址：清川市滨河路8号（900001）, 材料请寄至清川市滨河路8号."""
_BEFORE_POSTCODE = re.compile(
    r"(?:^|[:,;。至到寄(])(?P<address>[^,。;:\n(至寄]{2,50}?[路街道巷弄][^,。;:\n(]{1,40})"
    r"[,;(]?[^,。;:\n]{0,20}?[,;(]\s?邮\s{0,4}(?:政|编|码)"
)
"""信函：清川市滨河路8号综合科，邮编：900001."""
_BEHIND_POSTCODE = re.compile(
    r"\(\s?(?P<code>[0-9]{3,6})\s{1,2}(?P<address>[㐀-鿿][^(),。;:]{3,40}[路街道巷弄号][^(),。;:]{0,20})\)"
)
"""Taiwan: 寄至企劃科（60299 清川縣民生路88號）."""
_ROW = re.compile(
    rf"(?:[㐀-鿿0-9][、.]\s?)?(?:{_LABEL}|[{_SEATS}]\s?址)\s{{0,3}}:\s{{0,3}}{_CODE_BEFORE}"
    r"(?P<address>(?:(?!邮\s?[政编])[^,。;:\t@]){6,60}?)(?:(?:\s{1,2}|\s?\()(?P<behind>[0-9]{6})\)?)?\Z"
)
"""柒、會址：40867 清川市晴川街19巷7號."""
_OF_PARTY = re.compile(
    rf"(?:[㐀-鿿0-9]{{1,2}}[、.]\s?)?[㐀-鿿]{{2,10}}\s?:\s?(?P<name>[^:,。;\t]{{4,45}}?)[\s,;]{{1,3}}{_LABEL}\s{{0,3}}:"
)
"""采购人：清川市第二医院　地址：清川市滨河路8号, over whom to ask there."""
_SENT_TO = re.compile(rf"(?:{_ASKED})")
"""寄至市药学会办公室: who gets it is named; where that is stands elsewhere."""
_COLUMN = re.compile(r"(?:[㐀-鿿]{0,6})地\s?址")
"""The heading of a column of addresses."""
_HAN = re.compile(r"[㐀-鿿]")
_DIGIT = re.compile("[0-9]")
_FEWEST_TABS = 2
_MOST_ROWS_OF_TABLE = 200
_LONGEST_CELL = 60
_FEWEST = 4


class Address(NamedTuple):
    """An address as printed, with its postcode; either may be missing."""

    address: str | None
    postcode: str | None


def find_address(text: str, raw: str) -> Address:
    """The address in a sentence, folded as *text* and printed as in *raw*, which is as long."""
    postcode = _POSTCODE.search(text)
    code = postcode["code"] if postcode else None
    if not postcode and "址" not in text and "寄" not in text:
        return Address(None, None)
    if text.count("\t") >= _FEWEST_TABS and not _DIGIT.search(text):
        return Address(None, None)  # the headings of a table: 地址 beside 开诊日期和电话
    match = _IN_SENTENCE.search(text) or (_BEFORE_POSTCODE.search(text) if postcode else None)
    if match is None and "(" in text:
        match = _BEHIND_POSTCODE.search(text)
    if match is None or not _HAN.search(match["address"]):
        return Address(None, code)
    found = match.groupdict()
    printed = raw[slice(*match.span("address"))].strip().removesuffix("办公")
    if _SENT_TO.match(match[0]) and not _DIGIT.search(printed) and is_organisation(printed):
        return Address(None, code)
    return Address(printed, code or found.get("code") or found.get("behind"))


def address_row(text: str, raw: str) -> Address | None:
    """The address of a row that is nothing else."""
    match = _ROW.match(text) if "址" in text[:12] else None
    if match is None:
        return None
    return Address(raw[slice(*match.span("address"))].strip(), match["code"] or match["behind"])


def party_with_address(text: str, raw: str) -> str | None:
    """The organisation that a row names before its address; whom to ask there stands below."""
    match = _OF_PARTY.match(text) if "址" in text and ":" in text else None
    if match is None:
        return None
    name = raw[slice(*match.span("name"))].strip()
    return name if is_organisation(name) else None


def address_in_table(rows: Sequence[str], index: int) -> str | None:
    """The cell of the row *index* below the heading 地址 of its table, as printed in *rows*."""
    first = index
    while first > 0 and index - first < _MOST_ROWS_OF_TABLE and "\t" in rows[first - 1]:
        first -= 1
    if first == index or "址" not in rows[first]:
        return None
    cells = rows[index].split("\t")
    for column, heading in enumerate(rows[first].split("\t")[: len(cells)]):
        cell = cells[column].strip()
        if _COLUMN.fullmatch(heading.strip()) and _FEWEST <= len(cell) <= _LONGEST_CELL and _HAN.search(cell):
            return cell
    return None
