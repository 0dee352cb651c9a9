"""Kill a long backfill again and again with SIGKILL, and count what that cost.

python -m tests.benchmarks.interruption [--kills 50] [--sites 8] [--notices 250]
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import click

from tests.simulator.killing import MOST_IN_FLIGHT, address, interrupted, lost_answers, run, some_sites
from tests.simulator.running import snapshot
from tests.simulator.world.apart import serve_apart


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--kills", default=50, show_default=True, type=click.IntRange(1))
@click.option("--sites", default=8, show_default=True, type=click.IntRange(1))
@click.option(
    "--notices", default=250, show_default=True, type=click.IntRange(1), help="Notices on each site."
)
@click.option("--seed", default=0, show_default=True, help="Chooses the moments.")
def main(kills: int, sites: int, notices: int, seed: int) -> None:
    """Crawl once undisturbed, once killed KILLS times, and compare."""
    with serve_apart(some_sites(sites, notices), delay=0.005) as world, tempfile.TemporaryDirectory() as name:
        whole, killed = Path(name, "whole"), Path(name, "killed")
        run(world, whole)
        total = world.count()
        suffered = interrupted(world, killed, kills, random.Random(seed), total)
        run(world, killed)
        log = world.log(total)
        same = snapshot(whole / "notices.db") == snapshot(killed / "notices.db")
    lost = lost_answers(log, [kill.at - total for kill in suffered])
    in_all, most = sum(each.total() for each in lost), max(max(each.values(), default=0) for each in lost)
    asked = sum(address(request) is not None for request in log)
    click.echo(
        f"{total} requests undisturbed; {kills} kills, after {[kill.asked for kill in suffered]} requests"
    )
    click.echo(
        f"{asked} requests by the killed runs and the last; {in_all} of them repeat a lost answer, "
        f"at most {most} of one site after one kill"
    )
    click.echo("the archive is that of an undisturbed crawl" if same else "THE ARCHIVES DIFFER")
    raise SystemExit(0 if same and most <= MOST_IN_FLIGHT else 1)


if __name__ == "__main__":
    main()
