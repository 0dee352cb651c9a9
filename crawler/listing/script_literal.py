"""JavaScript literals: the arrays and objects that a script holds as data, read without running it.

A script's own language is never run and never guessed at: what is not a literal is not read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

LONGEST = 2_000_000
"""Characters of a script that are looked at."""
MOST_LITERALS = 100
DEEPEST = 100
"""Brackets within brackets; no data that lists notices has nearly as many."""
_START = re.compile(r"(?:[=(:,]|\breturn\b)\s*(?=[\[{])")
_BRACKET = re.compile(r""""(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[\[\]{}]""", re.DOTALL)
"""A bracket, or a string with what brackets it holds; one that never ends goes to the end, once."""
_TOKEN = re.compile(
    r"""\s*(?:(?P<comment>//[^\n]*|/\*.*?\*/)
    |(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`\\$]*`)
    |(?P<number>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])
    |(?P<word>[A-Za-z_$][\w$]*)
    |(?P<sign>[\[\]{},:]))""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r?\n|.)", re.DOTALL)
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""The escape of one half of a surrogate pair."""
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_WORDS = {"true": "true", "false": "false", "null": "null", "undefined": "null"}


def literals(script: str) -> Iterator[Any]:
    """The values of the outermost array and object literals of *script*, in order."""
    script = script[:LONGEST]
    position = found = 0
    while found < MOST_LITERALS and (start := _START.search(script, position)):
        found += 1
        end = bracket_end(script, start.end())
        value = None if end is None else literal(script[start.end() : end])
        position = end if end is not None and value is not None else start.end() + 1
        if value is not None:
            yield value


def literal(text: str) -> Any:
    """The value that *text*, one literal in JSON or in JavaScript's wider spelling, stands for.

    ``None`` for anything else, such as a literal that holds a call or a variable.

    >>> literal("{title: 'a', link: \\"./b\\", top: false, }")
    {'title': 'a', 'link': './b', 'top': False}
    """
    try:
        return parsed_json(text)
    except (ValueError, RecursionError):
        pass
    written = _as_json(text)
    try:
        return None if written is None else json.loads(written)
    except (ValueError, RecursionError):
        return None


def parsed_json(text: str) -> Any:
    """The value of *text* in JSON; raises ``ValueError`` or ``RecursionError`` where it is none."""
    value = json.loads(text)
    if _HALF.search(text) is None:
        return value
    return json.loads(paired(json.dumps(value, ensure_ascii=False)))


def paired(text: str) -> str:
    r"""*text* with the halves of surrogate pairs joined; a half that stands alone is left out.

    Programs that cut a title after so many characters cut through the 📢 at its end, and no
    database takes the half that is left.

    >>> paired("通知\ud83d\udce2 公告\ud83d")
    '通知📢 公告'
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")


def unquoted(string: str) -> str:
    """The text that a quoted JavaScript string stands for.

    >>> unquoted("'it\\\\'s'")
    "it's"
    """
    text = _ESCAPE.sub(_unescaped, string[1:-1])
    return text if _HALF.search(string) is None else paired(text)


def _unescaped(escape: re.Match[str]) -> str:
    mark = escape[1]
    if mark[0] in "ux" and len(mark) > 1:
        return chr(int(mark[1:], 16))
    return "" if mark.endswith("\n") else _ESCAPED.get(mark, mark)


def bracket_end(script: str, start: int) -> int | None:
    """Where what opens at the first bracket from *start* on closes; ``None`` where it does not.

    What is too deep to be data does not.
    """
    depth = 0
    for found in _BRACKET.finditer(script, start):
        if found[0] in "[{":
            depth += 1
            if depth > DEEPEST:
                return None
        elif found[0] in "]}":
            depth -= 1
            if depth <= 0:
                return found.end()
    return None


def _as_json(text: str) -> str | None:
    """*text* with quoted keys, double quotes and no trailing commas; ``None`` if it is no literal."""
    written: list[str] = []
    position, text = 0, text.rstrip()
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            return None
        position = token.end()
        if token["comment"]:
            continue
        if token["string"]:
            written.append(json.dumps(unquoted(token["string"])))
        elif token["word"]:
            is_key = text[position : position + 50].lstrip()[:1] == ":"
            written.append(json.dumps(token["word"]) if is_key else _WORDS.get(token["word"], ""))
            if not written[-1]:
                return None
        elif token["sign"] and token["sign"] in "]}" and written and written[-1] == ",":
            written[-1] = token["sign"]
        else:
            written.append(token["number"] or token["sign"])
    return "".join(written)
