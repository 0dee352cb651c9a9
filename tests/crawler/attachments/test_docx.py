"""Text of DOCX files: what prints, in the order in which it prints."""

from __future__ import annotations

import pytest

from crawler.attachments.docx import read_docx
from tests.crawler.attachments.making import W, docx, paragraph, zipped


def lines(body: str, **members: str) -> list[str]:
    return read_docx(docx(body, **members)).text.split("\n")


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (run("关于做好") + run("防汛工作"), "关于做好防汛工作"),
        (f"<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>{run('新')}</w:ins>", "新"),
        (f"<w:moveFrom>{run('走')}</w:moveFrom><w:moveTo>{run('来')}</w:moveTo>", "来"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>" + run("明"), "明"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>', "显"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
            + run("7"),
            "7",
        ),
        ("<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t></w:r>", "一 二"),
        ("<w:r><w:t>0999</w:t><w:noBreakHyphen/><w:t>555</w:t></w:r>", "0999-555"),
        (
            '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r>'
            '<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/><w:t>否</w:t><w:sym w:font="X" w:char="F0A3"/></w:r>',
            "☑是□否",
        ),
        (f"<w:hyperlink>{run('附件')}</w:hyperlink><w:smartTag>{run('下载')}</w:smartTag>", "附件下载"),
        (f"<w:sdt><w:sdtPr><w:tag/></w:sdtPr><w:sdtContent>{run('内容')}</w:sdtContent></w:sdt>", "内容"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>hóng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>红</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "红",
        ),
    ],
)
def test_a_paragraph_reads_as_it_prints(inside: str, expected: str) -> None:
    assert lines(f"<w:p>{inside}</w:p>") == [expected]


def test_paragraphs_whose_parting_is_deleted_print_as_one() -> None:
    parted = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>"
    body = parted.format(run("各县")) + paragraph("（区）") + paragraph("完") + parted.format(run("末"))
    assert lines(body) == ["各县（区）", "完", "末"]


def test_text_of_a_hidden_style_does_not_print() -> None:
    styles = (
        '<w:style w:styleId="z"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="y"><w:rPr/></w:style>'
    )
    whole = "<w:p><w:pPr><w:pStyle w:val='{}'/></w:pPr>" + run("甲") + "</w:p>"
    part = "<w:p><w:r><w:rPr><w:rStyle w:val='z'/></w:rPr><w:t>密</w:t></w:r>" + run("明") + "</w:p>"
    assert lines(whole.format("z") + whole.format("y") + part, styles=styles) == ["甲", "明"]


def test_a_note_stands_below_the_paragraph_that_refers_to_it() -> None:
    rule = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    again = '<w:p><w:r><w:footnoteReference w:id="2"/></w:r>' + run("体温38℃以上。") + "</w:p>"
    notes = rule + f'<w:footnote w:id="2">{again}</w:footnote>'
    body = f'<w:p>{run("发热")}<w:r><w:footnoteReference w:id="2"/></w:r>{run("病例")}</w:p>' + paragraph(
        "完"
    )
    assert lines(body, footnotes=notes) == ["发热病例", "体温38℃以上。", "完"]


def test_a_line_break_ends_a_line_and_empty_paragraphs_are_left_out() -> None:
    assert lines("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p><w:p/>" + paragraph("丙")) == [
        "甲",
        "乙",
        "丙",
    ]


def test_tables_stand_where_they_stand_a_row_a_line() -> None:
    table = (
        "<w:tbl><w:tblPr/><w:tr>" + cell("单位") + cell("电话") + "</w:tr>"
        "<w:tr>"
        + cell("市疾控中心")
        + "<w:tc>"
        + paragraph("0999-5550100")
        + paragraph("（白天）")
        + "</w:tc></w:tr></w:tbl>"
    )
    assert lines(paragraph("联系方式") + table + paragraph("完")) == [
        "联系方式",
        "单位\t电话",
        "市疾控中心\t0999-5550100 （白天）",
        "完",
    ]


def test_a_cell_merged_downwards_counts_once_and_a_deleted_row_not_at_all() -> None:
    table = (
        "<w:tbl><w:tr>" + cell("东片", '<w:vMerge w:val="restart"/>') + cell("甲") + "</w:tr>"
        "<w:tr>" + cell("", "<w:vMerge/>") + cell("乙") + "</w:tr>"
        "<w:tr><w:trPr><w:del/></w:trPr>" + cell("废") + "</w:tr></w:tbl>"
    )
    assert lines(table) == ["东片\t甲", "乙"]


def test_a_table_of_one_cell_is_a_frame_around_its_paragraphs() -> None:
    inner = "<w:tbl><w:tr>" + cell("单位") + cell("电话") + "</w:tr></w:tbl>"
    framed = (
        "<w:tbl><w:tr><w:tc>" + paragraph("各单位：") + paragraph("请认真完成。") + inner + "</w:tc></w:tr>"
    )
    assert lines(framed + "<w:tr>" + cell("抄送：市教育局。") + "</w:tr></w:tbl>") == [
        "各单位：",
        "请认真完成。",
        "单位\t电话",
        "抄送：市教育局。",
    ]


def test_a_joint_letterhead_in_a_table_is_one_line() -> None:
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    head = "<w:tbl><w:tr>" + cell("清川市卫生健康委员会") + cell("文  件", restart) + "</w:tr><w:tr>"
    head += cell("清 川 市 教 育 局") + cell("", goes_on) + "</w:tr></w:tbl>"
    assert lines(head) == ["清川市卫生健康委员会 清川市教育局文件"]
    files = "<w:tbl><w:tr>" + cell("材料") + cell("文件") + "</w:tr><w:tr>"
    assert lines(files + cell("甲") + cell("乙") + "</w:tr></w:tbl>") == ["材料\t文件", "甲\t乙"]


def test_a_text_box_is_read_once_though_it_is_stored_twice() -> None:
    box = f"<w:txbxContent>{paragraph('清川市卫生健康委员会文件')}</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    drawn = f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    assert lines(f"<w:p><w:r>{drawn}</w:r>{run('正文')}</w:p>") == ["清川市卫生健康委员会文件", "正文"]


LIST = (
    '<w:abstractNum w:abstractNumId="3">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>'
)


def numbered(level: int, text: str, list_id: int = 1) -> str:
    numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return f"<w:p><w:pPr>{numbers}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_automatic_numbers_print() -> None:
    body = "".join(
        numbered(*item)
        for item in [(0, "目标"), (1, "范围"), (1, "对象"), (0, "要求"), (1, "时间"), (2, "报送"), (3, "另")]
    )
    assert lines(body, numbering=LIST) == [
        "一、目标",
        "（一）范围",
        "（二）对象",
        "二、要求",
        "（一）时间",
        "1. 报送",
        "另",
    ]


def test_a_list_that_begins_anew_or_prints_otherwise_says_so() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="(%1)"/></w:lvl>'
    )
    further = "".join(
        f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="3"/>{override}</w:num>'
        for list_id, override in (
            (2, ""),
            (3, anew),
            (4, f'<w:lvlOverride w:ilvl="0">{level}</w:lvlOverride>'),
        )
    )
    body = "".join(
        numbered(0, text, list_id) for text, list_id in zip("甲乙丙丁戊己", (1, 2, 3, 3, 4, 4), strict=True)
    )
    printed = ["一、甲", "二、乙", "一、丙", "二、丁", "(3)戊", "(4)己"]
    assert lines(body, numbering=LIST + further) == printed


def test_a_style_may_number_its_paragraphs_and_those_of_styles_based_on_it() -> None:
    styles = (
        '<w:style w:styleId="a1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="a2"><w:basedOn w:val="a1"/></w:style>'
        '<w:style w:styleId="a3"><w:basedOn w:val="a2"/><w:pPr/></w:style>'
        '<w:style w:styleId="a4"><w:basedOn w:val="a1"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="a5"><w:basedOn w:val="a6"/></w:style>'
        '<w:style w:styleId="a6"><w:basedOn w:val="a5"/></w:style>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(text)}</w:p>'
        for style, text in zip(
            ("a1", "a2", "a3", "a4", "a5"), ("目标", "对象", "要求", "说明", "附则"), strict=True
        )
    )
    printed = ["一、目标", "二、对象", "三、要求", "说明", "附则"]
    assert lines(body, numbering=LIST, styles=styles) == printed


def test_numbers_below_a_chapter_may_print_it_in_digits() -> None:
    chapters = (
        '<w:abstractNum w:abstractNumId="3">'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1章"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>'
    )
    body = numbered(0, "总则") + numbered(0, "监测") + numbered(1, "范围")
    assert lines(body, numbering=chapters) == ["第一章 总则", "第二章 监测", "2.1 范围"]


@pytest.mark.parametrize(
    ("shape", "start", "printed"),
    [
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 12, "亥"),
        ("ideographTraditional", 11, "11"),
        ("chineseCountingThousand", 12, "十二"),
        ("chineseCountingThousand", 100, "一百"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 102, "一百零二"),
        ("chineseCountingThousand", 2019, "二千零一十九"),
    ],
)
def test_numbers_print_in_the_signs_of_their_shape(shape: str, start: int, printed: str) -> None:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="第%1条"/></w:lvl>'
    articles = (
        f'<w:abstractNum w:abstractNumId="3">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>'
    )
    assert lines(numbered(0, "目标"), numbering=articles) == [f"第{printed}条 目标"]


@pytest.mark.parametrize("target", ["word/document2.xml", "/word/document2.xml"])
def test_the_parts_are_those_that_the_package_names(target: str) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'

    def links(kinds: dict[str, str]) -> str:
        inside = "".join(f'<Relationship Type="{kind}/{name}" Target="{to}"/>' for name, to in kinds.items())
        return f"<Relationships {package}>{inside}</Relationships>"

    file = zipped(
        {
            "_rels/.rels": links({"officeDocument": target}),
            "word/document2.xml": f"<w:document {W}><w:body>{numbered(0, '目标')}</w:body></w:document>",
            "word/_rels/document2.xml.rels": links({"numbering": "numbering2.xml"}),
            "word/numbering2.xml": f"<w:numbering {W}>{LIST}</w:numbering>",
        }
    )
    assert read_docx(file).text == "一、目标"
