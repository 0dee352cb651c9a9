"""The region of the issuer: which ground counts where its name gives none."""

from __future__ import annotations

import pytest

from crawler.extraction.context import Context
from crawler.extraction.fields import read_fields
from crawler.extraction.page_text import PageText

TITLE = "关于开展献血工作的通知"
SIGNED = "\n2024年8月12日"


def test_a_source_that_is_the_end_of_the_sites_name_is_the_site_itself() -> None:
    site = "澳門特別行政區政府公共健康局"
    for source, code in (("公共健康局", "820000"), ("清川日报", None)):
        text = PageText(title=TITLE, head=(f"来源：{source}",), body="清除积水，请市民配合。")
        assert read_fields(text, Context(), site=site).region_code == code


def region(body: str, title: str = TITLE, site: str | None = None) -> str | None:
    return read_fields(PageText(title=title, body=body), Context(), site=site).region_code


@pytest.mark.parametrize(
    ("body", "code"),
    [
        # an issuer without a place takes the region of the telephone, at its own level
        ("请报名。电话：020-61234567。\n省全科医学教育培训中心" + SIGNED, "440000"),
        ("请报名。电话：0571-61234567。\n市卫生健康委" + SIGNED, "330100"),
        ("请报名。电话：0539-6123456。\n疾控中心办公室" + SIGNED, "371300"),
        # numbers of two prefectures, and a capital's alone, tell nothing
        ("请报名。电话：0539-6123456。\n咨询：0536-6123456。\n疾控中心办公室" + SIGNED, None),
        ("请报名。电话：0571-61234567。\n疾控中心办公室" + SIGNED, None),
        # a place that no table knows is a place all the same
        ("请报名。电话：0539-6123456。\n清川市卫生健康委" + SIGNED, None),
        ("请报名。电话：0539-6123456，地址：清川市滨河路8号。\n疾控中心办公室" + SIGNED, None),
        # Taiwan's area codes have two digits
        ("洽詢：許小姐05-5373488分機275，請於期限內報名。", "710000"),
        # who speaks in a press release
        ("衞生署今日（九月十日）公布，八月份共接獲七百宗個案。", "810000"),
        ("社會文化司司長批示：關閉電影院。", "820000"),
        ("本院呼吁市民献血。", None),
        # … or says there what it is going to do
        ("衞生署將於下學年安排護士前往各中學。", "810000"),
        ("卫生防护中心现正招募试点学校。", "810000"),
        ("社會文化司將為長者接種疫苗。", "820000"),
        ("香港來賓將於下周到訪本院。", None),
        ("本院将于下周安排义诊。", None),
        # an address in the telephone's prefecture says the same; a community is no district
        ("电话：0539-6123456\n地址：临沂市兰山区滨河路8号\n翠湖街道社区卫生服务中心" + SIGNED, "371300"),
        ("电话：0539-6123456\n地址：潍坊市潍城区滨河路8号\n翠湖街道社区卫生服务中心" + SIGNED, None),
        # offices of Hong Kong and Macao seldom name the place
        ("電話：3579 2200\n郵寄地址：香港灣仔港灣道8號18樓\n基層健康署" + SIGNED, "810000"),
        ("電話：3579 2200\n郵寄地址：清川市滨河路8号\n基層健康署" + SIGNED, None),
        # the learned society of a province names it in short
        ("请报名。\n云南护理学会" + SIGNED, "530000"),
        ("请报名。\n厦门医学会" + SIGNED, "350200"),
        ("请报名。\n中山大学医学院" + SIGNED, None),
        # a hospital's telephone and address agree, be it in a capital or not
        (
            "电话：（020）2882 3388\n地址：广州市越秀区中山二路58号\n中山大学附属第一医院护理部" + SIGNED,
            "440100",
        ),
        ("电话：（020）2882 3388\n地址：佛山市南海区滨河路8号\n中山大学附属第一医院" + SIGNED, None),
        ("电话：（020）2882 3388\n中山大学附属第一医院" + SIGNED, None),
        ("电话：（020）2882 3388\n地址：广州市越秀区中山二路58号\n全科医学培训基地" + SIGNED, None),
        ("请报名。电话：0531-12320、0531-6660 1234\n市卫生健康委" + SIGNED, "370100"),
        # an address in Macao or Hong Kong, where names of offices hold no place
        ("查詢：28710000。地址：澳門水坑尾街258號3樓。\n醫療專業委員會秘書處" + SIGNED, "820000"),
        ("查詢：28710000。地址：澳門水坑尾街258號3樓。\n清川市衛生局" + SIGNED, None),
    ],
)
def test_the_telephone_and_the_speaker_tell_the_region(body: str, code: str | None) -> None:
    assert region(body) == code


@pytest.mark.parametrize(
    ("site", "body", "code"),
    [
        ("衢州市卫生健康委员会", "请报名。\n医政科" + SIGNED, "330800"),
        ("衢州市卫生健康委员会网站", "请报名。", "330800"),
        ("雲林縣衛生局全球資訊網", "請報名。", "710000"),
        ("衢州市卫生健康委员会", "请报名。\n清川市卫生局" + SIGNED, None),
        ("衢州新闻网", "请报名。", None),
        (None, "请报名。", None),
    ],
)
def test_the_site_tells_the_region_of_what_its_own_offices_say(
    site: str | None, body: str, code: str | None
) -> None:
    assert region(body, site=site) == code


@pytest.mark.parametrize(
    ("title", "source", "body", "code"),
    [
        (TITLE, "衢州市卫生健康委员会", "请报名。", "330800"),
        (TITLE, "衢州市卫生健康委员会网站", "请报名。\n医政科" + SIGNED, "330800"),
        (TITLE, "衢州市卫生健康委员会", "请报名。\n县卫生健康局" + SIGNED, None),
        # not where another place signs, or answers the telephone
        (TITLE, "衢州市卫生健康委员会", "请报名。\n清川市卫生局" + SIGNED, None),
        (TITLE, "衢州市卫生健康委员会", "请报名。电话：0431-61234567。", None),
        # national bodies are called in Beijing
        (TITLE, "国家卫生健康委员会网站", "请报名。电话：010-61234567。", "100000"),
        (TITLE, "国家疾控局", "请报名。电话：010-61234567。", "100000"),
        (TITLE, "国家卫生健康委员会网站", "请报名。电话：0571-61234567。", None),
        (TITLE, "衢州市卫生健康委员会", "请报名。电话：010-61234567。", None),
        (TITLE, "衢州日报", "请报名。", None),
        ("门诊人数上升", "衢州市卫生健康委员会", "门诊人数上升。", None),
        # news name whom they have it from
        ("门诊人数上升", "清川日报", "7月5日，记者从衢州市卫生健康委获悉，门诊人数上升。", "330800"),
        ("门诊人数上升", "清川日报", "小编从衢州市妇幼保健院了解到，门诊人数上升。", "330800"),
        ("门诊人数上升", "清川日报", "记者从有关部门获悉，衢州市门诊人数上升。", None),
        # … or whose document they report
        ("三部门印发通知", "清川日报", "近日，衢州市卫生健康委、市教育局联合印发《献血方案》。", "330800"),
        ("三部门印发通知", "清川日报", "日前，衢州市卫生健康委印发了《献血方案》。", "330800"),
        ("三部门印发通知", "清川日报", "近日，清川市卫生局转发衢州市卫生健康委印发的《献血方案》。", None),
        ("门诊人数上升", "清川日报", "近日，衢州市卫生健康委提醒市民献血。", None),
        ("门诊人数上升", "清川日报", "记者从清川市卫生局获悉，衢州市门诊人数上升。", None),
    ],
)
def test_the_source_of_a_document_and_the_informant_of_news_tell_the_region(
    title: str, source: str, body: str, code: str | None
) -> None:
    page = PageText(title=title, head=(f"来源：{source}",), body=body)
    assert read_fields(page, Context()).region_code == code


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("政府總部　醫務衞生局　基層健康署", "810000"),
        ("清川市政府　基層健康署", None),
        ("经验交流 香港 医院", None),
    ],
)
def test_a_letterhead_that_names_a_bureau_of_a_special_region_tells_it(head: str, code: str | None) -> None:
    page = PageText(title="邀請參加計劃", head=(head,), body="各位醫生：\n請填妥表格。")
    assert read_fields(page, Context()).region_code == code


@pytest.mark.parametrize(
    ("head", "signer", "code"),
    [
        ("长沙市中心医院（南华大学附属长沙中心医院）", "医务部", "430100"),
        ("衢州市疾病预防控制中心", "办公室", "330800"),
        ("衢州市疾病预防控制中心", "清川市卫生局", None),
        ("衢州新闻网", "医务部", None),
        ("院内通知 2025年第6期", "医务部", None),
    ],
)
def test_an_office_is_where_the_organ_on_top_of_the_page_is(head: str, signer: str, code: str | None) -> None:
    page = PageText(title=TITLE, head=(head,), body=f"各科室：\n请报名。\n{signer}{SIGNED}")
    assert read_fields(page, Context()).region_code == code


@pytest.mark.parametrize(
    ("page", "issuers"),
    [
        (
            PageText(title=TITLE, head=("清川市疾病预防控制中心便函",), body="请报名。"),
            ("清川市疾病预防控制中心",),
        ),
        (
            PageText(
                title="关于注销许可证的公告", head=("清川市卫生局公告", "2015年第7号"), body="予以注销。"
            ),
            ("清川市卫生局",),
        ),
        # the heading of a Taiwanese announcement, over the office that posted it
        (
            PageText(
                title="公告講習場次",
                head=(
                    "發布單位：食品藥物安全處　上版日期：113-07-05",
                    "清川縣衛生局公告",
                    "發文日期：中華民國113年7月3日",
                ),
                body="主旨：公告講習場次。\n依據：食品法第24條。\n公告事項：請報名。",
            ),
            ("清川縣衛生局",),
        ),
        (
            PageText(
                title="講習場次", head=("發布單位：清川縣衛生所", "清川縣衛生局公告欄"), body="請報名。"
            ),
            ("清川縣衛生所",),
        ),
        (PageText(title="课程报名", head=("标题：课程报名", "发布单位：医政科"), body="请报名。"), ()),
        (PageText(title="课程报名", head=("发布单位：学务处",), body="请报名。"), ()),
        (PageText(title="课程报名", head=("发布单位：清川市卫生局",), body="请报名。"), ("清川市卫生局",)),
    ],
)
def test_what_stands_above_the_text_names_the_issuer(page: PageText, issuers: tuple[str, ...]) -> None:
    assert read_fields(page, Context()).issuers == issuers
