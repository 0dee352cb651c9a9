"""A row of the archive that is lost, changed or leads nowhere is found, whatever the change."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import click.testing
import pytest

from archive import schema
from archive.data_folder import DataFolder
from archive.errors import ForeignArchiveError, OldArchiveError, UsageError
from archive.keys import PRIMARY_KEYS, WITHOUT_ROWID
from crawler.cli import main
from tests.archive.verification.crawled import build, damages


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole")
    build(path)
    return path


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> DataFolder:
    return DataFolder(Path(shutil.copytree(whole, tmp_path / "data")))


def change(folder: DataFolder, sql: str, *values: object) -> None:
    """Change exactly one row, as nobody should."""
    with closing(sqlite3.connect(folder.archive)) as conn, conn:
        assert conn.execute(sql, values).rowcount == 1, sql


TOLD = {
    "notices": schema.TABLES["notices"].keys(),
    "pages": ("id", "notice_id", "url", "part", "title", "published_date", "source", "status", "first_seen",
              "last_seen", "capture"),
    "versions": ("id", "page_id", "observed_at", "title", "body", "body_sha256", "change", "capture", "record", "file"),
    "attachments": ("id", "page_id", "url", "bytes", "sha256", "text"),
    "file_looks": ("url", "observed_at", "sha256", "bytes", "text_sha256", "capture", "text"),
    "offered_files": ("url", "page_id"),
    "citations": ("id", "notice_id", "type", "title", "document_number", "target_id"),
    "notice_aliases": ("id", "notice_id"),
    "look_alikes": ("notice_id", "other_id"),
    "page_texts": ("page_id", "text_id"),
    "text_pairs": ("text_id", "other_id", "verdict"),
    "capture_files": ("name", "last_offset"),
}  # fmt: skip


@pytest.mark.parametrize(("table", "column"), [(table, name) for table in TOLD for name in TOLD[table]])
@pytest.mark.parametrize("value", ["另一个值", 7, None])
def test_a_changed_value_is_found(folder: DataFolder, table: str, column: str, value: object) -> None:
    first = next(iter(schema.TABLES[table]))
    key = PRIMARY_KEYS.get(table, (first if table in WITHOUT_ROWID else "rowid",))
    keys = ", ".join(key)
    one = f"({keys}) = (SELECT {keys} FROM {table} ORDER BY {keys} LIMIT 1)"
    with closing(sqlite3.connect(folder.archive)) as conn:
        (before,) = conn.execute(f"SELECT {column} FROM {table} WHERE {one}").fetchone()
    if before == value:
        pytest.skip("it is that already")
    if (table, column, value) == ("file_looks", "capture", None):
        pytest.skip("a file that was known before looks at it were kept has no capture there")
    try:
        change(folder, f"UPDATE {table} SET {column} = ? WHERE {one}", value)
    except sqlite3.IntegrityError:
        return  # SQLite itself refuses it
    found = damages(folder)
    assert found
    assert all("\n" not in damage.sentence and damage.kind != "archive" for damage in found)


@pytest.mark.parametrize("table", [*(table for table in TOLD if table != "capture_files"), "sites"])
def test_a_lost_row_is_found(folder: DataFolder, table: str) -> None:
    with closing(sqlite3.connect(folder.archive)) as conn:
        key = PRIMARY_KEYS.get(table, (next(iter(schema.TABLES[table])),))
        marks = " AND ".join(f"{name} = ?" for name in key)
        # Of other pairs one can be missing beside one that says as much.
        notice = (
            "(SELECT notice_id FROM pages JOIN page_texts AS read ON page_id = id WHERE read.text_id = {})"
        )
        joins = f"text_id != other_id AND {notice.format('text_pairs.text_id')} = {notice.format('other_id')}"
        where = joins if table == "text_pairs" else "true"
        keys = conn.execute(f"SELECT {', '.join(key)} FROM {table} WHERE {where}").fetchall()
    for values in keys:
        copy = DataFolder(Path(shutil.copytree(folder.path, folder.path.with_name("copy"))))
        change(copy, f"DELETE FROM {table} WHERE {marks}", *values)
        assert damages(copy), values
        shutil.rmtree(copy.path)


def test_a_page_lost_with_everything_that_names_it_is_found_by_its_capture(folder: DataFolder) -> None:
    with closing(sqlite3.connect(folder.archive)) as conn, conn:
        (page,) = conn.execute("SELECT id FROM pages WHERE url LIKE '%/4.html'").fetchone()
        (key,) = conn.execute("SELECT search_key FROM notices WHERE id = ?", (page,)).fetchone()
        for table, column in (("citations", "notice_id"), ("versions", "page_id"), ("notices", "id"),
                              ("page_texts", "page_id"), ("pages", "id")):  # fmt: skip
            conn.execute(f"DELETE FROM {table} WHERE {column} = ?", (page,))
        conn.execute("DELETE FROM notices_search_docsize WHERE id = ?", (key,))
    assert any("no row was made from the capture of" in damage.got for damage in damages(folder))


def test_the_search_index_is_held_against_the_notices(folder: DataFolder) -> None:
    """Two characters of a text exchanged by others: as long, but another text."""
    with closing(sqlite3.connect(folder.archive)) as conn, conn:
        conn.execute(
            "INSERT INTO notices_search(notices_search, rowid, title, body, document_number, issuers, source, "
            "attachments) VALUES ('delete', 1, '疫', '', '', '', '', '')"
        )
        conn.execute(
            "INSERT INTO notices_search(rowid, title, body, document_number, issuers, source, attachments) "
            "VALUES (9, '疫', '', '', '', '', '')"
        )
    assert {damage.kind for damage in damages(folder)} == {"index"}


def test_a_damaged_database_is_damage_and_the_captures_are_checked_all_the_same(folder: DataFolder) -> None:
    content = bytearray(folder.archive.read_bytes())
    content[100:4096] = b"\xff" * 3996
    folder.archive.write_bytes(content)
    done = click.testing.CliRunner().invoke(main, ["verify", "--data", str(folder.path)])
    assert done.exit_code == 1
    assert "13 captures in 2 files" in done.output


@pytest.mark.parametrize("page", [2, 5, 9, 14, 20, 30, 40])
def test_a_damaged_page_of_the_database_is_a_sentence(folder: DataFolder, page: int) -> None:
    content = bytearray(folder.archive.read_bytes())
    content[page * 4096 : page * 4096 + 200] = b"\xa5" * 200
    folder.archive.write_bytes(content)
    found = damages(folder)
    assert found
    assert all("\n" not in damage.sentence for damage in found)


def test_the_command_says_what_is_damaged_and_changes_its_exit_code(folder: DataFolder) -> None:
    runner = click.testing.CliRunner()
    well = runner.invoke(main, ["verify", "--data", str(folder.path)])
    assert (well.exit_code, well.stdout) == (
        0, "13 captures in 2 files, 3 notices, 4 pages: all whole.\n",
    )  # fmt: skip
    assert runner.invoke(main, ["verify", "--quiet", "--data", str(folder.path)]).output == ""
    change(folder, "UPDATE notices SET copies = 5 WHERE copies = 1")
    ill = runner.invoke(main, ["verify", "--data", str(folder.path)])
    assert ill.exit_code == 1
    assert ill.stdout.splitlines()[-1].endswith("1 damage found.")
    assert ": its copies is 5; expected 1; `notices rebuild`" in ill.stdout
    told = runner.invoke(main, ["verify", "--quiet", "--json", "--data", str(folder.path)])
    damage, summary = map(json.loads, told.stdout.splitlines())
    assert (damage["kind"], summary["summary"]["found"]) == ("row", 1)


def test_a_folder_without_an_archive_of_ours_is_wrong_usage(folder: DataFolder) -> None:
    with closing(sqlite3.connect(folder.archive)) as conn:
        conn.execute("PRAGMA user_version = 999")
    with pytest.raises(ForeignArchiveError, match="newer"):
        damages(folder)
    with closing(sqlite3.connect(folder.archive)) as conn, conn:
        conn.execute("DELETE FROM _sqlite_migrations WHERE name != 'm001_tables'")
        conn.execute("PRAGMA user_version = 1")
    with pytest.raises(OldArchiveError, match="older shape"):
        damages(folder)
    folder.archive.unlink()
    with pytest.raises(UsageError, match="does not exist"):
        damages(folder)


def test_an_archive_that_is_no_database_is_one_damage_said_in_one_sentence(folder: DataFolder) -> None:
    folder.archive.write_text("hello")
    (damage,) = (found for found in damages(folder) if found.kind == "archive")
    assert damage.got.startswith("it cannot be read to its end: not a database")
    assert "expected" not in damage.got
