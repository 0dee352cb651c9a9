"""A host that fails again and again is asked no more, and once more later."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.breaker import ENOUGH, UNASKED, Breaker

HOST = "wjw.qingchuan.example"


def after(*failures: str | None) -> Breaker:
    breaker = Breaker()
    for failure in failures:
        breaker.note(HOST, failure)
    return breaker


@pytest.mark.parametrize(
    ("failures", "name"),
    [
        ([], None),
        (["timeout"] * 2, None),
        (["timeout"] * 3, "timeout"),
        (["timeout", "timeout", None, "timeout"], None),
        (["timeout", "refused", "timeout", "refused"], None),
        (["challenge"] * 3, "challenge"),
        (["server-error"] * 4, None),
        (["server-error"] * 5, "server-error"),
        (["not-found"] * 50, None),  # dead pages of a host that is well
        (["timeout", "timeout", "not-found", "timeout"], None),
        (["timeout", "robots", "timeout", "private-address", "timeout"], "timeout"),
        (["timeout", "crawl-delay", "timeout", "crawl-delay", "timeout"], "timeout"),
    ],
)
def test_failures_of_one_kind_in_a_row_open_the_circuit(failures: list[str | None], name: str | None) -> None:
    assert after(*failures).open_for(HOST) == name


def test_other_hosts_are_asked_on() -> None:
    assert after(*["refused"] * 9).open_for("www.linhu.example") is None


def test_one_probe_a_run_closes_the_circuit_or_leaves_it_open() -> None:
    breaker = after(*["refused"] * 3)
    assert breaker.may_probe(HOST)
    assert breaker.open_for(HOST) is None, "the probe itself passes"
    breaker.note(HOST, "refused")
    assert breaker.open_for(HOST) == "refused"
    assert not breaker.may_probe(HOST)

    breaker = after(*["refused"] * 3)
    assert breaker.may_probe(HOST)
    breaker.note(HOST, None)
    assert breaker.open_for(HOST) is None
    for _ in range(3):
        breaker.note(HOST, "refused")
    assert breaker.open_for(HOST) == "refused"
    assert not breaker.may_probe(HOST)


@given(st.lists(st.sampled_from([None, *ENOUGH, *UNASKED]), max_size=60))
def test_a_host_that_just_answered_is_never_closed_off(failures: list[str | None]) -> None:
    assert after(*failures, None).open_for(HOST) is None
