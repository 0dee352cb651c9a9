"""What kind of page a notice stands on, and silence where nothing tells."""

from __future__ import annotations

import pytest

from crawler.extraction.fields import Fields
from crawler.extraction.page_kind import Setting, page_kind

SITE = "清川市卫生健康委员会"
TITLE = "关于做好防治工作的通知"


@pytest.mark.parametrize(
    ("fields", "site", "page_title", "expected"),
    [
        (Fields(issuers=("清川市卫生健康委",)), SITE, TITLE, "original"),
        (Fields(issuers=("市卫健委",), source="云泽日报"), SITE, TITLE, "original"),
        (Fields(source=SITE), SITE, TITLE, "original"),
        (Fields(issuers=("云泽省卫生健康委员会",)), SITE, TITLE, "repost"),
        (Fields(source="云泽日报"), SITE, TITLE, "repost"),
        (Fields(issuers=(SITE,)), "清川健康网", TITLE, "repost"),
        (Fields(issuers=(SITE,)), SITE, f"转发:{TITLE}", "repost"),
        (Fields(source="医政科"), SITE, TITLE, "original"),
        (Fields(issuers=("清川市教育局",)), "清川市人民政府门户网站", TITLE, "original"),
        (Fields(issuers=("清川市卫生和计划生育委员会",)), SITE, TITLE, "original"),
        (Fields(issuers=("云泽省教育厅",)), "清川市人民政府", TITLE, "repost"),
        (Fields(issuers=("清川市教育局",)), "清川市医院协会", TITLE, "repost"),
        (Fields(source="云泽日报", issuers=(SITE,)), None, TITLE, None),
        (Fields(), SITE, TITLE, "original"),
        (Fields(), None, TITLE, None),
    ],
)
def test_documents(fields: Fields, site: str | None, page_title: str, expected: str | None) -> None:
    setting = Setting(site_name=site, page_title=page_title)
    assert page_kind(fields, setting, title=TITLE, body="") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("本报讯（记者 顾清和）昨天，活动启动。", "news"),
        ("近日，我市启动义诊活动。", "news"),
        ("10月14日下午，清川市召开流感疫苗接种推进会。", "news"),
        ("清川晚报讯 妇女节快到了。", "news"),
        ("高温天气如何防护？", None),
    ],
)
def test_news(body: str, expected: str | None) -> None:
    title = "清川市启动义诊活动"
    setting = Setting(portal="清川新闻网", page_title=title)
    assert page_kind(Fields(), setting, title=title, body=body) == expected


@pytest.mark.parametrize(
    ("setting", "title", "body", "expected"),
    [
        (Setting(announced=True), TITLE, "", "news-fulltext"),
        (Setting(head=("颁布单位：清川市卫生局", "颁布时间：2004-6-14")), TITLE, "", "database"),
        (Setting(script="hant+pinyin"), TITLE, "", "mirror"),
        (Setting(page_title=f"某博体育网址{TITLE}"), TITLE, "", "mirror"),
        (Setting(script="hant"), "轉知修正「設置標準」一案", "", "relay"),
        (
            Setting(script="hant"),
            "修正設置標準",
            "依據本縣衛生局111年5月6日雲衛字第1111663118號函辦理。",
            "relay",
        ),
        (Setting(script="hant"), "公告本縣禁止吸菸場所", "依據菸害防制法。", None),
        (Setting(portal="清川健康网"), TITLE, "", None),
        (Setting(site_name=SITE), "8月水质监测结果", "", "original"),
    ],
)
def test_what_stands_around_a_notice_tells(
    setting: Setting, title: str, body: str, expected: str | None
) -> None:
    assert page_kind(Fields(), setting, title=title, body=body) == expected


def test_a_notice_with_an_issuer_on_a_portal_is_a_repost() -> None:
    setting = Setting(portal="清川健康网", page_title=TITLE)
    assert page_kind(Fields(issuers=(SITE,)), setting, title=TITLE, body="") == "repost"
