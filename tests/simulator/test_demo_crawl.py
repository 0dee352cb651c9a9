"""The whole job on the demo sites: every planted notice found, every copy joined, nothing done twice."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from archive.data_folder import DataFolder
from archive.identity import canonical_url, page_id
from crawler.demo.planted import Appearance, PlantedNotice, planted
from crawler.demo.run import site_of, write_site_files
from crawler.demo.server import Serving, serve
from crawler.demo.sites import demo_sites
from tests.simulator.running import FUNCTION_OF_CAPTURES, notices, rows, snapshot

ISSUED_ON_A_SITE = [notice for notice in planted().notices if notice.original_site]
SITE_IDS = tuple(site.id for site in demo_sites())


class Crawled:
    """The demo sites, still served, and the archive that crawling them once gave."""

    def __init__(self, serving: Serving, folder: DataFolder) -> None:
        self.serving = serving
        self.folder = folder

    def notice_of(self, appearance: Appearance) -> str | None:
        url = canonical_url(self.serving.urls[appearance.site] + appearance.path)
        found = rows(
            self.folder.archive, "SELECT notice_id FROM pages WHERE id = ?", page_id(url, appearance.part)
        )
        return found[0]["notice_id"] if found else None


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = DataFolder(tmp_path_factory.mktemp("demo"))
    with serve(demo_sites(), ports=0) as serving:
        write_site_files(folder, [site_of(site, serving.urls[site.id]) for site in demo_sites()])
        done = notices("crawl", *SITE_IDS, "--delay", "0", "--data", folder.path)
        assert done.returncode == 0, done.stderr
        yield Crawled(serving, folder)


@pytest.mark.parametrize("notice", planted().notices, ids=lambda notice: notice.key)
def test_every_planted_notice_is_in_the_archive_once(crawled: Crawled, notice: PlantedNotice) -> None:
    carried_by = {appearance: crawled.notice_of(appearance) for appearance in notice.appearances}
    assert None not in carried_by.values(), carried_by
    assert len(set(carried_by.values())) == 1, carried_by


def test_no_two_planted_notices_are_joined(crawled: Crawled) -> None:
    ids = [crawled.notice_of(notice.appearances[0]) for notice in planted().notices]
    assert len(set(ids)) == len(ids)


def test_look_alikes_stay_apart_and_say_why(crawled: Crawled) -> None:
    by_key = {notice.key: crawled.notice_of(notice.appearances[0]) for notice in planted().notices}
    for pair in planted().apart:
        ids = (by_key[pair.first], by_key[pair.second])
        assert ids[0] != ids[1], pair
        reasons = rows(
            crawled.folder.archive,
            "SELECT reason FROM look_alikes WHERE notice_id IN (?, ?) AND other_id IN (?, ?)",
            *ids,
            *ids,
        )
        assert reasons, pair


def test_nothing_but_planted_pages_became_a_notice(crawled: Crawled) -> None:
    expected = {
        crawled.notice_of(appearance) for notice in planted().notices for appearance in notice.appearances
    }
    compilations = {
        canonical_url(crawled.serving.urls[compilation.site] + compilation.paths[0])
        for compilation in planted().compilations
    }
    found = rows(crawled.folder.archive, "SELECT id, url, title FROM notices")
    assert [row for row in found if row["id"] not in expected and row["url"] not in compilations] == []


@pytest.mark.parametrize("notice", ISSUED_ON_A_SITE, ids=lambda notice: notice.key)
def test_the_original_speaks_for_its_notice(crawled: Crawled, notice: PlantedNotice) -> None:
    (row,) = rows(
        crawled.folder.archive,
        "SELECT site, title, copies FROM notices WHERE id = ?",
        crawled.notice_of(notice.appearances[0]),
    )
    assert row["site"] == notice.original_site
    assert row["title"] == notice.title
    assert row["copies"] == len(notice.copies)


def test_failures_are_named(crawled: Crawled) -> None:
    names = {"404": "not-found", "500": "server-error", "robots": "robots"}
    expected = {
        (canonical_url(crawled.serving.urls[failure.site] + failure.path), names[failure.reason])
        for failure in planted().failures
    }
    assert {
        (r["url"], r["reason"]) for r in rows(crawled.folder.archive, "SELECT * FROM failures")
    } == expected


def test_a_disallowed_page_is_never_asked_for(crawled: Crawled) -> None:
    (path,) = [failure.path for failure in planted().failures if failure.reason == "robots"]
    assert [request for request in crawled.serving.log if request.path == path] == []


def test_a_disallowed_page_is_not_asked_for_when_a_run_resumes_with_many_addresses(
    crawled: Crawled, tmp_path: Path
) -> None:
    site = next(site for site in demo_sites() if site.id == "qinghe-cdc")
    url = crawled.serving.urls[site.id] + site.listing_path
    for limit in ("1", "50"):
        done = notices("crawl", url, "--limit", limit, "--delay", "0", "--data", tmp_path)
        assert done.returncode == 0, done.stderr
    assert len(rows(tmp_path / "notices.db", "SELECT id FROM pages")) == 10
    (path,) = [failure.path for failure in planted().failures if failure.reason == "robots"]
    assert [request for request in crawled.serving.log if request.path == path] == []


def test_attachments_are_fetched_and_hashed(crawled: Crawled) -> None:
    found = rows(crawled.folder.archive, "SELECT * FROM attachments WHERE url IS NOT NULL")
    assert found
    assert [row for row in found if not row["sha256"] or not row["bytes"]] == []


def test_a_second_run_costs_robots_and_listing_pages_and_changes_no_row(crawled: Crawled) -> None:
    tables = (*FUNCTION_OF_CAPTURES, "sites", "urls", "failures")
    before = snapshot(crawled.folder.archive, tables)
    asked_before = len(crawled.serving.log)
    done = notices("crawl", *SITE_IDS, "--delay", "0", "--data", crawled.folder.path)
    assert done.returncode == 0, done.stderr
    listings = {site.id: site.listing_path for site in demo_sites()}
    later = crawled.serving.log[asked_before:]
    assert [r for r in later if r.path not in ("/robots.txt", listings[r.site])] == []
    assert snapshot(crawled.folder.archive, tables) == before


def test_a_rebuild_gives_the_same_rows(crawled: Crawled, tmp_path: Path) -> None:
    done = notices("rebuild", "--data", crawled.folder.path, "-o", tmp_path / "again.db")
    assert done.returncode == 0, done.stderr
    assert snapshot(tmp_path / "again.db") == snapshot(crawled.folder.archive)
    memory = ("sites", "urls", "crawls", "failures")
    assert snapshot(tmp_path / "again.db", memory) == snapshot(crawled.folder.archive, memory)


def test_the_captures_alone_imported_elsewhere_give_the_same_notices(
    crawled: Crawled, tmp_path: Path
) -> None:
    done = notices("import", crawled.folder.captures, "--data", tmp_path)
    assert done.returncode == 0, done.stderr
    ids = "SELECT id, title, body, copies FROM notices ORDER BY id"
    assert rows(tmp_path / "notices.db", ids) == rows(crawled.folder.archive, ids)


def test_one_request_at_a_time_goes_to_a_host(crawled: Crawled) -> None:
    agents = {request.user_agent for request in crawled.serving.log}
    assert len(agents) == 1
    assert "health-notices/" in (agents.pop() or "")


def test_a_bare_address_needs_no_site_file(crawled: Crawled, tmp_path: Path) -> None:
    site = demo_sites()[0]
    url = crawled.serving.urls[site.id] + site.listing_path
    done = notices("crawl", url, "--delay", "0", "--data", tmp_path)
    assert done.returncode == 0, done.stderr
    host = urlsplit(url).netloc
    assert [row["id"] for row in rows(tmp_path / "notices.db", "SELECT id FROM sites")] == [host]
    listed = {a.path for n in planted().notices for a in n.appearances if a.site == site.id}
    (count,) = rows(tmp_path / "notices.db", "SELECT count(*) AS n FROM pages WHERE site = ?", host)
    assert count["n"] == len(listed)
