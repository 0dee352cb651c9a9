"""Platforms: every bundled file loads, and knows its own examples from everything else."""

from __future__ import annotations

import pytest

from archive.errors import UsageError
from crawler.listing.platform import load_platform, platform_rules, platforms, recognise

EXAMPLES = [(platform.id, example) for platform in platforms() for example in platform.examples]
COUNTEREXAMPLES = [(platform, example) for platform in platforms() for example in platform.counterexamples]


@pytest.mark.parametrize(("platform_id", "example"), EXAMPLES)
def test_an_example_is_recognised_as_its_platform(platform_id, example):
    recognised = recognise(example.html, example.url)
    assert recognised is not None
    assert recognised.id == platform_id


@pytest.mark.parametrize(("platform", "example"), COUNTEREXAMPLES)
def test_a_counterexample_does_not_speak_for_its_platform(platform, example):
    assert platform.weight(example.html.lower(), example.url.lower()) == 0


@pytest.mark.parametrize("platform", platforms(), ids=lambda platform: platform.id)
def test_every_platform_has_marks_examples_and_counterexamples(platform):
    assert platform.certain
    assert len(platform.examples) >= 2
    assert platform.counterexamples


def test_a_page_of_no_known_platform_has_none():
    assert recognise("<html><body><p>通知</p></body></html>", "http://wsjk.example/") is None


def test_an_unknown_platform_has_no_rules():
    assert platform_rules("nothing") == {}
    assert platform_rules(None) == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("certain: []", "name: got nothing"),
        ("name: x\ncertains: []", "did you mean"),
        ("name: x\ncertain: abc", "expected a list"),
        ("name: x\ncertain: ['(']", "expected a regular expression"),
        ("name: x\ncertain: [ABC]", "lower case"),
        ("name: x\nrules: {entry: a}", "unknown key 'entry'"),
        ("name: x\nexamples: [3]", "expected HTML"),
        ("name: x\nvalues: [a]", "expected `name: regular expression` lines"),
        ("name: x\nvalues: {sid: '('}", "sid: got '\\(', expected a regular expression"),
        ("name: x\nvalues: {sid: abc}", "sid: got 'abc', expected a group around the value"),
    ],
)
def test_a_bad_platform_file_is_an_error_that_names_file_and_key(tmp_path, text, message):
    path = tmp_path / "mine.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message) as caught:
        load_platform(path)
    assert str(path) in str(caught.value)
