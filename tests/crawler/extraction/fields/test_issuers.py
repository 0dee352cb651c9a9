"""Issuers where no plain signature names them: offices, branches, letters' feet, titles, letterheads alone."""

import pytest

from archive.vocabulary.regions import region_of
from crawler.extraction.context import Context
from crawler.extraction.fields import read_fields
from crawler.extraction.page_text import PageText

TITLE = "关于开展献血工作的通知"


@pytest.mark.parametrize(
    ("page", "issuers"),
    [
        (
            PageText(title=TITLE, body="各单位：\n请完成。\n清川市人民医院人力资源部\n2024年8月12日"),
            ("清川市人民医院人力资源部",),
        ),
        (
            PageText(title=TITLE, body="各单位：\n请完成。\n清川市卫生局人力资源和社会保障局\n2024年8月12日"),
            ("清川市卫生局", "人力资源和社会保障局"),
        ),
        (
            PageText(title=TITLE, body="各单位：\n请完成。\n衛生福利部疾病管制署東區管制中心\n2024年8月12日"),
            ("衛生福利部疾病管制署東區管制中心",),
        ),
        (
            PageText(title="征稿启事", body="请投稿。\n电话：0800-5550120\n《清川医学杂志》编辑部"),
            ("《清川医学杂志》编辑部",),
        ),
        (
            PageText(title=TITLE, body="各单位：\n请完成。\n清川肝病防治协作网\n二〇二四年八月"),
            ("清川肝病防治协作网",),
        ),
        (
            PageText(title=TITLE, body="各单位：\n请完成。\n云泽生物标本馆（筹）\n2024年8月12日"),
            ("云泽生物标本馆（筹）",),
        ),
        (
            PageText(title=TITLE, body="各位：\n请完成。\n計劃辦事處\n地址：清川市明新街38號\n2024年8月12日"),
            ("計劃辦事處",),
        ),
        # the heading of a letter of Taiwan that a newsletter passes on
        (
            PageText(
                title="請配合辦理",
                head=("轉知：衛生福利部疾病管制署 函",),
                body="主旨：請配合辦理。\n說明：如附件。",
            ),
            ("衛生福利部疾病管制署",),
        ),
        (PageText(title=TITLE, body="各位：\n请完成。\n会务组\n电话：0800-5550120\n2024年8月12日"), ()),
        (
            PageText(title="收件期限公告", head=("发布单位：清川县卫生局 企划科",), body="公告延长。"),
            ("清川县卫生局",),
        ),
        (PageText(title="清川县卫生监督所行政处罚信息公示", body="见下表。"), ("清川县卫生监督所",)),
        (PageText(title="清川市中心血站搬迁公告", body="请周知。"), ("清川市中心血站",)),
        (PageText(title="清川市人民医院新院区启用公告", body="请周知。"), ()),
        (PageText(title="清川市协会会员名单公示", body="见下表。"), ()),
        (PageText(title="清川市卫生局工作规则", body="第一条"), ()),
        (
            PageText(
                title="第九届论坛论文摘要征集", head=("清川社区护理研进会",), body="请投稿。\n2023年5月30日"
            ),
            ("清川社区护理研进会",),
        ),
        (PageText(title="第九届论坛论文摘要征集", head=("清川社区护理研进会",), body="请投稿。"), ()),
        (
            PageText(title="清川县再注册结果公示", body="清川县卫生健康局 2022年09月05日\n现予公示。"),
            ("清川县卫生健康局",),
        ),
        (
            PageText(
                title="清川县再注册结果公示",
                head=("云泽新闻发布中心 2022年09月05日",),
                body="现予公示。",
            ),
            (),
        ),
    ],
)
def test_who_issues_is_found_without_a_plain_signature(page: PageText, issuers: tuple[str, ...]) -> None:
    assert read_fields(page, Context()).issuers == issuers


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("国家税务总局石家庄市税务局", "130100"),
        ("国家税务总局清川县税务局", None),
        ("国家税务总局办公厅", "100000"),
        ("社團法人臺灣社區學會", "710000"),
        ("中国澳门社区护理研进会", "820000"),
    ],
)
def test_what_stands_before_the_place_in_a_name_tells_no_region(name: str, code: str | None) -> None:
    assert region_of(name) == code


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ("学会批准发布《艾灸规范》等3项标准，自2024年9月1日起实施。", "2024-09-01"),
        ("省政府发布的《献血办法》自2024年9月1日起施行。", None),
        ("根据《献血办法》等规定，自2024年9月1日起实施。", None),
    ],
)
def test_what_a_document_brings_into_force_gives_its_day(body: str, date: str | None) -> None:
    assert read_fields(PageText(title="团体标准公告", body=body), Context()).effective_date == date


@pytest.mark.parametrize(
    ("line", "addressees"),
    [
        ("家长朋友们：", ("家长朋友们",)),
        ("持牌人：", ("持牌人",)),
        ("持牌人：张三", ()),
        ("他们：", ()),
        ("陈委员：", ("陈委员",)),
        ("张晓兰代表：", ("张晓兰代表",)),
        ("陈委员：请", ()),
    ],
)
def test_readers_of_a_notice_are_addressed(line: str, addressees: tuple[str, ...]) -> None:
    assert read_fields(PageText(title=TITLE, body=f"{line}\n请完成。"), Context()).addressees == addressees


def test_the_office_of_an_organ_is_no_office_alone() -> None:
    text = PageText(
        title="关于庆祝医师节的通知", head=("颁发部门：清川市卫生健康委办公厅、清川市中医药局办公室",)
    )
    assert read_fields(text, Context()).issuers == ("清川市卫生健康委办公厅", "清川市中医药局办公室")
