"""A run is judged by what it could read of the listing, and by what failed of what is new."""

from collections import Counter

import pytest

from crawler.tally import Tally, described, judge_run


def tally(*failures: tuple[str, str], **counts: int) -> Tally:
    """A tally after failures of fresh addresses: kind and name."""
    made = Tally(**counts)  # type: ignore[arg-type]
    for number, (kind, name) in enumerate(failures):
        via = None if kind == "listing" else f"http://a.example/{number}"
        made.count_failure(name, "detail", kind=kind, via=via, fresh=True)
    return made


PAGE = ("page", "challenge")
FILE = ("attachment", "not-found")


@pytest.mark.parametrize(
    ("tally", "verdict"),
    [
        (Tally(listing_pages=2, listed=30), ("ok", None)),
        (
            Tally(listing_pages=1, failures=Counter({"not-found": 2, "timeout": 1})),
            ("partial", "2 not-found, 1 timeout"),
        ),
        (Tally(listing_failures=Counter({"refused": 1})), ("failed", "listing: refused")),
        (tally(("listing", "layout-changed")), ("failed", "listing: layout-changed: detail")),
        (Tally(listing_failures=Counter({"no-entries": 1})), ("failed", "listing: no-entries")),
        (Tally(listing_failures=Counter({"challenge": 1})), ("blocked", "listing: challenge")),
        (Tally(listing_pages=1, listing_failures=Counter({"timeout": 1})), ("partial", "1 timeout")),
        (tally(("listing", "needs-script"), listing_pages=1), ("partial", "listing: needs-script: detail")),
        (Tally(listing_pages=1, faults={"half-list": "9 entries"}), ("partial", "listing: half-list: 9 entries")),
        (tally(PAGE, listing_pages=1), ("partial", "1 challenge")),
        (
            tally(PAGE, PAGE, listing_pages=1),
            ("blocked", "pages: challenge: 2 of 2 new pages could not be had: challenge"),
        ),
        (tally(PAGE, PAGE, listing_pages=1, new=5), ("partial", "2 challenge")),
        (
            tally(*[("page", "redirect-sink")] * 2, listing_pages=1),
            ("partial", "pages: redirect-sink: 2 of 2 new pages could not be had: redirect-sink"),
        ),
        (tally(*[("page", "unreadable")] * 2, listing_pages=1), ("partial", "2 unreadable")),
        (
            tally(*[("page", "unreadable")] * 3, listing_pages=1, new=2),
            ("partial", "pages-failing: 3 of 5 new pages could not be had: unreadable"),
        ),
        (tally(PAGE, ("page", "timeout"), ("page", "tls"), listing_pages=1), ("partial", "1 challenge, 1 timeout, 1 tls")),
        (tally(FILE, listing_pages=1), ("partial", "attachments-failing on one page: 1 of 1 files could not be had, mostly not-found")),
        (
            tally(FILE, FILE, listing_pages=1, files=1),
            ("partial", "attachments-failing: 2 of 3 files could not be had, mostly not-found"),
        ),
        (tally(FILE, FILE, listing_pages=1, files=9), ("partial", "2 not-found")),
        (Tally(listing_pages=1, notes=["platform-changed: trs → hanweb"]), ("ok", "platform-changed: trs → hanweb")),
        (
            Tally(listing_pages=1, stopped_by="timeout", postponed=40),
            ("partial", "pages: timeout: the host was asked no more; 40 addresses left for the next run"),
        ),
        (
            Tally(listing_pages=1, stopped_by="challenge", postponed=4),
            ("blocked", "pages: challenge: the host was asked no more; 4 addresses left for the next run"),
        ),
        (
            Tally(stopped_by="refused", postponed=1, postponed_lists=1),
            ("failed", "listing: refused: the host was asked no more; 1 address left for the next run"),
        ),
        (
            Tally(listing_pages=1, stopped_by="refused", postponed=1, postponed_lists=1),
            ("partial", "pages: refused: the host was asked no more; 1 address left for the next run"),
        ),
        (Tally(listing_pages=1, postponed=4), ("partial", "4 addresses left for the next run")),
    ],
)  # fmt: skip
def test_a_run_has_an_outcome_and_a_cause(tally: Tally, verdict: tuple[str, str | None]) -> None:
    found = judge_run(tally, interrupted=False)
    assert (found[0], set((found[1] or "").split(", "))) == (verdict[0], set((verdict[1] or "").split(", ")))


def test_dead_pages_that_were_known_say_nothing_of_the_site() -> None:
    known = Tally(listing_pages=1)
    for _ in range(9):
        known.count_failure("server-error", "HTTP 500", kind="page", via="http://a.example/", fresh=False)
    assert judge_run(known, interrupted=False) == ("partial", "9 server-error")


def test_a_stopped_run_is_interrupted_whatever_it_did() -> None:
    assert judge_run(Tally(listing_pages=2), interrupted=True)[0] == "interrupted"


def test_failures_are_told_most_frequent_first() -> None:
    assert described(Counter({"timeout": 1, "robots": 3, "refused": 1})) == "3 robots, 1 refused, 1 timeout"
