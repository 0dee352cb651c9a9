"""The title that a page shows: which line, heading or piece of <title> it is."""

from __future__ import annotations

import pytest

from crawler.extraction.context import Context
from crawler.extraction.page import ReadPage, read_page
from tests import captures

OWN = "关于领取预防接种证的通知"
PROSE = "预防接种证已印制完毕，请于2月28日前派车到市中心仓库领取，带单位介绍信，逾期不再办理。"
MENU = '<div><a href="/">首页</a><a href="/tzgg/">通知公告</a><a href="/jkkp/">健康科普</a></div>'


def shown(body: str, title_tag: str = "清川疾控") -> ReadPage:
    html = f'<html><head><meta charset="utf-8"><title>{title_tag}</title></head><body>{body}</body></html>'
    return read_page(captures.page(html), Context())


@pytest.mark.parametrize(
    ("body", "title_tag"),
    [
        # the site's name is a heading above the menu, and the title has the day behind it
        (
            f"<h1>清川疾控</h1>{MENU}<div>最新{OWN}2014/02/19</div><p>{PROSE}</p><ul><li><a href='/2'>往期</a></ul>",
            "通知公告-清川疾控",
        ),
        # the site's name stands first in <title>
        (f"{MENU}<p>{PROSE}</p>", f"清川市卫生局资讯网-{OWN}"),
        # the paper and its site behind the title, a dash before each, and a list of titles above it
        (
            f"<table class='title1'><tr><td>标题导航</td></tr><tr><td><a href='2.htm'>{OWN}</a></td></tr></table>"
            f"<div>{OWN}</div><p>{PROSE}</p>",
            f"{OWN}-今日清川-清川新闻网",
        ),
        # the organisation whose site it is stands first in <title>
        (f"{MENU}<p>{PROSE}</p>", f"清川市卫生健康委员会 - {OWN}"),
        # the same, where links for sharing stand below the title
        (f"<div>{OWN}</div>{MENU}<h3>服务大厅</h3><p>{PROSE}</p>", f"清川市卫生健康委员会_{OWN}"),
        # blanks alone part title, column and site in <title>
        (f"{MENU}<dl><dt>{OWN}</dt><dd>{PROSE}</dd></dl>", f"{OWN} 学会通知 清川市预防医学会"),
        # <title> holds the site's name alone, which stands above the menu
        (f"<b>清川卫生信息网</b>{MENU}<p><b>{OWN}</b></p><p>{PROSE}</p>", "清川卫生信息网"),
        # <title> holds an app's name alone, which stands on top of every page
        (f"<div>清川健康云</div><div>{OWN}</div><div><p>{PROSE}</p></div>", "清川健康云"),
        # the column stands first in <title>, and as a heading above the menu
        (f"<h2>疫情发布</h2>{MENU}<div>{OWN}</div><p>{PROSE}</p>", f"疫情发布 - {OWN}_清川市疾控中心"),
        # a column's name ends like a document's title, and is a link too
        (
            f'<p><a href="/n">学会通知</a></p><dl><dt>学会通知</dt><dd>首页</dd></dl><p>{OWN}</p><p>{PROSE}</p>',
            "清川市预防医学会",
        ),
        # a reader of feeds: the feed's name with what is unread of it, and the original linked from the title
        (
            f"<h1>清川市疾控中心 (37)</h1><ul><li><a href='/1'>{OWN}（二）</a></li></ul>"
            f"<article><h1 class='title'><a href='/2'>{OWN}</a></h1><p>2024年2月1日 09:14</p>"
            f"<div><p>{PROSE}</p></div></article>",
            "(37) 清川市疾控中心 · 健康订阅",
        ),
    ],
)
def test_neither_the_site_nor_a_column_is_the_title(body: str, title_tag: str) -> None:
    assert shown(body, title_tag).title.text == OWN


def test_a_column_that_stands_alone_in_the_title_tag_is_no_title() -> None:
    page = shown(f"{MENU}<p>{PROSE}</p>", "通知公告_清川疾控")
    assert page.title.text is None


@pytest.mark.parametrize("heading", ["清川市疾控中心 (37)", "通知公告（128）"])
def test_a_name_with_a_count_is_no_title(heading: str) -> None:
    assert shown(f"<h1>{heading}</h1><p>{PROSE}</p>", "健康订阅").title.text != heading


@pytest.mark.parametrize(
    "heading",
    [f"<h1 class='title'><a href='/1'>{OWN}</a></h1>", f"<h3 class='title'><a href='/1'>{OWN}</a></h3>"],
)
def test_only_a_main_heading_may_be_a_link(heading: str) -> None:
    page = shown(f"{MENU}{heading}<p>{PROSE}</p>", "健康订阅")
    assert page.title.rule == ("heading" if "h1" in heading else "title")


def test_the_source_line_in_a_heading_is_no_part_of_the_title() -> None:
    page = shown(
        f"{MENU}<h1>{OWN}<br><span>2024-02-01 10:17:32 来源：规划科 点击：5</span></h1><p>{PROSE}</p>",
        "通知公告_清川疾控",
    )
    assert page.title.text == OWN
    assert any("规划科" in line for line in page.body.head)


def test_a_title_behind_site_and_column_is_found_on_two_lines() -> None:
    site = "清川市疾病预防控制中心"
    page = shown(f"{MENU}<p>{site}</p><p>{OWN}</p><p>{PROSE}</p>", f"{site} 公告公示 {site}{OWN}")
    assert page.title.text == site + OWN


def test_the_day_behind_a_title_is_kept_as_a_line_about_the_page() -> None:
    page = shown(f"<div>{OWN}2014/02/19</div><p>{PROSE}</p>")
    assert (page.title.text, page.body.head, page.body.lines) == (OWN, ("2014/02/19",), (PROSE,))


def test_the_line_above_the_source_line_is_a_title_that_stands_nowhere_else() -> None:
    page = shown(
        f"<div>清川开展碘缺乏病宣传活动</div><div>加入时间：2012年5月16日 点击：8次</div><p>{PROSE}</p>"
    )
    assert (page.title.text, page.body.lines) == ("清川开展碘缺乏病宣传活动", (PROSE,))


def test_a_list_of_other_pages_above_a_notice_says_nothing_of_it() -> None:
    rows = "".join(
        f"<tr><td></td><td><a href='/{day}'>献血宣传活动剪影</a></td><td>2023-12-1{day}</td></tr>"
        for day in range(4)
    )
    page = shown(f"<table>{rows}</table><h1>{OWN}</h1><div>2024-02-01</div><p>{PROSE}</p>")
    assert (page.title.text, page.body.head) == (OWN, ("2024-02-01",))
    one = shown(f"<h1>{OWN}</h1><div><a href='/a'>清川疾控</a> 2024-02-01</div><p>{PROSE}</p>")
    assert one.body.head == ("清川疾控 2024-02-01",)


def test_who_posted_a_notice_and_when_is_no_part_of_it() -> None:
    page = shown(
        f"<div>{OWN}</div><div>清川市中医院2023-12-29</div><p>{PROSE}</p><p>清川市中医院2023-12-28</p>"
    )
    assert page.body.head == ("清川市中医院2023-12-29",)
    assert page.body.lines == (PROSE, "清川市中医院2023-12-28")


def test_the_name_of_a_template_is_no_title() -> None:
    page = shown(
        f"<table><tr><td>文档标题</td><td colspan='3'>{OWN}</td></tr><tr><td>阅读人数</td><td>88</td>"
        f"<td>紧急程度</td><td>普通</td></tr></table><p>{PROSE}</p>",
        "文档查看",
    )
    assert page.title.text is None
    assert page.body.head == (f"文档标题：{OWN}", "阅读人数：88", "紧急程度：普通")
    assert page.body.lines == (PROSE,)


def test_the_heading_of_a_part_is_no_title() -> None:
    page = shown(f"<h2>清川市2025年专科护士培训招生</h2><p>一、专业</p><p>二、报名办法</p><p>{PROSE}</p>")
    assert page.title.text == "清川市2025年专科护士培训招生"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ["清川新闻网 2023-10-18 07:12:44 来源：清川日报", "清川部署秋冬季流感防控", PROSE],
            "清川部署秋冬季流感防控",
        ),
        (
            ["沐溪县行政许可办理结果（第17周）", "序号\t单位", "1\t云顶宾馆", "沐溪县卫生局"],
            "沐溪县行政许可办理结果（第17周）",
        ),
        (["我院2024年中秋节门诊时间安排", "各位病友：", PROSE], "我院2024年中秋节门诊时间安排"),
        (["新聞公報", "鄉郊診所暫停服務公布", "＊＊＊＊＊＊＊＊", PROSE], "鄉郊診所暫停服務公布"),
        (
            ["清川市卫生局", "各中小学校长：", "流感疫苗接种计划：邀请学校参加", PROSE],
            "流感疫苗接种计划：邀请学校参加",
        ),
        (
            [
                "清川社区护理研进会",
                "第九届社区护理论坛——论文摘要征集",
                "论坛日期：11月18日至19日",
                "投稿截止：8月31日",
                PROSE,
            ],
            "第九届社区护理论坛——论文摘要征集",
        ),
        (
            ["新聞公報", "衞生署邀請家庭醫生參與計劃", "**************************", PROSE],
            "衞生署邀請家庭醫生參與計劃",
        ),
        (
            ["清川市社區藥事照護學會 公告", "公告日期：2024/05/20", "第8屆會員大會報名開始", PROSE],
            "第8屆會員大會報名開始",
        ),
        (
            [
                "清川卫生院公众号",
                "通知｜免费接种开始预约啦",
                "2023-11-01 清川镇卫生院 清川健康",
                "家长朋友们：",
                PROSE,
            ],
            "通知｜免费接种开始预约啦",
        ),
        (
            ["【温馨提示】门诊搬迁安排", "清川疾控 2025-01-18 10:20 发表于 云泽", PROSE],
            "【温馨提示】门诊搬迁安排",
        ),
        (
            ["健康清川 2024-06-05 09:00 发布于 清川", "重要提醒！第二针本周开打", PROSE],
            "重要提醒！第二针本周开打",
        ),
        (["清川疾控 2024-06-05 09:00", "各单位注意！请立即办理。", PROSE], None),
        (
            [
                "全国儿童保健学术会议（第一号通知）",
                "各位同道：",
                "会议定于9月20日在清川召开。",
                "一、征文，详见附件。",
            ],
            "全国儿童保健学术会议（第一号通知）",
        ),
        (
            ["市疾控提醒：高温天气，注意防暑", "来源：健康清川 时间：2024-07-01", "近期多地高温。"],
            "市疾控提醒：高温天气，注意防暑",
        ),
        (["近期多地高温。注意防暑", "来源：健康清川 时间：2024-07-01", "请多饮水。"], None),
        (["听涛区卫健局文件转发专栏", "日期：2022/08/01", "各医疗机构：", PROSE], None),
        (["组长：张三", "成员名单另行公布在网站上", PROSE], None),
        (["一、提高认识，加强领导", PROSE], None),
        ([PROSE], None),
        # links to other entries, the day, or the name of a press office stand between title and text
        (["健康學校計劃現正接受申請", "上一則公告", "下一則公告", PROSE], "健康學校計劃現正接受申請"),
        (["首頁", "健康學校計劃現正接受申請", "2024年9月2日", PROSE], "健康學校計劃現正接受申請"),
        (["清川市第一医院", "2024年9月2日", PROSE], None),
        (["清川特別行政區政府新聞公報", "加強滅鼠滅蚊工作", "＊＊＊＊＊＊", PROSE], "加強滅鼠滅蚊工作"),
        (
            [
                "新聞公報",
                "簡體版 | English | 寄給朋友 | 政府新聞網",
                "長者健康中心延長服務時間",
                "＊＊＊＊＊＊",
                PROSE,
            ],
            "長者健康中心延長服務時間",
        ),
        (["论文部分内容阅读", PROSE], None),
        # a clone advertises above a document on one line
        (
            ["某某app下载-在线入口 欢迎您", f"{OWN} 清卫〔2024〕1号 各单位： {PROSE} 清川市卫生局"],
            OWN,
        ),
        (["某某体育官网入口", PROSE], None),
    ],
)
def test_a_headline_on_top_of_a_bare_text_is_its_title(lines: list[str], title: str | None) -> None:
    page = read_page(captures.page("\n".join(lines), content_type="text/plain; charset=utf-8"), Context())
    assert page.title.text == title


BOX = (
    "<section><h4>预约挂号</h4><p>可通过电话、窗口及自助机预约七日内的号源，就诊当日请提前签到，过号顺延。</p>"
    "<h4>来院路线</h4><p>乘3路、17路到清川疾控站下车，自驾请走北门，停车场前两小时免费。</p></section>"
)


@pytest.mark.parametrize(
    ("body", "title_tag"),
    [
        # boxes with more sentences than the notice stand above it
        (f"<h2>通知公告</h2>{BOX}<h3>{OWN}</h3><p>{PROSE}</p>", f"{OWN} - 清川市疾病预防控制中心"),
        (
            f"{MENU}{BOX}<h3>{OWN}</h3><p>发布日期：2024-02-02</p><p>{PROSE}</p>",
            f"清川市政府网 公示公告 {OWN}",
        ),
        # a newspaper's name stands first in <title>, and a dash behind it
        (f"{MENU}<h3>{OWN}</h3><p>{PROSE}</p>", f"清川日报数字报-{OWN}"),
        # only the line of the day shows which line is the title
        (
            f"{MENU}<p>{PROSE}</p><div>{OWN}</div><div>2009-06-24 点击：77</div><p>{PROSE}</p>",
            "清川卫生信息网",
        ),
    ],
)
def test_a_title_below_the_boxes_of_a_site_is_found(body: str, title_tag: str) -> None:
    page = shown(body, title_tag)
    assert page.title.text == OWN
    assert page.body.lines == (PROSE,)


def test_the_title_of_what_an_order_puts_in_force_does_not_cut_off_the_order() -> None:
    order = "《清川市公共场所吸烟控制办法》已经2月20日市政府会议通过，现予公布，自2024年5月1日起施行。"
    rules = (
        "<p>清川市公共场所吸烟控制办法</p><p>第一条 为了减少烟草烟雾的危害，保障公众健康，制定本办法。</p>"
    )
    page = shown(f"<div><p>{order}</p><p>市长 路怀瑾</p>{rules}</div>", "清川市公共场所吸烟控制办法")
    assert page.body.lines[0] == order


def test_the_software_of_a_forum_is_no_part_of_a_title() -> None:
    page = shown(f"<div><p>{PROSE}</p></div>", f"{OWN} - 清川百姓 - 清川论坛 - Powered by Discuz!")
    assert page.title.text == OWN


PAPER = """<table><tr><td><b>2018年07月26日 星期四</b><a href="/">返回首頁</a></td></tr></table>
<table><tr><td><table><tr><td>第A03：本地</td><td><a href="n2">上一版</a> <a href="n4">下一版</a></td></tr></table></td><td>
<table><tbody><tr><td class="font02">衛生部門籲清積水</td></tr><tr><td class="font01{name}">{title}</td></tr>
<tr><td class="font02">患者為北區居民　暫無併發症</td></tr></tbody></table><div id="ozoom"><p>【本報消息】{prose}</p></div>
{properties}</td></tr></table>"""


@pytest.mark.parametrize("paper", ["清川日報電子版", "清川日报数字报", "清川日报"])
@pytest.mark.parametrize(
    ("name", "title", "properties"),
    [
        ("", "{}", "<!--enpproperty <date>2018-07-26 00:00:00.0</date><title>{}</title>/enpproperty-->"),
        (" bttitle", "{}", ""),
        ("", "<founder-title>{}</founder-title>", ""),
    ],
)
def test_a_headline_in_an_electronic_paper_is_told_by_its_system(
    paper: str, name: str, title: str, properties: str
) -> None:
    headline = "新增一宗本地登革熱"
    body = PAPER.format(
        name=name, title=title.format(headline), prose=PROSE, properties=properties.format(headline)
    )
    page = shown(body, paper)
    assert page.title.text == headline
    assert page.body.lines == (f"【本報消息】{PROSE}",)


@pytest.mark.parametrize("paper", ["清川日報電子版", "清川日报数字报"])
def test_the_name_of_an_electronic_paper_is_no_title(paper: str) -> None:
    page = shown(PAPER.format(name="", title="新增一宗本地登革熱", prose=PROSE, properties=""), paper)
    assert page.title.text is None
