"""Titles: what the site shows, and the notice's own one behind it."""

from __future__ import annotations

import pytest

from crawler.extraction.own_title import own_title
from crawler.extraction.printed_title import printed_title
from crawler.extraction.title_text import clean_title
from crawler.extraction.told_title import without_site_name

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
        (f"{OWN}- 清川市中医院", OWN),
        (f"{OWN}.pdf", OWN),
        (f"{OWN}（试行）.docx", f"{OWN}（试行）"),
        ("No.108", "No.108"),
        (f"{OWN}-清川人才网", OWN),
        (f"【公告栏】{OWN}", OWN),
        (f"[轉知] {OWN}", OWN),
        (f"（清川）{OWN}", OWN),
        (f"{OWN}（2024-08-12）", OWN),
        ("关于停诊的通告（第36号）", "关于停诊的通告"),
        ("清川市药监局关于召回的公告(2023年第9号)", "清川市药监局关于召回的公告"),
        ("关于停诊的通告（第三号）", "关于停诊的通告"),
        ("关于封闭和平路（36号）", "关于封闭和平路（36号）"),
        ("关于表彰先进的通知（附36人名单）", "关于表彰先进的通知（附36人名单）"),
        ("一封公开信——致市疾控中心", "一封公开信——致市疾控中心"),
        (f"《{OWN}》", OWN),
        (f"某博体育网址{OWN}", OWN),
        (f"清川市体育局{OWN}", f"清川市体育局{OWN}"),
        ("云泽省体育彩票中心关于献血的通知", "云泽省体育彩票中心关于献血的通知"),
        ("关于印发《方案》的通知", "关于印发《方案》的通知"),
        ("健康促进行动—2024年工作方案（试行）", "健康促进行动—2024年工作方案（试行）"),
        ("公告", "公告"),
        (f"标题：{OWN}", OWN),
        ("倡议书 | 致全市人民的献血倡议书", "致全市人民的献血倡议书"),
        (f"政务公开｜{OWN}", OWN),
        ("健康科普｜换季咳嗽先分清这四种再吃药", "换季咳嗽先分清这四种再吃药"),
        ("对话｜一位县医院儿科主任的三百六十五个夜班", "对话｜一位县医院儿科主任的三百六十五个夜班"),
        ("今日大暑｜热射病、空调病，这份度夏清单请收好", "今日大暑｜热射病、空调病，这份度夏清单请收好"),
        ("政能亮丨稳经济需要跑出加速度", "政能亮丨稳经济需要跑出加速度"),
        (f"汐州汽车网手机版-{OWN}", OWN),
        (f"{OWN}现行有效", OWN),
        (f"{OWN}[失效]", OWN),
        ("清川市人民政府令第28号", "清川市人民政府令"),
        ("清 川 市 人 民 政 府 令第28号", "清川市人民政府令"),
        ("关于宣布部分文件失效", "关于宣布部分文件失效"),
        (f"汐州办事-{OWN}", f"汐州办事-{OWN}"),
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
        # what a document lists is not its title
        (
            [
                "卫生部关于发布《消毒规范》等2项标准的通告",
                "现发布《消毒规范》等2项标准，其编号和名称如下：",
                "WS/T 917-2009  村卫生室消毒操作规范",
                "WS/T 918-2009  血吸虫病现场查螺操作规程",
                "上述标准自2010年4月1日起实施。",
            ],
            "卫生部关于发布《消毒规范》等2项标准的通告",
        ),
        (["现将名单公布如下：", "清川市卫生局公告", "现公告如下。"], None),
        (["现将通知转发如下：", "清川市卫生局公告", "现公告如下。"], "清川市卫生局公告"),
        (
            [
                "[11-02] 关于暂停门诊的通知",
                "[10-29] 筛查预约公告",
                "清川区免费检查办事指南",
                "请预约后前来。",
            ],
            "清川区免费检查办事指南",
        ),
        (
            [
                "索引号：QC-1 主题分类：卫生 发文机关：清川市卫生局 成文日期：2024年8月12日 标题：关于流感的通知 文号：清卫〔2024〕1号 发布日期：2024年8月13日",
                OWN,
                ADDRESSEE,
            ],
            OWN,
        ),
        (
            ["清川市卫生局关于下达2024年基本公共卫", "生服务绩效目标的通", "知", ADDRESSEE],
            "清川市卫生局关于下达2024年基本公共卫生服务绩效目标的通知",
        ),
        (
            ["清川市疫情防控工作指挥部", "通   告", "2024年第1号", "现通告如下。"],
            "清川市疫情防控工作指挥部通告",
        ),
        (["控烟从我做起", "——致全市医务工作者的倡议书", ADDRESSEE], "控烟从我做起——致全市医务工作者的倡议书"),
        ([OWN, "清疾控函【2024】-018号", ADDRESSEE], OWN),
        (
            ["清川市应对流行性感冒疫情", "工作领导小组通告", "现通告如下。"],
            "清川市应对流行性感冒疫情工作领导小组通告",
        ),
        # a portal's name with its slogan is not the organ that issues
        (["清川清风市民网—市民知情第一站", OWN, ADDRESSEE], OWN),
        (["健康清川网——清川市民健康服务中心", OWN, ADDRESSEE], OWN),
        (["清川市卫生局", OWN, ADDRESSEE], f"清川市卫生局{OWN}"),
        # an office's government relays what several organs wrote
        (
            ["云泽省人民政府办公厅转发", "省卫生局等部门关于推进", "医养结合措施的通知", ADDRESSEE],
            "云泽省人民政府办公厅转发省卫生局等部门关于推进医养结合措施的通知",
        ),
        (
            ["清川市政府办公室转发", "市卫生局、市民政局关于养老意见的通知", ADDRESSEE],
            "清川市政府办公室转发市卫生局、市民政局关于养老意见的通知",
        ),
        (["请扩散转发", "市卫生局等部门关于养老的通知", ADDRESSEE], "市卫生局等部门关于养老的通知"),
        # a headline over the document's own title
        (["关于禁售织纹螺的通告", "清川市人民政府通告", "现通告如下。"], "清川市人民政府通告"),
        (["关于印发献血方案", "的通知", ADDRESSEE], "关于印发献血方案的通知"),
        (
            ["关于印发《献血方案》和《献血办法》", "及其说明的通知", ADDRESSEE],
            "关于印发《献血方案》和《献血办法》及其说明的通知",
        ),
        # a number on rows of its own
        ([OWN, "清卫财函", "〔2024〕", "39号", ADDRESSEE], OWN),
        ([OWN, "清卫财函", "〔2024〕39号", ADDRESSEE], OWN),
        ([OWN, "清卫财函", "〔２０２４〕", "第０３９号", ADDRESSEE], OWN),
        ([OWN, "清卫财函", "〔二○一一〕39号", ADDRESSEE], OWN),
        (["政策法规更多栏目", "清川市卫生局公告", "现公告如下。"], "清川市卫生局公告"),
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
        ("流感来了，这五条必须做到", None, ["这份通知值得收藏。", OWN, ADDRESSEE, "请遵照执行。"], OWN),
        (
            "流感来了，这五条必须做到",
            None,
            ["这份通知值得收藏。", "会议通知", ADDRESSEE],
            "流感来了，这五条必须做到",
        ),
        ("最新！事关流感，市卫健委发布通告", None, [OWN, ADDRESSEE, "请遵照执行。"], OWN),
        (OWN, "另一篇文章的标题", [ADDRESSEE], OWN),
        # a whole document on one line begins with its title
        (OWN, None, [f"{OWN} 清卫健〔2024〕16号 各单位: 近期流感流行。 清川市卫生局 2024年8月12日 |"], OWN),
        (None, None, ["请遵照执行。"], None),
        ("我市部署流感防控", None, ["本报讯 记者获悉，防控工作展开。以下为通知全文：", OWN, ADDRESSEE], OWN),
        ("流感防控工作通知", None, ["清川市卫生局", OWN, ADDRESSEE], f"清川市卫生局{OWN}"),
        ("关于征集《规范》", None, ["起草单位的函", ADDRESSEE], "关于征集《规范》起草单位的函"),
        ("市卫健委向全体医务工作者致慰问信", None, ["节日将至，向大家致敬！", "清川市卫生局"], None),
        (None, None, [f"{OWN}清卫健〔2024〕16号各单位:近期流感流行。"], OWN),
        (None, None, [f"{OWN}各单位:近期流感流行。"], OWN),
        (
            None,
            None,
            ["清川縣政府 函", "主旨：檢送講習資料1", "份，請查照。", "說明：", "一、請轉知。"],
            "檢送講習資料1份，請查照",
        ),
        # word processors pad 主旨 and what comes below it
        (
            None,
            None,
            ["清川縣政府 函", "主　　旨：檢送講習資料1份，請查照", "說    明：請轉知。"],
            "檢送講習資料1份，請查照",
        ),
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


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (f"原标题：{OWN}", OWN),
        (f"原题：{OWN}（清卫健〔2024〕16号）", OWN),
        ("原标题：我市部署流感防控", "流感防控通知来了"),
    ],
)
def test_the_original_title_that_a_portal_gives_is_the_documents(line: str, title: str) -> None:
    assert own_title("流感防控通知来了", None, ["请遵照执行。"], [line]).text == title
