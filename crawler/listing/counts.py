"""Counts: what a listing page says of its list, such as 共 123 条, 共 9 页, 第 2 页; see ``counts.yml``."""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from archive.plain_yaml import load_yaml
from crawler.listing.required_text import required_text
from crawler.listing.tree import collapsed

_MARKED = re.compile(
    r"createpagehtml\s*\([^()]{0,300}\)|<totalrecord>\s*\d{1,7}"
    r"|title=\"?(?:总数|total record)\"?>[^\d]{0,40}\d{1,7}"
)
"""What stands in markup or in a comment, and so not in the page's text."""
_GROUP = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers that a page states; ``None`` where it states none."""

    total: int | None = None
    """Entries of the whole list."""
    pages: int | None = None
    current: int | None = None
    """The number of this page, 1 for the first."""

    @property
    def is_last(self) -> bool:
        """Whether the page says that it is the last."""
        return self.pages is not None and self.current is not None and self.current >= self.pages


@cache
def count_patterns() -> tuple[tuple[re.Pattern[str], Mapping[str, Any]], ...]:
    """The patterns of ``counts.yml``, compiled, each with its whole record."""
    text = (importlib.resources.files(__package__) / "counts.yml").read_text(encoding="utf-8")
    return tuple((re.compile(item["pattern"]), item) for item in load_yaml(text))


@cache
def _required_texts() -> tuple[str, ...]:
    """For each pattern, a text that is in every page that it finds something in."""
    return tuple(required_text(pattern.pattern) for pattern, _ in count_patterns())


def counts_in(text: str) -> Counts:
    """The numbers stated in *text*, its white space collapsed.

    >>> counts_in("共71条，5页，当前第2页，共5页")
    Counts(total=71, pages=5, current=2)
    """
    text = text.lower()
    found: dict[str, int] = {}
    for (pattern, _), required in zip(count_patterns(), _required_texts(), strict=True):
        match = pattern.search(text) if required in text else None
        for group, value in match.groupdict().items() if match else ():
            name = _GROUP.match(group)
            if value is not None and name is not None:
                found.setdefault(name[0], int(value))
    if found.get("pages") == 0:
        del found["pages"]
    return Counts(**found)


def page_counts(text: str, html: str) -> Counts:
    """The numbers that a page states: in its *text*, its scripts' included, or in markup and comments."""
    marked = " ".join(_MARKED.findall(html.lower()))
    return counts_in(collapsed(f"{text} {marked}"))
