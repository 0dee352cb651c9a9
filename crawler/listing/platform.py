"""Platforms: the content management systems behind the sites, known by marks in their pages.

Each is one file in ``crawler/platforms``; its stem is the platform's id::

    name: 大汉 Hanweb JCMS
    certain:            # regular expressions over the page's HTML in lower case; one suffices
      - 'class="default_pgcontainer"'
    likely:             # two different ones are needed
      - '/art/\\d{4}/\\d{1,2}/\\d{1,2}/art_'
    address:            # over the page's own address; each counts as a likely one
      - '/col/col\\d+/'
    rules: {}           # as a site's rules
    values: {}          # what {name} in a rule's address stands for: a regular expression over the
                        # page, whose first group is the value
    examples: [...]     # pages that must be recognised, and
    counterexamples: [] # pages that must not; the tests run both
"""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from archive.errors import UsageError
from crawler.listing.required_text import required_text
from crawler.listing.rules import checked_rules
from crawler.strict_yaml import check_keys, described, read_mapping

_KEYS = ("name", "certain", "likely", "address", "rules", "values", "examples", "counterexamples")
_CAPITAL = re.compile(r"(?<!\\)[A-Z]")
_ENOUGH = 2
"""What one certain mark, or two likely ones, weigh."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A piece of a page, with the page's address where that matters."""

    html: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A regular expression over a page in lower case, and a text that each of its matches holds."""

    pattern: str
    compiled: re.Pattern[str]
    required: str

    def is_in(self, text: str) -> bool:
        """Whether the mark is in *text*."""
        return self.required in text and self.compiled.search(text) is not None


@dataclass(frozen=True, kw_only=True, eq=False)
class Platform:
    """One content management system: how it is recognised, and what its listing pages need."""

    id: str
    name: str
    certain: tuple[Mark, ...]
    likely: tuple[Mark, ...]
    address: tuple[Mark, ...]
    rules: Mapping[str, str]
    values: Mapping[str, re.Pattern[str]]
    examples: tuple[Example, ...]
    counterexamples: tuple[Example, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All its marks."""
        return (*self.certain, *self.likely, *self.address)

    def weight(self, html: str, url: str) -> int:
        """How strongly a page's HTML and address, in lower case, speak for it; 0 for not at all."""
        certain = sum(mark.is_in(html) for mark in self.certain)
        likely = sum(mark.is_in(html) for mark in self.likely)
        address = sum(mark.is_in(url) for mark in self.address)
        weight = _ENOUGH * certain + likely + address
        return weight if weight >= _ENOUGH else 0


def recognise(html: str, url: str) -> Platform | None:
    """The platform that a page's decoded HTML and address speak for most, or ``None``."""
    html, url = html.lower(), url.lower()
    weights = {platform: platform.weight(html, url) for platform in platforms()}
    best = max(weights, key=lambda platform: weights[platform])
    return best if weights[best] else None


def platform_rules(platform_id: str | None) -> Mapping[str, str]:
    """The rules of that platform; none for ``None`` and for an unknown id."""
    return next((platform.rules for platform in platforms() if platform.id == platform_id), {})


def platform_values(platform_id: str | None) -> Mapping[str, re.Pattern[str]]:
    """Where the values stand that the addresses in that platform's rules need."""
    return next((platform.values for platform in platforms() if platform.id == platform_id), {})


@cache
def platforms() -> tuple[Platform, ...]:
    """All platforms, in order of their ids."""
    folder = importlib.resources.files("crawler") / "platforms"
    files = [file for file in folder.iterdir() if file.name.endswith(".yml")]
    return tuple(load_platform(file) for file in sorted(files, key=lambda file: file.name))


def load_platform(path: Traversable) -> Platform:
    """The platform that the YAML file *path* describes.

    Raises UsageError naming file, key, what was got and what was expected.
    """
    values = read_mapping(path, _KEYS)
    name = values.get("name")
    if not isinstance(name, str):
        raise UsageError(f"{path}: name: got {described(name)}, expected a text")
    rules = values.get("rules") or {}
    if not isinstance(rules, dict):
        raise UsageError(f"{path}: rules: got {described(rules)}, expected `key: value` lines")
    return Platform(
        id=path.name.removesuffix(".yml"),
        name=name,
        certain=_marks(values.get("certain"), f"{path}: certain"),
        likely=_marks(values.get("likely"), f"{path}: likely"),
        address=_marks(values.get("address"), f"{path}: address"),
        rules=checked_rules(rules, f"{path}: rules"),
        values=_values(values.get("values"), f"{path}: values"),
        examples=_examples(values.get("examples"), f"{path}: examples"),
        counterexamples=_examples(values.get("counterexamples"), f"{path}: counterexamples"),
    )


def _values(value: object, where: str) -> Mapping[str, re.Pattern[str]]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UsageError(f"{where}: got {described(value)}, expected `name: regular expression` lines")
    found = {}
    for name, text in value.items():
        try:
            found[str(name)] = re.compile(str(text))
        except re.error as error:
            raise UsageError(
                f"{where}: {name}: got {text!r}, expected a regular expression: {error}"
            ) from error
        if not found[str(name)].groups:
            raise UsageError(f"{where}: {name}: got {text!r}, expected a group around the value")
    return found


def _marks(value: object, where: str) -> tuple[Mark, ...]:
    return tuple(_mark(text, where) for text in _items(value, where))


def _mark(text: object, where: str) -> Mark:
    if not isinstance(text, str) or not text:
        raise UsageError(f"{where}: got {described(text)}, expected a regular expression")
    if _CAPITAL.search(text):
        raise UsageError(f"{where}: got {text!r}, expected lower case: pages are compared in lower case")
    try:
        return Mark(text, re.compile(text), required_text(text))
    except re.error as error:
        raise UsageError(f"{where}: got {text!r}, expected a regular expression: {error}") from error


def _examples(value: object, where: str) -> tuple[Example, ...]:
    return tuple(_example(item, where) for item in _items(value, where))


def _example(item: object, where: str) -> Example:
    if isinstance(item, str):
        return Example(html=item)
    if not isinstance(item, dict):
        raise UsageError(f"{where}: got {described(item)}, expected HTML, or the keys html and url")
    check_keys(item, ("html", "url"), where)
    return Example(html=str(item.get("html", "")), url=str(item.get("url", "")))


def _items(value: object, where: str) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise UsageError(f"{where}: got {described(value)}, expected a list")
    return value
