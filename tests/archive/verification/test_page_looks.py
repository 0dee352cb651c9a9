"""A page that says something else of its last look than its captures do is found, whatever its status."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.absence import ingest_absence, ingest_hindrance
from archive.article import Article
from archive.capture import Capture
from archive.data_folder import DataFolder
from archive.ingest import ingest_article
from archive.notice import Notice
from archive.store import Archive
from archive.warc import CaptureWriter
from tests.archive.verification.crawled import OFFICE, START, WATER, damages

STATUSES = ("live", "missing", "gone", "moved", "blocked", "unreachable")
INDISTINCT = ("unreachable", "blocked")
"""Some walls answer with the status of a broken server."""
TEXTS = tuple(
    Notice(
        title=f"关于{what}的通知",
        body="\n".join(f"第{n}条 {what}由第{n * 7}号小组负责，{what}的结果按月报送。" for n in range(9)),
    )
    for what in ("水质检测", "蚊媒监测", "病历抽查", "药品盘点", "消毒巡查", "疫苗冷链", "食堂检查")
)
PARTS = Notice(title="通知两则", body=f"{WATER.body}\n甲", page_kind="compilation", parts=(WATER, TEXTS[6]))


def build(folder: DataFolder) -> None:
    """Pages of every status, one that continues another, and a part that its article has no more."""
    with Archive.open(folder.archive) as archive, CaptureWriter(folder.captures, START) as captures:
        archive.before_commit = captures.note_last

        def keep(path: str, day: int, **fields: Any) -> Capture:
            values = {
                "url": OFFICE + path,
                "fetched_at": START + timedelta(days=day),
                "site": "linhu",
                **fields,
            }
            values.setdefault("body", path.encode())
            return Capture(**values, position=captures.keep(Capture(**values)))

        def take(said: Notice, *pages: Capture) -> None:
            ingest_article(archive, Article(captures=pages, notice=said))

        for number, said in enumerate(TEXTS[:6]):
            take(said, keep(f"/{number}.html", 0))
        take(PARTS, keep("/parts.html", 0), keep("/parts_2.html", 0, kind="continuation"))
        take(PARTS.__class__(title=PARTS.title, body=PARTS.body, parts=(WATER,)), keep("/parts.html", 1))
        ingest_absence(archive, keep("/1.html", 1, status=404))
        for day in (1, 2, 3):
            ingest_absence(archive, keep("/2.html", day, status=410))
        moved = keep("/new/3.html", 1, requested_url=f"{OFFICE}/3.html")
        take(TEXTS[3], moved)
        ingest_hindrance(archive, keep("/4.html", 1, status=412), "blocked")
        ingest_hindrance(archive, keep("/5.html", 1, status=503), "unreachable")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    folder = DataFolder(tmp_path_factory.mktemp("looks"))
    build(folder)
    return folder


def pages(folder: DataFolder) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder.archive)) as conn:
        return conn.execute("SELECT id, url, part, status, continues_id FROM pages ORDER BY id").fetchall()


def after(whole: DataFolder, place: Path, sql: str, *values: object) -> list[str]:
    """What is said of a copy in which exactly one row was changed."""
    copy = DataFolder(Path(shutil.copytree(whole.path, place)))
    with closing(sqlite3.connect(copy.archive)) as conn, conn:
        assert conn.execute(sql, values).rowcount == 1
    found = [damage.sentence for damage in damages(copy)]
    shutil.rmtree(place)
    return found


def test_pages_of_every_status_are_whole(whole: DataFolder) -> None:
    assert damages(whole) == []
    assert {row[3] for row in pages(whole)} == set(STATUSES)
    assert any(row[4] for row in pages(whole))
    assert any(row[2] and row[3] == "missing" for row in pages(whole))


@pytest.mark.parametrize("status", STATUSES)
def test_another_status_of_any_page_is_found(whole: DataFolder, tmp_path: Path, status: str) -> None:
    for page, url, part, before, _ in pages(whole):
        if before != status and (before, status) != INDISTINCT:
            found = after(whole, tmp_path / "copy", "UPDATE pages SET status = ? WHERE id = ?", status, page)
            assert any(sentence.startswith(f"pages {page}: ") for sentence in found), (url, part, before)


@pytest.mark.parametrize("column", ["first_seen", "last_seen", "last_checked", "absent_since"])
def test_a_look_that_never_was_is_found(whole: DataFolder, tmp_path: Path, column: str) -> None:
    for page, url, part, _, _ in pages(whole):
        sql = f"UPDATE pages SET {column} = '2024-09-02T09:00:00Z' WHERE id = ?"
        found = after(whole, tmp_path / "copy", sql, page)
        assert any(f"pages {page}: " in sentence for sentence in found), (url, part)


def test_a_missing_time_is_said_of_the_page(whole: DataFolder, tmp_path: Path) -> None:
    for page, *_ in pages(whole):
        found = after(whole, tmp_path / "copy", "UPDATE pages SET last_seen = NULL WHERE id = ?", page)
        said = [sentence for sentence in found if not sentence.startswith("notices ")]
        assert [sentence.partition("; ")[0] for sentence in said] == [
            f"pages {page}: its last_seen is missing"
        ]
