"""Rewrites notices as copies do: other words in a lead, blanked-out facts, the other script."""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import opencc

from archive.plain_yaml import load_yaml
from crawler.demo.texts import Block, BlockKind, plain_text, without

LEAD_LENGTH = 120
"""Characters of the body that a lead repeats."""

_BLANKED: tuple[BlockKind, ...] = (
    "letterhead",
    "number",
    "title",
    "addressees",
    "attachment",
    "signature",
    "date",
    "note",
    "copies",
)


def lead(site_name: str, title: str, blocks: tuple[Block, ...]) -> str:
    """One paragraph that repeats title and body, with the title in changed words first."""
    body = plain_text(without(blocks, "letterhead", "number", "title", "table")).replace("\n", "")
    return f"{site_name}：转发：{_substitute('lead', title)}：{title}{body[:LEAD_LENGTH]}"


def masked(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Only the running text, with years, places and ways to reach someone blanked out."""
    return _mapped(without(blocks, *_BLANKED), lambda text: _substitute("mask", text))


def traditional(text: str) -> str:
    """*text* in Traditional Chinese, converted character by character as clone sites do."""
    return str(_converter().convert(text))


def traditional_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks in Traditional Chinese."""
    return _mapped(blocks, traditional)


def _mapped(blocks: tuple[Block, ...], change: Callable[[str], str]) -> tuple[Block, ...]:
    return tuple(
        replace(
            block,
            text=change(block.text),
            rows=tuple(tuple(change(cell) for cell in row) for row in block.rows),
        )
        for block in blocks
    )


def _substitute(kind: str, text: str) -> str:
    for pattern, replacement in _wording()[kind]:
        text = re.sub(pattern, replacement, text)
    return text


@cache
def _wording() -> dict[str, list[tuple[str, str]]]:
    text = (importlib.resources.files("crawler.demo") / "wording.yml").read_text(encoding="utf-8")
    return {
        kind: [(pattern, replacement) for pattern, replacement in rules]
        for kind, rules in load_yaml(text).items()
    }


@cache
def _converter() -> opencc.OpenCC:
    # s2tw, not s2t: s2t gives 爲 and 裏, of which Taiwan's Big5 sites write neither.
    return opencc.OpenCC("s2tw")
