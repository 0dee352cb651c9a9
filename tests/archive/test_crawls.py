"""Runs of a site, and the health they show."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from archive.article import Article
from archive.capture import Capture
from archive.crawls import Counts, Outcome, finish_crawl, record_failure, start_crawl
from archive.health import site_silence
from archive.ingest import ingest_article
from archive.notice import Notice
from archive.store import Archive
from archive.times import days_later, stamp

AT = "2024-08-12T03:04:05Z"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(Archive.open(tmp_path / "notices.db")) as opened:
        yield opened


def site(archive: Archive) -> tuple[str, str | None]:
    return tuple(archive.conn.execute("SELECT health, last_success FROM sites").fetchone())  # type: ignore[return-value]


def run(archive: Archive, day: int, outcome: Outcome, cause: str | None = None) -> str:
    number = start_crawl(archive, "qingchuan", days_later(AT, day))
    return finish_crawl(archive, number, days_later(AT, day), outcome, cause).health


@pytest.mark.parametrize(
    ("outcome", "cause", "health"),
    [
        ("ok", None, "ok"),
        ("ok", "platform-changed: trs → hanweb", "ok"),
        ("partial", "1 timeout", "ok"),
        ("partial", "listing: half-list: 9 entries; usually at least 20", "broken"),
        ("partial", "attachments-failing: 3 of 3 files could not be had, mostly timeout", "broken"),
        ("partial", "attachments-failing on one page: 1 of 1 files could not be had, mostly timeout", "ok"),
        ("partial", "pages: timeout: the host was asked no more", "unreachable"),
        ("blocked", "pages: challenge: 5 of 5 new pages could not be had", "blocked"),
        ("failed", "listing: no-entries", "broken"),
        ("failed", "listing: timeout: took longer than 60 seconds", "unreachable"),
        ("failed", "listing: server-error: HTTP 500", "unreachable"),
        ("failed", "listing: robots", "blocked"),
        ("failed", None, "broken"),
        ("blocked", "listing: blocked", "blocked"),
        ("interrupted", "stopped before it was done", "never"),
    ],
)
def test_a_run_shows_the_health_of_the_site(
    archive: Archive, outcome: Outcome, cause: str | None, health: str
) -> None:
    assert run(archive, 1, outcome, cause) == health
    assert site(archive) == (health, days_later(AT, 1) if health == "ok" else None)
    assert archive.conn.execute("SELECT cause FROM crawls").fetchone()[0] == cause


def test_a_failed_run_keeps_the_last_success(archive: Archive) -> None:
    run(archive, 0, "ok")
    run(archive, 1, "failed", "listing: timeout")
    assert site(archive) == ("unreachable", AT)


def test_a_fault_is_news_once_and_so_is_its_end(archive: Archive) -> None:
    news = []
    for day, (outcome, cause) in enumerate(
        [
            ("ok", None),
            ("failed", "listing: timeout"),
            ("failed", "listing: refused"),
            ("blocked", "listing: blocked"),
            ("interrupted", "killed"),
            ("ok", None),
            ("ok", None),
        ]
    ):
        number = start_crawl(archive, "qingchuan", days_later(AT, day))
        verdict = finish_crawl(archive, number, days_later(AT, day), outcome, cause)  # type: ignore[arg-type]
        news.append("failed" if verdict.newly_failed else "recovered" if verdict.recovered else "")
    assert news == ["", "failed", "", "", "", "recovered", ""]


def test_the_health_is_known_since_the_run_that_showed_it(archive: Archive) -> None:
    for day, outcome in enumerate(("ok", "blocked", "blocked")):
        run(archive, day, outcome, None if outcome == "ok" else "listing: blocked")  # type: ignore[arg-type]
    assert archive.conn.execute("SELECT health_since FROM sites").fetchone()[0] == days_later(AT, 1)


def test_a_working_site_without_anything_new_for_unusually_long_is_quiet(archive: Archive) -> None:
    seen = datetime(2024, 8, 12, tzinfo=UTC)
    for week in range(12):
        moment = seen + timedelta(weeks=week)
        page = Capture(url=f"http://a.example/{week}", fetched_at=moment, site="qingchuan")
        notice = Notice(title=f"第{week}期防蚊灭蚊的通知", body=f"请防蚊，第{week}期。")
        ingest_article(archive, Article(captures=(page,), notice=notice))
    verdicts = []
    for weeks in (13, 20):
        at = stamp(seen + timedelta(weeks=weeks))
        verdicts.append(finish_crawl(archive, start_crawl(archive, "qingchuan", at), at, "ok"))
    assert [verdict.health for verdict in verdicts] == ["ok", "quiet"]
    assert not verdicts[1].newly_failed, "a quiet site is no failure"
    assert (verdicts[1].cause or "").startswith("quiet: nothing new for 4")


def test_a_notice_taken_in_before_eight_in_beijing_counts_on_its_own_day(archive: Archive) -> None:
    early = Capture(
        url="http://a.example/1", fetched_at=datetime(2024, 8, 11, 23, tzinfo=UTC), site="qingchuan"
    )
    notice = Notice(title="防蚊灭蚊的通知", body="请防蚊。", published_date="2024-08-12")
    ingest_article(archive, Article(captures=(early,), notice=notice))
    pause = site_silence(archive.conn, "qingchuan", date(2024, 8, 12))
    assert pause is not None
    assert pause.length == 0


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
