"""Where a function leads that a click calls, as a pager's or a row's does; no script is run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice
from urllib.parse import quote

from crawler.listing.script_literal import bracket_end

_LONGEST_FUNCTION = 1500
_LONGEST_SCRIPTS = 2_000_000
_MOST_DEFINITIONS = 20
"""No more functions of one name are looked at."""
_NEXT_FUNCTION = re.compile(r"\bfunction\b")
_LEADS_AWAY = re.compile(r"\blocation\b|\bopen\s*\(|\bhref\b")
_LEADS = re.compile(
    r"(?:\blocation(?:\.href)?\s*=|\blocation\.(?:assign|replace)\s*\(|\bopen\s*\(|\.href\s*=|[\"']href[\"']\s*,)\s*$"
)
_LITERAL = r"\"[^\"\\\n<>]{0,300}\"|'[^'\\\n<>]{0,300}'"
_TEMPLATE = r"`[^`\\\n<>]{0,300}`"
_NAME = r"(?<![\w.$])[A-Za-z_$][\w$]{0,60}(?![\w.$(\[])"
_ESCAPED = rf"encodeURI(?:Component)?\(\s*{_NAME}\s*\)"
_NUMBER = r"(?<![\w.$])\d{1,20}(?![\w.$])"
_TERM = rf"(?:{_LITERAL}|{_TEMPLATE}|{_ESCAPED}|{_NAME}|\(\s*{_NAME}\s*[-+]\s*\d\s*\)|{_NUMBER})"
_SUM = re.compile(
    rf"(?:[=(:?,]|=>|\breturn\b)\s*(?P<sum>{_TERM}(?:\s*\+\s*{_TERM}){{0,8}})\s*(?=[;}})\n,:]|$)"
)
_PART = re.compile(
    rf"(?P<literal>{_LITERAL})|(?P<template>{_TEMPLATE})|(?P<number>{_NUMBER})"
    rf"|(?:encodeURI(?:Component)?)?\(?\s*(?P<name>[A-Za-z_$][\w$]*)\s*(?:(?P<sign>[-+])\s*(?P<shift>\d)\s*)?\)?"
)
_CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]+")
"""Characters that are escaped; one for private use may stand for an argument that is put in later."""
_LONGEST_ESCAPE = len("encodeURIComponent(")
_FILLED = re.compile(r"\$\{\s*(?:encodeURI(?:Component)?\(\s*)?(?P<name>[A-Za-z_$][\w$]*)\s*\)?\s*\}")

Value = Callable[[str], str | None]
"""What a name in a function stands for; ``None`` where that is known only while the script runs."""


def called_address(html: str, function: str, position: int, number: int) -> str | None:
    """The address to which a call of *function* leads, with *number* as its argument at *position*.

    The function's body must put the address together of text constants and that argument alone;
    else ``None``.  The address is as it is written, perhaps relative.

    >>> called_address("<script>function go(n){location.href='list.asp?page='+n;}</script>", "go", 0, 2)
    'list.asp?page=2'
    """
    for names, body in _definitions(html, function):
        if position < len(names) and names[position] and _LEADS_AWAY.search(body):
            value = _values([names[position]], [str(number)], html)
            for _, address in _sums(body, value, names[position]):
                return address
    return None


def built_address(html: str, function: str, arguments: Sequence[str | None]) -> str | None:
    """The one address to which a call of *function* with *arguments* leads; ``None`` where it may be another.

    An argument that is no constant is ``None``.

    >>> built_address("<script>const view = (id) => open(`/detail?id=${id}`)</script>", "view", ["7001"])
    '/detail?id=7001'
    """
    leading: set[str] = set()
    for names, body in _definitions(html, function):
        if _LEADS_AWAY.search(body):
            value = _values(names, arguments, html)
            found = [
                (bool(_LEADS.search(body, 0, start)), address)
                for name in names
                for start, address in _sums(body, value, name)
            ]
            leading |= {address for leads, address in found if leads} or {address for _, address in found}
    return leading.pop() if len(leading) == 1 else None


def written_address(html: str, script: str) -> str | None:
    """The address that *script* itself puts together, as in ``location.href='/detail?id='+7001``."""
    value = _values([], [], html)
    return next((address for _, address in _sums(script, value, None)), None)


def _definitions(html: str, function: str) -> Iterator[tuple[list[str], str]]:
    """The names of the arguments and the body of each function in *html* that is called so."""
    name = re.escape(function)
    names = r"(?P<names{}>[\w\s,$]{{1,200}})"
    head = re.compile(
        rf"(?:(?<=window\.)|(?<![\w.$]))(?:function\s+{name}\s*\({names.format(1)}\)"
        rf"|{name}\s*[=:]\s*(?:async\s+)?(?:function\b\s*[\w$]*\s*\({names.format(2)}\)"
        rf"|(?:\({names.format(3)}\)|(?P<names4>[\w$]{{1,60}}))\s*=>)"
        rf"|{name}\s*\({names.format(5)}\)\s*(?=\{{))"
    )
    html = html[:_LONGEST_SCRIPTS]
    for found in islice(head.finditer(html), _MOST_DEFINITIONS):
        said = next(value for value in found.groups() if value is not None)
        yield [parameter.strip() for parameter in said.split(",")], _body(html, found.end())


def _body(html: str, start: int) -> str:
    """The function's text: between its braces, where they are in pairs; of one without, its line."""
    body = html[start : start + _LONGEST_FUNCTION]
    if not body.lstrip().startswith("{"):
        return body.partition("\n")[0]
    end = bracket_end(body, 0)
    if end is not None:
        return body[:end]
    following = _NEXT_FUNCTION.search(body)
    return body[: following.start()] if following else body


def _values(names: Sequence[str], arguments: Sequence[str | None], html: str) -> Value:
    """What names stand for in a function: its arguments, and the page's text constants."""
    known = dict(zip(names, arguments, strict=False))

    @cache
    def value(name: str) -> str | None:
        return known[name] if name in known else None if name in names else _constant(html, name)

    return value


def _constant(html: str, name: str) -> str | None:
    """The text of a variable that a page's scripts set once, to a constant."""
    found = list(re.finditer(rf"(?<![\w.$]){re.escape(name)}\s*=(?!=)\s*(?P<value>{_LITERAL})?", html))
    return found[0]["value"][1:-1] if len(found) == 1 and found[0]["value"] is not None else None


def _sums(body: str, value: Value, needed: str | None) -> Iterator[tuple[int, str]]:
    """The texts in *body* that look like addresses and are put together with the name *needed*."""
    for found in _SUM.finditer(body):
        parts = list(_PART.finditer(found["sum"]))
        text, held = "", needed is None
        for part in parts:
            held = held or needed in (part["name"], *_FILLED.findall(part["template"] or ""))
            term = _term(part, value)
            if term is None:
                break
            text += term
        else:
            text = _escaped(text, body[: found.start("sum")].rstrip()[-_LONGEST_ESCAPE:])
            if held and (needed is not None or len(parts) > 1) and re.search(r"[/?.]", text):
                yield found.start("sum"), text


def _term(part: re.Match[str], value: Value) -> str | None:
    """What one term of a sum stands for; ``None`` where that is not known."""
    if part["literal"] is not None:
        return part["literal"][1:-1]
    if part["number"] is not None:
        return part["number"]
    if part["template"] is not None:
        known = {name: value(name) for name in _FILLED.findall(part["template"])}
        text = _FILLED.sub(
            lambda found: _escaped(known[found["name"]] or "", found[0]), part["template"][1:-1]
        )
        return None if None in known.values() or "${" in text else text
    text_of = value(part["name"])
    if text_of is None:
        return None
    if part["shift"] is None:
        return _escaped(text_of, part[0])
    return str(int(text_of) + int(f"{part['sign']}{part['shift']}")) if text_of.isdecimal() else None


def _escaped(text: str, call: str) -> str:
    """*text* as ``encodeURI`` gives it where *call* calls that: in UTF-8, whatever the page is in."""
    if "encodeURI" not in call:
        return text
    return _CHINESE.sub(lambda found: quote(found[0]), text)
