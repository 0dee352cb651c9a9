"""Titles: what the site shows, and the notice's own one behind it."""

from __future__ import annotations

import pytest

from crawler.extraction.own_title import clean_title, own_title, printed_title
from crawler.extraction.shown_title import without_site_name

ADDRESSEE = "各区县卫生健康局："
OWN = "关于做好冬季流感防控工作的通知"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"转发:{OWN}", OWN),
        (f"【转发】{OWN}", OWN),
        (f"安桥县卫生人才网:转发:{OWN}", OWN),
        (f"{OWN}（清卫健〔2024〕16号）", OWN),
        (f"{OWN}清卫健〔2024〕16号", OWN),
        (f"{OWN}-清川市人民政府", OWN),
        (f"《{OWN}》", OWN),
        (f"某博体育网址{OWN}", OWN),
        (f"清川市体育局{OWN}", f"清川市体育局{OWN}"),
        ("云泽省体育彩票中心关于献血的通知", "云泽省体育彩票中心关于献血的通知"),
        ("关于印发《方案》的通知", "关于印发《方案》的通知"),
        ("健康促进行动—2024年工作方案（试行）", "健康促进行动—2024年工作方案（试行）"),
        ("公告", "公告"),
    ],
)
def test_a_title_loses_what_the_site_added(text: str, expected: str) -> None:
    assert clean_title(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{OWN}_清川市卫生健康委员会", OWN),
        (f"{OWN}-通知公告-清川市疾控中心", OWN),
        (f"{OWN} | 清川市政府门户网站", OWN),
        ("健康促进行动-2024年工作方案", "健康促进行动-2024年工作方案"),
        ("-清川历史网", None),
        ("清川市卫生健康委员会", "清川市卫生健康委员会"),
    ],
)
def test_the_site_name_leaves_the_title_tag(text: str, expected: str | None) -> None:
    assert without_site_name(text) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([OWN, ADDRESSEE], OWN),
        (["清川市卫生健康委员会文件", "清卫健〔2024〕16号", OWN, ADDRESSEE], OWN),
        (["清卫健〔2024〕16号", "关于做好冬季流感", "防控工作的通知", ADDRESSEE], OWN),
        (
            ["以下为公告全文：", "清川市卫生健康委员会公告", "2024年第1号", "经批准，现公告如下。"],
            "清川市卫生健康委员会公告",
        ),
        (["现将有关事项通知如下。", "请遵照执行。"], None),
        ([ADDRESSEE, "请遵照执行。"], None),
    ],
)
def test_a_printed_title_stands_over_the_text(lines: list[str], expected: str | None) -> None:
    assert printed_title(lines) == expected


@pytest.mark.parametrize(
    ("shown", "listed", "body", "expected"),
    [
        ("关于做好冬季流感防控工…", OWN, [ADDRESSEE], OWN),
        ("关于做好冬季流感防控", None, [OWN, ADDRESSEE], OWN),
        (f"市卫健委发布《{OWN[:12]}》", None, [f"市卫健委发布《{OWN}》", ADDRESSEE, "请遵照执行。"], OWN),
        (f"市卫健委发布《{OWN}》", None, ["本报讯 记者获悉，防控工作已经展开。"], f"市卫健委发布《{OWN}》"),
        ("我市部署流感防控", None, [OWN, ADDRESSEE, "请遵照执行。"], OWN),
        (OWN, "另一篇文章的标题", [ADDRESSEE], OWN),
        (None, None, ["请遵照执行。"], None),
        (None, None, [OWN, ADDRESSEE], OWN),
        (None, None, [f"{OWN} 清卫健〔2024〕16号 {ADDRESSEE} 请遵照执行。 清川市卫生局"], OWN),
        (None, None, [f"现将 {OWN} 印发给你们。请遵照执行。"], None),
        (None, None, ["关于流感防控。 各单位的通知 请遵照执行。"], None),
    ],
)
def test_the_own_title_is_found_behind_the_shown_one(
    shown: str | None, listed: str | None, body: list[str], expected: str | None
) -> None:
    assert own_title(shown, listed, body).text == expected
