"""A run is judged by what it could read of the listing."""

from collections import Counter

import pytest

from crawler.tally import Tally, described, judge_run


@pytest.mark.parametrize(
    ("tally", "verdict"),
    [
        (Tally(listing_pages=2, listed=30), ("ok", None)),
        (
            Tally(listing_pages=1, failures=Counter({"not-found": 2, "timeout": 1})),
            ("partial", "2 not-found, 1 timeout"),
        ),
        (Tally(listing_failures=Counter({"refused": 1})), ("failed", "listing: refused")),
        (Tally(listing_failures=Counter({"no-entries": 1})), ("failed", "listing: no-entries")),
        (Tally(listing_failures=Counter({"blocked": 1})), ("blocked", "listing: blocked")),
        (Tally(listing_pages=1, listing_failures=Counter({"timeout": 1})), ("partial", "1 timeout")),
    ],
)
def test_a_run_has_an_outcome_and_a_cause(tally: Tally, verdict: tuple[str, str | None]) -> None:
    assert judge_run(tally, interrupted=False) == verdict


def test_a_stopped_run_is_interrupted_whatever_it_did() -> None:
    assert judge_run(Tally(listing_pages=2), interrupted=True)[0] == "interrupted"


def test_failures_are_told_most_frequent_first() -> None:
    assert described(Counter({"timeout": 1, "robots": 3, "refused": 1})) == "3 robots, 1 refused, 1 timeout"
