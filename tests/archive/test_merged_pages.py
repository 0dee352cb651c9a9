"""An archive made under other rules for addresses: what is one page is put together, nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import identity, ingest, known_addresses
from archive.address_rules import IdleParameter, Parameters, address_rules
from archive.article import Article
from archive.attached import save_file
from archive.capture import Capture
from archive.frontier import lead
from archive.identity import canonical_url, page_id, twin_key, visit_key
from archive.ingest import ingest_article, ingest_attachment
from archive.notice import Attachment, Notice
from archive.store import Archive
from archive.times import stamp
from archive.verification.derived_rows import wrong_notices
from archive.verification.file_rows import wrong_files
from archive.verification.table_rules import broken_rules
from tests.archive.dedup.texts import notice

DAY = datetime(2024, 8, 12, 3, tzinfo=UTC)
PAGE = "http://wsjk.linhu.example/a/1.html"
SECURE = "https://wsjk.linhu.example/a/1.html"
PORTAL = "http://www.portal.example/9.html"
CHANGED = notice(
    title="关于做好登革热防控工作的紧急通知", attachments=(Attachment(name="表.xlsx", url=f"{PAGE}.xlsx"),)
)
PART = Notice(
    title="饮用水监测方案", body="\n".join(f"第{n}条 供水单位应当每月检测一次出厂水。" for n in range(9))
)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive in which every spelling is a page, as before there were keys."""
    path = tmp_path / "notices.db"
    with closing(Archive.open(path)) as archive, monkeypatch.context() as patched:
        for module in (ingest, known_addresses):
            patched.setattr(module, "make_known", lambda _conn, url: url)
            patched.setattr(module, "known_as", lambda _conn, url: url)
        patched.setattr(ingest, "page_address", lambda _conn, url, _new: url)
        take(archive, SECURE, 1, CHANGED)
        take(archive, PAGE, 0, notice())
        take(archive, PORTAL, 2, notice(document_number=None, issuers=(), issued_date=None))
        for url in (PAGE, SECURE):
            archive.conn.execute(
                "INSERT INTO urls(url, site, kind, first_seen) VALUES (?, 'wsjk.linhu.example', 'page', '2024')",
                (url,),
            )
        archive.conn.execute("UPDATE urls SET etag = '7', last_checked = '2025' WHERE url = ?", (SECURE,))
        archive.conn.execute("DELETE FROM addresses")
        archive.save_setting("addresses", "old rules")
    return path


def take(archive: Archive, url: str, day: float, said: Notice) -> None:
    capture = Capture(
        url=url, fetched_at=DAY + timedelta(days=day), site=url.split("/")[2], position=f"c.warc.gz:{day}"
    )
    ingest_article(archive, Article(captures=(capture,), notice=said))


def sound(archive: Archive) -> bool:
    conn = archive.conn
    conn.execute("INSERT INTO notices_search(notices_search) VALUES ('integrity-check')")
    return [*conn.execute("PRAGMA foreign_key_check"), *broken_rules(conn), *wrong_notices(conn)] == []


def test_spellings_of_one_page_become_one_row_with_all_versions(path: Path) -> None:
    with closing(Archive.open(path)) as archive:
        pages = archive.conn.execute("SELECT * FROM pages ORDER BY url").fetchall()
        assert [row["url"] for row in pages] == [PAGE, PORTAL]
        assert (pages[0]["first_seen"], pages[0]["last_seen"]) == (stamp(DAY), stamp(DAY + timedelta(days=1)))
        versions = archive.conn.execute(
            "SELECT id, title, change FROM versions WHERE page_id = ? ORDER BY id", (page_id(PAGE),)
        )
        assert [tuple(row)[:2] for row in versions] == [
            (f"{page_id(PAGE)}.1", notice().title), (f"{page_id(PAGE)}.2", CHANGED.title)
        ]  # fmt: skip
        (file,) = archive.conn.execute("SELECT page_id, url FROM attachments").fetchall()
        assert tuple(file) == (page_id(PAGE), f"{PAGE}.xlsx")
        assert sound(archive)


def test_ids_of_merged_pages_lead_on_also_after_further_pages(path: Path) -> None:
    with closing(Archive.open(path)) as archive:
        for _ in range(2):
            row = archive.conn.execute(
                "SELECT notice_id FROM notice_aliases WHERE id = ?", (page_id(SECURE),)
            )
            assert row.fetchone()[0] == page_id(PAGE)
            take(archive, "http://www.portal.example/10.html", 3, notice())
            assert sound(archive)


def test_the_memory_keeps_what_the_last_look_showed(path: Path) -> None:
    with closing(Archive.open(path)) as archive:
        known = lead(archive, PAGE)
        assert known is not None
        assert (known.url, known.address, known.etag) == (PAGE, SECURE, "7")
        assert archive.conn.execute("SELECT count(*) FROM urls").fetchone()[0] == 1


def test_it_is_done_once(path: Path) -> None:
    with closing(Archive.open(path)) as archive:
        before = list(map(tuple, archive.conn.execute("SELECT * FROM pages")))
    with closing(Archive.open(path)) as archive:
        assert list(map(tuple, archive.conn.execute("SELECT * FROM pages"))) == before
        assert archive.setting("addresses") != "old rules"


def test_parts_that_only_one_of_the_pages_had_are_kept(path: Path) -> None:
    other = "http://wsjk.linhu.example/b/1.html"
    with closing(Archive.open(path)) as archive:
        take(archive, other, 5, notice())
        compilation = Notice(title="范文", body=PART.body, page_kind="compilation", parts=(PART, CHANGED))
        take(archive, "http://wsjk.linhu.example:8080/b/1.html", 6, compilation)
        archive.conn.execute(
            "UPDATE pages SET url = 'https://wsjk.linhu.example/b/1.html' WHERE url LIKE '%:8080%'"
        )
        archive.save_setting("addresses", "old rules")
    with closing(Archive.open(path)) as archive:
        parts = archive.conn.execute(
            "SELECT id, part FROM pages WHERE url = ? ORDER BY part", (other,)
        ).fetchall()
        assert [tuple(row) for row in parts] == [(page_id(other, part), part) for part in range(3)]
        assert sound(archive)


def test_a_file_that_was_fetched_stays(path: Path) -> None:
    with closing(Archive.open(path)) as archive:
        with archive.transaction() as conn:
            save_file(conn, Capture(url=f"{PAGE}.xlsx", fetched_at=DAY, body=b"1"), "文")
        archive.save_setting("addresses", "old rules")
        archive.conn.execute(
            "UPDATE pages SET url = replace(url, 'http:', 'https:') WHERE url = ?", (PORTAL,)
        )
    with closing(Archive.open(path)) as archive:
        assert archive.conn.execute("SELECT text FROM attachments").fetchone()[0] == "文"


@pytest.fixture
def without_visitors(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Makes ``visitor=`` a parameter that says nothing, from the moment it is called."""
    rules = address_rules()
    idle = IdleParameter(name=re.compile("visitor"), value=re.compile(".*"), beside_others=False)

    def forget() -> None:
        for form in (canonical_url, visit_key, twin_key):
            form.cache_clear()

    def change() -> None:
        changed = replace(rules, idle=Parameters((*rules.idle.rules, idle)))
        monkeypatch.setattr(identity, "address_rules", lambda: changed)
        forget()

    yield change
    forget()


def test_a_page_and_its_files_stay_the_same_where_a_rule_shortens_their_addresses(
    tmp_path: Path, without_visitors: Callable[[], None]
) -> None:
    page, file = (f"http://wsjk.linhu.example/{name}?visitor=1" for name in ("1.jsp", "1.xlsx"))
    offering = notice(attachments=(Attachment(name="表.xlsx", url=file),))
    with closing(Archive.open(tmp_path / "notices.db")) as archive:
        take(archive, page, 0, offering)
        ingest_attachment(archive, Capture(url=file, fetched_at=DAY, body=b"1"), "旧表")
        archive.save_setting("addresses", "old rules")
    without_visitors()
    with closing(Archive.open(tmp_path / "notices.db")) as archive:
        take(archive, page.replace("visitor=1", "visitor=2"), 1, offering)
        later = Capture(url=file, fetched_at=DAY + timedelta(days=1), body=b"2")
        assert ingest_attachment(archive, later, "新表").changed_pages == (page_id(page),)
        assert [row["id"] for row in archive.conn.execute("SELECT id FROM pages")] == [page_id(page)]
        assert [*map(tuple, archive.conn.execute("SELECT url, text FROM attachments"))] == [
            ("http://wsjk.linhu.example/1.xlsx", "新表")
        ]
        assert sound(archive)
        assert list(wrong_files(archive.conn)) == []
