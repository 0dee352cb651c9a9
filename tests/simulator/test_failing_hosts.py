"""A host that dies or turns us away in the middle of a run is left alone, and nothing is lost by it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.simulator.answering import HTML, Answer, answering, site
from tests.simulator.running import notices, rows

COUNT = 24
WELL_FOR = 6
WALLS: dict[str, Answer] = {
    "challenge": (412, HTML, b"<script>$_ts=window['$_ts'];</script>"),
    "blocked": (200, HTML, "<title>访问被拦截</title><p>您的访问请求已被拦截</p>".encode()),
    "forbidden": (403, HTML, b"<h1>403 Forbidden</h1>"),
    "server-error": (502, HTML, b"<h1>502 Bad Gateway</h1>"),
}


def crawl(folder: Path, url: str, day: int) -> Any:
    return notices("crawl", url, "--delay", "0", "--data", folder, "--now", f"2024-09-0{day}T12:00:00+08:00")


@pytest.mark.parametrize("name", WALLS)
def test_a_host_that_turns_us_away_in_mid_run_costs_few_requests_more(tmp_path: Path, name: str) -> None:
    well, open_again = site(COUNT), False
    asked_when_closed: list[str] = []

    def answer(path: str, headers: Mapping[str, str]) -> Answer:
        if len(host.log) <= WELL_FOR or open_again:
            return well(path, headers)
        asked_when_closed.append(path)
        return WALLS[name]

    with answering(answer) as host:
        first = crawl(tmp_path, host.url, 1)
        distinct = set(asked_when_closed)
        open_again = True
        second = crawl(tmp_path, host.url, 2)
    assert len(distinct) <= 8, "a few failures, one probe, and what was on its way"
    (run,) = rows(tmp_path / "notices.db", "SELECT outcome, cause FROM crawls WHERE id = 1")
    assert f"pages: {name}: the host was asked no more; " in run["cause"]
    assert run["outcome"] == ("partial" if name == "server-error" else "blocked")
    assert (first.returncode, second.returncode) == (1, 0)
    assert "works again" in second.stderr
    kept = {row["url"] for row in rows(tmp_path / "notices.db", "SELECT url FROM pages")}
    failed = rows(tmp_path / "notices.db", "SELECT url FROM urls WHERE kind = 'page' AND state = 'failed'")
    left = {row["url"] for row in failed}
    assert len(kept | left) == COUNT
    assert len(kept) >= COUNT - len(distinct), "all that was not asked came in the next run"


def test_a_host_that_recovers_is_asked_on_in_the_same_run(tmp_path: Path) -> None:
    well, closed = site(COUNT), list(range(WELL_FOR, WELL_FOR + 3))

    def answer(path: str, headers: Mapping[str, str]) -> Answer:
        return WALLS["challenge"] if len(host.log) in closed else well(path, headers)

    with answering(answer) as host:
        done = crawl(tmp_path, host.url, 1)
    assert done.returncode == 0
    assert len(rows(tmp_path / "notices.db", "SELECT url FROM pages")) == COUNT - len(closed)


@pytest.mark.parametrize(("given", "cookie", "comes_in"), [("a=1", "a=1", True), ("a=1", "b=2", False)])
def test_a_site_that_wants_its_cookie_first_is_asked_once_more_only(
    tmp_path: Path, given: str, cookie: str, comes_in: bool
) -> None:
    well = site(3)

    def answer(path: str, headers: Mapping[str, str]) -> Answer:
        if cookie in (headers.get("Cookie") or ""):
            return well(path, headers)
        return 403, {**HTML, "Set-Cookie": f"{given}; Path=/"}, b"no"

    with answering(answer) as host:
        done = crawl(tmp_path, host.url, 1)
    assert done.returncode == (0 if comes_in else 1)
    assert host.log.count("/") == 2
    assert len(rows(tmp_path / "notices.db", "SELECT url FROM pages")) == (3 if comes_in else 0)


def test_a_wall_is_not_asked_again_for_the_sake_of_its_cookie(tmp_path: Path) -> None:
    wall = (403, {**HTML, "Set-Cookie": "__jsl_clearance_s=1; Path=/"}, b"<script></script>")
    with answering(lambda _path, _headers: wall) as host:
        done = crawl(tmp_path, host.url, 1)
    assert host.log == ["/"]
    assert "challenge" in done.stderr
