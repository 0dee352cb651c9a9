"""What a site puts beside the text and its files."""

from __future__ import annotations

import pytest

from crawler.extraction.label_rows import file_name, without_label


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("內容\t一、時間：6月14日。", "一、時間：6月14日。"),
        ("公告内容：\t因停水，停诊一天。", "因停水，停诊一天。"),
        ("相關檔案\t課程表.pdf", "課程表.pdf"),
        ("附　　件\t課程表.pdf", "課程表.pdf"),
        ("內　　容\t一、時間：6月14日。", "一、時間：6月14日。"),
        ("附有件数\t课程表.pdf", "附有件数\t课程表.pdf"),
        ("內容", ""),
        ("附件", "附件"),
        ("内容丰富，形式多样。", "内容丰富，形式多样。"),
        ("序号\t内容", "序号\t内容"),
    ],
)
def test_the_label_of_a_row_is_no_text(row: str, text: str) -> None:
    assert without_label(row) == text


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("名单.pdf (88 KB)", "名单.pdf"),
        ("名单.pdf点击下载", "名单.pdf"),
        ("名单.docx28.4KB", "名单.docx"),
        ("名单.PDF 1.2 MB 下载", "名单.PDF"),
        ("照片30KB", "照片30KB"),
        ("版本2.0 5MB", "版本2.0 5MB"),
        ("名单.pdf（25KB）[下载]", "名单.pdf"),
        ("名单.pdf已下载5次", "名单.pdf"),
        ("1.报名表（2.1MB） 下载", "1.报名表"),
        ("名单（征求意见稿）.docx", "名单（征求意见稿）.docx"),
        ("下载", "下载"),
    ],
)
def test_size_and_button_are_no_part_of_a_file_name(row: str, name: str) -> None:
    assert file_name(row) == name
