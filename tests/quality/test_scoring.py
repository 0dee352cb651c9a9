"""How a reading is compared with what is right."""

from __future__ import annotations

from tests.quality.scoring import body_score


def test_a_body_counts_by_the_right_answer_that_it_comes_nearest_to() -> None:
    gold = ["医院增开夜间门诊。", "请带身份证。"]
    assert body_score("医院增开夜间门诊。\n请带身份证。", gold, []) == 1
    assert body_score("请带身份证。", gold, ["图为门诊大厅。", "请带身份证。"]) == 1
    assert body_score("请带身份证。", gold, ["图为门诊大厅。"]) == body_score("请带身份证。", gold, []) < 1
