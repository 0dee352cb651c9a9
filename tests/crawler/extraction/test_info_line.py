"""The line of day, source, counter and buttons, whatever its form."""

from __future__ import annotations

import pytest

from archive.vocabulary.folding import fold
from crawler.extraction.info_line import day_of_info_line

INFO_LINES = (
    ("[ 2011-3-9 8:42:11 | 点击数：352 | 作者：办公室 | 【字体：小 大】 ]", "2011-3-9"),
    ("2017-04-11/综合监督局/阅58", "2017-04-11"),
    ("2023年5月4日09:12来源：区卫生健康局点击数：361【字体：大中小】", "2023年5月4日"),
    ("办公室 2019/6/3 浏览（1204）次", "2019/6/3"),
    ("录入：信息科　2020.11.02　阅读：77　打印　关闭", "2020.11.02"),
    ("人气 18 · 2024-02-06 · 评论 0", "2024-02-06"),
    ("2025-09-11 第03版 民生 记者 封晓岚", "2025-09-11"),
    ("清川日报 2025年09月11日 星期四 A03版：民生新闻", "2025年09月11日"),
    ("2025-09-11 版次：03", "2025-09-11"),
    ("2024年10月21日发布68.2万人看过已通过三审三校", "2024年10月21日"),
    ("清川健康 2024-11-23 08:05 10万+阅读", "2024-11-23"),
    ("2012-7-19 15:20:33 查看 203 次 [打印] [关闭]", "2012-7-19"),
)
OTHER_LINES = (
    "请于2024-03-05前阅读并打印下列材料",
    "清川市卫生健康委员会 2024年3月5日",
    "2024年3月5日 9:00—11:00 三楼会议室",
    "会议时间：2024年9月1日",
    "首次公告日期：2023年4月25日",
    "成文日期：2023年4月25日 发布机构：清川市卫生健康委员会",
    "日期：2024-08-12至2024-08-14 浏览",
    "2024年3月5日，全市阅读活动启动，访问120人次。",
    "作者：张三",
    "《诊疗方案》第9版 2020-03-05",
    "2025年09月11日，第03版刊登了名单",
    "请以2025-09-11 第03版的名单为准，并于次日前报送",
    "点击：40次",
    "2024年3月5日开馆，30人次阅读",
    "本文首发于《清川医学报》2024年12月5日D6版",
    "1、2024-03-05 张三 阅片 30 例，其中阳性 2 例",
)


@pytest.mark.parametrize(("line", "day"), INFO_LINES)
def test_a_line_of_nothing_but_what_is_said_of_a_page_gives_its_day(line: str, day: str) -> None:
    found = day_of_info_line(fold(line))
    assert found is not None
    assert line[slice(*found)] == day


@pytest.mark.parametrize("line", OTHER_LINES)
def test_a_line_that_says_anything_else_is_left_alone(line: str) -> None:
    assert day_of_info_line(fold(line)) is None
