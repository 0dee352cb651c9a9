"""What search promises: any substring of the folded text finds the notice, and nothing else does."""

from __future__ import annotations

import re
import sqlite3
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.schema import SEARCH_COLUMNS
from archive.search import (
    add_to_index,
    create_index,
    find,
    fold,
    match_expression,
    rebuild_index,
    remove_from_index,
    terms,
    tokens,
)


def row(**columns: str) -> dict[str, str | None]:
    return dict.fromkeys(SEARCH_COLUMNS) | columns


def index(*rows: dict[str, str | None]) -> sqlite3.Connection:
    conn = sqlite3.connect(":memory:")
    create_index(conn)
    for key, columns in enumerate(rows, start=1):
        add_to_index(conn, key, columns)
    return conn


def search(conn: sqlite3.Connection, query: str) -> list[int]:
    sql = "SELECT rowid FROM notices_search WHERE notices_search MATCH ? ORDER BY rowid"
    return [key for (key,) in conn.execute(sql, (match_expression(query),))]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("衞生署公佈裏面的羣組", "卫生署公布里面的群组"),
        ("防疫與檢測發熱門診", "防疫与检测发热门诊"),
        ("ＡＢＣ１２３，Ｈ５Ｎ１", "abc123,h5n1"),
        ("青卫〔2024〕3号［2024］【2024】(2024)（2024）", "青卫(2024)3号(2024)(2024)(2024)(2024)"),
        ("“十四五”「十四五」＂十四五＂", '"十四五""十四五""十四五"'),
        ("0999—5550123", "0999-5550123"),
        ("二○○八年", "二〇〇八年"),
        ("⻓期⻋辆", "长期车辆"),
        ("⼀、⽬标", "一、目标"),
    ],
)
def test_forms_that_mean_the_same_to_a_reader_fold_to_one(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
@example("ﬁ㎡İß")
def test_folding_keeps_length_and_is_settled_after_one_pass(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_folding_works_character_by_character(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("疫", "流感疫苗接种"),
        ("疫苗", "流感疫苗接种"),
        ("23", "共计12345人"),
        ("5N", "甲型H5N1流感"),
        ("n1", "甲型H5N1流感"),
        ("流感疫苗", "流感疫苗接種"),
        ("疫苗接種", "流感疫苗接种"),
        ("衛生", "卫生局"),
        ("卫生", "衞生署"),
        ("云卫〔2024〕16号", "云卫(2024)16号"),
        ("云卫(2024)16号", "云卫［2024］16号"),
        ("98.6%", "合格率为９８．６％。"),
        ("%", "合格率为98.6%"),
        ("通知，各", "的通知，各单位"),
        ("2024年8月", "2024 年 8 月 12 日"),
        ("通知", "通　知"),
        ("疫苗 接种", "接种流感疫苗"),
        ("“流感 疫苗”", "流感疫苗"),
        ("疫苗 “", "“疫苗”"),
        ("”“", "“通知”“公告”"),
        ("的" * 2_000, "的" * 2_001),
        ("*", "星号*在此"),
        ("NEAR", "nearby"),
        ("AND", "and"),
        ("𫠠", "姓名：𫠠某"),
        ("title:关于", "title:关于"),
    ],
)
def test_a_query_finds(query: str, text: str) -> None:
    assert search(index(row(body=text)), query) == [1]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("", "流感疫苗"),
        ("   ", "流感疫苗"),
        ('""', "流感疫苗"),
        ('"', "流感疫苗"),
        ("*", "流感疫苗"),
        ("%", "流感疫苗"),
        ("NEAR(流 感)", "流感疫苗"),
        ("流 OR 甲", "流感疫苗"),
        ("NOT 流", "流感疫苗"),
        ("流^感", "流感疫苗"),
        ("title:流感", "流感疫苗"),
        ("流-感", "流感疫苗"),
        ("疫苗 甲肝", "流感疫苗"),
        ("感苗", "流感疫苗"),
        ("通知各", "通知\n各单位"),
        ("甲乙", "甲\t乙"),
        ("通知各", "通知，各单位"),
        ("a\x00b", "ab"),
        ("\ud800", "流感"),
        ("\u200b\ufeff", "流感疫苗"),
        ("的" * 2_001, "的" * 2_001),
    ],
)
def test_a_query_finds_nothing_and_is_no_error(query: str, text: str) -> None:
    assert search(index(row(body=text)), query) == []


@pytest.mark.parametrize(
    "query", ["的" * 50_000, " ".join(chr(0x4E00 + n) for n in range(2_000)), '"' * 9_999]
)
def test_an_enormous_query_is_no_error(query: str) -> None:
    assert search(index(row(body="流感")), query) == []


@pytest.mark.parametrize(
    ("column", "value", "query"),
    [
        ("title", "关于接种的通知", "接种"),
        ("document_number", "云卫〔2024〕16号", "2024)16"),
        ("issuers", '["云泽省卫生健康委员会", "云泽省教育厅"]', "教育厅"),
        ("source", "疾控处", "疾控"),
        ("attachments", '[{"name": "报名表.docx", "url": null, "media_type": null}]', "报名表.doc"),
    ],
)
def test_every_indexed_column_is_searched(column: str, value: str, query: str) -> None:
    assert search(index(row(**{column: value})), query) == [1]


@pytest.mark.parametrize("query", ["name", "media_type", "会云泽", '", "'])
def test_the_syntax_of_stored_lists_is_not_searched(query: str) -> None:
    columns = row(
        issuers='["省卫健委会", "云泽省教育厅"]', attachments='[{"name": "表", "media_type": null}]'
    )
    assert search(index(columns), query) == []


ALPHABET = '的流感疫苗接種种衞卫〔(［２2024％%"“*-—，,。ＡaB \u3000\u200b\t\n𫠠'
TEXTS = st.text(alphabet=ALPHABET, max_size=30)


def visible(text: str) -> str:
    """The text as a substring scan sees it: folded, padding removed, line ends and tabs kept as one."""
    return re.sub(r"[ \u200b]", "", re.sub(r"[\t\n]+", "\n", fold(text)))


@given(TEXTS, st.text(alphabet=ALPHABET.replace("\t", "").replace("\n", "").replace(" ", ""), min_size=1))
@example("", "种")
def test_searching_one_term_equals_a_substring_scan(text: str, term: str) -> None:
    if re.search(r'\s|^"', fold(term)) or not visible(term):
        return
    assert bool(search(index(row(body=text)), term)) == (visible(term) in visible(text))


@given(TEXTS, st.data())
def test_every_part_of_a_line_finds_the_text(text: str, data: st.DataObject) -> None:
    line = data.draw(st.sampled_from(re.split(r"[\t\n ]", fold(text))))
    start = data.draw(st.integers(0, len(line)))
    part = line[start : data.draw(st.integers(start, len(line)))]
    if visible(part) and '"' not in part:
        assert search(index(row(body=text)), part) == [1]


@given(st.text(alphabet=string.printable + ALPHABET))
def test_no_query_is_a_syntax_error(query: str) -> None:
    search(index(row(body="流感")), query)


def test_a_removed_row_is_found_no_more_and_its_neighbour_still_is() -> None:
    first, second = row(title="流感疫苗", issuers='["甲局"]'), row(title="流感监测")
    conn = index(first, second)
    remove_from_index(conn, 1, first)
    assert search(conn, "流感") == [2]
    assert search(conn, "甲局") == []


def test_rebuilding_gives_the_index_of_the_notices_table() -> None:
    conn = index(row(title="旧文"))
    columns = ", ".join(SEARCH_COLUMNS)
    conn.execute(f"CREATE TABLE notices (search_key INTEGER, {columns})")
    conn.execute("INSERT INTO notices (search_key, title) VALUES (7, '新文')")
    rebuild_index(conn)
    assert (search(conn, "新文"), search(conn, "旧文")) == ([7], [])


def test_the_index_keeps_no_copy_of_the_text() -> None:
    conn = index(row(title="流感"))
    assert conn.execute("SELECT title FROM notices_search").fetchall() == [(None,)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("流感 疫苗 流感", ("流感", "疫苗")),
        ('"流感 疫苗"', ("流感疫苗",)),
        ("“流感 疫苗” 接種", ("流感疫苗", "接种")),
        ("“十四五”规划", ('"十四五"规划',)),
        ("   ", ()),
    ],
)
def test_terms_are_split_at_spaces_outside_quotation_marks(query: str, expected: tuple[str, ...]) -> None:
    assert terms(query) == expected


def test_matches_are_found_in_the_printed_text() -> None:
    text = "衞 生署：流感疫苗"
    assert [text[start:end] for start, end in find("卫生 疫苗", text)] == ["衞 生", "疫苗"]


@pytest.mark.parametrize("invisible", ["\u200b", "\u202c", "\u2066", "\ufe0f", "\U000e0100", "\u3000"])
def test_what_the_index_passes_over_hides_no_match_in_the_printed_text(invisible: str) -> None:
    assert find("葛城", f"致葛{invisible}城区") == [(1, 4)]


def test_nothing_is_found_for_a_blank_query() -> None:
    assert find("", "流感") == []


def test_tokens_are_pinned_because_a_silent_change_breaks_old_indexes() -> None:
    assert tokens("衞生〔2024〕3%，\n\n第 1 條") == "卫 生 x28 2 0 2 4 x29 3 x25 x2c x0a 第 1 条"
