"""A file is written whole or not at all, and what is no plain file stays what it is."""

import os
import threading
from pathlib import Path

import pytest

from archive.errors import UsageError
from archive.whole_file import whole_file
from tests.archive.full_disk import files_of_at_most


def test_a_file_appears_when_it_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    with whole_file(str(target)) as out:
        out.write(b"all")
        assert not target.exists()
    assert target.read_bytes() == b"all"


def test_a_name_may_be_as_long_as_a_file_system_takes(tmp_path: Path) -> None:
    target = tmp_path / f"{'通' * 83}.csv"
    with whole_file(str(target)) as out:
        out.write(b"all")
    assert target.read_bytes() == b"all"


def test_after_an_error_the_old_file_is_untouched_and_nothing_is_left(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_bytes(b"old")

    def break_off() -> None:
        with whole_file(str(target)) as out:
            out.write(b"half")
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        break_off()
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_a_full_disk_is_named_with_the_file(tmp_path: Path) -> None:
    def export() -> None:
        with files_of_at_most(1000), whole_file(str(tmp_path / "out.csv")) as out:
            out.write(b"x" * 100_000)

    with pytest.raises(UsageError, match=r"out\.csv cannot be written: "):
        export()
    assert list(tmp_path.iterdir()) == []


def test_a_closed_standard_output_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    with pytest.raises(UsageError, match="standard output is closed"), whole_file("-"):
        pass


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    link, target = tmp_path / "latest.csv", tmp_path / "2024.csv"
    target.write_bytes(b"old")
    link.symlink_to(target)
    with whole_file(str(link)) as out:
        out.write(b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
    reader.start()
    with whole_file(str(pipe)) as out:
        out.write(b"through")
    reader.join(timeout=10)
    assert received == [b"through"]
    assert pipe.is_fifo()


def test_a_folder_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="folder"), whole_file(str(tmp_path)):
        pass
