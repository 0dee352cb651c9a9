"""The archive is made anew from what lies in the captures folder, and there is one at every moment."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.capture import Capture
from archive.clock import Clock
from archive.data_folder import DataFolder
from archive.errors import ForeignArchiveError, LockedError, UnreadableError
from archive.store import Archive
from archive.warc import CaptureWriter
from crawler import rebuilding
from crawler.importing import import_files
from crawler.rebuilding import rebuild
from crawler.replay import ReplayReport
from tests.crawler.test_resuming import DERIVED, KNOWN, OFFICE, START, article, rows, run, web

MEMORY = ("sites", "crawls", "failures", "urls")


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    run(tmp_path, 0)
    return DataFolder(tmp_path)


def again(folder: DataFolder) -> ReplayReport:
    return rebuild(folder, sites=KNOWN, clock=Clock(START))


def test_the_runs_memory_is_carried_over_and_the_old_archive_kept(folder: DataFolder) -> None:
    before, memory = rows(folder.archive), rows(folder.archive, tables=MEMORY)
    assert again(folder).exit_code == 0
    assert [path.name for path in folder.path.glob("notices.db*")] == ["notices.db"]
    assert (rows(folder.archive), rows(folder.archive, tables=MEMORY)) == (before, memory)
    (backup,) = (folder.path / "backups").iterdir()
    assert rows(backup) == before


def test_what_was_written_last_is_not_lost_with_the_log(folder: DataFolder) -> None:
    """A killed run leaves its last writes in the -wal file."""
    with Archive.open(folder.archive) as archive:
        archive.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        archive.save_site("late", "晚到的站点")
        copy = folder.path / "copy"
        copy.mkdir()
        for path in folder.path.glob("notices.db*"):
            shutil.copy(path, copy)
    shutil.copytree(folder.captures, copy / "captures")
    assert (copy / "notices.db-wal").stat().st_size
    again(DataFolder(copy))
    assert any("晚到的站点" in row for row in rows(copy / "notices.db", tables=("sites",))["sites"])
    (backup,) = (copy / "backups").iterdir()
    assert any("晚到的站点" in row for row in rows(backup, tables=("sites",))["sites"])


def test_stopped_at_any_step_there_is_a_whole_archive(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(folder.archive)
    for step in ("copy_run_memory", "read_captures", "_keep_beside", "_merge_log"):
        with monkeypatch.context() as patch:
            patch.setattr(rebuilding, step, _killed)
            with pytest.raises(KeyboardInterrupt):
                again(folder)
        assert rows(folder.archive) == before, step
        assert not list(folder.path.glob("*.rebuilding*")), step
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", _killed)
        with pytest.raises(KeyboardInterrupt):
            again(folder)
    assert rows(folder.archive) == before
    again(folder)
    assert rows(folder.archive) == before


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("damage", ["header", "schema", "middle", "half", "empty"])
def test_a_damaged_archive_is_made_anew_and_set_aside(folder: DataFolder, damage: str) -> None:
    before = rows(folder.archive)
    content = bytearray(folder.archive.read_bytes())
    match damage:
        case "header":
            content[:100] = bytes(100)
        case "schema":
            content[:4096] = content[:4096].replace(b"CREATE TABLE", b"CR\xe4ATE TABLE")[:4096]
        case "middle":
            content[100:40_000] = b"\xff" * 39_900
        case "half":
            del content[len(content) // 2 :]
        case _:
            content.clear()
    folder.archive.write_bytes(content)
    again(folder)
    assert rows(folder.archive) == before
    (backup,) = (folder.path / "backups").iterdir()
    assert damage == "empty" or backup.read_bytes() == content


@pytest.mark.parametrize("statement", ["PRAGMA user_version = 99", "PRAGMA application_id = 7"])
def test_an_archive_that_is_not_ours_to_change_is_left_alone(folder: DataFolder, statement: str) -> None:
    with closing(sqlite3.connect(folder.archive)) as conn:
        conn.execute(statement)
    content = folder.archive.read_bytes()
    with pytest.raises(ForeignArchiveError):
        again(folder)
    assert folder.archive.read_bytes() == content


def test_a_reader_that_holds_the_archive_is_named(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "_BUSY_SECONDS", 0.1)
    with Archive.open(folder.archive) as writer, Archive.open_readonly(folder.archive) as reader:
        reader.conn.execute("BEGIN")
        reader.conn.execute("SELECT count(*) FROM pages").fetchone()
        writer.save_site("late")
        with pytest.raises(LockedError, match="another program"):
            again(folder)
    again(folder)


def test_imported_files_are_still_there(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(article(3))
    folder = DataFolder(tmp_path / "data")
    import_files(folder, [tmp_path / "page.html"], sites={}, clock=Clock(START), fetched_at=START)
    before = rows(folder.archive, tables=(*DERIVED, "sites"))
    assert again(folder).failures == []
    assert rows(folder.archive, tables=(*DERIVED, "sites")) == before
    folder.archive.unlink()
    again(folder)
    assert rows(folder.archive, tables=(*DERIVED, "sites")) == before


def test_other_files_in_the_captures_folder_are_named_or_passed_over(folder: DataFolder) -> None:
    before = rows(folder.archive)
    (folder.captures / "README.txt").write_text("nothing")
    (folder.captures / "0-bad.warc.gz").write_bytes(b"no WARC at all")
    (folder.captures / "1-folder.warc.gz").mkdir()
    (folder.captures / "2-empty.warc.gz").touch()
    report = again(folder)
    assert rows(folder.archive) == before
    assert len(report.unreadable_files) == 2
    assert report.exit_code == 1


def test_an_archive_of_nothing_takes_no_place(folder: DataFolder) -> None:
    """A missing right or an unmounted disk makes every file of captures unreadable."""
    before = rows(folder.archive)
    for path in folder.captures.iterdir():
        path.unlink()
        path.mkdir()
    with pytest.raises(UnreadableError, match=r"cannot be read: .*; no archive was made"):
        again(folder)
    assert rows(folder.archive) == before
    assert not (folder.path / "backups").exists()


def test_a_torn_last_record_loses_only_itself(folder: DataFolder) -> None:
    before = rows(folder.archive)
    late = START.replace(hour=2)
    with CaptureWriter(folder.captures, late) as captures:
        body = web(0)[f"{OFFICE}/d/88.html"]
        assert isinstance(body, bytes)
        captures.keep(Capture(url=f"{OFFICE}/new.html", fetched_at=late, body=body, site="linhu"))
    last = max(folder.captures.iterdir())
    last.write_bytes(last.read_bytes()[:-40])
    again(folder)
    assert rows(folder.archive) == before
