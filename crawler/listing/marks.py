"""Marks: the words and shapes of ``marks.yml``, compiled once, and the questions they answer."""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

from archive.plain_yaml import load_yaml

_ARROWS = " \t\r\n\u00a0\u3000>›»＞→<«‹[]【】()（）|·…"
_COUNT = re.compile(r"[\s(（]*\d+(?:\s*/\s*\d+)?[\s)）]*$")
_NEXT_ROWS = re.compile(r"[下后後]\s?\d{1,3}\s?(?:[条條篇则則项項])")
"""下10条, as pagers say that go on by rows; 下10页 leads further than to the next page."""
_ADDRESS = re.compile(r"https?://[!-~]+|[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?/[!-~]*", re.IGNORECASE)
"""An address shown as text, as in results of a search; the name of a file is none."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@cache
def marks() -> Mapping[str, Any]:
    """The content of ``marks.yml``."""
    text = (importlib.resources.files(__package__) / "marks.yml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = load_yaml(text)
    return loaded


def address_attributes() -> list[str]:
    """Attributes beside ``href`` in which elements hold the address that a script opens on a click."""
    names: list[str] = marks()["address_attributes"]
    return names


def id_attributes() -> list[str]:
    """Attributes in which rows hold the number of what a script opens on a click."""
    names: list[str] = marks()["id_attributes"]
    return names


@lru_cache(maxsize=4096)
def is_next_label(text: str) -> bool:
    """Whether a link's text says "next page", with or without a count; a bare sign ``>`` does not."""
    plain = text.strip(_ARROWS)
    return _COUNT.sub("", plain).lower() in _words("next_labels") or bool(_NEXT_ROWS.fullmatch(plain))


def is_pager_label(text: str) -> bool:
    """Whether a link's text is one of a pager: a number, 上一页, 尾页 and the like."""
    plain = text.strip(_ARROWS)
    return not plain or plain.isdigit() or plain.lower() in _words("pager_labels") or is_next_label(text)


def is_sure_pager_label(text: str) -> bool:
    """Whether a link's text is a word that stands in pagers only: 尾页, but neither 首页 nor a number."""
    plain = text.strip(_ARROWS).lower()
    return plain in _words("pager_labels") and plain not in _words("home_labels")


def next_sign_rank(text: str) -> int | None:
    """The place of a bare sign such as ``>`` in the order of trust, 0 first; ``None`` if it is none."""
    signs: list[str] = marks()["next_signs"]
    return signs.index(text.strip()) if text.strip() in signs else None


def is_title(text: str) -> bool:
    """Whether a link's text can be a title: not empty, and not one such as 详细 or 下载."""
    plain = text.strip(_ARROWS)
    return bool(plain) and plain.lower() not in _words("not_titles") and not _ADDRESS.fullmatch(plain)


def is_button(text: str) -> bool:
    """Whether a text is nothing but that of a button such as 查看详情 >."""
    plain = text.strip(_ARROWS)
    return bool(plain) and plain.lower() in _words("not_titles")


def is_badge(text: str) -> bool:
    """Whether a text is nothing but a mark such as 置顶 beside a title."""
    return text.strip(_ARROWS).lower() in _words("badges")


def without_badge(title: str) -> str:
    """*title* without marks in brackets around it: ``【置顶】关于…`` and ``关于… [new]``."""
    return _bracketed_badges().sub("", title).strip()


def is_bait_heading(text: str) -> bool:
    """Whether a list under this heading is a hot list, a link list or the like."""
    return bool(_any_of("bait_headings").search(text))


def is_bait_name(names: str) -> bool:
    """Whether class and id names, separated by spaces, are those of navigation or a hot list."""
    return bool(_starting_with("bait_names").search(_parted(names)))


def is_column_name(names: str) -> bool:
    """Whether class and id names, separated by spaces, are those of a column beside another."""
    return bool(_starting_with("column_names").search(_parted(names)))


def without_state(names: str) -> str:
    """Class names without those that say which tab is open."""
    states = _words("state_names")
    return " ".join(name for name in names.split() if name.lower() not in states)


def is_recent_heading(text: str) -> bool:
    """Whether a list under this heading shows what came last of other lists."""
    return bool(_any_of("recent_headings").search(text))


def is_title_name(names: str) -> bool:
    """Whether class and id names, separated by spaces, are those of a title within a link."""
    return bool(_starting_with("title_names").search(_parted(names)))


def is_pager_name(names: str) -> bool:
    """Whether class and id names, separated by spaces, are those of a pager."""
    return bool(_starting_with("pager_names").search(_parted(names)))


def is_article_address(url: str) -> bool:
    """Whether an address has a shape that single articles have."""
    return bool(_shapes("article_addresses").search(_without_scheme(url))) and not is_listing_address(url)


def is_listing_address(url: str) -> bool:
    """Whether an address has a shape that listing pages have, and none that only articles have."""
    address = _without_scheme(url)
    return bool(_shapes("listing_addresses").search(address)) and not re.search(
        r"/\d{5,}/(index\.\w+)?$|[?&]id=\d+", address
    )


def _without_scheme(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}{'?' + parts.query if parts.query else ''}".lower()


def _parted(names: str) -> str:
    return _CAMEL.sub("-", names).lower()


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(marks()[key])


@cache
def _any_of(key: str) -> re.Pattern[str]:
    return re.compile(_alternatives(marks()[key]), re.IGNORECASE)


@cache
def _shapes(key: str) -> re.Pattern[str]:
    return re.compile(_alternatives(item["shape"] for item in marks()[key]), re.IGNORECASE)


@cache
def _bracketed_badges() -> re.Pattern[str]:
    badge = rf"[\[【（(［]\s*(?:{_alternatives(map(re.escape, marks()['badges']))})\s*[\]】）)］]"
    return re.compile(rf"^\s*(?:{badge}\s*)+(?=\S)|(?<=\S)(?:\s*{badge})+\s*$", re.IGNORECASE)


@cache
def _starting_with(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{_alternatives(map(re.escape, marks()[key]))})(?:s|\d+)*(?![a-z])")


def _alternatives(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)
