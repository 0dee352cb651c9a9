"""E-mail addresses, with what is put for @ and the stop against robots."""

from __future__ import annotations

import re

_EMAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}\s?(?:@|\(at\)|#)\s?[A-Za-z0-9-]{1,63}(?:\s?[.。]\s?[A-Za-z0-9-]{2,30}){1,4}"
)
_MARK_FOR_AT = re.compile(r"(?P<mark>[※*#★☆△▲&$%+])\s?号?\s?(?:请)?(?:改|替换|更换|换)(?:为|成)\s?@")
"""``admin※qc.example（※改为@）``: a mark that the line itself explains."""


def take_emails(text: str) -> tuple[list[str], str]:
    """The addresses in folded *text*, and the text with blanks for them: their digits are no telephone's.

    >>> take_emails("wj(at)qc.example，5550120")
    (['wj@qc.example'], '                ，5550120')
    """
    mark = _MARK_FOR_AT.search(text) if "@" in text else None
    text = text.replace(mark["mark"], "@") if mark is not None else text
    if "@" not in text and "(at)" not in text and "#" not in text:
        return [], text
    found = [_mended(match[0]) for match in _EMAIL.finditer(text)]
    return found, _EMAIL.sub(lambda match: " " * len(match[0]), text)


def _mended(email: str) -> str:
    return re.sub(r"\s", "", email).replace("(at)", "@").replace("#", "@").replace("。", ".")
