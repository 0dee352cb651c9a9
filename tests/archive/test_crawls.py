"""Runs of a site, and the health they show."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.article import Article
from archive.capture import Capture
from archive.crawls import Counts, Outcome, finish_crawl, record_failure, start_crawl
from archive.ingest import ingest_article
from archive.notice import Notice
from archive.store import Archive
from archive.times import days_later

AT = "2024-08-12T03:04:05Z"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(Archive.open(tmp_path / "notices.db")) as opened:
        yield opened


def site(archive: Archive) -> tuple[str, str | None]:
    return tuple(archive.conn.execute("SELECT health, last_success FROM sites").fetchone())  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("outcome", "counts", "failures", "health"),
    [
        ("ok", Counts(listed=20, fetched=20, new=3), [], "ok"),
        ("ok", Counts(), [], "ok"),  # every listing page was answered with 304
        ("partial", Counts(listed=20, fetched=19, failed=1), ["timeout"], "ok"),
        ("failed", Counts(failed=1), ["no-entries"], "broken"),
        ("failed", Counts(failed=2), ["no-entries", "timeout"], "broken"),
        ("failed", Counts(fetched=1, failed=1), ["timeout"], "broken"),
        ("failed", Counts(failed=1), ["timeout"], "unreachable"),
        ("failed", Counts(), [], "unreachable"),
        ("blocked", Counts(failed=1), ["blocked"], "blocked"),
        ("interrupted", Counts(), [], "never"),
    ],
)
def test_a_run_shows_the_health_of_the_site(
    archive: Archive, outcome: Outcome, counts: Counts, failures: list[str], health: str
) -> None:
    number = start_crawl(archive, "qingchuan", AT)
    for reason in failures:
        record_failure(archive, number, "http://wsjk.qingchuan.example/", reason, None, AT)
    assert finish_crawl(archive, number, days_later(AT, 1), outcome, None, counts) == health
    assert site(archive) == (health, days_later(AT, 1) if health == "ok" else None)


def test_a_failed_run_keeps_the_last_success(archive: Archive) -> None:
    finish_crawl(archive, start_crawl(archive, "qingchuan", AT), AT, "ok", None, Counts(listed=1))
    finish_crawl(archive, start_crawl(archive, "qingchuan", AT), days_later(AT, 1), "failed", "timeout")
    assert site(archive) == ("unreachable", AT)


def test_a_working_site_without_anything_new_for_long_is_quiet(archive: Archive) -> None:
    seen = datetime(2024, 8, 12, tzinfo=UTC)
    page = Capture(url="http://a.example/1", fetched_at=seen, site="qingchuan")
    ingest_article(
        archive, Article(captures=(page,), notice=Notice(title="关于防蚊灭蚊的通知", body="请防蚊。"))
    )
    for days, counts, health in [
        (100, Counts(listed=5), "ok"),
        (300, Counts(listed=5), "quiet"),
        (301, Counts(listed=5, new=1), "ok"),
    ]:
        at = (seen + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
        assert finish_crawl(archive, start_crawl(archive, "qingchuan", at), at, "ok", None, counts) == health


def test_a_run_that_a_kill_left_open_is_interrupted_by_the_next(archive: Archive) -> None:
    killed, elsewhere = start_crawl(archive, "qingchuan", AT), start_crawl(archive, "linhu", AT)
    start_crawl(archive, "qingchuan", days_later(AT, 1))
    rows = {row["id"]: row for row in archive.conn.execute("SELECT * FROM crawls")}
    assert (rows[killed]["outcome"], rows[killed]["finished"]) == ("interrupted", days_later(AT, 1))
    assert rows[elsewhere]["finished"] is None


def test_counts_and_failures_are_kept(archive: Archive) -> None:
    number = start_crawl(archive, "qingchuan", AT)
    record_failure(archive, number, "http://a.example/1", "http 500", "Internal Server Error", AT)
    finish_crawl(
        archive, number, AT, "partial", "1 page failed", Counts(listed=5, fetched=4, gone=1, failed=1)
    )
    row = archive.conn.execute("SELECT * FROM crawls").fetchone()
    assert [row[name] for name in ("listed", "fetched", "new", "gone", "failed", "cause")] == [
        5, 4, 0, 1, 1, "1 page failed",
    ]  # fmt: skip
    failure = archive.conn.execute("SELECT crawl_id, url, reason, detail, at FROM failures").fetchone()
    assert tuple(failure) == (number, "http://a.example/1", "http 500", "Internal Server Error", AT)
