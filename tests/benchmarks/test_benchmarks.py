"""The benchmarks still run: each on a page or two, without judging any figure."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.extraction import text_keys
from tests.benchmarks.false_alarms import main as false_alarms
from tests.benchmarks.memory import main as memory
from tests.benchmarks.memory import verdict
from tests.benchmarks.mutations import main as mutations
from tests.benchmarks.readers import FLOOR, OURS, clear_memories, contestants
from tests.benchmarks.reading import measure, result_table
from tests.benchmarks.sample_pages import MADE_UP, load_pages
from tests.benchmarks.stages import stage_table
from tests.benchmarks.throughput import main as throughput


def test_readings_are_timed_in_one_table() -> None:
    _, pages = load_pages(MADE_UP)
    readers = {c.name: c.make() for c in contestants() if c.name in (OURS, FLOOR)}
    times, failed = measure(readers, pages[:2], rounds=1)
    table = result_table(times, failed, 2)
    assert OURS in table
    assert FLOOR in table
    assert failed == {OURS: 0, FLOOR: 0}


def test_our_reader_does_not_remember_the_round_before() -> None:
    text_keys.key("清川市卫生健康委员会")
    assert text_keys._key_of_line.cache_info().currsize
    clear_memories()
    assert not text_keys._key_of_line.cache_info().currsize


def test_the_others_do_not_either() -> None:
    trim = pytest.importorskip("trafilatura.utils", reason="trafilatura is not installed").trim
    trim("清川市卫生健康委员会")
    assert trim.cache_info().currsize
    clear_memories()
    assert not trim.cache_info().currsize


def test_a_profile_names_modules_of_ours() -> None:
    _, pages = load_pages(MADE_UP)
    assert "crawler.extraction." in stage_table(pages, rounds=5)


def test_memory_is_watched_to_a_verdict() -> None:
    done = CliRunner().invoke(memory, [str(MADE_UP), "--count", "40", "--every", "10"])
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[-1].startswith(("flat", "growing"))


@pytest.mark.parametrize(
    ("held", "word"),
    [
        ([50.0, 51.0, 51.0, 51.0, 51.5, 51.2, 51.0, 51.3], "flat"),
        ([50.0, 53.0, 56.0, 59.0, 62.0, 65.0, 68.0, 71.0], "growing"),
        ([50.0], "too few"),
    ],
)
def test_memory_is_flat_when_what_stays_does_not_grow(held: list[float], word: str) -> None:
    assert verdict(list(enumerate(held, 1))).startswith(word)


def test_hostile_pages_are_read_one_by_one() -> None:
    done = CliRunner().invoke(mutations, [str(MADE_UP), "--only", "nested form", "--megabytes", "0.01"])
    assert done.exit_code == 0, done.output
    assert "0 of 1 pages raised" in done.output


def test_a_folder_without_pages_is_wrong_usage(tmp_path: Path) -> None:
    done = CliRunner().invoke(memory, [str(tmp_path)])
    assert done.exit_code == 2
    assert "holds no page" in done.output


def test_throughput_is_measured_beside_a_bare_crawl_of_the_same_pages() -> None:
    done = CliRunner().invoke(throughput, ["--sites", "1", "--notices", "4"])
    assert done.exit_code == 0, done.output
    assert "pages/s from the wire to the archive" in done.output


def test_false_alarms_are_counted_for_every_temperament() -> None:
    done = CliRunner().invoke(false_alarms, ["0"])
    assert done.exit_code == 2, "there is no rate without a site"
    assert "SEEDS" in done.output
