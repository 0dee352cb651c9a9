"""Every kind of script pager, by the examples that stand beside its rule."""

from __future__ import annotations

import pytest

from crawler.listing.script_pager import script_pagers, scripted_next

EXAMPLES = [(pager.name, example) for pager in script_pagers() for example in pager.examples]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_each_example_of_a_pager_holds(name, example):
    assert scripted_next(example["html"], example["url"]) == example["next"]


@pytest.mark.parametrize("pager", script_pagers(), ids=lambda pager: pager.name)
def test_every_pager_has_examples_of_a_next_page_and_of_a_last_one(pager):
    assert {example["next"] is None for example in pager.examples} == {True, False}


def test_a_page_without_a_call_has_no_next_page():
    assert scripted_next("<p>createPageHTML</p>", "http://wsjk.example/") is None
