"""Files in a crawl, an import and a rebuild: their text is kept, found, and read where it is the notice."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from archive.capture import Capture
from archive.clock import Clock
from archive.data_folder import DataFolder
from archive.search import match_expression
from archive.store import Archive
from archive.warc import CaptureWriter
from crawler.cli import main
from crawler.importing import import_files
from crawler.intake import Intake
from crawler.rebuilding import rebuild
from crawler.site import Site
from tests.crawler.attachments import making
from tests.crawler.test_importing import response, warc
from tests.crawler.test_resuming import DERIVED, listing, rows
from tests.quality.labelled_pdf import pdf_of_elements
from tests.simulator.running import notices

HOST = "http://wsjk.linhu.example"
SITE = Site(id="linhu", name="临湖区卫生健康局", urls=(f"{HOST}/tzgg/index.html",), level="county")
START = datetime(2024, 9, 2, 1, tzinfo=UTC)
COVER, FILE, OTHER = f"{HOST}/tzgg/t20240902_1.html", f"{HOST}/files/1.pdf", f"{HOST}/files/2.docx"
TITLE = "关于开展秋季灭蚊防病活动的通知"
NUMBER = "临卫健〔2024〕31号"
DOCUMENT = pdf_of_elements(
    [
        ("letterhead", "清川市临湖区卫生健康局文件"),
        ("number", NUMBER),
        ("title", "关于开展秋季灭蚊防病活动的"),
        ("title", "通知"),
        ("addressee", "各镇卫生院，各社区卫生服务中心："),
        (
            "p",
            "为降低成蚊密度，防止登革热输入后续发传播，定于九月中下旬在全区开展秋季灭蚊防病活动。请各单位于9月25日前报送总结。",
        ),
        ("sign", "清川市临湖区卫生健康局"),
        ("date", "2024年8月30日"),
    ]
)
TABLE = making.docx(making.paragraph("诱蚊灯布放点位一览，负责人尹若汀"))


def cover(title: str = TITLE, text: str = "") -> bytes:
    return f"""<html><head><title>{title}</title></head><body><h1>{title}</h1>
    <div class="info">发布日期：2024-09-02 来源：区卫生健康局</div><div class="content">{text}
    <p><a href="/files/1.pdf">{title}.pdf</a></p><p><a href="/files/2.docx">点位表.docx</a></p>
    </div></body></html>""".encode()


class Archived:
    """An archive that is fed captures one after the other, and kept as WARC."""

    def __init__(self, path: Path) -> None:
        self.folder = DataFolder(path)
        self.archive = Archive.open(self.folder.archive, now=START)
        self.writer = CaptureWriter(self.folder.captures, START)
        self.intake = Intake(self.archive, {SITE.id: SITE})
        self._at = START

    def capture(self, url: str, body: bytes, kind: Any = "page", content_type: str = "text/html") -> Capture:
        self._at += timedelta(minutes=1)
        headers = (("Content-Type", content_type),)
        made = Capture(url=url, fetched_at=self._at, body=body, kind=kind, site=SITE.id, headers=headers)
        return replace(made, position=self.writer.keep(made))

    def page(self, url: str, body: bytes, content_type: str = "text/html") -> None:
        self.intake.take_article([self.capture(url, body, "page", content_type)])

    def file(self, url: str, body: bytes) -> None:
        self.intake.take_attachment(self.capture(url, body, "attachment", "application/octet-stream"))

    def found(self, words: str) -> list[str]:
        sql = "SELECT title FROM notices WHERE search_key IN (SELECT rowid FROM notices_search WHERE notices_search MATCH ?)"
        return [row["title"] for row in self.archive.conn.execute(sql, (match_expression(words),))]

    def notice(self) -> dict[str, Any]:
        (row,) = self.archive.conn.execute("SELECT * FROM notices").fetchall()
        return dict(row)

    def rebuilt_rows_are_the_same(self) -> bool:
        self.writer.close()
        again = self.folder.path / "again.db"
        rebuild(self.folder, sites={SITE.id: SITE}, clock=Clock(START), output=again)
        return rows(again, tables=DERIVED) == rows(self.folder.archive, tables=DERIVED)


@pytest.fixture
def archived(tmp_path: Path) -> Iterator[Archived]:
    made = Archived(tmp_path)
    yield made
    made.writer.close()
    made.archive.close()


@pytest.mark.parametrize("order", ["page first", "files first"])
def test_a_cover_page_takes_the_fields_it_lacks_from_its_document(archived: Archived, order: str) -> None:
    if order == "page first":
        archived.page(COVER, cover())
        assert archived.notice()["document_number"] is None
    archived.file(OTHER, TABLE)
    archived.file(FILE, DOCUMENT)
    if order == "files first":
        archived.page(COVER, cover())
    notice = archived.notice()
    assert notice["document_number"] == NUMBER
    assert json.loads(notice["issuers"]) == ["清川市临湖区卫生健康局"]
    assert json.loads(notice["addressees"]) == ["各镇卫生院", "各社区卫生服务中心"]
    assert (notice["issued_date"], notice["published_date"]) == ("2024-08-30", "2024-09-02")
    assert "灭蚊防病活动，" not in notice["body"]
    (evidence,) = json.loads(notice["evidence"])["document_number"]
    assert evidence["rule"].startswith(f"attachment {TITLE}.pdf: ")
    (change,) = archived.archive.conn.execute("SELECT change FROM versions").fetchone()
    assert json.loads(change) == ["first"]
    assert archived.rebuilt_rows_are_the_same()


def test_a_page_seen_again_makes_no_version_when_its_document_is_known(archived: Archived) -> None:
    archived.page(COVER, cover())
    archived.file(FILE, DOCUMENT)
    archived.page(COVER, cover())
    assert archived.archive.conn.execute("SELECT count(*) FROM versions").fetchone()[0] == 1
    assert archived.notice()["document_number"] == NUMBER
    assert archived.rebuilt_rows_are_the_same()


@pytest.mark.parametrize(
    "page",
    [
        cover(title="关于公布秋季体检安排的通知"),
        cover(
            text="<p>各镇卫生院：</p><p>现将秋季灭蚊防病活动的安排印发给你们，请结合实际，认真贯彻执行，并于月底前将开展情况报区疾控中心汇总，"
            "逾期不再受理，由此影响考核的后果自负，请各单位务必高度重视，抓好落实。</p><p>临湖区爱卫办</p><p>2024年9月1日</p>"
        ),
    ],
    ids=["another title", "a text of its own"],
)
def test_a_page_that_is_no_cover_of_the_document_takes_nothing(archived: Archived, page: bytes) -> None:
    archived.page(COVER, page)
    archived.file(FILE, DOCUMENT)
    assert archived.notice()["document_number"] is None
    assert archived.rebuilt_rows_are_the_same()


def test_a_notice_is_found_by_the_words_of_its_files_as_long_as_it_has_them(archived: Archived) -> None:
    archived.page(COVER, cover())
    assert archived.found("诱蚊灯") == []
    archived.file(OTHER, TABLE)
    assert archived.found("诱蚊灯") == [TITLE]
    archived.file(OTHER, making.docx(making.paragraph("捕鼠笼布放点位")))
    assert (archived.found("诱蚊灯"), archived.found("捕鼠笼")) == ([], [TITLE])
    archived.page(COVER, cover().replace(b"/files/2.docx", b"/files/3.docx"))
    assert archived.found("捕鼠笼") == []
    archived.file(f"{HOST}/files/3.docx", TABLE)
    assert archived.found("诱蚊灯") == [TITLE]
    archived.archive.conn.execute("INSERT INTO notices_search(notices_search) VALUES ('integrity-check')")
    assert archived.rebuilt_rows_are_the_same()


def test_the_text_of_a_file_that_cannot_be_read_is_absent(archived: Archived) -> None:
    archived.page(COVER, cover())
    archived.file(FILE, making.picture_pdf())
    (text,) = archived.archive.conn.execute("SELECT text FROM attachments WHERE url = ?", (FILE,)).fetchone()
    assert text is None


def test_a_listed_pdf_is_a_notice(archived: Archived) -> None:
    archived.page(FILE, DOCUMENT, "application/pdf")
    notice = archived.notice()
    assert (notice["title"], notice["document_number"]) == (TITLE, NUMBER)
    assert notice["document_type"] == "通知"
    assert notice["body"].startswith("各镇卫生院，各社区卫生服务中心：\n为降低成蚊密度")
    assert archived.rebuilt_rows_are_the_same()


def test_files_of_every_kind_are_imported_and_unreadable_ones_named(tmp_path: Path) -> None:
    source = tmp_path / "files"
    source.mkdir()
    (source / "a.pdf").write_bytes(DOCUMENT)
    (source / "b.docx").write_bytes(
        making.docx(making.paragraph("关于放假的通知") + making.paragraph("本院定于九月二十九日放假。"))
    )
    (source / "c.wps").write_bytes(
        making.doc(["关于停水的通知", "本院定于九月三十日停水，请各科室做好准备。"])
    )
    (source / "d.pdf").write_bytes(making.picture_pdf())
    (source / "e.pdf").write_bytes(making.pdf([[(80, 80, 12, "密")]], encrypt="x"))
    (source / "f.docx").write_bytes(b"PK\x03\x04 no package")
    folder = DataFolder(tmp_path / "data")
    report = import_files(folder, [source], sites={}, clock=Clock(START))
    with closing(Archive.open_readonly(folder.archive)) as archive:
        titles = {row["title"] for row in archive.conn.execute("SELECT title FROM notices")}
    assert titles == {TITLE, "关于放假的通知", "关于停水的通知"}
    assert {
        report.files[url].rpartition("/")[2]: (name, detail.split(": ")[1].split(":")[0])
        for url, name, detail in report.failures
    } == {
        "d.pdf": ("unreadable", "scanned"),
        "e.pdf": ("unreadable", "encrypted"),
        "f.docx": ("unreadable", "damaged"),
    }


def test_files_of_a_foreign_warc_are_attachments_where_a_page_offers_them(tmp_path: Path) -> None:
    listed = f"{HOST}/gongkai/31.pdf"
    file = warc(
        tmp_path / "a.warc.gz",
        response(COVER, cover()),
        response(FILE, DOCUMENT, content_type="application/pdf"),
        response(OTHER, TABLE, content_type="application/octet-stream; officedocument"),
        response(listed, DOCUMENT, content_type="application/pdf"),
    )
    folder = DataFolder(tmp_path / "data")
    report = import_files(folder, [file], sites={}, clock=Clock(START))
    assert (report.articles, report.failures) == (2, [])
    with closing(Archive.open_readonly(folder.archive)) as archive:
        pages = {row["url"] for row in archive.conn.execute("SELECT url FROM pages")}
        texts = [row["text"] for row in archive.conn.execute("SELECT text FROM attachments ORDER BY url")]
    assert pages == {COVER, listed}
    assert [bool(text) for text in texts] == [True, True]
    rebuild(folder, sites={}, clock=Clock(START), output=tmp_path / "again.db")
    assert rows(tmp_path / "again.db", tables=DERIVED) == rows(folder.archive, tables=DERIVED)


def test_a_crawl_reads_listed_files_and_attached_ones(tmp_path: Path) -> None:
    answers = {
        "/tzgg/index.html": listing(
            [
                ("t20240902_1.html", TITLE, 2),
                ("32.pdf", "关于开展冬季灭鼠活动的通知", 3),
                ("33.pdf", "关于公布扫描件的通知", 4),
            ]
        ),
        "/tzgg/t20240902_1.html": cover(),
        "/tzgg/32.pdf": pdf_of_elements(
            [("title", "关于开展冬季灭鼠活动的通知"), ("p", "请各村做好准备，按时投放毒饵。")]
        ),
        "/tzgg/33.pdf": making.picture_pdf(),
        "/files/1.pdf": DOCUMENT,
        "/files/2.docx": making.picture_pdf(),
    }
    with serving(answers) as base:
        done = notices("crawl", f"{base}/tzgg/index.html", "--delay", "0", "--quiet", "--data", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    with closing(Archive.open_readonly(tmp_path / "notices.db")) as archive:
        numbers = dict(archive.conn.execute("SELECT title, document_number FROM notices").fetchall())
        failures = archive.conn.execute("SELECT url, reason, detail FROM failures ORDER BY url").fetchall()
    assert numbers == {TITLE: NUMBER, "关于开展冬季灭鼠活动的通知": None}
    assert [(url.rpartition("/")[2], reason) for url, reason, _ in failures] == [
        ("2.docx", "file-scanned"),
        ("33.pdf", "unreadable"),
    ]
    assert "scanned: " in failures[1][2]


@contextmanager
def serving(answers: dict[str, bytes]) -> Iterator[str]:
    """A loopback site that answers these paths."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = answers.get(self.path)
            kind = "application/pdf" if self.path.endswith(("pdf", "docx")) else "text/html; charset=utf-8"
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_extract_reads_files_and_names_the_ones_it_cannot(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.pdf", tmp_path / "b.pdf"
    good.write_bytes(DOCUMENT)
    bad.write_bytes(making.picture_pdf())
    result = CliRunner().invoke(main, ["extract", str(good), str(bad), "--data", str(tmp_path)])
    assert json.loads(result.stdout)["document_number"] == NUMBER
    assert result.exit_code == 1
    assert (
        result.stderr
        == f"notices: {bad} cannot be read: scanned: it is a PDF file and its pages are pictures of text\n"
    )
