"""What a title and a text name that tells them from their siblings."""

import pytest

from archive.dedup.marks import body_dates, leading_place, number, title_marks
from archive.search import fold


@pytest.mark.parametrize(
    ("title", "kind", "values"),
    [
        ("关于做好2024年登革热防控工作的通知", "年", {"2024"}),
        ("关于做好二〇二四年登革热防控工作的通知", "年", {"2024"}),
        ("关于做好二○二四年度工作的通知", "年", {"2024"}),
        ("2023—2024年度流感疫苗接种方案", "年", {"2023", "2024"}),
        ("关于开展第十二届健康知识竞赛的通知", "届", {"12"}),
        ("关于开展第12届健康知识竞赛的通知", "届", {"12"}),
        ("关于公布第二批示范单位的通知", "批", {"2"}),
        ("传染病疫情周报（第三十四期）", "期", {"34"}),
        ("饮用水水质监测公告2024年第3号", "号", {"3"}),
        ("8月份法定传染病疫情", "月", {"8"}),
        ("清川市8月法定传染病疫情", "月", {"8"}),
        ("8月12日疫情通报", "日期", {"8-12"}),
        ("卫生标准（征求意见稿）", "版本", {"征求意见稿"}),
        ("健康科普（二）", "序号", {"2"}),
        ("关于做好20__年登革热防控工作的通知", "年", set()),
        ("关于做好20xx年登革热防控工作的通知", "年", set()),
        ("关于举办第٣期培训班的通知（२）", "期", set()),
    ],
)
def test_a_title_names_its_marks(title: str, kind: str, values: set[str]) -> None:
    assert title_marks(fold(title)).get(kind, frozenset()) == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", "3"),
        ("003", "3"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("三十四", "34"),
        ("一百零五", "105"),
        ("二〇二四", "2024"),
    ],
)
def test_numbers_are_read_in_both_digits(text: str, value: str) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("清川市卫生健康委员会", "清川市"),
        ("云泽省清川市卫生健康委员会", "云泽省"),
        ("临湖区疾病预防控制中心", "临湖区"),
        ("各市卫生健康委", None),
        ("全市卫生健康系统", None),
        ("关于防蚊灭蚊的通知", None),
        ("社区卫生服务中心", None),
        ("城市社区卫生服务", None),
    ],
)
def test_a_name_begins_with_its_place(name: str, place: str | None) -> None:
    assert leading_place(name) == place


def test_the_days_of_a_text_are_found_in_any_spelling() -> None:
    assert body_dates("请于08月30日前报送，8月5日起执行") == {"8-30", "8-5"}
