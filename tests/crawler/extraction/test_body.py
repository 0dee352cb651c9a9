"""What of the chosen lines is the article's, and what the portal's around it."""

from __future__ import annotations

import pytest

from archive.notice import Notice
from tests import captures

TEXT = "清川市疾控中心提醒，近期气温骤降，请老人和儿童注意保暖。出现发热的，应当及时就诊，不要自行用药。"


def read(*lines: str) -> Notice:
    html = "".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines)
    return captures.read(f"<html><body><h1>清川市气温骤降</h1><div>{html}</div></body></html>")


@pytest.mark.parametrize("editors", ["（责任编辑：陈雨）", "責任編輯：陳雨", "编辑：曾小满", "[责编：王五]"])
@pytest.mark.parametrize(
    "below",
    [
        ["以上资料仅供参考，具体情况请以医生的诊断为准。"],
        ["您觉得这篇文章：", "有用(21)没用(2)", "关键词：保暖"],
        ["相关阅读", "网友正在问", "答：您好，建议到医院就诊，完善检查，按医生的意见治疗，定期复查。" * 9],
        ["长按二维码", "关注精彩内容"],
    ],
)
def test_a_portal_closes_an_article_with_its_editors(editors: str, below: list[str]) -> None:
    assert read(TEXT, TEXT + "谢谢。", editors, *below).body.splitlines() == [TEXT, TEXT + "谢谢。"]


def test_editors_above_the_text_close_nothing() -> None:
    assert TEXT in read("编辑：曾小满", "摘要如下。", TEXT).body


def test_a_file_below_the_editors_is_kept() -> None:
    body = read(TEXT, "编辑：曾小满", "<p><a href='a.pdf'>附件：防寒手册.pdf</a></p>").body
    assert body.splitlines()[-1].startswith("附件")


def test_day_and_author_below_a_lead_are_said_of_the_text() -> None:
    lead = "清川市发布寒潮提示，医院增开夜间门诊，供老人和儿童就近就诊，急诊照常开放，详情如下。"
    notice = read(lead, "发表时间： 15/09/2022 - 14:20", "作者：薛宁", TEXT)
    assert notice.body.splitlines() == [lead, TEXT]
    assert notice.published_date == "2022-09-15"


@pytest.mark.parametrize(("above", "kept"), [("02:15", False), ("1:02:15", False), ("2:15开播", True)])
def test_the_running_time_of_a_film_above_the_text_is_no_part_of_it(above: str, kept: bool) -> None:
    assert read(above, TEXT, TEXT + "谢谢。").body.splitlines() == [
        *([above] if kept else []),
        TEXT,
        TEXT + "谢谢。",
    ]


def test_an_hour_in_a_programme_is_kept() -> None:
    programme = ["08:30", "签到", "09:00", "开幕式"]
    assert read(TEXT, *programme, TEXT + "谢谢。").body.splitlines()[1:-1] == programme


def test_an_author_named_between_two_paragraphs_is_kept() -> None:
    assert "作者：薛宁" in read(TEXT, "作者：薛宁", TEXT + "谢谢。").body


@pytest.mark.parametrize(
    "line",
    [
        '<p><a href="/5.htm">►職棒／象獅大戰延長12局 再見安打逆轉</a></p>',
        '<div><span>廣告</span><a href="/ad">免費訂閱《元氣健康報》 每天一分鐘掌握健康大小事</a></div>',
        "<p>打开清川新闻 查看精彩图片</p>",
    ],
)
def test_a_link_between_paragraphs_to_another_article_or_an_offer_is_left_out(line: str) -> None:
    assert read(TEXT, line, TEXT + "谢谢。").body.splitlines() == [TEXT, TEXT + "谢谢。"]


@pytest.mark.parametrize(
    "line",
    [
        '<p><a href="/5.htm">►点此进入报名系统</a></p>',
        '<p><a href="/5.htm">《关于做好流感防治工作的通知》</a></p>',
        "<p>►重点人群</p>",
        "<p>广告不得含有治愈率</p>",
    ],
)
def test_other_links_and_marked_lines_between_paragraphs_stay(line: str) -> None:
    assert len(read(TEXT, line, TEXT + "谢谢。").body.splitlines()) == 3


def test_a_register_of_letters_received_above_the_text_is_no_part_of_it() -> None:
    """Hospitals keep notices with who sent them and what the chiefs remarked, however long that is."""
    remark = (
        "请院感科牵头，肾内科、设备科配合，6月25日前完成自查，按期上报，并抄送医务科。（林志鸿 2022-06-17）"
    )
    rows = [("来文单位", "清川市卫生健康委", "来文字号", "清卫医函〔2022〕118号"), ("领导批示", remark)]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    heading = "<tr><td colspan=4>清川市第一人民医院收文处理单</td></tr><tr><td>文件标题</td><td>关于专项督查的通知</td></tr>"
    notice = read(f"<table>{heading}{cells}</table>", "<p>各医疗机构：</p>", TEXT)
    assert notice.body.splitlines() == ["各医疗机构：", TEXT]
    assert notice.document_number == "清卫医函〔2022〕118号"
    assert notice.deadlines == ()


PASSED_ON = "关于2021年度离岗乡村医生养老补助名单的公示"


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("清川县卫生健康局 清川县财政局", f"清川县卫生健康局 清川县财政局{PASSED_ON}"),
        (None, f"荷桥乡转发{PASSED_ON}"),
        ("2021年5月7日", f"荷桥乡转发{PASSED_ON}"),
    ],
)
def test_what_another_office_passes_on_has_its_own_title_below_its_issuers(
    above: str | None, title: str
) -> None:
    printed = [f"<p>{line}</p>" for line in (above, PASSED_ON) if line]
    page = (
        f"<html><body><h1>荷桥乡转发{PASSED_ON}</h1><div>{''.join(printed)}<p>{TEXT}</p></div></body></html>"
    )
    notice = captures.read(page)
    assert notice.title == title
    assert notice.body == TEXT


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("<h3>相关推荐</h3>", None),
        ("<h3>相关推荐</h3><p>2024-02-02 阅读421</p>", "2024-02-02"),  # no link stands there yet
        ("<p>上一篇：没有了</p>", "2024-01-08"),
        ("", "2024-01-08"),
    ],
)
def test_a_day_under_a_heading_of_links_is_that_of_another_page(heading: str, day: str | None) -> None:
    below = f"{heading}<div><p><a href='/r1'>肺炎诊疗要点速览</a></p><span>感染 · 2024-01-08 · 阅读421</span></div>"
    page = (
        f"<html><body><h1>流感的防治</h1><article><p>{TEXT}</p><p>{TEXT}</p></article>{below}</body></html>"
    )
    assert captures.read(page).published_date == day


@pytest.mark.parametrize(
    ("trail", "day"),
    [
        ("您的位置：首页→文件通知　（2006-5-12）", "2006-05-12"),
        ("当前位置：首页 &gt; 文件通知 [2006年5月12日]", "2006-05-12"),
        ("当前位置：首页 &gt; 文件通知 2006-5-12", None),
        ("当前位置：首页 &gt; 专题（2006-5-12至5-18）", None),
    ],
)
def test_a_day_in_brackets_behind_the_trail_is_that_of_the_page(trail: str, day: str | None) -> None:
    html = f"<p>{trail}</p><h1>关于做好防寒工作的通知</h1><p>各单位：</p><p>{TEXT}</p><p>{TEXT}谢谢。</p>"
    assert captures.read(f"<html><body>{html}</body></html>").published_date == day
