"""Document numbers: found, told from look-alikes, made canonical."""

import time

import pytest

from archive.vocabulary.document_numbers import find_numbers, parse_number

CANONICAL = [
    ("云卫办函〔2024〕16号", "云卫办函〔2024〕16号", "发文字号"),
    ("云卫办函［2024］16号", "云卫办函〔2024〕16号", "发文字号"),
    ("云卫办函[2024]016号", "云卫办函〔2024〕16号", "发文字号"),
    ("云卫办函（2024）第16号", "云卫办函〔2024〕16号", "发文字号"),
    ("云卫办函【２０２４】１６號", "云卫办函〔2024〕16号", "发文字号"),
    ("雲衛辦函〔二〇一一〕16號", "云卫办函〔2011〕16号", "发文字号"),
    ("云卫办函〔二\u041e一一〕16号", "云卫办函〔2011〕16号", "发文字号"),  # with a Cyrillic O
    ("云卫办函 〔2024〕 16 号", "云卫办函〔2024〕16号", "发文字号"),
    ("云 卫 函〔2024〕16号", "云卫函〔2024〕16号", "发文字号"),
    ("云卫函\n〔2024〕16号", "云卫函〔2024〕16号", "发文字号"),
    ("云卫函〔2019123号", "云卫函〔2019〕123号", "发文字号"),
    ("云卫函〔2024〕16", "云卫函〔2024〕16号", "发文字号"),
    ("云卫函〔2024〕 1 6号", "云卫函〔2024〕16号", "发文字号"),
    ("云卫函〔２０２４〕第 ０ １ ６ 号", "云卫函〔2024〕16号", "发文字号"),
    ("云卫办法规函〔2024〕16号", "云卫办法规函〔2024〕16号", "发文字号"),
    ("日政办发〔2024〕16号", "日政办发〔2024〕16号", "发文字号"),
    ("〔2024〕--60", "〔2024〕60号", "发文字号"),
    ("2020年第1号", "2020年第1号", "公告号"),
    ("第1号", "第1号", "公告号"),
    ("（2022年2号）", "2022年2号", "公告号"),
    ("5号令", "5号令", "令号"),
    ("云卫办函〔2024年〕16号", "云卫办函〔2024〕16号", "发文字号"),
    ("令第5号", "令第5号", "令号"),
    ("中华人民共和国卫生部令第55号", "中华人民共和国卫生部令第55号", "令号"),
    ("省政府令第305号", "省政府令第305号", "令号"),
    ("雲衛疾字第1120200448A號", "雲衛疾字第1120200448A號", "台字号"),
    ("雲衛疾字第\n1120200448號", "雲衛疾字第1120200448號", "台字号"),
    ("雲衛疾字第112\n0200448號", "雲衛疾字第1120200448號", "台字号"),
    ("云医学会函〔2019〕4号", "云医学会函〔2019〕4号", "发文字号"),
    ("云医学会函〔201904号", "云医学会函〔2019〕4号", "发文字号"),
    ("【2015】云卫医发第86号", "云卫医发〔2015〕86号", "发文字号"),
    ("第15/XYZ/2024號", "第15/XYZ/2024號", "通告号"),
    ("第07/2024號", "第07/2024號", "通告号"),
    ("清卫医罚〔2024〕012号", "清卫医罚〔2024〕12号", "处罚号"),
]

LOOK_ALIKES = [
    "",
    "云ICP备2021001234号-1",
    "京公网安备 11010502030143号",
    "（云）信息备字（2024）第00012号",
    "国药准字H20240012号",
    "（泽）卫职技字（2026）第001号",
    "第34个",
    "2019/20",
    "Health Bureau (2012) No.108",
    "预计（2024）12人参加",
    "2024年第3号台风",
    "命令人〔2024",
    "〔1024〕12号",
    "（2015）网文备字第86号",
    "15/XYZ/24号",
]


@pytest.mark.parametrize(("text", "canonical", "kind"), CANONICAL)
def test_a_number_is_made_canonical(text: str, canonical: str, kind: str) -> None:
    number = parse_number(text)
    assert number is not None
    assert (number.canonical, number.kind) == (canonical, kind)
    assert parse_number(number.canonical) == number or kind == "公告号"


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_is_no_number(text: str) -> None:
    assert find_numbers(text) == ()
    assert parse_number(text) is None


RUNNING_TEXT = [
    ("关于做好爱国卫生工作的通知云爱卫办函〔2018〕7号", ["云爱卫办函〔2018〕7号"]),
    ("關于同意更名的批覆清政字〔2019〕54號", ["清政字〔2019〕54号"]),
    ("云卫函〔2024〕1 2个问题", ["云卫函〔2024〕1号"]),
    ("现将清川市卫生局办公厅云卫函[2023]1号转发给你们", ["云卫函〔2023〕1号"]),
    (
        "根据《云泽省献血办法》（云政发〔2013〕31号）和云卫医〔2014〕2号要求",
        ["云政发〔2013〕31号", "云卫医〔2014〕2号"],
    ),
    ("3月5日云卫医〔2014〕2号文", ["云卫医〔2014〕2号"]),
    ("清川市卫生健康委员会文件\n清卫〔2024〕1号\n各单位：", ["清卫〔2024〕1号"]),
    ("依据《规定》（市政府令第305号）", ["市政府令第305号"]),
    ("轉雲澤部食品藥物管理署112年11月7日FDA品字第1121108833號函", ["FDA品字第1121108833號"]),
    ("依abcDEF品字第1121108833號函", ["品字第1121108833號"]),
    ("依據雲澤部112年5月31日雲衛疾字第1120200448A號函辦理", ["雲衛疾字第1120200448A號"]),
    ("云泽省卫生健康委公告2020年第1号", ["2020年第1号"]),
    ("云泽省卫生健康委公告\n（2020年第1号）\n现公告如下", ["2020年第1号"]),
    ("转发云卫函〔2016〕94号.pdf", ["云卫函〔2016〕94号"]),
    ("原云卫发〔2009〕4号同时废止", ["云卫发〔2009〕4号"]),
    ("按照江原卫函〔2023〕61号要求", ["江原卫函〔2023〕61号"]),
    ("根据省卫生计生委【2015】云卫医发第86号文件", ["云卫医发〔2015〕86号"]),
    ("等级：特急·明电 云疾控电〈2020〉7号", ["云疾控电〔2020〕7号"]),
    ("云卫发明电〔2020〕7号", ["云卫发明电〔2020〕7号"]),
    # the code may end in a type; behind a title or an organ's name the word is theirs
    ("清卫公告〔2020〕5号", ["清卫公告〔2020〕5号"]),
    ("根据清卫健通告〔2021〕3号要求", ["清卫健通告〔2021〕3号"]),
    ("国医保公示〔2021〕3号", ["国医保公示〔2021〕3号"]),
    ("关于献血的公告〔2020〕5号", []),
    ("清川市卫生局公告〔2020〕5号", []),
    ("关于印发工作要点的通知清卫〔2021〕3号", ["清卫〔2021〕3号"]),
    # an office for food writes letters too; its licences are another matter
    ("清卫食函〔2024〕3号和云卫食品字〔2023〕6号", ["清卫食函〔2024〕3号", "云卫食品字〔2023〕6号"]),
    ("调整监测点的函\t云卫疾控函〔2010〕132号", ["云卫疾控函〔2010〕132号"]),
    ("云卫食证字〔2008〕第430号", []),
    (
        "三、同班級一週內出現二名以上個案時,請依本府112年9月1日府\n授雲疾字第1120233344號函辦理",
        ["府授雲疾字第1120233344號"],
    ),
    ("《办法》（云泽省卫生和计划生育委员会令第3号）", ["云泽省卫生和计划生育委员会令第3号"]),
]


@pytest.mark.parametrize(("text", "numbers"), RUNNING_TEXT)
def test_a_number_in_a_sentence_begins_where_its_code_begins(text: str, numbers: list[str]) -> None:
    found = find_numbers(text)
    assert [item.canonical for item in found] == numbers
    assert all(text[item.start : item.end] == item.raw for item in found)


def test_parts_of_a_number_are_its_key() -> None:
    number = parse_number("云卫办函〔2024〕第016号")
    assert number is not None
    assert (number.code, number.year, number.serial) == ("云卫办函", 2024, "16")
    taiwan = parse_number("雲衛疾字第1120200448A號")
    assert taiwan is not None
    assert (taiwan.code, taiwan.year, taiwan.serial) == ("雲衛疾字", 2023, "1120200448A")
    announcement = parse_number("2020年第1号")
    assert announcement is not None
    assert (announcement.year, announcement.serial) == (2020, "1")


@pytest.mark.parametrize(
    "text", ["见云卫办函〔2024〕16号文件第三条", "云卫办函〔2024〕16号、云卫办函〔2024〕17号"]
)
def test_a_text_that_is_more_than_a_number_does_not_parse_as_one(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize("unit", ["〔2024〕", "令第", "公告第", "(2024)1", "字第1120", "卫", " ", "第1号\n"])
def test_long_hostile_text_is_read_in_linear_time(unit: str) -> None:
    started = time.process_time()
    find_numbers(unit * (200_000 // len(unit)))
    assert time.process_time() - started < 2
