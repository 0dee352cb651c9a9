"""A site where everything goes wrong: each fault gets its name, and the good pages come in all the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.capture import Capture
from archive.warc import read_captures
from tests.simulator.faults import GOOD, FaultServer, closed_port, serve_faults
from tests.simulator.running import notices, rows

EXPECTED = {
    "empty": "unreadable",
    "binary": "unreadable",
    "endless": "timeout",
    "flood": "too-large",
    "bomb": "too-large",
    "not-found": "not-found",
    "server-error": "server-error",
    "disallowed": "robots",
    "redirect-loop": "redirect-loop",
    "stalled": "timeout",
    "cut-off": "cut-short",
    "challenge": "challenge",
}


class Crawled:
    def __init__(self, server: FaultServer, folder: Path, output: str) -> None:
        self.server = server
        self.folder = folder
        self.output = output
        self.archive = folder / "notices.db"


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("faults")
    (folder / "notices.toml").write_text("timeout = 3\nmax_bytes = 20_000_000\n")
    with serve_faults() as server:
        done = notices("crawl", server.listing_url, "--delay", "0", "--data", folder, timeout=280)
        assert done.returncode == 0, done.stderr
        yield Crawled(server, folder, done.stdout + done.stderr)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_fault_has_its_name(crawled: Crawled, name: str) -> None:
    found = rows(
        crawled.archive, "SELECT reason, detail FROM failures WHERE url = ?", crawled.server.urls[name]
    )
    assert [row["reason"] for row in found] == [EXPECTED[name]], found


@pytest.mark.parametrize("name", ["not-http", "many-headers"])
def test_bad_http_is_a_failure_or_a_page_but_never_an_internal_error(crawled: Crawled, name: str) -> None:
    found = rows(
        crawled.archive, "SELECT reason, detail FROM failures WHERE url = ?", crawled.server.urls[name]
    )
    assert [row for row in found if row["reason"] in ("internal",)] == []


def test_no_failure_is_our_own(crawled: Crawled) -> None:
    assert rows(crawled.archive, "SELECT * FROM failures WHERE reason = 'internal'") == []


@pytest.mark.parametrize("name", [*GOOD, "gbk-called-utf8", "utf8-called-gbk", "slow", "one-line"])
def test_a_readable_page_comes_in(crawled: Crawled, name: str) -> None:
    found = rows(
        crawled.archive,
        "SELECT versions.title, body FROM versions JOIN pages ON page_id = pages.id WHERE url = ?",
        crawled.server.urls[name],
    )
    assert len(found) == 1
    assert "\ufffd" not in (found[0]["title"] or "") + found[0]["body"]


def test_nothing_is_printed_that_looks_like_a_traceback(crawled: Crawled) -> None:
    assert "Traceback" not in crawled.output


def test_a_challenge_is_never_stored_as_content(crawled: Crawled) -> None:
    assert (
        rows(crawled.archive, "SELECT * FROM notices WHERE url = ?", crawled.server.urls["challenge"]) == []
    )


def test_an_unreadable_page_is_kept_as_a_capture(crawled: Crawled) -> None:
    kept: dict[str, Capture] = {
        capture.url: capture
        for path in (crawled.folder / "captures").glob("*.warc.gz")
        for capture in read_captures(path)
    }
    assert len(kept[crawled.server.urls["binary"]].body) == 200_000


def test_an_endless_answer_is_left(crawled: Crawled) -> None:
    flooded = [count for path, count in crawled.server.sent.items() if "flood" in path]
    assert flooded
    assert max(flooded) < 100_000_000


def test_a_lone_dead_page_is_in_the_summary_and_not_in_the_exit_code(crawled: Crawled) -> None:
    assert "not-found" in crawled.output


def test_a_refused_connection_fails_the_site(tmp_path: Path) -> None:
    with closed_port() as port:
        url = f"http://127.0.0.1:{port}/tzgg/index.html"
        done = notices("crawl", url, "--delay", "0", "--data", tmp_path)
        again = notices("crawl", url, "--delay", "0", "--data", tmp_path, "--quiet")
    assert done.returncode == 1
    assert "refused" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert (again.returncode, again.stdout + again.stderr) == (0, ""), "an already known bad site is not news"
