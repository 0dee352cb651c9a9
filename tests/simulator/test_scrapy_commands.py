"""`scrapy list` and `scrapy crawl SITE` do what `notices crawl SITE` does."""

import os
import subprocess
import sys
from pathlib import Path

from archive.data_folder import DataFolder
from crawler.demo.run import site_of, write_site_files
from crawler.demo.server import Serving
from crawler.demo.sites import demo_sites
from tests.simulator.running import TOP, rows


def scrapy(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=TOP, env={**os.environ, "NOTICES_DATA": str(folder)},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_scrapy_lists_a_spider_for_every_site(tmp_path: Path) -> None:
    done = scrapy(tmp_path, "list")
    assert done.returncode == 0, done.stderr
    assert "beijing" in done.stdout.split()


def test_scrapy_crawls_one_site(tmp_path: Path, demo_server: Serving) -> None:
    site = next(site for site in demo_sites() if site.id == "yunze-library")
    write_site_files(DataFolder(tmp_path), [site_of(site, demo_server.urls[site.id])])
    (tmp_path / "notices.toml").write_text("delay = 0\n")
    done = scrapy(tmp_path, "crawl", "yunze-library")
    assert done.returncode == 0, done.stderr
    (count,) = rows(tmp_path / "notices.db", "SELECT count(*) AS n FROM notices")
    assert count["n"] == 5
    assert [row["outcome"] for row in rows(tmp_path / "notices.db", "SELECT outcome FROM crawls")] == ["ok"]
