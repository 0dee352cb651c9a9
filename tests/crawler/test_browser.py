"""Who needs a browser, where it is found, and which hosts belong to one site."""

import importlib.util
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from archive.errors import UsageError
from crawler.browser import find_chromium, require_browser, same_site
from crawler.configuration import Configuration, load_configuration
from crawler.site import Site, load_site, site_yaml

DRAWN = Site(id="muxi", name="沐溪县卫生健康局", urls=("http://wsjk.muxi.example/",), browser=True)


@pytest.mark.parametrize(
    ("url", "other", "is_same"),
    [
        ("https://wsjk.example.cn/a/", "https://wsjk.example.cn/b.js", True),
        ("https://wsjk.qc.gov.cn/", "http://api.qc.gov.cn/list", True),
        ("https://wsjk.qc.gov.cn/", "https://wsjk.other.gov.cn/list", False),
        ("https://wsjk.example.cn/", "https://cdn.example.com/jquery.js", False),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8001/a.js", True),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8002/a.js", False),
        ("http://10.0.0.1/", "http://10.0.0.2/", False),
        ("http://localhost/", "http://intranet/", False),
        ("https://wsjk.example.cn/", "file:///etc/passwd", False),
        ("https://wsjk.example.cn/", "ws://wsjk.example.cn/socket", False),
        ("https://wsjk.example.cn/", "data:text/plain,a", False),
    ],
)
def test_parts_come_from_the_site_itself(url: str, other: str, is_same: bool) -> None:
    assert same_site(url, other) is is_same


def test_a_site_without_the_key_needs_no_browser() -> None:
    require_browser([replace(DRAWN, browser=False)], Configuration(browser_path="/nowhere"))


def test_a_missing_chromium_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match=r"no Chromium was found: got /nowhere; expected an installed one"):
        require_browser([DRAWN], Configuration(browser_path="/nowhere"))
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(UsageError, match=r"got none of chromium, chromium-browser.* on PATH"):
        find_chromium()


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(
        UsageError, match=r"site muxi says `browser: true`, but Playwright is not installed; "
    ):
        require_browser([DRAWN], Configuration())


def test_the_program_that_the_settings_name_is_taken(tmp_path: Path) -> None:
    program = tmp_path / "my-chromium"
    program.touch(mode=0o755)
    settings = tmp_path / "notices.toml"
    settings.write_text(f"browser_path = '{program}'\n")
    assert find_chromium(load_configuration(settings).browser_path) == program
    settings.write_text("browser_path = 7\n")
    with pytest.raises(UsageError, match="browser_path: got 7, expected a path"):
        load_configuration(settings)


def test_the_key_is_read_and_written(tmp_path: Path) -> None:
    path = tmp_path / "muxi.yml"
    path.write_text(site_yaml(DRAWN), encoding="utf-8")
    assert load_site(path).browser
    assert "browser" not in site_yaml(replace(DRAWN, browser=False))
    path.write_text(site_yaml(DRAWN).replace("browser: true", "browser: chromium"), encoding="utf-8")
    with pytest.raises(UsageError, match="browser: got 'chromium', expected true or false"):
        load_site(path)
