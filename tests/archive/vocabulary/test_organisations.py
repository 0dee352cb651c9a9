"""Organisations: recognised, taken apart, rolled up."""

import pytest

from archive.vocabulary.organisations import (
    is_medium,
    is_organisation,
    may_be_account,
    parent_organisation,
    split_organisations,
)


@pytest.mark.parametrize(
    "name",
    [
        "清川市卫生健康委员会",
        "云泽省疾病预防控制中心",
        "国家卫生健康委办公厅",
        "国务院",
        "市卫生健康委",
        "院办",
        "清川市新冠肺炎疫情防控指挥部",
        "清川市中医院（市第二医院）",
        "雲澤省衛生廳",
        "清川市体育局",
        "继续教育办",
        "清川市文明办",
        "疫情防控办",
        "清 川 市 卫 生 局",
        "云泽互联网-清川医院",
        "清 川 海 关",
        "清川市健康关怀志愿服务队",
        "清川市政务公开展示中心",
        "清川市开展健康城市建设领导小组",
    ],
)
def test_a_name_of_an_organisation_is_recognised(name: str) -> None:
    assert is_organisation(name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "局",
        "关于开展爱国卫生月活动的通知",
        "各县（市、区）卫生健康局",
        "2024年8月12日",
        "某博体育网址",
        "清川清风市民网—市民知情第一站",
        "健康清川网-市民健康服务中心",
        "清川健康第一站",
        "某某app下载-在线入口 欢迎您",
        "清川市卫生健康委员会，清川市教育局",
        "请各单位报市卫生健康委员会",
        "联系电话",
        "一、工作目标",
        "我们的医院",
        "由县卫生局承办",
        "各科室自办",
        "按规定举办",
        "三年级开展防溺水主题班会",
        "市卫健委召开工作会",
        "a" * 5000,
    ],
)
def test_other_text_is_no_organisation(text: str) -> None:
    assert not is_organisation(text)


@pytest.mark.parametrize(
    ("glued", "names"),
    [
        ("清川市卫生健康委员会", ("清川市卫生健康委员会",)),
        ("清川市卫生健康委员会　清川市教育局", ("清川市卫生健康委员会", "清川市教育局")),
        ("清川市计划生育协会　清川市志愿服务队", ("清川市计划生育协会", "清川市志愿服务队")),
        ("清川海关　云泽海关", ("清川海关", "云泽海关")),
        (
            "清川市卫生健康委员会清川市教育局清川市财政局",
            ("清川市卫生健康委员会", "清川市教育局", "清川市财政局"),
        ),
        (
            "国家卫生健康委办公厅科技部办公厅中国科协办公厅",
            ("国家卫生健康委办公厅", "科技部办公厅", "中国科协办公厅"),
        ),
        (
            "中央军委后勤保障部卫生局、国家卫生健康委办公厅",
            ("中央军委后勤保障部卫生局", "国家卫生健康委办公厅"),
        ),
        ("清 川 市 卫 生 局", ("清川市卫生局",)),
        ("清川市人民政府办公室", ("清川市人民政府办公室",)),
        ("共青团清川市委", ("共青团清川市委",)),
        ("共青团清川市委清川市红十字会", ("共青团清川市委", "清川市红十字会")),
        ("清川市卫生健康委员会共青团清川市委", ("清川市卫生健康委员会", "共青团清川市委")),
        ("共青团云泽省委办公室", ("共青团云泽省委办公室",)),
        ("清川市卫生健康委员会 张三", ()),
        # no government signs beside a department of its own
        ("国务院卫生部", ("国务院卫生部",)),
        ("国务院国家卫生健康委员会", ("国务院国家卫生健康委员会",)),
        ("清川市人民政府卫生健康委员会", ("清川市人民政府卫生健康委员会",)),
        ("国务院中央军委", ("国务院", "中央军委")),
        ("国务院办公厅教育部", ("国务院办公厅", "教育部")),
        ("清川市人民政府国家税务总局清川市税务局", ("清川市人民政府", "国家税务总局清川市税务局")),
        ("特此通知", ()),
    ],
)
def test_glued_names_are_taken_apart(glued: str, names: tuple[str, ...]) -> None:
    assert split_organisations(glued) == names


@pytest.mark.parametrize(
    ("name", "parent"),
    [
        ("国家卫生健康委办公厅", "国家卫生健康委"),
        ("清川市人民政府办公室", "清川市人民政府"),
        ("国家中医药局综合司", "国家中医药局"),
        ("清川市卫生局", "清川市卫生局"),
        ("院办", "院办"),
    ],
)
def test_an_office_rolls_up_to_its_organ(name: str, parent: str) -> None:
    assert parent_organisation(name) == parent


@pytest.mark.parametrize(
    ("name", "medium"),
    [
        ("清川日报", True),
        ("清川卫生杂志", True),
        ("雲澤健康報", True),
        ("临湖县卫生网", True),
        ("清川市融媒体中心", True),
        ("本网", False),
        ("林知远", False),
        ("办公室", False),
        ("清川市卫生健康委员会", False),
        ("关于清川日报", False),
        ("某博体育新闻网", False),
        ("记者在清川，报道于日报", False),
    ],
)
def test_a_medium_is_known_by_its_ending(name: str, medium: bool) -> None:
    assert is_medium(name) is medium


@pytest.mark.parametrize(
    ("name", "account"),
    [
        ("健康清川", True),
        ("云泽疾控", True),
        ("清川发布", True),
        ("健康", False),
        ("林知远", False),
        ("欧阳知远", False),
        ("各健康单位", False),
    ],
)
def test_a_public_account_may_be_known_by_a_word(name: str, account: bool) -> None:
    assert may_be_account(name) is account
