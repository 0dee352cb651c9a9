"""Where a function leads that a pager calls with a page's number; no script is run."""

from __future__ import annotations

import re

_LONGEST_FUNCTION = 1500
_LONGEST_SCRIPTS = 2_000_000
_NEXT_FUNCTION = re.compile(r"\bfunction\b")
_LEADS_AWAY = re.compile(r"\blocation\b|\bopen\s*\(|\bhref\b")
_LITERAL = r"\"[^\"\\\n<>]{0,300}\"|'[^'\\\n<>]{0,300}'"
_TERM = re.compile(rf"(?P<literal>{_LITERAL})|\(?\s*\w+\s*(?:(?P<sign>[-+])\s*(?P<shift>\d)\s*)?\)?")


def called_address(html: str, function: str, position: int, number: int) -> str | None:
    """The address to which a call of *function* leads, with *number* as its argument at *position*.

    The function's body must put the address together of text constants and that argument alone;
    else ``None``.  The address is as it is written, perhaps relative.

    >>> called_address("<script>function go(n){location.href='list.asp?page='+n;}</script>", "go", 0, 2)
    'list.asp?page=2'
    """
    name = re.escape(function)
    head = re.compile(
        rf"(?:\bfunction\s+{name}\s*|(?<![\w.$]){name}\s*[=:]\s*function\s*)\((?P<names>[\w\s,$]{{1,200}})\)"
    )
    for found in head.finditer(html[:_LONGEST_SCRIPTS]):
        names = [parameter.strip() for parameter in found["names"].split(",")]
        body = html[found.end() : found.end() + _LONGEST_FUNCTION]
        following = _NEXT_FUNCTION.search(body)
        body = body[: following.start()] if following else body
        if position < len(names) and names[position] and _LEADS_AWAY.search(body):
            address = _put_together(body, names[position], number)
            if address is not None:
                return address
    return None


def _put_together(body: str, parameter: str, number: int) -> str | None:
    """The first text in *body* that is put together with *parameter*, and looks like an address."""
    own = rf"(?<![\w.$]){re.escape(parameter)}(?![\w.$])"
    term = rf"(?:{_LITERAL}|{own}|\(\s*{own}\s*[-+]\s*\d\s*\))"
    sum_of = re.compile(rf"[=(:?,]\s*(?P<sum>{term}(?:\s*\+\s*{term}){{1,8}})\s*(?=[;}})\n,:]|$)")
    for found in sum_of.finditer(body):
        text, holds_number = "", False
        for part in _TERM.finditer(found["sum"]):
            if part["literal"] is not None:
                text += part["literal"][1:-1]
            else:
                shift = int(f"{part['sign']}{part['shift']}") if part["shift"] else 0
                text, holds_number = f"{text}{number + shift}", True
        if holds_number and re.search(r"[/?.]", text):
            return text
    return None
