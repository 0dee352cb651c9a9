"""Text of PDF files: lines put together to paragraphs, tables and titles."""

from __future__ import annotations

import time
from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from crawler.attachments.page_lines import Glyph, join_text, joined_spacing, plain_character
from crawler.attachments.reading import read_file
from crawler.attachments.ruled_table import Rule, split_tables
from tests.crawler.attachments import making
from tests.quality.labelled_pdf import pdf_of_elements

PARAGRAPH = "为进一步做好今冬明春呼吸道传染病防控工作，保障人民群众身体健康，现就有关事项通知如下，请结合实际认真贯彻落实。"
Elements = list[tuple[str, ...]]


def lines_of(elements: Elements) -> list[str]:
    return read_file(pdf_of_elements(elements)).text.split("\n")


def numbered(count: int) -> Elements:
    return [("p", f"第{number}段。{PARAGRAPH}") for number in range(count)]


@pytest.mark.parametrize(
    "elements",
    [
        [("p", PARAGRAPH), ("p", PARAGRAPH)],
        [("p", PARAGRAPH * 4)],
        numbered(15),
        [("p", "一、工作目标"), ("p", PARAGRAPH), ("p", "（一）明确职责"), ("p", PARAGRAPH)],
        [
            ("addressee", "各县（区）卫生健康局，委属各单位，市级各医疗机构，各社会办医疗机构："),
            ("p", PARAGRAPH),
        ],
        [("p", "请于10月8日前报送至邮箱abcdefghijklmnopqrstuvwxyz@wsjk.qingchuan.example，逾期不予受理。")],
        [
            ("p", PARAGRAPH),
            ("sign", "清川市卫生健康委员会"),
            ("date", "2024年11月5日"),
            ("p", "（此件公开发布）"),
        ],
        [("p", PARAGRAPH), ("attachment", "附件：1." + "甲" * 30), ("attachment", "2." + "乙" * 50)],
        [("addressee", "各单位："), ("p", "全" * 26), ("p", "满" * 26)],
    ],
)
def test_a_paragraph_is_one_line_wherever_the_page_breaks_it(elements: Elements) -> None:
    assert lines_of(elements) == [text for _, text in elements]


def set_in(left: float, characters: int, paragraphs: list[str]) -> list[tuple[float, float, float, str]]:
    """The lines of a page whose text begins at *left* and is so many characters of 16 points wide."""
    lines: list[tuple[float, float, float, str]] = []
    for paragraph in paragraphs:
        indented = "　　" + paragraph
        for start in range(0, len(indented), characters):
            text = indented[start : start + characters]
            lines.append((left if start else left + 32, 100.0 + 28 * len(lines), 16.0, text.lstrip("　")))
    return lines


@pytest.mark.parametrize(
    "annex",
    [
        [(40.0, 60.0, 16.0, "附件")],
        set_in(40, 32, [f"市级方案第{number}段。{PARAGRAPH}" for number in (1, 2, 3)]),
    ],
    ids=["a label", "text"],
)
def test_an_annex_set_wider_than_the_notice_leaves_its_paragraphs_whole(
    annex: list[tuple[float, float, float, str]],
) -> None:
    notice = [f"第{number}段。{PARAGRAPH}" for number in range(1, 5)]
    found = read_file(making.pdf([set_in(80, 27, notice), annex])).text.split("\n")
    assert found[:4] == notice
    assert len(found) == 4 + (3 if len(annex) > 1 else 1)


def test_two_columns_are_read_one_after_the_other() -> None:
    texts = [f"第{number}段。{PARAGRAPH}" for number in range(1, 7)]
    columns = [
        [(x, y, 10.0, text) for x, y, _, text in set_in(left, 20, texts[part : part + 3])]
        for left, part in ((60, 0), (300, 3))
    ]
    # 16 points were for 20 characters of 10.
    lines = [
        (left + (20 if x > left else 0), y, size, text)
        for left, column in zip((60, 300), columns, strict=True)
        for x, y, size, text in column
    ]
    head, foot = (200.0, 60.0, 18.0, "清川市传染病监测周报"), (280.0, 820.0, 10.0, "第 1 页")
    found = read_file(making.pdf([[head, *lines, foot]])).text.split("\n")
    assert found == [head[3], *texts]


@pytest.mark.parametrize("longer", [0, 3])
def test_a_table_without_rules_is_no_text_in_columns(longer: int) -> None:
    rows = [
        (
            f"清川市第{number}社区卫生服务中心" + "分" * (longer * number % 4),
            f"和平街道长安路北段{number}号院",
        )
        for number in range(10, 22)
    ]
    page = [
        (x, 100.0 + 25 * place, 12.0, text)
        for place, row in enumerate(rows)
        for x, text in zip((80.0, 320.0), row, strict=True)
    ]
    assert read_file(making.pdf([page])).text.split("\n") == ["\t".join(row) for row in rows]


def test_two_pages_side_by_side_are_two() -> None:
    text = f"{PARAGRAPH}请于12月15日前将方案报送市疾控中心。"
    lines = [(x / 2, y / 2, 8.0, line) for x, y, _, line in set_in(80, 27, [text] * 5)]
    left, right = lines[:10], [(x + 300, y - 140, size, line) for x, y, size, line in lines[10:]]
    numbers = [(140.0, 400.0, 7.0, "— 1 —"), (440.0, 400.0, 7.0, "— 2 —")]
    assert read_file(making.pdf([[*left, *right, *numbers]])).text.split("\n") == [text] * 5


@pytest.mark.parametrize(
    "titles", [["关于开展检查的通知"], ["清川市卫生健康委员会关于开展二〇二四年", "医疗质量", "检查的通知"]]
)
def test_a_title_over_several_lines_is_one(titles: list[str]) -> None:
    elements: Elements = [("title", title) for title in titles]
    assert lines_of([*elements, ("addressee", "各单位："), ("p", PARAGRAPH * 3)])[:2] == [
        "".join(titles),
        "各单位：",
    ]


def test_a_joint_letterhead_is_one_line_that_ends_in_file() -> None:
    found = lines_of(
        [
            ("joint", "清川市卫生健康委员会 | 清川市教育局"),
            ("number", "清卫办〔2024〕1号"),
            ("p", PARAGRAPH * 3),
        ]
    )
    assert found[:2] == ["清川市卫生健康委员会 清川市教育局文件", "清卫办〔2024〕1号"]


@pytest.mark.parametrize("shape", ["— {} —", "- {} -", "－{}－", "第 {} 页", "第{}页 共3页", "{}", "{} / 3"])
def test_page_numbers_are_left_out(shape: str) -> None:
    pages = [
        [(80.0, 100.0, 16.0, f"第{page}章总则"), (290.0, 800.0, 14.0, shape.format(page))]
        for page in (1, 2, 3)
    ]
    assert read_file(making.pdf(pages)).text.split("\n") == ["第1章总则", "第2章总则", "第3章总则"]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("邮箱yiqing@qing", "chuan.example。", "邮箱yiqing@qingchuan.example。"),
        ("邮箱yiqing@qingchuan.", "example", "邮箱yiqing@qingchuan.example"),
        ("见https://qingchuan.example/", "a/1.html", "见https://qingchuan.example/a/1.html"),
        ("www.qingchuan.com", "Telephone", "www.qingchuan.com Telephone"),
        ("Global", "Surveillance", "Global Surveillance"),
    ],
)
def test_words_are_parted_where_a_line_ends_and_addresses_are_not(
    before: str, after: str, joined: str
) -> None:
    assert join_text(before, after) == joined


def test_a_running_head_is_left_out_and_a_figure_in_the_text_is_not() -> None:
    pages = [
        [(200.0, 40.0, 10.0, "清川市卫生健康年鉴"), (80.0, 100.0, 16.0, text)]
        + [(80.0, 130.0 + 30 * row, 16.0, figure) for row, figure in enumerate(("2024", "2025", text))]
        for text in ("甲篇", "乙编", "丙卷", "丁部")
    ]
    found = read_file(making.pdf(pages)).text.split("\n")
    assert found == [
        line for text in ("甲篇", "乙编", "丙卷", "丁部") for line in (text, "2024", "2025", text)
    ]


def test_a_running_head_of_two_pages_parts_no_paragraph() -> None:
    text = f"{PARAGRAPH}请于12月15日前将方案报送市疾控中心。"
    lines = set_in(80, 27, [text] * 3)
    head = (360.0, 40.0, 9.0, "清川市卫生健康委员会规范性文件")
    foot = (60.0, 820.0, 9.0, "https://qingchuan.example/1.html")
    again = [(x, y - 84 * 2, size, line) for x, y, size, line in lines[4:]]
    found = read_file(
        making.pdf(
            [
                [head, *lines[:4], foot, (500.0, 820.0, 9.0, "1/2")],
                [head, *again, foot, (500.0, 820.0, 9.0, "2/2")],
            ]
        )
    )
    assert found.text.split("\n") == [head[3], *[text] * 3, f"{foot[3]} 2/2"]


def test_a_form_on_each_of_two_pages_keeps_its_title() -> None:
    page = [
        (200.0, 60.0, 18.0, "疫苗接种登记表"),
        (80.0, 100.0, 16.0, "姓名："),
        (80.0, 130.0, 16.0, "住址："),
    ]
    assert read_file(making.pdf([page, page])).text.count("疫苗接种登记表") == 2


def test_a_ruled_table_is_its_rows_with_merged_cells_once() -> None:
    rows = [["片区", "单位", "得分"], ["东片", "甲卫生院\n（本部）", "90"], ["", "乙卫生院", ""]]
    found = read_file(making.ruled_pdf(rows, spans=[(0, 1, 0, 2)]))
    assert found.text.split("\n") == ["片区\t单位\t得分", "东片\t甲卫生院（本部）\t90", "乙卫生院"]


def test_a_page_of_cells_drawn_side_by_side_costs_little() -> None:
    cells = [(20.0 + 50 * column, 10.0 * row) for row in range(100) for column in range(10)]
    sides = [Rule(x, y, x + 50, y) for x, y in cells] + [Rule(x, y, x, y + 10) for x, y in cells]
    dots = [Rule(x, 2000 + y, x + 6, 2000 + y) for x, y in cells]
    glyphs = [Glyph("表", x + 2, x + 10, y + 8, 8) for x, y in cells if x < 450]
    start = time.process_time()
    tables, rest = split_tables(glyphs, [*sides, *dots])
    assert time.process_time() - start < 1
    assert [table.rows for table in tables] == [("\t".join("表" * 9),) * 99]
    assert len(rest) == 9  # below the last side


def test_cells_below_each_other_are_a_table_without_rules_too() -> None:
    page = [
        (80.0, 100.0, 12.0, "姓名"), (200.0, 100.0, 12.0, "单位"),
        (80.0, 120.0, 12.0, "尹若汀"), (200.0, 120.0, 12.0, "疾控中心"),
        (80.0, 200.0, 12.0, "清川市卫生健康委员会办公室"), (400.0, 200.0, 12.0, "2024年1月2日印发"),
    ]  # fmt: skip
    assert read_file(making.pdf([page])).text.split("\n") == [
        "姓名\t单位",
        "尹若汀\t疾控中心",
        "清川市卫生健康委员会办公室 2024年1月2日印发",
    ]


def test_bold_print_made_by_drawing_twice_is_read_once() -> None:
    page = [(80.0, 100.0, 16.0, "重要通知"), (80.4, 100.0, 16.0, "重要通知")]
    assert read_file(making.pdf([page])).text == "重要通知"


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("通 知", "通知"),
        ("清 川 市", "清川市"),
        ("张 三 李四", "张 三 李四"),
        ("a b c", "a b c"),
        ("通知", "通知"),
    ],
)
def test_letter_spacing_is_undone_where_a_whole_cell_is_set_so(text: str, joined: str) -> None:
    assert joined_spacing(text) == joined


@pytest.mark.parametrize(
    ("drawn", "meant"), [("⼀", "一"), ("⻋", "车"), ("⻓", "长"), ("豈", "豈"), ("車", "車"), ("Ⅳ", "Ⅳ")]
)
def test_radical_signs_are_read_as_the_ideographs_they_are_drawn_for(drawn: str, meant: str) -> None:
    assert plain_character(drawn) == meant


def test_a_text_layer_that_names_no_characters_is_garbled() -> None:
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype"
        b"/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4>>>>]>>"
    )
    glyphs = b"".join(b"%04x" % number for number in range(300, 340))
    found = read_file(making.pdf_of_content(b"BT /F1 12 Tf 80 700 Td <" + glyphs + b"> Tj ET", font))
    assert found.failure == "garbled"


def test_pages_that_are_pictures_are_counted() -> None:
    assert read_file(making.picture_pdf(2)).scanned
    found = read_file(making.pdf([[(80.0, 100.0, 16.0, "有文字的一页，不是图片。")]]))
    assert (found.scanned, found.pages) == (False, 1)


@pytest.mark.parametrize(
    "stamp", ["扫描全能王 创建", "由 扫描小助手 扫描创建", "Scanned with ScanHelper", "第 1 页"]
)
@pytest.mark.parametrize("pages", [1, 3])
def test_a_scan_with_the_stamp_of_its_program_is_a_scan(pages: int, stamp: str) -> None:
    assert read_file(making.picture_pdf(pages, stamp)).failure == "scanned"


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_is_printed_turned_is_read_as_the_reader_turns_it(quarters: int) -> None:
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    canvas.translate(300, 420)
    canvas.rotate(90 * quarters)
    canvas.setFont("STSong-Light", 14)
    canvas.drawString(-200, 100, "各县（区）疫苗接种单位一览表")
    for row, cells in enumerate([("单位", "电话"), ("甲卫生院", "0999-5550101")]):
        for column, text in enumerate(cells):
            canvas.rect(-200 + 150 * column, 40 - 30 * row, 150, 30)
            canvas.drawString(-190 + 150 * column, 50 - 30 * row, text)
    canvas.save()
    assert read_file(file.getvalue()).text.split("\n") == [
        "各县（区）疫苗接种单位一览表",
        "单位\t电话",
        "甲卫生院\t0999-5550101",
    ]


def test_writing_across_the_page_is_left_out() -> None:
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    canvas.setFont("STSong-Light", 14)
    canvas.drawString(80, 700, "关于开展春季灭鼠的通知")
    canvas.translate(300, 300)
    canvas.rotate(45)
    canvas.drawString(0, 0, "内部资料注意保存")
    canvas.save()
    assert read_file(file.getvalue()).text == "关于开展春季灭鼠的通知"
