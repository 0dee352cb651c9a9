"""NoticeText: a fictional notice as written once, from which every page that carries it is rendered."""

from __future__ import annotations

import importlib.resources
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from archive.plain_yaml import load_yaml

BlockKind = Literal[
    "letterhead",
    "number",
    "title",
    "addressees",
    "paragraph",
    "table",
    "attachment",
    "signature",
    "date",
    "note",
    "annex",
    "annex-title",
    "copies",
]
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """An attached file: paragraphs for .docx and .pdf, rows for .xlsx."""

    name: str
    """As the notice names it, with its ending: ``报名表.docx``."""
    text: tuple[str, ...] = ()
    rows: Rows = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Annex:
    """A document that the notice carries inside itself, after the line 附件."""

    title: str
    paragraphs: tuple[str | Rows, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeText:
    """One notice in the order of GB/T 9704-2012; what a notice does not have is ``None`` or ``()``."""

    key: str
    title: str
    paragraphs: tuple[str | Rows, ...]
    """Text, or a table as rows of cells."""
    letterhead: str | None = None
    number: str | None = None
    """As printed, also a 公告号."""
    addressees: str | None = None
    """The whole line with its colon."""
    files: tuple[File, ...] = ()
    issuers: tuple[str, ...] = ()
    issued: str | None = None
    """As printed: ``2024年9月2日``, ``二〇二四年八月二十六日``."""
    note: str | None = None
    """附注, in its brackets."""
    annex: Annex | None = None
    copies: str | None = None
    """版记: 抄送 or 印发 line."""
    index_number: str | None = None
    topic: str | None = None
    """主题分类 of the index block."""
    script: Literal["hans", "hant"] = "hans"


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One paragraph or table of a notice, with what it is."""

    kind: BlockKind
    text: str = ""
    rows: Rows = ()
    file: File | None = None
    """The file that an ``attachment`` block names."""


@cache
def notice_texts() -> Mapping[str, NoticeText]:
    """All notices of ``notices/*.yml`` by key, in the order of the files."""
    folder = importlib.resources.files("crawler.demo") / "notices"
    texts: dict[str, NoticeText] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        for key, record in load_yaml(file.read_text(encoding="utf-8")).items():
            if key in texts:
                raise ValueError(f"{file}: the key {key!r} is taken by another notice.")
            texts[key] = _notice_text(key, record)
    return MappingProxyType(texts)


def blocks(notice: NoticeText) -> tuple[Block, ...]:
    """The whole document, top to bottom, title and letterhead included."""
    found: list[Block] = []

    def add(kind: BlockKind, text: str | None) -> None:
        if text is not None:
            found.append(Block(kind=kind, text=text))

    add("letterhead", notice.letterhead)
    add("number", notice.number)
    add("title", notice.title)
    add("addressees", notice.addressees)
    found += _paragraph_blocks(notice.paragraphs)
    found += (_attachment_block(notice, place) for place in range(len(notice.files)))
    for issuer in notice.issuers:
        add("signature", issuer)
    add("date", notice.issued)
    add("note", notice.note)
    if notice.annex is not None:
        add("annex", "附件")
        add("annex-title", notice.annex.title)
        found += _paragraph_blocks(notice.annex.paragraphs)
    add("copies", notice.copies)
    return tuple(found)


def without(parts: tuple[Block, ...], *kinds: BlockKind) -> tuple[Block, ...]:
    """The blocks that are of none of *kinds*."""
    return tuple(block for block in parts if block.kind not in kinds)


def plain_text(parts: tuple[Block, ...]) -> str:
    """The blocks as plain text, one paragraph a line, tables tab-separated."""
    lines: list[str] = []
    for block in parts:
        lines += ["\t".join(row) for row in block.rows] or [block.text]
    return "\n".join(lines)


def _paragraph_blocks(paragraphs: tuple[str | Rows, ...]) -> list[Block]:
    return [
        Block(kind="paragraph", text=item) if isinstance(item, str) else Block(kind="table", rows=item)
        for item in paragraphs
    ]


def _attachment_block(notice: NoticeText, place: int) -> Block:
    """附件说明 by the standard: one file without a number, several numbered, no ending."""
    file = notice.files[place]
    name = file.name.rpartition(".")[0]
    if len(notice.files) > 1:
        name = f"{place + 1}.{name}"
    return Block(kind="attachment", text=f"附件：{name}" if place == 0 else name, file=file)


def _notice_text(key: str, record: dict[str, Any]) -> NoticeText:
    lists = {
        "paragraphs": _paragraphs(record["paragraphs"]),
        "files": tuple(_file(file) for file in record.get("files", ())),
        "issuers": tuple(record.get("issuers", ())),
        "annex": _annex(record.get("annex")),
    }
    return NoticeText(key=key, **{**record, **lists})


def _file(record: dict[str, Any]) -> File:
    return File(name=record["name"], text=tuple(record.get("text", ())), rows=_rows(record.get("rows", ())))


def _annex(record: dict[str, Any] | None) -> Annex | None:
    if record is None:
        return None
    return Annex(title=record["title"], paragraphs=_paragraphs(record["paragraphs"]))


def _paragraphs(items: Any) -> tuple[str | Rows, ...]:
    return tuple(item if isinstance(item, str) else _rows(item) for item in items)


def _rows(items: Any) -> Rows:
    return tuple(tuple(str(cell) for cell in row) for row in items)
