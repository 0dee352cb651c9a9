"""Where the time of our reading goes: the share of each module and of the costliest functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tabulate import tabulate

from archive.capture import Capture
from archive.errors import UnreadableError
from crawler.extraction import Context, extract_notice
from tests.benchmarks.readers import clear_memories
from tests.benchmarks.sampling import Sampler

_MOST_ROWS = 25


def stage_table(pages: Sequence[Capture], rounds: int) -> str:
    """CPU time a page by module and by function; time in libraries counts for the function that called."""
    _read(pages)
    sampler = Sampler()
    for _ in range(rounds):
        clear_memories()
        with sampler:
            _read(pages)
    modules: dict[str, float] = defaultdict(float)
    for place, seconds in sampler.seconds.items():
        modules[place.module] += seconds
    functions = {str(place): spent for place, spent in sampler.seconds.items()}
    total = sum(modules.values())
    pages_read = rounds * len(pages)
    return "\n\n".join(
        (
            f"{1000 * total / pages_read:.2f} ms/page, sampled every millisecond",
            _table("module", modules, total, pages_read),
            _table("function, with the library calls it makes", functions, total, pages_read),
        )
    )


def _read(pages: Sequence[Capture]) -> None:
    for page in pages:
        try:
            extract_notice([page], Context())
        except UnreadableError:
            continue


def _table(what: str, seconds: Mapping[str, float], total: float, pages: int) -> str:
    most = sorted(seconds.items(), key=lambda item: -item[1])[:_MOST_ROWS]
    rows = [(name, 100 * spent / total, 1000 * spent / pages) for name, spent in most]
    return tabulate(rows, (what, "%", "ms/page"), floatfmt=".2f")
