"""Twelve ways to fall ill: each is named in the first bad run, told once, and its end is told too."""

import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.simulator.ailing import FAULTS, FIRST_DAY, Ailing, ailing_sites, serving, site_file
from tests.simulator.running import notices, rows

HEALTHY_DAYS = 3
BAD, STILL_BAD, GOOD_AGAIN = range(HEALTHY_DAYS, HEALTHY_DAYS + 3)
pytestmark = pytest.mark.slow  # seven runs over 23 sites: a history is what is tested
SITES = [site for site in ailing_sites() if site.fault]


class Days:
    """What the runs of all days said, and what the archive tells of them."""

    def __init__(self, folder: Path, sites: list[Ailing]) -> None:
        self.folder = folder
        self.sites = sites
        self.said: list[subprocess.CompletedProcess[str]] = []

    def run(self, *, ill: bool) -> None:
        day = len(self.said)
        for site in self.sites:
            site.day, site.ill = day, ill
        self.said.append(
            notices(
                "crawl", *(site.id for site in self.sites), "--data", self.folder, "--delay", "0", "--quiet",
                "--now", f"{FIRST_DAY + timedelta(days=day)}T12:00:00+08:00", timeout=200,
            )
        )  # fmt: skip

    def crawls(self, site: str) -> list[dict[str, Any]]:
        return rows(self.folder / "notices.db", "SELECT * FROM crawls WHERE site = ? ORDER BY id", site)


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Days]:
    folder = tmp_path_factory.mktemp("ailing")
    (folder / "sites").mkdir()
    sites = ailing_sites()
    with serving(sites, folder):
        for site in sites:
            (folder / "sites" / f"{site.id}.yml").write_text(site_file(site), encoding="utf-8")
        run = Days(folder, sites)
        for ill in (*[False] * HEALTHY_DAYS, True, True, False):
            run.run(ill=ill)
        yield run


def test_healthy_days_bring_everything_and_no_word(days: Days) -> None:
    for said in days.said[:HEALTHY_DAYS]:
        assert (said.returncode, said.stdout + said.stderr) == (0, "")
    for site in days.sites:
        assert [(run["outcome"], run["cause"]) for run in days.crawls(site.id)[:HEALTHY_DAYS]] == [
            ("ok", None)
        ] * HEALTHY_DAYS


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.id)
def test_the_cause_is_named_in_the_first_bad_run(days: Days, site: Ailing) -> None:
    name, _ = FAULTS[site.fault or ""]
    run = days.crawls(site.id)[BAD]
    assert f"{name}:" in (run["cause"] or ""), run
    assert run["outcome"] in (("blocked",) if name in ("challenge", "blocked") else ("partial", "failed"))
    assert f"notices: {site.id} is {FAULTS[site.fault or ''][1]}: {run['cause']}" in days.said[BAD].stderr


def test_a_new_failure_is_in_the_exit_code_once(days: Days) -> None:
    codes = [said.returncode for said in days.said[BAD:]]
    assert codes == [1, 0, 0]
    assert days.said[STILL_BAD].stderr == "", "what is known is not said again"


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.id)
def test_a_site_that_works_again_is_told_and_well(days: Days, site: Ailing) -> None:
    health = FAULTS[site.fault or ""][1]
    assert f"notices: {site.id} works again; it was {health}" in days.said[GOOD_AGAIN].stderr
    state = rows(days.folder / "notices.db", "SELECT health FROM sites WHERE id = ?", site.id)
    assert state == [{"health": "ok"}]


def test_a_site_that_stays_well_is_never_spoken_of(days: Days) -> None:
    assert "notices: well" not in "".join(said.stderr for said in days.said)


def test_no_bad_day_leaves_anything_in_the_archive_that_is_no_notice(days: Days) -> None:
    strange = rows(
        days.folder / "notices.db",
        "SELECT url, title FROM notices WHERE title NOT LIKE '关于做好第%工作的通知' OR url NOT LIKE '%/tzgg/n%'",
    )
    assert strange == []


def test_nothing_published_on_bad_days_is_lost(days: Days) -> None:
    for site in days.sites:
        found = rows(
            days.folder / "notices.db",
            "SELECT url FROM pages WHERE part = 0 AND site = ?1 "
            "UNION SELECT url FROM urls WHERE kind = 'page' AND state <> 'done' AND next_check IS NOT NULL "
            "AND site = ?1",
            site.id,
        )
        assert len(found) == site.count, site.id
