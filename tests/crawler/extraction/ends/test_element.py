"""Where a text ends inside a wider element: the boxes of a site below it, and what is still of the text."""

from __future__ import annotations

import pytest

from crawler.extraction import Context
from crawler.extraction.ends.element import with_files_below
from crawler.extraction.flatten import flatten
from crawler.extraction.line_worth import weigh
from crawler.extraction.page import read_page
from tests import captures

_NOTICE = (
    "<p>因设备检修，口腔科定于3月7日停诊一天，3月8日恢复，请患者合理安排就诊时间。</p><p>清川市第一医院</p>"
)


def body_below_title(html: str) -> list[str]:
    page = f"<html><body><main><h1>口腔科停诊通知</h1>{html}</main></body></html>"
    return list(read_page(captures.page(page), Context()).body.lines)


@pytest.mark.parametrize(
    "box",
    [
        "<div><h5>门诊时间</h5><p>上午八点至十二点</p><p>急诊全天开放。</p></div>",
        "<div><p>配套解读</p><p>暂无材料</p></div><div><p>问：怎样挂号？</p><p>答：带身份证到一楼。</p></div>",
        "<div><p>骨科</p><a href='/k'>去看看</a></div><div><p>我院始建于1951年，现有职工三百人，开放床位二百张。</p></div>",
    ],
)
def test_the_boxes_below_a_notice_are_no_part_of_it(box: str) -> None:
    lines = body_below_title(f"<div>{_NOTICE}</div>{box}")
    assert lines[0].startswith("因设备检修")
    assert lines[1:] == ["清川市第一医院"]


@pytest.mark.parametrize(
    ("text", "box", "taken"),
    [
        ("请填写自查表。", "<p>附件：(1)</p><p><a>自查表.xls(88KB)</a></p>", 2),
        ("请填写自查表。", "<p>附件（2）</p><p>自查表.xls</p><p>名单.pdf</p><p>处理意见</p>", 3),
        ("请填写自查表。", "<p>附件：(1)</p><p>暂无</p>", 0),
        ("请填写自查表。", "<p>附件：</p><p><a href='1.xls'>自查表.xls</a></p>", 0),  # its link is known
        ("请填写自查表。</p><p>附件：自查表", "<p>附件：(1)</p><p>自查表.xls</p>", 0),  # named already
    ],
)
def test_files_that_only_a_script_offers_are_named_below_the_text(text: str, box: str, taken: int) -> None:
    layout = flatten(f"<p>{text}</p>{box}")
    end = text.count("<p>") + 1
    assert with_files_below(layout, weigh(layout), 0, end) == end + taken


@pytest.mark.parametrize(
    ("below", "is_text"),
    [
        ("市疾控中心提醒：<br>①接种后留观30分钟；<br>②过敏者不得接种；<br>③可同时接种。", True),
        ("儿童须带接种证；<br>学生由学校组织；<br>其他人自愿自费。", True),
        ("门诊时间：<br>上午八点至十二点<br>急诊全天开放。", False),
        ("<a href='/1'>药房：</a><br><a href='/2'>一楼；</a><br>急诊全天开放。", False),
    ],
)
def test_a_list_of_clauses_below_the_paragraphs_goes_on_with_the_text(below: str, is_text: bool) -> None:
    html = f"<div><p>{_NOTICE}</p></div><div>{below}</div>"
    assert ("开放" not in "".join(body_below_title(html)) and len(body_below_title(html)) > 3) == is_text


def test_paragraphs_that_are_elements_of_their_own_are_one_text() -> None:
    sentence = "本月全市共报告法定传染病一千三百六十二例，报告死亡二例，较上月略有下降。"
    paragraphs = [f"{number}月{sentence}" for number in range(1, 9)]
    rows = "<table><tr><td>病名</td><td>例数</td></tr><tr><td>肺结核</td><td>62</td></tr></table>"
    last = ["健康提示", "流感进入上升期，请家长做好晨午检。", "清川市疾控中心"]
    divs = [f"<div>{text}</div>" for text in (*paragraphs, "附表", rows, *last)]
    box = (
        "<div><div>门诊时间</div><div>门诊上午八点开放，请带好身份证和医保卡提前到一楼大厅取号。</div></div>"
    )
    lines = body_below_title(f"<div>{''.join(divs)}</div>{box}")
    assert lines == [*paragraphs, "附表", "病名\t例数", "肺结核\t62", *last]


@pytest.mark.parametrize(
    "below",
    [
        "",
        "<div>来源：清川卫健</div><div>本店口罩现货供应，欢迎选购。</div>",
        "<div><h3>相关新闻</h3><p><a href='1'>核酸采样点再优化</a></p></div>",
    ],
)
def test_few_paragraphs_that_are_elements_of_their_own_are_one_text(below: str) -> None:
    first = "经各县（区）申报、市级审核，现将可开展儿童眼保健服务的医疗机构名单予以公布。"
    text = [first, "市级", "清川市妇幼保健院", "临湖区", "临湖区人民医院", "监督电话：0637-12320"]
    divs = "".join(f"<div>{line}</div>" for line in text)
    box = "<div><div>网站声明</div><div>本站转载的文章，版权属原作者所有。</div></div>"
    assert body_below_title(f"<div>{divs}{below}</div>{box}") == text


def test_a_notice_of_one_paragraph_ends_with_its_element() -> None:
    lines = body_below_title(
        f"<section>{_NOTICE.partition('</p>')[0]}</p></section><div><p>小站账号</p><p>发布健康信息。</p></div>"
    )
    assert len(lines) == 1


@pytest.mark.parametrize(
    ("below", "last"),
    [
        ("<div><p>特此公告。</p></div><div><p>医务部</p><p>2024年3月5日</p></div>", "2024年3月5日"),
        ("<div><p>附件：排班表</p></div>", "附件：排班表"),
        ("<div><p>抄送：各科室。</p></div>", "抄送：各科室。"),
        (
            "<div><p>工作安排</p><p>" + "请各科室做好解释工作。" * 15 + "</p></div>",
            "请各科室做好解释工作。" * 15,
        ),
        (
            "<div><p>排班</p><table><tr><td>日</td><td>人</td><td>室</td></tr>"
            "<tr><td>7</td><td>甲</td><td>一</td></tr></table></div>",
            "7\t甲\t一",
        ),
    ],
)
def test_what_only_a_document_has_belongs_to_it_in_whatever_element(below: str, last: str) -> None:
    assert body_below_title(f"<div>{_NOTICE}</div>{below}")[-1] == last


@pytest.mark.parametrize(("number", "last"), [("二", "地址：清川市滨河路8号"), ("四", "四、联系方式")])
def test_a_text_goes_on_where_the_numbers_of_its_headings_do(number: str, last: str) -> None:
    lot = "<tr><td>1</td><td>监护仪</td><td>台</td></tr>" * 20
    lines = body_below_title(
        "<div><div><p>项目概况</p><p>清川市人民医院采购监护仪，请供应商递交文件。</p></div>"
        f"<p>一、项目情况</p><p>预算金额：86万元</p><table>{lot}</table>"
        f"<p>时间：8月1日至5日</p><p>{number}、联系方式</p><p>地址：清川市滨河路8号</p></div>"
    )
    assert lines[-1] == last


def test_what_a_line_with_a_colon_announces_belongs_to_the_text() -> None:
    lines = body_below_title(
        "<div><p>全院停诊安排如下。请周知：</p></div><ul><li>口腔科</li><li>骨科</li></ul>"
    )
    assert lines[-2:] == ["口腔科", "骨科"]


def test_an_element_of_which_a_line_belongs_to_the_text_belongs_to_it_wholly() -> None:
    lines = body_below_title(
        f"<div>{_NOTICE}</div><div><p>关于停诊的通知</p><p>2024年3月5日</p><p>停诊办法</p><p>分诊台另行安排。</p></div>"
    )
    assert lines[-1] == "分诊台另行安排。"


def test_a_card_and_buttons_above_the_element_of_the_text_are_no_part_of_it() -> None:
    lines = body_below_title(f"<div><b>清川发布</b><p>主题 231</p><p>帖子 980</p></div><div>{_NOTICE}</div>")
    assert lines[0].startswith("因设备检修")


def test_an_addressee_above_the_element_of_the_text_belongs_to_it() -> None:
    assert body_below_title(f"<div>各科室：</div><div>{_NOTICE}</div>")[0] == "各科室："


def test_files_right_below_the_text_belong_to_it_where_it_names_none() -> None:
    files = "<div><p><a href='/a.docx'>报名表.docx</a></p><p><a href='/b.pdf'>流程.pdf</a></p></div>"
    assert body_below_title(f"<div>{_NOTICE}</div>{files}")[-2:] == ["报名表.docx", "流程.pdf"]


@pytest.mark.parametrize(
    "box",
    [
        "<div><span>下载：</span><a href='/a.pdf'>报名表</a></div>",
        "<div><span>下載：</span><a href='/a.pdf'>報名表</a><a href='/b.pdf'>課程內容</a></div>",
    ],
)
def test_a_row_that_offers_files_for_download_is_the_sites(box: str) -> None:
    assert body_below_title(f"<div>{_NOTICE}</div>{box}") == body_below_title(f"<div>{_NOTICE}</div>")


@pytest.mark.parametrize(
    "row",
    [
        "附件：报名表.docx",
        "报名表.docx28.4KB",
        "<a href='/c.pdf'>下载中心使用说明</a>",
        "照片要求：JPG格式，小于500KB",
    ],
)
def test_a_file_that_the_text_names_stays_in_it(row: str) -> None:
    linked = row if "<" in row else f"<a href='/a.docx'>{row}</a>"
    assert len(body_below_title(f"<div>{_NOTICE}<p>{linked}</p></div>")) == 1 + len(
        body_below_title(f"<div>{_NOTICE}</div>")
    )


def test_an_annex_list_of_links_to_a_script_belongs_to_the_text() -> None:
    annexes = "<p>附件：1、<a href='/d?i=1'>排班表</a></p><p>2、<a href='/d?i=2'>须知</a></p>"
    assert body_below_title(f"<div>{_NOTICE}{annexes}</div>")[-2:] == ["附件：1、排班表", "2、须知"]


def test_a_table_counts_for_more_than_the_line_of_its_source() -> None:
    table = "<table><tr><td>名称</td><td>等级</td></tr><tr><td>游泳馆</td><td>乙</td></tr></table>"
    info = "<ul><li>文字大小：大中小</li><li>听一听</li></ul>"
    assert body_below_title(f"{info}<div>{table}</div>")[-2:] == ["名称\t等级", "游泳馆\t乙"]


def test_a_title_that_only_the_page_shows_is_not_lost_with_the_rows_above_the_text() -> None:
    html = f"<div>关于口腔科停诊的公告</div><div><span>医院</span><span>2024年3月5日</span></div><div>{_NOTICE}</div>"
    page = f"<html><head><title>清川云</title></head><body><div>清川云</div>{html}</body></html>"
    assert captures.read(page).title == "关于口腔科停诊的公告"


def test_a_line_that_introduces_a_table_stands_above_it() -> None:
    table = (
        "<table><tr><td>姓名</td><td>单位</td></tr><tr><td>柯守拙</td><td>清川市第一医院</td></tr></table>"
    )
    lines = body_below_title(f"<div><p>现将停诊医师公布如下：</p>{table}</div>")
    assert lines == ["现将停诊医师公布如下：", "姓名\t单位", "柯守拙\t清川市第一医院"]


def test_files_below_a_text_that_only_points_to_them_belong_to_it() -> None:
    text = "<div><p>停诊安排见附件，请患者合理安排就诊时间，急诊照常开放。</p></div>"
    lines = body_below_title(f'{text}<p>附件：<a href="/f/1.xls">停诊医师一览表.xls</a></p>')
    assert lines[-1] == "附件：停诊医师一览表.xls"


def test_a_text_goes_on_behind_the_button_that_unfolds_it() -> None:
    folded = "<div><p>5. 如有不适，应立即到空气新鲜处，并及时就医。</p><p>清川市第一医院</p></div>"
    lines = body_below_title(f'<div><div>{_NOTICE}</div><a href="#">展开剩余46%</a>{folded}</div>')
    assert lines[-2:] == ["5. 如有不适，应立即到空气新鲜处，并及时就医。", "清川市第一医院"]
    assert not any("展开" in line for line in lines)


@pytest.mark.parametrize(
    "below",
    [
        "<div><a href='#'>展开阅读全文</a><p>登录后可评论，欢迎</p></div>",
        "<a href='#'>展开全文</a><span>赞 12</span><div>网友</div>",
    ],
)
def test_a_button_that_unfolds_nothing_ends_the_text(below: str) -> None:
    teasers = "".join(
        f"<div><h5><a href='/{n}'>骨科{n}号诊室停诊</a></h5><p>近日，骨科停诊。</p></div>" for n in range(9)
    )
    comments = "<div><h4>评论区 (3)</h4><p>学习了，谢谢分享。</p></div>"
    lines = body_below_title(f"<div><div>{_NOTICE}</div>{below}{comments}<div>{teasers}</div></div>")
    assert lines[-1] == "清川市第一医院"


def test_teasers_longer_than_the_notice_are_not_its_text() -> None:
    teaser = (
        "<p><a href='/{0}'>清川市第{0}医院停诊通知</a></p><p>清川市第{0}医院停诊通知。因搬迁，该院全部门诊停诊两天，"
        "请患者互相转告，到邻近的医院就诊，急诊照常。</p><p>清川日报</p><p>三天前</p>"
    )
    box = "<h4>类似文章</h4>" + "".join(teaser.format(number) for number in range(12))
    assert body_below_title(f"<div><div>{_NOTICE}</div>{box}</div>")[-1] == "清川市第一医院"


_BOX = "<div><h4>猜你喜欢</h4><a href='/1'>冰箱多久清洁一次</a><p>很多家庭半年也不清理，专家建议每周一次。</p></div>"
_PARAGRAPHS = (
    "<div><p>监管部门建议，购买了上述产品的消费者不要食用，应退回商店。</p>"
    "<p>如果食用后出现高热、颈部僵硬等症状，应尽快联系医生就诊。</p></div>"
)


@pytest.mark.parametrize(
    ("box", "below", "is_text"),
    [
        (_BOX, "<p>免责声明：本文内容综合自公开报道，不代表本网立场。</p>", True),
        (_BOX, "<p>（责任编辑：郝晴）</p>", True),
        # what is the site's own, maybe
        (_BOX, "<p>更多服务</p>", False),
        (_BOX.replace("猜你喜欢", "就诊须知"), "<p>责任编辑：郝晴</p>", False),
        (_BOX.replace("<a href='/1'>冰箱多久清洁一次</a>", ""), "<p>责任编辑：郝晴</p>", False),
    ],
)
def test_a_text_goes_on_below_a_box_of_links_where_something_is_said_of_it(
    box: str, below: str, is_text: bool
) -> None:
    text = "<div><p>公司决定自愿召回三款奶酪片，涉及七个州的一千四百家超市。</p><p>已有四人发病，其中一人住院。</p></div>"
    lines = body_below_title(f"{text}{box}{_PARAGRAPHS}{below}")
    assert lines[0].startswith("公司决定")
    assert ("如果食用后" in lines[-1]) == is_text
    assert not is_text or "很多家庭" not in "".join(lines)
