"""All fields of whole pages: a joint notice, a repost, an announcement, a Taiwanese letter, news."""

import time

import pytest

from crawler.extraction.context import Context
from crawler.extraction.fields import Fields, read_fields
from crawler.extraction.page_text import PageText

JOINT_NOTICE = PageText(
    title="关于开展2024年爱国卫生月活动的通知",
    head=(
        "索 引 号：QC0012-0901-2024-00031\t发文机关：清川市卫生健康委员会",
        "来源：清川市卫生健康委员会   发布时间：2024-03-29 09:30  浏览次数：12 次  字体：大 中 小",
    ),
    body="""清川市卫生健康委员会文件
清卫函〔2024〕31号
清川市卫生健康委员会 清川市教育局
关于开展2024年爱国卫生月活动的通知
各县（市、区）卫生健康局、教育局，市直各医疗卫生单位：
根据《云泽省爱国卫生运动委员会办公室关于做好第36个爱国卫生月工作的通知》（云爱卫办〔2024〕5号）要求，现将有关事项通知如下：
一、活动自4月1日至4月30日。每月5日前报送进展。
二、请于5月10日前将总结报市卫生健康委。
联系人：张三、李四，联系电话：0999-6123456、6123457；邮箱：aiwei@example.cn；传真：0999-6123458
地址：清川市滨河路8号（邮编：900001）
附件：1.活动计划表
2.联络员名单.xlsx
清川市卫生健康委员会　　　　　清川市教育局
2024年3月28日
（此件公开发布）
附件1
活动计划表
临湖区中心血站    2024年4月2日
清川市卫生健康委员会办公室      2024年3月29日印发""",
    fetched_on="2024-06-01",
)


@pytest.fixture(scope="module")
def joint() -> Fields:
    return read_fields(JOINT_NOTICE, Context())


def test_a_red_header_notice_gives_all_its_fields(joint: Fields) -> None:
    assert joint.document_number == "清卫函〔2024〕31号"
    assert joint.index_number == "QC0012-0901-2024-00031"
    assert joint.document_type == "通知"
    assert joint.issuers == ("清川市卫生健康委员会", "清川市教育局")
    assert (joint.issued_date, joint.published_date) == ("2024-03-28", "2024-03-29")
    assert joint.source == "清川市卫生健康委员会"
    assert joint.addressees == ("各县（市、区）卫生健康局、教育局", "市直各医疗卫生单位")
    assert joint.attachment_names == ("活动计划表", "联络员名单.xlsx")
    assert joint.cited_numbers == ("云爱卫办〔2024〕5号",)
    assert [(item.type, item.document_number) for item in joint.citations] == [
        ("implements", "云爱卫办〔2024〕5号")
    ]


def test_deadlines_get_the_year_of_issue_and_keep_what_recurs(joint: Fields) -> None:
    assert [(item.date, item.recur) for item in joint.deadlines] == [
        (None, "每月5日前"),
        ("2024-05-10", None),
    ]
    assert joint.deadlines[1].what == "将总结报市卫生健康委"


def test_contact_rows_below_each_other_are_one_contact(joint: Fields) -> None:
    (contact,) = joint.contacts
    assert contact.name == ("张三", "李四")
    assert contact.phone == ("0999-6123456", "0999-6123457")
    assert contact.fax == ("0999-6123458",)
    assert contact.email == ("aiwei@example.cn",)
    assert (contact.address, contact.postcode) == ("清川市滨河路8号", "900001")


def test_evidence_with_offsets_is_the_text_at_these_offsets(joint: Fields) -> None:
    items = [item for items in joint.evidence.values() for item in items]
    placed = [item for item in items if item.start is not None]
    assert len(placed) > 10
    assert all(JOINT_NOTICE.body[item.start : item.end] == item.raw for item in placed)


def test_a_made_up_place_has_no_region_but_the_site_may_tell(joint: Fields) -> None:
    assert joint.region_code is None
    page = PageText(title="关于献血的通知", body="各单位：\n请完成献血。\n市卫生健康委\n2024年3月28日")
    assert read_fields(page, Context(region_code="310118")).region_code == "310000"


def test_a_repost_keeps_issuer_source_and_dates_apart() -> None:
    page = PageText(
        title="关于印发清川市卫生系统实施方案的通知",
        head=("来源:临湖县卫生网 更新:2013-7-3 清川卫生人才网",),
        body="各县(市、区)卫生局,局机关各科室:\n根据《中共清川市委关于实施方案的意见》(清[2013]31号)精神,现印发给你们。\n"
        "清川市卫生局\n2013年5月8日\n清川市卫生系统实施方案\n一、活动宗旨\n全面贯彻。",
    )
    fields = read_fields(page, Context())
    assert fields.document_number is None
    assert fields.cited_numbers == ("清〔2013〕31号",)
    assert fields.issuers == ("清川市卫生局",)
    assert (fields.issued_date, fields.published_date) == ("2013-05-08", "2013-07-03")
    assert fields.source == "临湖县卫生网"


def test_an_announcement_has_its_own_kind_of_number() -> None:
    page = PageText(
        title="云泽省卫生健康委员会公告",
        body="云泽省卫生健康委员会公告\n2024年第1号\n经批准，现公告如下：\n一、纳入管理。\n特此公告。\n"
        "云泽省卫生健康委员会\n2024年1月20日",
    )
    fields = read_fields(page, Context())
    assert (fields.document_number, fields.document_type) == ("2024年第1号", "公告")
    assert fields.issuers == ("云泽省卫生健康委员会",)
    assert fields.addressees == ()


def test_a_letter_in_taiwanese_layout_is_a_letter_about_what_it_relays() -> None:
    page = PageText(
        title="雲澤部公告「販售熟食應加蓋防塵，並自中華民國112年3月15日生效」",
        head=("日期:2023-06-21",),
        body="主旨:函轉雲澤部公告，請查照。\n說明:\n一、依據雲澤部112年3月15日雲授疾字第\n1120200448A號函辦理。",
    )
    fields = read_fields(page, Context())
    assert fields.document_type == "函"
    assert fields.issuers == ()
    assert fields.cited_numbers == ("雲授疾字第1120200448A號",)
    assert (fields.published_date, fields.effective_date) == ("2023-06-21", "2023-03-15")
    assert fields.region_code == "710000"


def test_news_has_no_document_fields() -> None:
    page = PageText(
        title="第七个献血者日主题确定",
        head=("时间：2024-07-22 来源：清川日报 作者：佚名",),
        body="主题已经确定。这一安排出自《关于做好献血者日工作的通知》。献血法自2022年3月1日起施行。",
    )
    fields = read_fields(page, Context())
    assert fields.document_type is None
    assert fields.document_number is None
    assert fields.issuers == ()
    assert fields.effective_date is None
    assert fields.source == "清川日报"
    assert [item.type for item in fields.citations] == ["reports"]


def test_a_document_on_one_line_is_read_like_one_on_many() -> None:
    page = PageText(
        title="清川市卫生局关于设立献血日的批复",
        body="清川市卫生局关于设立献血日的批复 清卫函〔2017〕136号 临湖县卫生局: "
        "你局报来的《关于设立献血日的请示》(临卫报〔2017〕8号)收悉。准予设立，时间定为每年8月19日。"
        "请认真组织实施，做好宣传工作，及时把实施情况报市卫生局。 清川市卫生局 2017年11月3日",
    )
    fields = read_fields(page, Context())
    assert fields.document_number == "清卫函〔2017〕136号"
    assert fields.addressees == ("临湖县卫生局",)
    assert (fields.issuers, fields.issued_date) == (("清川市卫生局",), "2017-11-03")
    assert [item.type for item in fields.citations] == ["replies"]


def test_an_empty_page_gives_no_field() -> None:
    fields = read_fields(PageText(), Context())
    assert fields == Fields()


@pytest.mark.parametrize(
    "unit",
    ["附件\n", "2024年8月12日", "〔2024〕", "各,", "《", "联系人:", "清川市卫生局\n", "\t来源:", " "],
)
def test_five_megabytes_of_hostile_text_take_about_a_second(unit: str) -> None:
    text = unit * (5_000_000 // len(unit))
    started = time.process_time()
    read_fields(PageText(title="关于献血的通知", head=(text,), body=text, tail=(text,)), Context())
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("全国学术会议（第一轮通知）", "通知"),
        ("全国学术会议(第2号通知)", "通知"),
        ("全国学术会议（北京通知）", None),
        ("全国学术会议（第一轮通知）侧记", None),
    ],
)
def test_the_round_of_a_notice_in_brackets_says_its_kind(title: str, kind: str | None) -> None:
    page = PageText(title=title, body="会议定于九月召开。")
    assert read_fields(page, Context()).document_type == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("【接种通知】九价疫苗到货啦！！！", "通知"),
        ("【停诊通告】国庆假期安排", "通告"),
        ("【采购公告】口腔科设备一批", "公告"),
        ("【接种通知】关于疫苗接种的公告", "公告"),
        # columns
        ("【重要通知】九价疫苗到货啦", None),
        ("【医院公告】门诊楼开工", None),
        ("【通知公告】门诊楼开工", None),
        ("【接种通知】", None),
        # what schools of Taiwan pass on
        ("【轉知】衛生局函轉「校園接種作業」相關資訊", "函"),
        ("轉知-教育局函轉繪本徵件活動", "函"),
        ("函轉健康署講座", "函"),
        ("【轉知】繪本徵件活動", None),
        ("收到衛生局公文，尚未函轉各校", None),
    ],
)
def test_words_in_front_of_a_headline_say_its_kind(title: str, kind: str | None) -> None:
    assert read_fields(PageText(title=title, body="即日起預約。"), Context()).document_type == kind


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("醫療專業委員會將舉行考試，請於期限內報名。", "2024-12-04"),
        ("我市将举行考试，请在期限内报名。", None),
    ],
)
def test_the_day_stands_before_the_month_on_pages_in_traditional_characters(
    body: str, day: str | None
) -> None:
    page = PageText(title="2025年第一次考試", head=("發佈日期", "04/12/2024"), body=body)
    assert read_fields(page, Context()).published_date == day
