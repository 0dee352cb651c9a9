"""A small data folder as a crawl leaves it: captures, rows made from them, an attachment that is replaced."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.article import Article
from archive.capture import Capture
from archive.data_folder import DataFolder
from archive.identity import canonical_url
from archive.ingest import ingest_article, ingest_attachment
from archive.notice import Attachment, Citation, Contact, Notice
from archive.store import Archive
from archive.verification.damage import Damage
from archive.verification.verify import Verification
from archive.warc import CaptureWriter
from tests.archive.dedup.texts import notice

OFFICE = "http://wsjk.linhu.example"
PORTAL = "http://www.portal.example"
START = datetime(2024, 9, 2, 1, tzinfo=UTC)
FORM = Attachment(name="台账.xlsx", url=f"{OFFICE}/f/1.xlsx")
WATER = Notice(
    title="关于印发饮用水监测方案的通知",
    body="\n".join(
        f"第{n}条 供水单位每月检测一次出厂水，第{n}项指标不合格的立即停止供水。" for n in range(9)
    ),
    citations=(Citation(type="cites", document_number="临卫发〔2024〕16号"),),
    contacts=(Contact(name=("秦望舒",), phone=("0999-55501234",)),),
)


def build(path: Path) -> DataFolder:
    """Two files of captures: a notice with a file, its copy, its look-alike, one that cites it; a listing."""
    folder = DataFolder(path)
    with Archive.open(folder.archive) as archive:
        for day in (0, 1):
            at = START + timedelta(days=day)
            with CaptureWriter(folder.captures, at) as captures:
                archive.before_commit = captures.note_last
                _day(archive, captures, at, day)
    return folder


def _day(archive: Archive, captures: CaptureWriter, at: datetime, day: int) -> None:
    def keep(url: str, body: bytes, **fields: object) -> Capture:
        values = {"url": url, "fetched_at": at, "body": body, "site": url.split("/")[2], **fields}
        capture = Capture(**values)  # type: ignore[arg-type]
        position = captures.keep(capture)
        return Capture(**values, position=position)  # type: ignore[arg-type]

    def take(url: str, said: Notice) -> None:
        capture = keep(url, f"<h1>{said.title}</h1><p>{said.body}</p>".encode(), via=f"{OFFICE}/tzgg/")
        ingest_article(archive, Article(captures=(capture,), notice=said))

    keep(f"{OFFICE}/robots.txt", b"User-agent: *\nDisallow:\n", kind="robots")
    keep(f"{OFFICE}/tzgg/", b"<ul><li>1</li></ul>", kind="listing")
    if day == 0:
        take(f"{OFFICE}/1.html", notice(attachments=(FORM,)))
        take(f"{PORTAL}/1.html", notice(document_number=None))
        take(f"{OFFICE}/2.html", notice(document_number="临卫发〔2024〕17号"))
        sheet = keep(FORM.url or "", b"PK\x03\x04" + bytes(range(256)) * 9, kind="attachment")
        ingest_attachment(archive, sheet, "台账的文字")
        keep(f"{OFFICE}/3_2.html", b"", status=0, kind="continuation")
    else:
        take(f"{OFFICE}/4.html", WATER)
        take(f"{OFFICE}/2.html", notice(document_number="临卫发〔2024〕17号", issued_date="2024-08-09"))
        other = keep(FORM.url or "", b"PK\x03\x04" + bytes(range(256)) * 8, kind="attachment")
        ingest_attachment(archive, other, "另一份台账的文字")
        keep(f"{OFFICE}/tzgg/index_1.html", b"", status=304, kind="listing")
        archive.save_setting("seen", "everything")


def damages(folder: DataFolder) -> list[Damage]:
    """What `notices verify` finds."""
    return list(Verification(folder).damages())


def checksums(folder: DataFolder) -> dict[str, str]:
    """Of every file in the folder."""
    files = (path for path in folder.path.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def offset_of(folder: DataFolder, path: str) -> int:
    """Where the capture of a page of the office begins."""
    with closing(sqlite3.connect(folder.archive)) as conn:
        (capture,) = conn.execute(
            "SELECT capture FROM pages WHERE url = ?", (canonical_url(f"{OFFICE}{path}"),)
        ).fetchone()
    return int(capture.rpartition(":")[2])


def taken_in(folder: DataFolder, captures: CaptureWriter, capture: Capture) -> None:
    """Keep a capture, and let the archive know that it is kept."""
    captures.keep(capture)
    with Archive.open(folder.archive) as archive:
        archive.before_commit = captures.note_last
        archive.save_setting("seen", "more")
