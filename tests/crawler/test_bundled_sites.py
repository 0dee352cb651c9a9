"""The sites that come with the program: short, strict, and nowhere more certain than the leads are."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import pytest

from archive.identity import visit_key
from archive.vocabulary.regions import region_name, region_names, region_of
from crawler.site import ENABLED_SINCE, bundled_sites_folder, load_site, load_sites

FILES = sorted(bundled_sites_folder().iterdir(), key=lambda file: file.name)
SITES = load_sites([bundled_sites_folder()])
LEADS = Path(__file__).parents[2] / ".." / "shared" / "design" / "site-leads.json"

SHARED_HOSTS = {"wst.hainan.gov.cn": {"hainan", "hainan-cdc"}}
"""The one host on which two bodies publish."""

REGION_SHAPES = {
    "national": r"",
    "province": r"\d\d0000",
    "city": r"\d\d(?!00)\d\d00",
    "county": r"\d{4}(?!00)\d\d",
    "association": r"|\d\d0000",
}
"""What the region code of a site of each level looks like; nothing where it has none."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_bundled_site_is_strict(file):
    site = load_site(file)
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 10
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*\.yml", file.name)
    assert site.level is not None
    assert re.fullmatch(REGION_SHAPES[site.level], site.region_code or "")
    assert "enabled:" not in text, "whether it is enabled follows from `seen`"
    assert site.enabled is (site.seen is not None and int(site.seen[:4]) >= ENABLED_SINCE)
    assert site.status == "lead", "nobody has visited it; a `verified` file says on which day it was read"


@pytest.mark.parametrize(
    "site", [site for site in SITES.values() if site.region_code], ids=lambda site: site.id
)
def test_the_region_code_is_that_of_the_name(site):
    assert region_name(site.region_code) is not None
    assert region_of(site.name) == site.region_code


def test_there_are_many_and_they_are_short():
    lines = [len(file.read_text(encoding="utf-8").splitlines()) for file in FILES]
    assert len(lines) >= 100
    assert median(lines) <= 8


def test_every_province_has_its_commission():
    provinces = {code for code in region_names() if code.endswith("0000") and code < "700000"} - {"100000"}
    commissions = [
        site.region_code
        for site in SITES.values()
        if site.level == "province" and site.name.endswith("卫生健康委员会")
    ]
    assert sorted(commissions) == sorted(provinces)


def test_names_and_listing_pages_belong_to_one_site():
    names = Counter(site.name for site in SITES.values())
    urls = Counter(visit_key(url) for site in SITES.values() for url in site.urls)
    assert [name for name, count in names.items() if count > 1] == []
    assert [url for url, count in urls.items() if count > 1] == []


def test_a_host_belongs_to_one_site_unless_two_bodies_share_it_on_purpose():
    hosts: dict[str, set[str]] = {}
    for site in SITES.values():
        for url in site.urls:
            hosts.setdefault(urlsplit(url).netloc.removeprefix("www."), set()).add(site.id)
    assert {host: ids for host, ids in hosts.items() if len(ids) > 1} == SHARED_HOSTS


@pytest.mark.skipif(not LEADS.exists(), reason="../shared is absent: the leads cannot be compared")
def test_no_address_and_no_year_is_invented():
    leads = json.loads(LEADS.read_text(encoding="utf-8"))
    years = {page["url"]: page["last_seen_year"] for lead in leads for page in lead["list_pages"]}
    for site in SITES.values():
        assert [url for url in site.urls if url not in years] == []
        seen = [years[url] for url in site.urls]
        assert site.seen == (None if None in seen else str(min(seen))), f"{site.id}: {seen}"
