"""The notice's own number, told from the numbers it cites."""

import pytest

from crawler.extraction.context import Context
from crawler.extraction.fields import read_fields
from crawler.extraction.page_text import PageText

TITLE = "关于开展献血工作的通知"


@pytest.mark.parametrize(
    ("page", "own"),
    [
        (PageText(title=TITLE, head=("发文字号：清卫函〔2024〕8号",), body="各单位："), "清卫函〔2024〕8号"),
        (PageText(title=TITLE, head=("[ 文  号 ] 清卫函〔2024〕8号  [ 有效性 ] 有效",)), "清卫函〔2024〕8号"),
        (
            PageText(title=TITLE, head=("发文字号", "清卫函〔2024〕8号", "时效性", "有效")),
            "清卫函〔2024〕8号",
        ),
        (PageText(title=TITLE, head=("文号：", "发布日期：2024-08-01")), None),
        (PageText(title=TITLE, body="清卫函〔2024〕8号\n各单位："), "清卫函〔2024〕8号"),
        (PageText(title="行政处罚决定书", body="清卫医罚〔2024〕8号\n当事人：某某"), "清卫医罚〔2024〕8号"),
        (PageText(title=TITLE, page_title=f"清卫函〔2024〕8号{TITLE}"), "清卫函〔2024〕8号"),
        (PageText(title=TITLE, body=f"{TITLE}清卫函〔2024〕8号各单位：请完成。"), "清卫函〔2024〕8号"),
        (PageText(title=TITLE, body="清卫函〔2024〕8号各县卫生局：请完成。"), "清卫函〔2024〕8号"),
        (PageText(title=f"{TITLE}（清卫函〔2024〕8号）"), "清卫函〔2024〕8号"),
        (PageText(title=TITLE, body="各单位：\n根据清卫函〔2024〕8号要求，请完成。"), None),
        (PageText(title=TITLE, body="各单位：\n按照《关于献血的通知》（清卫函〔2024〕8号）执行。"), None),
        # a site shows the number for a title, or an order's below its heading
        (
            PageText(title=TITLE, page_title="清卫函〔2024〕8号", body="各单位：\n请完成。"),
            "清卫函〔2024〕8号",
        ),
        (PageText(title="清川市人民政府令", page_title="清川市人民政府令 第28号"), "第28号"),
        (PageText(title=TITLE, page_title="转发清川市人民政府令第28号的公告"), None),
        (PageText(title="关于印发献血方案的通告", body="（2022年2号）\n现通告如下："), "2022年2号"),
        (
            PageText(
                title="献血办法", body="（2024年8月9日市政府令第3号公布 根据市政府令第9号修订）\n第一条"
            ),
            "市政府令第3号",
        ),
        (PageText(title="献血办法", body="（2024年8月9日修订，废止市政府令第3号公布的规定）\n第一条"), None),
        (
            PageText(title=TITLE, body="等级：特急·明电 清疾控电〔2024〕8号 清机发 号\n各单位："),
            "清疾控电〔2024〕8号",
        ),
        (PageText(title="献血答复", body="清卫提字〔2024〕8号 办理结果：A\n某委员："), "清卫提字〔2024〕8号"),
        (PageText(title="献血答复", body="清卫提〔2024〕8号 类别：A\n某委员："), "清卫提〔2024〕8号"),
        (PageText(title="献血答复", body="清卫提〔2024〕8号 B类\n某委员："), "清卫提〔2024〕8号"),
        (PageText(body="某网站\n某栏目\n第三行\n清卫函〔2024〕8号\n各单位：\n请完成。"), "清卫函〔2024〕8号"),
        # the notice is one file, named by its number and a title
        (PageText(title=TITLE, body="清卫函〔2024〕8号 献血通知"), "清卫函〔2024〕8号"),
        (PageText(title=TITLE, body="清卫函〔2024〕8号献血工作通知.pdf"), "清卫函〔2024〕8号"),
        (PageText(title=f"转发{TITLE}", body="国卫办医函〔2024〕8号 献血通知"), None),
        (PageText(title=TITLE, body="清卫函〔2024〕8号"), "清卫函〔2024〕8号"),
        (PageText(title=TITLE, body="清卫函〔2024〕8号 献血工作方案"), None),
        (PageText(title=TITLE, body="清卫函〔2024〕8号 献血工作通知\n清卫函〔2023〕5号 献血通知"), None),
        (PageText(body="· 某通知\n· 另一通知\n· 又一通知\n清卫函〔2024〕8号\n· 末条通知"), None),
        (
            PageText(
                title="清川市卫生局公告",
                body="记者获悉全文。\n以下为公告全文：\n清川市卫生局公告\n2024年第1号\n现公告。",
            ),
            "2024年第1号",
        ),
        (PageText(title=TITLE, head=("通告编号：第15/XYZ/2024號",)), "第15/XYZ/2024號"),
        (
            PageText(
                title=TITLE, head=("索引号：QC-1发布机构：清川市卫生局文号：清卫函〔2024〕8号主题词：献血",)
            ),
            "清卫函〔2024〕8号",
        ),
        (PageText(title=TITLE, body="（清卫函〔2024〕8号  2024年4月6日）\n各单位："), "清卫函〔2024〕8号"),
        (PageText(title=TITLE, body="（2024年4月6日 清卫函〔2024〕8号）\n各单位："), "清卫函〔2024〕8号"),
        (
            PageText(title=TITLE, body="（清川市卫生局 2024年4月6日 清卫函〔2024〕8号）\n各单位："),
            "清卫函〔2024〕8号",
        ),
        (
            PageText(title=TITLE, body="（清卫函〔2024〕8号 2024年4月6日清川市卫生局印发）\n各单位："),
            "清卫函〔2024〕8号",
        ),
        (
            PageText(
                title=TITLE, body="（2024年4月6日清卫函〔2024〕8号文件印发，自2024年5月1日起施行）\n各单位："
            ),
            "清卫函〔2024〕8号",
        ),
        (
            PageText(title=TITLE, body="（2024年4月6日清川市卫生局发布 清卫函〔2024〕8号）\n各单位："),
            "清卫函〔2024〕8号",
        ),
        (PageText(title=TITLE, body="（根据清卫函〔2024〕8号 2024年4月6日修订）\n各单位："), None),
        (PageText(title=TITLE, body="（2024年4月6日清卫函〔2024〕8号废止）\n各单位："), None),
        (PageText(title=TITLE, body="清卫财函\n〔2024〕\n8号\n各单位："), "清卫财函〔2024〕8号"),
        (PageText(title=TITLE, body="清卫财函\n〔2024〕8号\n各单位："), "清卫财函〔2024〕8号"),
        (PageText(title=TITLE, body="清卫财函〔2024〕\n第8号\n各单位："), "清卫财函〔2024〕8号"),
        (PageText(title=TITLE, body="清川市卫生局\n〔2024〕8号\n各单位："), "〔2024〕8号"),
        (PageText(title=TITLE, body="各单位：\n请执行清卫财函\n〔2024〕\n8号。"), None),
        (PageText(title=TITLE, tail=("云ICP备2021001234号-1",), body="各单位："), None),
    ],
)
def test_where_a_number_stands_says_whose_it_is(page: PageText, own: str | None) -> None:
    assert read_fields(page, Context()).document_number == own


def test_an_attachment_named_by_a_number_of_the_issuers_code_carries_the_notices_number() -> None:
    page = PageText(
        body="各镇街卫生行政管理部门，局直属各单位：\n省厅通告已收到，现转发给你们。\n"
        "附件：清卫函〔2016〕94号.pdf\n云卫通〔2016〕4号.pdf\n清川市卫生局2016年4月20日"
    )
    fields = read_fields(page, Context())
    assert fields.document_number == "清卫函〔2016〕94号"
    assert fields.cited_numbers == ("云卫通〔2016〕4号",)
    assert fields.document_type == "通知"


@pytest.mark.parametrize(
    ("title", "names", "own"),
    [
        (None, "清卫函〔2016〕94号关于献血的通知.pdf", "清卫函〔2016〕94号"),
        (None, "清卫函〔2016〕94号转发通知.pdf\n云卫通〔2016〕4号关于献血的通知.pdf", "清卫函〔2016〕94号"),
        # of two numbers of the issuer, of another's, and below a title that is not the file's
        (None, "清卫函〔2016〕94号.pdf\n清卫函〔2016〕95号关于献血的通知.pdf", None),
        (None, "云卫函〔2016〕94号关于献血的通知.pdf", None),
        (TITLE, "清卫函〔2012〕94号关于献血的通知.pdf", None),
        (None, "清卫函〔2016〕94号文件解读.pdf", None),
    ],
)
def test_the_title_may_follow_the_number_in_the_name_of_a_file(
    title: str | None, names: str, own: str | None
) -> None:
    body = f"各镇街卫生院：\n省厅通告已收到。\n附件：{names}\n清川市卫生局2016年4月20日"
    fields = read_fields(PageText(title=title, body=body), Context())
    assert fields.document_number == own
    assert fields.document_type == ("通知" if title else "函" if own else None)


@pytest.mark.parametrize(
    ("sentence", "cited"),
    [
        ("《关于报送的通告》（2017年第9号）同时废止。", ("2017年第9号",)),
        ("按照《关于检测的公告》（市药监局公告2019年第3号）执行。", ("2019年第3号",)),
        ("详见《献血杂志》2017年第9期。", ()),
        ("依據本局114年1月15日嘉和衛企字第1140001033號公告。", ("嘉和衛企字第1140001033號",)),
        ("根据省厅和云卫函〔2022〕1号要求。", ("云卫函〔2022〕1号",)),
    ],
)
def test_numbers_of_announcements_are_cited_behind_their_titles(
    sentence: str, cited: tuple[str, ...]
) -> None:
    page = PageText(title=TITLE, body=f"清卫函〔2024〕8号\n各单位：\n{sentence}")
    assert read_fields(page, Context()).cited_numbers == cited


def test_each_cited_number_counts_once_in_order() -> None:
    page = PageText(
        title=TITLE,
        body="清卫函〔2024〕8号\n各单位：\n根据云政发〔2023〕2号、云卫函〔2022〕1号和《规定》（市政府令第305号）要求，"
        "并按云政发〔2023〕2号完成。",
    )
    assert read_fields(page, Context()).cited_numbers == (
        "云政发〔2023〕2号",
        "云卫函〔2022〕1号",
        "市政府令第305号",
    )
