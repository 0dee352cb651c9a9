"""Which lines below the title are the document."""

from __future__ import annotations

from tests.captures import read

PARAGRAPHS = "".join(
    f"<p>第{n}批样品由清川市药品检验所检验，共有三批不合格，所涉产品已停止销售，企业正在召回。</p>"
    for n in "一二三四"
)
DECLARATION = "郑重声明：" + "本网发布此信息，旨在传播信息，不保证准确、完整、及时，" * 20
LINKS = "".join(f'<li><a href="/{n}.html">清川市医院开设第{n}个夜间门诊</a></li>' for n in range(12))


def body_of(html: str) -> str:
    return read(f"<html><head><title>清川通报三批不合格化妆品</title></head><body>{html}</body></html>").body


def test_a_summary_above_the_text_is_not_the_text_though_links_stand_below_in_the_same_element() -> None:
    body = body_of(
        "<div><h1>清川通报三批不合格化妆品</h1><div><div>摘要</div><div>近期抽检，三批不合格，已停售。</div></div>"
        f"<div>{PARAGRAPHS}</div><div>{DECLARATION}</div><h3>热帖</h3><ul>{LINKS}</ul></div>"
    )
    assert "第四批样品由清川市药品检验所检验" in body
    assert "夜间门诊" not in body


def test_headings_in_the_text_head_no_further_article_where_the_title_is_marked_as_such() -> None:
    body = body_of(
        '<div><h1 class="title">清川通报三批不合格化妆品</h1><div><div>清川生化实验室</div>'
        f"<div>粉丝：21万文章：194</div></div><div>{PARAGRAPHS}<h1>怎么买</h1>{PARAGRAPHS}</div></div>"
    )
    assert "怎么买" in body
    assert "粉丝" not in body


def test_a_further_article_begins_at_a_heading_like_the_title() -> None:
    article = "<div><h1 class='title'>{}</h1><div><p>{}</p></div></div>"
    body = body_of(
        article.format("清川通报三批不合格化妆品", "近期抽检发现三批不合格，已停售。请勿使用。")
        + article.format("清川市开展义诊", PARAGRAPHS)
    )
    assert body == "近期抽检发现三批不合格，已停售。请勿使用。"


def test_a_box_of_links_between_its_paragraphs_makes_no_list_of_links_of_a_text() -> None:
    box = "".join(f'<li><a href="/{n}.html">清川市医院开设第{n}个夜间门诊</a></li>' for n in range(5))
    body = body_of(
        "<div><h1>清川通报三批不合格化妆品</h1><div><span>复制地址：</span><p>复制地址后，粘贴到朋友圈里</p></div>"
        f"<div>{PARAGRAPHS}<table><tr><td><b>相关新闻</b><ul>{box}</ul></td></tr></table>{PARAGRAPHS}</div>"
        f"<ul>{LINKS}</ul></div>"
    )
    assert "第一批样品" in body
    assert "夜间门诊" not in body


def test_captions_between_the_title_and_the_text_are_not_the_text() -> None:
    pictures = "".join(
        f"<figure><img src='{n}.jpg'><figcaption>检验所人员在{n}号仓库抽样，当场封存。资料图片</figcaption></figure>"
        for n in range(3)
    )
    body = body_of(
        f"<div><h1>清川通报三批不合格化妆品</h1><div>{pictures}</div><div>{PARAGRAPHS}</div><ul>{LINKS}</ul></div>"
    )
    assert body.startswith("第一批样品")
    assert "资料图片" not in body
