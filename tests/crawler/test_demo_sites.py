"""The demo sites hold what their manifest says, in the encodings they declare, without real names."""

import csv
import importlib.resources
import io
import re
import zipfile
from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import opencc
import pytest
from lxml import html

from crawler.demo.placements import SitePlan, load_placements
from crawler.demo.planted import Apart, PlantedNotice, planted
from crawler.demo.render import listing_pages
from crawler.demo.site import DemoSite, Page
from crawler.demo.sites import demo_sites
from crawler.demo.texts import notice_texts


def is_html(page: Page) -> bool:
    return (page.header("Content-Type") or "").startswith("text/html")


SITES = {site.id: site for site in demo_sites()}
TEXT_PAGES = [
    pytest.param(site, path, id=f"{site.id}{path}")
    for site in SITES.values()
    for path, page in site.pages.items()
    if page.header(
        "Content-Type",
    ).startswith("text/html")
]
NOTICES = [pytest.param(notice, id=notice.key) for notice in planted().notices]
LOOK_ALIKE_WORDS = {"城区"}
"""Official names that are everyday words as well."""


def text_of(site: DemoSite, path: str) -> str:
    return site.pages[path].body.decode(site.encoding)


def links(site: DemoSite, path: str) -> set[str]:
    """Addresses, with query, that the page links to on its own site."""
    base = f"http://demo.example{path}"
    found = set()
    for link in html.fromstring(text_of(site, path)).iter("a"):
        target = urlsplit(urljoin(base, link.get("href", "")))
        if target.netloc == "demo.example":
            found.add(f"{target.path}?{target.query}" if target.query else target.path)
    return found


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def body_text(site: DemoSite, path: str) -> str:
    return squeezed(html.fromstring(text_of(site, path)).text_content())


@pytest.mark.parametrize(("site", "path"), TEXT_PAGES)
def test_every_page_decodes_in_its_sites_encoding_and_declares_it(site: DemoSite, path: str) -> None:
    text = text_of(site, path)
    declared = re.search(r'charset="?([\w-]+)', text)
    assert declared is not None
    assert "\N{REPLACEMENT CHARACTER}" not in text
    assert {"gb2312": "gbk"}.get(declared[1], declared[1]) == site.encoding


def test_the_association_declares_less_than_it_uses() -> None:
    site = SITES["qingchuan-association"]
    beyond = [path for path in site.pages if b"gb2312" in site.pages[path].body and not is_gb2312(site, path)]
    assert len(beyond) >= 2


def is_gb2312(site: DemoSite, path: str) -> bool:
    try:
        site.pages[path].body.decode("gb2312")
    except UnicodeDecodeError:
        return False
    return True


def test_the_county_uses_four_byte_characters() -> None:
    site = SITES["qinghe-cdc"]
    assert any("䶮" in text_of(site, path) for path in site.pages if path.startswith("/show"))


@pytest.mark.parametrize("plan", load_placements(), ids=lambda plan: plan.id)
def test_listing_pages_lead_to_every_article_and_to_the_next_page(plan: SitePlan) -> None:
    site, paths = SITES[plan.id], listing_pages(plan)
    for path, following in pairwise(paths):
        assert following in links(site, path)
    listed = set().union(*(links(site, path) for path in paths))
    appearances = {
        appearance.path
        for notice in planted().notices
        for appearance in notice.appearances
        if appearance.site == site.id
    }
    failing = {failure.path for failure in planted().failures if failure.site == site.id}
    assert appearances | failing <= listed


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_no_page_stands_alone(site: DemoSite) -> None:
    reached, waiting = set(), {site.listing_path, "/robots.txt"}
    while waiting:
        path = waiting.pop()
        reached.add(path)
        if path in site.pages and site.pages[path].header(
            "Content-Type",
        ).startswith("text/html"):
            waiting |= links(site, path) - reached
    assert set(site.pages) <= reached


@pytest.mark.parametrize(("site", "path"), TEXT_PAGES)
def test_pages_name_no_host_outside_the_reserved_names(site: DemoSite, path: str) -> None:
    text = text_of(site, path)
    hosts = {urlsplit(address).hostname or "" for address in re.findall(r"https?://[^\s\"'<>]+", text)} - {
        "www.w3.org"
    }
    mail_hosts = set(re.findall(r"[\w.]+@([\w.]+)", text))
    assert {host for host in hosts | mail_hosts if not host.endswith(".example")} == set()


def test_pages_name_no_real_place() -> None:
    simplified = opencc.OpenCC("tw2s")
    shown = simplified.convert(
        "\n".join(text_of(site, path) for site, path in (param.values for param in TEXT_PAGES))
    )
    regions = (importlib.resources.files("archive.vocabulary") / "regions.csv").read_text(encoding="utf-8")
    names = {row["name"] for row in csv.DictReader(io.StringIO(regions))} - LOOK_ALIKE_WORDS
    assert {name for name in names if len(name) > 2 and name in shown} == set()


def test_there_are_enough_notices_and_copies() -> None:
    notices = planted().notices
    assert len(notices) >= 35
    assert sum(len(notice.copies) for notice in notices) >= 10
    assert {failure.reason for failure in planted().failures} == {"robots", "404", "500"}


def test_every_text_is_planted_somewhere() -> None:
    assert set(notice_texts()) == {notice.key for notice in planted().notices}


@pytest.mark.parametrize("notice", NOTICES)
def test_every_planted_notice_stands_where_the_manifest_says(notice: PlantedNotice) -> None:
    for appearance in notice.appearances:
        site = SITES[appearance.site]
        assert site.pages[appearance.path].status == 200
        if appearance.masked:
            continue
        shown = body_text(site, appearance.path)
        expected = notice.body.splitlines()
        if appearance.role == "script-variant":
            shown = opencc.OpenCC("tw2s").convert(shown)
        missing = [line for line in expected if squeezed(line) not in shown]
        # A variant loses its signature, date and note; a lead repeats the beginning, so the
        # last long sentence is the one to count.
        assert len(missing) <= (3 if appearance.role == "script-variant" else 0), missing
        last = next(line for line in reversed(expected) if len(line) > 20 and line.endswith(("。", "！")))
        assert shown.count(squeezed(last)) == (2 if appearance.doubled else 1)


def test_a_compilation_holds_its_parts_over_its_web_pages() -> None:
    for compilation in planted().compilations:
        site = SITES[compilation.site]
        shown = "".join(body_text(site, path) for path in compilation.paths)
        by_key = {notice.key: notice for notice in planted().notices}
        for number, key in enumerate(compilation.parts, start=1):
            longest = max(by_key[key].body.splitlines(), key=len)
            assert f"篇{number}" in shown
            assert squeezed(longest) in shown
        assert "1/3文章未完" in body_text(site, compilation.paths[0])


def test_the_same_bytes_are_rendered_every_time() -> None:
    first = demo_sites()
    demo_sites.cache_clear()
    assert demo_sites() == first


@pytest.mark.parametrize("pair", planted().apart, ids=lambda pair: f"{pair.first} {pair.second}")
def test_look_alikes_are_two_notices_that_share_most_of_their_text(pair: Apart) -> None:
    bodies = {notice.key: notice.body for notice in planted().notices}
    likeness = SequenceMatcher(None, bodies[pair.first], bodies[pair.second], autojunk=False).ratio()
    assert 0.75 < likeness < 1


@pytest.mark.parametrize(
    ("ending", "opens"),
    [
        (".docx", lambda body: "word/document.xml" in zipfile.ZipFile(io.BytesIO(body)).namelist()),
        (".xlsx", lambda body: "xl/worksheets/sheet1.xml" in zipfile.ZipFile(io.BytesIO(body)).namelist()),
        (".pdf", lambda body: body.startswith(b"%PDF-") and body.rstrip().endswith(b"%%EOF")),
    ],
)
def test_attachments_are_real_files(ending: str, opens: Callable[[bytes], bool]) -> None:
    files = [page for site in SITES.values() for path, page in site.pages.items() if path.endswith(ending)]
    assert files
    assert all(opens(page.body) for page in files)
