"""An archive of any older shape keeps all its rows when it is opened for writing, and a copy of what it was."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click.testing
import pytest
from sqlite_utils import Database, Migrations

from archive import schema, shape
from archive.data_folder import DataFolder
from archive.errors import ArchiveError
from archive.migrations import MIGRATIONS
from archive.search import match_expression, rebuild_index
from archive.store import Archive
from crawler.cli import main
from tests.archive.verification.crawled import build, damages

NOW = datetime(2024, 10, 1, tzinfo=UTC)
STEPS = [step.name for step in MIGRATIONS.pending(Database(memory=True, execute_plugins=False))]

Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("crawled")
    build(path)
    return path


@pytest.fixture
def folder(crawled: Path, tmp_path: Path) -> DataFolder:
    return DataFolder(Path(shutil.copytree(crawled, tmp_path / "data")))


def make_older(folder: DataFolder, steps: int) -> None:
    """Put an archive of the shape after the first *steps* in the archive's place, with its rows."""
    current = folder.archive.rename(folder.path / "current.db")
    with closing(sqlite3.connect(folder.archive, isolation_level=None)) as conn:
        conn.row_factory = sqlite3.Row
        MIGRATIONS.apply(Database(conn, execute_plugins=False), stop_before=STEPS[steps])
        conn.execute(f"PRAGMA user_version = {steps}")
        conn.execute("ATTACH ? AS current", (str(current),))
        for table in schema.TABLES:
            known = [row["name"] for row in conn.execute(f"PRAGMA main.table_info({table})")]
            if known:
                names = ", ".join(name for name in known if name in schema.TABLES[table])
                # Before there was this column, a file that was replaced was no version.
                own = "WHERE file IS NULL" if table == "versions" and "file" not in known else ""
                conn.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM current.{table} {own}")
        conn.execute("DETACH current")
        if not conn.execute("PRAGMA table_info(addresses)").fetchall():
            conn.execute("DELETE FROM settings WHERE key = 'addresses'")  # which says that it is filled
        if not conn.execute("PRAGMA table_info(page_texts)").fetchall():
            conn.execute("DELETE FROM settings WHERE key = 'judging'")
        rebuild_index(conn)
    current.unlink()


def rows(path: Path) -> Rows:
    with closing(sqlite3.connect(path)) as conn:
        tables = [name for name in schema.TABLES if conn.execute(f"PRAGMA table_info({name})").fetchall()]
        return {name: sorted(map(tuple, conn.execute(f"SELECT * FROM {name}")), key=repr) for name in tables}


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as conn:
        return [*conn.iterdump(), *map(str, conn.execute("PRAGMA user_version").fetchone())]


@pytest.mark.parametrize("steps", range(1, len(STEPS)))
def test_rows_of_every_older_shape_are_kept_and_a_copy_made_before(folder: DataFolder, steps: int) -> None:
    make_older(folder, steps)
    before, as_it_was = rows(folder.archive), dump(folder.archive)
    with closing(Archive.open(folder.archive, now=NOW)) as archive:
        found = archive.conn.execute(
            "SELECT count(*) FROM notices_search WHERE notices_search MATCH ?", (match_expression("登革热"),)
        ).fetchone()
        assert found[0] == 2
        assert archive.conn.execute("PRAGMA user_version").fetchone()[0] == len(STEPS)
    after = rows(folder.archive)
    assert set(after) == set(schema.TABLES)
    assert set(before.pop("settings")) <= set(after["settings"])
    for table, old in before.items():
        assert [row[: len(old[0])] for row in after[table]] == old if old else True, table
    assert [damage for damage in damages(folder) if damage.kind != "index"] == []
    (copy,) = (folder.path / "backups").iterdir()
    assert copy.name == f"notices-{steps}-20241001T000000Z.db"
    assert dump(copy) == as_it_was


def broken_steps() -> Migrations:
    """Today's steps, one more that can be taken, and one that fails half-way."""

    def fail(db: Database) -> None:
        db.execute("DELETE FROM pages")
        raise sqlite3.IntegrityError("a row that nobody thought of")

    longer = Migrations(MIGRATIONS.name)
    for step in MIGRATIONS.pending(Database(memory=True, execute_plugins=False)):
        longer(name=step.name)(step.fn)
    longer(name="m998_colours")(lambda db: db.execute("ALTER TABLE sites ADD COLUMN colour TEXT"))
    longer(name="m999_broken")(fail)
    return longer


def test_a_step_that_fails_leaves_the_archive_as_it_was(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(folder.archive)
    with monkeypatch.context() as newer:
        newer.setattr(shape, "MIGRATIONS", broken_steps())
        with pytest.raises(
            ArchiveError, match=r"nobody thought of; it is as it was, and .*backups"
        ) as caught:
            Archive.open(folder.archive, now=NOW)
        assert "\n" not in str(caught.value)
    assert dump(folder.archive) == before
    (copy,) = (folder.path / "backups").iterdir()
    assert dump(copy) == before
    Archive.open(folder.archive).close()
    assert damages(folder) == []


def test_without_room_for_the_copy_nothing_is_migrated(folder: DataFolder) -> None:
    make_older(folder, 1)
    before = dump(folder.archive)
    (folder.path / "backups").write_text("a file in the folder's place")
    with pytest.raises(ArchiveError, match="could not be written"):
        Archive.open(folder.archive, now=NOW)
    assert dump(folder.archive) == before


@pytest.mark.parametrize(
    "command",
    [["status"], ["export", "--format", "csv", "-o", "-"], ["serve"], ["verify"]],
    ids=lambda c: c[0],
)
def test_reading_an_older_archive_says_in_a_sentence_how_to_bring_it_up_to_date(
    folder: DataFolder, command: list[str]
) -> None:
    make_older(folder, 1)
    before = dump(folder.archive)
    done = click.testing.CliRunner().invoke(main, [*command, "--data", str(folder.path)])
    assert done.exit_code == 2
    assert "has an older shape than this program reads; open it once for writing" in done.output
    assert done.output.count("\n") == 1
    assert dump(folder.archive) == before


def test_an_older_archive_can_be_backed_up_as_it_is(folder: DataFolder, tmp_path: Path) -> None:
    make_older(folder, 1)
    target = tmp_path / "old.db"
    done = click.testing.CliRunner().invoke(main, ["backup", str(target), "--data", str(folder.path)])
    assert done.exit_code == 0
    assert dump(target) == dump(folder.archive)


@pytest.mark.parametrize(
    "command", [["status"], ["dedup"], ["verify"], ["backup", "copy.db"]], ids=lambda c: c[0]
)
def test_a_newer_archive_is_refused_in_a_sentence(folder: DataFolder, command: list[str]) -> None:
    with closing(sqlite3.connect(folder.archive)) as conn:
        conn.execute("PRAGMA user_version = 999")
    before = folder.archive.read_bytes()
    done = click.testing.CliRunner().invoke(main, [*command, "--data", str(folder.path)])
    assert done.exit_code == 2
    assert "was written by a newer version of this program (shape 999)" in done.output
    assert done.output.count("\n") == 1
    assert folder.archive.read_bytes() == before
