"""Rows that a page's scripts hold: data in arrays, and markup that ``document.write`` would write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from crawler.listing.record import Entry
from crawler.listing.record_address import entry_template
from crawler.listing.records import count_unaddressed, entries_of, markup_of
from crawler.listing.script_literal import LONGEST, literals, parsed_json, unquoted

_OPENING = re.compile(r"<script\b(?P<attributes>[^>]{0,500})>", re.IGNORECASE)
_CLOSING = re.compile(r"</script\b[^>]{0,50}>", re.IGNORECASE)
_DATA = re.compile(
    r"""[\ufeff\s]*(?:/\*(?:(?!\*/).){0,2000}\*/\s*|//[^\n]{0,500}\n\s*){0,9}
    (?:\{\s*["'}\w]|\[\s*[\[{"'\]\d]|(?:var|let|const)\s+[\w$]+\s*=|[A-Za-z_$][\w.$]{0,100}\s*(?:=|\(\s*[\[{]))""",
    re.DOTALL | re.VERBOSE,
)
"""How an answer in JSON, a padded one, or a script begins."""
_DATA_TYPE = re.compile(
    r"type\s*=\s*[\"']?(?!text/javascript|application/javascript|application/json|module)\w", re.IGNORECASE
)
_PADDED = re.compile(
    r"\s*(?:/\*.*?\*/\s*)?[\w.$]{1,100}\s*\(\s*(?P<value>[\[{].*[\]}])\s*\)\s*;?\s*", re.DOTALL
)
_STRING = r"\"(?:[^\"\\\n]|\\.){0,2000}\"|'(?:[^'\\\n]|\\.){0,2000}'"
_CONSTANT = re.compile(rf"\b(?P<name>[A-Za-z_$][\w$]*)\s*=\s*(?P<value>{_STRING})\s*(?=[;,\n])")
_WRITE = re.compile(
    rf"document\.write(?:ln)?\s*\(\s*(?P<parts>(?:{_STRING}|[A-Za-z_$][\w$]*)(?:\s*\+\s*(?:{_STRING}|[A-Za-z_$][\w$]*))*)\s*\)\s*;?"
)
_PART = re.compile(rf"{_STRING}|[A-Za-z_$][\w$]*")


def is_data(text: str) -> bool:
    """Whether an answer is JSON, JSONP or a script rather than a page."""
    return _DATA.match(text) is not None and "<html" not in text[:2000].lower()


def data_of(text: str) -> list[Any]:
    """The values that an answer in JSON or JSONP, or a script's text, holds."""
    text = text.strip("\ufeff \t\r\n")[:LONGEST]
    padded = _PADDED.fullmatch(text)
    try:
        return [parsed_json(padded["value"] if padded else text)]
    except (ValueError, RecursionError):
        return list(literals(text if not text.startswith(("[", "{")) else f"={text}"))


def scripts(html: str) -> Iterator[str]:
    """The texts of a page's scripts."""
    for opening, closing in _script_tags(html):
        if not _DATA_TYPE.search(opening["attributes"]):
            yield html[opening.end() : closing.start()]


def _script_tags(html: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    position = 0
    while (opening := _OPENING.search(html, position)) and (closing := _CLOSING.search(html, opening.end())):
        yield opening, closing
        position = closing.end()


def script_entries(html: str, base: str, day: str | None, template: str | None = None) -> list[Entry]:
    """The entries that a page's scripts hold as data; those of the script with the most.

    Records without address get it from *template*, a rule, else from what a script makes of them.
    """
    values = [list(literals(script)) for script in scripts(html)]
    found = [entries_of(own, base, day, template, sure=True) for own in values]
    if not any(found) and any(values) and template is None and (written := entry_template(html)):
        found = [entries_of(own, base, day, written) for own in values]
    return max(found, key=len, default=[])


def script_unaddressed(html: str, day: str | None) -> int:
    """How many records in a page's scripts look like entries, but have no address."""
    return max((count_unaddressed(literals(script), day) for script in scripts(html)), default=0)


def written_markup(html: str) -> str:
    """The page as ``document.write`` would complete it, so far as what it writes is constant."""
    if "document.write" not in html:
        return ""
    parts: list[str] = []
    position = 0
    for opening, closing in _script_tags(html):
        parts += (html[position : opening.start()], _written(html[opening.end() : closing.start()]))
        position = closing.end()
    return "".join((*parts, html[position:]))


def data_markup(values: list[Any]) -> str:
    """Markup within an answer's data."""
    return "".join(map(markup_of, values))


def _written(script: str) -> str:
    constants: dict[str, str] = {}
    said: list[str] = []
    position = 0
    for write in _WRITE.finditer(script):
        for constant in _CONSTANT.finditer(script, position, write.start()):
            constants[constant["name"]] = unquoted(constant["value"])
        position = write.end()
        for part in _PART.finditer(write["parts"]):
            said.append(unquoted(part[0]) if part[0][0] in "\"'" else constants.get(part[0], ""))
    return "".join(said)
