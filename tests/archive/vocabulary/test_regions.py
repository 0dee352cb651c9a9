"""Regions: codes, names, and the region that an organisation's name speaks of."""

import pytest

from archive.vocabulary.folding import fold
from archive.vocabulary.regions import (
    place_of,
    region_name,
    region_names,
    region_of,
    region_of_addressees,
    region_of_code,
    words_of_places,
)


def test_every_code_has_six_digits_and_a_name() -> None:
    names = region_names()
    assert all(len(code) == 6 and code.isdigit() and name for code, name in names.items())
    assert len(names) > 3200
    assert {"100000", "710000", "810000", "820000"} <= set(names)
    assert region_name("110000") == "北京市"
    assert region_name("999999") is None


def test_every_province_has_its_prefectures_below_it() -> None:
    names = region_names()
    assert all(code[:2] + "0000" in names for code in names)


NAMES = [
    ("国家卫生健康委员会", "100000"),
    ("中华人民共和国卫生部", "100000"),
    ("国务院", "100000"),
    ("中国基层呼吸健康促进会科研项目办公室", "100000"),
    ("中华社区医学会", "100000"),
    ("中国银行清川分行", None),
    ("中华路街道社区卫生服务中心", None),
    ("北京市卫生健康委员会", "110000"),
    ("上海市青浦区卫生健康委员会", "310118"),
    ("青浦区卫生健康委员会", "310118"),
    ("安徽省卫生健康委", "340000"),
    ("安庆市卫生局", "340800"),
    ("内蒙古自治区卫生健康委员会", "150000"),
    ("广西壮族自治区疾病预防控制中心", "450000"),
    ("广西卫生健康委", "450000"),
    ("青岛卫健委", "370200"),
    ("延边州卫生健康委员会", "222400"),
    ("石柱县人民政府", "500240"),
    ("石柱土家族自治县人民政府办公室", "500240"),
    ("东莞市卫生和计划生育局", "441900"),
    ("长沙高新区新型冠状病毒肺炎防控指挥部", "430100"),
    ("襄樊市卫生局", "420600"),
    ("内蒙古疾控中心", "150000"),
    ("深圳市光明区卫生健康局", "440311"),
    ("荔浦市卫生健康局", "450381"),
    ("济南市莱芜区卫生健康局", "370116"),
    ("邢台市襄都区卫生健康局", "130502"),
    ("邢台市桥东区卫生局", "130502"),
    ("那曲地区卫生局", "540600"),
    ("那曲市嘉黎县卫生健康委", "540621"),
    ("中共杭州市委", "330100"),
    ("兴平市西城街道疫情防控指挥部", "610481"),
    ("臺中市政府衛生局", "710000"),
    ("衛生福利部", "710000"),
    ("香港卫生署", "810000"),
    ("吉林省卫生健康委员会", "220000"),
    ("吉林市卫生健康委员会", "220200"),
    ("河北省廊坊市卫生健康委员会", "131000"),
    ("朝阳区卫生健康委员会", None),
    ("北京市朝阳区卫生健康委员会", "110105"),
    ("鼓楼区卫生健康局", None),
    ("中山大学附属第一医院", None),
    ("市卫生健康委", None),
    ("各县（市）卫生局", None),
    ("清川市卫生健康委员会", None),
    ("", None),
]


@pytest.mark.parametrize(("name", "code"), NAMES)
def test_the_region_is_the_place_a_name_begins_with(name: str, code: str | None) -> None:
    assert region_of(name) == code


@pytest.mark.parametrize(
    ("name", "hint", "code"),
    [
        ("市卫生健康委", "440300", "440300"),
        ("市卫生健康委", "440304", "440300"),
        ("省卫生健康委", "350100", "350000"),
        ("县卫生健康局", "530822", "530822"),
        ("区卫生健康局", "310000", None),
        ("鼓楼区卫生健康局", "320100", "320106"),
        ("朝阳区卫生健康委员会", "110000", "110105"),
        ("市卫生健康委", "100000", None),
        ("昆区卫生和计划生育局", "150203", "150203"),
        ("青区卫生和计划生育局", "150203", None),
        ("香港健康同行會", None, "810000"),
        ("香港大学深圳医院", None, "440300"),
        # a university's hospital is where it says, be the university elsewhere
        ("延安大学咸阳医院", None, "610400"),
        ("北京大学深圳医院", None, "440300"),
        ("南华大学附属长沙中心医院", None, "430100"),
        ("广州医科大学附属清远医院医务科", None, "441800"),
        ("首都医科大学附属北京朝阳医院", None, "110000"),
        ("复旦大学附属中山医院", None, None),
        ("北京大学第三医院", None, None),
        ("中山大学附属第一医院", None, None),
        ("广州大学城医院", None, None),
        # a nation's prefecture or county in short
        ("德宏州应对疫情工作领导小组", None, "533100"),
        ("石柱县应对疫情指挥部", None, "500240"),
        ("广州应对疫情指挥部", None, None),
    ],
)
def test_the_region_of_the_site_settles_what_a_name_leaves_open(
    name: str, hint: str | None, code: str | None
) -> None:
    assert region_of(name, hint_code=hint) == code


def test_a_province_letter_counts_only_with_provincial_addressees() -> None:
    assert region_of_code("闽卫宣传函", "各设区市卫健委") == "350000"
    assert region_of_code("闽卫宣传函", "各乡镇卫生院") is None
    assert region_of_code("国卫办医函", "") == "100000"


def test_only_a_national_body_writes_to_all_provinces() -> None:
    assert region_of_addressees("各省、自治区、直辖市卫生健康委") == "100000"
    assert region_of_addressees("各县（市、区）卫生局") is None


@pytest.mark.parametrize(
    "name", ["香港特别行政区政府卫生署", "卫生防护中心", "澳門特別行政區政府", "社會文化司"]
)
def test_a_name_holds_one_of_the_words_of_its_place(name: str) -> None:
    code = place_of(name)
    assert code in {"810000", "820000"}
    assert any(word in fold(name) for word in words_of_places(frozenset({code or ""})))
