"""Quality of reading on articles of news portals, with floors that never sink by themselves.

The labels give what such an article has: title, day, source, script and body.  Bodies are compared with
the label's and with those that it accepts: with the captions of pictures, or without a lead.
"""

from __future__ import annotations

import statistics
from functools import cache
from pathlib import Path

import pytest
import yaml

from crawler.extraction import Context, extract_notice
from tests.quality.labelled_pages import PORTALS, LabelledPage, labelled_pages
from tests.quality.scoring import Tally, body_score, judge

FLOORS = yaml.safe_load(Path(__file__).with_name("floors.yml").read_text("utf-8"))["portals"]
FIELDS = ("title", "published_date", "source", "script")


@cache
def readings() -> dict[LabelledPage, dict[str, object]]:
    return {page: extract_notice(page.captures, Context()).to_json() for page in labelled_pages(PORTALS)}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_of_an_article_stays_as_good_as_it_was(name: str) -> None:
    tally = Tally()
    for page, given in readings().items():
        judge(tally, name, page.id, given[name], page.gold[name], page.accept.get(name, []))
    assert tally.f1 >= FLOORS[name], "\n".join(tally.faults)
    assert tally.wrong <= max(tally.missing, 1), "\n".join(tally.faults)


def test_bodies_hold_the_article_and_nothing_else() -> None:
    scores = {
        page.id: body_score(str(given["body"]), page.gold["body"], page.accept.get("body", []))
        for page, given in readings().items()
    }
    worst = sorted(scores.items(), key=lambda item: item[1])[:10]
    assert statistics.mean(scores.values()) >= FLOORS["body"], worst
    assert sum(score >= 0.95 for score in scores.values()) >= FLOORS["body_share"] * len(scores), worst
