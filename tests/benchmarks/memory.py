"""Read ever-changing pages in one process and watch its memory: a crawl runs for days.

python -m tests.benchmarks.memory [PAGES_DIR] [--count N]
"""

from __future__ import annotations

import random
import re
import resource
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

import click

from archive.capture import Capture
from archive.errors import UnreadableError
from crawler.extraction import Context, extract_notice
from tests.benchmarks.readers import text_of
from tests.benchmarks.sample_pages import load_pages

_MEGABYTE = 1_000_000
_MOST_GROWTH = 2.0
"""Megabytes that the last quarter of a run may add: allocators and bounded caches settle before."""
_DIGIT = re.compile(r"(?<![#\w.])[0-9](?=[0-9年月日])")
_HAN = re.compile(r"[一-鿿]{4,}")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("pages_dir", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--count", default=100_000, show_default=True, type=click.IntRange(4), help="Pages to read.")
@click.option("--every", default=5_000, show_default=True, type=click.IntRange(1), help="Pages per sample.")
def main(pages_dir: Path | None, count: int, every: int) -> None:
    """Read COUNT variations of the pages in PAGES_DIR and print the memory in use after every so many."""
    source, pages = load_pages(pages_dir)
    every = min(every, max(1, count // 4))
    click.echo(f"{count:,} variations of {len(pages)} pages from {source}")
    samples: list[tuple[int, float]] = []
    for number, page in enumerate(islice(variations(pages), count), 1):
        try:
            extract_notice([page], Context())
        except UnreadableError as error:
            raise click.ClickException(f"a variation is no page any more: {error}") from error
        if number % every == 0:
            samples.append((number, resident_megabytes()))
            click.echo(f"{number:>9,} pages  {samples[-1][1]:8.1f} MB")
    click.echo(verdict(samples))


def variations(pages: Sequence[Capture]) -> Iterator[Capture]:
    """The pages over and over, each time with other dates, numbers and words, so that no text comes twice."""
    rng = random.Random("variations")
    texts = [text_of(page) for page in pages]
    for page, text in cycle(zip(pages, texts, strict=True)):
        changed = _DIGIT.sub(lambda _: rng.choice("0123456789"), text)
        changed = _HAN.sub(lambda match: _other_words(match[0], rng), changed)
        address = page.url.replace(".html", f"_{rng.randrange(10**9)}.html")
        yield replace(page, url=address, body=changed.encode("utf-8", "replace"))


def _other_words(words: str, rng: random.Random) -> str:
    """*words* with one character exchanged."""
    at = rng.randrange(len(words))
    return words[:at] + chr(rng.randrange(0x4E00, 0x9FA5)) + words[at + 1 :]


def resident_megabytes() -> float:
    """Memory that this process holds now; where the system does not say, the most it ever held."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text("ascii").split()[1]) * resource.getpagesize() / _MEGABYTE
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / _MEGABYTE if sys.platform == "darwin" else peak * 1024 / _MEGABYTE


def verdict(samples: Sequence[tuple[int, float]]) -> str:
    """``flat`` or ``growing``: the least memory held in the last quarter of the run, less that in the third.

    The least, because what is held in the middle of a page says nothing of what stays.
    """
    quarter = len(samples) // 4
    if not quarter:
        return "too few samples for a verdict"
    third, last = samples[-2 * quarter : -quarter], samples[-quarter:]
    added = min(size for _, size in last) - min(size for _, size in third)
    read = last[-1][0] - third[-1][0]
    word = "flat" if added < _MOST_GROWTH else "growing"
    return (
        f"{word}: the last {read:,} pages added {added:+.2f} MB ({_MOST_GROWTH} MB allowed), "
        f"{1_000_000 * added / read:+.0f} bytes a page"
    )


if __name__ == "__main__":
    main()
