"""What kind of page a notice stands on, and silence where nothing tells."""

from __future__ import annotations

import pytest

from crawler.extraction.fields import Fields
from crawler.extraction.page_kind import page_kind

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
        (Fields(), SITE, TITLE, None),
    ],
)
def test_documents(fields: Fields, site: str | None, page_title: str, expected: str | None) -> None:
    assert page_kind(fields, site_name=site, title=TITLE, page_title=page_title, body="") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("本报讯（记者 顾清和）昨天，活动启动。", "news"),
        ("近日，我市启动义诊活动。", "news"),
        ("高温天气如何防护？", None),
    ],
)
def test_news(body: str, expected: str | None) -> None:
    title = "清川市启动义诊活动"
    assert page_kind(Fields(), site_name=SITE, title=title, page_title=title, body=body) == expected
