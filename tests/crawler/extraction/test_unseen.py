"""Scripts, styles and comments are cut before parsing, and nothing that a reader sees goes with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.flatten import flatten
from crawler.extraction.page_limits import MOST_UNSEEN
from crawler.extraction.unseen import without_unseen


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>甲<script>if (a < b) {}</script>乙", "<p>甲乙"),
        ("<style type='text/css'>p {}</style><p>甲", "<p>甲"),
        ("<p>甲<!-- <p>乙 -->丙", "<p>甲丙"),
        ("<p>甲<svg width=9><title>乙</title><rect/></svg>丙", "<p>甲丙"),
        ("<!--><p>甲<!-- x -->", "<p>甲"),
        (
            '<!-- <meta name="PubDate" content="2024-05-11"> --><p>甲',
            '<meta name="PubDate" content="2024-05-11"><p>甲',
        ),
        ("<!-- <script> --><p>甲</p><script>乙</script>", "<p>甲</p>"),
    ],
)
def test_what_plainly_begins_and_ends_is_cut(page: str, expected: str) -> None:
    assert without_unseen(page.encode()).decode() == expected


@pytest.mark.parametrize(
    "page",
    [
        "<p>甲<script>var 乙 = 1;",
        "<p>甲<!-- 乙",
        "<script src='a.js'/><p>甲</p><script>乙</script>",
        "<script>甲</SCRIPT><p>乙</p><script>丙</script>",
        "<script-view>甲</script-view>",
        "<styled>甲</styled>",
    ],
)
def test_what_is_odd_is_left_to_the_parser(page: str) -> None:
    assert without_unseen(page.encode()).startswith(page.encode()[: len(page) // 2])


PROPERTIES = (
    "<!--enpproperty <date>2018-07-26 00:00:00.0</date><author></author>{}<siteid>2</siteid>/enpproperty-->"
)


@pytest.mark.parametrize(
    ("properties", "metas"),
    [
        ("<title>城中新增一宗病例</title>", {"ArticleTitle": "城中新增一宗病例"}),
        ("<title>寒潮“红色”预警<br/>医院延长门诊</title>", {"ArticleTitle": "寒潮“红色”预警医院延长门诊"}),
        ('<title>说 "不"</title><title>另一篇</title>', {"ArticleTitle": "说 &quot;不&quot;"}),
        ("<sourcename>清川日报</sourcename>", {"ContentSource": "清川日报"}),
        ("<title></title><sourcename>null</sourcename><introtitle>引题</introtitle>", {}),
    ],
)
def test_what_a_newspapers_system_tells_in_a_comment_comes_out(
    properties: str, metas: dict[str, str]
) -> None:
    page = "<p>甲</p><script>1</SCRIPT><p>乙</p>" + PROPERTIES.format(properties)
    told = dict(flatten(without_unseen(page.encode()).decode()).meta)
    expected = {name.lower(): value.replace("&quot;", '"') for name, value in metas.items()}
    assert told == {"pubdate": "2018-07-26 00:00:00.0", **expected}


@pytest.mark.parametrize(
    "page", ["<!--enpproperty <title>甲</title>", "<!-- enpcontent --><p><title>甲</title>"]
)
def test_a_comment_that_does_not_end_or_is_another_tells_nothing(page: str) -> None:
    assert flatten(without_unseen(page.encode()).decode()).meta == ()


PIECES = [
    "<p>甲",
    "</p>",
    "<div>乙",
    "<!--",
    "-->",
    "<!-- 丙 -->",
    "<script>",
    "<script src=x>",
    "</script>",
    "<style>",
    "</style>",
    "<b>丁</b>",
    " ",
    "</SCRIPT>",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_the_lines_of_a_page_stay_the_same(pieces: list[str]) -> None:
    page = "".join(pieces).encode()
    if page.count(b"<!--") == page.count(b"-->") == 0:
        assert flatten(without_unseen(page).decode()).lines == flatten(page.decode()).lines


def test_a_page_of_openings_alone_takes_no_longer_than_its_size() -> None:
    page = b"<script/ <script/><!-" * 200_000
    assert len(without_unseen(page)) > len(page) // 2


def test_behind_more_comments_than_any_real_page_has_the_text_is_still_read() -> None:
    page = b"<!---->" * (MOST_UNSEEN + 5) + "<p>甲<!-- 乙 --></p>".encode()
    left = without_unseen(page)
    assert len(left) < 100
    assert [line.text for line in flatten(left.decode()).lines] == ["甲"]
