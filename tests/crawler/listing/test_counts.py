"""What a page says of its list: every pattern's own examples, and that none sees more."""

from __future__ import annotations

import pytest

from crawler.listing.counts import Counts, count_patterns, counts_in, page_counts
from crawler.listing.tree import collapsed

EXAMPLES = [(item["name"], example) for _, item in count_patterns() for example in item["examples"]]
COUNTEREXAMPLES = [(pattern, text) for pattern, item in count_patterns() for text in item["counterexamples"]]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_gives_its_numbers(name, example):
    found = page_counts(example["text"], example["text"])
    assert {key: getattr(found, key) for key in example if key != "text"} == {
        key: value for key, value in example.items() if key != "text"
    }


@pytest.mark.parametrize(("pattern", "text"), COUNTEREXAMPLES)
def test_a_pattern_finds_nothing_in_its_counterexamples(pattern, text):
    assert pattern.search(collapsed(text).lower()) is None


@pytest.mark.parametrize(
    "text", ["", "关于印发第 3 版方案的通知", "共收到意见23条", "2024/08/12", "第一季度 12/30", "共有5例"]
)
def test_prose_states_no_counts(text):
    assert counts_in(text) == Counts()


def test_a_page_is_the_last_where_it_says_so():
    assert counts_in("第5页 共5页").is_last
    assert not counts_in("第4页 共5页").is_last
    assert not counts_in("共5页").is_last
