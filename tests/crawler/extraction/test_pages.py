"""Golden pages: every page kind reads into the fields that a person reads from it, one test a field.

Places, organisations and people on these pages are invented.  A page's ``.json`` says its address,
encoding and context, and what each field must be; ``attachments`` are ``[name, url]``, ``parts``
``[title, lines]``, ``body`` the lines.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from archive.capture import Capture
from archive.notice import Notice
from crawler.extraction import Context, extract_notice

PAGES = Path(__file__).parent / "pages"
SPECS = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(PAGES.glob("*.json"))}


@cache
def read(name: str) -> Notice:
    return extract_notice(captures(name), Context(**SPECS[name]["context"]))


def captures(name: str) -> list[Capture]:
    spec = SPECS[name]
    files = spec.get("pages", [f"{name}.html"])
    return [
        Capture(
            url=url,
            fetched_at=datetime.fromisoformat(spec["fetched_at"]),
            headers=(("Content-Type", "text/html"),),
            body=(PAGES / file).read_text("utf-8").encode(spec.get("encoding", "utf-8")),
        )
        for url, file in zip(spec["urls"], files, strict=True)
    ]


def plain(notice: Notice, field: str) -> Any:
    value = getattr(notice, field)
    if field == "attachments":
        return [[item.name, item.url] for item in value]
    if field == "parts":
        return [[part.title, part.body.split("\n")] for part in value]
    if field == "body":
        return value.split("\n") if value else []
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name, spec in SPECS.items() for field in spec["expected"]]
)
def test_a_golden_page_reads_as_a_person_reads_it(name: str, field: str) -> None:
    assert plain(read(name), field) == SPECS[name]["expected"][field]


@pytest.mark.parametrize("name", SPECS)
def test_evidence_stands_where_it_says(name: str) -> None:
    notice = read(name)
    for items in notice.evidence.values():
        for item in items:
            if item.start is not None:
                assert notice.body[item.start : item.end] == item.raw


@pytest.mark.parametrize("name", SPECS)
def test_no_markup_reaches_the_body(name: str) -> None:
    body = read(name).body
    assert "<" not in body
    assert "不应出现" not in body


def test_every_page_has_its_expectations() -> None:
    named = {file for name, spec in SPECS.items() for file in spec.get("pages", [f"{name}.html"])}
    assert {path.name for path in PAGES.glob("*.html")} == named
