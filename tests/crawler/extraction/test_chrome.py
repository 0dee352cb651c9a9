"""Every chrome rule knows its own examples and leaves the counter-examples alone."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from archive.vocabulary.folding import fold
from crawler.extraction.chrome import LONGEST_CHROME_LINE, Chrome, chrome_of, chrome_of_lines, load_rules

RULES = [(kind, rule) for kind, rules in load_rules().items() for rule in rules]


@pytest.mark.parametrize(
    ("kind", "pattern", "line"),
    [(kind, rule["pattern"], line) for kind, rule in RULES for line in rule["known"]],
)
def test_a_rule_knows_its_examples(kind: str, pattern: str, line: str) -> None:
    assert re.search(pattern, fold(line), re.I)
    assert chrome_of(line) is not None


@pytest.mark.parametrize("line", [line for _, rule in RULES for line in rule["other"]])
def test_counter_examples_are_part_of_the_document(line: str) -> None:
    assert chrome_of(line) is None


def test_lines_are_judged_together_as_each_is_alone() -> None:
    lines = [line for _, rule in RULES for line in (*rule["known"], "", *rule["other"])]
    assert chrome_of_lines(lines) == [chrome_of(line) for line in lines]
    assert chrome_of_lines(["", "字" * (LONGEST_CHROME_LINE + 1)]) == [None, None]
    assert chrome_of_lines([]) == []


def test_a_hint_that_begins_inside_another_is_found() -> None:
    assert chrome_of("为您是第12位访客") is Chrome.FOOTER


def test_every_kind_has_rules() -> None:
    assert {kind for kind, _ in RULES} == {kind.value for kind in Chrome}


@pytest.mark.parametrize(
    "line",
    [
        "各县（市、区）卫生健康局：",
        "附件：1.报名表",
        "联系人：张三，电话：12345678",
        "清川市卫生健康委员会",
        "2024年8月12日",
        "一、活动时间",
        "（此件公开发布）",
    ],
)
def test_lines_of_a_notice_are_not_chrome(line: str) -> None:
    assert chrome_of(line) is None


@pytest.mark.parametrize("unit", ["首页 ", "[", "打印 ", "相关", "1/", "大 ", "2024-08-12 "])
def test_no_line_takes_long_to_judge(unit: str) -> None:
    line = (unit * LONGEST_CHROME_LINE)[: LONGEST_CHROME_LINE - 1] + "x"
    began = time.perf_counter()
    chrome_of(line)
    assert time.perf_counter() - began < 0.05


@pytest.mark.parametrize("rule", [rule for _, rule in RULES if "hint" in rule], ids=lambda rule: rule["hint"])
def test_a_hint_is_in_every_line_that_its_rule_knows(rule: dict[str, Any]) -> None:
    assert all(re.search(rule["hint"], fold(line).lower()) for line in rule["known"])


@pytest.mark.parametrize(
    "rule", [rule for _, rule in RULES if "hint" not in rule], ids=lambda rule: rule["pattern"][:30]
)
def test_a_rule_without_a_hint_begins_at_the_beginning(rule: dict[str, Any]) -> None:
    assert rule["pattern"].startswith("^")


@pytest.mark.parametrize("rule", [rule for _, rule in RULES], ids=lambda rule: rule["pattern"][:30])
def test_a_rule_begins_at_the_beginning_in_all_its_forms_or_in_none(rule: dict[str, Any]) -> None:
    bare = re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]])*\]", "x", rule["pattern"])
    while bare != (bare := re.sub(r"\([^()]*\)", "x", bare)):
        pass
    assert len({form.startswith("^") for form in bare.split("|")}) == 1
