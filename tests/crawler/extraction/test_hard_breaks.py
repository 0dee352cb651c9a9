"""Paragraphs that an editor broke at a fixed width are joined; lists and verses are not."""

from __future__ import annotations

from crawler.extraction.hard_breaks import join_hard_breaks

PARAGRAPH = (
    "为做好今年流感疫苗接种工作，各社区卫生服务中心应当于九月底前完成疫苗预约登记，"
    "并按照老年人、慢性病患者、托幼机构儿童的顺序安排接种，接种信息当日录入系统，"
    "发现疑似异常反应的，应当在二十四小时内报告区疾病预防控制中心，不得迟报漏报。"
)


def broken(text: str, width: int = 25) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]


def test_lines_of_one_width_without_final_marks_are_one_paragraph() -> None:
    assert join_hard_breaks(broken(PARAGRAPH)) == [PARAGRAPH]


def test_the_first_line_of_a_paragraph_is_indented() -> None:
    lines = ["三、为做好今年流感疫苗接种工作，各社区卫生服务中", "心应当做好预约登记。"]
    assert join_hard_breaks([*broken(PARAGRAPH), *lines]) == [PARAGRAPH, "".join(lines)]
    heading = ["清川市流感疫苗接种工作安排一览", "由各社区卫生服务中心制定。"]
    assert join_hard_breaks([*broken(PARAGRAPH), *heading]) == [PARAGRAPH, *heading]


def test_a_day_or_a_number_broken_over_two_lines_is_whole_again() -> None:
    lines = [*broken(PARAGRAPH), "二、各科室于5月4", "日前报送。电话：0800-5550", "120（内线3206）"]
    assert join_hard_breaks(lines) == [PARAGRAPH, "二、各科室于5月4日前报送。电话：0800-5550120（内线3206）"]
    for rows in (
        ["接种点：滨河路8", "号楼大厅"],
        ["电话：0800-5550", "2.儿童接种点"],
        ["编号：0800-5550", "2024年8月12日"],
        ["共3", "件"],
    ):
        assert join_hard_breaks([*broken(PARAGRAPH), *rows]) == [PARAGRAPH, *rows]


def test_a_new_item_begins_a_new_line() -> None:
    lines = [*broken(PARAGRAPH[:-1]), "二、其他事项。"]
    assert join_hard_breaks(lines) == [PARAGRAPH[:-1], "二、其他事项。"]


def test_lines_of_many_widths_stay() -> None:
    lines = [
        "各区疾控中心、各医疗机构以及托幼机构",
        "附件一览表：",
        "流感疫苗接种点名单以及预约电话一览",
        PARAGRAPH,
    ]
    assert join_hard_breaks(lines) == lines


def test_a_list_of_names_stays() -> None:
    lines = ["甲一 乙二 丙三 丁四 戊五 己六 庚七 辛八 壬九"] * 5
    assert join_hard_breaks(lines) == lines


def test_names_of_one_width_stay() -> None:
    lines = [f"清川市临湖区第{number}社区卫生服务中心预防接种门诊" for number in "一二三四"]
    assert join_hard_breaks(["接种门诊名单", *lines, "欢迎接种。"]) == ["接种门诊名单", *lines, "欢迎接种。"]


def test_items_with_signs_begin_new_lines() -> None:
    items = [f"{sign}{PARAGRAPH[:24]}" for sign in ("①", "②", "3）", "●")]
    assert join_hard_breaks(items) == items


def test_rows_of_a_table_stay() -> None:
    lines = ["清川市临湖区社区卫生服务中心\t湖滨路一号\t周一至周五"] * 4
    assert join_hard_breaks(lines) == lines
