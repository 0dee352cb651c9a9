"""Exports are complete, the same twice, safe to open in a spreadsheet, and appear whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.cli import export_command
from archive.errors import ArchiveError, NoticesError, UsageError
from archive.export import COLUMNS, as_csv_cell, notice_rows, write_csv, write_jsonl, write_parquet
from archive.notice import Notice
from archive.schema import TABLES
from archive.whole_file import whole_file

Sample = tuple[Path, dict[str, str]]


@pytest.fixture
def conn(sample: Sample) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"file:{sample[0]}?mode=ro", uri=True)
    yield connection
    connection.close()


def run(sample: Sample, *arguments: str) -> Result:
    return CliRunner().invoke(export_command, ["--data", str(sample[0].parent), *arguments])


def csv_of(conn: sqlite3.Connection, **selection: str | bool) -> bytes:
    out = io.BytesIO()
    write_csv(notice_rows(conn, **selection), out)  # type: ignore[arg-type]
    return out.getvalue()


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_opens_in_excel_with_a_byte_order_mark_and_crlf(conn: sqlite3.Connection) -> None:
    data = csv_of(conn)
    assert data.startswith(b"\xef\xbb\xbfid,title,")
    assert data.endswith(b"\r\n")
    assert data.count(b"\r\n") == 1 + 9


def test_csv_holds_every_notice_once_in_the_order_of_ids(conn: sqlite3.Connection) -> None:
    ids = [row["id"] for row in read(csv_of(conn))]
    assert ids == [key for (key,) in conn.execute("SELECT id FROM notices ORDER BY id")]


def test_two_exports_are_the_same_bytes(conn: sqlite3.Connection) -> None:
    assert csv_of(conn) == csv_of(conn)


def test_csv_has_all_columns_of_the_table_but_the_internal_key() -> None:
    assert [*COLUMNS, "search_key"] == list(TABLES["notices"])


def test_word_lists_are_joined_and_structured_lists_are_json(
    conn: sqlite3.Connection, sample: Sample
) -> None:
    (row,) = (row for row in read(csv_of(conn)) if row["id"] == sample[1]["vaccine"])
    assert row["issuers"] == "云泽省卫生健康委员会；云泽省疾病预防控制局"
    assert row["addressees"] == "各市（县）卫生健康局、疾病预防控制中心；委直属各单位"
    assert json.loads(row["attachments"])[0]["name"] == "接种信息汇总表.xlsx"
    assert json.loads(row["evidence"])["issuers"][0]["rule"] == "signature"
    assert (row["effective_date"], row["parts"]) == ("", "")
    assert "\t第一批" in row["body"]


def test_no_cell_of_a_hostile_notice_is_a_formula(conn: sqlite3.Connection) -> None:
    for row in read(csv_of(conn)):
        assert not [cell for cell in row.values() if cell.lstrip().startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\u3000=1", "\n=1", "＝1", "－1"),
        *("\u00a0@x", "\v=1", "\u2003=1", "\u200b=1", "\x1f=1", "\x85 =1", "\ufeff\u200b＝1", "\t甲"),
    ],
)
def test_what_a_spreadsheet_would_compute_begins_with_an_apostrophe(text: str) -> None:
    assert as_csv_cell(text) == f"'{text}"


def test_a_null_character_hides_no_formula_and_reaches_no_reader_of_csv() -> None:
    assert as_csv_cell("\0=1+1\0") == "'=1+1"


@pytest.mark.parametrize("text", ["", "通知", "3-1", "（=1）", "a=1", "一、=1", "[{}]"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert as_csv_cell(text) == text


def test_jsonl_gives_back_the_notice(conn: sqlite3.Connection, sample: Sample) -> None:
    out = io.BytesIO()
    assert write_jsonl(notice_rows(conn), out) == 9
    (record,) = (
        json.loads(line) for line in out.getvalue().splitlines() if sample[1]["vaccine"].encode() in line[:30]
    )
    assert list(record) == list(COLUMNS)
    fields = {name: record[name] for name in Notice().to_json()}
    notice = Notice.from_json(fields)
    assert notice.document_number == "云卫疾控〔2024〕16号"
    assert notice.contacts[0].name == ("秦望舒",)


def test_absent_lists_are_empty_in_jsonl(blank_archive_path: Path) -> None:
    connection = sqlite3.connect(blank_archive_path)
    connection.execute(
        "INSERT INTO notices (id, url, site, first_seen, last_seen, sort_date, search_key)"
        " VALUES ('a', 'u', 's', 't', 't', 't', 1)"
    )
    out = io.BytesIO()
    write_jsonl(notice_rows(connection), out)
    record = json.loads(out.getvalue())
    assert (record["issuers"], record["evidence"], record["title"]) == ([], {}, None)
    connection.close()


@pytest.mark.parametrize(
    ("search", "where", "names"),
    [
        ("疫苗", None, {"vaccine", "last_year"}),
        ("疫苗", "year = '2024'", {"vaccine"}),
        ("登革热", None, {"traditional"}),
        (None, "status = 'gone'", {"gone"}),
        (None, "title LIKE '%规范' -- a comment", {"norms"}),
        (None, "1 = 0 OR year = '2023'", {"norms", "last_year"}),
        ("", None, set()),
        (
            None,
            "search_key IN (SELECT rowid FROM notices_search WHERE notices_search MATCH escape_fts('規範'))",
            {"norms", "vaccine", "last_year"},
        ),
    ],
)
def test_a_selection_gives_exactly_its_notices(
    conn: sqlite3.Connection, sample: Sample, search: str | None, where: str | None, names: set[str]
) -> None:
    found = {row["id"] for row in notice_rows(conn, search=search, where=where)}
    assert found == {sample[1][name] for name in names}


@pytest.mark.parametrize(
    "where",
    [
        "",
        "nonsense here",
        "no_such_column = 1",
        "1) ; DROP TABLE notices --",
        "id = ?",
        "(",
        "year = '2024",
        "randomblob(1e12)",
        "abs(-9223372036854775808)",
        "load_extension('x')",
        "1; DELETE FROM notices",
        "x\0y",
        "\ud800",
    ],
)
def test_a_bad_condition_is_one_sentence(conn: sqlite3.Connection, where: str) -> None:
    with pytest.raises(UsageError, match=r"^--where .* is not a condition on notices: ") as caught:
        list(notice_rows(conn, where=where))
    assert "\n" not in str(caught.value)


def test_a_search_that_is_too_long_is_one_sentence(conn: sqlite3.Connection) -> None:
    with pytest.raises(UsageError, match=r"^--search has 2,001 characters; expected at most 2,000$"):
        list(notice_rows(conn, search="的" * 2001))


@pytest.mark.parametrize("where", [None, "body <> ''"])
def test_a_damaged_archive_is_one_sentence(sample: Sample, tmp_path: Path, where: str | None) -> None:
    copy = tmp_path / "notices.db"
    shutil.copy(sample[0], copy)
    with copy.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (copy.stat().st_size - 4096))
    connection = sqlite3.connect(copy)
    with pytest.raises(ArchiveError, match=r"^the archive cannot be read: .*malformed"):
        list(notice_rows(connection, where=where))
    connection.close()


def test_an_export_holds_one_moment_while_the_archive_is_written(sample: Sample, tmp_path: Path) -> None:
    copy = tmp_path / "notices.db"
    shutil.copy(sample[0], copy)
    reader, writer = sqlite3.connect(copy), sqlite3.connect(copy)
    before = csv_of(reader)
    rows = notice_rows(reader)
    seen = [next(rows)]
    writer.execute("UPDATE notices SET title = 'changed'")
    writer.execute("DELETE FROM notices WHERE document_type = '通知'")
    writer.commit()
    out = io.BytesIO()
    write_csv([*seen, *rows], out)
    assert out.getvalue() == before
    assert csv_of(reader) != before
    reader.close()
    writer.close()


def test_contacts_can_be_left_out_everywhere(conn: sqlite3.Connection, sample: Sample) -> None:
    data = csv_of(conn, contacts=False).decode()
    for private in ("秦望舒", "5550123", "jkc@wsjk"):
        assert private not in data
    (row,) = (row for row in read(data.encode()) if row["id"] == sample[1]["vaccine"])
    assert (row["contacts"], "contacts" in json.loads(row["evidence"])) == ("", False)
    assert row["document_number"] == "云卫疾控〔2024〕16号"


def test_covering_keeps_the_offsets_of_the_evidence(conn: sqlite3.Connection, sample: Sample) -> None:
    rows = notice_rows(conn, where=f"id = '{sample[1]['vaccine']}'", contacts=False)
    (row,) = rows
    (date,) = row["evidence"]["issued_date"]
    assert row["body"][date["start"] : date["end"]].strip() == date["raw"]


def test_the_command_writes_a_file_that_opens_at_once(sample: Sample, tmp_path: Path) -> None:
    target = tmp_path / "通知.csv"
    result = run(sample, "--format", "csv", "-o", str(target), "--search", "疫苗")
    assert (result.exit_code, result.stderr) == (0, f"2 notices written to {target}\n")
    assert len(read(target.read_bytes())) == 2
    assert target.stat().st_mode & 0o444 == 0o444


@pytest.mark.parametrize("nothing", ["", " ", "\u3000"])
def test_a_search_for_nothing_finds_nothing(sample: Sample, nothing: str) -> None:
    result = run(sample, "--format", "jsonl", "-o", "-", "--search", nothing)
    assert (result.exit_code, result.stdout) == (0, "")


def test_the_command_writes_to_standard_output(sample: Sample) -> None:
    result = run(sample, "--format", "jsonl", "-o", "-", "--where", "year = '2023'")
    assert (result.exit_code, len(result.stdout.splitlines()), result.stderr) == (0, 2, "")


class Terminal(io.StringIO):
    """Standard error that a person looks at."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("target", "is_told"), [("x.csv", True), ("-", False)])
def test_a_person_is_told_how_far_an_export_is(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, is_told: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    command = ["--data", str(sample[0].parent), "--format", "csv", "-o", target]
    export_command.main(command, standalone_mode=False)
    assert (" notice [" in terminal.getvalue()) is is_told


def test_an_absent_pyarrow_is_one_sentence(conn: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match="pip install pyarrow"):
        write_parquet(notice_rows(conn), io.BytesIO())


def test_parquet_keeps_types_and_absence(conn: sqlite3.Connection, sample: Sample) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    out = io.BytesIO()
    assert write_parquet(notice_rows(conn), out) == 9
    rows = {row["id"]: row for row in parquet.read_table(io.BytesIO(out.getvalue())).to_pylist()}
    vaccine = rows[sample[1]["vaccine"]]
    assert vaccine["issuers"] == ["云泽省卫生健康委员会", "云泽省疾病预防控制局"]
    assert (vaccine["copies"], vaccine["effective_date"]) == (2, None)
    assert json.loads(vaccine["contacts"])[0]["name"] == ["秦望舒"]


def test_a_failed_export_leaves_the_old_file_and_no_other(sample: Sample, tmp_path: Path) -> None:
    target = tmp_path / "old.csv"
    target.write_text("old")
    result = run(sample, "--format", "csv", "-o", str(target), "--where", "nonsense(")
    assert isinstance(result.exception, UsageError)
    assert [path.name for path in tmp_path.iterdir()] == ["old.csv"]
    assert target.read_text() == "old"


@pytest.mark.parametrize("target", ["missing/x.csv", "."])
def test_a_place_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError), whole_file(target):
        pass


def test_a_missing_archive_is_one_sentence(tmp_path: Path) -> None:
    command = ["--data", str(tmp_path), "--format", "csv", "-o", "x"]
    result = CliRunner().invoke(export_command, command)
    assert isinstance(result.exception, NoticesError)
    assert result.exception.exit_code == 2
    assert not (tmp_path / "notices.db").exists()


def test_an_export_does_not_change_the_archive(sample: Sample, tmp_path: Path) -> None:
    before = sample[0].read_bytes()
    run(sample, "--format", "csv", "-o", str(tmp_path / "x.csv"))
    assert sample[0].read_bytes() == before
