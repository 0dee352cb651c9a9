"""Linked files get the names that the text lists, and nothing is listed twice."""

from __future__ import annotations

import pytest

from crawler.extraction.attachment_names import named_attachments
from crawler.extraction.attachments import LinkedFile, linked_files, without_numbering
from crawler.extraction.body import Body
from crawler.extraction.flatten import flatten

HOST = "http://www.qingchuan.example/"


def file(name: str, number: int | None = None, *, is_named: bool = True) -> LinkedFile:
    return LinkedFile(f"{HOST}{number or 0}-{name}", name, None, number, is_named)


@pytest.mark.parametrize(
    ("files", "listed", "expected"),
    [
        ([file("报名表.doc")], ["报名表"], ["报名表.doc"]),
        ([file("表.doc")], ["报名表"], ["表.doc", "报名表"]),
        ([file("统计表.xls")], ["预防接种情况统计表"], ["预防接种情况统计表"]),
        (
            [file("附件1.doc", 1, is_named=False), file("附件2.xls", 2, is_named=False)],
            ["检查表", "汇总表", "doc", "xls"],
            ["检查表", "汇总表"],
        ),
        (
            [file("下载1", is_named=False), file("下载2", is_named=False)],
            ["检查表", "汇总表"],
            ["检查表", "汇总表"],
        ),
        (
            [file("岗位表.xlsx", 1), file("登记表.doc", 2)],
            ["2024年招聘岗位表", "报名登记表", "岗位表.xlsx", "附件2：登记表.doc"],
            ["2024年招聘岗位表", "报名登记表"],
        ),
        ([file("参会回执")], ["参会回执下载"], ["参会回执"]),
        ([file("评分标准.pdf")], ["申报书", "评分标准"], ["评分标准.pdf", "申报书"]),
        ([], ["申报书", "附件2：评分标准"], ["申报书", "评分标准"]),
        ([file("a1b2.pdf", is_named=False)], [], ["a1b2.pdf"]),
    ],
)
def test_names_of_attachments(files: list[LinkedFile], listed: list[str], expected: list[str]) -> None:
    assert [item.name for item in named_attachments(files, listed)] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("附件：报名表", "报名表"),
        ("附件2：报名表.doc", "报名表.doc"),
        ("附件一、报名表", "报名表"),
        ("1.报名表", "报名表"),
        ("二、报名表", "报名表"),
        ("（3）报名表", "报名表"),
        ("2024年报名表", "2024年报名表"),
        ("1.2024年报名表", "2024年报名表"),
        ("《清川市医疗条例》", "清川市医疗条例"),
        ("《条例》和《办法》", "《条例》和《办法》"),
        ("附属医院名单", "附属医院名单"),
        ("附件2024年报名表.doc", "2024年报名表.doc"),
        ("附件12024年报名表.doc", "2024年报名表.doc"),
        ("附件2-1 报名表", "报名表"),
        ("附件1-3月报表", "3月报表"),
        ("二、三级医院名单", "二、三级医院名单"),
    ],
)
def test_numbering_is_no_part_of_a_name(name: str, expected: str) -> None:
    assert without_numbering(name) == expected


def found(html: str) -> list[tuple[str, str]]:
    layout = flatten(html)
    lines = tuple(line.text for line in layout.lines)
    body = Body(lines=lines, head=(), tail=(), start=1, end=len(lines))
    return [(item.name, item.url) for item in linked_files(layout, body, 1, HOST)]


def test_a_link_in_pieces_is_one_file() -> None:
    html = "<p>标题</p><p>附件：<a href='a.docx'>2023</a><a href='a.docx'>—2024年度工作安排</a></p>"
    assert found(html) == [("2023—2024年度工作安排", f"{HOST}a.docx")]


@pytest.mark.parametrize(
    "links",
    [
        "<a href='a.docx'>安排.docx</a> <a href='a.docx'>[下载]</a>",
        "<a href='a.docx'>点击下载</a><a href='a.docx'>安排.docx</a>",
        "<a href='a.docx'>安排</a><a href='a.docx'>.docx</a>",
    ],
)
def test_a_button_beside_a_link_is_no_piece_of_the_name(links: str) -> None:
    assert found(f"<p>标题</p><p>附件：{links}</p>") == [("安排.docx", f"{HOST}a.docx")]


def test_a_link_on_which_a_script_acts_leads_to_no_file() -> None:
    assert found("<p>标题</p><p><a href='#' onclick='down(1)'>名单.doc</a></p>") == []


def test_files_above_the_title_are_of_a_side_column() -> None:
    html = "<p><a href='x.doc'>申请表.doc</a></p><p>标题</p><p>正文见<a href='b.pdf'>名单.pdf</a>。</p>"
    layout = flatten(html)
    body = Body(lines=("正文",), head=(), tail=(), start=2, end=3)
    assert [item.name for item in linked_files(layout, body, 2, HOST)] == ["名单.pdf"]
