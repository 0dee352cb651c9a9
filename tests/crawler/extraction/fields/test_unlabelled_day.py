"""Days among the lines about a page, glued to names and counters or taken apart by style sheets."""

from __future__ import annotations

import pytest

from crawler.extraction.fields.published.unlabelled_day import day_without_year, unlabelled_day


@pytest.mark.parametrize(
    ("rows", "day"),
    [
        (["作者:院办2014/02/19阅读 1024"], "2014-02-19"),
        (["录入:admin 2022年3月15日 被看了 87 次"], "2022-03-15"),
        (["浏览:1172022年06月16日信息员:黄某"], "2022-06-16"),
        (["汐州网2022-04-0711:00A+"], "2022-04-07"),
        (["062024-02"], "2024-02-06"),
        (["06", "2024-02", "网站首页"], "2024-02-06"),
        (["05/30", "2023"], "2023-05-30"),
        (["11月18日 2024 医政科 我有话说(3人参与)"], "2024-11-18"),
        (["315月2023"], "2023-05-31"),
        (["31", "5月 / 2023"], "2023-05-31"),
        (["河埠在线05月27日2016年"], "2016-05-27"),
        (["06", "12月 / 2021"], "2021-12-06"),
        (["20240522", "发布"], "2024-05-22"),
        (["2024", "05", "22"], "2024-05-22"),
        (["2023", "10/19", "09:26", "健康时刻"], "2023-10-19"),
        (["2023年", "10月19日", "09:26"], "2023-10-19"),
        (["2024-01-01 旧闻", "2024-02-02 本页"], "2024-02-02"),
    ],
)
def test_a_day_is_found_however_it_is_laid_out(rows: list[str], day: str) -> None:
    found = unlabelled_day(rows, "2026-06-01")
    assert found is not None
    assert found.iso == day


@pytest.mark.parametrize(
    "rows",
    [
        ["111月2020"],
        ["12月 / 2021"],
        ["2023", "1/3的病例"],
        ["2023", "13/19"],
        ["【实施时间】\t20090501"],
        ["获取文件时间 2024年5月9日"],
        ["今天是2024年5月22日"],
        ["有效期至2025-01-01"],
        ["2024-08-12至2024-08-30报名的学员名单"],
        ["2024年5月1日 2024年6月1日"],
        ["清卫〔2024〕12号"],
        ["电话 0311-20240522"],
        ["2024", "通知公告", "05-22"],
        ["2027-01-01 明年"],
    ],
)
def test_no_day_is_made_of_what_may_be_another(rows: list[str]) -> None:
    assert unlabelled_day(rows, "2026-06-01") is None


def test_where_no_year_stands_month_and_day_are_kept() -> None:
    found = day_without_year(["清川疾控 07-15 09:12"])
    assert found is not None
    assert found.iso == "--07-15"
    assert day_without_year(["会议室 07-15"]) is None
    behind = day_without_year(["来源:健康清川07-03"])
    assert behind is not None
    assert (behind.iso, behind.start) == ("--07-03", len("来源：健康清川"))
    assert day_without_year(["来源:清川县12-05热线"]) is None
    assert day_without_year(["电话:清川县07-03"]) is None
