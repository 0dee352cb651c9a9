"""Kills a crawl of the simulated world at random moments, and counts which answers were lost by it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice, pairwise
from pathlib import Path

from crawler.demo.server import Request
from tests.simulator.running import command, environment
from tests.simulator.world.apart import WorldApart
from tests.simulator.world.platform import platforms
from tests.simulator.world.scenario import Scenario, make_scenario
from tests.simulator.world.timeline import SitePlan

NOW = "2025-06-02T09:00:00+08:00"
MOST_IN_FLIGHT = 2
"""Of one site: a request under way, and an answer that has come and waits to be read."""
LONGEST = 120.0
"""Seconds that a run gets to reach the moment of its end."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kill:
    """One kill, seen from the sites."""

    at: int
    """Entries of the log once everything that was under way had been answered."""
    asked: int
    """Requests of the killed run."""


def some_sites(count: int, notices: int) -> Scenario:
    """*count* sites, the platforms in turn."""
    return make_scenario(
        SitePlan(
            id=f"{platform}-{number}", name=f"第{number}市卫生健康委员会", platform=platform, notices=notices
        )
        for number, platform in enumerate(islice(cycle(platforms()), count), start=1)
    )


def crawl_command(world: WorldApart, folder: Path) -> list[str]:
    """The real command, on every site from its bare address."""
    options = ("--delay", "0", "--quiet", "--data", str(folder), "--now", NOW)
    return command("crawl", *world.listing_urls.values(), *options)


def run(world: WorldApart, folder: Path) -> None:
    """Crawl to the end."""
    done = subprocess.run(
        crawl_command(world, folder), env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def interrupted(world: WorldApart, folder: Path, kills: int, chance: random.Random, total: int) -> list[Kill]:
    """Crawl *kills* times, each time killed at a random moment, so that all of it takes about one backfill."""
    suffered = []
    for _ in range(kills):
        begins = world.count()
        moment = begins + chance.randrange(2 * total // (kills + 1) + 1)
        with killable(crawl_command(world, folder)) as process:
            deadline = time.monotonic() + LONGEST
            while world.count() < moment and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.002)
            time.sleep(chance.random() * 0.05)
            os.killpg(process.pid, signal.SIGKILL)
        while world.under_way():
            time.sleep(0.01)
        suffered.append(Kill(at=world.count(), asked=world.count() - begins))
    return suffered


@contextmanager
def killable(arguments: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a group of its own, so that its children can be killed with it."""
    with subprocess.Popen(
        arguments,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        yield process


def lost_answers(log: Sequence[Request], ends: Sequence[int]) -> list[Counter[str]]:
    """For each killed run, by site: answers that a later run asked for again; robots.txt aside.

    *ends*: entries of the log at the end of each killed run.  Raises ``AssertionError`` where an
    answer was lost that was not among the last ones of its site: it should have been kept.
    """
    found = []
    for begins, end in pairwise((0, *ends)):
        later = set(map(address, log[end:])) - {None}
        lost: Counter[str] = Counter()
        for site, requests in by_site(log[begins:end]).items():
            flags = [address(request) in later for request in requests]
            assert flags == sorted(flags), f"{site}: an answer was lost before others that were kept"
            lost[site] = sum(flags)
        found.append(lost)
    return found


def by_site(log: Sequence[Request]) -> dict[str, list[Request]]:
    """The requests of each site in their order, without robots.txt."""
    found: dict[str, list[Request]] = {}
    for request in log:
        if address(request) is not None:
            found.setdefault(request.site, []).append(request)
    return found


def address(request: Request) -> tuple[str, str, str, bytes] | None:
    """By which a request is known again: without the hidden state of an ASP.NET page."""
    if request.path == "/robots.txt":
        return None
    fields = [
        field for field in request.body.split(b"&") if not field.startswith((b"__VIEWSTATE", b"__EVENTV"))
    ]
    return (request.site, request.method, request.path, b"&".join(fields))
