"""Time our whole reading of pages against bare parsers and other extraction libraries, in one run on one core.

python -m tests.benchmarks.reading [PAGES_DIR] [--rounds N] [--profile] [--sources]
"""

from __future__ import annotations

import gc
import logging
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from tabulate import tabulate

from archive.capture import Capture
from crawler.extraction import flatten
from tests.benchmarks.one_core import stay_on_one_core
from tests.benchmarks.readers import FLOOR, OURS, Reader, clear_memories, contestants, is_installed
from tests.benchmarks.sample_pages import load_pages
from tests.benchmarks.stages import stage_table
from tests.installation import environment_of, install


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("pages_dir", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--rounds", default=7, show_default=True, type=click.IntRange(1), help="Times each page is read."
)
@click.option("--profile", is_flag=True, help="Show where our time goes instead, stage by stage.")
@click.option(
    "--sources", is_flag=True, help="Time the modules as they are, not as an installation has them."
)
@click.option("--only", multiple=True, help="Time our reading and only these others.")
def main(pages_dir: Path | None, rounds: int, profile: bool, sources: bool, only: tuple[str, ...]) -> None:
    """Time our reading of the pages in PAGES_DIR against parsers and other libraries.

    Every round goes over all pages with each reader in turn, each round beginning with another
    reader, and no reader remembers the round before; figures are CPU time per page.  Readers that are
    not installed are named as absent.  Ours is timed as users have it, from an installation made for
    it, whose pass over a page is compiled where a compiler is.
    """
    if not sources:
        raise SystemExit(_timed_as_installed())
    where = stay_on_one_core()
    source, pages = load_pages(pages_dir)
    size = sum(len(page.body) for page in pages) / len(pages) / 1000
    form = "as it is" if (flatten.__file__ or "").endswith(".py") else "compiled"
    click.echo(
        f"{len(pages)} pages of {size:.0f} KB on average from {source}, {where}, our pass over a page {form}"
    )
    if profile:
        click.echo(stage_table(pages, rounds))
        return
    wanted = [c for c in contestants() if not only or c.name == OURS or c.name in only]
    absent = [c.name for c in wanted if not is_installed(c)]
    readers = {c.name: c.make() for c in wanted if is_installed(c)}
    logging.disable(logging.CRITICAL)  # what other libraries log of pages they cannot read
    warnings.simplefilter("ignore")
    times, failed = measure(readers, pages, rounds)
    click.echo(result_table(times, failed, len(pages)))
    if absent:
        click.echo(f"absent, not installed here: {', '.join(absent)}")


def _timed_as_installed() -> int:
    """Run again from an installation; returns the exit code."""
    with TemporaryDirectory() as scratch:
        try:
            packages = install(Path(scratch))
        except subprocess.CalledProcessError as error:
            raise click.ClickException(
                f"cannot be installed here ({error}); --sources needs no installation"
            ) from None
        again = [sys.executable, "-m", "tests.benchmarks.reading", "--sources", *sys.argv[1:]]
        return subprocess.run(again, env=environment_of(packages), check=False).returncode


def measure(
    readers: dict[str, Reader], pages: Sequence[Capture], rounds: int
) -> tuple[dict[str, list[float]], dict[str, int]]:
    """CPU seconds of every round for each reader, and the pages on which it failed."""
    names = list(readers)
    failed = {name: _read_all(readers[name], pages) for name in names}  # loads tables, warms caches of others
    times: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds):
        shift = turn % len(names)
        for name in names[shift:] + names[:shift]:
            clear_memories()
            gc.collect()
            start = time.process_time()
            _read_all(readers[name], pages)
            times[name].append(time.process_time() - start)
    return times, failed


def _read_all(reader: Reader, pages: Sequence[Capture]) -> int:
    """Read all pages; returns on how many the reader failed."""
    failed = 0
    for page in pages:
        try:
            reader(page)
        except Exception:  # noqa: BLE001  other libraries raise what they like, and are counted for it
            failed += 1
    return failed


def result_table(times: dict[str, list[float]], failed: dict[str, int], pages: int) -> str:
    """The figures as a table, the fastest first."""
    median = {name: statistics.median(rounds) / pages * 1000 for name, rounds in times.items()}
    rows = [
        (
            name,
            median[name],
            min(times[name]) / pages * 1000,
            1000 / median[name],
            median[name] / median[FLOOR] if FLOOR in median else None,
            median[name] / median[OURS],
            failed[name] or None,
        )
        for name in sorted(median, key=lambda name: median[name])
    ]
    headers = ("reader", "ms/page", "best round", "pages/s", "× lxml", "× ours", "failed on")
    return tabulate(rows, headers, floatfmt=("", ".2f", ".2f", ".0f", ".2f", ".2f", "g"))


if __name__ == "__main__":
    main()
