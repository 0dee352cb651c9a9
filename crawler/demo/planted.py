"""What is planted in the demo sites: the truth that a crawl of them is checked against."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from archive.plain_yaml import load_yaml
from crawler.demo.placements import Entry, Role, SitePlan, load_placements
from crawler.demo.texts import Block, blocks, notice_texts, plain_text, without

FailureReason = Literal["robots", "404", "500"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Appearance:
    """One page, or part of a page, that carries a notice."""

    site: str
    path: str
    """With query; of a compilation: its first web page."""
    role: Role
    part: int = 0
    """Number of the part in a compilation, from 1; 0: the whole page."""
    doubled: bool = False
    """Whether the page prints the notice twice."""
    masked: bool = False
    """Whether years, places and signature are blanked out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlantedNotice:
    """A distinct notice and every place where it stands."""

    key: str
    title: str
    """As issued, in the script it was written in."""
    body: str
    """Its text from addressees to annex, one paragraph a line, without letterhead, number and title."""
    original_site: str | None
    """Where the issuer published it; ``None`` where the demo has only copies."""
    appearances: tuple[Appearance, ...]

    @property
    def copies(self) -> tuple[Appearance, ...]:
        """Every appearance but the one that speaks for the notice: the original, else the first."""
        return tuple(
            appearance
            for place, appearance in enumerate(self.appearances)
            if (appearance.role != "original" if self.original_site else place > 0)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class PlantedCompilation:
    """An article that holds several notices."""

    site: str
    title: str
    paths: tuple[str, ...]
    """Its web pages in order."""
    parts: tuple[str, ...]
    """Keys of the notices in it, 篇1 first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlantedFailure:
    """A listed page that cannot be had."""

    site: str
    path: str
    title: str
    reason: FailureReason


@dataclass(frozen=True, kw_only=True, slots=True)
class Apart:
    """Two notices that look alike and are not the same."""

    first: str
    second: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Planted:
    """Everything a crawl of the demo sites should find."""

    notices: tuple[PlantedNotice, ...]
    compilations: tuple[PlantedCompilation, ...]
    failures: tuple[PlantedFailure, ...]
    apart: tuple[Apart, ...]


_REASONS: Mapping[int, FailureReason] = MappingProxyType({404: "404", 500: "500"})


@cache
def planted() -> Planted:
    """The manifest of all demo sites, computed from the same data as their pages."""
    sites = load_placements()
    found: dict[str, list[Appearance]] = {}
    for site in sites:
        for key, appearance in _appearances(site):
            found.setdefault(key, []).append(appearance)
    return Planted(
        notices=tuple(_notice(key, tuple(appearances)) for key, appearances in found.items()),
        compilations=tuple(compilation for site in sites for compilation in _compilations(site)),
        failures=tuple(failure for site in sites for failure in _failures(site)),
        apart=_apart(),
    )


def _appearances(site: SitePlan) -> Iterator[tuple[str, Appearance]]:
    for entry in site.entries:
        if entry.compilation is not None:
            for part, key in enumerate(entry.compilation.parts, start=1):
                yield key, Appearance(site=site.id, path=entry.path, role="part", part=part, masked=True)
        elif entry.notice is not None:
            yield (
                entry.notice,
                Appearance(
                    site=site.id,
                    path=entry.path,
                    role=entry.role,
                    doubled=entry.doubled,
                    masked=entry.masked,
                ),
            )


def _notice(key: str, appearances: tuple[Appearance, ...]) -> PlantedNotice:
    text = notice_texts()[key]
    originals = [appearance.site for appearance in appearances if appearance.role == "original"]
    return PlantedNotice(
        key=key,
        title=text.title,
        body=plain_text(_body_blocks(blocks(text))),
        original_site=originals[0] if originals else None,
        appearances=appearances,
    )


def _body_blocks(document: tuple[Block, ...]) -> tuple[Block, ...]:
    return without(document, "letterhead", "number", "title")


def _compilations(site: SitePlan) -> Iterator[PlantedCompilation]:
    for entry in site.entries:
        if entry.compilation is not None:
            article = entry.compilation
            yield PlantedCompilation(
                site=site.id,
                title=entry.title or "",
                paths=tuple(article.page_path(entry.path, page) for page in range(len(article.breaks) + 1)),
                parts=article.parts,
            )


def _failures(site: SitePlan) -> Iterator[PlantedFailure]:
    for entry in site.entries:
        reason = _failure_reason(entry)
        if reason is not None:
            yield PlantedFailure(site=site.id, path=entry.path, title=entry.title or "", reason=reason)


def _failure_reason(entry: Entry) -> FailureReason | None:
    if entry.disallowed:
        return "robots"
    return _REASONS.get(entry.status)


def _apart() -> tuple[Apart, ...]:
    text = (importlib.resources.files("crawler.demo") / "planted.yml").read_text(encoding="utf-8")
    return tuple(
        Apart(first=first, second=second, reason=reason) for first, second, reason in load_yaml(text)["apart"]
    )
