"""A backup is whole, of one moment, checked, and never takes a file's place unasked."""

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import click.testing
import pytest

from archive.backup import back_up
from archive.data_folder import DataFolder
from archive.errors import ArchiveError
from archive.store import Archive
from crawler.cli import main
from tests.archive.verification.crawled import build, damages


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return build(tmp_path / "data")


def run(*arguments: object) -> click.testing.Result:
    return click.testing.CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_backup_beside_the_captures_is_the_archive_again(folder: DataFolder, tmp_path: Path) -> None:
    done = run("backup", tmp_path / "copies" / "monday.db", "--data", folder.path)
    assert done.exit_code == 0
    assert "holds no captures" in done.output
    assert str(folder.captures) in done.output
    folder.archive.unlink()
    (tmp_path / "copies" / "monday.db").rename(folder.archive)
    assert damages(folder) == []
    with closing(Archive.open(folder.archive)) as archive:
        assert archive.setting("seen") == "everything"


def test_a_file_that_is_there_is_replaced_only_when_asked(folder: DataFolder, tmp_path: Path) -> None:
    target = tmp_path / "monday.db"
    target.write_text("something else")
    refused = run("backup", target, "--data", folder.path)
    assert (refused.exit_code, target.read_text()) == (2, "something else")
    assert "exists already" in refused.output
    assert run("backup", target, "--replace", "--quiet", "--data", folder.path).output == ""
    Archive.open_readonly(target).close()
    assert run("backup", folder.archive, "--replace", "--data", folder.path).exit_code == 2


def test_a_device_or_pipe_is_never_replaced(folder: DataFolder, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for options in ((), ("--replace",)):
        refused = run("backup", tmp_path / "pipe", *options, "--data", folder.path)
        assert (refused.exit_code, refused.output.count("\n")) == (2, 1)
        assert "a device or a pipe" in refused.output
    assert (tmp_path / "pipe").is_fifo()


def test_a_link_stays_a_link_and_what_it_leads_to_is_replaced(folder: DataFolder, tmp_path: Path) -> None:
    (tmp_path / "large-disk").mkdir()
    (tmp_path / "monday.db").symlink_to(tmp_path / "large-disk" / "notices.db")
    for _ in range(2):
        assert run("backup", tmp_path / "monday.db", "--replace", "--data", folder.path).exit_code == 0
        assert (tmp_path / "monday.db").is_symlink()
        Archive.open_readonly(tmp_path / "large-disk" / "notices.db").close()


def test_a_backup_made_while_others_write_is_of_one_moment(folder: DataFolder, tmp_path: Path) -> None:
    """Pairs are written together; a copy that took its pages at different moments would hold half of one."""
    with closing(Archive.open(folder.archive)) as archive:
        archive.save_setting("text", "字" * 3_000_000)
    is_over = threading.Event()
    written = 0

    def write() -> None:
        nonlocal written
        with closing(Archive.open(folder.archive)) as writing:
            while not is_over.is_set():
                with writing.transaction():
                    writing.save_setting(f"a{written:06d}", "x" * 3000)
                    writing.save_setting(f"z{written:06d}", "x" * 3000)
                written += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            before = written
            with closing(Archive.open_readonly(folder.archive)) as archive:
                back_up(archive.conn, tmp_path / f"{number}.db", lambda _left, _total: None)
            with closing(sqlite3.connect(tmp_path / f"{number}.db")) as copy:
                first, second = (
                    {key[1:] for (key,) in copy.execute("SELECT key FROM settings WHERE key GLOB ?", (mark,))}
                    for mark in ("a0*", "z0*")
                )
            assert first == second
            assert len(first) >= before
    finally:
        is_over.set()
        writer.join()


def test_a_copy_that_cannot_be_written_or_is_not_whole_gets_no_name(
    folder: DataFolder, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with (
        closing(Archive.open_readonly(folder.archive)) as archive,
        pytest.raises(ArchiveError, match="could not be written"),
    ):
        back_up(archive.conn, tmp_path / "file" / "monday.db")
    content = bytearray(folder.archive.read_bytes())
    for page in range(10, 30):
        content[page * 4096 : page * 4096 + 100] = b"\xa5" * 100
    folder.archive.write_bytes(content)
    target = tmp_path / "monday.db"
    target.write_text("sunday's")
    refused = run("backup", target, "--replace", "--data", folder.path)
    assert refused.exit_code == 2
    assert refused.output.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir() if "monday" in path.name] == ["monday.db"]
    assert target.read_text() == "sunday's"
