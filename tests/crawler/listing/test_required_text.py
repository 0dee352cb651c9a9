"""A required text is in every match: of the platforms' marks in their own examples, and of any pattern."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.listing.platform import platforms
from crawler.listing.required_text import required_text


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"/module/(?:web/)?jpage/", "/module/"),
        (r'class="?[^">]*\bdefault_pgcontainer\b', "default_pgcontainer"),
        (r"a{2}bc", "bc"),
        (r"ab*c+d", "a"),
        (r"[ab]\]c", "]c"),
        (r"(abc)", ""),
        (r"abc|abd", ""),
        (r"(?:a|b)cde", "cde"),
        ("", ""),
    ],
)
def test_the_longest_certain_text_is_found(pattern, text):
    assert required_text(pattern) == text


@given(st.data())
def test_every_match_holds_it(data):
    pattern = data.draw(
        st.sampled_from([mark.pattern for platform in platforms() for mark in platform.marks])
    )
    assert required_text(pattern) in data.draw(st.from_regex(re.compile(pattern)))


@given(st.text(alphabet="ab(|)?*+]\\.", max_size=12))
def test_it_holds_for_patterns_of_any_kind(pattern):
    try:
        compiled = re.compile(pattern)
    except re.error:
        return
    for text in ("", "a", "b", "ab", "aab", "abab", "ba.b", "(a)", "|", "[b]"):
        found = compiled.search(text)
        assert found is None or required_text(pattern) in found[0]
