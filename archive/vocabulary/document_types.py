"""Document types (文种): read from a title, from formulas in the body, from the number's code."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from archive.plain_yaml import load_yaml
from archive.vocabulary.folding import fold

_LONGEST_TITLE = 300
_TRAILING_BRACKETS = re.compile(
    r"\s*(?:\([^()]{0,60}\)|〔[^〔〕]{0,60}〕|\[[^\[\]]{0,60}\]|【[^【】]{0,60}】|「[^「」]{0,200}」)\s*\Z"
)
_TRAILING_NUMBER = re.compile(r"\s*(?:[12][0-9]{3}年)?第?[0-9一二三四五六七八九十]{1,4}号\s*\Z")
_SITE_SUFFIX = re.compile(
    r"\s*(?:[-_|–]|-{2,})\s*[^-_|]{2,30}(?:网|政府|委员会|门户网站|网站|局|中心|平台)\s*\Z"
)
_CLOSED = (")", "〕", "]", "】", "」")
_PADDING = re.compile(r"(?<=[㐀-鿿])\s+(?=[㐀-鿿])")
_CLOSING = " 。.!!》”\"』」'’;；、,-"


def type_of_title(title: str) -> str | None:
    """The last 文种 word of ``title``, trailing brackets, numbers and a site's suffix dropped."""
    return _type_of_title(title[:_LONGEST_TITLE])


@lru_cache(maxsize=256)
def _type_of_title(title: str) -> str | None:
    """A page's title is asked about four times."""
    text = bare_title(title)
    if text.endswith(_not_types()):
        return None
    words, lengths = _types()
    word = next((text[-length:] for length in lengths if text[-length:] in words), None)
    return None if word is None else str(_data()["spellings"].get(word, word))


def bare_title(title: str) -> str:
    """``title`` folded, without what may follow its 文种: ``（试行）``, ``第1号``, ``-某区人民政府``."""
    text = fold(title[:_LONGEST_TITLE]).strip()
    if len(text.split()) > 1:
        text = _PADDING.sub("", text)
    before = None
    while before != text:
        before = text = text.rstrip()
        if text[-1:] in _CLOSED:
            text = _TRAILING_BRACKETS.sub("", text)
        if text.endswith("号"):
            text = _TRAILING_NUMBER.sub("", text)
        if "-" in text or "_" in text or "|" in text:
            text = _SITE_SUFFIX.sub("", text)
        text = text.rstrip(_CLOSING)
        if text.endswith(_after_type()):
            for word in _after_type():
                text = text.removesuffix(word)
    return text


def type_of_tail(body: str) -> str | None:
    """The 文种 that a closing formula (``特此公告``) states in folded ``body``; the last one counts."""
    found = [(body.rfind(formula), kind) for formula, kind in _data()["tails"].items()]
    position, kind = max(found)
    return kind if position >= 0 else None


def type_of_verb(body: str) -> str | None:
    """The 文种 that the verb opening the substance (``现通知如下``) states in folded ``body``."""
    for pattern, kind in _verbs():
        if pattern.search(body):
            return kind
    return None


def type_of_code(code: str) -> str | None:
    """The 文种 that the last character of a document number's code states: ``云卫函`` is a 函."""
    kind: str | None = _data()["code_endings"].get(code[-1:])
    return kind


@cache
def _types() -> tuple[frozenset[str], tuple[int, ...]]:
    """The words, and their lengths, the greatest first."""
    data = _data()
    words = frozenset((*data["statutory"], *data["frequent"], *data["spellings"]))
    return words, tuple(sorted({len(word) for word in words}, reverse=True))


@cache
def _not_types() -> tuple[str, ...]:
    return tuple(_data()["not_types"])


@cache
def _after_type() -> tuple[str, ...]:
    return tuple(_data()["after_type"])


@cache
def _verbs() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, re.MULTILINE), kind) for pattern, kind in _data()["verbs"])


@cache
def _data() -> dict[str, Any]:
    text = resources.files("archive.vocabulary").joinpath("document_types.yml").read_text("utf-8")
    data: dict[str, Any] = load_yaml(text)
    return data
