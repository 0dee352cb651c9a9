"""No page makes reading fail, or take more than its share of time: twice the page, about twice the work.

The full sizes, with bounds in seconds, are read by ``python -m tests.benchmarks.mutations``.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive.capture import Capture
from archive.errors import UnreadableError
from archive.notice import Notice
from crawler.extraction import Context, extract_notice
from tests.benchmarks.damage import damaged
from tests.benchmarks.sample_pages import page_capture
from tests.benchmarks.shapes import STRUCTURES, Shape, fillings_in, soups

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
SENTENCE = "各单位要高度重视传染病防治工作，落实责任，及时报告。"
DAMAGED_COPIES = 12
"""Of each page."""
STRUCTURE_CHARACTERS = 12_000
FILLING_CHARACTERS = 3_000
MOST_PER_DOUBLING = 2.6
DOUBLINGS = 2
"""Between the two sizes that are compared: noise counts half as much as between neighbours."""
ATTEMPTS = 4
"""A breach is looked at again with longer pages, where noise is less and a square shows more."""
NO_NOISE = 0.5
"""CPU seconds that no noise explains: no need to look again."""


def read(page: Capture) -> Notice | None:
    """The notice, or ``None`` where the page is refused; anything else raises."""
    try:
        return extract_notice([page], Context())
    except UnreadableError:
        return None


@pytest.fixture(scope="module", autouse=True)
def _tables_loaded_and_collector_quiet() -> Iterator[None]:
    """What the first page loads, and what other tests left behind, is nothing of a page's cost."""
    read(STRUCTURES[0].page(1_000))
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_damaged_page_is_read_or_refused(page: Path) -> None:
    for number in range(DAMAGED_COPIES):
        done, body = damaged(page.read_bytes(), f"{page.stem}:{number}")
        try:
            read(page_capture(body))
            read(page_capture(body, content_type="text/plain"))
        except Exception as error:
            error.add_note(f"copy {number} of {page.name}: {done}")
            raise


@pytest.mark.parametrize("shape", STRUCTURES, ids=lambda shape: shape.name)
def test_twice_the_markup_takes_about_twice_the_time(shape: Shape) -> None:
    assert_grows_linearly(shape.page, STRUCTURE_CHARACTERS)


@pytest.mark.parametrize("shape", list(soups()), ids=lambda shape: shape.name)
def test_twice_the_jumble_takes_about_twice_the_time(shape: Shape) -> None:
    assert_grows_linearly(shape.page, STRUCTURE_CHARACTERS)


@pytest.mark.parametrize("layout", ["in one paragraph", "in the title", "on one line of a bare text"])
def test_twice_the_repetitions_take_about_twice_the_time(layout: str, subtests: pytest.Subtests) -> None:
    for shape in fillings_in((layout,)):
        with subtests.test(shape.name):
            assert_grows_linearly(shape.page, FILLING_CHARACTERS)


@pytest.mark.parametrize("depth", [2_100, 50_000])
@pytest.mark.parametrize("tag", ["div", "span", "b", "ul", "table"])
def test_text_below_any_depth_is_kept(tag: str, depth: int) -> None:
    notice = read(page_capture(f"<html><body>{f'<{tag}>' * depth}<p>{SENTENCE}</p>".encode()))
    assert notice is not None
    assert SENTENCE in notice.body


@pytest.mark.parametrize(
    "markup",
    [
        "<a name=top>{}",
        "<a name=top>{}</a>",
        "{}<span class=footer> </span>",
        "{}<span class=content> ",
        "{}<b class=nav>&nbsp;</b>",
        "<b class=title> </b>{}",
    ],
)
def test_odd_markup_around_the_text_hides_nothing_of_it(markup: str) -> None:
    notice = read(page_capture(f"<html><body>{markup.format(f'<p>{SENTENCE}</p>')}".encode()))
    assert notice is not None
    assert SENTENCE in notice.body


def assert_grows_linearly(make: Callable[[int], Capture], characters: int) -> None:
    """Each doubling of the page takes at most so many times the CPU time."""
    growths: list[float] = []
    for attempt in range(ATTEMPTS):
        times = 1 if attempt == 0 else 3
        small = least_time(make(characters << attempt), times)
        large = least_time(make(characters << attempt + DOUBLINGS), times)
        growths.append(round((large / small) ** (1 / DOUBLINGS), 2))
        if growths[-1] <= MOST_PER_DOUBLING:
            return
        if large > NO_NOISE:
            break
    pytest.fail(f"each doubling took {growths} times the time, expected at most {MOST_PER_DOUBLING}")


def least_time(page: Capture, times: int) -> float:
    """CPU seconds that reading takes, the least of several times."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        read(page)
        spent.append(time.process_time() - start)
    gc.collect(0)
    return min(spent)
