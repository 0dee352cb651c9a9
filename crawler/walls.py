"""Walls between us and a site: challenges and block pages, known by the marks in `walls.yml`."""

from __future__ import annotations

import html
import importlib.resources
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from archive.capture import Capture
from archive.errors import UsageError
from crawler.extraction.decode import decode
from crawler.strict_yaml import check_keys, described, read_mapping
from crawler.stripping import COMMENT, without_elements, without_tags

WallKind = Literal["challenge", "block"]

CHALLENGE_STATUSES = frozenset({202, 412, 512, 521})
"""Statuses that no open page of the sites we know has: Ruishu answers 412 or 202, 加速乐 521 or 512."""

MOST_LINKS = 8
MOST_TEXT = {"challenge": 300, "block": 600}
"""Characters to read, and links, on a wall's page, at most; any notice page has more of one of them."""
_MOST_BYTES = 300_000
_KEYS = ("says", "kind", "statuses", "address", "headers", "body", "examples", "counterexamples")
_MARKUP = re.compile(
    rb"<(?:!doctype|html|head|body|script|title|meta|div|p|h\d|iframe|center)\b", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Wall:
    """One kind of wall, and its marks."""

    id: str
    says: str
    """What it is, in words for a person."""
    kind: WallKind
    statuses: frozenset[int] = frozenset()
    address: tuple[re.Pattern[str], ...] = ()
    headers: tuple[re.Pattern[str], ...] = ()
    body: tuple[re.Pattern[str], ...] = ()
    examples: tuple[dict[str, Any], ...] = field(default=(), repr=False)
    counterexamples: tuple[dict[str, Any], ...] = field(default=(), repr=False)


def wall_of(capture: Capture) -> Wall | None:
    """The wall that answered in place of the site, or ``None`` for an answer of the site itself."""
    address = capture.url.lower()
    found = next((wall for wall in walls() if _any(wall.address, address)), None)
    return found or _by_headers(capture) or _by_body(capture)


def _by_headers(capture: Capture) -> Wall | None:
    if capture.status in (200, 203):
        return None
    lines = [f"{name}: {value}".lower() for name, value in capture.headers]
    asked = (wall for wall in walls() if capture.status in wall.statuses)
    return next((wall for wall in asked if any(_any(wall.headers, line) for line in lines)), None)


def _by_body(capture: Capture) -> Wall | None:
    """The wall whose page this is: one with its words or script, and hardly anything else."""
    body = capture.body
    if len(body) > _MOST_BYTES or body.count(b"<a ") + body.count(b"<A ") > MOST_LINKS:
        return None
    if capture.status in (200, 203) and _MARKUP.search(body[:2000]) is None:
        return None
    page = decode(body, capture.header("Content-Type")).lower()
    shown = without_tags(without_elements(page, "script", "style", "title", COMMENT, put=""), put="")
    length = len("".join(html.unescape(shown).split()))
    fitting = (wall for wall in walls() if length <= MOST_TEXT[wall.kind])
    return next((wall for wall in fitting if _any(wall.body, page)), None)


def _any(marks: Sequence[re.Pattern[str]], text: str) -> bool:
    return any(mark.search(text) for mark in marks)


@cache
def walls() -> tuple[Wall, ...]:
    """All walls, in the order of `walls.yml`.  Raises UsageError where the file is wrong."""
    path = importlib.resources.files("crawler") / "walls.yml"
    records = read_mapping(path, _names(path))
    return tuple(_wall(name, record, f"{path}: {name}") for name, record in records.items())


def _names(path: Any) -> list[str]:
    return re.findall(r"^([a-z][a-z0-9-]*):", path.read_text(encoding="utf-8"), re.MULTILINE)


def _wall(name: str, record: Any, where: str) -> Wall:
    if not isinstance(record, dict):
        raise UsageError(f"{where}: got {described(record)}, expected `key: value` lines")
    check_keys(record, _KEYS, where)
    if record.get("kind") not in MOST_TEXT:
        raise UsageError(f"{where}: kind: got {described(record.get('kind'))}, expected challenge or block")
    return Wall(
        id=name,
        says=record["says"],
        kind=record["kind"],
        statuses=frozenset(record.get("statuses", ())),
        **{key: tuple(map(re.compile, record.get(key, ()))) for key in ("address", "headers", "body")},
        examples=tuple(record.get("examples", ())),
        counterexamples=tuple(record.get("counterexamples", ())),
    )
