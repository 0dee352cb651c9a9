"""A page says whose site it is on in its meta tags, at the end of its title, or in its foot."""

from __future__ import annotations

import pytest

from crawler.extraction.flatten import flatten
from crawler.extraction.site_name import portal_name, site_name

NAME = "清川市卫生健康委员会"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f'<meta name="SiteName" content="{NAME}"><p>甲</p>', NAME),
        (f"<title>关于开会的通知-通知公告-{NAME}</title><p>甲</p>", NAME),
        (f"<p>甲</p><p>主办单位：{NAME} 承办单位：信息中心</p>", NAME),
        (f"<p>甲</p><p>Copyright 2024 {NAME} 版权所有</p>", NAME),
        ("<title>关于开会的通知-通知公告</title><p>版权所有：本站</p>", None),
        (f"<title>门诊安排-{NAME}|三级甲等综合医院</title><p>甲</p>", NAME),
        ("<title>雲林縣衛生局全球資訊網-轉知</title><p>甲</p>", "雲林縣衛生局全球資訊網"),
        (
            "<title>接種通告 | 澳門特別行政區政府 衛生局</title><p>甲</p>",
            "澳門特別行政區政府衛生局",
        ),
        ("<title>接种通告-清川市人民政府-卫生健康局</title><p>甲</p>", "清川市人民政府卫生健康局"),
        ("<title>接种通告-清川市人民政府 云泽市疾控中心</title><p>甲</p>", "云泽市疾控中心"),
        ("<title>接种通告-清川市人民政府 政务公开</title><p>甲</p>", "清川市人民政府"),
        ("<title>关于政府采购的通告-采购办公室-云泽縣衛生局</title><p>甲</p>", "云泽縣衛生局"),
        ("<p>甲</p>", None),
    ],
)
def test_the_name_of_the_site(html: str, expected: str | None) -> None:
    assert site_name(flatten(html)) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于开会的通知 - 清川健康网", "清川健康网"),
        ("关于开会的通知_云泽在线", "云泽在线"),
        ("关于开会的通知-清川市卫生信息网", None),
        ("关于开会的通知-清川市政府网", None),
        ("清川健康网", None),
    ],
)
def test_a_portal_is_nobodys_own_site(title: str, expected: str | None) -> None:
    assert portal_name(flatten(f"<title>{title}</title><p>甲</p>")) == expected
