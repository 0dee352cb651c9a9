"""Quality of the fields on bare texts, with floors that never sink by themselves.

Two sets: our own fictional texts in ``texts``, and, as optional data beside the project, the annotated
texts in ``../shared/gold/metadata`` with their own scorer.  ``texts/floors.yml`` holds, a field at a time,
the least F1; a floor stands a little under what was measured.  Raise it with the score, never lower it
silently.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from archive.capture import Capture
from archive.notice import Notice
from crawler.extraction import Context, extract_notice
from tests.quality.scoring import FIELDS, Tally, judge

TEXTS = Path(__file__).with_name("texts")
FLOORS = yaml.safe_load((TEXTS / "floors.yml").read_text("utf-8"))
GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "metadata"
SCORER = GOLD / "score.py"
SCORED = [name for name in FIELDS if name != "index_number"]
WHOLE_PAGES = ("001", "002", "003", "004", "005")
"""The texts of the shared set that are complete pages: every field of theirs must be right."""

needs_shared = pytest.mark.skipif(not SCORER.exists(), reason="no annotated texts at ../shared/gold/metadata")


def read(text: Path) -> Notice:
    capture = Capture(
        url=f"file:{text.stem}",
        fetched_at=datetime(2026, 6, 1, tzinfo=UTC),
        headers=(("Content-Type", "text/plain; charset=utf-8"),),
        body=text.read_bytes(),
    )
    return extract_notice([capture], Context())


@cache
def tallies() -> dict[str, Tally]:
    """Every field over our own texts."""
    found = {name: Tally() for name in SCORED}
    for gold in json.loads((TEXTS / "gold.json").read_text("utf-8")):
        given = read(TEXTS / f"{gold['id']}.txt").to_json()
        for name, tally in found.items():
            judge(tally, name, gold["id"], _given(given, name), gold[name], gold["alt"].get(name, []))
    return found


def _given(given: dict[str, Any], name: str) -> Any:
    """A bare text knows no addresses of files."""
    return [item["name"] for item in given[name]] if name == "attachments" else given[name]


@pytest.mark.parametrize("name", SCORED)
def test_a_field_of_our_texts_stays_as_good_as_it_was(name: str) -> None:
    tally = tallies()[name]
    assert tally.f1 >= FLOORS["own"][name], "\n".join(tally.faults)


@pytest.mark.parametrize("name", SCORED)
def test_no_field_of_our_texts_invents_more_than_it_misses(name: str) -> None:
    tally = tallies()[name]
    assert tally.wrong <= max(tally.missing, 1), "\n".join(tally.faults)


@pytest.fixture(scope="module")
def predictions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is read from every annotated text, in the scorer's form."""
    path = tmp_path_factory.mktemp("texts") / "predictions.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for text in sorted(GOLD.glob("[0-9]*.txt")):
            given = read(text).to_json()
            given |= {"id": text.stem, "attachments": _given(given, "attachments")}
            out.write(json.dumps(given, ensure_ascii=False) + "\n")
    return path


def _score(predictions: Path, *arguments: str) -> str:
    command = [sys.executable, str(SCORER), str(GOLD / "gold.json"), str(predictions), *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


@needs_shared
@pytest.mark.parametrize("name", SCORED)
def test_a_field_of_the_annotated_texts_stays_as_good_as_it_was(predictions: Path, name: str) -> None:
    scored = json.loads(_score(predictions, "--json"))["fields"][name]
    assert scored["f1"] >= FLOORS["shared"][name]
    assert scored["wrong"] <= max(scored["missing"], 1)


@needs_shared
@pytest.mark.parametrize("name", SCORED)
def test_whole_pages_have_every_field_right(predictions: Path, name: str) -> None:
    faults = [line for line in _score(predictions, "--errors", name).splitlines() if line[:3] in WHOLE_PAGES]
    assert faults == []
