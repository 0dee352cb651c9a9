"""Lists drawn by a script are read with a browser that goes nowhere by itself, and never through a challenge."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.warc import read_captures
from crawler.settings import user_agent
from tests.archive.verification.crawled import damages
from tests.browser.conftest import CHROMIUM, skip_without_chromium
from tests.browser.drawn_site import TITLES, DrawnSite, drawn_site
from tests.simulator.running import notices, rows

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def chromium() -> None:
    skip_without_chromium()


@pytest.fixture
def site() -> Iterator[DrawnSite]:
    elsewhere = DrawnSite()
    with (
        drawn_site(elsewhere),
        drawn_site(DrawnSite(), elsewhere=int(elsewhere.url.rpartition(":")[2])) as site,
    ):
        yield site
        assert elsewhere.log == [], "the page reached another host"


@pytest.fixture
def folder(tmp_path: Path, site: DrawnSite) -> DataFolder:
    data = DataFolder(tmp_path)
    data.sites.mkdir()
    (data.sites / "drawn.yml").write_text(
        f"name: 沐溪县卫生健康局\nurls:\n  - {site.url}/tzgg/\nbrowser: true\nenabled: true\n",
        encoding="utf-8",
    )
    data.settings.write_text(f"browser_path = '{CHROMIUM}'\n")
    return data


def titles(folder: DataFolder) -> set[str]:
    return {row["title"] for row in rows(folder.archive, "SELECT title FROM notices")}


def test_a_drawn_list_is_read_and_all_its_requests_are_ours(folder: DataFolder, site: DrawnSite) -> None:
    done = notices("crawl", "drawn", "--delay", "0.2", "--data", folder.path)
    assert done.returncode == 0, done.stderr
    assert titles(folder) == set(TITLES)
    parts = ["/a.css", "/draw.js", "/api/list", "/leads-to-secret"]
    pages = [path for path in site.asked if path.startswith("/tzgg/t")]
    assert sorted(site.asked) == sorted(["/robots.txt", "/tzgg/", *parts, *pages])
    assert len(pages) == len(TITLES)
    assert {agent for _, _, _, agent in site.log} == {user_agent(None)}
    times = [at for at, *_ in site.log]
    # Each was sent 0.2 seconds after the one before; how long it took to arrive varies.
    assert times[-1] - times[0] >= 0.2 * (len(times) - 1) - 0.1
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.1
    (path,) = folder.captures.iterdir()
    drawn_by = {capture.kind: capture.rendered_by for capture in read_captures(path)}
    assert (drawn_by["listing"] or "").startswith("chromium ")
    assert drawn_by["page"] is None
    assert damages(folder) == []
    assert notices("crawl", "drawn", "--delay", "0", "--data", folder.path).returncode == 0
    assert site.asked[len(times) :].count("/api/list") == 1, (
        "the list is drawn anew, though its page is the same"
    )
    assert not [path for path in site.asked[len(times) :] if path.startswith("/tzgg/t")]


@pytest.mark.parametrize("path", ["/tzgg/", "/api/list"])
def test_a_challenge_is_recorded_and_not_drawn(folder: DataFolder, site: DrawnSite, path: str) -> None:
    site.challenged = frozenset({path})
    done = notices("crawl", "drawn", "--delay", "0", "--data", folder.path)
    assert done.returncode == 1
    assert rows(folder.archive, "SELECT outcome FROM crawls") == [{"outcome": "blocked"}]
    assert {row["reason"] for row in rows(folder.archive, "SELECT reason FROM failures")} == {"challenge"}
    assert site.asked.count(path) == 1
    if path == "/tzgg/":
        assert site.asked == ["/robots.txt", "/tzgg/"]


def test_a_script_that_never_ends_costs_the_time_limit(folder: DataFolder, site: DrawnSite) -> None:
    site.endless = True
    folder.settings.write_text(f"browser_path = '{CHROMIUM}'\ntimeout = 6\n")
    done = notices("crawl", "drawn", "--delay", "0", "--data", folder.path, timeout=60)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert {row["reason"] for row in rows(folder.archive, "SELECT reason FROM failures")} == {"timeout"}


def test_without_chromium_one_sentence_says_what_is_missing(folder: DataFolder, site: DrawnSite) -> None:
    folder.settings.write_text("browser_path = '/nowhere/chromium'\n")
    done = notices("crawl", "drawn", "--data", folder.path)
    assert done.returncode == 2
    assert done.stderr.startswith(
        "notices: a site says `browser: true`, but no Chromium was found: got /nowhere"
    )
    assert done.stderr.count("\n") == 1
    assert site.log == []
