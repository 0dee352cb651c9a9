"""Addresses beyond what any notice has, as sites without an end produce them (``traps.yml``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from archive.plain_yaml import load_yaml


def trap(url: str) -> str | None:
    """What makes an address one that no notice has, in words; ``None`` for any other.

    >>> trap("http://a.example/x/x/x/x/1.html")
    "its path holds 'x' 4 times"
    """
    most = {name: bound["most"] for name, bound in bounds().items()}
    if len(url) > most["length"]:
        return f"it has {len(url):,} characters"
    pieces = [piece for piece in urlsplit(url).path.split("/") if piece]
    if len(pieces) > most["depth"]:
        return f"its path has {len(pieces)} pieces"
    for piece, count in Counter(piece for piece in pieces if not piece.isdigit()).most_common(1):
        if count > most["repeats"]:
            return f"its path holds {piece[:40]!r} {count} times"
    return None


@cache
def bounds() -> Mapping[str, Mapping[str, Any]]:
    """The bounds of ``traps.yml`` by name, each with its examples."""
    text = resources.files("crawler.guard").joinpath("traps.yml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, Any]] = load_yaml(text)
    return found
