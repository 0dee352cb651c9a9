"""Scores on labelled real listing pages, where these lie beside the project."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.capture import Capture
from crawler.listing import Listing, read_listing

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="no labelled pages at ../shared/corpus")

PRECISION_FLOOR = 1.0
RECALL_FLOOR = 1.0


def labelled() -> list[dict]:
    if not CORPUS.exists():
        return []
    pages = json.loads((CORPUS / "gov.json").read_text(encoding="utf-8"))["lists"]
    return [page for page in pages if not page.get("duplicate_of")]


def reading(page: dict) -> Listing:
    body = (CORPUS / "list" / f"{page['id']}.html").read_bytes()
    return read_listing(
        Capture(url=page["base_url"], fetched_at=datetime(2026, 10, 1, tzinfo=UTC), body=body)
    )


@pytest.mark.parametrize("page", labelled(), ids=lambda page: page["id"])
def test_the_entries_of_a_labelled_page_are_found(page):
    expected = {entry["url"]: entry for entry in page["entries"]}
    got = {entry.url: entry for entry in reading(page).entries}
    right = expected.keys() & got.keys()
    assert len(right) >= PRECISION_FLOOR * len(got)
    assert len(right) >= RECALL_FLOOR * len(expected)
    dated = [url for url in right if expected[url]["date"]]
    assert [got[url].date for url in dated] == [expected[url]["date"] for url in dated]


@pytest.mark.parametrize("page", labelled(), ids=lambda page: page["id"])
def test_the_next_page_of_a_labelled_page_is_found(page):
    assert [found.address for found in reading(page).next] == ([page["next"]] if page["next"] else [])
