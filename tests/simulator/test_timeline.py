"""What happens to notice boards in two weeks, and how the archive tells it afterwards."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from archive.identity import canonical_url
from tests.simulator.running import crawl, host, notices, rows, snapshot
from tests.simulator.world.scenario import load_scenario
from tests.simulator.world.world import World, serve_world

SCENARIO = load_scenario("timeline")
LAST_DAY = 9


class Passed:
    """The world after its two weeks: a copy of the archive for each day, and what was asked on it."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self.folder = folder
        self.log_begins = [0]
        self.exit_codes: list[int] = []

    def archive(self, day: int) -> Path:
        return self.folder / f"day-{day}.db"

    def rows(self, day: int, sql: str, *values: object) -> list[dict[str, Any]]:
        return rows(self.archive(day), sql, *values)

    def url(self, site: str, serial: int, *, day: int = 0) -> str:
        return canonical_url(self.world.url(site, self.world.state(site, day).article(serial)))

    def page(self, site: str, serial: int, *, day: int = LAST_DAY, where: int = 0) -> dict[str, Any]:
        """The row of the notice's page on *day*, at the address it had on the day *where*."""
        (page,) = self.rows(day, "SELECT * FROM pages WHERE url = ?", self.url(site, serial, day=where))
        return page

    def changes(self, site: str, serial: int, *, day: int = LAST_DAY, where: int = 0) -> list[list[str]]:
        page = self.page(site, serial, day=day, where=where)
        found = self.rows(
            day, "SELECT change FROM versions WHERE page_id = ? ORDER BY observed_at", page["id"]
        )
        return [json.loads(row["change"]) for row in found]

    def taken_off(self, site: str, day: int) -> set[str]:
        """Addresses of what the list no longer shows at the end of the day."""
        return {
            canonical_url(self.world.url(site, a)) for a in SCENARIO.state(site, day).articles if not a.listed
        }

    def site(self, site: str, day: int) -> dict[str, Any]:
        (row,) = self.rows(day, "SELECT * FROM sites WHERE id = ?", host(self.world, site))
        return row


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Passed]:
    folder = tmp_path_factory.mktemp("timeline")
    with serve_world(SCENARIO) as world:
        done = Passed(world, folder)
        for day in range(LAST_DAY + 1):
            world.day = day
            run = crawl(world, folder)
            assert "Traceback" not in run.stderr, run.stderr
            done.exit_codes.append(run.returncode)
            done.log_begins.append(len(world.log))
            shutil.copy(folder / "notices.db", done.archive(day))
        yield done


def test_a_silently_changed_figure_is_a_version_of_its_own(passed: Passed) -> None:
    assert passed.changes("edits", 22) == [["first"], ["figure"]]
    assert passed.page("edits", 22)["status"] == "live"


def test_a_changed_title_and_a_new_paragraph_are_told_apart(passed: Passed) -> None:
    assert passed.changes("edits", 21) == [["first"], ["title"]]
    first, second = passed.changes("edits", 23, where=4)
    assert first == ["first"]
    assert "body" in second


def test_a_file_swapped_at_its_address_is_a_version_of_its_page(passed: Passed) -> None:
    assert passed.changes("edits", 20) == [["first"], ["attachment"]]


def test_a_notice_published_again_is_a_copy(passed: Passed) -> None:
    again = passed.page("edits", 24, where=5)
    assert again["notice_id"] == passed.page("edits", 19)["notice_id"]
    assert again["relation"] == "repost"


@pytest.mark.parametrize("serial", [20, 19, 18, 17], ids=["404", "410", "soft 404", "redirect sink"])
def test_a_page_taken_down_is_missing_first_and_gone_after_several_looks(passed: Passed, serial: int) -> None:
    statuses = [passed.page("absences", serial, day=day)["status"] for day in range(LAST_DAY + 1)]
    order = [status for status, _ in pairwise([*statuses, ""])]
    assert list(dict.fromkeys(order)) == ["live", "missing", "gone"]
    assert statuses.count("missing") >= 2
    page = passed.page("absences", serial)
    assert not page["listed"]
    (notice,) = passed.rows(LAST_DAY, "SELECT * FROM notices WHERE id = ?", page["notice_id"])
    assert notice["status"] == "gone"
    text = passed.world.state("absences", 0).article(serial).text
    assert notice["title"] == text.title
    assert text.paragraphs[1] in notice["body"]
    assert passed.changes("absences", serial) == [["first"]]


def test_a_page_that_is_back_is_live_again(passed: Passed) -> None:
    statuses = {passed.page("absences", 16, day=day)["status"] for day in range(LAST_DAY + 1)}
    assert statuses == {"live", "missing"}
    assert passed.page("absences", 16)["status"] == "live"


@pytest.mark.parametrize(("serial", "day"), [(22, 1), (21, 4)])
def test_a_page_that_moved_keeps_its_notice(passed: Passed, serial: int, day: int) -> None:
    before, after = passed.page("moves", serial), passed.page("moves", serial, where=day)
    assert before["url"] != after["url"]
    assert (before["status"], after["status"]) == ("moved", "live")
    assert before["notice_id"] == after["notice_id"]


def test_a_page_that_left_the_list_is_live_and_not_listed(passed: Passed) -> None:
    page = passed.page("moves", 20)
    assert (page["status"], page["listed"]) == ("live", 0)
    assert passed.page("moves", 19)["listed"] == 1


def test_a_redesign_is_noticed_and_nothing_is_lost_by_it(passed: Passed) -> None:
    assert passed.site("redesign", 1)["platform"] == "dedecms"
    assert passed.site("redesign", LAST_DAY)["platform"] == "shanghai"
    expected = {
        canonical_url(passed.world.url("redesign", a)) for a in passed.world.state("redesign").articles
    }
    found = passed.rows(
        LAST_DAY, "SELECT url, status FROM pages WHERE site = ?", host(passed.world, "redesign")
    )
    assert {row["url"] for row in found} == expected
    assert {row["status"] for row in found} == {"live"}


def test_an_outage_is_called_so_and_makes_no_page_vanish(passed: Passed) -> None:
    assert [passed.site("outage", day)["health"] for day in (1, 2, 3, 4)] == ["ok", *["unreachable"] * 3]
    assert passed.site("outage", LAST_DAY)["health"] in ("ok", "quiet")
    seen = passed.rows(4, "SELECT DISTINCT status FROM pages WHERE site = ?", host(passed.world, "outage"))
    assert {row["status"] for row in seen} <= {"live", "unreachable"}
    assert passed.page("outage", 19, where=4)["status"] == "live"
    statuses = passed.rows(
        LAST_DAY, "SELECT DISTINCT status FROM pages WHERE site = ?", host(passed.world, "outage")
    )
    assert [row["status"] for row in statuses] == ["live"]


def test_a_block_is_called_so_and_nothing_of_it_is_kept_as_text(passed: Passed) -> None:
    assert [passed.site("block", day)["health"] for day in (1, 2, 3, 4)] == ["ok", *["blocked"] * 3]
    assert passed.site("block", LAST_DAY)["health"] in ("ok", "quiet")
    changes = passed.rows(
        LAST_DAY,
        "SELECT change FROM versions JOIN pages ON pages.id = page_id WHERE site = ?",
        host(passed.world, "block"),
    )
    assert {row["change"] for row in changes} == {'["first"]'}
    found = passed.rows(LAST_DAY, "SELECT status FROM pages WHERE site = ?", host(passed.world, "block"))
    assert [row["status"] for row in found] == ["live"] * 19


def test_a_blocked_or_down_site_is_asked_little_and_makes_the_run_fail_once(passed: Passed) -> None:
    for site in ("block", "outage"):
        for day in (2, 3, 4):
            log = passed.world.log[passed.log_begins[day] : passed.log_begins[day + 1]]
            assert sum(request.site == site for request in log) <= 8, (site, day)
    assert [code for code in passed.exit_codes if code not in (0, 1)] == []
    assert passed.exit_codes[0] == passed.exit_codes[1] == passed.exit_codes[LAST_DAY] == 0
    assert passed.exit_codes[2] == 1


def test_a_rate_limit_is_waited_out_and_costs_nothing(passed: Passed) -> None:
    log = [request for request in passed.world.log[: passed.log_begins[1]] if request.site == "rate-limit"]
    waits = [later.at - limited.at for limited, later in pairwise(log) if limited.status == 429]
    assert waits
    assert min(waits) >= 1
    found = passed.rows(LAST_DAY, "SELECT url FROM pages WHERE site = ?", host(passed.world, "rate-limit"))
    assert len(found) == 19


@pytest.mark.parametrize("day", [0, 2])
def test_a_list_that_shifts_while_it_is_paged_loses_nothing(passed: Passed, day: int) -> None:
    """What stood there when the walk began is found by it; what was put on top meanwhile, on the next day."""
    for known_at, found_on in (((day, 0), day), ((day, 9), day + 1)):
        rows = SCENARIO.state("shift", *known_at).rows
        listed = {canonical_url(passed.world.url("shift", a)) for a in rows} - passed.taken_off("shift", day)
        found = {row["url"] for row in passed.rows(found_on, "SELECT url FROM pages")}
        assert listed - found == set()


def test_new_entries_are_found_under_pinned_ones_and_deep_in_the_list(passed: Passed) -> None:
    assert passed.page("order", 33, day=1, where=1)["status"] == "live"
    assert passed.page("order", 35, day=4, where=4)["status"] == "live"
    assert passed.page("order", 34, day=LAST_DAY, where=2)["status"] == "live"


def test_every_notice_that_was_ever_listed_is_in_the_archive_once(passed: Passed) -> None:
    for site in SCENARIO.sites:
        ever = {
            canonical_url(passed.world.url(site, article))
            for day in range(LAST_DAY + 1)
            for article in passed.world.state(site, day).articles
        }
        found = Counter(
            row["url"]
            for row in passed.rows(
                LAST_DAY, "SELECT url FROM pages WHERE site = ? AND part = 0", host(passed.world, site)
            )
        )
        assert set(found) == ever, site
        assert set(found.values()) == {1}


def test_each_day_costs_lists_news_and_what_was_due(passed: Passed) -> None:
    """What was known is asked for again where it was due, or where the list of that day shows it no more."""
    for day in range(1, LAST_DAY + 1):
        passed.world.day = day
        known = {row["url"] for row in passed.rows(day - 1, "SELECT url FROM urls WHERE kind != 'listing'")}
        due = passed.rows(day - 1, "SELECT url FROM urls WHERE next_check <= ?", passed.world.now_utc)
        dropped = passed.rows(day, "SELECT url FROM pages WHERE listed = 0")
        expected = {row["url"] for row in (*due, *dropped)}
        asked, redirected = [], set()
        for request in passed.world.log[passed.log_begins[day] : passed.log_begins[day + 1]]:
            is_led = request.site in redirected  # one look at an address includes where it leads
            redirected.discard(request.site)
            if request.status in (301, 302):
                redirected.add(request.site)
            if request.path != "/robots.txt" and request.status != 429 and not is_led:
                asked.append(canonical_url(passed.world.urls[request.site] + request.path))
        wasted = [url for url in asked if url in known and url not in expected]
        assert len(wasted) <= 0.02 * len(asked), (day, wasted)


def test_a_rebuild_gives_the_same_tables(passed: Passed) -> None:
    again = passed.folder / "again.db"
    done = notices("rebuild", "--data", passed.folder, "-o", again, "--now", passed.world.now)
    assert done.returncode == 0, done.stderr
    assert snapshot(again) == snapshot(passed.folder / "notices.db")


def test_everything_is_whole_after_two_weeks(passed: Passed) -> None:
    done = notices("verify", "--data", passed.folder)
    assert done.returncode == 0, done.stdout
