"""Bodies, differences, snippets and words as a reader sees them."""

from __future__ import annotations

import time

import pytest

from archive.browse.body import Paragraph, Table, blocks
from archive.browse.diff import ChangedLine, Piece, Unchanged, differences
from archive.browse.snippet import Fragment, is_elsewhere, marked, snippet
from archive.browse.words import file_size, label, labels, local_time, web_link


def test_successive_tab_lines_are_one_table() -> None:
    found = blocks("见下表：\n地区\t数量\n清川\t3\t\n完。")
    assert found == [
        Paragraph("见下表：", "flush"),
        Table((("地区", "数量"), ("清川", "3", ""))),
        Paragraph("完。"),
    ]


def test_blank_lines_and_padding_are_dropped() -> None:
    assert blocks("\n　　第一段。 \n\n") == [Paragraph("第一段。")]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("一、总体要求", "heading"),
        ("（二）工作任务", "heading"),
        ("第三章　附则", "heading"),
        ("一、本办法自发布之日起施行。", "plain"),
        ("（一）" + "很长的一句话" * 9, "plain"),
        ("各市卫生健康局：", "flush"),
        ("一是加强领导", "plain"),
    ],
)
def test_a_line_is_set_by_its_form(line: str, role: str) -> None:
    assert blocks(line) == [Paragraph(line, role)]  # type: ignore[arg-type]


def test_the_lines_the_signature_was_read_from_are_a_signature() -> None:
    body = "正文。\n　　某局\n2024年8月12日"
    roles = [block.role for block in blocks(body, [body.index("某局"), body.index("2024")])]  # type: ignore[union-attr]
    assert roles == ["plain", "signature", "signature"]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("2024年8月12日", "signature"),
        ("二〇二四年八月十二日", "signature"),
        ("2024年8月12日起施行。", "plain"),
    ],
)
def test_a_date_below_the_signature_belongs_to_it(line: str, role: str) -> None:
    assert blocks(f"某局\n{line}", [0])[1] == Paragraph(line, role)  # type: ignore[arg-type]


def test_numbers_are_compared_whole_and_equal_lines_counted() -> None:
    assert differences("甲\n共1200人\n乙\n丙", "甲\n共1,350人\n乙\n丙") == [
        Unchanged(1),
        ChangedLine(
            (Piece("same", "共"), Piece("removed", "1200"), Piece("added", "1,350"), Piece("same", "人"))
        ),
        Unchanged(2),
    ]


def test_added_and_removed_lines_stand_alone() -> None:
    assert differences("甲\n乙", "甲") == [Unchanged(1), ChangedLine((Piece("removed", "乙"),))]
    assert differences("甲", "甲\n乙") == [Unchanged(1), ChangedLine((Piece("added", "乙"),))]


def test_lines_that_share_little_are_shown_whole() -> None:
    (old, new) = differences("春夏秋冬", "东西南北")
    assert old == ChangedLine((Piece("removed", "春夏秋冬"),))
    assert new == ChangedLine((Piece("added", "东西南北"),))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("啊" * 2000, "啊" * 1999 + "呀"),
        ("\n".join(["同一行"] * 5000), "\n".join(["同一行"] * 4999 + ["另一行"])),
        (
            "\n".join(f"第{n}行共{n}人" for n in range(5000)),
            "\n".join(f"第{n}行共{n + 1}人" for n in range(5000)),
        ),
    ],
)
def test_texts_made_to_be_slow_are_compared_in_a_moment(old: str, new: str) -> None:
    start = time.process_time()
    assert differences(old, new)
    assert time.process_time() - start < 3


def test_a_long_paragraph_is_compared_word_by_word() -> None:
    text = "".join(chr(0x4E00 + n * 7 % 900) for n in range(600))
    (line,) = differences(text, f"{text[:300]}新{text[300:]}")
    assert [piece.text for piece in line.pieces if piece.kind == "added"] == ["新"]  # type: ignore[union-attr]


def test_a_snippet_surrounds_the_first_match() -> None:
    text = "".join(fragment.text for fragment in snippet("前" * 100 + "流感疫苗" + "后" * 200, "疫苗"))
    assert text.startswith("…前")
    assert "流感疫苗后" in text
    assert text.endswith("…")


@pytest.mark.parametrize("query", ["十四五", "“十四五”规划", '五"规', "疫 苗"])
def test_a_word_that_the_text_holds_is_not_said_to_stand_in_a_file(query: str) -> None:
    assert not is_elsewhere(["“十四五”规划", "接种疫\u202c苗"], query)
    assert is_elsewhere(["无关", None], query)


def test_a_snippet_without_match_is_the_beginning() -> None:
    assert snippet("第一段。\n第二段。", "无此词") == [Fragment("第一段。 第二段。")]


def test_marking_keeps_the_printed_text() -> None:
    assert marked("接種疫苗", "接种") == [Fragment("接種", found=True), Fragment("疫苗")]


@pytest.mark.parametrize("url", ["http://a.example/x", "https://a.example"])
def test_web_addresses_are_links(url: str) -> None:
    assert web_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "file:abc",
        "//a.example",
        "http:",
        "",
        None,
        "http://[bad",
        " javascript:x",
    ],
)
def test_nothing_else_is_a_link(url: str | None) -> None:
    assert web_link(url) is None


@pytest.mark.parametrize(
    ("stamp", "shown"),
    [
        ("2024-08-12T16:30:00Z", "2024-08-13 00:30"),
        ("2024-08-12", "2024-08-12"),
        ("--08-30", "--08-30"),
        (None, ""),
    ],
)
def test_times_are_shown_in_beijing(stamp: str | None, shown: str) -> None:
    assert local_time(stamp) == shown


@pytest.mark.parametrize(
    ("count", "shown"), [(None, ""), (12, "12 B"), (38211, "38 KB"), (2_345_678, "2.3 MB")]
)
def test_sizes_are_said_as_people_say_them(count: int | None, shown: str) -> None:
    assert file_size(count) == shown


def test_an_unknown_code_stands_for_itself() -> None:
    assert (label("status", "gone"), label("status", "new-code"), label("status", None)) == (
        "已撤下",
        "new-code",
        "",
    )


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("status", "live missing gone moved blocked unreachable"),
        ("relation", "original repost excerpt script-variant part"),
        ("change", "first title body figure date name number attachment"),
        ("citation", "relays implements replies reports cites amends repeals"),
        ("health", "ok quiet broken blocked unreachable never"),
        ("outcome", "ok partial failed blocked interrupted"),
    ],
)
def test_every_code_of_the_archive_has_a_word(kind: str, codes: str) -> None:
    assert set(codes.split()) == set(labels()[kind])
