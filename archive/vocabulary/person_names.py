"""Names of persons: whether a short text that no label announces is one, by its surname."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources
from typing import Any

from archive.plain_yaml import load_yaml
from archive.vocabulary.folding import fold

_LONGEST_GIVEN = 2
_FAMILIAR = 2
_TIBETAN = 4


@lru_cache(maxsize=2048)
def is_person_name(text: str) -> bool:
    """Whether ``text`` is a surname with a given name (贺兰庭) or with a word of address (贺老师, 小贺).

    Given names have one or two characters.  Of the names of peoples that bear no surname only the whole
    ones of Tibetans are recognised, 普布扎西; what they are made of may be a place alone, 尼玛.
    """
    name = fold(text)
    if name.startswith(_never()):
        return False
    if len(name) == _TIBETAN and name[:2] in _tibetan() and name[2:] in _tibetan():
        return True
    if len(name) == _FAMILIAR and name[0] in _familiar() and name[1] in _surnames():
        return True
    for surname in (name[:2], name[:1]):
        if surname in _surnames():
            rest = name[len(surname) :]
            if rest in words_of_address() or (1 <= len(rest) <= _LONGEST_GIVEN and _is_han(rest)):
                return True
    return False


def _is_han(text: str) -> bool:
    return all("\u3400" <= character <= "\u9fff" for character in text)


@cache
def _surnames() -> frozenset[str]:
    data = _data()
    return frozenset((*data["single"].replace(" ", ""), *data["compound"]))


@cache
def words_of_address() -> tuple[str, ...]:
    """How a person is called behind the surname: 老师, 护士长; 工 for an engineer."""
    return tuple(_data()["called"])


@cache
def _familiar() -> frozenset[str]:
    return frozenset(_data()["familiar"])


@cache
def _tibetan() -> frozenset[str]:
    return frozenset(_data()["tibetan"])


@cache
def _never() -> tuple[str, ...]:
    return tuple(_data()["never"])


@cache
def _data() -> dict[str, Any]:
    text = resources.files("archive.vocabulary").joinpath("surnames.yml").read_text("utf-8")
    data: dict[str, Any] = load_yaml(text)
    return data
