"""Files of others come in whole, whatever wrote them, and stay in after a rebuild."""

import gzip
import os
import zipfile
from base64 import b32encode
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha1
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.clock import Clock
from archive.data_folder import DataFolder
from archive.store import Archive
from archive.warc import read_foreign
from crawler.importing import import_files
from crawler.rebuilding import rebuild
from crawler.replay import ReplayReport
from tests.crawler.test_resuming import article, listing, web_page

HOST = "http://wsjk.linhu.example"
CLOCK = Clock(datetime(2025, 3, 1, tzinfo=UTC))
SAVED = "2024-08-12T01:00:00Z"
LATER = "2024-08-13T01:00:00Z"

Write = Callable[[WARCWriter], None]


def response(
    url: str, body: bytes, *headers: tuple[str, str], content_type: str = "text/html", date: str = SAVED
) -> Write:
    told = [("Content-Type", content_type), *headers]
    http = StatusAndHeaders("200 OK", told, protocol="HTTP/1.1")
    return record("response", url, body, http_headers=http, date=date)


def record(kind: str, url: str, body: bytes, *, date: str = SAVED, **details: Any) -> Write:
    extra = details.pop("warc_headers", {})

    def write(writer: WARCWriter) -> None:
        headers = {"WARC-Date": date, **extra}
        writer.write_record(
            writer.create_warc_record(
                url, kind, payload=BytesIO(body), length=len(body), warc_headers_dict=headers, **details
            )
        )

    return write


def request(url: str) -> Write:
    http = StatusAndHeaders("GET / HTTP/1.1", [("Host", "wsjk.linhu.example")], is_http_request=True)
    return record("request", url, b"", http_headers=http)


def chunked(body: bytes) -> bytes:
    pieces = [body[start : start + 700] for start in range(0, len(body), 700)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def warc(path: Path, *records: Write, packed: bool = True) -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        for write in records:
            write(writer)
    return path


def take_in(folder: Path, *paths: Path) -> ReplayReport:
    return import_files(DataFolder(folder), paths, sites={}, clock=CLOCK)


def found(folder: Path, sql: str, name: str = "notices.db") -> list[tuple[Any, ...]]:
    with closing(Archive.open_readonly(folder / name)) as archive:
        return [tuple(row) for row in archive.conn.execute(sql)]


PAGES = "SELECT url, title, first_seen, last_seen FROM pages ORDER BY url"
PAGE = article(3)
ENCODINGS: dict[str, tuple[bytes, Sequence[tuple[str, str]]]] = {
    "plain": (PAGE, ()),
    "gzip": (gzip.compress(PAGE), [("Content-Encoding", "gzip")]),
    "chunked": (chunked(PAGE), [("Transfer-Encoding", "chunked")]),
    "chunked-gzip": (
        chunked(gzip.compress(PAGE)),
        [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")],
    ),
    "said-to-be-chunked": (PAGE, [("Transfer-Encoding", "chunked")]),
}


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_bodies_are_read_as_they_went_over_the_wire(tmp_path: Path, encoding: str, packed: bool) -> None:
    body, headers = ENCODINGS[encoding]
    url = f"{HOST}/t20240803_3.html"
    file = warc(tmp_path / "a.warc", request(url), response(url, body, *headers), packed=packed)
    report = take_in(tmp_path / "data", file)
    assert (report.articles, report.failures) == (1, [])
    assert found(tmp_path / "data", "SELECT title FROM notices") == [("关于做好职业健康检查工作的通知",)]
    kept = [capture for path in (tmp_path / "data/captures").iterdir() for capture in read_foreign(path)]
    assert [capture.body for capture in kept] == [PAGE]
    assert kept[0].header("Content-Encoding") is None


def test_resources_and_revisits_are_pages_too(tmp_path: Path) -> None:
    first, twin, saved, checked = (f"{HOST}/{name}.html" for name in ("first", "twin", "saved", "checked"))
    digest = {"WARC-Payload-Digest": "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}
    http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    unchanged = StatusAndHeaders("304 Not Modified", [], protocol="HTTP/1.1")
    file = warc(
        tmp_path / "a.warc.gz",
        response(first, PAGE),
        record("revisit", twin, b"", http_headers=http, warc_headers=_digest_of(PAGE)),
        record("revisit", f"{HOST}/lost.html", b"", http_headers=http, warc_headers=digest),
        record("resource", saved, article(4), warc_content_type="text/html"),
        record("resource", "urn:pageinfo:x", b"{}", warc_content_type="application/json"),
        response(checked, article(5)),
        record("revisit", checked, b"", http_headers=unchanged, date=LATER),
        record("response", "dns:wsjk.linhu.example", b"x", warc_content_type="text/dns"),
        response(f"{HOST}/logo.png", b"\x89PNG", content_type="image/png"),
    )
    report = take_in(tmp_path / "data", file)
    assert report.failures == []
    seen = {url: last for url, _, _, last in found(tmp_path / "data", PAGES)}
    assert seen == {first: SAVED, twin: SAVED, saved: SAVED, checked: LATER}


def _digest_of(body: bytes) -> dict[str, str]:
    return {"WARC-Payload-Digest": f"sha1:{b32encode(sha1(body).digest()).decode()}"}


def test_a_payload_digest_taken_after_decoding_is_no_damage(tmp_path: Path) -> None:
    body, headers = ENCODINGS["chunked-gzip"]
    http = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), *headers], protocol="HTTP/1.1")
    write = record("response", f"{HOST}/a.html", body, http_headers=http, warc_headers=_digest_of(PAGE))
    assert take_in(tmp_path / "data", warc(tmp_path / "a.warc.gz", write)).articles == 1


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("http://[broken/", SAVED),
        (f"{HOST}/a.html", "yesterday"),
        (f"{HOST}/a.html", "2024-08-12"),
        (f"{HOST}/a.html", "0001-01-01T00:00:00+08:00"),
        ("javascript:alert(1)", SAVED),
    ],
)
def test_a_record_without_a_place_or_time_is_passed_over(tmp_path: Path, url: str, date: str) -> None:
    file = warc(
        tmp_path / "a.warc.gz", response(url, PAGE, date=date), response(f"{HOST}/b.html", article(4))
    )
    report = take_in(tmp_path / "data", file)
    assert (report.articles, report.exit_code) == (1, 0)
    assert [row[0] for row in found(tmp_path / "data", PAGES)] == [f"{HOST}/b.html"]


def test_a_small_body_that_unpacks_to_a_huge_one_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.warc_records.MAX_PAYLOAD_BYTES", 1_000_000)
    bomb = gzip.compress(b"<p>0</p>" * 1_000_000)
    file = warc(
        tmp_path / "a.warc.gz",
        response(f"{HOST}/a.html", bomb, ("Content-Encoding", "gzip")),
        response(f"{HOST}/b.html", PAGE),
    )
    assert take_in(tmp_path / "data", file).articles == 1


def three_web_pages(stem: str = "/d/77") -> list[Write]:
    names = [f"{HOST}{stem}.html", f"{HOST}{stem}_2.html", f"{HOST}{stem}_3.html"]
    return [response(name, web_page(stem, number)) for number, name in enumerate(names, 1)]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_an_article_over_several_web_pages_is_one_notice_also_after_a_rebuild(
    tmp_path: Path, count: int
) -> None:
    """Saved as far as it was saved: a later page that is not there never comes."""
    take_in(tmp_path / "data", warc(tmp_path / "a.warc.gz", *three_web_pages()[:count]))
    sql = "SELECT title, body FROM notices"
    (imported,) = found(tmp_path / "data", sql)
    assert ("入户宣传" in imported[1]) == (count == 3)
    rebuild(DataFolder(tmp_path / "data"), sites={}, clock=CLOCK, output=tmp_path / "data/again.db")
    assert found(tmp_path / "data", sql, "again.db") == [imported]


def test_the_same_files_twice_are_kept_once(tmp_path: Path) -> None:
    list_page = listing([(f"/t{n}.html", f"关于第{n}件事的通知", n) for n in range(1, 6)])
    file = warc(tmp_path / "a.warc.gz", response(f"{HOST}/", list_page), response(f"{HOST}/t3.html", PAGE))
    (tmp_path / "page.html").write_bytes(article(4))
    take_in(tmp_path / "data", file, tmp_path / "page.html")
    before = found(tmp_path / "data", PAGES), found(tmp_path / "data", "SELECT * FROM urls")
    again = take_in(tmp_path / "data", file, tmp_path / "page.html")
    assert (again.known, again.captures) == (3, 0)
    assert (found(tmp_path / "data", PAGES), found(tmp_path / "data", "SELECT * FROM urls")) == before
    assert len(list((tmp_path / "data/captures").iterdir())) == 1


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return tmp_path / "a.wacz"


def test_a_wacz_is_read_whatever_its_members_are_called(tmp_path: Path, package: Path) -> None:
    names = [
        "archive/a.warc.gz",
        "../../escaped.warc.gz",
        "/absolute.warc",
        "C:\\x.warc",
        "a" * 300 + ".warc.gz",
    ]
    with zipfile.ZipFile(package, "w") as file:
        for number, name in enumerate(names, 1):
            inside = warc(
                tmp_path / "m", response(f"{HOST}/{number}.html", article(number)), packed="gz" in name
            )
            file.writestr(name, inside.read_bytes())
        file.writestr("pages/pages.jsonl", "{}")
    before = {path for path in tmp_path.parent.rglob("*") if "escaped" in path.name}
    report = take_in(tmp_path / "data", package)
    assert (report.articles, report.unreadable_files) == (len(names), [])
    assert {path for path in tmp_path.parent.rglob("*") if "escaped" in path.name} == before


def test_a_wacz_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, package: Path) -> None:
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("archive/a.warc", b"\0" * 50_000_000)
    report = take_in(tmp_path / "data", package)
    assert "unpacks to 50,000,000 bytes" in report.unreadable_files[0]
    assert report.exit_code == 1


@pytest.mark.parametrize("name", ["a.wacz", "a.warc.gz", "a.warc"])
@pytest.mark.parametrize("content", [b"not it", b"PK\x03\x04 torn", b"\x1f\x8b\x08 torn", bytes(range(256))])
def test_a_file_that_is_not_what_its_name_says_is_named_and_the_others_come_in(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "page.html").write_bytes(PAGE)
    report = take_in(tmp_path / "data", tmp_path / name, tmp_path / "page.html")
    assert report.articles == 1
    assert name in report.unreadable_files[0]
    assert report.exit_code == 1


def test_a_file_with_an_impossible_time_comes_in(tmp_path: Path) -> None:
    for number, moment in enumerate((-(10**10), 10**12), 1):
        page = tmp_path / f"{number}.html"
        page.write_bytes(article(number))
        os.utime(page, (moment, moment))
    assert take_in(tmp_path / "data", tmp_path).articles == 2


@pytest.mark.parametrize(
    ("files", "articles", "code"),
    [
        ({"a.html": PAGE}, 1, 0),
        ({"a.html": b""}, 0, 1),
        ({"a.html": "\ufffd".encode() * 900}, 0, 1),
        ({"a.pdf": b"%PDF-1.4 torn"}, 0, 1),
        ({"a.html": PAGE, "b.html": b"", "c.html": article(4)}, 2, 1),
    ],
    ids=["read", "empty", "damaged", "torn", "one of three"],
)
def test_a_file_that_cannot_be_read_is_told_by_the_exit_code_and_the_others_come_in(
    tmp_path: Path, files: dict[str, bytes], articles: int, code: int
) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    again = [take_in(tmp_path / "data", *(tmp_path / name for name in files)) for _ in range(2)]
    assert [(report.articles, report.exit_code) for report in again] == [(articles, code), (0, code)]


def test_a_dead_or_empty_page_within_a_warc_is_no_news(tmp_path: Path) -> None:
    file = warc(
        tmp_path / "a.warc.gz", response(f"{HOST}/a.html", b"<html></html>"), response(f"{HOST}/b.html", PAGE)
    )
    report = take_in(tmp_path / "data", file)
    assert (report.articles, len(report.failures), report.exit_code) == (1, 1, 0)
