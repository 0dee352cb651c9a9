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
        ("门诊安排如下。\n一、县医院：普通门诊正常开诊。", ()),
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
        (
            "各乡镇卫生院：\n现转发给你们。\n沐溪县卫生局\n2012年5月10日\n清卫疾控〔2012〕22号",
            ("各乡镇卫生院",),
        ),
        ("各县卫生局，\n市直各医院：\n请完成。", ("各县卫生局", "市直各医院")),
        ("主办单位：清川市卫生局\n承办单位：清川市中心血站", ()),
        ("各预防接种单位：\n现将有关要求通知如下。", ("各预防接种单位",)),
        ("预防接种单位：\n现将有关要求通知如下。", ()),
        ("现将有关事项通知如下：\n一、请完成。", ()),
        ("联系人：张三", ()),
        ("各位患者，全院各科室：\n请知悉。", ("各位患者", "全院各科室")),
        ("各建築工程承建商、物業管理實體：\n請知悉。", ("各建築工程承建商、物業管理實體",)),
        ("局直属和联系单位，各相关单位：\n请知悉。", ("局直属和联系单位", "各相关单位")),
        ("▲县城管局：管好环境\n请知悉。", ()),
        ("各科室门诊安排如下：\n内科开诊。", ()),
        ("主旨：請查照。\n正本：本市各國民小學、本市各幼兒園\n副本：本府", ("本市各國民小學、本市各幼兒園",)),
        (
            "各系（部）、处（室），附属医院，各班级：\n请知悉。",
            ("各系（部）、处（室）", "附属医院", "各班级"),
        ),
        ("各区（市）卫健委、教育局，市直校园：\n请知悉。", ("各区（市）卫健委、教育局", "市直校园")),
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
        ("请完成。\n附件：1、名单；2、2024年计划。", ("名单", "2024年计划")),
        ("请完成。\n附件:\n1. 献血计划表\n2. 名单。\n清川市卫生局", ("献血计划表", "名单")),
        ("请完成。\n附件1：献血计划表.docx\n附件2：《名单》", ("献血计划表.docx", "名单")),
        ("请完成。\n附件：献血计划表\n附件：献血计划表", ("献血计划表",)),
        ("请按附件1完成。\n附件\n献血计划表", ()),
        ("请完成。\n附：1.先进集体名单\n2.先进个人名单", ("先进集体名单", "先进个人名单")),
        ("请完成。\n附表：统计表", ("统计表",)),
        ("请完成。\n附件下载：\n方案.pdf（1.2MB）\n自查表.xls", ("方案.pdf", "自查表.xls")),
        ("请完成。\n1) 376470000A_print.pdf", ("376470000A_print.pdf",)),
        ("附件：如說明四\n主旨：請查照。", ()),
        ("请完成。\n附件：\n附件一　申请表\n附件二　计划条款", ("申请表", "计划条款")),
        ("请完成。\n附件：\n附件1 申请表\n附件2 计划条款\n清川市卫生局", ("申请表", "计划条款")),
        ("请完成。\n附件一　申请表\n附件二　计划条款\n清川市卫生局", ("申请表", "计划条款")),
        ("请完成。\n附件1申请表\n附件2《计划》条款\n清川市卫生局", ("申请表", "《计划》条款")),
        ("请完成。\n附件1 申请表", ()),
        ("附件1中的表格请盖章，\n附件2中的表格请寄回。", ()),
        # a lone name between 附件 and who signs, or the day
        ("请完成。\n附件\n献血核查表\n2024年8月12日", ("献血核查表",)),
        ("请完成。\n附件\n献血核查表\n清川市卫生局\n2024年8月12日", ("献血核查表",)),
        ("请完成。\n清川市卫生局\n2024年8月12日\n附件\n献血安排\n2024年9月1日", ()),
        ("请完成。\n附件\n一、安排如下：\n2024年8月12日", ()),
        ("请完成。\n附件\n献血核查表\n单位　日期　人数", ()),
        ("请完成。\n附件", ()),
        ("请完成。\n附件：\n献血核查表\n清川市卫生局2024年8月12日", ("献血核查表",)),
        ("请完成。\n附件：\n献血核查表\n清川市卫生局请各单位认真组织填写，并于8月12日前报送。", ()),
        # several names on one line
        ("请完成。\n附件：（1）培训日程；（2）报名回执", ("培训日程", "报名回执")),
        ("请完成。\n附件：(1)培训日程 (2)报名回执 (3)名单", ("培训日程", "报名回执", "名单")),
        ("请完成。\n附件：①献血方案②名单", ("献血方案", "名单")),
        ("请完成。\n附件：（一）献血方案（二）名单", ("献血方案", "名单")),
        ("请完成。\n附件：关于（二）类样品的说明", ("关于（二）类样品的说明",)),
        ("请完成。\n附件：献血方案（2）", ("献血方案（2）",)),
        ("请完成。\n附件：方案模板.doc、点位信息表.xls", ("方案模板.doc", "点位信息表.xls")),
        ("请完成。\n附件：方案.docx；名单.pdf（2MB）", ("方案.docx", "名单.pdf")),
        ("请完成。\n附件：方案、办法汇编.doc", ("方案、办法汇编.doc",)),
        ("请完成。\n附件1：献血方案；附件2：名单", ("献血方案", "名单")),
        ("请完成。\n附件1：献血方案 附件二：名单", ("献血方案", "名单")),
        ("请完成。\n附件：关于落实附件2：名单的说明", ("关于落实附件2：名单的说明",)),
        ("请完成。\n附件：一、献血方案；二、名单", ("献血方案", "名单")),
        ("请完成。\n附件：一、二类疫苗名单", ("一、二类疫苗名单",)),
        ("请完成。\n附件：《献血方案》、《名单》", ("献血方案", "名单")),
        ("请完成。\n附件：《献血方案》《名单》的说明", ("《献血方案》《名单》的说明",)),
        ("请完成。\n附件：\n一、献血方案\n二、名单。\n清川市卫生局", ("献血方案", "名单")),
        ("请完成。\n附件：\n一、总体要求\n（一）原则\n二、安排", ()),
        ("请完成。\n附件：\n一、请于8月前完成，\n二、请报送。", ()),
        # numbers of one character
        ("请完成。\n附件：⑴献血方案⑵名单", ("献血方案", "名单")),
        ("请完成。\n附件：\n⒈献血方案\n⒉名单\n清川市卫生局", ("献血方案", "名单")),
        ("请完成。\n附件（1）：名单", ("名单",)),
        # open document formats, and headings of other words
        ("請完成。\n相關附件：\n1. 場次表.ods\n2. 報名表.pdf", ("場次表.ods", "報名表.pdf")),
        ("請完成。\n附件下載：\n報名表.odt", ("報名表.odt",)),
        ("相关附件请自行下载。", ()),
    ],
)
def test_attachment_names_lose_their_numbering(body: str, names: tuple[str, ...]) -> None:
    assert fields_of(body).attachment_names == names


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("附件：113年接種場次表1份", ("113年接種場次表",)),
        ("附件：接種場次表乙份", ("接種場次表",)),
        ("附件：如主旨", ()),
        ("附件：", ()),
    ],
)
def test_a_letter_of_taiwan_names_its_annex_above_the_text(row: str, names: tuple[str, ...]) -> None:
    head = ("清川縣政府　函", "承辦人：許雅筑", row)
    page = PageText(title="檢送場次表，請查照", head=head, body="主旨：檢送場次表，請查照。\n說明：請配合。")
    assert read_fields(page, Context()).attachment_names == names


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
        ("首剂从8月8日开始，各门诊接种，截止到8月30日。", []),
        ("截稿日期：2024年8月30日", ["2024-08-30"]),
        ("请于8月30日（星期五）下班前将回执发至邮箱。", ["--08-30"]),
        ("请于8月30日前将名单交到居委会。", ["--08-30"]),
        ("推荐函于9月上旬报送我委。", ["--09-10"]),
        ("9月上旬举办讲座。", []),
        ("8月30日前后各开展一次义诊。", []),
        ("凡2024年8月30日前取得证书的医师均须报名。", []),
        ("对2018年底以前印发的文件进行清理并落实。", []),
        ("二、报名\n时间：2024年8月22日至8月26日，地点在三楼。", ["2024-08-26"]),
        ("公众可在2024年9月6日至2024年10月8日期间，通过以下方式反馈。", ["2024-10-08"]),
        ("请于8月30日前函复我委。", ["--08-30"]),
        # whatever the hour is called
        ("请于8月30日下午五点前报送。", ["--08-30"]),
        ("请于8月30日（周五）下午五点半前报送。", ["--08-30"]),
        ("请于8月30日晚上12点前报送。", ["--08-30"]),
        ("请于8月30日17时整前报送。", ["--08-30"]),
        ("8月30日晚上7点举办讲座，请先报名。", []),
        ("每年6月底、12月底前报送情况。", [None]),
        ("回执8月30日前发到wj@qingchuan.example。", ["--08-30"]),
        ("即日起至8月31日，把作品发到wj@qingchuan.example。", ["--08-31"]),
        ("原定5月31日结束的集中受理，因系统升级延长到6月28日。", ["--06-28"]),
        ("请于次日（8月30日）下班前退回库房。", ["--08-30"]),
        ("原“截止时间：2024年8月14日”更正为“截止时间：2024年8月22日”。", ["2024-08-22"]),
        ("原定8月30日的义诊推迟到9月2日。", []),
        ("8月15日至19日送至我中心检验科，过期不收。", ["--08-19"]),
        ("8月15日至19日在我中心检验科采血。", []),
        ("如有出入，于8月26日下班前书面告知我办。", ["--08-26"]),
        ("请8月31日前将回执（附件）发会务组。", ["--08-31"]),
        ("将于8月31日前后发布名单。", []),
        ("材料报送时间：中级8月2日—6日，副高以上8月9日—13日。", ["--08-06", "--08-13"]),
        ("请于8月19日前回收知情同意书并汇总人数。", ["--08-19"]),
        ("汇总表报送时间推迟至9月10日。", ["--09-10"]),
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


def test_a_day_of_this_month_is_of_the_month_of_issue() -> None:
    body = "各单位：\n请于本月31日前反馈。\n清川市卫生局\n2024年5月16日"
    assert [item.date for item in fields_of(body).deadlines] == ["2024-05-31"]
    assert [item.date for item in fields_of("各单位：\n请于本月31日前反馈。").deadlines] == [None]


def test_a_day_long_before_the_issue_binds_no_reader() -> None:
    body = "各单位：\n2023年8月30日前报送的材料不再退回。\n清川市卫生局\n2024年7月1日"
    assert fields_of(body).deadlines == ()


def test_a_report_sets_no_deadlines() -> None:
    assert fields_of("市政府：\n8月30日前完成整改。", "关于献血工作的报告").deadlines == ()


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


def test_a_deadline_just_past_at_publication_shows_that_no_day_of_the_document_has_its_year() -> None:
    body = "各单位：\n请于5月15日前自查并上报。\n请于10月20日前报送总结。"
    page = PageText(title=TITLE, body=body, head=("发布日期：2022-11-24",))
    assert [item.date for item in read_fields(page, Context()).deadlines] == ["--05-15", "--10-20"]


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
        ("电话：136 9900 5512", ("13699005512",), ()),
        ("联系人：张三 0800-5550120/5550121", ("0800-5550120", "0800-5550121"), ("张三",)),
        ("联系电话：0800-55ylwww.yiliao.example50120", ("0800-5550120",), ()),
        ("電話：(02)0399-2233分機2207", ("(02)0399-2233分机2207",), ()),
        ("聯絡人：荊曉青 電話：0800-5550120", ("0800-5550120",), ("荊曉青",)),
        ("承办人：胥未央 电话：0800-5550120", ("0800-5550120",), ("胥未央",)),
        ("联 系 人：简 素 问 电话：0800-5550120", ("0800-5550120",), ("简素问",)),
        (
            "教育局体卫科（联系人：冉启明，电话：0800-5550120）、疾控科（联系人：宋知微，电话：0800-5550121）联系。",
            ("0800-5550120", "0800-5550121"),
            ("冉启明", "宋知微"),
        ),
        (
            "联系人：基层科 阮清嘉 0800-5550120；市财政局社保科 饶静姝 0800-5550121",
            ("0800-5550120", "0800-5550121"),
            ("阮清嘉", "饶静姝"),
        ),
        ("咨询电话：0800-5550120（人事科 郎静、文凯）", ("0800-5550120",), ("郎静", "文凯")),
        ("咨询电话：0800-5550120（工作日）", ("0800-5550120",), ()),
        ("县卫生局人事股：5550120", ("5550120",), ()),
        ("有异议者请拨打5550120。", ("5550120",), ()),
        ("联系人：省卫生厅应急办 管文澜，电话：0800-5550120", ("0800-5550120",), ("管文澜",)),
        ("报送市卫生局妇幼处（李素云，5550120）。", ("5550120",), ("李素云",)),
        ("请将名单报局农卫股姜传海处（5550120）。", ("5550120",), ("姜传海",)),
        ("报县健康扶贫办（程磊，5550120，13912345678）。", ("5550120", "13912345678"), ("程磊",)),
        ("黎小姐，0800-5550120。", ("0800-5550120",), ("黎小姐",)),
        ("详情可问古月老师，电话0800-5550120。", ("0800-5550120",), ("古月",)),
        ("请提前电话预约，康健，0800-5550120。", ("0800-5550120",), ("康健",)),
        ("洽詢：許小姐05-5550120分機275", ("05-5550120分机275",), ("許小姐",)),
        ("有疑问打0800-5550120。", ("0800-5550120",), ()),
        ("报我局医政科，联系人汪子墨，电话5550120。", ("5550120",), ("汪子墨",)),
        ("发票号20240812-5550120，统一编号13912345678901。", (), ()),
        ("（二〇二四年，5550120册）", (), ()),
    ],
)
def test_a_telephone_number_needs_its_label(
    line: str, phones: tuple[str, ...], names: tuple[str, ...]
) -> None:
    contacts = fields_of(f"各单位：\n请完成。\n{line}").contacts
    assert tuple(phone for contact in contacts for phone in contact.phone) == phones
    assert tuple(name for contact in contacts for name in contact.name) == names


@pytest.mark.parametrize(
    ("lines", "address", "email"),
    [
        ("四、联系方式\n地址：清川市滨河路8号\n联系人：张三 电话：0800-5550120", "清川市滨河路8号", ()),
        ("联系电话：0800-5550120\n地址：清川市滨河路8号", "清川市滨河路8号", ()),
        ("信函：清川市滨河路8号综合科，邮编：900001", "清川市滨河路8号综合科", ()),
        ("通过电子邮件发至：wj(at)qingchuan.example", None, ("wj@qingchuan.example",)),
        ("电邮地址：wj@qingchuan.example", None, ("wj@qingchuan.example",)),
        ("联系电话：0800-5550120\n地址：清川市滨河路8号邮政编码900001", "清川市滨河路8号", ()),
    ],
)
def test_an_address_belongs_to_the_contact_beside_it(
    lines: str, address: str | None, email: tuple[str, ...]
) -> None:
    (contact,) = fields_of(f"各单位：\n请完成。\n{lines}").contacts
    assert (contact.address, contact.email) == (address, email)


def test_the_address_of_an_event_is_no_contact() -> None:
    assert fields_of("各单位：\n接种点如下。\n地址：清川市滨河路8号\n请前往。").contacts == ()


@pytest.mark.parametrize(
    ("title", "body", "date"),
    [
        (TITLE, "本办法自2024年9月1日起施行。", "2024-09-01"),
        (TITLE, "《清川市献血条例》自2024年9月1日起施行。", None),
        (TITLE, "新的取药安排由二零二四年九月一日起生效。", "2024-09-01"),
        (TITLE, "该办法拟于2024年9月1日起施行。", None),
        (TITLE, "献血法自2024年9月1日起施行。", None),
        (TITLE, "活动自2024年9月1日起，每天八时开始。", None),
        ("关于交通管制的通告", "自2024年9月1日起，每天八时开始。", "2024-09-01"),
        ("关于用血的通告", "按照《清川省献血条例》要求，自2024年9月1日起减免费用。", "2024-09-01"),
        ("关于采样的通告", "采样自2024年9月1日8:00起，至9月3日止。", None),
        ("关于活禽的通告", "一、2024年9月1日零时起，城区市场一律停止活禽交易。", "2024-09-01"),
        ("关于活禽的通知", "一、2024年9月1日零时起，城区市场一律停止活禽交易。", None),
        # a measure on the grounds of another document, and one that is decided upon
        (TITLE, "根据省卫生厅《关于用血收费的批复》，我院自2024年9月1日起执行新标准。", "2024-09-01"),
        (
            TITLE,
            "按照《清川省献血条例》，经市政府同意，市卫生局决定自2024年9月1日起执行新标准。",
            "2024-09-01",
        ),
        (
            TITLE,
            "根据省政府《关于用血的意见》，我市自2016年1月1日起执行新标准。\n清川市卫生局\n2024年8月12日",
            None,
        ),
        (TITLE, "根据《关于用血收费的批复》，各地自2024年9月1日起执行新标准。", None),
        (TITLE, "市卫生局决定自2024年9月1日起，在全市推行免费体检。", "2024-09-01"),
        (TITLE, "各医院自2024年9月1日起全面推行免费体检。", None),
        (TITLE, "疫苗于9月1日起开始接种，实行日报告制度。", None),
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


def test_a_title_that_is_a_sentence_may_say_what_it_heads() -> None:
    title = "進入本公告所示場所應佩戴口罩，並自中華民國112年5月31日生效"
    fields = read_fields(PageText(title=title, body="醫療機構、長照機構及社會福利機構。"), Context())
    assert (fields.document_type, fields.effective_date) == ("公告", "2023-05-31")


@pytest.mark.parametrize(
    ("before", "behind", "kind"),
    [
        ("有關衛生福利部業於111年4月21日以衛授疾字第1110300517號公告「", "」，檢送公告影本1份。", "公告"),
        ("清川市卫生健康局发布通告《", "》，请遵照执行。", "通告"),
        ("清川市卫生健康局近日印发通知“", "”。", "通知"),
        # a letter that passes it on is no announcement itself
        ("函轉衛生福利部公告「", "」，請查照。", None),
        ("公告說明如下：請參閱「", "」。", None),
        ("", "，請遵守。", None),
    ],
)
def test_the_text_may_say_what_it_quotes_by_the_title_of_the_page(
    before: str, behind: str, kind: str | None
) -> None:
    title = "為防治腸病毒，教托育機構應落實洗手設備查核，並自中華民國111年4月25日生效"
    fields = read_fields(PageText(title=title, body=f"各位家長：\n{before}{title}{behind}"), Context())
    alone = read_fields(PageText(title=title, body=f"{before}{title}{behind}"), Context())
    assert alone.document_type == kind
    assert alone.effective_date == ("2022-04-25" if kind else None)
    assert fields.document_type == (kind or ("函" if "函轉" in before else None))


@pytest.mark.parametrize("label", ["主旨：", "主　旨：", "主 旨:", "主    旨："])
@pytest.mark.parametrize("day", ["中華民國一百一十三年三月二十一日", "中華民國113年3月21日"])
def test_a_padded_subject_opens_a_taiwanese_announcement_below_its_day(label: str, day: str) -> None:
    page = PageText(
        title="預告修正檢驗辦法",
        head=("清川縣政府衛生局 公告", day, "清疾新字第1130400219號"),
        body=f"{label}預告修正檢驗辦法。\n依　據：行政程序法。\n公告事項：如附件。",
    )
    fields = read_fields(page, Context())
    assert (fields.document_type, fields.issued_date) == ("公告", "2024-03-21")
    assert fields.issuers == ("清川縣政府衛生局",)
    bare = PageText(title="本周門診安排", head=(day,), body="主治醫師門診如下。")
    assert read_fields(bare, Context()).issued_date is None
