"""Crawl many simulated sites at once without delay: pages a second from the wire to the archive.

python -m tests.benchmarks.throughput [--sites 40] [--notices 50]
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlsplit

import click

from crawler.configuration import Configuration
from crawler.demo.server import Request
from tests.benchmarks.measured import Measured, run_measured
from tests.simulator.running import command, environment
from tests.simulator.world.apart import WorldApart, serve_apart
from tests.simulator.world.platform import platforms
from tests.simulator.world.scenario import Scenario, make_scenario
from tests.simulator.world.timeline import SitePlan

NOW = "2025-06-02T09:00:00+08:00"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--sites", default=40, show_default=True, type=click.IntRange(1), help="Sites crawled at once.")
@click.option("--notices", default=50, show_default=True, type=click.IntRange(1), help="Notices on each.")
@click.option(
    "--profile", type=click.Path(dir_okay=False, path_type=Path), help="Write a cProfile of the crawl here."
)
def main(sites: int, notices: int, profile: Path | None) -> None:
    """Fetch the same pages with bare Scrapy, then crawl them into an archive, and compare."""
    with serve_apart(many_sites(sites, notices)) as world, tempfile.TemporaryDirectory() as folder:
        crawl(world, Path(folder, "warm"))  # the server renders each page once, outside of what is measured
        asked = [request for request in world.log() if request.path != "/robots.txt"]
        bare = bare_crawl(world, asked, Path(folder))
        served = world.cpu_seconds()
        ours = crawl(world, Path(folder, "data"), profile)
        click.echo(ours.output)
        click.echo(report(asked, bare, ours, world.cpu_seconds() - served))
        raise SystemExit(ours.exit_code)


def many_sites(count: int, notices: int) -> Scenario:
    """*count* sites, the platforms in turn."""
    plans = [
        SitePlan(
            id=f"{platform}-{number}", name=f"第{number}市卫生健康委员会", platform=platform, notices=notices
        )
        for number, platform in enumerate(islice(cycle(platforms()), count), start=1)
    ]
    return make_scenario(plans)


def crawl(world: WorldApart, folder: Path, profile: Path | None = None) -> Measured:
    """The real command, on every site from its bare address."""
    arguments = ["crawl", *world.listing_urls.values(), "--delay", "0", "--data", str(folder), "--now", NOW]
    run = command(*arguments)
    if profile is not None:
        run = [sys.executable, "-m", "cProfile", "-o", str(profile), *run[1:]]
    return run_measured(run, environment())


def bare_crawl(world: WorldApart, asked: Sequence[Request], folder: Path) -> Measured:
    """The same requests from a spider that keeps nothing."""
    bases = {site: f"http://{urlsplit(url).netloc}" for site, url in world.listing_urls.items()}
    lines = [
        json.dumps(
            {
                "url": bases[request.site] + request.path,
                "method": request.method,
                "body": request.body.decode(),
                "headers": {"Content-Type": "application/x-www-form-urlencoded"} if request.body else {},
            }
        )
        for request in asked
    ]
    path = folder / "requests.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    run = [sys.executable, "-m", "tests.benchmarks.bare_crawl", str(path), str(Configuration().hosts_at_once)]
    return run_measured(run, environment())


def report(asked: Sequence[Request], bare: Measured, ours: Measured, served: float) -> str:
    """The figures in words."""
    files = sum(is_file(request.path) for request in asked)
    pages = len(asked) - files
    more = 1000 * (ours.cpu_seconds - bare.cpu_seconds) / len(asked)
    return "\n".join(
        (
            f"{pages} pages and {files} attached files of {len({request.site for request in asked})} sites",
            f"bare Scrapy    {bare.seconds:6.1f} s {len(asked) / bare.seconds:6.1f} requests/s, "
            f"{bare.cpu_seconds:5.1f} CPU s, {bare.peak_megabytes:4.0f} MB",
            f"notices crawl  {ours.seconds:6.1f} s {len(asked) / ours.seconds:6.1f} requests/s, "
            f"{ours.cpu_seconds:5.1f} CPU s, {ours.peak_megabytes:4.0f} MB",
            f"CPU seconds: crawl {ours.own_cpu_seconds:.1f}, its reader of files "
            f"{ours.cpu_seconds - ours.own_cpu_seconds:.1f}, server {served:.1f}",
            f"{pages / ours.seconds:.1f} pages/s from the wire to the archive, {pages / ours.own_cpu_seconds:.1f} "
            "for each CPU second of the crawl, which uses one core",
            f"{ours.seconds / bare.seconds:.2f} times as long as bare Scrapy, {more:.1f} ms more CPU a request",
        )
    )


def is_file(path: str) -> bool:
    """Whether the address is that of an attached file."""
    return path.endswith((".docx", ".xlsx", ".pdf")) or "/download.jsp" in path


if __name__ == "__main__":
    main()
