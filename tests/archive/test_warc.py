"""Captures come back from WARC files as they went in, and torn files lose only the torn record."""

import gzip
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.cli import main as warcio

import archive
from archive.capture import Capture
from archive.errors import ArchiveError, UnreadableError
from archive.store import Archive
from archive.warc import CaptureWriter, read_capture, read_captures, read_foreign
from tests.archive.full_disk import files_of_at_most

WHEN = datetime(2024, 8, 12, 3, 4, 5, 678901, tzinfo=UTC)


def capture(number: int, body: bytes = b"", **fields: object) -> Capture:
    values = {
        "url": f"http://wsjk.example/{number}.html",
        "fetched_at": WHEN,
        "headers": (("Content-Type", "text/html; charset=gb2312"), ("Content-Encoding", "gzip")),
        "body": body or f"<p>第{number}号通知</p>".encode("gb18030"),
        "site": "qingchuan",
        "kind": "page",
        "via": "http://wsjk.example/index.html",
        "listed_title": "关于做好流感疫苗接种工作的通知",
        "listed_date": "2024-08-12",
    }
    return Capture(**{**values, **fields})  # type: ignore[arg-type]


def keep(folder: Path, *captures: Capture) -> list[str]:
    writer = CaptureWriter(folder, WHEN)
    positions = [writer.keep(item) for item in captures]
    writer.close()
    return positions


def test_a_capture_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    original = capture(1, requested_url="http://wsjk.example/old.html")
    (position,) = keep(tmp_path, original)
    (found,) = read_captures(tmp_path / position.rpartition(":")[0])
    assert found.position == position
    assert found.body == original.body
    assert found.fetched_at == WHEN
    assert found.header("content-type") == "text/html; charset=gb2312"
    for name in ("url", "status", "site", "kind", "via", "listed_title", "listed_date", "requested_url"):
        assert getattr(found, name) == getattr(original, name)


def test_the_body_is_kept_decoded_so_its_encoding_header_is_not(tmp_path: Path) -> None:
    keep(tmp_path, capture(1))
    (found,) = read_captures(next(tmp_path.glob("*.warc.gz")))
    assert found.header("content-encoding") is None
    assert found.header("content-length") == str(len(found.body))


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("Set-Cookie", "\xd6\xd0=1; path=/", "%D6%D0=1; path=/"),
        ("Content-Disposition", "\xcd\xa8; filename=a.doc", "%CD%A8; filename=a.doc"),
        ("Server", "中", "%E4%B8%AD"),
    ],
)
def test_a_header_beyond_ascii_keeps_its_bytes_and_loses_no_capture(
    tmp_path: Path, name: str, value: str, kept: str
) -> None:
    keep(tmp_path, capture(1, headers=((name, value), ("X\xff", "a"))))
    (found,) = read_captures(next(tmp_path.glob("*.warc.gz")))
    assert found.header(name) == kept


@pytest.mark.parametrize("body", [b"\x00\xff\r\n\r\n" * 50, b"HTTP/1.1 200 OK\r\n\r\nx", b"WARC/1.1\r\n"])
def test_hostile_bodies_come_back_byte_for_byte(tmp_path: Path, body: bytes) -> None:
    keep(tmp_path, capture(1, body), capture(2))
    first, second = read_captures(next(tmp_path.glob("*.warc.gz")))
    assert first.body == body
    assert second.url.endswith("2.html")


def test_the_archive_learns_how_far_the_captures_go_when_it_takes_them_in(tmp_path: Path) -> None:
    with (
        Archive.open(tmp_path / "notices.db") as archive,
        CaptureWriter(tmp_path / "captures", WHEN) as captures,
    ):
        archive.before_commit = captures.note_last
        captures.keep(capture(1))
        last = captures.keep(capture(2))
        assert archive.conn.execute("SELECT * FROM capture_files").fetchall() == []
        archive.save_setting("a", "1")
        assert [
            f"{name}:{offset}" for name, offset in archive.conn.execute("SELECT * FROM capture_files")
        ] == [last]


def test_an_empty_body_is_a_capture_too(tmp_path: Path) -> None:
    keep(tmp_path, Capture(url="http://wsjk.example/empty", fetched_at=WHEN, site="a"))
    (found,) = read_captures(next(tmp_path.glob("*.warc.gz")))
    assert found.body == b""


def test_a_request_that_nothing_answered_is_kept_with_status_0(tmp_path: Path) -> None:
    keep(tmp_path, Capture(url="http://wsjk.example/2.html", fetched_at=WHEN, status=0, kind="continuation"))
    (found,) = read_captures(next(tmp_path.glob("*.warc.gz")))
    assert (found.status, found.kind, found.body) == (0, "continuation", b"")


def test_one_capture_is_found_by_its_position(tmp_path: Path) -> None:
    positions = keep(tmp_path, *(capture(number) for number in range(5)))
    assert read_capture(tmp_path, positions[3]).url.endswith("3.html")


def test_a_reader_gets_a_response_by_its_position_with_the_command_that_the_readme_names(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    positions = keep(tmp_path, capture(1), capture(2))
    name, _, offset = positions[1].rpartition(":")
    warcio(["extract", "--payload", str(tmp_path / name), offset])
    assert capfdbinary.readouterr().out == capture(2).body
    readme = Path(archive.__file__).with_name("README.md").read_text(encoding="utf-8")
    assert "warcio extract --payload DIR/captures/FILE.warc.gz OFFSET" in readme


def test_a_wrong_position_is_said_in_one_sentence(tmp_path: Path) -> None:
    (position,) = keep(tmp_path, capture(1))
    with pytest.raises(UnreadableError, match="cannot be read"):
        read_capture(tmp_path, "missing.warc.gz:0")
    name, _, offset = position.rpartition(":")
    for beside in (int(offset) - 1, int(offset) + 1):
        with pytest.raises(UnreadableError, match=f"no whole capture at byte {beside}"):
            read_capture(tmp_path, f"{name}:{beside}")


@pytest.mark.parametrize("missing", [1, 8, 40, 150, 300])
def test_a_torn_end_loses_only_the_last_capture(tmp_path: Path, missing: int) -> None:
    keep(tmp_path, capture(1), capture(2))
    path = next(tmp_path.glob("*.warc.gz"))
    path.write_bytes(path.read_bytes()[:-missing])
    found = list(read_captures(path))
    assert [item.url[-6:] for item in found][:1] == ["1.html"]
    assert len(found) <= 2
    if len(found) == 2:
        assert found[1].body == capture(2).body


def test_every_torn_length_reads_without_error(tmp_path: Path) -> None:
    keep(tmp_path, capture(1), capture(2))
    path = next(tmp_path.glob("*.warc.gz"))
    whole = path.read_bytes()
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        for item in read_captures(path):
            assert item.body in (capture(1).body, capture(2).body)


def test_a_flipped_bit_loses_only_the_capture_it_hit(tmp_path: Path) -> None:
    positions = keep(tmp_path, *(capture(number) for number in range(4)))
    path = next(tmp_path.glob("*.warc.gz"))
    damaged = bytearray(path.read_bytes())
    damaged[int(positions[1].rpartition(":")[2]) + 60] ^= 4
    path.write_bytes(damaged)
    assert [item.url[-6:] for item in read_captures(path)] == ["0.html", "2.html", "3.html"]


def test_a_full_disk_is_named_with_its_folder_also_when_the_file_is_closed(tmp_path: Path) -> None:
    def crawl() -> None:
        with files_of_at_most(3000), CaptureWriter(tmp_path / "captures", WHEN) as captures:
            captures.keep(capture(1))
            captures.keep(capture(2, os.urandom(5000)))

    with pytest.raises(ArchiveError, match=r"captures cannot be written: .*; expected a folder on a disk"):
        crawl()
    (path,) = (tmp_path / "captures").iterdir()
    assert [found.url for found in read_captures(path)] == [capture(1).url]


def test_a_second_writer_in_the_same_second_gets_a_file_of_its_own(tmp_path: Path) -> None:
    keep(tmp_path, capture(1))
    keep(tmp_path, capture(2))
    assert len(list(tmp_path.glob("*.warc.gz"))) == 2


def test_a_file_that_is_no_warc_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(gzip.compress(b"<html>not a warc</html>\n"))
    with pytest.raises(UnreadableError, match="not a readable WARC"):
        list(read_captures(path))


def test_a_foreign_warc_gives_its_responses_as_pages(tmp_path: Path) -> None:
    keep(tmp_path, capture(1, kind="listing"), capture(2))
    found = list(read_foreign(next(tmp_path.glob("*.warc.gz"))))
    assert [item.kind for item in found] == ["listing", "page"]


@pytest.mark.parametrize("headers", [(), (("Content-Type", "application/pdf"),)])
def test_an_imported_file_comes_back_as_it_was(tmp_path: Path, headers: tuple[tuple[str, str], ...]) -> None:
    body = b"%PDF-1.4\r\n\r\nHTTP/1.1 404\r\n\r\n"
    kept = Capture(
        url=f"file:{'0' * 64}", fetched_at=datetime(2024, 8, 12, tzinfo=UTC), headers=headers, body=body
    )
    with CaptureWriter(tmp_path, kept.fetched_at) as captures:
        position = captures.keep(kept)
    (found,) = read_captures(tmp_path / position.partition(":")[0])
    assert (found.status, found.headers, found.body) == (200, headers, body)
    assert read_capture(tmp_path, position).body == body
