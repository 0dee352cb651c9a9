"""What no run can have written of itself is found; what runs write is not."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.crawls import finish_crawl, record_failure, start_crawl
from archive.data_folder import DataFolder
from archive.frontier import Lead, enlist
from archive.listing_faults import Look
from archive.listing_looks import keep
from archive.looks import mark_done, mark_failed
from archive.store import Archive
from tests.archive.verification.crawled import OFFICE, build, damages

AT = "2024-09-02T01:00:00Z"
LEAD = Lead(url=f"{OFFICE}/1.html", site="wsjk.linhu.example")
FAILED = Lead(url=f"{OFFICE}/9.html", site="wsjk.linhu.example", kind="attachment")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole")
    with closing(Archive.open(build(path).archive)) as archive:
        run = start_crawl(archive, LEAD.site, AT)
        enlist(archive, [LEAD, FAILED], AT)
        mark_done(archive, LEAD.url, AT)
        mark_failed(archive, FAILED.url, "http-error", AT)
        record_failure(archive, run, FAILED.url, "http-error", None, AT)
        keep(archive, f"{OFFICE}/tzgg/", Look(entries=2, known=1, dated=2), crawl_id=run, at=AT)
        finish_crawl(archive, run, AT, "partial", "1 http-error")
        start_crawl(archive, "running.example", AT)
    return path


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> DataFolder:
    return DataFolder(Path(shutil.copytree(whole, tmp_path / "data")))


def test_what_runs_write_is_whole(folder: DataFolder) -> None:
    assert damages(folder) == []


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("urls", "kind = 'pag'"),
        ("urls", "state = 'dome'"),
        ("urls", "last_checked = '2024-09-02 01:00'"),
        ("urls", "next_check = 7"),
        ("urls", "attempts = -1"),
        ("urls", "attempts = 'many'"),
        ("urls", "state = 'failed', reason = NULL"),
        ("urls", "state = 'done', last_checked = NULL"),
        ("urls", "url = 'http://other.example/'"),
        ("crawls", "outcome = 'okay'"),
        ("crawls", "outcome = NULL"),
        ("crawls", "finished = NULL"),
        ("crawls", "started = ''"),
        ("crawls", "gone = -1"),
        ("failures", "at = 'yesterday'"),
        ("failures", "reason = ''"),
        ("failures", "crawl_id = 99"),
        ("listing_looks", "known = 3"),
        ("listing_looks", "dated = 3"),
        ("listing_looks", "skeleton = '['"),
        ("sites", "health = 'good'"),
        ("addresses", "url = 'http://other.example/'"),
    ],
)
def test_what_no_run_can_have_written_is_found(folder: DataFolder, table: str, change: str) -> None:
    with closing(sqlite3.connect(folder.archive)) as conn, conn:
        key = "visit_key" if table == "addresses" else "rowid"
        first = f"(SELECT min({key}) FROM {table})"
        assert conn.execute(f"UPDATE {table} SET {change} WHERE {key} = {first}").rowcount == 1
    found = damages(folder)
    assert found
    assert all(damage.kind == "row" and "\n" not in damage.sentence for damage in found)
