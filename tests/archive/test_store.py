"""Opening, creating, migrating and writing the archive file."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from archive import keys, schema, shape
from archive.errors import ArchiveError
from archive.search import FOLDING
from archive.store import Archive
from archive.vocabulary.regions import region_names
from tests.archive.full_disk import files_of_at_most

NOW = datetime(2024, 8, 12, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with closing(Archive.open(tmp_path / "data" / "notices.db")) as archive:
        archive.save_site("qingchuan", "清川市卫生健康委员会", "city")
    return tmp_path / "data" / "notices.db"


def ours(conn: sqlite3.Connection) -> set[str]:
    names = {row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {name for name in names if not name.startswith(("sqlite_", "_sqlite", schema.SEARCH_TABLE))}


def columns(conn: sqlite3.Connection, table: str) -> dict[str, str]:
    (sql,) = conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    inside = sql[sql.index("(") + 1 : sql.rindex(")")]
    lines = [line.strip() for line in re.split(r",(?![^(]*\))", inside)]
    return dict(line.split(" ", 1) for line in lines if not line.startswith("PRIMARY KEY ("))


def test_a_new_archive_has_exactly_the_tables_of_the_schema(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        assert ours(conn) == set(schema.TABLES)


@pytest.mark.parametrize("table", schema.TABLES)
def test_a_migrated_table_equals_the_schema(path: Path, table: str) -> None:
    with closing(sqlite3.connect(path)) as conn:
        assert columns(conn, table) == schema.TABLES[table]
        (sql,) = conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        key = re.search(r"PRIMARY KEY \((.*?)\)", sql)
        assert (tuple(key[1].split(", ")) if key else None) == keys.PRIMARY_KEYS.get(table)
        assert sql.endswith("WITHOUT ROWID") == (table in keys.WITHOUT_ROWID)
        indexes = {
            tuple(column[2] for column in conn.execute(f"PRAGMA index_info({row[1]})"))
            for row in conn.execute(f"PRAGMA index_list({table})")
            if row[3] == "c"
        }
        assert indexes == set(keys.INDEXES.get(table, ()))


def test_an_archive_is_marked_as_ours_and_knows_its_folding_and_regions(path: Path) -> None:
    with closing(Archive.open_readonly(path)) as archive:
        assert archive.conn.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID
        assert archive.conn.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert archive.setting("folding") == FOLDING
        regions = archive.conn.execute("SELECT code, name FROM regions").fetchall()
        assert dict(map(tuple, regions)) == dict(region_names())


def test_the_rows_survive_opening_again(path: Path) -> None:
    with closing(Archive.open(path)) as archive:
        assert archive.conn.execute("SELECT name FROM sites").fetchone()[0] == "清川市卫生健康委员会"
    assert not (path.parent / "backups").exists()


def test_an_index_made_under_another_folding_is_built_again(path: Path) -> None:
    with closing(Archive.open(path)) as archive:
        archive.save_setting("folding", "0")
    with closing(Archive.open(path)) as archive:
        assert archive.setting("folding") == FOLDING


def test_an_older_archive_is_backed_up_and_then_migrated(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    longer = Migrations(shape.MIGRATIONS.name)
    for step in shape.MIGRATIONS.pending(Database(memory=True)):
        longer(name=step.name)(step.fn)
    longer(name="m999_colours")(lambda db: db.execute("ALTER TABLE sites ADD COLUMN colour TEXT"))
    monkeypatch.setattr(shape, "MIGRATIONS", longer)
    with pytest.raises(ArchiveError, match="older shape"):
        Archive.open_readonly(path)
    with closing(Archive.open(path, now=NOW)) as archive:
        assert archive.conn.execute("SELECT name, colour FROM sites").fetchone()[:] == (
            "清川市卫生健康委员会",
            None,
        )
    backup = path.parent / "backups" / f"notices-{len(columns_of_steps(longer)) - 1}-20240812T030405Z.db"
    with closing(sqlite3.connect(backup)) as conn:
        assert "colour" not in columns(conn, "sites")
        assert conn.execute("SELECT name FROM sites").fetchone() == ("清川市卫生健康委员会",)
    monkeypatch.undo()
    before = path.read_bytes()
    for opening in (Archive.open, Archive.open_readonly):
        with pytest.raises(ArchiveError, match="newer version"):
            opening(path)
    assert path.read_bytes() == before


def columns_of_steps(migrations: Migrations) -> list[str]:
    return [step.name for step in migrations.pending(Database(memory=True))]


def test_a_kill_during_creation_leaves_a_file_that_can_be_created_again(tmp_path: Path) -> None:
    path = tmp_path / "notices.db"
    with closing(sqlite3.connect(path)) as conn:
        shape.MIGRATIONS.ensure_migrations_table(Database(conn))
    with closing(Archive.open(path)) as archive:
        assert archive.setting("folding") == FOLDING


def test_a_database_of_another_program_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE recipes (id INTEGER)")
    before = path.read_bytes()
    for opening in (Archive.open, Archive.open_readonly):
        with pytest.raises(ArchiveError, match=r"another program .*recipes"):
            opening(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notices.db"
    path.write_text("这不是数据库，只是一段文字。" * 10, encoding="utf-8")
    for opening in (Archive.open, Archive.open_readonly):
        with pytest.raises(ArchiveError, match="is not a database"):
            opening(path)


def test_a_damaged_database_is_refused_in_one_sentence(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    path.write_bytes(content)
    with pytest.raises(ArchiveError) as caught:
        Archive.open(path)
    assert "\n" not in str(caught.value)


def test_a_missing_archive_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="does not exist"):
        Archive.open_readonly(tmp_path / "notices.db")
    assert not (tmp_path / "notices.db").exists()


def test_a_folder_cannot_be_opened(tmp_path: Path) -> None:
    for opening in (Archive.open, Archive.open_readonly):
        with pytest.raises(ArchiveError):
            opening(tmp_path)


def test_a_readonly_archive_refuses_to_write(path: Path) -> None:
    with closing(Archive.open_readonly(path)) as archive, pytest.raises(ArchiveError, match="readonly"):
        archive.save_setting("a", "b")


@contextmanager
def failing(archive: Archive) -> Iterator[None]:
    """A transaction that ends in an error."""
    with archive.transaction():
        yield
        raise ZeroDivisionError


def test_a_failed_transaction_leaves_nothing(path: Path) -> None:
    with closing(Archive.open(path)) as archive:
        with pytest.raises(ZeroDivisionError), failing(archive):
            archive.save_setting("colour", "red")
        assert archive.setting("colour") is None


def test_a_failed_inner_transaction_leaves_its_neighbours(path: Path) -> None:
    with closing(Archive.open(path)) as archive:
        with archive.transaction():
            archive.save_setting("first", "1")
            with pytest.raises(ZeroDivisionError), failing(archive):
                archive.save_setting("second", "2")
            archive.save_setting("third", "3")
        assert [archive.setting(key) for key in ("first", "second", "third")] == ["1", None, "3"]


def test_an_archive_into_which_another_program_writes_is_named_in_one_sentence(path: Path) -> None:
    with (
        closing(Archive.open(path)) as archive,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        archive.conn.execute("PRAGMA busy_timeout = 50")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveError, match="is locked; expected no other program that writes into it"):
            archive.save_setting("colour", "red")
        other.execute("ROLLBACK")
        archive.save_setting("colour", "red")
        assert archive.setting("colour") == "red"


def test_a_full_disk_sends_nobody_to_a_rebuild(path: Path) -> None:
    """Which needs as much space again."""

    def grow() -> None:
        with closing(Archive.open(path)) as archive:
            archive.save_setting("colour", "red" * 100_000)

    for size in (200_000, 1000):  # found when it is written, or when it is opened
        with files_of_at_most(size), pytest.raises(ArchiveError, match="free space on its disk") as caught:
            grow()
        assert "rebuild" not in str(caught.value)


def test_another_reader_sees_a_transaction_only_when_it_is_complete(path: Path) -> None:
    with closing(Archive.open(path)) as archive, closing(Archive.open_readonly(path)) as reader:
        with archive.transaction():
            archive.save_setting("colour", "red")
            assert reader.setting("colour") is None
        assert reader.setting("colour") == "red"


def test_a_site_is_described_anew_and_keeps_its_health(path: Path) -> None:
    with closing(Archive.open(path)) as archive:
        archive.conn.execute("UPDATE sites SET health = 'ok'")
        archive.save_site("qingchuan", level="county", url="http://qingchuan.example/")
        row = archive.conn.execute("SELECT name, level, url, health FROM sites").fetchone()
        assert tuple(row) == ("qingchuan", "county", "http://qingchuan.example/", "ok")
