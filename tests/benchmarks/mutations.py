"""Read damaged and hostile pages, up to 20 MB each: none may raise, none may take longer than two seconds.

python -m tests.benchmarks.mutations [PAGES_DIR] [--pages N] [--megabytes N] [--only WORDS]
"""

from __future__ import annotations

import multiprocessing
import resource
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import click
from tabulate import tabulate

from archive.capture import Capture
from archive.errors import UnreadableError
from crawler.extraction import Context, extract_notice
from tests.benchmarks.damage import damaged
from tests.benchmarks.sample_pages import load_pages, page_capture
from tests.benchmarks.sampling import Sampler, TooSlowError
from tests.benchmarks.shapes import STRUCTURES, Shape, all_shapes, fillings_in, soups

_BOUND = 2.0
"""CPU seconds that one page may take."""
_STOP_AFTER = 12.0
_KILL_AFTER = 40
"""CPU seconds, also within a library that cannot be interrupted."""
_MOST_MEMORY = 6_000_000_000
_LARGEST_LAYOUTS = ("in one paragraph", "in many paragraphs", "in the title", "in a bare text")
_CONTEXT = multiprocessing.get_context("fork")


class Case(NamedTuple):
    """A page to be read, made when its turn comes."""

    name: str
    make: Callable[[], Capture]


class Outcome(NamedTuple):
    """What became of reading a page."""

    name: str
    verdict: str
    """``read``, ``refused``, ``raised …``, ``stopped`` or ``killed``."""
    seconds: float
    where: str
    """The functions of ours that took the time, or that raised."""
    peak: float
    """Megabytes that the reading process came to hold."""

    @property
    def is_bad(self) -> bool:
        """Whether the page raised or took too long."""
        return self.verdict not in ("read", "refused") or self.seconds > _BOUND


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("pages_dir", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--pages", "count", default=2_000, show_default=True, help="Pages to read in all.")
@click.option("--megabytes", default=20.0, show_default=True, help="Size of the hostile pages.")
@click.option("--only", default="", help="Read only hostile pages whose name holds these words.")
@click.option(
    "--everywhere", is_flag=True, help="Try each filling in every layout, not in the main ones only."
)
@click.option("--slowest", default=25, show_default=True, help="So many of the slowest pages are named.")
def main(
    pages_dir: Path | None, count: int, megabytes: float, only: str, everywhere: bool, slowest: int
) -> None:
    """Read hostile pages of every shape, then damaged copies of the pages in PAGES_DIR; exit 1 if one fails."""
    size = int(megabytes * 1_000_000)
    shapes = all_shapes() if everywhere else [*STRUCTURES, *soups(), *fillings_in(_LARGEST_LAYOUTS)]
    cases = [_shape_case(shape, size) for shape in shapes if only in shape.name]
    source, samples = load_pages(pages_dir)
    if not only:
        cases += damaged_cases(samples, max(0, count - len(cases)))
    click.echo(f"{len(cases):,} pages; those damaged are from {source}")
    outcomes = []
    with click.progressbar(cases, item_show_func=lambda case: case.name[:60] if case else "") as bar:
        outcomes = [watch(case) for case in bar]
    bad = [outcome for outcome in outcomes if outcome.is_bad]
    click.echo(_report(f"{len(bad)} of {len(cases):,} pages raised or took longer than {_BOUND:g} s", bad))
    worst = sorted(outcomes, key=lambda outcome: -outcome.seconds)[:slowest]
    click.echo(_report("slowest", worst))
    click.echo(_report("most memory", sorted(outcomes, key=lambda outcome: -outcome.peak)[:5]))
    raise SystemExit(1 if bad else 0)


def _shape_case(shape: Shape, size: int) -> Case:
    return Case(shape.name, lambda: shape.page_of_bytes(size))


def damaged_cases(samples: list[Capture], count: int) -> Iterator[Case]:
    """*count* damaged copies of the sample pages."""
    for number in range(count):
        sample = samples[number % len(samples)]
        yield _damaged_case(sample, f"{sample.url}:{number}")


def _damaged_case(sample: Capture, seed: str) -> Case:
    def make() -> Capture:
        return page_capture(damaged(sample.body, seed)[1])

    return Case(f"damaged {seed.rsplit('/', 1)[-1]}", make)


def watch(case: Case) -> Outcome:
    """Read a page in a process of its own, so that neither time nor memory of one counts for another."""
    receiver, sender = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_read, args=(case, sender))
    start = time.monotonic()
    process.start()
    sender.close()
    try:
        outcome: Outcome = receiver.recv()
    except EOFError:
        outcome = Outcome(case.name, "killed", time.monotonic() - start, "within a library", 0)
    process.join()
    return outcome


def _read(case: Case, sender: Connection) -> None:
    page = case.make()
    spent = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (spent + _KILL_AFTER, spent + _KILL_AFTER + 1))
    with suppress(ValueError, OSError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    sampler = Sampler(limit=_STOP_AFTER)
    start = time.process_time()
    verdict, where = "read", ""
    try:
        with sampler:
            extract_notice([page], Context())
    except UnreadableError:
        verdict = "refused"
    except TooSlowError:
        verdict = "stopped"
    except Exception as error:  # noqa: BLE001  what must not happen is what is looked for
        verdict = f"raised {type(error).__name__}: {error}"[:80]
        where = _innermost(error)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    sender.send(Outcome(case.name, verdict, seconds, where or _costliest(sampler), peak))


def _innermost(error: BaseException) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"


def _costliest(sampler: Sampler) -> str:
    most = sorted(sampler.seconds.items(), key=lambda item: -item[1])[:3]
    return "; ".join(f"{place} {seconds:.1f}s" for place, seconds in most)


def _report(heading: str, outcomes: list[Outcome]) -> str:
    rows = [
        (round(outcome.seconds, 2), outcome.verdict, round(outcome.peak), outcome.name[:70], outcome.where)
        for outcome in sorted(outcomes, key=lambda outcome: -outcome.seconds)
    ]
    return f"\n{heading}\n" + tabulate(
        rows, ("CPU s", "verdict", "MB", "page", "where"), disable_numparse=True
    )


if __name__ == "__main__":
    main()
