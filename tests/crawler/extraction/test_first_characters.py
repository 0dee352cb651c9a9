"""What a pattern matches begins with a character that is told of it."""

from __future__ import annotations

import re

import pytest

from archive.vocabulary.folding import fold
from crawler.extraction import first_characters
from crawler.extraction.chrome import load_rules
from crawler.extraction.first_characters import Beginnings

RULES = [rule for rules in load_rules().values() for rule in rules]


@pytest.mark.parametrize(
    ("pattern", "possible", "impossible"),
    [
        ("来源|作者", "来作", "源者 "),
        (r"^[\[【(]?\s*来", "[【( 来\u3000", "源1"),
        (r"\d{2}年", "19٣", "年a"),
        ("[1-3a]x", "123a", "4x"),
        ("(?:上|下)?一页", "上下一", "页"),
        ("(?:共)++页", "共", "页"),
        ("(?=来)来", "来", "源"),
        ("[^。]来", "来源", ""),
        (r"\S{2}", "来源", ""),
        (".", "来源", ""),
        ("(?i:a)", "aA", ""),
        ("[\u4e00-\u9fff]", "来源", ""),
        ("来*", "来源", ""),
        ("", "来", ""),
    ],
)
def test_the_first_characters_of_a_pattern_are_known(pattern: str, possible: str, impossible: str) -> None:
    beginnings = Beginnings(pattern)
    assert all(character in beginnings for character in possible)
    assert not any(character in beginnings for character in impossible)


def test_no_beginning_of_a_match_is_missed() -> None:
    lines = [fold(line).lower() for rule in RULES for line in (*rule["known"], *rule["other"])]
    for rule in RULES:
        pattern, beginnings = re.compile(rule["pattern"]), Beginnings(rule["pattern"])
        assert all(line[:1] in beginnings for line in lines if pattern.match(line))


def test_an_empty_line_begins_only_what_may_be_empty() -> None:
    assert "" in Beginnings("来?$")
    assert "" not in Beginnings("来$")


@pytest.mark.parametrize(
    ("pattern", "characters"),
    [
        ("来源|作者", "来作"),
        ("(?<!。)(?:打印|[1-3]页)", "打123"),
        ("来?", None),
        (r"\s来", None),
        (r"\d", None),
    ],
)
def test_the_first_characters_are_listed_where_they_can_be(pattern: str, characters: str | None) -> None:
    assert Beginnings(pattern).characters == (None if characters is None else frozenset(characters))


def test_a_python_without_the_parser_takes_every_character_as_possible(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(first_characters, "_parser", None)
    assert "源" in Beginnings("来源")
    assert Beginnings("来源").characters is None
