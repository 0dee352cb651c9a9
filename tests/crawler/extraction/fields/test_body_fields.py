"""Addressees, attachments, deadlines, contacts, effective date and citations in the body."""

import pytest

from crawler.extraction.context import Context
from crawler.extraction.fields import Fields, read_fields
from crawler.extraction.page_text import PageText

TITLE = "关于开展献血工作的通知"


def fields_of(body: str, title: str = TITLE) -> Fields:
    return read_fields(PageText(title=title, body=body), Context())


@pytest.mark.parametrize(
    ("body", "addressees"),
    [
        ("各县（市、区）卫生局，市直各单位：\n请完成。", ("各县（市、区）卫生局", "市直各单位")),
        (
            "各省、自治区、直辖市卫生厅局,军队有关单位卫生部门:\n请完成。",
            ("各省、自治区、直辖市卫生厅局", "军队有关单位卫生部门"),
        ),
        ("各单位: 按照要求，请完成。", ("各单位",)),
        (
            "各區衛生健康委,有關學會、協會,有關單位:\n請完成。",
            ("各區衛生健康委", "有關學會、協會", "有關單位"),
        ),
        ("临湖县卫生局：\n来文收悉。", ("临湖县卫生局",)),
        ("各县卫生局，\n市直各医院：\n请完成。", ("各县卫生局", "市直各医院")),
        ("主办单位：清川市卫生局\n承办单位：清川市中心血站", ()),
        ("现将有关事项通知如下：\n一、请完成。", ()),
        ("联系人：张三", ()),
        ("时间：8月12日\n地点：清川市中心血站", ()),
        ("今天天气很好。", ()),
    ],
)
def test_addressees_are_the_line_that_ends_in_a_colon(body: str, addressees: tuple[str, ...]) -> None:
    assert fields_of(body).addressees == addressees


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("请完成。\n附件：献血计划表", ("献血计划表",)),
        ("请完成。\n附件：1.献血计划表 2.名单", ("献血计划表", "名单")),
        ("请完成。\n附件:\n1. 献血计划表\n2. 名单。\n清川市卫生局", ("献血计划表", "名单")),
        ("请完成。\n附件1：献血计划表.docx\n附件2：《名单》", ("献血计划表.docx", "名单")),
        ("请完成。\n附件：献血计划表\n附件：献血计划表", ("献血计划表",)),
        ("请按附件1完成。\n附件\n献血计划表", ()),
    ],
)
def test_attachment_names_lose_their_numbering(body: str, names: tuple[str, ...]) -> None:
    assert fields_of(body).attachment_names == names


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("请于8月30日前将总结报市卫生局。", ["--08-30"]),
        ("请于2024年8月30日之前反馈意见。", ["2024-08-30"]),
        ("请于2024年8月30日（星期五）前报送。", ["2024-08-30"]),
        ("回执请于2021 年 4 月 9 日或以前寄回秘书处。", ["2021-04-09"]),
        ("报名截止时间为2025年6月30日。", ["2025-06-30"]),
        ("公示时间为2022年6月13日至2022年6月17日。", ["2022-06-17"]),
        ("公示期：2022年6月13日至17日", ["2022-06-17"]),
        ("公开征求意见时间\n即2021年12月27日至1月10日。", ["2022-01-10"]),
        ("9月底前完成自查。", ["--09-30"]),
        ("2024年底前完成自查。", ["2024-12-31"]),
        ("活动于8月30日上午10时举办。", []),
        ("截至8月30日未检出。", []),
        ("接种时间为8月20日至8月30日。", []),
    ],
)
def test_a_deadline_is_what_the_reader_must_meet(sentence: str, dates: list[str]) -> None:
    assert [item.date for item in fields_of(f"各单位：\n{sentence}").deadlines] == dates


@pytest.mark.parametrize(
    ("title", "ending", "date"),
    [
        (TITLE, "清川市卫生局\n2024年7月1日", "2024-08-30"),
        (TITLE, "清川市卫生局\n2024年12月20日", "2025-08-30"),
        ("关于做好2023年献血工作的通知", "", "2023-08-30"),
        ("关于做好2023年献血工作的通知", "各地20__年的总结", "--08-30"),
    ],
)
def test_a_deadline_without_a_year_takes_the_documents(title: str, ending: str, date: str) -> None:
    assert [item.date for item in fields_of(f"各单位：\n请于8月30日前报送。\n{ending}", title).deadlines] == [
        date
    ]


@pytest.mark.parametrize(
    ("published", "date"),
    [
        ("2024-08-01", "2024-08-30"),
        ("2024-08-30", "2024-08-30"),
        ("2024-09-10", "--08-30"),
        ("2024-12-20", "--08-30"),
        ("2025-03-20", "2025-08-30"),
    ],
)
def test_a_published_date_gives_a_year_only_to_deadlines_that_it_does_not_follow(
    published: str, date: str
) -> None:
    page = PageText(title=TITLE, body="各单位：\n请于8月30日前报送。", head=(f"发布日期：{published}",))
    assert [item.date for item in read_fields(page, Context()).deadlines] == [date]


def test_a_deadline_shortly_after_new_year_is_of_the_year_after_publication() -> None:
    page = PageText(title=TITLE, body="各单位：\n请于1月5日前报送。", head=("发布日期：2024-12-20",))
    assert [item.date for item in read_fields(page, Context()).deadlines] == ["2025-01-05"]


@pytest.mark.parametrize(
    ("line", "phones", "names"),
    [
        ("联系人：王老师；电话：010-61234567", ("010-61234567",), ("王老师",)),
        ("联 系 人：张三 李四  电话：13912345678", ("13912345678",), ("张三", "李四")),
        ("咨询热线：6123 4567", ("6123 4567",), ()),
        ("QQ群：612345678", (), ()),
        ("邮编：518031", (), ()),
    ],
)
def test_a_telephone_number_needs_its_label(
    line: str, phones: tuple[str, ...], names: tuple[str, ...]
) -> None:
    contacts = fields_of(f"各单位：\n请完成。\n{line}").contacts
    assert tuple(phone for contact in contacts for phone in contact.phone) == phones
    assert tuple(name for contact in contacts for name in contact.name) == names


@pytest.mark.parametrize(
    ("title", "body", "date"),
    [
        (TITLE, "本办法自2024年9月1日起施行。", "2024-09-01"),
        (TITLE, "《清川市献血条例》自2024年9月1日起施行。", None),
        (TITLE, "献血法自2024年9月1日起施行。", None),
        (TITLE, "活动自2024年9月1日起，每天八时开始。", None),
        ("关于交通管制的通告", "自2024年9月1日起，每天八时开始。", "2024-09-01"),
        ("关于采样的通告", "采样自2024年9月1日8:00起，至9月3日止。", None),
    ],
)
def test_the_document_itself_must_take_effect(title: str, body: str, date: str | None) -> None:
    assert fields_of(body, title).effective_date == date


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("根据《关于献血的通知》（清卫函〔2024〕8号）要求", "implements"),
        ("现将《关于献血的通知》（清卫函〔2024〕8号）转发给你们", "relays"),
        ("你局《关于献血的请示》（清卫函〔2024〕8号）收悉", "replies"),
        ("《关于献血的通知》（清卫函〔2024〕8号）同时废止", "repeals"),
        ("详见《关于献血的通知》（清卫函〔2024〕8号）", "cites"),
    ],
)
def test_the_words_around_a_cited_title_say_the_relation(sentence: str, kind: str) -> None:
    (citation,) = fields_of(f"各单位：\n{sentence}。").citations
    assert (citation.type, citation.document_number) == (kind, "清卫函〔2024〕8号")
    assert citation.title is not None


def test_a_law_is_no_citation() -> None:
    assert fields_of("各单位：\n根据《献血法》要求，请完成。").citations == ()
