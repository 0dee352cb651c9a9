"""A text given twice counts once; a lead that repeats the text is dropped."""

from __future__ import annotations

import time

from crawler.extraction.repetition import fold_doubled, without_lead

TEXT = [
    "各市、县（区）卫生健康局，委直属各单位：",
    "为做好今年冬季呼吸道传染病防治工作，现将有关要求通知如下：",
    "一、提高认识",
    "各单位要充分认识冬季防治工作的重要性，明确责任人和联络员。",
    "二、加强监测",
    "各医疗机构要落实预检分诊制度，按时报告聚集性病例。",
    "清川市卫生健康委员会",
]


def test_a_second_copy_is_folded() -> None:
    assert fold_doubled(TEXT + TEXT) == TEXT


def test_a_copy_with_its_own_source_line_is_folded() -> None:
    assert fold_doubled([*TEXT, "清川卫生杂志 2024年08月13日 13:02 清川", *TEXT]) == TEXT


def test_a_copy_that_differs_in_a_line_is_folded() -> None:
    assert fold_doubled([*TEXT, *TEXT[:4], "二、 加强监测！", *TEXT[5:]])[: len(TEXT)] == TEXT


def test_names_after_the_copy_are_not_the_documents() -> None:
    assert fold_doubled([*TEXT, *TEXT, "清川市医院协会", "清川市医师协会"]) == TEXT


def test_prose_after_the_copy_stays() -> None:
    assert fold_doubled([*TEXT, *TEXT, "请各单位遵照执行。"]) == [*TEXT, "请各单位遵照执行。"]


def test_a_table_after_the_copy_stays() -> None:
    table = ["附件", "接种单位\t电话", "清川市人民医院\t2200000"]
    assert fold_doubled([*TEXT, *TEXT, *table]) == [*TEXT, *table]


def test_the_same_rows_below_two_headings_are_no_copy() -> None:
    hours = [f"{day}上午清川区人民医院接种门诊开放，下午休息" for day in ("周一", "周二", "周三")]
    assert fold_doubled(["8月第一周", *hours, "8月第二周", *hours]) == [
        "8月第一周",
        *hours,
        "8月第二周",
        *hours,
    ]
    forms = ["申请人姓名、身份证号码及联系电话", "申请人所在单位意见（盖章）", "审批机关意见及经办人（签名）"]
    assert fold_doubled(["首次申请", *forms, "延续申请", *forms]) == ["首次申请", *forms, "延续申请", *forms]


def test_a_line_on_top_of_each_of_many_tables_costs_little() -> None:
    top = "各接种门诊应当在当日将接种信息录入系统。"
    rows = [[f"第{row}号门诊在湖滨路{row}号{at}座，周一开放" for at in "甲乙丙"] for row in range(5_000)]
    lines = [line for table in rows for line in (top, *table)]
    start = time.process_time()
    assert fold_doubled(lines) == lines
    assert time.process_time() - start < 2


def test_a_copy_of_a_document_on_one_or_two_lines_is_folded() -> None:
    line = "".join(TEXT)
    assert fold_doubled([line, line]) == [line]
    assert fold_doubled([line, line, line]) == [line]
    assert fold_doubled([TEXT[0], line, TEXT[0], line]) == [TEXT[0], line]


def test_a_sentence_that_recurs_in_a_short_text_is_no_copy() -> None:
    lines = [TEXT[3], TEXT[3], TEXT[5]]
    assert fold_doubled(lines) == lines


def test_recurring_rows_are_no_copy() -> None:
    rows = [
        f"{name}\n"
        for name in ("领取告知承诺书并签字盖章", "提交申请材料", "领取告知承诺书并签字盖章", "缴费")
    ]
    assert fold_doubled(rows) == rows


def test_equal_deadlines_in_two_sections_are_no_copy() -> None:
    lines = [*TEXT, "三、其他事项", TEXT[3], "请于本月底前报送总结。"]
    assert fold_doubled(lines) == lines


def test_a_glued_lead_in_changed_words_is_dropped() -> None:
    lead = "转发:有关做好防治工作的公告:" + "".join(TEXT[:4]).replace("通知", "公告")
    assert without_lead([lead, *TEXT], "关于做好防治工作的通知") == TEXT


def test_a_first_paragraph_of_its_own_stays() -> None:
    assert without_lead(TEXT, "关于做好防治工作的通知") == TEXT


def test_a_first_sentence_that_trails_off_and_repeats_nothing_stays() -> None:
    lines = ["夏天来了，蚊子又多了起来，你是不是也被咬得睡不着觉……", *TEXT]
    assert without_lead(lines, "关于做好防治工作的通知") == lines
    assert without_lead(["为做好今年冬季呼吸道传染病防治工作，现将有关要求……", *TEXT], None) == TEXT
