"""The search index is held against the notices text by text: whose text it is, and character by character."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.attached_text import searched_row
from archive.data_folder import DataFolder
from archive.schema import SEARCH_TABLE
from archive.search import add_to_index, remove_from_index
from archive.store import Archive
from tests.archive.verification.crawled import build, damages

Row = dict[str, str | None]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole")
    build(path)
    return path


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> DataFolder:
    return DataFolder(Path(shutil.copytree(whole, tmp_path / "data")))


@pytest.fixture
def archive(folder: DataFolder) -> Iterator[Archive]:
    with closing(Archive.open(folder.archive)) as opened:
        yield opened


def texts(archive: Archive) -> dict[int, Row]:
    """What the index holds under each key."""
    notices = archive.conn.execute("SELECT * FROM notices ORDER BY search_key").fetchall()
    return {notice["search_key"]: searched_row(archive.conn, notice) for notice in notices}


def said(folder: DataFolder) -> list[str]:
    found = damages(folder)
    assert {(damage.kind, damage.where) for damage in found} <= {("index", SEARCH_TABLE)}
    return sorted(damage.got for damage in found)


def other_notice(archive: Archive, *keys: int) -> list[str]:
    ids = dict(map(tuple, archive.conn.execute("SELECT search_key, id FROM notices")))
    return sorted(f"it holds another text of notice {ids[key]}" for key in keys)


def reversed_body(row: Row) -> Row:
    return {**row, "body": (row["body"] or "")[::-1]}


def exchanged_ends(row: Row) -> Row:
    body = row["body"] or ""
    return {**row, "body": body[-1] + body[1:-1] + body[0]}


def source_as_title(row: Row) -> Row:
    return {**row, "title": row["source"], "source": row["title"]}


def one_figure(row: Row) -> Row:
    return {**row, "body": (row["body"] or "").replace("8月", "9月", 1)}


@pytest.mark.parametrize("change", [reversed_body, exchanged_ends, source_as_title, one_figure])
def test_an_entry_with_another_text_is_found(
    folder: DataFolder, archive: Archive, change: Callable[[Row], Row]
) -> None:
    row = texts(archive)[1]
    remove_from_index(archive.conn, 1, row)
    add_to_index(archive.conn, 1, change(row))
    assert said(folder) == other_notice(archive, 1)


def test_entries_that_changed_places_are_found(folder: DataFolder, archive: Archive) -> None:
    one, other = texts(archive)[1], texts(archive)[2]
    for key, before, after in ((1, one, other), (2, other, one)):
        remove_from_index(archive.conn, key, before)
        add_to_index(archive.conn, key, after)
    assert said(folder) == other_notice(archive, 1, 2)


def test_an_entry_that_is_missing_is_found(folder: DataFolder, archive: Archive) -> None:
    (lost,) = archive.conn.execute("SELECT id FROM notices WHERE search_key = 2").fetchone()
    remove_from_index(archive.conn, 2, texts(archive)[2])
    assert said(folder) == [f"it does not hold notice {lost}"]


def test_an_entry_that_lost_its_characters_alone_is_found(folder: DataFolder, archive: Archive) -> None:
    (lost,) = archive.conn.execute("SELECT id FROM notices WHERE search_key = 2").fetchone()
    (length,) = archive.conn.execute("SELECT sz FROM notices_search_docsize WHERE id = 2").fetchone()
    remove_from_index(archive.conn, 2, texts(archive)[2])
    archive.conn.execute("INSERT INTO notices_search_docsize(id, sz) VALUES (2, ?)", (length,))
    assert said(folder) == [f"it does not hold notice {lost}"]


@pytest.mark.parametrize("is_counted", [True, False])
def test_an_entry_that_is_left_over_is_found(folder: DataFolder, archive: Archive, is_counted: bool) -> None:
    add_to_index(archive.conn, 99, texts(archive)[1])
    if not is_counted:
        archive.conn.execute("DELETE FROM notices_search_docsize WHERE id = 99")
    assert said(folder) == ["it holds a text under 99, which is no notice's search_key"]


def test_a_notice_that_got_another_text_without_its_entry_is_found(
    folder: DataFolder, archive: Archive
) -> None:
    """As when a program of another one's writes into the table."""
    row = archive.conn.execute("SELECT id, title FROM notices WHERE search_key = 1").fetchone()
    archive.conn.execute("UPDATE notices SET title = ? WHERE id = ?", (row["title"][::-1], row["id"]))
    assert other_notice(archive, 1)[0] in {damage.got for damage in damages(folder)}


def test_an_index_that_is_whole_is_added_up_and_not_looked_through(
    folder: DataFolder, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    statements: list[str] = []
    monkeypatch.setattr("archive.verification.verify.Archive.open_readonly", lambda _path: archive)
    archive.conn.set_trace_callback(statements.append)
    assert damages(folder) == []
    asked = [statement for statement in statements if "temp.held WHERE" in statement]
    assert asked
    assert all(statement.startswith("SELECT sum(") for statement in asked)


def test_a_damaged_index_is_told_in_sentences(folder: DataFolder) -> None:
    with closing(sqlite3.connect(folder.archive)) as conn, conn:
        conn.execute("UPDATE notices_search_data SET block = zeroblob(40) WHERE id > 100")
    found = damages(folder)
    assert found
    assert all("\n" not in damage.sentence for damage in found)
