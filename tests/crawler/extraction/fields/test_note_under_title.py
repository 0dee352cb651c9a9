"""Who issued a document and when, in brackets under its title, and what else stands there in brackets."""

import pytest

from crawler.extraction.context import Context
from crawler.extraction.fields import Fields, read_fields
from crawler.extraction.page_text import PageText


def fields_of(note: str) -> Fields:
    title = "关于开展献血工作的通知"
    return read_fields(PageText(title=title, body=f"{note}\n各单位：\n请于5月31日前完成。"), Context())


@pytest.mark.parametrize(
    "note",
    [
        "（清川市卫生局  2024年4月7日）",
        "（清川市卫生局2024年4月7日）",
        "（清川市卫生局，二〇二四年四月七日）",
        "（2024年4月7日 清川市卫生局）",
        "（2024年4月7日清川市卫生局印发）",
        "（清川市卫生局 2024年4月7日印发）",
        "(清川市卫生局 2024 年 4 月 7 日)",
    ],
)
def test_a_note_under_the_title_says_who_issued_a_document_and_when(note: str) -> None:
    fields = fields_of(note)
    assert fields.issuers == ("清川市卫生局",)
    assert fields.issued_date == "2024-04-07"
    assert [deadline.date for deadline in fields.deadlines] == ["2024-05-31"]


@pytest.mark.parametrize(
    "note",
    [
        "（记者 郝晴 2024年4月7日）",
        "（清川市卫生局 2024-04-07）",
        "（清川市卫生局 2024年4月）",
        "（2024年4月7日起施行）",
        "（根据清川市卫生局2024年4月7日会议整理）",
        "（清川市卫生局2024年4月7日通过 清川市政府2024年5月1日批准）",
    ],
)
def test_other_notes_name_no_issuer(note: str) -> None:
    assert fields_of(note).issuers == ()


def test_a_signature_tells_more_than_a_note() -> None:
    title = "关于开展献血工作的通知"
    body = "（清川市卫生局 2024年4月7日）\n各单位：\n请完成。\n清川市卫生局\n清川市教育局\n2024年4月8日"
    fields = read_fields(PageText(title=title, body=body), Context())
    assert fields.issuers == ("清川市卫生局", "清川市教育局")
    assert fields.issued_date == "2024-04-08"
