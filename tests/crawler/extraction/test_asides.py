"""What stands between the paragraphs of an article and is no part of it, and what only looks like that."""

from __future__ import annotations

import pytest

from tests.captures import read

ABOVE = "草案明确，院前急救收费由车辆使用费和医疗服务费两部分组成，实行政府指导价，不得收取空驶费。"
BELOW = "征求意见截至6月26日。公众可以登录清川人大网，或者寄信至清川市人民路1号提出意见。"
LAST = "草案还规定，学校、车站、体育场馆等公共场所应当配置自动体外除颤器。"


def article(between: str, *, around: str = "post_body", below: str = "") -> list[str]:
    """The body of an article with *between* two of its paragraphs, in an element of the class *around*."""
    text = f"<p>{ABOVE}</p>{between}<p>{BELOW}</p><p>{LAST}</p>"
    page = (
        "<html><head><title>急救条例公开征求意见</title></head><body><h1>急救条例公开征求意见</h1>"
        f'<p>2024-05-28 10:37</p><div class="{around}">{text}</div>{below}</body></html>'
    )
    return read(page).body.split("\n")


@pytest.mark.parametrize(
    "between",
    [
        # players, the last with a heading that would end the text
        '<div class="video-box"><div>您的浏览器版本过低</div><div>[清川直播间]高温来了</div><span>00:01:45</span></div>',
        '<div class="wsw__embed"><div>嵌入</div><textarea>&lt;iframe src="/5.html"&gt;&lt;/iframe&gt;</textarea><h3>看实验室怎么测</h3></div>',
        '<div class="video-wrapper"><div>急救车被堵，两车主让道</div><div>01:12</div><a>更多视频</a></div>',
        '<div class="m-vote"><h4>投票：你会让行吗？</h4><ul><li>会，马上让</li><li>看情况</li></ul><span>已有77人参与</span></div>',
        '<div class="god-feed-ad"><a href="/ad"><em>广告</em><span>老花镜买一送一</span><b>了解详情</b></a></div>',
        '<section class="ad"><p>加入观察员 畅享精品课程</p></section>',
        '<div class="_relword"><p>大家还在搜</p><a>腰围怎么量</a><a>脂肪怎么减</a></div>',
        '<div class="box"><b>推荐阅读</b><ul><li><a>小区电梯半年坏九次</a></li><li>中药代煎靠谱吗</li></ul></div>',
        '<p class="pic"><img src="1.jpg"></p><p class="img-desc">急救车准备出发。记者 阮青山 摄</p>',
        '<div class="pgc-img"><img src="1.jpg"><p class="pgc-img-caption">急救车柜门被扎带捆住</p></div>',
        '<div><img src="1.jpg"><div><span class="bjh-image-caption">村民在排队候诊。</span></div></div>',
        '<div><img src="1.jpg"><div class="img_caption">急救车示意图</div></div>',
        '<p><img src="1.jpg"></p><p class="fig_note">图1 各组反应时间</p>',
        '<div class="audio-box"><span>听报道</span></div>',
        '<div class="expert-card"><b>郝晴</b><span>主任医师</span><p>清川市第一医院急诊科主任，擅长中毒救治。</p></div>',
        '<p><b>延伸阅读</b><a href="/1">高温天怎样护心</a><a href="/2">空调病怎么治</a></p>',
        '<p>推薦閱讀<a href="/1">▶ 咳嗽兩週不會好？</a></p>',
        '<p><img src="1.jpg"></p><div class="pictext">急救车停在楼顶。</div>',
        '<section><h2>热读</h2><ul><li><a href="/1">蚊子为什么盯着你</a></li><li><a href="/2">猴痘两年回顾</a></li>'
        '<li><a href="/3">看护危机来了吗</a></li></ul><div>热读结束</div></section>',
    ],
)
def test_a_box_or_caption_between_two_paragraphs_is_no_part_of_the_text(between: str) -> None:
    assert article(between) == [ABOVE, BELOW, LAST]


@pytest.mark.parametrize(
    ("between", "kept"),
    [
        ('<p>草案共<span class="ad-word">七章</span>五十八条。</p>', "草案共七章五十八条。"),
        # an element that was never closed holds the rest of the text
        (f'<div class="ad"><p>{LAST}', LAST),
        (
            '<div class="related-files"><a href="/f/1.pdf">急救条例（草案）.pdf</a></div>',
            "急救条例（草案）.pdf",
        ),
        ('<p class="table-caption">表1 急救车配置标准</p>', "表1 急救车配置标准"),
        ('<div class="adviser"><p>法学院教授裴见微</p></div>', "法学院教授裴见微"),
        # links of the text's own
        (
            '<ul><li><a href="/1.html">附件1：急救车清单</a></li><li><a href="/2.html">附件2：驻点清单</a></li>'
            '<li><a href="/3.html">附件3：联络员表</a></li></ul>',
            "附件1：急救车清单",
        ),
        (
            '<p>详见：</p><ul><li><a href="/1.html">北片驻点安排</a></li><li><a href="/2.html">南片驻点安排</a></li>'
            '<li><a href="/3.html">东片驻点安排</a></li></ul>',
            "北片驻点安排",
        ),
        ('<div class="part"><p>相关要求</p><p>一分钟内发出指令</p></div>', "相关要求"),
    ],
)
def test_what_only_looks_like_a_box_stays(between: str, kept: str) -> None:
    assert kept in article(between)
    assert article(between)[-2:] == [BELOW, LAST]


SIGNED = ["清川市疾病预防控制中心", "2023年4月16日"]


def test_a_text_goes_on_below_a_signature_within_it() -> None:
    """A report that quotes an announcement whole goes on below who signed that."""
    box = '<div class="yd"><p>延伸阅读</p><p><a href="/1">小区电梯半年坏九次</a></p></div>'
    signed = "".join(f"<p>{line}</p>" for line in SIGNED)
    button = '<div><a href="/app">下载客户端参与讨论</a></div>'
    assert article(f"{box}{signed}", below="") == [ABOVE, *SIGNED, BELOW, LAST]
    assert article(f"{signed}<p>{BELOW}</p>{box}") == [ABOVE, *SIGNED, BELOW, BELOW, LAST]
    page = (
        f"<html><body><h1>急救</h1><div><p>{ABOVE}</p><p>{BELOW}</p>{box}{signed}{button}</div></body></html>"
    )
    assert read(page).body.split("\n") == [ABOVE, BELOW, *SIGNED]


@pytest.mark.parametrize(
    ("card", "day"),
    [
        (
            "<h2>健康周刊</h2><time><span>11月21日</span> 08:00</time><em>关注</em>",
            "--11-21",
        ),
        ("<p>11月21日，急救车准备出发。</p>", None),
        ("<p>11月21日 08:00，在清川市一处广场，急救车和急救员一早准备出发。</p>", None),
    ],
)
def test_a_card_of_who_posted_the_text_and_when_is_no_caption(card: str, day: str | None) -> None:
    page = (
        f"<html><body><article><h1>急救条例公开征求意见</h1><figure><img src='1.jpg'><figcaption>{card}"
        f"</figcaption></figure><div><p>{ABOVE}</p><p>{BELOW}</p><p>{LAST}</p></div></article></body></html>"
    )
    notice = read(page)
    assert notice.published_date == day
    assert notice.body.split("\n") == [ABOVE, BELOW, LAST]


@pytest.mark.parametrize("around", ["video-detail", "ad content", "vote", "recommend-main"])
def test_an_element_around_the_whole_text_is_no_box_in_it(around: str) -> None:
    comments = "".join(f"<div>网友{number}：说得对，先把挂号费降下来再说。</div>" for number in range(9))
    assert article("", around=around, below=comments)[:3] == [ABOVE, BELOW, LAST]


def test_further_reading_below_the_element_of_the_text_ends_it() -> None:
    statement = "<div><p>特别提示内容由用户上传并发布，平台只提供存储的服务。</p></div>"
    box = (
        f"<div><h3>相关推荐</h3><ul><li>小区电梯半年坏九次</li><li>中药代煎靠谱吗</li></ul></div>{statement}"
    )
    assert article("", below=box) == [ABOVE, BELOW, LAST]
