"""Compare what was read with what is right, field by field.

Scalar fields count one value a notice, list fields an item each.  A value is *correct*, *wrong* (the
page says something else, or nothing), or *missing*.  Texts are compared as readers do: without
spaces, punctuation, width and script.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.vocabulary.folding import simplify

SCALARS = (
    *("title", "document_number", "index_number", "document_type", "issued_date", "published_date"),
    *("effective_date", "source", "region_code", "script"),
)
LISTS = ("issuers", "addressees", "attachments", "deadlines", "contacts", "cited_numbers")
FIELDS = (*SCALARS, *LISTS)
_NOT_WORD = re.compile(r"[\W_]+")
_ENDING = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|jpe?g|png|txt)$", re.I)


@dataclass(slots=True)
class Tally:
    """How often a field was right over a set of notices."""

    correct: int = 0
    wrong: int = 0
    missing: int = 0
    wholly_right: int = 0
    """Notices in which the field has neither a wrong nor a missing value."""
    notices: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """1 where there is nothing to find and nothing was given."""
        found = 2 * self.correct
        return found / (found + self.wrong + self.missing) if found + self.wrong + self.missing else 1.0

    @property
    def right_share(self) -> float:
        return self.wholly_right / self.notices if self.notices else 1.0


def judge(tally: Tally, name: str, ident: str, given: Any, gold: Any, accepted: list[Any]) -> None:
    """Count the value of one field of one notice, by the answer that it comes nearest to."""
    answers = [_items(name, answer) for answer in (gold, *accepted)]
    own = _items(name, given)
    best = min(answers, key=lambda answer: (own ^ answer).__len__())
    correct, wrong, missing = len(own & best), len(own - best), len(best - own)
    if name in SCALARS and wrong and missing:
        missing = 0  # answered, but wrongly
    tally.notices += 1
    tally.wholly_right += not wrong and not missing
    tally.correct += correct
    tally.wrong += wrong
    tally.missing += missing
    if wrong or missing:
        tally.faults.append(f"{ident}: {sorted(own - best)} for {sorted(best - own)}")


def _body_f1(given: str, gold: str) -> float:
    """F1 over the character bigrams of two texts, white space left out."""
    own, right = _bigrams(given), _bigrams(gold)
    common = sum((own & right).values())
    total = sum(own.values()) + sum(right.values())
    return 2 * common / total if total else 1.0


def body_score(given: str, gold: Sequence[str], accepted: Sequence[str]) -> float:
    """The best F1 of a body over what is right: the *gold* lines, and whole texts *accepted* beside them."""
    return max(_body_f1(given, right) for right in ("\n".join(gold), *accepted))


def _bigrams(text: str) -> Counter[str]:
    squeezed = "".join(unicodedata.normalize("NFKC", text).split())
    return Counter(squeezed[index : index + 2] for index in range(len(squeezed) - 1))


def plain(text: str) -> str:
    """Letters, digits and Simplified characters only."""
    return _NOT_WORD.sub("", simplify(unicodedata.normalize("NFKC", text))).lower()


def _items(name: str, value: Any) -> frozenset[str]:
    if value is None or value in ("", []):
        return frozenset()
    if name in SCALARS:
        return frozenset({value if name.endswith("_date") else plain(str(value))})
    compare = _COMPARED.get(name, lambda item: (plain(item),))
    return frozenset(part for item in value for part in compare(item) if part)


def _attachment(item: Any) -> tuple[str, ...]:
    if isinstance(item, Mapping) and item.get("url"):
        return (str(item["url"]),)
    name = item["name"] if isinstance(item, Mapping) else item
    return (plain(_ENDING.sub("", re.sub(r"^附件\s*\d*\s*[:：]?", "", name))),)


def _deadline(item: Any) -> tuple[str, ...]:
    if item.get("date"):
        return (str(item["date"]),)
    return (f"recur:{plain(item['recur'])}",) if item.get("recur") else ()


def _contact(item: Any) -> tuple[str, ...]:
    parts = []
    for kind in ("name", "phone", "fax", "email", "address", "postcode"):
        values = item.get(kind) or []
        for value in [values] if isinstance(values, str) else values:
            # 转805 and -805 are dialled alike.
            said = re.sub(r"\D", "", plain(value)) if kind in ("phone", "fax") else plain(value)
            parts.append(f"{kind}:{said}")
    return tuple(parts)


def _number(item: str) -> tuple[str, ...]:
    # An order's number counts with and without the name of who gave it.
    return (re.sub(r"^.*(?=令\d)", "", plain(item).replace("第", "")),)


_COMPARED: dict[str, Callable[[Any], tuple[str, ...]]] = {
    "attachments": _attachment,
    "deadlines": _deadline,
    "contacts": _contact,
    "cited_numbers": _number,
}
