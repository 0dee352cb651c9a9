"""Causes: what each name of a failure means in plain words, and what a person can do about it."""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from archive.plain_yaml import load_yaml

Health = Literal["ok", "quiet", "broken", "blocked", "unreachable", "never"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """One thing that can be wrong with a site."""

    name: str
    health: Health
    """How the site is while this is its trouble."""
    says: str
    """What it is, in plain words."""
    do: str
    """What a person can do."""


@cache
def causes() -> Mapping[str, Cause]:
    """All causes by name, from `causes.yml`."""
    text = (importlib.resources.files("archive") / "causes.yml").read_text(encoding="utf-8")
    return {name: Cause(name=name, **record) for name, record in load_yaml(text).items()}


def cause_named(text: str | None) -> Cause | None:
    """The cause that the text of `crawls.cause` names: ``listing: half-list: 9 entries; …``.

    >>> cause_named("listing: half-list: 9 entries").health
    'broken'
    """
    words = re.split(r"[:;] ", text or "")
    return next((causes()[word] for word in words if word in causes()), None)
