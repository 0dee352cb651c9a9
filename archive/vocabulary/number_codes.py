"""The code (机关代字) before the year of a document number: where it begins in what runs into it."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

from archive.plain_yaml import load_yaml

LONGEST_CODE = 14
_REACH = 40
"""How far before the year a code is looked for: a sentence may run into it."""
_FULL_LINE = 20
_SHORTEST_STEM, _LONGEST_STEM = 2, 6
"""How long what stands in a code before the type that ends it is: 清卫公告."""
_MOST_CARRIED = 3
"""A line of so many characters may have been broken by the layout, with so much of a code at its end."""
_AFTER_NUMBER = frozenset(')》〉」”"')
"""After one of these, as after a digit, 和 or 日 at the beginning of a run is no part of a code."""
_HAN_RUN = re.compile(r"(?:[㐀-鿿][ ]{0,2}){1,40}\Z")
"""A tab ends a cell of a table, and no code goes on behind it."""
_MARK = "号"
"""Behind the 号 of another number 和 is no part of a code."""


def code_before(folded: str, end: int, *, organisations: bool = True, wrapped: bool = False) -> str:
    """The code that ends at ``end``, spaces included; it may stand on the line before, alone.

    With ``wrapped`` it may also begin at the end of a full line and go on in the next.
    """
    window = folded[max(0, end - _REACH) : end]
    above, _, here = window.rpartition("\n")
    if wrapped and len(above.rpartition("\n")[2]) >= _FULL_LINE and _HAN_RUN.fullmatch(here):
        run = _HAN_RUN.search(above + here)
        if run is not None:
            before = (above + here)[: run.start()].rstrip()[-1:]
            code = _after_boundary(run[0], before, organisations=organisations)
            if 0 < len(code) - len(here) <= _MOST_CARRIED:
                return window[-len(code) - 1 :]
    if here.strip() == "" and "\n" in window:
        above = window.rstrip().rpartition("\n")[2]
        if len(above) <= LONGEST_CODE and _HAN_RUN.fullmatch(above.strip()):
            return window[len(window.rstrip()) - len(above) :]
        return ""
    run = _HAN_RUN.search(here)
    if run is None:
        return ""
    before = here[: run.start()].rstrip()[-1:]
    return _last_word(_after_boundary(run[0], before, organisations=organisations))


def _after_boundary(run: str, before: str, *, organisations: bool) -> str:
    """``run`` after its last boundary; ``before`` is the character in front of it."""
    words, characters, names = _patterns()
    own = run.rstrip().removesuffix(_type_at_end(run))
    if len(own) < len(run.rstrip()) and own.endswith(tuple(_data()["before_types"])):
        stem = _after_boundary(own, before, organisations=organisations)
        if _SHORTEST_STEM <= len(stem.strip()) <= _LONGEST_STEM and not names.search(stem):
            return run[len(own) - len(stem) :]
    cut = 0
    for match in words.finditer(run):
        cut = match.end()
    cut += next((len(word) for word in _data()["boundary_prefixes"] if run.startswith(word, cut)), 0)
    if organisations:
        for match in names.finditer(run):
            # 云医学会函 is the code of a society; 函 alone is none.
            if len(run.rstrip()) - match.end() != 1:
                cut = max(cut, match.end())
    for match in characters.finditer(run):
        before_it = run[cut : match.start()]
        is_name = len(before_it.strip()) == 1 and before_it.strip() != _MARK
        if match[0] == "和" and (is_name or run[: match.start()].endswith(_joined())):
            continue  # 嘉和卫医字 is a code of 嘉和: no name of an organ has one character
        inside = match.start() > 0 or before.isdigit() or before in _AFTER_NUMBER
        if inside and match.end() > cut and len(run) - match.end() >= 2:
            cut = match.end()
    return run[cut:].lstrip()


def _type_at_end(run: str) -> str:
    bare = run.rstrip()
    return next((word for word in _data()["types_in_codes"] if bare.endswith(word)), "")


def _last_word(code: str) -> str:
    """``code`` without what a space sets apart from it; padding inside a name (云 卫 函) is no such space."""
    pieces = code.split()
    if len(pieces) < 2 or all(len(piece) == 1 for piece in pieces):
        return code
    if len(pieces[-1]) == 1 or sum(map(len, pieces)) <= 8:
        return code
    return code[code.rstrip().rindex(pieces[-1]) :]


@cache
def _joined() -> tuple[str, ...]:
    return tuple(_data()["before_he"])


def is_look_alike(code: str) -> bool:
    """Whether a code is no office's but a registration's or a licence's."""
    return any(word in code for word in _data()["look_alikes"])


def is_penalty(code: str) -> bool:
    """Whether a code is that of penalty decisions."""
    return any(word in code for word in _data()["penalties"])


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = _data()
    words = "|".join(word + ("(?![规制])" if word == "办法" else "") for word in data["boundary_words"])
    return (
        re.compile(words),
        re.compile(f"[{data['boundary_characters']}]"),
        re.compile("|".join(data["organisation_words"])),
    )


@cache
def _data() -> dict[str, Any]:
    text = resources.files("archive.vocabulary").joinpath("document_numbers.yml").read_text("utf-8")
    data: dict[str, Any] = load_yaml(text)
    return data
