"""The source that a page names by its markup rather than by a label, and what such an element also holds."""

from __future__ import annotations

import pytest

from crawler.extraction.flatten import flatten
from tests import captures

PROSE = "清川市疾控中心提醒，近期气温骤降，请老人和儿童注意保暖。出现发热的，应当及时就诊，不要自行用药。"


def source(info: str, head: str = "", below: str = "") -> str | None:
    page = (
        f"<html><head><title>清川市气温骤降</title>{head}</head><body><h1>清川市气温骤降</h1>"
        f"<div>{info}</div><div><p>{PROSE}</p><p>{PROSE}谢谢。</p></div>{below}</body></html>"
    )
    return captures.read(page).source


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ('<span class="source">清川县融媒体中心</span><span>03-15 08:12</span><span>阅读 2239</span>', "清川县融媒体中心"),
        ('<div class="source">清川时报</div><div class="author"><a href="/r/1">陈雨</a></div>', "清川时报"),
        ('<i>2022年04月20日</i> <span id="source_baidu">来源于 <a href="http://www.cx.example/">清川财讯网</a></span>', "清川财讯网"),
        ("<time>2024-08-12 08:00</time><cite>清川晚报</cite><b>12</b>", "清川晚报"),
        ('<table><tr><td>2024-08-12</td><td><span class="source">清川晚报</span></td></tr></table>', "清川晚报"),
        ('<span class="source">健康清川</span>2024-08-12', "健康清川"),
        ('2024-08-12<span class="author">编辑部</span><span class="from">健康清川</span><span>原创</span>', "健康清川"),
        ('2024-08-12<span class="from">手机版</span>', None),
        # a person, a place, a column, a button, the site, nothing
        ('<span class="source">陈雨</span>2024-08-12', None),
        ('<span class="source">编辑部供稿</span>2024-08-12', None),
        ('<span class="source">本站</span>2024-08-12', None),
        ('<span class="source">2024-08-12 08:00</span>', None),
        ("<cite>信息浏览</cite><cite>正文</cite>", None),
        ('<span class="source"></span>2024-08-12', None),
        ('<div class="source"><p>本文为会员文章</p><p>清川晚报</p></div>', None),
    ],
)  # fmt: skip
def test_an_element_named_as_source_names_a_medium_or_an_organisation(
    info: str, expected: str | None
) -> None:
    assert source(info) == expected


def test_the_source_of_another_article_below_the_text_is_not_taken() -> None:
    below = '<ul><li><a href="/2.html">寒潮来袭</a><span class="source">清川晚报</span></li></ul>'
    assert source("2024-08-12", below=below) is None


@pytest.mark.parametrize(
    ("metas", "expected"),
    [
        ('<meta name="source" content="清川新闻网"><meta name="publisher" content="清川新闻网">', "清川时报"),
        ('<meta property="og:site_name" content="清川网"><meta name="source" content="清川网">', "清川时报"),
        ('<meta name="source" content="云泽日报"><meta name="publisher" content="清川新闻网">', "云泽日报"),
        ("", "清川时报"),
    ],
)
def test_a_meta_tag_that_a_template_fills_with_the_site_counts_for_less(metas: str, expected: str) -> None:
    assert source('<div class="source">清川时报</div>', head=metas) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2023-09-12 11:42清川報／ 記者陳雨／北灣即時報導", "清川報"),
        ("清川報／ 本報諾南訊", "清川報"),
        ("清川社／編譯陳雨／綜合外電", "清川社"),
        ("記者陳雨／北灣報導", None),
        ("本報／記者陳雨", None),
        ("清川報／陳雨", None),
        ("發熱／咳嗽／記者陳雨", None),
        ("2016-07-0837健康网", "37健康网"),
        ("2016-07-08 09:15:00清川晚报", "清川晚报"),
        ("清川晚报2022年03月21日 10:02", "清川晚报"),
        ("清川晨报2024-08-03 10:37 发布于清川 · 清川晨报官方账号", "清川晨报"),
        ("来源：清川县融媒体中心06-09 16:22阅读 1.2万", "清川县融媒体中心"),
        ("来源：清川县融媒体中心6月9日 16:22", "清川县融媒体中心"),
        ("来源：清川县12-05热线", "清川县12-05热线"),
        ("来源：健康清川07-03", "健康清川"),
        ("来源：健康清川99-03", "健康清川99-03"),
        ("来源：清川日报</span><span>评论 <b>27</b>", "清川日报评论"),
        ('<span class="from">来源：<a href="/e">清川日报</a></span><span>评论 <b>27</b></span>', "清川日报"),
        ("陈雨2022年03月21日 10:02", None),
        ("急诊科排班表2022年03月21日 10:02", None),
        ("清川晚报2022年03月21日出版", None),
        ("2016-07-0837人", None),
        ("2016-07-08清川", None),
    ],
)
def test_a_byline_and_a_name_glued_to_the_day_name_a_medium(line: str, expected: str | None) -> None:
    assert source(f"<p>{line}</p>") == expected


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("清川社云泽4月25日电（记者 陈雨）", "清川社"),
        ("清川社讯（记者 陈雨）", "清川社"),
        ("清川社区今日停电。", None),
        ("记者4月25日电话采访了", None),
    ],
)
def test_a_name_beside_the_day_is_the_source_where_the_text_begins_as_agencies_do(
    opening: str, expected: str | None
) -> None:
    assert (
        source(f"<p>2021年04月25日 17:38 清川社</p><p>{opening}门诊今日恢复开放，请患者提前预约。</p>")
        == expected
    )


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ('<p>甲<span class="source">乙</span>丙</p>', ((0, "乙"),)),
        ('<p>甲</p><div class="source"> 乙\n<b>丙</b></div><p>丁</p>', ((1, "乙丙"),)),
        ('<p>甲<span class="source">乙<br>丙</span>丁</p>', ()),
        ('<span class="source" style="display:none">乙</span><p>甲</p>', ()),
        ('<table><tr><td>甲</td><td><span class="source">乙</span></td></tr></table>', ((0, "乙"),)),
        ('<span class="source"/>甲<p>乙</p>', ()),
        ('<p class="source">甲<p class="source">乙', ((0, "甲"), (1, "乙"))),
    ],
)
def test_the_text_of_an_element_named_as_source_is_kept_with_its_line(
    html: str, kept: tuple[tuple[int, str], ...]
) -> None:
    assert flatten(html).sources == kept
