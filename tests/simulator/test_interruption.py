"""Killed, stopped or doubled runs: nothing is lost, nothing is done twice, and the next run goes on."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest

from archive.data_folder import DataFolder
from crawler.cli import main
from crawler.demo.run import site_of, write_site_files
from crawler.demo.server import Serving, serve
from crawler.demo.sites import demo_sites
from tests.simulator.answering import Answered, answering, listing, site
from tests.simulator.killing import MOST_IN_FLIGHT, interrupted, lost_answers, run, some_sites
from tests.simulator.running import command, environment, notices, rows, snapshot
from tests.simulator.world.apart import serve_apart

SITE_IDS = tuple(site.id for site in demo_sites())
NOW = ("--now", "2025-11-03T09:00:00+08:00")


def crawl_arguments(folder: Path) -> list[str]:
    return ["crawl", *SITE_IDS, "--delay", "0", "--data", str(folder), *NOW]


def prepare(folder: Path, serving: Serving) -> DataFolder:
    data = DataFolder(folder)
    write_site_files(data, [site_of(site, serving.urls[site.id]) for site in demo_sites()])
    return data


def start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*crawl_arguments(folder)), env=environment(), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def wait_for_answers(process: subprocess.Popen[str], host: Answered, count: int) -> None:
    deadline = time.monotonic() + 60
    while len(host.log) < count and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(1)  # the next request has its place in the queue


def wait_for_requests(process: subprocess.Popen[str], serving: Serving, count: int) -> None:
    """Wait until the server's log has *count* entries, or the process has ended."""
    deadline = time.monotonic() + 60
    while len(serving.log) < count and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.002)


class Undisturbed(NamedTuple):
    """The demo sites, served for the whole module, and what a run that nothing disturbs makes of them."""

    serving: Serving
    folder: Path
    """To be read only."""
    requests: int
    """How many such a run takes."""

    @property
    def archive(self) -> dict[str, Any]:
        return snapshot(self.folder / "notices.db")


@pytest.fixture(scope="module")
def crawled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Undisturbed]:
    folder = tmp_path_factory.mktemp("undisturbed")
    with serve(demo_sites(), ports=0) as serving:
        prepare(folder, serving)
        done = notices(*crawl_arguments(folder))
        assert done.returncode == 0, done.stderr
        yield Undisturbed(serving, folder, len(serving.log))


@pytest.fixture
def undisturbed(crawled_once: Undisturbed) -> Iterator[Undisturbed]:
    yield crawled_once
    crawled_once.serving.delay = 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_kill_9_at_random_moments_loses_and_doubles_nothing(
    tmp_path: Path, undisturbed: Undisturbed, seed: int
) -> None:
    demo_server, expected, total = undisturbed.serving, undisturbed.archive, undisturbed.requests
    chance = random.Random(seed)
    demo_server.delay = 0.02
    for attempt in range(5):
        folder = tmp_path / f"killed-{attempt}"
        prepare(folder, demo_server)
        asked_before = len(demo_server.log)
        moment = chance.randrange(1, total)
        with start(folder) as process:
            wait_for_requests(process, demo_server, asked_before + moment)
            time.sleep(chance.random() * 0.05)
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=30)
        done = notices(*crawl_arguments(folder))
        assert done.returncode == 0, done.stderr
        assert snapshot(folder / "notices.db") == expected, f"killed after {moment} of {total} requests"
        again = notices("rebuild", "--data", folder, "-o", tmp_path / f"again-{attempt}.db", *NOW)
        assert again.returncode == 0, again.stderr
        assert snapshot(tmp_path / f"again-{attempt}.db") == expected


@pytest.mark.slow
def test_a_backfill_killed_again_and_again_repeats_only_what_was_in_flight(tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    with serve_apart(some_sites(5, 36), delay=0.005) as world:
        run(world, whole)
        total = world.count()
        kills = interrupted(world, killed, 6, random.Random(1), total)
        run(world, killed)
        log = world.log(total)
    assert snapshot(killed / "notices.db") == snapshot(whole / "notices.db")
    lost = lost_answers(log, [kill.at - total for kill in kills])
    assert max(count for each in lost for count in each.values()) <= MOST_IN_FLIGHT


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_stop_cleanly_and_the_next_run_goes_on(
    tmp_path: Path, undisturbed: Undisturbed, sent: signal.Signals
) -> None:
    demo_server, expected = undisturbed.serving, undisturbed.archive
    folder = tmp_path / "stopped"
    prepare(folder, demo_server)
    demo_server.delay = 0.1
    asked_before = len(demo_server.log)
    with start(folder) as process:
        wait_for_requests(process, demo_server, asked_before + 25)
        process.send_signal(sent)
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "Traceback" not in output + errors
    assert {row["outcome"] for row in rows(folder / "notices.db", "SELECT outcome FROM crawls")} == {
        "interrupted"
    }
    demo_server.delay = 0
    assert notices(*crawl_arguments(folder)).returncode == 0
    assert snapshot(folder / "notices.db") == expected


@pytest.mark.parametrize("after", [0.3, 0.6, 1.0])
def test_ctrl_c_at_once_is_no_traceback(tmp_path: Path, demo_server: Serving, after: float) -> None:
    prepare(tmp_path, demo_server)
    demo_server.delay = 0.1
    with start(tmp_path) as process:
        time.sleep(after)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=60)
    # Before it has loaded anything of ours, the interpreter itself dies of the signal.
    assert process.returncode in (130, -signal.SIGINT), errors
    assert process.returncode == -signal.SIGINT or "Traceback" not in output + errors


def test_ctrl_c_twice_stops_at_once(tmp_path: Path, demo_server: Serving) -> None:
    prepare(tmp_path, demo_server)
    demo_server.delay = 20
    asked_before = len(demo_server.log)
    with start(tmp_path) as process:
        time.sleep(3)
        began = time.monotonic()
        for _ in range(2):
            process.send_signal(signal.SIGINT)
            time.sleep(0.3)
        _, errors = process.communicate(timeout=60)
    assert time.monotonic() - began < 10
    assert process.returncode in (130, -signal.SIGINT), errors
    assert len(demo_server.log) - asked_before < 20


def test_ctrl_c_does_not_wait_for_the_turn_of_what_was_not_sent(tmp_path: Path) -> None:
    with answering(site(3)) as host:
        arguments = ("crawl", host.url, "--data", tmp_path)
        with subprocess.Popen(
            command(*arguments, "--delay", "30"), env=environment(), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as process:  # fmt: skip
            wait_for_answers(process, host, 1)
            began = time.monotonic()
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=60)
        assert time.monotonic() - began < 10
        assert process.returncode == 130, errors
        assert host.log == ["/"]
        assert rows(tmp_path / "notices.db", "SELECT outcome FROM crawls") == [{"outcome": "interrupted"}]
        assert rows(tmp_path / "notices.db", "SELECT url FROM failures") == []
        assert notices(*arguments, "--delay", "0").returncode == 0
    assert len(rows(tmp_path / "notices.db", "SELECT id FROM notices")) == 3


@pytest.mark.parametrize("kilobytes", [3, 30, 600])
def test_a_full_disk_is_one_sentence_and_the_next_run_goes_on(
    tmp_path: Path, undisturbed: Undisturbed, kilobytes: int
) -> None:
    """A limit on the size of files stands for the disk: SQLite and WARC meet it in the same way."""
    folder = tmp_path / "full"
    prepare(folder, undisturbed.serving)
    most = kilobytes * 1024
    done = subprocess.run(
        command(*crawl_arguments(folder)), env=environment(), text=True, capture_output=True, check=False,
        timeout=120, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith(f"notices: {folder}")
    assert "free space" in done.stderr
    assert done.stderr.count("\n") == 1
    assert notices(*crawl_arguments(folder)).returncode == 0
    assert snapshot(folder / "notices.db") == undisturbed.archive


def test_a_full_disk_ends_a_check_in_one_sentence(tmp_path: Path) -> None:
    status, headers, body = listing({1: "/n1.html"})
    with answering(lambda _path, _headers: (status, headers, body + os.urandom(2_000_000))) as host:
        most = 1_000_000
        done = subprocess.run(
            command("sites", "check", host.url, "--data", tmp_path), env=environment(), text=True,
            capture_output=True, check=False, timeout=120,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
        )  # fmt: skip
    assert done.returncode == 2
    assert "captures" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["import", "rebuild"])
def test_kill_9_during_import_and_rebuild_loses_and_doubles_nothing(
    tmp_path: Path, undisturbed: Undisturbed, kind: str
) -> None:
    expected = undisturbed.archive
    folder = Path(shutil.copytree(undisturbed.folder, tmp_path / "crawled"))
    arguments: tuple[str, ...] = ("rebuild", "--data", str(folder))
    if kind == "import":
        captures = str(folder / "captures")
        assert notices("import", captures, "--data", tmp_path / "whole").returncode == 0
        expected = snapshot(tmp_path / "whole" / "notices.db")
        folder = tmp_path / "imported"
        arguments = ("import", captures, "--data", str(folder))
    for after in (0.8, 1.2, 1.6, 2.0):
        with subprocess.Popen(command(*arguments), env=environment(), stderr=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL) as process:  # fmt: skip
            time.sleep(after)
            process.kill()
        if kind == "rebuild":
            assert snapshot(folder / "notices.db") == expected
    assert notices(*arguments).returncode == 0
    assert snapshot(folder / "notices.db") == expected


def test_a_fault_of_ours_that_cannot_even_be_recorded_is_no_success(tmp_path: Path) -> None:
    faulty = (
        "from crawler import spider, cli\n"
        "spider.capture_of = lambda *_, **__: {}['no such thing']\n"
        "cli.main(prog_name='notices')"
    )
    with answering(lambda *_: listing({1: "/n1.html"})) as host:
        arguments = ("crawl", host.url, "--delay", "0", "--data", str(tmp_path))
        done = subprocess.run(
            [sys.executable, "-c", faulty, *arguments],
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 1
    assert "a fault of this program kept 1 pages out" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_second_run_at_the_same_time_is_refused(tmp_path: Path, demo_server: Serving) -> None:
    prepare(tmp_path, demo_server)
    demo_server.delay = 1.0  # a crawl that is still going when the second has started, on any machine
    with start(tmp_path) as process:
        wait_for_requests(process, demo_server, 1)
        second = notices(*crawl_arguments(tmp_path))
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert second.returncode == 3
    assert second.stderr.startswith("notices: ")
    assert second.stderr.count("\n") == 1


def test_ctrl_c_while_the_arguments_are_read_has_the_same_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(*_args: object, **_extra: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(click.Group, "make_context", pressed)
    with pytest.raises(SystemExit) as ended:
        main(["status"])
    assert ended.value.code == 130
