"""`notices sites add` and `check` on served sites, as an operator runs them."""

from __future__ import annotations

import pty
import subprocess
from os import close, write
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.capture import Capture
from archive.warc import read_captures
from crawler.cli import main
from crawler.demo.server import Serving
from crawler.demo.sites import demo_sites
from crawler.site import load_site
from tests.simulator.faults import FaultServer
from tests.simulator.running import command, environment, jsonl, notices, rows

SITE = demo_sites()[0]


@pytest.fixture
def listing(demo_server: Serving) -> str:
    return demo_server.urls[SITE.id] + SITE.listing_path


def kept(data: Path) -> list[Capture]:
    return [capture for path in sorted((data / "captures").glob("*")) for capture in read_captures(path)]


def test_a_board_is_added_from_its_address_and_crawled_by_its_id(listing: str, tmp_path: Path) -> None:
    added = notices("sites", "add", listing, "--id", "yunze", "--data", tmp_path)
    assert (added.returncode, added.stderr) == (0, "")
    assert "2025-01-10  关于做好2025年春节期间医疗服务保障和值班值守工作的通知" in added.stdout
    assert f"next page: {listing.replace('index', 'index_1')}" in added.stdout
    site = load_site(tmp_path / "sites" / "yunze.yml")
    assert (site.name, site.urls, site.platform) == (SITE.name, (listing,), "trs")
    assert (site.status, site.enabled) == ("verified", True)
    assert len((tmp_path / "sites" / "yunze.yml").read_text(encoding="utf-8").splitlines()) <= 10
    assert notices("crawl", "yunze", "--limit", "1", "--delay", "0", "--data", tmp_path).returncode == 0


def run(*arguments: str | Path) -> Result:
    """A command that asks nobody for anything, in this process."""
    return CliRunner().invoke(main, [*map(str, arguments)])


def test_nothing_is_replaced(tmp_path: Path) -> None:
    saved = tmp_path / "saved.html"
    saved.write_bytes(SITE.pages[SITE.listing_path].body)
    url = "http://wsjkw.yunze.example/tzgg/"
    add = ("sites", "add", saved, "--data", tmp_path)
    assert run(*add, "--url", url, "--id", "yunze").exit_code == 0
    before = (tmp_path / "sites" / "yunze.yml").read_bytes()
    same_page = run(*add, "--url", f"{url}index.html", "--id", "other")
    assert (same_page.exit_code, same_page.stdout) == (2, "")
    assert "is a listing page of yunze" in same_page.stderr
    same_id = run(*add, "--url", "http://b.example/", "--id", "yunze")
    assert same_id.exit_code == 2
    assert "a site is called yunze already" in same_id.stderr
    assert (tmp_path / "sites" / "yunze.yml").read_bytes() == before


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--region", "1100", "region_code: got '1100'"),
        ("--id", "../yunze", "got '../yunze', expected lower-case letters"),
        ("--name", " ", "name: got ' '"),
    ],
)
def test_a_bad_option_is_refused_before_anything_is_written(
    tmp_path: Path, option: str, value: str, said: str
) -> None:
    saved = tmp_path / "saved.html"
    saved.write_bytes(SITE.pages[SITE.listing_path].body)
    refused = run("sites", "add", saved, "--url", "http://a.example/", option, value, "--data", tmp_path)
    assert refused.exit_code == 2
    assert said in refused.stderr
    assert not (tmp_path / "sites").exists()


def test_a_saved_page_makes_a_lead_that_is_off(tmp_path: Path) -> None:
    saved = tmp_path / "saved.html"
    saved.write_bytes(SITE.pages[SITE.listing_path].body)
    without = run("sites", "add", saved, "--data", tmp_path)
    assert (without.exit_code, "--url" in without.stderr) == (2, True)
    url = "https://wsjkw.yunze.example/zwgk/tzgg/index.html"
    added = run("sites", "add", saved, "--url", url, "--level", "province", "--data", tmp_path)
    assert added.exit_code == 0, added.stderr
    assert "`notices sites check yunze` finds it alive" in added.stdout
    site = load_site(tmp_path / "sites" / "yunze.yml")
    assert (site.urls, site.level, site.status, site.seen) == ((url,), "province", "lead", None)
    assert not site.enabled


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        ("/zwgk/tzgg/202410/t20241012_10480.html", 1, "is no listing page: got an article titled"),
        ("/nowhere.html", 1, "cannot be fetched: not-found: HTTP 404"),
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence(
    demo_server: Serving, tmp_path: Path, path: str, code: int, said: str
) -> None:
    refused = notices("sites", "add", demo_server.urls[SITE.id] + path, "--data", tmp_path)
    assert (refused.returncode, refused.stdout) == (code, "")
    assert said in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert not (tmp_path / "sites").exists()


def test_on_a_terminal_it_asks(listing: str, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    try:
        write(ours, "qingchuan\n清川市卫生健康委员会\nn\n".encode())
        done = subprocess.run(
            command("sites", "add", listing, "--data", tmp_path),
            env=environment(), stdin=theirs, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    finally:
        close(theirs)
        close(ours)
    assert "name: 清川市卫生健康委员会" in done.stdout
    assert done.returncode == 1
    assert not (tmp_path / "sites" / "qingchuan.yml").exists()


def test_a_check_looks_once_keeps_what_it_saw_and_says_what_to_do(
    demo_server: Serving, fault_server: FaultServer, tmp_path: Path
) -> None:
    sites = tmp_path / "sites"
    sites.mkdir()
    urls = {site.id: demo_server.urls[site.id] + site.listing_path for site in demo_sites()[:3]}
    for number, (site_id, url) in enumerate(urls.items()):
        lines = f"name: {site_id}\nurls: ['{url}']\nplatform: {'hanweb' if number == 0 else 'aspnet'}\n"
        (sites / f"{site_id}.yml").write_text(lines, encoding="utf-8")
    (sites / "gone.yml").write_text(f"name: gone\nurls: ['{fault_server.refused_url}']\n", encoding="utf-8")
    checked = notices("sites", "check", *urls, "gone", "--data", tmp_path)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "trs (file: hanweb)" in checked.stdout
    assert f"`notices sites enable {demo_sites()[1].id}`" in checked.stdout
    assert f"gone: {fault_server.refused_url}: refused: " in checked.stdout
    assert "`notices sites enable gone`" not in checked.stdout
    asked = [request.path for request in demo_server.log if request.path != "/robots.txt"]
    assert len(asked) == len(urls)
    assert {capture.kind for capture in kept(tmp_path)} == {"probe", "robots"}
    assert {capture.site for capture in kept(tmp_path) if capture.kind == "probe"} == set(urls)
    assert rows(tmp_path / "notices.db", "SELECT count(*) AS n FROM pages") == [{"n": 0}]


def test_a_check_fails_where_what_was_well_is_not(fault_server: FaultServer, tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    lines = f"name: 清川\nurls: ['{fault_server.refused_url}']\nstatus: verified\nseen: 2026-01-02\n"
    (tmp_path / "sites" / "qingchuan.yml").write_text(lines, encoding="utf-8")
    quiet = notices("sites", "check", "qingchuan", "--quiet", "--data", tmp_path)
    assert (quiet.returncode, quiet.stdout) == (1, "")
    assert quiet.stderr.startswith("notices: qingchuan was well and is not: ")
    told = notices("sites", "check", "qingchuan", "--json", "--data", tmp_path)
    assert told.returncode == 1
    (line,) = jsonl(told.stdout)
    assert (line["site"], line["outcome"], line["entries"]) == ("qingchuan", "refused", 0)


def test_a_public_site_is_not_checked_without_a_contact(tmp_path: Path) -> None:
    refused = run("sites", "check", "nhc", "--data", tmp_path)
    assert refused.exit_code == 2
    assert "names no contact" in refused.stderr


def test_the_shell_completes_ids_of_sites(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "beiling.yml").write_text(
        "name: 北岭\nurls: [http://a.example/]\n", encoding="utf-8"
    )
    asked = {
        "_NOTICES_COMPLETE": "bash_complete",
        "COMP_WORDS": f"notices sites check --data {tmp_path} bei",
        "COMP_CWORD": "5",
    }
    done = subprocess.run(
        command(), env=environment() | asked, capture_output=True, text=True, check=False, timeout=60
    )
    found = [line.partition(",")[2] for line in done.stdout.splitlines()]
    assert {"beijing", "beihai", "beiling"} <= set(found)
    assert all(site.startswith("bei") for site in found)
