"""The article that a page keeps as escaped markup in a form field, beside what it shows."""

from __future__ import annotations

from html import escape

import pytest

from crawler.extraction.flatten import flatten
from tests.captures import read

FIRST = "研究人员追踪了四千名儿童的健康数据，结果显示，早期接触动物的孩子患病比例较低。"
LAST = "缪思远提醒，家庭养宠物要按时给动物接种疫苗和驱虫，孩子被抓伤后要及时处置。"
TABLE = "<table><tr><td>病种</td><td>电话</td></tr><tr><td>法布雷病</td><td>0666-8501120</td></tr></table>"
ARTICLE = f"<article><p>{FIRST}</p>{TABLE}<p>{LAST}</p></article>"
FIELD = f'<textarea class="article-content" style="display:none">{escape(ARTICLE)}</textarea>'


def body_of(shown: str) -> list[str]:
    hot = "".join(f"<li>胆结石为什么偏爱不吃早餐的人{number}</li>" for number in range(40))
    page = (
        "<html><head><title>多国研究：养宠家庭的儿童过敏风险</title></head><body><h3>多国研究：养宠家庭的儿童过敏风险</h3>"
        f"<p>2023-10-26 06:34</p><div>{FIELD}{shown}</div><p>版权作品，未经授权，严禁转载，违者必究。</p><ul>{hot}</ul></body></html>"
    )
    return read(page).body.split("\n")


@pytest.mark.parametrize("shown", ["", "<article></article>", ARTICLE])
def test_an_article_in_a_form_field_is_read_once_whether_the_page_shows_it_or_not(shown: str) -> None:
    assert body_of(shown) == [FIRST, "病种\t电话", "法布雷病\t0666-8501120", LAST]


@pytest.mark.parametrize(
    ("text", "is_shown"),
    [
        ("各单位：请于3月5日前报名。", True),
        ("年龄&lt;6岁的儿童", True),
        ("&lt;附件&gt;报名表", True),
        ("&quot;一老一小&quot;健康服务", True),
        ('&lt;iframe src="/player/5.html"&gt;&lt;/iframe&gt;', False),
        ("\n &lt;p&gt;研究人员追踪&lt;/p&gt;", False),
    ],
)
def test_a_form_field_shows_its_text_and_no_markup(text: str, is_shown: bool) -> None:
    layout = flatten(f"<textarea>{text}</textarea>")
    assert bool(layout.lines) is is_shown
    assert layout.packed == (() if is_shown else (text,))
