"""The rows around a signature: what may stand above it, contacts, and what comes below it only."""

from __future__ import annotations

import re

from archive.vocabulary.organisations import is_organisation
from crawler.extraction.fields.row import Row

LONGEST_ROW = 120
AFTER_SIGNATURE = re.compile(
    r"附\s{0,4}(?:件|表|录)|\((?:此件|信息公开|联系|公开|主动|附件|注)|抄\s?送|抄\s?报|主\s?题\s?词|[报送]:|"
    r"信息公开|公开方式|联系|扫一扫|相关|责任编辑|编辑|来源|分享|打印|关闭|上一|下一|解读"
)
CONTACT = re.compile(
    r"[㐀-鿿]{0,6}?(?:电\s{0,4}话|热\s{0,2}线|传\s{0,4}真|邮\s{0,4}[箱编]|手\s{0,2}机|"
    r"地\s{0,4}址|网\s{0,2}址|联\s{0,2}系\s{0,2}人)[^:]{0,8}:"
)
SEALS = "印章|公章|盖章|章|签章|代章|印"
"""What stands in brackets where a printed document has its seal."""
SEAL = re.compile(rf"\s*\((?:{SEALS})\)\s*")
HOLDER = re.compile(
    r"\s?(?:总监|署长|局长|司长|处长|院长|校长|会长|理事长|主席|主任|总干事|秘书长|行政总裁)\Z"
)
"""The head of an organisation, in whose name a letter of Hong Kong is signed."""
ON_BEHALF = re.compile(r"\(\s{0,2}[㐀-鿿](?:[㐀-鿿\s]{1,24})\s{0,12}代行\s{0,2}\)")
_SEALED_FOR = re.compile("代(?:章|签章|印)?\\Z")
_BRACKETED = re.compile(r"\((?P<inside>[^()]{1,30})\)")
_ANNOUNCES_LIST = re.compile(r"(?:如下|以下|下列)[^。;!]{0,20}[。;!.]\Z")
_CONTACT_END = re.compile(r"(?:[0-9]{7,}(?:\s{1,3}[㐀-鿿]{2,4})?|[0-9]{4}\)|@[A-Za-z0-9.-]{4,40})\Z")
_CLOSING_FORMULA = re.compile(r"(?:特此[㐀-鿿]{2,4}|此[令复致]|以上.{2,20}请.{2,20})\Z")
_PERSON_AND_ORGAN = re.compile(r"[㐀-鿿]{2,4}\s+[㐀-鿿]{4,}\Z")


def may_precede_signature(above: str) -> bool:
    """Whether a row ends the text: a finished sentence that announces no list, a note, or whom to ask."""
    if _ANNOUNCES_LIST.search(above):
        return False
    finished = above.endswith(("。", "!", ";", ".", ")", "》")) or _CLOSING_FORMULA.search(above[-40:])
    finished = finished or _CONTACT_END.search(above[-40:])
    return bool(finished or AFTER_SIGNATURE.match(above) or CONTACT.match(above))


def lists_people(rows: tuple[Row, ...]) -> bool:
    """Whether two rows give people with the organisations where they work (``车南枝　区妇幼保健院``)."""
    return len(rows) > 1 and all(_PERSON_AND_ORGAN.match(row.folded) is not None for row in rows)


def names_office(text: str) -> bool:
    """Whether a row is a seal, or names who signs once more, in brackets: ``（清川考点办公室）``."""
    bracketed = _BRACKETED.fullmatch(text)
    return bracketed is not None and (
        SEAL.fullmatch(text) is not None or is_organisation(_SEALED_FOR.sub("", bracketed["inside"]))
    )
