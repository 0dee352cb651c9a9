"""Script pagers: the next page from the numbers that a page hands to the script that draws its pager."""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

from archive.plain_yaml import load_yaml

_NUMBERED = re.compile(r"(?P<stem>[^/]*?)_(?P<number>\d{1,5})\.(?P<suffix>\w{2,6})$")
_COUNTED_DOWN = re.compile(r"/(?P<number>\d{1,5})\.(?P<suffix>html?)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class ScriptPager:
    """One kind of call; see ``pagers.yml``."""

    name: str
    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    first: int
    order: Literal["ascending", "descending", "oldest", "query"]
    examples: tuple[Mapping[str, Any], ...]


@cache
def script_pagers() -> tuple[ScriptPager, ...]:
    """All kinds of calls that are known."""
    text = (importlib.resources.files(__package__) / "pagers.yml").read_text(encoding="utf-8")
    return tuple(
        ScriptPager(
            name=item["name"],
            needs=tuple(item["needs"]),
            pattern=re.compile(item["pattern"]),
            first=item["first"],
            order=item["order"],
            examples=tuple(item["examples"]),
        )
        for item in load_yaml(text)
    )


def scripted_next(html: str, page_url: str) -> str | None:
    """The next page that a known call in *html* implies; ``None`` without such a call or page."""
    for pager in script_pagers():
        call = pager.pattern.search(html) if any(map(html.__contains__, pager.needs)) else None
        if call is not None:
            step = {"ascending": _ascending, "descending": _descending, "oldest": _oldest, "query": _query}[
                pager.order
            ]
            name = step(call.groupdict(), pager.first, page_url)
            return None if name is None else urljoin(page_url, name)
    return None


def file_number(page_url: str) -> int | None:
    """The number in a file's name, ``index_3.html``: that of its page, or of the one before it."""
    file = _NUMBERED.search(urlsplit(page_url).path)
    return int(file["number"]) if file else None


def _ascending(call: Mapping[str, str | None], first: int, page_url: str) -> str | None:
    """``index.html``, ``index_1.html``, …: the file's own number is surer than the call's."""
    total = int(call["total"] or 0)
    file = _NUMBERED.search(urlsplit(page_url).path)
    if file is not None and file["stem"] == call["stem"]:
        current = int(file["number"])
    else:
        current = int(call.get("current") or first)
    last = total - 1 + first
    return f"{call['stem']}_{current + 1}.{call['suffix']}" if current < last else None


def _descending(call: Mapping[str, str | None], first: int, page_url: str) -> str | None:
    """``x.htm``, ``x/29.htm``, ``x/28.htm``, … ``x/1.htm``."""
    total = int(call["total"] or 0)
    path = urlsplit(page_url).path
    file = _COUNTED_DOWN.search(path)
    if file is not None:
        following = int(file["number"]) - 1
        return f"{following}.{file['suffix']}" if following >= first else None
    stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return f"{stem}/{total - 1}.{suffix}" if dot and total > first else None


def _oldest(call: Mapping[str, str | None], first: int, page_url: str) -> str | None:
    """``x.html``, ``x_34.html``, ``x_33.html``, … ``x_1.html``: the oldest page is the first."""
    total = int(call["total"] or 0)
    path = urlsplit(page_url).path
    file = _NUMBERED.search(path)
    if file is not None:
        following = int(file["number"]) - 1
        return f"{file['stem']}_{following}.{file['suffix']}" if following >= first else None
    stem, dot, suffix = (path.rpartition("/")[2] or "index.html").rpartition(".")
    return f"{stem}_{total - 1}.{suffix}" if dot and total > first else None


def _query(call: Mapping[str, str | None], first: int, page_url: str) -> str | None:
    """``?page=1``, ``?page=2``, …: the address's own number is surer than the call's."""
    address = call["address"] or ""
    name = re.escape(re.split("[?&]", address)[-1])
    own = re.search(rf"[?&]{name}(\d{{1,5}})(?!\d)", page_url)
    current = int(own[1]) if own else int(call.get("current") or first)
    pages = call.get("total")
    total = int(pages) if pages else -(-int(call["count"] or 0) // max(int(call["limit"] or 0), 1))
    return f"{address}{current + 1}" if current < total - 1 + first else None
