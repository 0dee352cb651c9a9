"""Any changed bit, lost byte or lost file of the captures is found, and nothing is that is not there."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from archive.capture import Capture
from archive.data_folder import DataFolder
from archive.gzip_members import HEADER
from archive.verification.damage import Damage
from archive.verification.verify import Verification
from archive.warc import CaptureWriter
from tests.archive.verification.crawled import OFFICE, START, build, checksums, damages, offset_of, taken_in


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return build(tmp_path)


def files(folder: DataFolder) -> list[Path]:
    return sorted(folder.captures.iterdir())


def where(found: list[Damage]) -> list[str]:
    return [damage.where for damage in found]


def flip(path: Path, bit: int) -> None:
    data = bytearray(path.read_bytes())
    data[bit // 8] ^= 1 << bit % 8
    path.write_bytes(data)


def test_a_folder_as_a_crawl_leaves_it_is_whole_and_stays_as_it_is(folder: DataFolder) -> None:
    before = checksums(folder)
    check = Verification(folder)
    assert list(check.damages()) == []
    assert check.numbers() == {
        "files": 2, "captures": 13, "unsealed": 0, "torn": 0, "notices": 3, "pages": 4, "found": 0,
    }  # fmt: skip
    after = checksums(folder)
    assert {path: after[path] for path in before} == before


@pytest.mark.parametrize("seed", range(6))
def test_any_changed_bit_is_found_and_told_in_one_sentence(folder: DataFolder, seed: int) -> None:
    chance = Random(seed)
    for _ in range(20):
        path = chance.choice(files(folder))
        bit = chance.randrange(path.stat().st_size * 8)
        flip(path, bit)
        found = damages(folder)
        assert found, f"bit {bit % 8} of byte {bit // 8} of {path.name}"
        assert all(damage.where.startswith(path.name) for damage in found), found
        assert all("\n" not in damage.sentence for damage in found)
        flip(path, bit)
    assert damages(folder) == []


@pytest.mark.parametrize("byte", range(10))
def test_bits_of_a_gzip_header_that_say_nothing_are_found_too(folder: DataFolder, byte: int) -> None:
    position = offset_of(folder, "/1.html")
    flip(files(folder)[0], (position + byte) * 8)
    (damage,) = damages(folder)
    assert damage.where == f"{files(folder)[0].name}:{position}"
    assert f"{OFFICE}/1.html" in damage.got


def test_the_same_text_packed_in_another_way_is_found(folder: DataFolder) -> None:
    """As a gzip member of the same length with other bits: no digest of WARC or gzip can see that."""
    path, position = files(folder)[0], offset_of(folder, "/1.html")
    data = path.read_bytes()
    end = data.find(HEADER, position + 1)
    content = gzip.decompress(data[position:end])
    path.write_bytes(data[:position] + gzip.compress(content, 1, mtime=0) + data[end:])
    assert f"{path.name}:{position}" in where(damages(folder))


@pytest.mark.parametrize("seed", range(3))
def test_a_file_cut_anywhere_is_found(folder: DataFolder, seed: int) -> None:
    chance = Random(seed)
    for path in files(folder):
        whole = path.read_bytes()
        for length in [0, *(chance.randrange(offset_of_last(folder, path.name)) for _ in range(5))]:
            path.write_bytes(whole[:length])
            assert any(item.startswith(path.name) for item in where(damages(folder))), length
        path.write_bytes(whole)


def offset_of_last(folder: DataFolder, name: str) -> int:
    with closing(sqlite3.connect(folder.archive)) as conn:
        return int(
            conn.execute("SELECT last_offset FROM capture_files WHERE name = ?", (name,)).fetchone()[0]
        )


def test_a_lost_file_is_found_also_where_no_row_names_it(folder: DataFolder) -> None:
    with CaptureWriter(folder.captures, START.replace(day=9)) as captures:
        robots = Capture(url=f"{OFFICE}/robots.txt", fetched_at=START, kind="robots")
        taken_in(folder, captures, robots)
    assert damages(folder) == []
    files(folder)[2].unlink()
    (damage,) = damages(folder)
    assert (damage.kind, damage.where) == ("file", "20240909T010000Z-0000.warc.gz")
    files(folder)[0].unlink()
    named = [damage.got for damage in damages(folder) if damage.kind == "file"]
    assert named[0] == "the file is missing, and 6 rows name captures in it"


def test_swapped_files_are_found(folder: DataFolder) -> None:
    first, second = files(folder)
    other = first.with_name("other")
    first.rename(other)
    second.rename(first)
    other.rename(second)
    found = damages(folder)
    assert {damage.kind for damage in found} >= {"file", "row"}
    assert any("it was called 20240903T010000Z-0000.warc.gz when it was written" in d.got for d in found)


def test_a_capture_cut_out_is_found(folder: DataFolder) -> None:
    path, position = files(folder)[1], offset_of(folder, "/4.html")
    data = path.read_bytes()
    response = data.find(HEADER, position + 1)
    end = data.find(HEADER, response + 1)
    path.write_bytes(data[:position] + data[end:])
    assert any("/4.html" in damage.expected or "/4.html" in damage.got for damage in damages(folder))
    path.write_bytes(data[:response] + data[end:])
    (damage, *_) = damages(folder)
    assert damage.got.endswith("no record behind it describes it")


def test_zeros_and_garbage_in_the_middle_cost_only_what_they_cover(folder: DataFolder) -> None:
    path, position = files(folder)[0], offset_of(folder, "/1.html")
    data = bytearray(path.read_bytes())
    for filling in (bytes(60), HEADER * 8):
        data[position + 20 : position + 20 + len(filling)] = filling
        path.write_bytes(data)
        assert where(damages(folder)) == [f"{path.name}:{position}"]


def test_what_a_stopped_run_left_unfinished_is_no_damage(folder: DataFolder) -> None:
    """Its last record, cut at any byte, of which nothing was made."""
    with CaptureWriter(folder.captures, START.replace(day=9)) as captures:
        taken_in(folder, captures, Capture(url=f"{OFFICE}/a", fetched_at=START, kind="listing"))
        start = files(folder)[2].stat().st_size
        captures.keep(Capture(url=f"{OFFICE}/b", fetched_at=START, body=bytes(range(200))))
    path = files(folder)[2]
    whole = path.read_bytes()
    for length in [*range(start, len(whole), 19), len(whole) - 1]:
        path.write_bytes(whole[:length])
        check = Verification(folder)
        assert list(check.damages()) == [], length
        assert check.torn == (length > start)
    path.write_bytes(whole[: start + 30] + bytes(4000))  # as after a power failure
    assert damages(folder) == []


def test_a_file_of_another_program_is_named(folder: DataFolder) -> None:
    (folder.captures / "foreign.warc.gz").write_bytes(b"no WARC at all")
    (folder.captures / "2-empty.warc.gz").touch()
    (folder.captures / "notes.txt").write_text("nothing")
    assert where(damages(folder)) == ["foreign.warc.gz:0"]
