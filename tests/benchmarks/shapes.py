"""Hostile pages of any size, by name: one thing repeated until a careless rule takes the square of the time.

A *filling* is a piece of text that some rule of reading looks for; a *layout* is the place on a page
where it is repeated; a *structure* is repeated markup.  All are functions of the wanted number of characters.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

from archive.capture import Capture
from tests.benchmarks.sample_pages import page_capture

TITLE = "关于做好雨季传染病防治工作的通知"
PROSE = "各单位要高度重视，落实责任，加强监测，及时报告。请于2024年6月30日前将总结报送我委，联系人：甘小禾，电话：0599-1234567。"
OPENING = "清卫发〔2024〕16号", TITLE, "各县区卫生健康局，委直属各单位：", PROSE
CLOSING = "附件：1. 报名表", "清川市卫生健康委员会", "2024年5月28日"


class Shape(NamedTuple):
    """A hostile page of any size."""

    name: str
    make: Callable[[int], str]
    """The page's text with about so many characters."""
    content_type: str = "text/html"

    def page(self, characters: int) -> Capture:
        """The page as a response in UTF-8."""
        body = self.make(characters).encode("utf-8", "surrogatepass")
        return page_capture(body, content_type=f"{self.content_type}; charset=utf-8")

    def page_of_bytes(self, size: int) -> Capture:
        """The page with about *size* bytes."""
        sample = self.make(10_000)
        return self.page(size * len(sample) // len(sample.encode("utf-8", "surrogatepass")))


FILLINGS = (
    # white space, and what looks like it
    *(" ", "\t", "\u3000", "\u200b", "&nbsp;", "\xa0 ", "\n", "\r\n ", "\n\n　"),
    # single characters that open, close or separate something
    *("〔", "〔〕", "《", "》", "《》", "《〈", "（", "(", ")", "（）", "[", "【", "「", "“", "，", ",", "。", "、", "；", "：", ":"),
    *("…", "·", "-", "—", "~", "_", "__", "|", ">", "> ", "#", "*", "/", ".", "%", "?", "＜", "&lt;", "&amp;"),
    # numbers and dates, whole and cut
    *("1", "１", "二", "〇", "2024", "2024年", "2024-", "2024年3月1日", "二〇二四年三月一日", "3月1日前", "20__年", "2024年3月"),
    *("2024-03-01 ", "2024/3/1至", "1月2日至", "上旬前", "截止2024", "截止", "每月", "自发布之日起", "自2024年1月1日起施行", "年月日"),
    # document numbers
    *("清卫发〔2024〕16号", "卫发〔", "〔2024〕", "第", "第1号", "号", "发", "字第", "清卫", "京", "[2024]1", "卫发[2024]1号、"),
    # titles and document types
    *("通知", "关于", "关于印发", "关于印发《", "关于转发《通知》的通知", "转发", "转发：", "的通知", "通知如下：", "的", "公告", "意见", "办法"),
    # organisations and regions
    *("省", "市", "县", "区", "清川市", "委员会", "卫生健康委员会", "清川市卫生健康委员会", "清川市卫生健康委员会、", "局", "局 ", "中心"),
    *("医院", "人民政府", "人民政府办公室", "国家", "北京市", "浙江", "中国", "各", "各县", "各市、县（区）", "有关单位：", "抄送：", "主送："),
    # contacts
    *("联系人：", "联系人：甘小禾、", "联系电话：", "电话：0599-1234567", "13800000000", "13800000000、", "0599-", "400-", "7654321 "),
    *("a@b.example ", "a@", "@", "a.", "a.a@a.", "a(at)b.c", "a#b.c ", "地址：", "地址：清川市临湖路", "邮编：100000", "邮 编", "咨询", "联 系"),
    # attachments, parts, pagers and labels
    *("附件", "附件：", "附件1：", "附件1.名单.doc", "1.", "1. 名单 2. ", "一、", "（一）", "第一条", "篇1", "篇1：", "【篇1】", "第1页"),
    *("-->> 2/3", "下一页", "上一篇：", "来源：", "来源：清川市", "发布时间：", "作者：", "索引号：", "文号：", "标题：", "责任编辑：", "相关阅读"),
    # words of rules, foreign scripts, pinyin, files, addresses
    *("根据《", "依据", "根据《办法》（", "公示期", "征求意见", "报送", "之前", "前", "至", "自", "起", "文件", "签发人：", "印发"),
    *("中zhōng", "a(á)", "á", "（zhōng）", "zhōng guó ", "衛", "臺", "㐀", "𠮷", "e\u0301", "\u0301", "ﷺ", "\ud800", "\x00", "😀"),
    *("http://", "www.", "x.doc ", ".pdf", "<", "</", "&", "&#", "&#x4e00;", "&#8203;", "a", "A ", "word ", "ICP备"),
    # whole paragraphs
    *(PROSE, PROSE + "\n", "本页内容仅供参考，不代表本站观点。\n", "甲乙丙，\n", "附件：\n1. 名单\n", "清川市卫生健康委员会\n2024年5月28日\n"),
)  # fmt: skip

_LAYOUTS: dict[str, tuple[Callable[[str], str], str]]
"""By name: the page around a filled text, and its content type."""


def fillings_in(layouts: tuple[str, ...] | None = None) -> Iterator[Shape]:
    """Every filling in every layout, or in the named ones."""
    for layout in layouts if layouts is not None else tuple(_LAYOUTS):
        around, content_type = _LAYOUTS[layout]
        for filling in FILLINGS:
            yield Shape(f"{filling!r} {layout}", _filled(filling, around), content_type)


def soups() -> Iterator[Shape]:
    """All fillings shuffled, in every layout: what a rule meets when its pieces stand in any order."""
    for layout, (around, content_type) in _LAYOUTS.items():
        for seed in range(2):
            yield Shape(f"soup {seed} {layout}", _soup(seed, around), content_type)


def _filled(filling: str, around: Callable[[str], str]) -> Callable[[int], str]:
    return lambda characters: around(filling * max(1, characters // len(filling)))


def _soup(seed: int, around: Callable[[str], str]) -> Callable[[int], str]:
    def make(characters: int) -> str:
        rng = random.Random(seed)
        pieces = rng.choices(FILLINGS, k=max(1, characters // 4))
        return around("".join(pieces)[:characters])

    return make


def _page(main: str, *, title: str = TITLE, head: str = "") -> str:
    above = "".join(f"<p>{line}</p>" for line in OPENING)
    below = "".join(f"<p>{line}</p>" for line in CLOSING)
    return (
        f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>"
        f"<div class=nav><a href=/>首页</a></div><h1>{title}</h1><div class=content>{above}{main}{below}</div>"
        "<div class=footer>版权所有</div></body></html>"
    )


def _pieces(text: str, length: int = 60) -> list[str]:
    return [text[start : start + length] for start in range(0, len(text), length)]


def _metas(text: str) -> str:
    names = "ArticleTitle", "PubDate", "ContentSource", "SiteName", "og:title", "keywords"
    share = len(text) // len(names) + 1
    return "".join(
        f'<meta name="{name}" content="{piece}">'
        for name, piece in zip(names, _pieces(text, share), strict=False)
    )


_LAYOUTS = {
    "in one paragraph": (lambda text: _page(f"<p>{text}</p>"), "text/html"),
    "in many paragraphs": (
        lambda text: _page("".join(f"<p>{piece}</p>" for piece in _pieces(text))),
        "text/html",
    ),
    "as the whole page": (lambda text: f"<html><body>{text}</body></html>", "text/html"),
    "in short lines of a whole page": (
        lambda text: "<html><body>" + "<br>".join(_pieces(text, 25)) + "</body></html>",
        "text/html",
    ),
    "in the title": (lambda text: _page("", title=text), "text/html"),
    "in meta tags": (lambda text: _page("", head=_metas(text)), "text/html"),
    "in links": (
        lambda text: _page(
            "".join(f'<p><a href="/{i}.doc">{p}</a></p>' for i, p in enumerate(_pieces(text)))
        ),
        "text/html",
    ),
    "in cells": (
        lambda text: _page(
            "<table>"
            + "".join(f"<tr><td>{piece[:20]}</td><td>{piece[20:]}</td></tr>" for piece in _pieces(text, 40))
            + "</table>"
        ),
        "text/html",
    ),
    "in an address": (
        lambda text: _page(f'<a href="{text}">名单</a><img src="{text}" class="{text}" id="{text}">'),
        "text/html",
    ),
    "in a bare text": (lambda text: text, "text/plain"),
    "on one line of a bare text": (
        lambda text: "\n".join((*OPENING, text.replace("\n", " "), *CLOSING)),
        "text/plain",
    ),
    "on lines of a bare text": (lambda text: "\n".join((*OPENING, *_pieces(text), *CLOSING)), "text/plain"),
    "on short lines above a bare text": (
        lambda text: "\n".join((*_pieces(text, 12), *OPENING, *CLOSING)),
        "text/plain",
    ),
}


def _repeated(markup: str) -> Callable[[int], str]:
    """*markup* over and over, ``{}`` in it numbered."""

    def make(characters: int) -> str:
        count = max(1, characters // len(markup))
        return _page("".join(markup.replace("{}", str(index)) for index in range(count)))

    return make


def _nested(opening: str, closing: str) -> Callable[[int], str]:
    def make(characters: int) -> str:
        depth = max(1, characters // (len(opening) + len(closing)))
        return _page(opening * depth + f"<p>{PROSE}</p>" + closing * depth)

    return make


def _raw(piece: str, before: str = "", after: str = "") -> Callable[[int], str]:
    return lambda characters: before + piece * max(1, characters // len(piece)) + after


def _attributes(characters: int) -> str:
    named = "".join(f" a{index}=1" for index in range(max(1, characters // 9)))
    return _page(f"<p{named}>{PROSE}</p>")


def _continued_long_lines(characters: int) -> str:
    """The same long text twice, as portals print a notice twice."""
    rng = random.Random(1)
    words = [piece.strip() for piece in FILLINGS if "一" <= piece[0] <= "龥"]
    lines = ["".join(rng.choices(words, k=12)) for _ in range(max(1, characters // 100))]
    return _page("".join(f"<p>{line}。</p>" for line in lines * 2))


STRUCTURES = (
    Shape("nested div", _nested("<div>", "</div>")),
    Shape("nested div never closed", _nested("<div>", "")),
    Shape("nested div of class content", _nested("<div class=content>", "</div>")),
    Shape("nested div in a link in a paragraph", lambda n: _page("<p><a href=/1>" + "<div>" * (n // 5))),
    Shape("nested span", _nested("<span>", "</span>")),
    Shape("nested span with prose", _nested("<span>各单位要高度重视，", "</span>")),
    Shape("nested div with prose", _nested("<div>各单位要高度重视，认真落实责任。", "</div>")),
    Shape("nested div with links", _nested("<div><a href=/a.html>首页</a>", "</div>")),
    Shape("nested b never closed", _nested("<b>", "")),
    Shape("nested font in paragraphs never closed", _nested("<p><font><b>", "")),
    Shape("nested a", _nested("<a href=/1>", "</a>")),
    Shape("nested table", _nested("<table><tr><td>", "</td></tr></table>")),
    Shape("nested table with two cells", _nested("<table><tr><td>甲</td><td>", "</td></tr></table>")),
    Shape("nested table never closed", _nested("<table><tr><td>", "")),
    Shape("nested ul", _nested("<ul><li>甲", "</li></ul>")),
    Shape("nested form", _nested("<form>", "</form>")),
    Shape("nested pre", _nested("<pre>甲\n", "</pre>")),
    Shape("nested hidden div", _nested('<div style="display:none">', "</div>")),
    Shape("closing tags only", _raw("</div>", "<html><body>")),
    Shape("closing paragraphs only", _raw("</p>", "<html><body>")),
    Shape("properties of a newspaper's page", _raw("<title>清", "<!--enpproperty ", "/enpproperty-->")),
    Shape("openings of properties", _raw("<!--enpproperty <title>清川")),
    Shape("elements named as source", _repeated('<p><i class="source">清川</i></p>')),
    Shape("nested elements named as source", _nested('<i class="source">清川日报', "</i>")),
    Shape("rows of elements named as source", _repeated('<table><tr><td>甲</td><td><cite>清川</cite></td></tr></table>')),
    Shape("days of a page's state", _repeated('<script>{"title":"清","date":"2024-03-15"}</script>')),
    Shape("br", _repeated("<br>")),
    Shape("br with text", _repeated("清川市<br>")),
    Shape("hr", _repeated("<hr>")),
    Shape("empty paragraphs", _repeated("<p></p>")),
    Shape("empty paragraphs of class content", _repeated("<p class=content></p>")),
    Shape("one-character paragraphs", _repeated("<p>一</p>")),
    Shape("numbered paragraphs", _repeated("<p>{}</p>")),
    Shape(
        "paragraphs, and boxes of further reading between them",
        _repeated(f"<p>{PROSE}</p><div><p>相关阅读</p><p>甲乙丙</p></div>"),
    ),
    Shape(
        "paragraphs, and advertisements between them",
        _repeated(f'<p>{PROSE}</p><div class="ad"><p>甲</p><p>乙</p></div>'),
    ),
    Shape(
        "paragraphs, and editors below each",
        _repeated(f"<p>{PROSE}</p><p>责任编辑：甘小禾</p>"),
    ),
    Shape(
        "paragraphs that are elements, and boxes between them",
        _repeated("<div>{}根据工作安排，门诊时间有所调整，请广大患者合理安排就诊时间，谢谢。</div><section><p>甲{}</p><p>乙</p></section>"),
    ),
    Shape(
        "paragraphs with the site's mark",
        _repeated("<p>{}根据工作安排，门诊时间有所调整。<span class=share>分享</span></p>"),
    ),
    Shape(
        "boxes of links between paragraphs",
        _repeated("<p>{}根据工作安排，门诊时间有所调整，请周知。</p><p>推荐阅读</p><p><a href=/{}>医院简介{}</a></p>"),
    ),
    Shape("links", _repeated("<a href=/{}.html>第{}条</a>")),
    Shape("links on lines", _repeated("<li><a href=/{}.html>关于第{}次检查的通知</a></li>")),
    Shape("links without text", _repeated("<a href=/{}.html></a>")),
    Shape("links to files", _repeated("<p><a href=/{}.doc>附件{}：名单</a></p>")),
    Shape("links to files on one line", _repeated("<a href=/{}.pdf>附件{}</a>")),
    Shape("links around blocks", _repeated("<a href=/{}.html><div>甲</div><div>乙</div></a>")),
    Shape("one link around many blocks", lambda n: _page("<a href=/1.doc>" + "<div>甲</div>" * (n // 12) + "</a>")),
    Shape("one link around many pieces", lambda n: _page("<a href=/1.doc>" + "<b>甲</b>" * (n // 8) + "</a>")),
    Shape("links never closed", _repeated("<a href=/{}.doc>附件{}")),
    Shape("anchors without address", _repeated("<a name={}>甲</a>")),
    Shape("one table", lambda n: _page("<table>" + "<tr><td>甲</td><td>1</td></tr>" * (n // 30) + "</table>")),
    Shape("one row", lambda n: _page("<table><tr>" + "<td>甲</td>" * (n // 10) + "</tr></table>")),
    Shape("one row with links", lambda n: _page("<table><tr>" + "<td><a href=/1.doc>甲</a></td>" * (n // 30) + "</tr></table>")),
    Shape("one row with images", lambda n: _page("<table>" + "<tr><td><img src=/1.png>甲</td><td>乙</td></tr>" * (n // 45) + "</table>")),
    Shape("one cell with lines", lambda n: _page("<table><tr><td>甲</td><td>" + "乙<br>" * (n // 5) + "</td></tr></table>")),
    Shape("cells without table", _repeated("<td>甲")),
    Shape("rows never closed", _repeated("<tr><td>甲<td>乙")),
    Shape("tables", _repeated("<table><tr><td>甲</td><td>{}</td></tr></table>")),
    Shape("index rows", _repeated("<p>索引号：{}</p><p>发布日期：2024-03-01</p>")),
    Shape("images", _repeated("<img src=/{}.png>")),
    Shape("frames", _repeated("<iframe src=/{}.pdf></iframe>")),
    Shape("headings", _repeated("<h1>关于第{}次检查的通知</h1>")),
    Shape("headings like the title", _repeated(f"<h1>{TITLE}</h1>")),
    Shape("lines like the title", _repeated(f"<p>{TITLE}</p>")),
    Shape("blocks of class title", _repeated("<div class=title>第{}次通知</div>")),
    Shape("blocks of class content", _repeated("<div class=content>各单位要落实责任，及时报告。</div>")),
    Shape("blocks of class content with numbers", _repeated("<div class=content>各单位要落实责任，及时报告{}。</div>")),
    Shape("blocks of class footer", _repeated("<div class=footer>各单位要落实责任，及时报告。</div>")),
    Shape("blocks of many classes", _repeated("<div class='c{} d{}' id=i{}>甲</div>")),
    Shape("main elements", _repeated("<article><p>各单位要落实责任，及时报告{}。</p></article>")),
    Shape("titles in the head", lambda n: _page("", head="<title>通知</title>" * (n // 17))),
    Shape("meta tags", lambda n: _page("", head="<meta name=PubDate content=2024-03-01>" * (n // 38))),
    Shape("meta tags of many names", lambda n: _page("", head="".join(f"<meta name=n{i} content=通知>" for i in range(n // 26)))),
    Shape("meta tags in comments", lambda n: _page("", head="<!-- <meta name=PubDate content=2024> -->" * (n // 41))),
    Shape("meta tags in the body", _repeated("<meta name=n{} content=通知>")),
    Shape("bases", lambda n: _page("", head="<base href=/a/>" * (n // 15))),
    Shape("scripts", _repeated("<script>var a{} = 1;</script>")),
    Shape("one script", lambda n: _page(f"<script>{'a<b && c>d; ' * (n // 12)}</script>")),
    Shape("one style", lambda n: _page(f"<style>{'.a{b:c} ' * (n // 8)}</style>")),
    Shape("one script never closed", lambda n: _page(f"<script>{'a<b && c>d; ' * (n // 12)}")),
    Shape("one comment", lambda n: _page(f"<!-- {'<p>通知</p> ' * (n // 10)} -->")),
    Shape("comments", _repeated("<!--{}-->")),
    Shape("comments never closed", _repeated("<!-- {}")),
    Shape("comments never closed before meta", lambda n: _page("<meta name=a content=b>" + "<!--" * (n // 4))),
    Shape("comments with unfinished meta", lambda n: _page("<!-- <meta " * (n // 11))),
    Shape("comments with unfinished meta and spaces", lambda n: _page(("<!--" + " " * 20 + "<meta " + "a" * 390) * (n // 420))),
    Shape("processing instructions", _repeated("<?a {}?>")),
    Shape("declarations", _repeated("<!a {}>")),
    Shape("sections", _repeated("<![CDATA[{}]]>")),
    Shape("entities", _repeated("&#20013;&amp;&copy;&unknown;&lt;p&gt;")),
    Shape("entities never closed", _repeated("&#20013&amp&copy&unknown")),
    Shape("attributes of one element", _attributes),
    Shape("the same attribute of one element", lambda n: _page("<p " + "a=1 " * (n // 4) + ">甲</p>")),
    Shape("one long attribute", lambda n: _page(f"<p class='{'content ' * (n // 8)}'>{PROSE}</p>")),
    Shape("one long attribute never closed", lambda n: _page(f"<p class=\"{'content ' * (n // 8)}>{PROSE}</p>")),
    Shape("one long style", lambda n: _page(f"<p style='{'display : ' * (n // 10)}'>{PROSE}</p>")),
    Shape("one long style of spaces", lambda n: _page(f"<p style='display{' ' * n}'>{PROSE}</p>")),
    Shape("one long tag name", lambda n: _page(f"<{'a' * n}>{PROSE}")),
    Shape("many tag names", _repeated("<t{}>甲</t{}>")),
    Shape("tags never finished", _repeated("<p ")),
    Shape("quotes", _repeated("<p a=\"'>")),
    Shape("less-than signs", _repeated("<")),
    Shape("less-than signs in a bare text", _raw("<", f"{PROSE}\n<br>\n"), "text/plain"),
    Shape("pre with lines", lambda n: _page("<pre>" + "各单位要落实责任。\n" * (n // 10) + "</pre>")),
    Shape("textareas", _repeated("<textarea>甲</textarea>")),
    Shape("selects", _repeated("<select><option>甲</option></select>")),
    Shape("svg", _repeated("<svg><path d='M0 0'/></svg>")),
    Shape("hidden blocks", _repeated("<div style='display:none'>各单位要落实责任，及时报告{}。</div>")),
    Shape("only hidden blocks", lambda n: "<html><body>" + "<div hidden>各单位要落实责任。</div>" * (n // 27)),
    Shape("a nested page", lambda n: _page("<html><body>" * (n // 12))),
    Shape("a frameset", lambda n: "<frameset>" + "<frame src=a>" * (n // 13)),
    Shape("a text twice", _continued_long_lines),
    Shape("different notices", _repeated("<h2>篇{}：关于第{}次检查的通知</h2><p>各单位：</p><p>请于3月{}日前报送。</p><p>清川市卫生健康局</p>")),
    Shape("numbered attachments in the text", _repeated("<p>附件{}：名单{}</p>")),
    Shape("numbered attachments in a list", lambda n: _page("<p>附件：</p>" + "".join(f"<p>{i}. 名单{i}</p>" for i in range(n // 14)))),
    Shape("numbered dates", _repeated("<p>2024年3月1{}日前报送</p>")),
    Shape("numbered documents", _repeated("<p>《关于第{}次检查的通知》（清卫发〔2024〕{}号）</p>")),
    Shape("numbered documents on one line", _repeated("《关于第{}次检查的通知》（清卫发〔2024〕{}号）、")),
    Shape("numbered organisations", _repeated("<p>第{}人民医院、清川市第{}中学：</p>")),
    Shape("numbered phones", _repeated("<p>联系人：甘小禾，电话：1380000{}</p>")),
    Shape("a table of telephones", lambda n: _page("<table><tr><td>单位</td><td>电话</td></tr>" + "<tr><td>县医院</td><td>5550120</td></tr>" * (n // 40) + "</table>")),
    Shape("offices listed with telephones", lambda n: _page("<p>电话：县医院 5550120" + "，县医院 5550121" * (n // 12) + "</p>")),
    Shape("files that no link offers", lambda n: _page("<div><p>附件：(1)</p>" + "<p>自查表.xls</p>" * (n // 14) + "</div>")),
    Shape("a summary above the text", lambda n: _page("<table><tr><td>公告概要：</td></tr>" + "<tr><td>采购单位</td><td>县医院</td></tr>" * (n // 36) + f"</table><p>{PROSE}</p>")),
    Shape("numbered addresses", _repeated("<p>邮箱：a{}@b{}.example</p>")),
    Shape("numbered lines of a contact", _repeated("<p>电话：0599-1{}</p><p>传真：0599-2{}</p>")),
    Shape("signatures", _repeated("<p>清川市第{}医院</p><p>2024年3月1日</p>")),
    Shape("sources", _repeated("<p>来源：清川市第{}医院 发布时间：2024-03-01</p>")),
)  # fmt: skip
"""Repeated markup; the numbers in it differ, so that no rule's memory of a text helps."""


def all_shapes() -> list[Shape]:
    """Every shape there is."""
    return [*STRUCTURES, *soups(), *fillings_in()]
