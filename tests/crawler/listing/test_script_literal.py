"""Literals of scripts: data in JSON's and in JavaScript's spelling, and nothing that would have to be run."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.listing.script_literal import literal, literals

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('[{"a": 1}]', [{"a": 1}]),
        ("[{a: 1, 'b': \"x\", c: true, d: null, e: undefined}]", [{"a": 1, "b": "x", "c": True, "d": None, "e": None}]),
        ("[['2024-08-12', '通知', '/a/1.html'],]", [["2024-08-12", "通知", "/a/1.html"]]),
        ("{t: 'it\\'s', u: 'a\\/b', n: '\\u901a\\x41'}", {"t": "it's", "u": "a/b", "n": "通A"}),
        ("[1, /* two */ 2, // three\n 3]", [1, 2, 3]),
        ("[`通知`]", ["通知"]),
    ],
)  # fmt: skip
def test_a_literal_is_read_in_either_spelling(text, value):
    assert literal(text) == value


@pytest.mark.parametrize(
    "text",
    ["[a]", "[f()]", "{a: b + 1}", "{a: function(){}}", "[`${x}`]", "{", "[1", "['a' 'b']", "[" * 9000],
)
def test_what_is_no_literal_has_no_value(text):
    assert literal(text) is None


@given(PLAIN)
def test_json_is_read_as_json(value):
    assert literal(json.dumps(value)) == value


@given(st.text(max_size=200))
def test_no_script_raises(script):
    list(literals(script))


def test_the_outermost_literals_of_a_script_are_found_in_order():
    script = "var a = [1, [2]]; function f(){ return {b: 'x]'}; } g({c: [3]}); var d = [a];"
    assert list(literals(script)) == [[1, [2]], {"b": "x]"}, {"c": [3]}]
