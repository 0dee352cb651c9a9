"""Deadlines: the last day of a clause, of a broken row and of a table, and what only looks like one."""

import pytest

from crawler.extraction.context import Context
from crawler.extraction.fields import read_fields
from crawler.extraction.page_text import PageText


def dates_of(body: str, title: str = "关于报送材料的通知") -> list[str | None]:
    return [item.date for item in read_fields(PageText(title=title, body=body), Context()).deadlines]


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("请不迟于8月30日将名单报我办。", ["--08-30"]),
        ("材料最晚8月30日寄达秘书处，逾期退回。", ["--08-30"]),
        ("请最迟于二○二四年八月三十日办公时间结束前，将申请书送交本局。", ["2024-08-30"]),
        ("会议最晚8月30日结束。", []),
        ("摘要征集：8月30日中午12时截止收件", ["--08-30"]),
        ("报名8月30日下午5时截止。", ["--08-30"]),
        ("报名系统将于8月30日17:00自动关闭。", ["--08-30"]),
        ("8月30日17时停止受理申请。", ["--08-30"]),
        ("材料最迟不超过8月30日提交。", ["--08-30"]),
        ("停车场8月30日关闭。", []),
        ("异议期为2024年8月12日至8月18日。", ["2024-08-18"]),
        ("无异议的，于8月12日至8月18日组织培训。", []),
        ("请教学秘书于8月30日（周一）中午12:00之前，核对考生信息。", ["--08-30"]),
        ("有异议的，自公告之日起至8月30日可向我局提出书面陈述申辩。", ["--08-30"]),
        ("自公告之日起至8月30日，凭证暂停使用。", []),
        ("各地在8月30日（星期五）前完成值班名单公布，9月5日前报送情况。", ["--08-30", "--09-05"]),
        ("参评结果于8月30日前在网站公布。", []),
        ("请于8月30日（星期五）放学前，将同意书缴交健康中心。", ["--08-30"]),
        ("8月30日放学后到健康中心缴交同意书。", []),
        ("8月30日截止的作品征集共收到作品21件。", []),
        ("8月30日截止，全市累计接种1.2万剂次。", []),
        ("原订收件期限8月15日，展延至8月30日下午5时止（遇假日顺延至次日）。", ["--08-30"]),
        ("请于8月20日前提出申请，特殊情况可延长至8月30日。", ["--08-20", "--08-30"]),
        ("缴费时间8月27日—8月30日，逾期视为放弃。", ["--08-30"]),
        ("集中缴费期为8月1日至8月30日，待遇期为一年。", ["--08-30"]),
        ("申请人可于8月20日至30日期间，通过网站递交申请。", ["--08-30"]),
        ("二、现场审核。时间为8月20日至8月30日（工作日9:00—11:30），请按时到场。", ["--08-30"]),
        ("二、学术报告。时间为8月20日至8月30日，请按时到场。", []),
        ("缴费方式见8月27日—8月30日的公示栏。", []),
        ("三级医院已于8月底前全部完成安装。", []),
        ("8月30日前均已完成报送的单位不再重报。", []),
        ("申领对象为8月30日前已登记的家庭。", []),
        ("请已报名人员于8月30日前提交照片。", ["--08-30"]),
        ("有异议者请于8月30日前向县老龄办反映。", ["--08-30"]),
        ("已预约的居民请于8月30日前致电更改日期。", ["--08-30"]),
        ("考生须于8月20日9:00至8月30日17:00登录网站缴费。", ["--08-30"]),
        ("考生须于8月20日至8月30日之间在家休息。", []),
        ("公示期至8月30日，监督电话12345。", ["--08-30"]),
        ("对报名人员进行初审，结果于8月30日前在系统公布。", []),
        ("考核对象为8月30日前注册并在岗的乡村医生，请尽快报送。", []),
    ],
)
def test_words_around_a_day_say_whether_it_is_the_last_one(sentence: str, dates: list[str]) -> None:
    assert dates_of(f"各单位：\n{sentence}") == dates


@pytest.mark.parametrize(
    ("rows", "dates"),
    [
        ("各县请于8月30日前将\n《统计表》报市疾控中心。", ["--08-30"]),
        ("各学校应当在8月30日前\n完成查验登记。", ["--08-30"]),
        ("系统开放至8月30日前\n报名方式：登录系统填报", []),
        ("活动定于8月30日\n二、各单位应提交名单。", []),
    ],
)
def test_a_sentence_that_the_layout_broke_behind_its_day_goes_on_below(rows: str, dates: list[str]) -> None:
    assert dates_of(f"各单位：\n{rows}") == dates


@pytest.mark.parametrize(
    ("rows", "dates"),
    [
        ("会议日期\t受理截止日\n2025.1.16\t2025.1.3\n2025.2.20\t2025.2.7", ["2025-01-03", "2025-02-07"]),
        (
            "阶段\t时间\t要求\n网上填报\t2025年3月3日—4月11日\t登录系统填报\n单位审核\t4月18日前\t完成审核\n"
            "纸质材料\t4月25日（邮戳为准）\t寄学会办公室\n专家评审\t5月12日—5月16日\t线下会议",
            ["2025-04-11", "--04-18", "--04-25"],
        ),
        ("报名截止时间\t2025年4月18日\n考试时间\t2025年5月18日", ["2025-04-18"]),
        ("单位\t采血时间\t地点\n菱塘区\t3月6日—3月10日\t文化广场", []),
        ("姓名\t时间\t内容\n甲\t3月6日\t内科门诊", []),
        ("序号\t当事人\t处罚日期\n1\t某诊所\t2023/6/6", []),
    ],
)
def test_a_table_sets_days_below_a_heading_that_says_so(rows: str, dates: list[str]) -> None:
    assert dates_of(f"各单位：\n时间安排如下。\n{rows}\n特此通知。") == dates


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("剩余对象的体检将于11月30日前全部完成。", []),
        ("12月20日前，26个卫生室改造全部交付使用。", []),
        ("市民可于11月30日前登录平台报名，逾期不再受理。", ["--11-30"]),
        ("意见请于11月30日前反馈至市卫生健康委。", ["--11-30"]),
        ("各科室于11月30日前将活动总结交保卫科。", ["--11-30"]),
        ("有关单位和市民可在11月30日前通过下列方式提出建议：", ["--11-30"]),
        ("欢迎社会各界在11月30日前提出宝贵意见。", ["--11-30"]),
        ("对名单有异议的，请于11月30日之前以书面形式提出异议。", ["--11-30"]),
        ("如有修改意见，请于11月30日前提出修改意见。", ["--11-30"]),
        ("专家组将在11月30日前提出整改意见。", []),
        ("审核部门将于11月30日前提出意见。", []),
        ("医院于11月30日前将患者报告单全部归档，完成整改。", []),
    ],
)
def test_a_news_item_binds_its_readers_only_to_hand_in(sentence: str, dates: list[str]) -> None:
    page = PageText(title=None, body=f"各区卫健局：\n{sentence}")
    assert len(read_fields(page, Context()).deadlines) == 1, "a letter without a title binds whom it calls"
    assert dates_of(f"本报讯 记者昨日获悉。\n{sentence}", "全区老人体检完成过半") == dates


def test_a_day_that_this_month_does_not_have_is_none() -> None:
    signed = "清川市卫生局\n2024年2月5日"
    assert dates_of(f"各单位：\n请于本月29日前报送。\n{signed}") == ["2024-02-29"]
    assert dates_of(f"各单位：\n请于本月30日前报送。\n{signed}") == [None]


def test_a_day_of_an_event_below_a_heading_with_a_call_is_none() -> None:
    body = "论文摘要征集\n论坛日期：2023年11月18日至19日\n论坛地点：会议中心"
    assert dates_of(body, "第九届论坛论文摘要征集") == []


@pytest.mark.parametrize(("published", "date"), [("2023-12-11", "2023-12-28"), ("2024-01-11", "2024-12-28")])
def test_what_is_announced_for_the_coming_year_may_be_due_in_this_one(published: str, date: str) -> None:
    page = PageText(
        title="2024年护士资格考试报名通知",
        body="各考生：\n现场确认截止时间为12月28日。",
        head=(f"发布日期：{published}",),
    )
    assert [item.date for item in read_fields(page, Context()).deadlines] == [date]


def test_a_text_of_nothing_but_days_is_looked_through_so_far() -> None:
    rows = "\n".join("3月1日前" * 15 + f"报送第{number}份。" for number in range(2_000))
    found = read_fields(
        PageText(title="关于报送材料的通知", body=f"请于8月30日前报送。\n{rows}"), Context()
    ).deadlines
    assert found[0].date == "--08-30"
    assert len(found) <= 50
