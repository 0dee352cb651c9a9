"""How a crawl behaves towards a host, read from the server's own log."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from time import monotonic

import pytest

from tests.simulator.running import crawl, notices, rows
from tests.simulator.world.scenario import make_scenario
from tests.simulator.world.timeline import Event, SitePlan
from tests.simulator.world.world import serve_world

Answer = tuple[int, Mapping[str, str], str]
HTML = {"Content-Type": "text/html; charset=utf-8"}
LISTING = (
    "<html><body><h2>通知公告</h2><ul>"
    + "".join(
        f'<li><a href="/n{n}.html">关于第{n}期健康讲座的通知</a><span>2024-08-0{n}</span></li>'
        for n in (3, 2, 1)
    )
    + "</ul></body></html>"
)
PAGES: dict[str, Answer] = {"/": (200, HTML, LISTING)} | {
    f"/n{n}.html": (
        200,
        HTML,
        f"<html><body><h1>关于第{n}期健康讲座的通知</h1><p>各单位：定于8月{n}日举办第{n}期健康讲座，"
        f"请组织职工参加，地点在第{n}会议室。</p><p>临湖区健康教育所</p><p>2024年8月{n}日</p></body></html>",
    )
    for n in (1, 2, 3)
}


class Host:
    """A small site, and when each of its requests began and ended."""

    def __init__(self, pages: Mapping[str, Answer | list[Answer]]) -> None:
        self.pages = {path: list(a) if isinstance(a, list) else [a] for path, a in pages.items()}
        self.log: list[tuple[str, float, float]] = []
        self.url = ""
        self.headers: dict[str, list[str]] = {}
        """Path → names of the headers of its last request."""

    def answer(self, path: str) -> Answer:
        answers = self.pages.get(path, [(404, HTML, "no")])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    @property
    def paths(self) -> list[str]:
        return [path for path, _, _ in self.log]


@contextmanager
def serving(pages: Mapping[str, Answer | list[Answer]]) -> Iterator[Host]:
    host = Host(pages)

    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            began = monotonic()
            host.headers[self.path] = list(self.headers)
            status, headers, text = host.answer(self.path)
            body = text.encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            host.log.append((self.path, began, monotonic()))

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Say nothing: the log is the host's."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        host.url = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()


def gaps(host: Host) -> list[float]:
    times = [began for path, began, _ in host.log if path != "/robots.txt"]
    return [later - earlier for earlier, later in pairwise(times)]


def test_one_request_at_a_time_with_the_delay_between(tmp_path: Path) -> None:
    with serving(PAGES) as host:
        assert notices("crawl", host.url, "--delay", "0.3", "--data", tmp_path).returncode == 0
    assert len(host.log) == 5
    assert min(gaps(host)) >= 0.29


def test_a_declared_crawl_delay_is_kept(tmp_path: Path) -> None:
    robots = (200, {"Content-Type": "text/plain"}, "User-agent: *\nCrawl-delay: 0.5\n")
    with serving({**PAGES, "/robots.txt": robots}) as host:
        assert notices("crawl", host.url, "--delay", "0", "--data", tmp_path).returncode == 0
    assert min(gaps(host)) >= 0.49


def test_a_crawl_delay_that_no_run_can_keep_keeps_us_from_the_host_by_name(tmp_path: Path) -> None:
    robots = (200, {"Content-Type": "text/plain"}, "User-agent: *\nCrawl-delay: 86400\n")
    with serving({**PAGES, "/robots.txt": robots}) as host:
        done = notices("crawl", host.url, "--delay", "0", "--data", tmp_path)
    assert done.returncode == 1
    assert host.paths == ["/robots.txt"]
    (site,) = rows(tmp_path / "notices.db", "SELECT health FROM sites")
    (run,) = rows(tmp_path / "notices.db", "SELECT cause FROM crawls")
    assert site["health"] == "blocked"
    assert run["cause"].startswith("listing: crawl-delay: ")
    assert "asks for 86400 seconds between requests, and longest_crawl_delay allows 60" in run["cause"]
    assert "raise longest_crawl_delay in notices.toml" in done.stderr


def test_the_operator_may_allow_a_longer_crawl_delay_or_ask_less_often_anyway(tmp_path: Path) -> None:
    robots = (200, {"Content-Type": "text/plain"}, "User-agent: *\nCrawl-delay: 0.4\n")
    for place, (longest, delay, is_visited) in enumerate(((0.3, 0, False), (0.4, 0, True), (0.3, 0.5, True))):
        folder = tmp_path / str(place)
        folder.mkdir()
        (folder / "notices.toml").write_text(f"longest_crawl_delay = {longest}\n", encoding="utf-8")
        with serving({**PAGES, "/robots.txt": robots}) as host:
            notices("crawl", host.url, "--delay", str(delay), "--data", folder)
        assert ("/n1.html" in host.paths) is is_visited
        assert not is_visited or min(gaps(host)) >= max(0.4, delay) - 0.01


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_waited_out(tmp_path: Path, status: int) -> None:
    busy = (status, {**HTML, "Retry-After": "2"}, "busy")
    with serving({**PAGES, "/n3.html": [busy, PAGES["/n3.html"]]}) as host:
        assert notices("crawl", host.url, "--delay", "0", "--data", tmp_path).returncode == 0
    assert gaps(host)[host.paths.index("/n3.html", 1) - 1] >= 1.9  # also for what was queued already
    assert len(rows(tmp_path / "notices.db", "SELECT id FROM notices")) == 3


@pytest.mark.parametrize(
    "value", ["soon", "-5", "Wed, 21 Oct 2015 07:28:00", "Wed, 21 Oct 2015 07:28:00 -0000"]
)
def test_a_retry_after_that_says_nothing_is_no_fault(tmp_path: Path, value: str) -> None:
    busy = (503, {**HTML, "Retry-After": value}, "busy")
    with serving({**PAGES, "/n3.html": [busy, PAGES["/n3.html"]]}) as host:
        assert notices("crawl", host.url, "--delay", "0", "--data", tmp_path).returncode == 0
    assert len(rows(tmp_path / "notices.db", "SELECT id FROM notices")) == 3


def test_conditions_do_not_follow_a_redirect_to_a_page_that_was_never_seen(tmp_path: Path) -> None:
    dated = {**HTML, "Last-Modified": "Mon, 12 Aug 2024 00:00:00 GMT"}
    status, _, text = PAGES["/n3.html"]
    pages: dict[str, Answer | list[Answer]] = {
        **PAGES, "/n3.html": [(status, dated, text), (302, {"Location": "/moved.html"}, "")]
    }  # fmt: skip
    pages["/moved.html"] = (200, HTML, text.replace("讲座", "义诊"))
    with serving(pages) as host:
        for further in ((), ("--full",)):
            done = notices("crawl", host.url, "--delay", "0", "--data", tmp_path, *further)
            assert done.returncode == 0
        assert "If-Modified-Since" in host.headers["/n3.html"]
        assert "If-Modified-Since" not in host.headers["/moved.html"]


def test_a_long_retry_after_ends_the_hosts_part_in_the_run(tmp_path: Path) -> None:
    busy = (429, {**HTML, "Retry-After": "86400"}, "busy")
    with serving({**PAGES, "/n3.html": busy}) as host:
        done = notices("crawl", host.url, "--delay", "0", "--data", tmp_path)
    assert done.returncode == 0
    failed = rows(tmp_path / "notices.db", "SELECT url, reason FROM failures")
    assert [(row["url"], row["reason"]) for row in failed] == [(f"{host.url}n3.html", "rate-limited")]
    assert host.paths[-1] == "/n3.html"


def test_what_a_long_retry_after_kept_from_being_asked_is_as_it_was(tmp_path: Path) -> None:
    with serving(PAGES) as host:
        assert notices("crawl", host.url, "--delay", "0", "--data", tmp_path).returncode == 0
        busy: Answer = (429, {**HTML, "Retry-After": "86400"}, "busy")
        host.pages = {path: [busy] for path in PAGES}
        done = notices("crawl", host.url, "--delay", "0", "--data", tmp_path, "--now", "2100-01-01T00:00:00Z")
    assert done.returncode == 1
    failed = rows(tmp_path / "notices.db", "SELECT url, reason FROM failures")
    assert [(row["url"], row["reason"]) for row in failed] == [(host.url, "rate-limited")]
    assert {row["status"] for row in rows(tmp_path / "notices.db", "SELECT status FROM pages")} == {"live"}


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        ((404, HTML, "no"), True),
        ((403, HTML, "no"), True),
        ((200, HTML, "<html>User-agent: *\nDisallow: /</html>"), True),
        ((200, {"Content-Type": "text/plain"}, "<!DOCTYPE html>\nUser-agent: *\nDisallow: /"), True),
        ((200, {"Content-Type": "text/plain"}, "User-agent: *\nDisallow: /"), False),
        ((200, {"Content-Type": "text/plain"}, "User-agent: health-notices\nDisallow: /"), False),
        ((500, HTML, "no"), False),
        ((521, HTML, "<script>challenge</script>"), False),
        ((429, HTML, "slow down"), False),
        ((200, {"Content-Type": "text/plain"}, "\ufeffUser-agent: *\nDisallow: /"), False),
        ((200, {}, "User-Agent : *\r\ndisallow : /\r\n"), False),
        ((200, {"Content-Type": "text/plain"}, "User-agent: other\nDisallow: /"), True),
        (
            (
                200,
                {"Content-Type": "text/plain"},
                "User-agent: *\nDisallow: /\n\nUser-agent: health-notices\nAllow: /",
            ),
            True,
        ),
        (
            (200, {"Content-Type": "text/plain"}, "User-agent: *\nDisallow: /\n" + "# filler\n" * 200_000),
            False,
        ),
        ((200, {"Content-Type": "text/plain"}, "\0\1\2 Disallow"), True),
        ((302, {"Location": "/rules.txt"}, ""), False),
        ((302, {"Location": "/"}, ""), True),
        ((302, {"Location": "http://127.0.0.1:1/robots.txt"}, ""), False),
    ],
)
def test_robots_txt_is_obeyed_and_a_missing_one_allows(tmp_path: Path, robots: Answer, allowed: bool) -> None:
    rules = (200, {"Content-Type": "text/plain"}, "User-agent: *\nDisallow: /")
    with serving({**PAGES, "/robots.txt": robots, "/rules.txt": rules}) as host:
        done = notices("crawl", host.url, "--delay", "0", "--data", tmp_path)
    assert ("/n1.html" in host.paths) is allowed
    assert done.returncode == (0 if allowed else 1)
    if not allowed:
        reasons = {row["reason"] for row in rows(tmp_path / "notices.db", "SELECT reason FROM failures")}
        silent = {500: "server-error", 521: "challenge", 429: "rate-limited"}
        assert reasons <= {silent.get(robots[0], "robots"), "private-address"}


def test_a_link_to_another_loopback_host_is_never_followed(tmp_path: Path) -> None:
    with serving(PAGES) as other:
        trap = LISTING.replace("/n3.html", f"{other.url}n3.html")
        away = (302, {"Location": f"{other.url}n2.html"}, "")
        with serving({**PAGES, "/": (200, HTML, trap), "/n2.html": away}) as host:
            assert notices("crawl", host.url, "--delay", "0", "--data", tmp_path).returncode == 0
    assert other.log == []
    reasons = [row["reason"] for row in rows(tmp_path / "notices.db", "SELECT reason FROM failures")]
    assert reasons == ["private-address", "private-address"]


def test_a_public_site_is_not_visited_without_a_contact(tmp_path: Path) -> None:
    done = notices("crawl", "https://wsjk.qingchuan.example/tzgg/", "--data", tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("notices: ")
    assert "contact" in done.stderr
    assert done.stderr.count("\n") == 1


def test_each_of_many_hosts_is_asked_one_thing_at_a_time_at_its_own_pace(tmp_path: Path) -> None:
    plans = [
        SitePlan(id="plain", name="云泽省卫生健康委员会", platform="trs", notices=7),
        SitePlan(id="slow", name="云泽护理学会", platform="vsb", notices=5, crawl_delay=0.6),
        SitePlan(id="limited", name="沐溪县卫生健康局", platform="xxgk", notices=7),
    ]
    limit = {"status": 429, "every": 4, "retry_after": 1}
    event = Event(site="limited", day=0, kind="rate-limit", values=limit)
    with serve_world(make_scenario(plans, [event]), delay=0.03) as world:
        done = crawl(world, tmp_path, "--delay", "0.2")
    assert done.returncode == 0, done.stdout + done.stderr
    assert {request.under_way for request in world.log} == {1}
    assert len(rows(tmp_path / "notices.db", "SELECT id FROM notices")) == 19
    for site, least in (("plain", 0.2), ("slow", 0.6), ("limited", 0.2)):
        for before, after in pairwise(world.requests(site)):
            assert after.at - before.at >= (1 if before.status == 429 else least) - 0.02, (
                site,
                before,
                after,
            )
