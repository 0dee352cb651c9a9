"""Names of persons, known by their surnames."""

import pytest

from archive.vocabulary.person_names import is_person_name


@pytest.mark.parametrize(
    "text",
    [
        *("贺兰庭", "宿雨", "闻人骏", "司空远航", "贺老师", "欧阳女士", "靳会计", "荊曉青", "牟磊", "谌老师"),
        *("普布扎西", "次仁卓玛", "旦增曲珍", "才让东主", "仁青措姆", "扎西多吉", "多杰才仁"),
    ],
)
def test_a_surname_with_a_given_name_or_an_address_is_a_person(text: str) -> None:
    assert is_person_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "贺",
        "应急办",
        "发热门诊",
        "工作日",
        "综合处",
        "物资保障",
        "夜间",
        "白天",
        "周末",
        "时间",
        "贺兰庭院长",
        "尼玛",
        "尼玛县",
        "卓玛医院",
        "扎西德勒",
        "楼上",
        "楼梯间",
    ],
)
def test_other_short_words_are_no_persons(text: str) -> None:
    assert not is_person_name(text)
