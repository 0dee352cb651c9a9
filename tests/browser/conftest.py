"""A served archive and a real browser that is cut off from everything but this machine."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from archive.browse.metadata import metadata_path
from tests.archive.sample_archive import build_sample

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the sample archive in plain Datasette."""
    path = tmp_path_factory.mktemp("served") / "notices.db"
    build_sample(path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "datasette", str(path), "-m", str(metadata_path()), "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            yield _when_ready(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()


def _when_ready(address: str) -> str:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            with urlopen(f"{address}/-/versions.json", timeout=5):
                return address
        except URLError:
            time.sleep(0.1)
    pytest.fail(f"Datasette did not answer at {address} within 30 s")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    skip_without_chromium()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


def skip_without_chromium() -> None:
    """Skip the test where no Chromium is installed; fail it where one has to be."""
    if not CHROMIUM.exists():
        missing = f"{CHROMIUM} is not installed (Debian: apt install chromium; or set CHROMIUM)"
        # CI installs the browser, so there its absence is a fault and no reason to pass over tests.
        (pytest.fail if os.environ.get("NOTICES_REQUIRE_BROWSER") else pytest.skip)(missing)


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desk", "phone"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of each size; any request that leaves the machine fails the test, as does any console error."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    opened = context.new_page()
    outward: list[str] = []
    complaints: list[str] = []
    opened.on("request", lambda sent: outward.append(sent.url) if not _is_local(sent.url) else None)
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert outward == []
    assert complaints == []


def _is_local(url: str) -> bool:
    return re.match(r"http://127\.0\.0\.1:\d+/|data:", url) is not None
