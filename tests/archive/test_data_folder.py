"""The data folder: one writer at a time, and plain sentences when something is not there."""

import subprocess
import sys
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.errors import LockedError, UsageError

HOLD = """
import sys, time
from pathlib import Path
from archive.data_folder import DataFolder
with DataFolder(Path(sys.argv[1])).writing():
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_is_refused_and_a_killed_one_frees_the_lock(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE) as holder:
        try:
            assert holder.stdout is not None
            holder.stdout.readline()
            with pytest.raises(LockedError, match="another run"), DataFolder(tmp_path).writing():
                pass
        finally:
            holder.kill()
            holder.wait(timeout=10)
        with DataFolder(tmp_path).writing():
            pass


def test_a_refusal_met_while_writing_is_not_one_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(PermissionError), DataFolder(tmp_path).writing():
        raise PermissionError(13, "Permission denied", "notices.html")
    with DataFolder(tmp_path).writing():
        pass


def test_a_lock_that_cannot_be_made_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / ".lock").mkdir()
    with pytest.raises(UsageError, match="cannot be written"), DataFolder(tmp_path).writing():
        pass


def test_a_missing_archive_is_said_in_one_sentence_that_also_helps_who_has_one_elsewhere(
    tmp_path: Path,
) -> None:
    with pytest.raises(UsageError, match=r"does not exist.*--data"):
        DataFolder(tmp_path).existing_archive()


def test_a_file_in_place_of_the_folder_is_said_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_text("a file")
    with pytest.raises(UsageError, match="folder"):
        DataFolder(path).create()
