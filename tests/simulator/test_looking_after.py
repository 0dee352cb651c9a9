"""Verifying and backing up beside a real crawl, and after one that was killed."""

import signal
from contextlib import closing
from pathlib import Path

from archive.backup import back_up
from archive.data_folder import DataFolder
from archive.store import Archive
from crawler.demo.server import Serving
from tests.archive.verification.crawled import damages
from tests.simulator.running import notices
from tests.simulator.test_interruption import crawl_arguments, prepare, start, wait_for_requests


def copy(folder: DataFolder, target: Path) -> None:
    with closing(Archive.open_readonly(folder.archive)) as archive:
        back_up(archive.conn, target)


def test_a_running_crawl_is_no_damage_and_is_backed_up_whole(tmp_path: Path, demo_server: Serving) -> None:
    folder = prepare(tmp_path / "data", demo_server)
    demo_server.delay = 0.15
    restored = DataFolder(tmp_path / "restored")
    sizes = []
    with start(folder.path) as crawling:
        for requests in (15, 22, 29, 36):
            wait_for_requests(crawling, demo_server, requests)
            assert damages(folder) == []
            copy(folder, restored.archive)
            sizes.append(restored.archive.stat().st_size)
        assert crawling.poll() is None, "the crawl was to be still running"
        crawling.send_signal(signal.SIGINT)
        crawling.communicate(timeout=60)
    folder.captures.rename(restored.captures)
    assert damages(restored) == []
    assert sizes[-1] > sizes[0]


def test_what_a_killed_crawl_leaves_is_whole_and_so_is_what_the_next_one_adds(
    tmp_path: Path, demo_server: Serving
) -> None:
    folder = prepare(tmp_path, demo_server)
    demo_server.delay = 0.05
    with start(tmp_path) as crawling:
        wait_for_requests(crawling, demo_server, 40)
        crawling.kill()
        crawling.communicate(timeout=30)
    assert damages(folder) == []
    demo_server.delay = 0
    for again in (crawl_arguments(tmp_path), ["rebuild", "--data", str(tmp_path)]):
        assert notices(*again).returncode == 0
        assert damages(folder) == []
