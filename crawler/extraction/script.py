"""Tell in which script a text is written, and take out the pinyin that clones insert.

Cloned pages carry the reading of some characters behind them: ``國(guó)家``.  A syllable with a tone
mark gives them away; ``（局）``, ``(委、局)`` and ``(PCR)`` stay.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

from archive.plain_yaml import load_yaml

_PINYIN = re.compile(
    r"(?<=[\u3400-\u9fff])\s?[(（]\s?(?=[a-zü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ])"
    r"[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]{1,7}(?:\s[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]{1,7}){0,3}\s?[)）]"
)
_BRACKETED = tuple(
    re.compile(bracket + r"\s?[a-zü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]") for bracket in (r"\(", "（")
)
"""How a note begins; a search for one plain character is the fastest, and few pages go on so behind one."""
_TONE_MARK = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_FEWEST_NOTES = 2
_SAMPLE = 4000


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = load_yaml(resources.files(__package__).joinpath("script.yml").read_text("utf-8"))
    simplified, traditional = frozenset(words["simplified_only"]), frozenset(words["traditional_only"])
    return {
        "simplified": re.compile(f"[{''.join(sorted(simplified - traditional))}]"),
        "traditional": re.compile(f"[{''.join(sorted(traditional - simplified))}]"),
        "converted": words["converted"],
        "written": words["written"],
    }


def strip_pinyin(text: str) -> str:
    """*text* without pinyin notes."""
    return _PINYIN.sub("", text) if "(" in text or "（" in text else text


def has_pinyin(text: str) -> bool:
    """Whether the text carries pinyin notes: two of them, since one may be meant."""
    if not any(begun.search(text) for begun in _BRACKETED) or _TONE_MARK.search(text) is None:
        return False
    return len(_PINYIN.findall(text, 0, 200_000)) >= _FEWEST_NOTES


def script_of(text: str, *, pinyin: bool = False) -> str | None:
    """``hans``, ``hant``, ``hant-auto`` (converted by machine) or ``hant+pinyin``.

    ``None`` where there is no Chinese character; *pinyin* says that notes were taken out.
    """
    if pinyin:
        return "hant+pinyin"
    words = _words()
    sample = text[:_SAMPLE]
    traditional = len(words["traditional"].findall(sample))
    if traditional > 0 and traditional > len(words["simplified"].findall(sample)):
        converted = sum(sample.count(word) for word in words["converted"])
        written = sum(sample.count(word) for word in words["written"])
        return "hant-auto" if converted > written else "hant"
    return "hans" if _HAN.search(sample) else None
