"""Organisations: whether a text names one, glued names apart, offices rolled up."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from archive.plain_yaml import load_yaml
from archive.vocabulary.folding import fold
from archive.vocabulary.regions import begins_with_place

LONGEST_NAME = 45
LONGEST_GLUED = 240
_SHORTEST_MEDIUM, _LONGEST_MEDIUM = 4, 20
_SHAPE = re.compile(r"[㐀-鿿A-Za-z0-9·、（）()“”\"-]{2,}")
_PUNCTUATION = re.compile(r"[,，。;；:：!！?？《》\[\]【】〔〕]")
_SEPARATORS = re.compile(r"[、?\t]+")
"""``?`` stands where a damaged page lost its ideographic spaces."""
_PERIODICAL = re.compile(r"《[^《》,。:]{2,30}》(?:编辑部|编委会|编辑委员会|编辑室|杂志社)")
_SECTOR = re.compile(r"[东西南北中]区")
"""An office for a part of the land (疾病管制署东区管制中心), rather than the district of a city."""
_COUNCIL = "国务院"
_GOVERNMENTS = (_COUNCIL, "人民政府")
_LEAGUE = "共青团"
"""No name without its committee: 共青团清川市委."""
_STEM_MARKS = re.compile(r"[各该本你我请]|[转函批][发知转]|关于")
_SHORT_PLACE = re.compile(r"(?:[㐀-鿿]{1,6}?[省市县区州盟旗镇乡]|[省市县区州])(?=[㐀-鿿]{2})")


def is_organisation(text: str) -> bool:
    """Whether ``text`` is one organisation's name: shape, ending, and no word that a name never holds."""
    return _is_organisation("".join(text[: 2 * LONGEST_NAME].split()))


def is_advertising(text: str) -> bool:
    """Whether ``text`` holds a word that cloned pages put where the name of an organ stood."""
    return _never_in_names()[0].search(_kept(fold(text))) is not None


def is_medium(text: str) -> bool:
    """Whether ``text`` is the name of a newspaper, journal, broadcaster or portal."""
    name = _medium_name(text)
    return name is not None and name.endswith(tuple(_data()["media"]))


def may_be_account(text: str) -> bool:
    """Whether ``text`` may be a public account's name (``健康云泽``, ``云泽疾控``), as a column's may."""
    name = _medium_name(text)
    return name is not None and any(word in name for word in _data()["accounts"])


def _medium_name(text: str) -> str | None:
    """``text`` folded if its shape is that of a name and it advertises nothing."""
    name = "".join(fold(text[: 2 * LONGEST_NAME]).split())
    if not _SHORTEST_MEDIUM <= len(name) <= _LONGEST_MEDIUM or not _SHAPE.fullmatch(name):
        return None
    return None if _STEM_MARKS.match(name) or "的" in name or is_advertising(name) else name


def split_organisations(glued: str) -> tuple[str, ...]:
    """The names in ``glued``, which may stand apart, behind each other or joined without any separator.

    ``清川市卫生健康委员会清川市教育局`` gives two names; an office stays with its organ.  Empty when any
    piece is no organisation: a guess at half of a line would be worse than none.
    """
    text = glued.strip()[:LONGEST_GLUED]
    names: list[str] = []
    for piece in _pieces(text):
        parts = _unglued(piece)
        if not parts:
            return ()
        names.extend(parts)
    return tuple(dict.fromkeys(names))


def parent_organisation(name: str) -> str:
    """The organ whose office or department ``name`` is: ``国家卫生健康委办公厅`` → ``国家卫生健康委``."""
    for suffix in _inside():
        parent = name.removesuffix(suffix)
        if parent != name and len(parent) >= 3 and _is_organisation(parent):
            return parent
    return name


@lru_cache(maxsize=4096)
def _is_organisation(name: str) -> bool:
    if not 2 <= len(name) <= LONGEST_NAME:
        return False
    folded = fold(name)
    if folded[0] == "《":
        return _PERIODICAL.fullmatch(folded) is not None
    if not _SHAPE.fullmatch(folded) or _PUNCTUATION.search(folded) or _STEM_MARKS.match(folded):
        return False
    if folded.count("(") != folded.count(")") or "的" in folded or folded[0].isdigit():
        return False
    bare = re.sub(r"\([^()]*\)\Z", "", folded) if folded.endswith(")") else folded
    if not bare.endswith(_endings()):
        return False
    kept = _kept(folded)
    return not any(words.search(kept) for words in _never_in_names())


@cache
def _never_in_names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words of advertising, and those that tell a sentence or a label from a name."""
    data = _data()
    return re.compile("|".join(data["advertising"])), re.compile("|".join(data["never"]))


def _kept(folded: str) -> str:
    """``folded`` without the words that may stand in a name although a part of them may not."""
    if _although().search(folded) is not None:
        for word in _data()["although"]:
            folded = folded.replace(word, "")
    return folded


@cache
def _although() -> re.Pattern[str]:
    return re.compile("|".join(_data()["although"]))


def _pieces(text: str) -> list[str]:
    """The parts that white space or ``、`` sets apart; padding inside one name is closed first."""
    words = _SEPARATORS.sub(" ", text).split()
    if len(words) > 1 and sum(len(word) == 1 for word in words) > len(words) / 2:
        return ["".join(words)]
    pieces: list[str] = []
    for word in words:
        if pieces and not (_is_organisation(pieces[-1]) and _is_organisation(word)):
            joined = pieces[-1] + word
            if _is_organisation(joined):
                pieces[-1] = joined
                continue
        pieces.append(word)
    return pieces


@lru_cache(maxsize=1024)
def _unglued(piece: str) -> tuple[str, ...]:
    """``piece`` cut wherever a name ends and another clearly begins; empty when no cut makes only names."""
    names: list[str] = []
    start = 0
    folded = fold(piece)
    for match in _any_suffix().finditer(folded):
        end = match.end()
        rest = folded[end:]
        name = folded[start:end]
        if rest and len(name) >= 3 and name != _LEAGUE and _begins_name(rest, name.removeprefix(_LEAGUE)):
            names.append(piece[start:end])
            start = end
    names.append(piece[start:])
    return tuple(names) if all(_is_organisation(name) for name in names) else ()


def _begins_name(rest: str, before: str) -> bool:
    # No government signs beside its own departments: 国务院卫生部 is one name, however wrong.
    if before.endswith(_GOVERNMENTS) and rest.startswith(_ministries(national=before == _COUNCIL)):
        return False
    if rest.startswith(_starts()):
        return True
    if rest[:2] == before[:2] and _SHORT_PLACE.match(rest):
        return True
    if _SECTOR.match(rest):
        return False
    return begins_with_place(rest) or (rest[0] in "省市县区州" and rest[0] == before[0])


@cache
def _starts() -> tuple[str, ...]:
    return (*_data()["starts"], *_ministries(national=False))


@cache
def _ministries(*, national: bool) -> tuple[str, ...]:
    """How departments of a government are called; 国家 begins the names of the State Council's alone."""
    return (*_data()["ministries"], *(("国家",) if national else ()))


@cache
def _inside() -> tuple[str, ...]:
    data = _data()
    return tuple(sorted((*data["offices"], *data["departments"]), key=len, reverse=True))


@cache
def _endings() -> tuple[str, ...]:
    """The suffixes, without those that end in a shorter one: 委员会 ends in 会."""
    suffixes = _data()["suffixes"]
    return tuple(word for word in suffixes if not any(word[at:] in suffixes for at in range(1, len(word))))


@cache
def _any_suffix() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_data()["suffixes"], key=len, reverse=True)))


@cache
def _data() -> dict[str, Any]:
    text = resources.files("archive.vocabulary").joinpath("organisations.yml").read_text("utf-8")
    data: dict[str, Any] = load_yaml(text)
    return data
