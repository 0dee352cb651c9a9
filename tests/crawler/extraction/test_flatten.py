"""A page flattens into the lines that a browser shows."""

from __future__ import annotations

import pytest

from crawler.extraction.flatten import flatten
from crawler.extraction.lines import Layout, Line, lines_of_text
from crawler.extraction.page_limits import (
    MOST_CHARACTERS,
    MOST_DIFFERENT_TAGS,
    MOST_LINES,
    MOST_LINKS,
    MOST_TAGS,
)
from crawler.extraction.unseen import without_unseen


def layout(html: str, *, keep_hidden: bool = False) -> Layout:
    return flatten(without_unseen(html.encode()).decode(), keep_hidden=keep_hidden)


def texts(html: str) -> list[str]:
    return [line.text for line in layout(html).lines]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>甲</p><p>乙</p>", ["甲", "乙"]),
        ("<td>甲<br>乙<br/><br>丙</td>", ["甲", "乙", "丙"]),
        ("<p>现将<b>有关</b><span>事项</span>通知</p>", ["现将有关事项通知"]),
        ("<p>第一行\n　　第二行</p>", ["第一行第二行"]),
        ("<p>第一行\r　　第二行</p>", ["第一行第二行"]),
        ("<p>WHO\nreport</p>", ["WHO report"]),
        ("<p>&nbsp;&nbsp;　张　三 </p>", ["张 三"]),
        ("<p>疫\u200b情</p><p>防&#8203;控</p>", ["疫情", "防控"]),
        ("<pre>甲\n乙</pre>", ["甲", "乙"]),
        ("前<div>中</div>后", ["前", "中", "后"]),
        ("<p>甲<script>var 乙</script><style>丙</style>丁</p>", ["甲丁"]),
        ("<p>甲<span style='display : none'>乙</span><i hidden>丙</i>丁</p>", ["甲丁"]),
        ("<p>甲<span style='display:None'>乙</span><i STYLE=\"display:none\">丙</i>丁</p>", ["甲丁"]),
        ("<p style='visibility:hidden'>甲</p>", ["甲"]),
        ("<p>甲<!-- 乙 -->丙</p>", ["甲丙"]),
    ],
)
def test_lines_are_what_a_reader_sees(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


def test_the_names_of_attributes_count_in_capitals_too() -> None:
    (block,) = [
        block for block in layout('<p>前</p><div CLASS="TRS_Editor"><p>甲</p></div>').blocks if block.role
    ]
    assert (block.start, block.end) == (1, 2)


def test_rows_of_data_are_tab_separated() -> None:
    head, row = (
        "<tr><th>区县</th><th>例数</th></tr>",
        "<tr><td><p>临湖区</p></td><td><p>3</p><p>例</p></td></tr>",
    )
    html = f"<table>{head}{row}</table>"
    assert texts(html) == ["区县\t例数", "临湖区\t3 例"]


def test_cells_of_a_page_layout_stay_apart() -> None:
    menu, text = "<td><ul><li>首页</li></ul></td>", "<td><div><p>通知一</p><p>通知二</p></div></td>"
    html = f"<table><tr>{menu}{text}</tr></table>"
    assert texts(html) == ["首页", "通知一", "通知二"]


def test_a_text_between_the_cells_of_a_row_is_kept() -> None:
    html = "<table><tr><td></td><a href='a.pdf'>名单已经公布。</a><td></td></tr></table>"
    assert texts(html) == ["名单已经公布。"]
    assert texts("<table><tr><td>甲</td><p>乙</p><td>丙</td><p>丁</p></tr></table>") == ["甲 乙\t丙 丁"]


def test_a_text_in_cells_inside_cells_is_kept_once() -> None:
    html = "<table><tr>" + "<td><table>" * 30 + "通知" + "</table></td>" * 30 + "<td>公告</td></tr></table>"
    assert texts(html) == ["通知\t公告"]


def test_links_know_their_line_and_text() -> None:
    found = layout('<p>甲</p><p>见<a href="a.pdf" title="全名.pdf">附 件</a>。</p>')
    assert [(k.line, k.href, k.text, k.title) for k in found.links] == [(1, "a.pdf", "附 件", "全名.pdf")]
    assert found.lines[1].linked == 3


def test_a_link_around_blocks_counts_in_each_line() -> None:
    found = layout('<a href="x.html"><h3>标题</h3><p>摘要</p></a>')
    assert [(line.text, line.linked) for line in found.lines] == [("标题", 2), ("摘要", 2)]
    assert {link.href for link in found.links} == {"x.html"}


@pytest.mark.parametrize(
    "tag",
    [
        '<a href="mailto:wj@qc.example">',
        "<a href='MAILTO:wj@qc.example'>",
        '<a href="tel:05715550120" onclick="call()">',
        '<a href="/cdn-cgi/l/email-protection#5a3b" class="mail">',
    ],
)
def test_an_address_to_write_to_or_a_number_to_call_is_text(tag: str) -> None:
    found = layout(f"<p>邮箱：{tag}wj@qc.example</a></p><p><a href='/2.html'>下一篇</a></p>")
    assert [line.linked for line in found.lines] == [0, 3]
    assert [link.href for link in found.links] == ["/2.html"]


def test_a_linked_picture_is_a_link() -> None:
    assert [k.href for k in layout('<p><a href="big.jpg"><img src="s.jpg"></a></p>').links] == ["big.jpg"]


@pytest.mark.parametrize(
    "html",
    [
        '<head><META NAME="PubDate" CONTENT="2024-05-11"></head><p>x</p>',
        '<p>x</p><meta name="pubdate"content="2024-05-11">',
        '<meta itemprop="PubDate" content="2024-05-11"/><p>x</p>',
        "<meta content=2024-05-11 itemprop=PubDate><p>x</p>",
        '<head><!--<meta name="PubDate" content="2024-05-11">--></head><p>x</p>',
    ],
)
def test_meta_tags_count_wherever_they_stand(html: str) -> None:
    assert ("pubdate", "2024-05-11") in layout(html).meta


def test_hidden_text_can_be_asked_for() -> None:
    assert [line.text for line in layout("<p style='display:none'>甲</p>", keep_hidden=True).lines] == ["甲"]


@pytest.mark.parametrize("classes", ["hidden", "deal_list hidden", "jammer"])
def test_what_a_class_hides_is_no_text(classes: str) -> None:
    html = f'<p>请各科室阅办。<font class="{classes}">J~*6LK</font></p><div class={classes!r}>节点 待办</div>'
    assert texts(html) == ["请各科室阅办。"]
    assert len(layout(html, keep_hidden=True).lines) > 1


@pytest.mark.parametrize(
    "attributes",
    [
        'class="hidden md:block"',  # on narrow screens only
        'class="hidden-content hide"',  # a button unfolds it
        'id="UCAP-CONTENT" class="hidden"',  # a script shows the text
        'class="unhidden"',
    ],
)
def test_what_is_shown_after_all_is_text(attributes: str) -> None:
    assert texts(f"<p>甲</p><div {attributes}>乙</div>") == ["甲", "乙"]


def test_plain_text_keeps_tabs_and_drops_blank_lines() -> None:
    assert [line.text for line in lines_of_text("# 标题\n\n 甲\t乙 \n")[0]] == ["标题", "甲\t乙"]


def test_a_plain_text_keeps_as_many_lines_as_a_page() -> None:
    assert lines_of_text("甲\n" * MOST_LINES) == ((Line("甲"),) * MOST_LINES, None)
    assert lines_of_text("甲\n" * (MOST_LINES + 1)) == ((Line("甲"),) * MOST_LINES, "20,000 lines")


@pytest.mark.parametrize(
    ("html", "limit"),
    [
        ("<p>甲</p>" * MOST_LINES, None),
        ("<p>甲</p>" * (MOST_LINES + 1), "20,000 lines"),
        ("<b>甲</b>" * MOST_TAGS, "250,000 tags"),
        ("<p>" + "甲" * (MOST_CHARACTERS + 1), "600,000 characters"),
        ("<p>" + "<b>&lt;甲</b>" * (MOST_CHARACTERS // 5 + 1), "600,000 characters"),
        ("".join(f"<a href={number}>" for number in range(MOST_DIFFERENT_TAGS + 1)), "50,000 different tags"),
    ],
)
def test_a_page_of_more_than_is_kept_says_up_to_where_it_was_read(html: str, limit: str | None) -> None:
    assert layout(html).limit == limit


def test_files_embedded_without_end_are_bounded_like_links() -> None:
    page = "<html><body>" + '<iframe src="a.pdf"></iframe>' * 40_000 + "</body></html>"
    assert len(flatten(page).links) == MOST_LINKS


def test_a_page_of_more_elements_than_any_real_one_is_read_as_far_as_they_are_kept() -> None:
    found = layout("<div id=zoom><p>开头。</p>" + "<b></b>" * MOST_TAGS + "<p>末尾。</p></div>")
    assert [line.text for line in found.lines] == ["开头。"]
    assert [(block.start, block.end) for block in found.blocks if block.role] == [(0, 1)]


def test_a_picture_pasted_as_text_does_not_hide_what_follows() -> None:
    picture = "data:image/png;base64," + "A" * 8_000_000
    assert texts(f'<p>甲</p><img src="{picture}"><p>乙</p>') == ["甲", "乙"]


def test_the_text_of_a_form_field_is_shown_even_where_a_script_has_to_copy_it() -> None:
    assert texts('<textarea style="display:none">各单位：\n请于3月5日前报名。</textarea>') == [
        "各单位：",
        "请于3月5日前报名。",
    ]
    assert texts('<p style="display:none">无</p><p>甲</p>') == ["甲"]
