"""Every name of a failure is explained, with what a person can do."""

from typing import get_args

import pytest

from archive.causes import Health, cause_named, causes
from crawler.failure import FailureName


@pytest.mark.parametrize("name", get_args(FailureName))
def test_every_failure_has_a_cause_in_plain_words(name: str) -> None:
    assert causes()[name].says
    assert causes()[name].do


@pytest.mark.parametrize("name", causes())
def test_a_cause_makes_a_site_one_of_the_known_states(name: str) -> None:
    assert causes()[name].health in get_args(Health)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("listing: half-list: 9 entries; usually at least 20", "half-list"),
        ("attachments-failing on one page: 1 of 1 files could not be had, mostly timeout", None),
        ("2 not-found, 1 timeout", None),
        ("3 left for the next run; listing: stuck-pager: the second page", "stuck-pager"),
        (None, None),
    ],
)
def test_a_cause_is_found_in_the_words_of_a_run(text: str | None, name: str | None) -> None:
    found = cause_named(text)
    assert (found.name if found else None) == name
