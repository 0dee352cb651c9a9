"""What one look at a list means: alive or not, and whether that is news."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from archive.capture import Capture
from crawler.cli import main
from crawler.probe import Answer
from crawler.site import Site
from crawler.site_check import check_list, newly_broken, to_be_enabled

URL = "http://wsjk.qingchuan.example/tzgg/"
LIST = (
    '<ul><li><a href="./202408/t20240812_10234.html">关于开展卫生监督抽查的通知</a> 2024-08-12</li>'
    '<li><a href="./202408/t20240813_10235.html">关于举办护理培训班的通知</a> 2024-08-13</li>'
    '<li><a href="./202408/t20240814_10236.html">关于做好登革热防控工作的通知</a></li></ul>'
    '<script>createPageHTML(9, 0, "index", "html");</script>'
)


def site(**fields) -> Site:
    return Site(**{"id": "qingchuan", "name": "清川市卫生健康委员会", "urls": (URL,), **fields})


def answer(body: str = LIST) -> Answer:
    capture = Capture(url=URL, fetched_at=datetime(2024, 8, 20, tzinfo=UTC), body=body.encode())
    return Answer(address=URL, capture=capture)


UNADDRESSED = "".join(
    f'<li onclick="view({n})">关于开展第{n}期卫生监督抽查的通知<i>2024-08-1{n}</i></li>' for n in range(5)
)
DEAD = Answer(address=URL, failure="challenge", detail="a script page (HTTP 412)")


def test_a_list_is_described():
    check = check_list(site(), answer())
    assert (check.outcome, check.entries, check.dated, check.newest) == (None, 3, 2, "2024-08-13")
    assert (check.platform, check.next) == ("trs", f"{URL}index_1.html")
    assert not check.platform_changed


def test_a_changed_platform_is_told():
    assert check_list(site(platform="hanweb"), answer()).platform_changed
    assert not check_list(site(platform="hanweb"), DEAD).platform_changed


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (answer("<p>页面正在维护</p>"), "no-entries"),
        (answer(""), "no-entries"),
        (DEAD, "challenge"),
        (answer(f"<ul>{UNADDRESSED}</ul>"), "no-addresses"),
    ],
)
def test_what_is_no_list_has_a_name(given, outcome):
    check = check_list(site(), given)
    assert check.outcome == outcome
    assert check.detail
    assert not check.is_alive


def test_the_listing_command_says_that_rows_have_no_address(tmp_path):
    page = tmp_path / "list.html"
    page.write_text(f"<ul>{UNADDRESSED}</ul>", encoding="utf-8")
    done = CliRunner().invoke(main, ["listing", str(page), "--url", URL, "--data", str(tmp_path / "none")])
    assert done.exit_code == 0
    assert "no-addresses: the page shows 5 entries" in done.stderr
    assert (json.loads(done.stdout)["entries"], json.loads(done.stdout)["unaddressed"]) == ([], 5)


def test_rules_of_the_site_are_used():
    check = check_list(site(rules={"entries": "li:first-child a"}), answer())
    assert check.entries == 1


@pytest.mark.parametrize(
    ("status", "health", "is_news"),
    [
        ("lead", None, False), ("lead", "never", False), ("lead", "ok", True), ("lead", "quiet", True),
        ("lead", "blocked", False), ("verified", None, True), ("verified", "never", True),
        ("verified", "broken", False),
    ],
)  # fmt: skip
def test_only_a_site_that_was_well_is_news_when_it_is_not(status, health, is_news):
    checked = site(status=status)
    health = {} if health is None else {checked.id: health}
    assert newly_broken([checked], [check_list(checked, DEAD)], health) == ((checked.id,) if is_news else ())
    assert newly_broken([checked], [check_list(checked, answer())], health) == ()


def test_a_disabled_site_is_to_be_enabled_where_all_its_lists_are_alive():
    alive, dead = check_list(site(), answer()), check_list(site(), DEAD)
    assert to_be_enabled([site()], [alive]) == ("qingchuan",)
    assert to_be_enabled([site()], [alive, dead]) == ()
    assert to_be_enabled([site(enabled=True)], [alive]) == ()
