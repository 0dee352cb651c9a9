"""The five hardest kinds of pages are read without a fault, and README shows what is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quality.scoring import FIELDS, Tally, body_score, judge
from tests.quality.seed_kinds import KINDS, seed_kind, table

README = Path(__file__).resolve().parents[2] / "README.md"


@pytest.mark.parametrize("ident", KINDS)
def test_every_field_is_right(ident: str) -> None:
    kind = seed_kind(ident)
    given = kind.notice.to_json()
    for name in FIELDS:
        tally = Tally()
        judge(tally, name, kind.id, given[name], kind.gold[name], kind.accept.get(name, []))
        assert not tally.faults, name


@pytest.mark.parametrize("ident", KINDS)
def test_the_body_is_the_notice(ident: str) -> None:
    kind = seed_kind(ident)
    assert body_score(kind.notice.body, kind.gold["body"], kind.accept.get("body", [])) >= 0.995


def test_readme_shows_what_is_read() -> None:
    assert table() in README.read_text("utf-8"), "run: python -m tests.quality.seed_kinds"
