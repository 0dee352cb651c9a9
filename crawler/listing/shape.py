"""The shape of a listing page beside its entries: how it is built, and what it says of itself."""

from __future__ import annotations

import importlib.resources
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml import etree

from archive.listing_faults import SAMPLES
from archive.plain_yaml import load_yaml
from crawler.listing.tree import collapsed, names, parsed, shown_text


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """How a listing page is built."""

    text_length: int = 0
    """Characters to read."""
    script_share: float = 0.0
    """Share of scripts in the page, in characters."""
    skeleton: tuple[str, ...] = ()
    """The smallest hashes of its elements' names, classes and ids, in order."""
    drawn_by_script: bool = False
    says_empty: bool = False


def page_shape(html: str) -> Shape:
    """The shape of the page with the decoded text *html*; an empty one where it is no page."""
    root = parsed(html)
    if root is None:
        return Shape()
    lower = collapsed(html.lower())
    scripts = sum(len(script.text or "") for script in root.iter("script"))
    return Shape(
        text_length=len(shown_text(root)),
        script_share=round(scripts / max(1, len(html)), 3),
        skeleton=tuple(sorted({_hash(name) for name in _names(root)})[:SAMPLES]),
        drawn_by_script=_says("drawn_by_script", lower),
        says_empty=_says("says_empty", lower),
    )


@cache
def shell_signs() -> dict[str, list[dict[str, Any]]]:
    """The content of ``shell.yml``."""
    text = (importlib.resources.files(__package__) / "shell.yml").read_text(encoding="utf-8")
    loaded: dict[str, list[dict[str, Any]]] = load_yaml(text)
    return loaded


def _says(kind: str, html: str) -> bool:
    return any(re.search(sign["pattern"], html) for sign in shell_signs()[kind])


def _names(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        tag = str(element.tag)
        yield tag
        for name in names(element).split():
            # Numbers in names count days and rows (`line_u9_3`), and differ from look to look.
            yield f"{tag}.{re.sub(r'[0-9]+', '0', name)}"


def _hash(name: str) -> str:
    return f"{zlib.crc32(name.encode()) >> 16:04x}"
