"""Quality of reading on the labelled pages beside the project, with floors that never sink by themselves.

The pages and their scorer are optional data: ``../shared/corpus`` seen from the project.  A floor
stands a little under what was measured; raise it with the score, never lower it silently.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.capture import Capture
from crawler.extraction import Context, extract_notice

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
SCORER = CORPUS / "score_pages.py"
NO_ADDRESS = "http://www.qingchuan.example/page.html"

pytestmark = pytest.mark.skipif(not SCORER.exists(), reason="no labelled pages at ../shared/corpus")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The scorer's report on what is read from every labelled page."""
    addresses = _addresses()
    predictions = tmp_path_factory.mktemp("corpus") / "predictions.jsonl"
    with predictions.open("w", encoding="utf-8") as out:
        for page in sorted((CORPUS / "detail").glob("*.html")):
            capture = Capture(
                url=addresses.get(page.stem) or NO_ADDRESS,
                fetched_at=datetime(2026, 6, 1, tzinfo=UTC),
                body=page.read_bytes(),
            )
            notice = extract_notice([capture], Context())
            out.write(json.dumps({"id": page.stem, **notice.to_json()}, ensure_ascii=False) + "\n")
    command = [
        *(sys.executable, str(SCORER), "--json", "--pages", str(CORPUS), "--gold", str(CORPUS / "gold.json")),
        *("--gov", str(CORPUS / "gov.json"), "--predictions", str(predictions)),
    ]
    answer = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    scored: dict[str, Any] = json.loads(answer.stdout)
    return scored


def _addresses() -> dict[str, str]:
    gold = json.loads((CORPUS / "gold.json").read_text("utf-8"))
    gov = json.loads((CORPUS / "gov.json").read_text("utf-8"))
    known = {name.split("/")[-1]: record.get("url") for name, record in gold.items()}
    known |= {page["id"]: page.get("base_url") for page in gov["pages"]}
    return {name: address for name, address in known.items() if address}


@pytest.mark.parametrize(
    ("measure", "mean", "median"), [("precision", 0.965, 0.99), ("recall", 0.98, 0.99), ("f1", 0.97, 0.99)]
)
def test_bodies_stay_as_good_as_they_were(
    report: dict[str, Any], measure: str, mean: float, median: float
) -> None:
    scored = report["body"][measure]
    assert scored["mean"] >= mean
    assert scored["median"] >= median


def test_government_pages_lose_nothing_and_keep_no_chrome(report: dict[str, Any]) -> None:
    gov = report["gov"]
    assert gov["include_found"] == 1
    assert gov["exclude_leaked"] == 0
    assert gov["start_clean"] == gov["end_clean"] == gov["pages"]


@pytest.mark.parametrize("field", ["title", "published_date", "source", "attachments", "index_number"])
def test_fields_of_the_page_are_right_on_government_pages(report: dict[str, Any], field: str) -> None:
    verdicts = report["gov"]["fields"][field]
    assert verdicts["wrong"] + verdicts["missing"] == 0, [
        miss for miss in report["gov"]["misses"] if miss["field"] == field
    ]
