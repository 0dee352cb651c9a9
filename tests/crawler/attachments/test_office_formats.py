"""Text of workbooks, RTF, OFD, DOC and of web pages that are called one of these."""

from __future__ import annotations

import quopri

import pytest

from crawler.attachments.reading import read_file
from tests.crawler.attachments import making

RTF = b"{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset134 \\'cb\\'ce\\'cc\\'e5;}}"


def gbk(text: str) -> bytes:
    """Text as RTF writes it: bytes of the code page, escaped where they are not ASCII."""
    return b"".join(b"\\'%02x" % byte for byte in text.encode("gbk"))


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (
            RTF + b"\\f1 " + gbk("关于开展检查的通知") + b"\\par " + gbk("各单位") + b"}",
            "关于开展检查的通知\n各单位",
        ),
        # Word names the Chinese font beside the current one, which is of another code page.
        (
            RTF + b"{\\loch\\af0\\hich\\af0\\dbch\\f1 " + gbk("通知") + b"}{\\f0 " + gbk("正文") + b"}}",
            "通知正文",
        ),
        (RTF + b"\\uc1\\u20851?\\u20110?}", "关于"),
        (RTF + b"\\uc2\\u20851" + gbk("关") + b"\\u20110" + gbk("于") + b"}", "关于"),
        (RTF + b"\\uc0\\u-10179\\u-8698 x}", "\U0001f606x"),
        (RTF + b"2024\\'c4\\'ea8\\'d4\\'c2}", "2024年8月"),
        # The second byte of a character may be an ASCII character that stands as itself.
        (b"{\\rtf1\\ansi\\ansicpg936 \\'81@\\'d6\\'d0}", b"\x81@\xd6\xd0".decode("gbk")),
        (RTF + b"{\\*\\generator Word;}{\\info{\\title x}}{\\header y}" + gbk("正文") + b"}", "正文"),
        (RTF + b"{\\v " + gbk("密") + b"}" + gbk("明") + b"}", "明"),
        # A number made by the program stands as text for programs that count no lists.
        (RTF + b"{\\pntext " + gbk("一、") + b"}{\\*\\pn{\\pntxtb (}}" + gbk("目标") + b"}", "一、目标"),
        (RTF + b"{\\listtext 1.\\tab}" + gbk("目标") + b"}", "1. 目标"),
        (RTF + b"{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt " + gbk("附件") + b"}}}", "附件"),
        (
            RTF
            + b"\\trowd\\intbl "
            + gbk("单位")
            + b"\\cell "
            + gbk("数")
            + b"\\cell\\row\\intbl a\\cell b\\cell\\row\\pard x}",
            "单位\t数\na\tb\nx",
        ),
        (
            RTF
            + b"\\trowd\\intbl "
            + gbk("各单位：")
            + b"\\par "
            + gbk("请报送。")
            + b"\\cell\\row\\intbl a\\par b\\cell c\\cell\\row\\pard x\\par y}",
            "各单位：\n请报送。\na b\tc\nx\ny",
        ),
        (RTF + b"{\\pict\\bin5 }}}}}}" + gbk("图") + b"}", "图"),
        (b"{\\rtf1\\ansi\\ansicpg950 " + b"\\'a4\\'bd\\'a7i" + b"}", "公告"),
        (b"{\\rtf1 unclosed {{", "unclosed"),
    ],
)
def test_rtf_is_read_by_the_code_page_it_means(rtf: bytes, text: str) -> None:
    found = read_file(rtf)
    assert (found.text, found.failure) == (text, None)


@pytest.mark.parametrize("make", [making.xls, lambda rows: making.xlsx({"表": rows})], ids=["xls", "xlsx"])
def test_a_workbook_is_its_rows(make: object) -> None:
    assert callable(make)
    found = read_file(make([["单位", "人数", "比例"], ["甲 院\n（本部）", 12, 0.5], ["", 3.0, ""]]))
    assert found.text == "单位\t人数\t比例\n甲 院 （本部）\t12\t0.5\n\t3"
    assert found.pages == 1


def test_a_number_reads_with_as_many_digits_as_excel_shows() -> None:
    book = making.xlsx(
        {"表": [[0.30000000000000004, 95.39999999999999, 100.0, 0.125, 9.9000019900101e17, -0.00001, 1e30]]}
    )
    assert read_file(book).text == "0.3\t95.4\t100\t0.125\t990000199001010000\t-1e-05\t1e+30"


def test_sheets_are_told_apart_and_hidden_ones_left_out() -> None:
    book = making.xlsx({"东片": [["甲"]], "底稿": [["密"]], "西片": [["乙"]], "空": []}, hidden=("底稿",))
    assert read_file(book).text == "东片\n甲\n西片\n乙"


def test_hidden_rows_and_columns_of_a_workbook_are_left_out() -> None:
    rows: list[list[object]] = [["姓名", "证号", "单位"], ["尹若汀", 99001, "甲院"], ["底", 99002, "丙院"]]
    book = making.xlsx(
        {"表": rows}, columns='<col min="2" max="2" hidden="1"/>', rows_from=4, hidden_rows=(6,)
    )
    assert read_file(book).text == "姓名\t单位\n尹若汀\t甲院"


def test_letters_without_a_size_spoil_no_page() -> None:
    page = [
        (28.0, 40.0, 5.5, "各街道办事处："),
        (28.0, 50.0, 0.0, "请认真灭鼠。"),
        (28.0, 60.0, 5.5, "特此通知。"),
    ]
    assert "特此通知。" in read_file(making.ofd([page])).text


def test_what_an_ofd_page_is_printed_on_is_read_with_it() -> None:
    page = [(28.0, 80.0, 5.5, "请认真灭鼠。")]
    file = making.ofd([page], template=[(40.0, 40.0, 10.0, "清川市卫生健康委员会文件")])
    assert read_file(file).text.split("\n") == ["清川市卫生健康委员会文件", "请认真灭鼠。"]


def test_an_ofd_file_is_put_together_like_a_pdf_file() -> None:
    page = [
        (55.9, 40.0, 7.8, "关于开展春季灭鼠的"),
        (83.2, 52.0, 7.8, "通知"),
        (28.0, 70.0, 5.5, "各街道办事处："),
        (39.0, 80.0, 5.5, "为降低鼠密度，预防鼠传疾病，决定开展春季灭鼠"),
        (28.0, 90.0, 5.5, "活动，请认真组织，确保实效，并做好记录和总结报"),
        (28.0, 100.0, 5.5, "送工作。"),
        (75.0, 280.0, 5.0, "—1—"),
    ]
    assert read_file(making.ofd([page])).text.split("\n") == [
        "关于开展春季灭鼠的通知",
        "各街道办事处：",
        "为降低鼠密度，预防鼠传疾病，决定开展春季灭鼠活动，请认真组织，确保实效，并做好记录和总结报送工作。",
    ]


@pytest.mark.parametrize(
    ("paragraphs", "text"),
    [
        (["关于放假的通知", "各科室："], "关于放假的通知\n各科室："),
        (["甲\x07", " \x07", "\x07", "乙\x07", "丙\x07", "\x07", "后"], "甲\n乙\t丙\n后"),
        (["页\x13 PAGE \x143\x15码\x13 TOC \x15"], "页3码"),
        (["外\x13 A \x13 B \x15 \x14内\x15"], "外内"),
        (["第一行\x0b第二行\x0c第三行"], "第一行\n第二行\n第三行"),
        (["图\x01\x08文0999\x1e555"], "图文0999-555"),
    ],
)
def test_a_doc_file_reads_as_it_prints(paragraphs: list[str], text: str) -> None:
    assert read_file(making.doc(paragraphs)).text == text


def test_pieces_of_one_and_of_two_bytes_are_put_together() -> None:
    assert read_file(making.doc(["正文"], narrow="Notice No. 5")).text == "Notice No. 5\n正文"


def test_a_wps_file_is_a_doc_file() -> None:
    assert read_file(making.doc(["通知"]), "通知.wps", "application/vnd.ms-works").text == "通知"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_web_page_called_xls_is_its_table(encoding: str) -> None:
    page = "<html><table><tr><td>单位</td><td>数量</td></tr><tr><td>某某卫生院</td><td>三</td></tr></table></html>"
    found = read_file(page.encode(encoding), "统计表.xls", "application/vnd.ms-excel")
    assert found.text.split() == ["单位", "数量", "某某卫生院", "三"]


def test_a_text_file_is_decoded() -> None:
    assert (
        read_file("姓名,单位\r\n\r\n尹若汀,疾控中心".encode("gb18030"), "名单.csv").text
        == "姓名,单位\n尹若汀,疾控中心"
    )


WORD_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
    'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"><w:docPr><w:t>x</w:t></w:docPr>'
    "<w:body><wx:sect>{}<w:sectPr><w:hdr><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr></w:sectPr></wx:sect></w:body>"
    "</w:wordDocument>"
)
PACKAGE = (
    '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage" {}>'
    '<pkg:part pkg:name="/word/document.xml"><pkg:xmlData><w:document><w:body>{}</w:body></w:document>'
    "</pkg:xmlData></pkg:part></pkg:package>"
)


def test_word_2003_xml_and_a_package_laid_flat_are_read_as_docx_is() -> None:
    listed = '<w:p><w:pPr><w:listPr><wx:t wx:val="一、"/></w:listPr></w:pPr><w:r><w:t>目标</w:t></w:r></w:p>'
    picture = '<w:p><w:r><w:pict><w:binData w:name="a.png">iVBORw0K</w:binData></w:pict></w:r></w:p>'
    row = f"<w:tbl><w:tr><w:tc>{making.paragraph('甲')}</w:tc><w:tc>{making.paragraph('乙')}</w:tc></w:tr></w:tbl>"
    found = read_file(WORD_2003.format(listed + picture + row).encode())
    assert (found.text, found.kind) == ("一、目标\n甲\t乙", "word-xml")
    assert read_file(PACKAGE.format(making.W, making.paragraph("通知") + row).encode()).text == "通知\n甲\t乙"


def test_word_2003_xml_with_entities_is_refused() -> None:
    body = WORD_2003.format("").replace("<w:word", '<!DOCTYPE w [<!ENTITY a "b">]><w:word', 1)
    assert read_file(body.encode()).failure == "damaged"


def test_excel_2003_xml_is_its_visible_rows() -> None:
    book = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="名单"><Table>'
        '<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">合格名单</Data></Cell></Row>'
        '<Row><Cell><Data ss:Type="String">甲</Data></Cell><Cell ss:Index="3"><Data ss:Type="DateTime">'
        "2024-11-05T00:00:00.000</Data></Cell></Row><Row/></Table></Worksheet>"
        '<Worksheet ss:Name="底稿"><Table><Row><Cell><Data ss:Type="String">密</Data></Cell></Row></Table>'
        '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible>'
        "</WorksheetOptions></Worksheet></Workbook>"
    )
    found = read_file(book.encode(), "名单.xls")
    assert (found.text, found.pages) == ("合格名单\n甲\t\t2024-11-05", 1)


def test_a_web_archive_is_the_page_in_it() -> None:
    page = '<html><head><meta charset="gb2312"></head><body><p>关于开展检查的通知</p></body></html>'
    part = "Content-Type: {}\r\nContent-Transfer-Encoding: {}\r\n\r\n"
    archive = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
        + part.format('text/html; charset="gb2312"', "quoted-printable").encode()
        + quopri.encodestring(page.encode("gbk"))
        + b"\r\n--x\r\n"
        + part.format("image/png", "base64").encode()
        + b"iVBORw0K\r\n--x--\r\n"
    )
    found = read_file(archive, "通知.doc")
    assert (found.text, found.failure) == ("关于开展检查的通知", None)
    assert read_file(archive.replace(b"text/html", b"image/gif"), "通知.doc").failure == "damaged"
