"""Links to files: which they are, what they are called, where they lead."""

from __future__ import annotations

import pytest

from crawler.extraction.attachments import absolute
from crawler.extraction.file_links import file_extension, is_file_link
from tests.captures import read


@pytest.mark.parametrize(
    ("href", "text", "expected"),
    [
        ("./P020240112.docx", "", "docx"),
        ("/a/b/%E8%A1%A8.XLSX", "", "xlsx"),
        ("/module/download/downfile.jsp?classid=0&filename=ab12.pdf", "通知", "pdf"),
        ("/system/_content/download.jsp?owner=1&wbfileid=7", "名单.xlsx", "xlsx"),
        ("/system/_content/download.jsp?owner=1&wbfileid=7", "名单", None),
        ("http://www.qingchuan.example/t20240112_1.html", "关于报送.doc文件的通知", None),
        ("/", "", None),
        ("http://[broken", "x.pdf", None),
        ("http://www.pdf.example/", "首页", None),
    ],
)
def test_the_kind_of_a_file_is_read_from_its_address(href: str, text: str, expected: str | None) -> None:
    assert file_extension(href, text) == expected


@pytest.mark.parametrize(
    ("href", "text", "expected"),
    [
        ("/system/_content/download.jsp?wbfileid=7", "名单", True),
        ("a.ofd", "", True),
        ("forum.php?mod=attachment&aid=NDQxMnw3", "供水检修安排", True),
        ("/e/enews/?enews=DownFile&classid=12&id=1731&pathid=0", "推荐表.doc", True),
        ("/e/enews/?enews=DownFile&classid=12&id=1731&pathid=0", "推荐表", True),
        ("/index.php?m=content&c=down&a_k=7d1a", "推荐表", True),
        ("/news.php?act=download&id=12", "推荐表", True),
        ("/api.aspx?id=12&method=DownloadFile", "推荐表", True),
        ("/e/enews/?enews=AddPl&classid=12", "发表评论", False),
        ("/index.php?c=download_center", "下载中心", False),
        ("/list.php?action=downtown", "城区", False),
        ("forum.php?mod=viewthread&tid=7", "附件下载办法", False),
        ("/art/2024/1/2/art_1_2.html", "附件下载办法", False),
        ("/download/index.html", "下载中心", False),
        ("javascript:void(0)", "名单", False),
    ],
)
def test_files_are_told_from_pages(href: str, text: str, expected: bool) -> None:
    assert is_file_link(href, text) is expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("a.pdf", "http://www.qingchuan.example/x/a.pdf"),
        ("../a.pdf", "http://www.qingchuan.example/a.pdf"),
        ("//files.example/a.pdf", "http://files.example/a.pdf"),
        ("files\\a.pdf?x=\\", "http://www.qingchuan.example/x/files/a.pdf?x=\\"),
        (" /a\n.pdf ", "http://www.qingchuan.example/a.pdf"),
        ("javascript:open('a.pdf')", None),
        ("JavaScript:open('a.pdf')", None),
        ("mailto:a@b.example", None),
        ("data:application/pdf;base64,AA", None),
        ("file:///etc/passwd", None),
        ("http://[::1", None),
        ("http://www.qingchuan.example:8o80/a.pdf", None),
    ],
)
def test_only_web_addresses_are_followed(href: str, expected: str | None) -> None:
    assert absolute("http://www.qingchuan.example/x/1.html", href) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("点击下载&gt;&gt;&gt;", "zqyj.pdf"),
        ("👉 点击阅读原文", "zqyj.pdf"),
        ("【全文】", "zqyj.pdf"),
        ("→ 查看名单", "→ 查看名单"),
        ("《办法》全文", "《办法》全文"),
    ],
)
def test_a_button_is_no_name_of_a_file(text: str, name: str) -> None:
    page = (
        f"<h1>关于征求意见的函</h1><div><p>现公开征求意见。</p><p><a href='/up/zqyj.pdf'>{text}</a></p></div>"
    )
    assert [file.name for file in read(page).attachments] == [name]
