"""Whatever authors left out or put in the wrong place, the lines and links are those that a browser shows."""

from __future__ import annotations

import pytest

from crawler.extraction.element_names import Role
from crawler.extraction.flatten import flatten


def lines(html: str) -> list[tuple[str, int]]:
    return [(line.text, line.linked) for line in flatten(html).lines]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>甲<li>乙<ul><li>丙</ul><li>丁</ul>戊", ["甲", "乙", "丙", "丁", "戊"]),
        ("<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>戊", ["甲\t乙", "丙\t丁", "戊"]),
        ("<p>甲<p>乙<div>丙</div>丁", ["甲", "乙", "丙", "丁"]),
        ("甲</p>乙</br>丙</div>丁", ["甲", "乙", "丙丁"]),
        ("<div>甲<b>乙</div>丙</b>丁", ["甲乙", "丙丁"]),
        ("<p>甲<span hidden>乙</p><p>丙</p>", ["甲", "丙"]),
        ("<p style='display:none'>甲<p>乙", ["乙"]),
        ("<div hidden>甲<div>乙</div>丙</div>丁", ["丁"]),
        ("<body>甲</body></html>乙", ["甲乙"]),
        ("<P ALIGN=center>甲</P><DIV>乙</DIV>", ["甲", "乙"]),
        ("<div/>甲<br/>乙<p/>丙", ["甲", "乙", "丙"]),
    ],
)
def test_elements_end_where_html_lets_them(html: str, expected: list[str]) -> None:
    assert [text for text, _ in lines(html)] == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>PM2.5<75，5 < 6，甲>乙</p>", ["PM2.5<75，5 < 6，甲>乙"]),
        ("<p title='甲>乙'>丙</p>", ["丙"]),
        ('<p title="it\'s <b>">丙</p>', ["丙"]),
        ('<p title="甲>乙</p><p class="x">丙</p><p>丁</p>', ["丙", "丁"]),
        ('<p title="never closed>甲', ["甲"]),
        ('<p a="b"" c=\'d\'>丙</p>', ["丙"]),
        ("<!doctype html><?xml a?><p>甲<![CDATA[乙]]></p>", ["甲"]),
        ("<p>甲<!-- <p>乙 --><!-->丙<!--", ["甲丙"]),
        ("<p>甲<SCRIPT>if (a<b) '<p>乙'</SCRIPT>丙", ["甲丙"]),
        ("<p>甲<script src='a.js'/>丙", ["甲丙"]),
        ("<p>&#20013;&hellip;&amp;lt;&lt;b&gt;&unknown;R&D", ["中…&lt;<b>&unknown;R&D"]),
        ("<p><", ["<"]),
        ("<", ["<"]),
        ("", []),
    ],
)
def test_what_is_no_tag_is_text_and_the_other_way_round(html: str, expected: list[str]) -> None:
    assert [text for text, _ in lines(html)] == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<A HREF=a.doc>甲</A>乙", "a.doc"),
        ('<a HREF="a.doc">甲</a>', "a.doc"),
        ("<a class='x' href='a.doc?b=1&amp;c=2'>甲</a>", "a.doc?b=1&c=2"),
        ('<a href="a.doc?region=1&amp;copy=2&reg=3&#x4e2d;">甲</a>', "a.doc?region=1&copy=2&reg=3中"),
        ('<a\n href = "a.doc" >甲</a>', "a.doc"),
        ('<a data-href="b.doc" onclick="go(\'c\')" href="a.doc" download>甲</a>', "a.doc"),
        ('<a href="a.doc" href="b.doc">甲</a>', "a.doc"),
        ('<a href="a.doc" href="b.doc" style="color:red">甲</a>', "a.doc"),
    ],
)
def test_the_address_of_a_link_is_read_however_it_is_written(html: str, expected: str) -> None:
    assert [link.href for link in flatten(html).links] == [expected]


def test_of_an_attribute_given_twice_the_first_counts() -> None:
    assert flatten('<div class="TRS_Editor" class="nav"><p>甲</p><p>乙</p></div>').blocks[0].role == Role.BODY
    assert [text for text, _ in lines('<p style="color:red" style="display:none">甲</p>')] == ["甲"]


@pytest.mark.parametrize("html", ["<p>见<a href=1>甲</a>乙", "<p>见<a href=1><div>甲</a></div>乙"])
def test_a_link_ends_at_its_end_tag_whatever_is_open(html: str) -> None:
    assert sum(linked for _, linked in lines(html)) == 1


def test_a_stray_end_tag_does_not_end_the_cell_or_the_element_around_it() -> None:
    found = flatten("<div id=zoom><table><tr><td>甲</div><p>乙</p></td></tr></table><p>丙</p></div>丁")
    assert [(block.start, block.end) for block in found.blocks if block.role & Role.BODY] == [(0, 3)]
