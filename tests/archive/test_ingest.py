"""Articles, attachments and absences become rows."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from archive.absence import ingest_absence
from archive.article import Article, Kept
from archive.capture import Capture
from archive.dedup.text import judged
from archive.identity import page_id
from archive.ingest import (
    KeptFile,
    confirm_unchanged,
    ingest_article,
    ingest_attachment,
    judge_all,
)
from archive.judging import judged_record
from archive.membership import ListPage, show
from archive.notice import Attachment, Citation, Notice
from archive.search import match_expression
from archive.store import Archive
from archive.times import stamp
from archive.verification.derived_rows import wrong_notices
from tests.archive.dedup.texts import notice

DAY = datetime(2024, 8, 12, 3, tzinfo=UTC)
OFFICIAL = "http://wsjk.linhu.example/a/1.html"
PORTAL = "http://www.portal.example/news/9.html"
BARE: dict[str, Any] = {"document_number": None, "issuers": (), "issued_date": None}
WATER = Notice(
    title="关于加强饮用水监测的通知",
    body="\n".join(
        f"第{n}条 供水单位应当每月检测一次出厂水，第{n}项指标不合格的立即停止供水并报告。" for n in range(9)
    ),
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(Archive.open(tmp_path / "notices.db")) as opened:
        opened.save_site("linhu", "临湖区卫生健康局", "county", "990101")
        opened.save_site("portal", "健康资讯网", "portal")
        yield opened
        opened.conn.execute("INSERT INTO notices_search(notices_search) VALUES ('integrity-check')")
        assert opened.conn.execute("PRAGMA foreign_key_check").fetchall() == []


def capture(url: str, day: float = 0, **fields: Any) -> Capture:
    site = "portal" if "portal" in url else "linhu"
    at = DAY + timedelta(days=day)
    return Capture(**({"url": url, "fetched_at": at, "site": site, "position": f"c.warc.gz:{day}"} | fields))


def take(
    archive: Archive, said: Notice, url: str = OFFICIAL, day: float = 0, *more: str, **fields: Any
) -> Kept:
    pages = (capture(url, day, **fields), *(capture(further, day, kind="continuation") for further in more))
    return ingest_article(archive, Article(captures=pages, notice=said))


def rows(archive: Archive, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in archive.conn.execute(sql, values)]


def page(archive: Archive, url: str, part: int = 0) -> sqlite3.Row:
    row = archive.conn.execute("SELECT * FROM pages WHERE id = ?", (page_id(url, part),)).fetchone()
    assert row is not None
    return row  # type: ignore[no-any-return]


def found(archive: Archive, text: str) -> list[str]:
    sql = (
        "SELECT id FROM notices JOIN notices_search ON notices_search.rowid = search_key "
        "WHERE notices_search MATCH ?"
    )
    return [row[0] for row in rows(archive, sql, match_expression(text))]


def test_a_first_article_is_a_page_a_version_and_a_notice(archive: Archive) -> None:
    kept = take(archive, notice(), via="http://wsjk.linhu.example/")
    own = page_id(OFFICIAL)
    assert kept == Kept(page_id=own, notice_id=own, change=("first",), joined=False)
    saved = archive.conn.execute("SELECT * FROM notices").fetchone()
    assert (saved["id"], saved["url"], saved["site"], saved["copies"], saved["status"]) == (
        own,
        OFFICIAL,
        "linhu",
        0,
        "live",
    )
    assert (saved["sort_date"], saved["year"]) == ("2024-08-12", "2024")
    assert json.loads(saved["issuers"]) == ["临湖区卫生健康局"]
    row = page(archive, OFFICIAL)
    assert (row["relation"], row["similarity"], row["listed"], row["capture"]) == (
        "original",
        None,
        1,
        "c.warc.gz:0",
    )
    assert rows(archive, "SELECT id, change FROM versions") == [(f"{own}.1", '["first"]')]
    assert found(archive, "登革") == [own]
    assert Notice.from_json(json.loads(rows(archive, "SELECT record FROM versions")[0][0])) == notice()


def test_the_same_content_again_is_only_a_sighting(archive: Archive) -> None:
    take(archive, notice())
    assert take(archive, notice(), day=2).change == ()
    row = page(archive, OFFICIAL)
    assert (row["first_seen"], row["last_seen"]) == (stamp(DAY), stamp(DAY + timedelta(days=2)))
    assert rows(archive, "SELECT first_seen, last_seen FROM notices") == [
        (row["first_seen"], row["last_seen"])
    ]
    assert rows(archive, "SELECT count(*) FROM versions") == [(1,)]


def test_a_changed_content_is_a_version_and_changes_the_notice_and_the_search(archive: Archive) -> None:
    take(archive, notice())
    kept = take(archive, notice(title="关于调整2024年登革热防控工作的通知"), day=1)
    assert kept.change == ("title",)
    assert rows(archive, "SELECT title FROM notices") == [("关于调整2024年登革热防控工作的通知",)]
    assert (found(archive, "关于调整"), found(archive, "关于做好")) == ([kept.notice_id], [])
    assert [row[0] for row in rows(archive, "SELECT title FROM versions ORDER BY id")] == [
        "关于做好2024年登革热防控工作的通知", "关于调整2024年登革热防控工作的通知",
    ]  # fmt: skip


def test_a_copy_joins_the_notice_and_the_better_page_speaks(archive: Archive) -> None:
    first = take(archive, notice(**BARE), PORTAL)
    second = take(archive, notice(), OFFICIAL, 1)
    assert (second.notice_id, second.joined) == (first.notice_id, True)
    assert rows(archive, "SELECT id, url, site, copies, document_number FROM notices") == [
        (page_id(PORTAL), OFFICIAL, "linhu", 1, "临卫发〔2024〕16号")
    ]
    assert rows(archive, "SELECT id, notice_id FROM notice_aliases") == [(page_id(OFFICIAL), page_id(PORTAL))]
    copy = page(archive, PORTAL)
    assert (copy["relation"], copy["similarity"], copy["reason"]) == ("repost", 1.0, "正文相同。")
    assert page(archive, OFFICIAL)["relation"] == "original"


def test_a_site_described_later_speaks_as_if_described_before(archive: Archive) -> None:
    take(archive, notice(**BARE), PORTAL)
    take(archive, notice(**BARE), "http://a.unknown.example/1", 0.1, site="unknown")
    assert rows(archive, "SELECT site FROM notices") == [("unknown",)]
    archive.save_site("portal", "清川市卫生健康委员会", "city")
    assert rows(archive, "SELECT site, url FROM notices") == [("portal", PORTAL)]
    assert page(archive, PORTAL)["relation"] == "original"


def test_within_a_day_the_better_page_founds_the_notice(archive: Archive) -> None:
    take(archive, notice(**BARE), PORTAL)
    assert take(archive, notice(), OFFICIAL, 0.1).notice_id == page_id(OFFICIAL)
    assert rows(archive, "SELECT id, notice_id FROM notice_aliases") == [(page_id(PORTAL), page_id(OFFICIAL))]


def test_a_page_that_became_another_text_leaves_the_notice(archive: Archive) -> None:
    take(archive, notice(), OFFICIAL)
    take(archive, notice(**BARE), PORTAL)
    kept = take(archive, WATER, PORTAL, 1)
    assert kept == Kept(
        page_id=page_id(PORTAL), notice_id=page_id(PORTAL), change=("title", "body"), joined=False
    )
    assert rows(archive, "SELECT id, copies FROM notices ORDER BY copies, id") == sorted(
        [(page_id(OFFICIAL), 0), (page_id(PORTAL), 0)]
    )
    assert rows(archive, "SELECT * FROM notice_aliases") == []
    assert found(archive, "饮用水") == [page_id(PORTAL)]


def test_look_alikes_are_kept_apart_with_their_reason(archive: Archive) -> None:
    take(archive, notice())
    take(archive, notice(document_number="临卫发〔2024〕17号"), "http://wsjk.linhu.example/a/2.html")
    ((one, other, similarity, reason),) = rows(archive, "SELECT * FROM look_alikes")
    assert one < other
    assert {one, other} == {row[0] for row in rows(archive, "SELECT id FROM notices")}
    assert (similarity, reason) == (1.0, "文号不同：临卫发(2024)16号／临卫发(2024)17号。")


def test_the_web_pages_of_an_article_share_its_notice(archive: Archive) -> None:
    second, third = (OFFICIAL.replace("1.html", f"1_{n}.html") for n in (2, 3))
    kept = take(archive, notice(), OFFICIAL, 0, second, third)
    for url in (second, third):
        row = page(archive, url)
        assert (row["continues_id"], row["notice_id"], row["relation"]) == (
            kept.page_id,
            kept.notice_id,
            None,
        )
    assert rows(archive, "SELECT count(*), max(copies) FROM notices") == [(1, 0)]
    take(archive, notice(), OFFICIAL, 1, second)
    assert [page(archive, url)["status"] for url in (OFFICIAL, second, third)] == ["live", "live", "missing"]
    assert list(wrong_notices(archive.conn)) == []


def test_a_further_page_is_no_article_of_its_own_whichever_came_first(archive: Archive) -> None:
    second = OFFICIAL.replace("1.html", "1_2.html")
    own = take(archive, WATER, second).notice_id
    kept = take(archive, notice(), OFFICIAL, 0.1, second)
    assert rows(archive, "SELECT id, notice_id FROM notice_aliases") == [(own, kept.notice_id)]
    assert rows(archive, "SELECT id FROM notices") == [(kept.notice_id,)]
    assert found(archive, "饮用水") == []
    again = take(archive, WATER, second, 1)
    assert (again.notice_id, again.change) == (kept.notice_id, ())
    assert rows(archive, "SELECT count(*) FROM versions") == [(1,)]


def test_a_compilation_is_a_page_for_each_part(archive: Archive) -> None:
    take(archive, notice())
    masked = notice(title="篇1：登革热防控工作的通知", **BARE)
    whole = Notice(
        title="通知范文集",
        body=f"{masked.body}\n{WATER.body}",
        parts=(masked, WATER),
        page_kind="compilation",
    )
    kept = take(archive, whole, PORTAL)
    parts = [page(archive, PORTAL, part) for part in (1, 2)]
    assert [row["relation"] for row in parts] == ["part", "part"]
    assert [row["notice_id"] for row in parts] == [page_id(OFFICIAL), page_id(PORTAL, 2)]
    assert (parts[0]["similarity"], parts[1]["similarity"]) == (1.0, None)
    listed = rows(archive, "SELECT parts FROM notices WHERE id = ?", kept.notice_id)
    assert json.loads(listed[0][0]) == [page_id(OFFICIAL), page_id(PORTAL, 2)]
    assert rows(archive, "SELECT copies FROM notices WHERE id = ?", page_id(OFFICIAL)) == [(1,)]
    assert rows(archive, "SELECT count(*) FROM versions") == [(4,)]
    take(
        archive,
        Notice(title="通知范文集", body=WATER.body, parts=(WATER,), page_kind="compilation"),
        PORTAL,
        1,
    )
    assert [page(archive, PORTAL, part)["status"] for part in (0, 1, 2)] == ["live", "live", "missing"]


def test_attachments_are_kept_with_what_was_fetched(archive: Archive) -> None:
    form = Attachment(
        name="报名表.docx", url="http://wsjk.linhu.example/f.docx", media_type="application/msword"
    )
    take(archive, notice(attachments=(form, form, Attachment(name="名单"))))
    served = capture(
        "http://wsjk.linhu.example/files/f.docx", kind="attachment", body=b"docx", requested_url=form.url,
        headers=(("content-type", "application/pdf; charset=x"),),
    )  # fmt: skip
    ingest_attachment(archive, served, "报名表的文字")
    take(archive, notice(attachments=(form,), **BARE), PORTAL)
    sql = "SELECT name, url, media_type, bytes, text FROM attachments ORDER BY page_id = ?, name"
    assert rows(archive, sql, page_id(PORTAL)) == [
        ("名单", None, None, None, None),
        ("报名表.docx", form.url, "application/pdf", 4, "报名表的文字"),
        ("报名表.docx", form.url, "application/pdf", 4, "报名表的文字"),
    ]
    assert json.loads(rows(archive, "SELECT attachments FROM notices")[0][0])[1]["name"] == "报名表.docx"


def test_a_file_fetched_before_any_page_offers_it_is_not_forgotten(archive: Archive) -> None:
    url = "http://wsjk.linhu.example/f.bin"
    untold = (("Content-Type", "application/octet-stream"),)
    ingest_attachment(archive, capture(url, kind="attachment", body=b"1234", headers=untold), "文字")
    form = Attachment(name="报名表.docx", url=url, media_type="application/msword")
    take(archive, notice(attachments=(form,)))
    assert rows(archive, "SELECT bytes, text, media_type FROM attachments") == [
        (4, "文字", "application/msword")
    ]
    take(archive, notice(), day=1)
    take(archive, notice(attachments=(form,)), day=2)
    assert rows(archive, "SELECT bytes, text FROM attachments") == [(4, "文字")]
    assert rows(archive, "SELECT * FROM loose_files") == []


FORM = Attachment(name="报名表.docx", url="http://wsjk.linhu.example/f.docx")


def take_file(archive: Archive, day: float, body: bytes, text: str | None) -> KeptFile:
    return ingest_attachment(archive, capture(FORM.url or "", day, kind="attachment", body=body), text)


def changes_of(archive: Archive, url: str = OFFICIAL) -> list[tuple[str, str | None]]:
    return rows(
        archive, "SELECT change, file FROM versions WHERE page_id = ? ORDER BY observed_at", page_id(url)
    )


@pytest.mark.parametrize(
    ("contents", "versions"),
    [
        ([(b"1", "报名表"), (b"2", "报名表（新）")], 1),
        ([(b"1", "报名表"), (b"1", "报名表"), (b"2", "新表"), (b"1", "报名表")], 2),
        ([(b"1", "报名 表"), (b"2", "报名\n表"), (b"3", "报名表")], 0),
        ([(b"1", None), (b"2", None)], 1),
        ([(b"1", None), (b"1", None)], 0),
        ([(b"1", "报名表"), (b"2", None)], 1),
        ([(b"1", None), (b"1", "报名表")], 0),
    ],
    ids=["text", "there and back", "bytes only", "no text", "the same", "text lost", "read later"],
)
def test_another_file_at_an_unchanged_address_is_a_version_of_the_page(
    archive: Archive, contents: list[tuple[bytes, str | None]], versions: int
) -> None:
    take(archive, notice(attachments=(FORM,)))
    kept = [take_file(archive, day, *content) for day, content in enumerate(contents)]
    assert changes_of(archive) == [('["first"]', None), *[('["attachment"]', FORM.url)] * versions]
    assert sum(len(file.changed_pages) for file in kept) == versions
    assert kept[0].is_other


def test_the_text_of_a_replaced_file_is_kept_and_the_pages_text_stays(archive: Archive) -> None:
    take(archive, notice(attachments=(FORM,)))
    for day, text in enumerate(("第一稿", "第二稿", "第三稿")):
        take_file(archive, day, text.encode(), text)
    assert rows(archive, "SELECT text FROM file_looks ORDER BY observed_at") == [
        ("第一稿",),
        ("第二稿",),
        (None,),
    ]
    assert rows(archive, "SELECT text FROM attachments") == [("第三稿",)]
    assert rows(archive, "SELECT DISTINCT body FROM versions") == [(notice().body,)]


def test_a_file_that_was_replaced_before_the_page_was_known_says_nothing_of_the_page(
    archive: Archive,
) -> None:
    take_file(archive, 0, b"1", "第一稿")
    take(archive, notice(attachments=(FORM,)), day=1)
    take_file(archive, 2, b"2", "第二稿")
    assert changes_of(archive) == [('["first"]', None)]
    take_file(archive, 3, b"3", "第三稿")
    assert changes_of(archive) == [('["first"]', None), ('["attachment"]', FORM.url)]


def test_a_replaced_file_stays_in_the_history_of_a_page_that_offers_it_no_more(archive: Archive) -> None:
    take(archive, notice(attachments=(FORM,)))
    take_file(archive, 0, b"1", "第一稿")
    take_file(archive, 1, b"2", "第二稿")
    take(archive, notice(), day=2)
    take_file(archive, 3, b"3", "第三稿")
    take_file(archive, 0.5, b"4", "遗稿")
    files = [(change, file and "file") for change, file in changes_of(archive)]
    assert files == [
        ('["first"]', None), ('["attachment"]', "file"), ('["attachment"]', "file"), ('["attachment"]', None),
    ]  # fmt: skip


def test_a_page_that_is_gone_is_missing_and_nothing_is_deleted(archive: Archive) -> None:
    take(archive, notice(), via="http://wsjk.linhu.example/")
    ingest_absence(archive, capture(OFFICIAL, 1, status=404))
    ingest_absence(archive, capture("http://wsjk.linhu.example/unknown.html", 1, status=404))
    row = page(archive, OFFICIAL)
    assert (row["status"], row["last_seen"], row["last_checked"]) == (
        "missing",
        stamp(DAY),
        stamp(DAY + timedelta(days=1)),
    )
    assert rows(archive, "SELECT status, last_seen FROM notices") == [("missing", stamp(DAY))]
    assert rows(archive, "SELECT count(*) FROM pages") == [(1,)]
    ingest_absence(archive, capture(OFFICIAL, 0.5, status=404))
    assert page(archive, OFFICIAL)["last_checked"] == stamp(DAY + timedelta(days=1))
    take(archive, notice(), day=2)
    assert rows(archive, "SELECT status FROM notices") == [("live",)]


def test_a_notice_is_live_while_any_page_is(archive: Archive) -> None:
    take(archive, notice())
    take(archive, notice(**BARE), PORTAL)
    ingest_absence(archive, capture(OFFICIAL, 1, status=410))
    assert rows(archive, "SELECT status FROM notices") == [("live",)]
    ingest_absence(archive, capture(PORTAL, 1, status=404))
    assert rows(archive, "SELECT status FROM notices") == [("missing",)]


def test_not_modified_confirms_the_page(archive: Archive) -> None:
    take(archive, notice())
    ingest_absence(archive, capture(OFFICIAL, 1, status=404))
    later = stamp(DAY + timedelta(days=3))
    confirm_unchanged(archive, OFFICIAL, later)
    row = page(archive, OFFICIAL)
    assert (row["status"], row["last_seen"], row["last_checked"]) == ("live", later, later)
    assert rows(archive, "SELECT status, last_seen FROM notices") == [("live", later)]


@pytest.mark.parametrize(("said", "status"), [(notice(), "moved"), (WATER, "missing")])
def test_a_redirect_moves_a_page_if_it_leads_to_the_same_text(
    archive: Archive, said: Notice, status: str
) -> None:
    take(archive, notice())
    take(archive, said, OFFICIAL.replace("/a/", "/b/"), 1, requested_url=OFFICIAL)
    row = page(archive, OFFICIAL)
    assert (row["status"], row["last_seen"]) == (status, stamp(DAY))


def test_listed_pages_are_marked(archive: Archive) -> None:
    take(archive, notice())
    assert page(archive, OFFICIAL)["listed"] == 0
    entries = (f"{OFFICIAL}#top", PORTAL)
    listing = "http://wsjk.linhu.example/a/"
    show(archive, ListPage(url=listing, via=None, at=stamp(DAY), entries=entries, is_last=True))
    assert page(archive, OFFICIAL)["listed"] == 1


def test_a_citation_leads_to_the_notice_with_that_number(archive: Archive) -> None:
    cites = Citation(
        type="implements", title="关于做好登革热防控工作的通知", document_number="临卫发〔2024〕16号"
    )
    citing = take(archive, Notice(title=WATER.title, body=WATER.body, citations=(cites,)), PORTAL)
    sql = "SELECT notice_id, type, document_number, target_id FROM citations"
    assert rows(archive, sql) == [(citing.notice_id, "implements", "临卫发〔2024〕16号", None)]
    target = take(archive, notice())
    assert rows(archive, sql)[0][3] == target.notice_id
    take(archive, notice(document_number=None), day=1)
    assert rows(archive, sql)[0][3] is None


@pytest.mark.parametrize(
    ("fields", "sort_date", "year"),
    [
        ({"published_date": "2024-08-13", "issued_date": "2024-08-12"}, "2024-08-13", "2024"),
        ({"published_date": None, "issued_date": "2023-08"}, "2023-08", "2023"),
        ({"published_date": None, "issued_date": "--08-30"}, "2024-08-12", None),
        ({"published_date": None, "issued_date": None}, "2024-08-12", None),
    ],
)
def test_a_notice_sorts_by_its_first_known_date(
    archive: Archive, fields: dict[str, Any], sort_date: str, year: str | None
) -> None:
    take(archive, notice(**fields))
    assert rows(archive, "SELECT sort_date, year FROM notices") == [(sort_date, year)]


def test_text_that_utf8_cannot_hold_is_kept_without_its_broken_half(archive: Archive) -> None:
    take(archive, Notice(title="通知\ud83d", body="请防蚊\udc00灭蚊。"))
    assert rows(archive, "SELECT title, body FROM notices") == [("通知?", "请防蚊?灭蚊。")]


@pytest.mark.parametrize("paths", [("1", "3"), ("3", "1")])
def test_an_address_at_which_two_articles_go_on_leads_to_the_notice_of_one_of_them(
    archive: Archive, paths: tuple[str, str]
) -> None:
    further = "http://wsjk.linhu.example/a/2.html"
    for path, said in zip(paths, (notice(), WATER), strict=True):
        take(archive, said, f"http://wsjk.linhu.example/a/{path}.html", 0, further)
    (alias,) = rows(archive, "SELECT notice_id FROM notice_aliases WHERE id = ?", page_id(further))
    assert alias == (page(archive, further)["notice_id"],)


def test_judging_all_again_changes_nothing(archive: Archive) -> None:
    take(archive, notice())
    take(archive, notice(**BARE), PORTAL)
    take(archive, notice(document_number="临卫发〔2024〕17号"), "http://wsjk.linhu.example/a/2.html")
    tables = (
        "pages",
        "notices",
        "notice_aliases",
        "look_alikes",
        "page_texts",
        "text_pairs",
        "text_fingerprints",
        "citations",
    )
    before = {table: sorted(rows(archive, f"SELECT * FROM {table}")) for table in tables}
    assert judge_all(archive) == 2
    assert {table: sorted(rows(archive, f"SELECT * FROM {table}")) for table in tables} == before


def test_the_notices_of_a_long_series_are_each_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read = Mock(side_effect=judged)
    monkeypatch.setattr("archive.judging.judged", read)
    series = [
        json.dumps(Notice(title=f"第{n}期疫情通报", body=f"新增{n}例。").to_json()) for n in range(1500)
    ]
    for _ in range(2):
        for record in series:
            judged_record(record)
    assert read.call_count == len(series)


def test_a_batch_that_fails_leaves_nothing(archive: Archive) -> None:
    def fail_after_taking() -> None:
        with archive.transaction():
            take(archive, notice())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_taking()
    assert rows(archive, "SELECT count(*) FROM pages") == [(0,)]
    assert found(archive, "登革") == []
