"""Issuers and issued date at the end of the document's own text."""

import pytest

from crawler.extraction.context import Context
from crawler.extraction.fields import read_fields
from crawler.extraction.page_text import PageText

TITLE = "关于开展献血工作的通知"
BODY = "各单位：\n请认真完成。\n"


@pytest.mark.parametrize(
    ("ending", "issuers", "date"),
    [
        ("清川市卫生局\n2024年8月12日", ("清川市卫生局",), "2024-08-12"),
        ("清川市卫生局2024年8月12日", ("清川市卫生局",), "2024-08-12"),
        ("清川市卫生局（公章）\n二○一一年十月八日", ("清川市卫生局",), "2011-10-08"),
        ("清川市卫生局\n（清川考点办公室）\n2024年8月12日", ("清川市卫生局",), "2024-08-12"),
        # a seal behind the day, and a file below a signature without one
        ("清川市卫生局\n2024年8月12日（签章）", ("清川市卫生局",), "2024-08-12"),
        ("清川市卫生局2024年8月12日（代章）", ("清川市卫生局",), "2024-08-12"),
        ("清川市卫生局\n培训课件.pptx", ("清川市卫生局",), None),
        ("清川市爱卫会\n（清川市卫生局代章）\n2024年8月12日", ("清川市爱卫会",), "2024-08-12"),
        ("清川市卫生局\n（代章）\n2024年8月12日", ("清川市卫生局",), "2024-08-12"),
        (
            "清川市卫生局\n清川市教育局\n（市学校卫生工作领导小组办公室）\n2024年8月12日",
            ("清川市卫生局", "清川市教育局"),
            "2024-08-12",
        ),
        ("清川市卫生局\n（张三代签）\n2024年8月12日", (), "2024-08-12"),
        # the head of an organisation, or of a committee of it, signs
        ("清川藥劑學會\n培訓委員會主席\n駱文熙\n2024年8月12日", ("清川藥劑學會",), "2024-08-12"),
        ("清川藥劑學會會長\n駱文熙醫生\n2024年8月12日", ("清川藥劑學會",), "2024-08-12"),
        ("请转告主席\n骆文熙\n2024年8月12日", (), "2024-08-12"),
        ("清 川 市 卫 生 局\n2024 年 8 月 12 日", ("清川市卫生局",), "2024-08-12"),
        ("清川市卫生局\n清川市教育局\n2024年8月12日", ("清川市卫生局", "清川市教育局"), "2024-08-12"),
        # side by side, in the cells of a table without rules; the cells of a list sign nothing
        ("清川市卫生局\t清川市教育局\n\t2024年8月12日", ("清川市卫生局", "清川市教育局"), "2024-08-12"),
        (
            "序号\t组长\n清川县卫生局\t清川县教育局\n2024年8月12日",
            (),
            "2024-08-12",
        ),
        ("市卫生健康委\n2024年8月12日\n（此件公开发布）", ("市卫生健康委",), "2024-08-12"),
        ("2024年8月12日\n清川市卫生局", ("清川市卫生局",), "2024-08-12"),
        # side by side in the cells of a table, and tables that are none of signatures
        (
            "清川市卫生局\t清川市教育局\n清川市公安局\t清川市体育局\n2024年8月12日",
            ("清川市卫生局", "清川市教育局", "清川市公安局", "清川市体育局"),
            "2024-08-12",
        ),
        (
            "清川市卫生局\t清川市教育局\n清川市公安局\n2024年8月12日",
            ("清川市卫生局", "清川市教育局", "清川市公安局"),
            "2024-08-12",
        ),
        (
            "清川市卫生局\t清川市教育局\n2024年8月12日\n附件\n清川市第一医院\t1",
            ("清川市卫生局", "清川市教育局"),
            "2024-08-12",
        ),
        ("保健室：0800-5550101　蔺老师\n附属幼儿园", ("附属幼儿园",), None),
        ("值班人员：蔺老师\n附属幼儿园", (), None),
        ("合格机构如下。\n清川市第一医院\t清川市中医院\n2024年8月12日", (), "2024-08-12"),
        ("合格机构\n清川市第一医院\t清川市中医院\n2024年8月12日", (), "2024-08-12"),
        ("清川市第一医院\t12人\n2024年8月12日", (), "2024-08-12"),
        ("合格机构如下。\n清川市第一医院\t清川市中医院", (), None),
        # a list of people with where they work, and who signs it
        (
            "郝棠　清川县第一人民医院\n车南枝　临湖区妇幼保健院\n清川市卫生局\n2024年8月12日",
            ("清川市卫生局",),
            "2024-08-12",
        ),
        ("特此通知。清川市卫生局2024年8月12日", ("清川市卫生局",), "2024-08-12"),
        ("清川市疫情防控指挥部\n2022年3月1日24时", ("清川市疫情防控指挥部",), "2022-03-01"),
        ("开会时间\n2024年8月27日14时", (), None),
        ("清川市卫生局\n2024年8月12日 |", ("清川市卫生局",), "2024-08-12"),
        ("2024年8月12日", (), "2024-08-12"),
        ("清川市卫生局\n年1月23日", ("清川市卫生局",), "--01-23"),
        ("清川市卫生局\n20__年8月12日", ("清川市卫生局",), None),
        (
            "清川市卫生局\n2024年8月12日\n附件\n活动安排\n临湖区中心血站\n2024年9月1日",
            ("清川市卫生局",),
            "2024-08-12",
        ),
        ("清川市卫生局办公室  2024年8月12日印发", (), None),
        ("活动于2024年8月12日举行。", (), None),
        ("某博体育网址\n2024年8月12日", (), "2024-08-12"),
        ("电话：0800-5550101\n清川市卫生局\n清川市教育局", ("清川市卫生局", "清川市教育局"), None),
        ("传真：0800-5550102\n清川市卫生局办公室", ("清川市卫生局办公室",), None),
        ("电子邮箱：yz@qingchuan.example\n清川市卫生局", ("清川市卫生局",), None),
        ("合格机构如下。\n清川市第一医院\n清川市中医院", (), None),
        ("以下单位通过验收。\n清川市第一医院\n清川市中医院", (), None),
        ("电话：0800-5550101\n参加单位：\n清川市第一医院\n清川市中医院", (), None),
        ("一、主办单位\n清川市卫生局\n清川市教育局", (), None),
        ("电话：0800-5550101\n林知远", (), None),
        ("特此通知\n清川市卫生局", ("清川市卫生局",), None),
        ("清川市卫生局\n3月1日", ("清川市卫生局",), "--03-01"),
        ("活动安排\n3月1日", (), None),
        ("*县卫生健康*\n年9月1日", (), "--09-01"),
        ("清川市卫生局\n22.03.2024", ("清川市卫生局",), "2024-03-22"),
        ("二零二四年三月十五日於衛生局", ("衛生局",), "2024-03-15"),
        ("联系人：王老师 0800-5550101\n清川市卫生局\n登记表.xls", ("清川市卫生局",), None),
        (
            "清川市卫生局\n2024年8月12日\n各县（市）卫生局：\n请遵照执行。\n云泽省卫生厅\n2024年7月1日",
            ("清川市卫生局",),
            "2024-08-12",
        ),
    ],
)
def test_the_signature_closes_the_text(ending: str, issuers: tuple[str, ...], date: str | None) -> None:
    fields = read_fields(PageText(title=TITLE, body=BODY + ending), Context())
    assert fields.issuers == issuers
    assert fields.issued_date == date


def test_an_order_is_dated_under_the_head_of_its_organ() -> None:
    page = PageText(
        title="清川市人民政府令",
        body="《办法》已经通过，现予公布。\n市长  林知远\n2024年8月12日\n清川市献血办法\n第一条 为了献血，制定本办法。\n第二条 略。",
    )
    assert read_fields(page, Context()).issued_date == "2024-08-12"


def test_the_document_that_a_notice_issues_may_follow_its_date() -> None:
    page = PageText(
        title="清川市卫生局关于印发《献血方案》的通知",
        body="各单位：\n现将《献血方案》印发给你们。\n2024年8月12日\n献血方案\n一、目标明确。\n二、措施有力。\n三、保障到位。",
    )
    assert read_fields(page, Context()).issued_date == "2024-08-12"


def test_a_date_in_figures_below_the_signature_is_the_signatures() -> None:
    page = PageText(title=TITLE, body=f"{BODY}清川市卫生局", tail=("2024.08.12",))
    assert read_fields(page, Context()).issued_date == "2024-08-12"


@pytest.mark.parametrize(
    ("head", "title", "issuers", "date"),
    [
        ("清川市卫生局办公室   2024年8月12日", "献血工作会议纪要", ("清川市卫生局办公室",), "2024-08-12"),
        ("清川市卫生局办公室编   2024年8月12日", "献血工作简报", ("清川市卫生局办公室",), "2024-08-12"),
        ("清川市卫生局办公室编   2024年8月12日", "献血工作简　报", ("清川市卫生局办公室",), "2024-08-12"),
        ("清川市卫生局办公室编   2024年8月12日", "献血工作动 态", ("清川市卫生局办公室",), "2024-08-12"),
        ("清川市卫生局办公室   2024年8月12日", "献血活动圆满结束", (), None),
    ],
)
def test_the_masthead_of_minutes_and_bulletins_stands_for_the_signature(
    head: str, title: str, issuers: tuple[str, ...], date: str | None
) -> None:
    fields = read_fields(PageText(title=title, head=(head,), body="会议研究了献血工作。"), Context())
    assert (fields.issuers, fields.issued_date) == (issuers, date)


def test_a_letter_of_hong_kong_is_dated_above_its_addressees() -> None:
    page = PageText(title="外展接種安排通告", body="2024年9月11日\n致各院舍負責人：\n請參加。")
    fields = read_fields(page, Context())
    assert (fields.issued_date, fields.addressees) == ("2024-09-11", ("各院舍負責人",))


def test_a_day_behind_a_title_of_another_page_is_not_that_of_a_letter() -> None:
    rows = ("三年级防溺水主题班会\t2023-12-19", "致家长的一封信：食育\t2023-10-23")
    assert read_fields(PageText(title=TITLE, head=rows, body="请参加。"), Context()).issued_date is None


def test_a_name_broken_over_two_rows_is_whole_in_the_title() -> None:
    page = PageText(
        title="清川市应对流行性感冒疫情工作领导小组通告",
        body="现通告如下。\n清川市应对流行性感冒疫情\n工作领导小组\n2024年8月12日",
    )
    assert read_fields(page, Context()).issuers == ("清川市应对流行性感冒疫情工作领导小组",)


def test_a_date_after_the_capture_is_no_issued_date() -> None:
    page = PageText(title=TITLE, body=f"{BODY}清川市卫生局\n2024年8月12日", fetched_on="2024-08-01")
    assert read_fields(page, Context()).issued_date is None


@pytest.mark.parametrize(
    ("note", "date"),
    [
        ("（2024年8月9日）", "2024-08-09"),
        ("（清卫发〔2024〕3号　2024年8月9日）", "2024-08-09"),
        ("（根据清卫发〔2024〕3号　2024年8月9日修订）", None),
        ("（2024年8月9日清川市人民政府令第3号公布 根据《决定》（2025年1月2日）修订）", "2024-08-09"),
        ("（ 2024-08-09 ）", None),
        ("（自2024年8月9日起施行）", None),
    ],
)
def test_a_note_under_the_title_gives_a_written_date_at_its_beginning(note: str, date: str | None) -> None:
    assert read_fields(PageText(title=TITLE, body=f"{note}\n{BODY}"), Context()).issued_date == date


def test_an_index_label_outranks_the_signature_and_a_note_stands_in_for_it() -> None:
    labelled = PageText(
        title=TITLE, head=("成文日期：2024-08-10",), body=f"{BODY}清川市卫生局\n2024年8月12日"
    )
    noted = PageText(title=TITLE, body=f"（2024年8月9日）\n{BODY}")
    assert read_fields(labelled, Context()).issued_date == "2024-08-10"
    assert read_fields(noted, Context()).issued_date == "2024-08-09"


@pytest.mark.parametrize(
    ("page", "issuers"),
    [
        (PageText(title=TITLE, body="清川市卫生健康委员会文件\n各单位："), ("清川市卫生健康委员会",)),
        (
            PageText(title="《办法》", body="清川市卫生健康委员会令\n第3号\n《办法》已经通过。"),
            ("清川市卫生健康委员会",),
        ),
        (PageText(title=f"清川市卫生局{TITLE}"), ("清川市卫生局",)),
        (PageText(title=f"清川市卫生局 清川市教育局{TITLE}"), ("清川市卫生局", "清川市教育局")),
        (PageText(title="清川市卫生局公告"), ("清川市卫生局",)),
        (PageText(title=TITLE, head=("发布机构：清川市卫生局",)), ("清川市卫生局",)),
        (PageText(title="清川市卫生局开展送医下乡活动"), ()),
        (PageText(title="清川市卫生局公告2024年第1号——关于献血的公告"), ("清川市卫生局",)),
        (PageText(title="清川市卫生局2024年行政处罚信息公示"), ("清川市卫生局",)),
        (PageText(title="献血办法", body="清川市卫生局规范性文件\n第一条"), ("清川市卫生局",)),
        (
            PageText(title="檢送資料", body="清川縣政府 函\n地址：某路1號\n主旨：檢送資料，請查照。"),
            ("清川縣政府",),
        ),
    ],
)
def test_without_a_signature_letterhead_title_and_index_tell_the_issuer(
    page: PageText, issuers: tuple[str, ...]
) -> None:
    assert read_fields(page, Context()).issuers == issuers


@pytest.mark.parametrize(
    ("note", "issuers"),
    [
        ("（2015年10月29日清川市人民政府令第118号公布 自2016年1月1日起施行）", ("清川市人民政府",)),
        ("（2021年3月2日云泽省卫生健康委员会令第3号）", ("云泽省卫生健康委员会",)),
        ("（2021年3月2日省政府常务会议通过）", ()),
        ("（根据清川市人民政府令第118号修订）", ()),
    ],
)
def test_the_note_under_a_regulation_names_who_promulgated_it(note: str, issuers: tuple[str, ...]) -> None:
    page = PageText(
        title="医疗废物管理办法",
        body=f"{note}\n第一条 为了加强医疗废物管理，制定本办法。\n第二条 本办法所称医疗废物，是指有害的废物。",
    )
    assert read_fields(page, Context()).issuers == issuers


GLUED = "关于印发献血方案的通知清卫〔2024〕1号各单位：为做好献血工作，制定了《清川市2024年献血方案》，现印发给你们，请认真组织实施，确保完成全年任务，并于每月5日前报送进度和存在的问题，重大事项随时报告，未完成任务的单位不得参加年度评优。"


@pytest.mark.parametrize(
    ("ending", "issuers", "date"),
    [
        (
            "清川市卫生局清川市教育局2024年8月12日（此件公开发布）",
            ("清川市卫生局", "清川市教育局"),
            "2024-08-12",
        ),
        ("清川市卫生局2024年8月12日附件：献血计划表", ("清川市卫生局",), "2024-08-12"),
        ("清川市卫生局2024年8月12日附件1献血计划表一、时间", ("清川市卫生局",), "2024-08-12"),
        ("清川市卫生局二〇二四年八月十二日抄送：市中心血站。", ("清川市卫生局",), "2024-08-12"),
        (
            "清川市卫生局2024年8月12日清川市2024年献血方案一、目标到2024年12月31日完成。",
            ("清川市卫生局",),
            "2024-08-12",
        ),
        ("清川市卫生局2024年8月12日 |", ("清川市卫生局",), "2024-08-12"),
        ("特此通知清川市卫生局2024年8月12日", ("清川市卫生局",), "2024-08-12"),
        # in a sentence
        ("清川市卫生局2024年8月12日召开会议，部署献血工作。", (), None),
        ("清川市卫生局2024年8月12日（星期一）召开会议。", (), None),
        ("请联系清川市卫生局2024年8月12日附件：献血计划表", (), None),
    ],
)
def test_a_document_on_one_line_is_signed_where_names_and_a_day_fill_a_sentence(
    ending: str, issuers: tuple[str, ...], date: str | None
) -> None:
    fields = read_fields(PageText(title="关于印发献血方案的通知", body=GLUED + ending), Context())
    assert (fields.issuers, fields.issued_date) == (issuers, date)


def test_the_annex_behind_the_signature_of_a_document_on_one_line_is_listed() -> None:
    body = f"{GLUED}清川市卫生局2024年8月12日附件：献血计划表"
    assert read_fields(PageText(title="关于印发献血方案的通知", body=body), Context()).attachment_names == (
        "献血计划表",
    )
