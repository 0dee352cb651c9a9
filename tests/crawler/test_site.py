"""Sites: a file is read whole, and a wrong one says at once what is wrong."""

from __future__ import annotations

import pytest

from archive.errors import UsageError
from crawler.site import Site, load_site, load_sites, site_for_url, site_yaml

WHOLE = """name: 清川市卫生健康委员会
level: city
region_code: "990100"
urls:
  - http://wsjk.qingchuan.example/tzgg/
platform: trs
rules: {entries: "ul.list a"}
status: verified
seen: 2025-06-01
"""
LEAST = "name: 清川市卫生健康委员会\nurls: [http://wsjk.qingchuan.example/tzgg/]\n"


def load(tmp_path, text: str, name: str = "qingchuan.yml") -> Site:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load_site(path)


def test_a_site_is_read_whole(tmp_path):
    assert load(tmp_path, WHOLE) == Site(
        id="qingchuan",
        name="清川市卫生健康委员会",
        level="city",
        region_code="990100",
        urls=("http://wsjk.qingchuan.example/tzgg/",),
        platform="trs",
        rules={"entries": "ul.list a"},
        status="verified",
        seen="2025-06-01",
        enabled=True,
    )


@pytest.mark.parametrize(
    ("lines", "enabled"),
    [("", False), ("seen: 2024", False), ("seen: 2025", True), ("seen: '2026-01-02'", True),
     ("seen: 2020\nenabled: true", True), ("seen: 2026\nenabled: false", False)],
)  # fmt: skip
def test_a_site_last_seen_before_2025_is_off_unless_it_says_otherwise(tmp_path, lines, enabled):
    assert load(tmp_path, LEAST + lines).enabled is enabled


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: x\n", "key 'urls' is missing"),
        ("urls: [http://a.example/]\n", "key 'name' is missing"),
        (LEAST + "url: x", "unknown key 'url' \\(did you mean 'urls'\\?\\)"),
        (LEAST + "xyz: x", "unknown key 'xyz'; expected one of name, level"),
        (LEAST + "level: provinces", "level: got 'provinces', expected one of .* \\(did you mean 'province'\\?\\)"),
        (LEAST + "level:", "level: got nothing"),
        (LEAST + "status: ok", "status: got 'ok', expected one of lead, verified"),
        (LEAST + "region_code: 110000", "region_code: got the number 110000, expected .* in quotes"),
        (LEAST + "region_code: '1100'", "region_code: got '1100'"),
        (LEAST + "platform: TRS", "platform: got 'TRS', expected one of .* \\(did you mean 'trs'\\?\\)"),
        (LEAST + "enabled: 1", "enabled: got the number 1, expected true or false"),
        (LEAST + "seen: soon", "seen: got 'soon', expected a year or a date"),
        (LEAST + "seen: 25", "seen: got the number 25"),
        (LEAST + "seen: 2025-02-31", "not valid YAML"),
        (LEAST + "rules: {entry: a}", "rules: unknown key 'entry' \\(did you mean 'entries'\\?\\)"),
        (LEAST + "rules: {entries: 'a[['}", "rules: entries: got 'a\\[\\[', expected a CSS selector"),
        (LEAST + "rules: a", "rules: got 'a'"),
        (LEAST + "name: y", "line 3: not valid YAML: key 'name' is given twice"),
        ("name: no\nurls: [http://a.example/]", "name: got the truth value false, expected a text"),
        ("name: ' '\nurls: [http://a.example/]", "name: got ' '"),
        ("name: x\nurls: http://a.example/", "urls: got 'http://a.example/', expected a list"),
        ("name: x\nurls: []", "urls: got an empty list"),
        ("name: x\nurls: [ftp://a.example/]", "urls: got 'ftp://a.example/', expected an address"),
        ("name: x\nurls: ['http://a.example/', 'http://A.example:80/']", "twice"),
        ("name: x\nurls: ['http://user:secret@a.example/']", "without user name"),
        ("name: x\nurls: ['http://a.example:99999/']", "expected an address"),
        ("name: x\nurls: ['http://a.example/a b']", "expected an address"),
        ("", "expected `key: value` lines, got nothing"),
        ("- a", "got a list"),
        ("a: [", "not valid YAML"),
        ("a: " + "[" * 5_000, "not valid YAML"),
        ("a: *b", "not valid YAML"),
    ],
)  # fmt: skip
def test_a_bad_file_is_one_sentence_naming_file_key_got_and_expected(tmp_path, text, message):
    with pytest.raises(UsageError, match=message) as caught:
        load(tmp_path, text)
    assert str(caught.value).startswith(str(tmp_path / "qingchuan.yml"))
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_utf_8_is_an_error(tmp_path):
    path = tmp_path / "qingchuan.yml"
    path.write_bytes("name: 清川".encode("gb18030"))
    with pytest.raises(UsageError, match="not UTF-8"):
        load_site(path)


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        load_site(tmp_path / "none.yml")


def test_a_file_name_that_cannot_be_an_id_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="got 'Qing Chuan'"):
        load(tmp_path, LEAST, "Qing Chuan.yml")


def test_a_later_folder_overrides_an_earlier_one(tmp_path):
    for name, title in (("bundled", "旧名"), ("own", "新名")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.yml").write_text(
            f"name: {title}\nurls: [http://a.example/]\n", encoding="utf-8"
        )
    (tmp_path / "bundled" / "b.yml").write_text(LEAST, encoding="utf-8")
    (tmp_path / "own" / ".hidden.yml").write_text("[", encoding="utf-8")
    (tmp_path / "own" / "notes.txt").write_text("[", encoding="utf-8")
    sites = load_sites([tmp_path / "bundled", tmp_path / "own", tmp_path / "missing"])
    assert {site.id: site.name for site in sites.values()} == {"a": "新名", "b": "清川市卫生健康委员会"}


def test_a_file_with_the_long_ending_is_refused_rather_than_overlooked(tmp_path):
    (tmp_path / "a.yaml").write_text(LEAST, encoding="utf-8")
    with pytest.raises(UsageError, match=r"end in \.yml"):
        load_sites([tmp_path])


@pytest.mark.parametrize(
    ("url", "site_id"),
    [
        ("http://127.0.0.1:18601/tzgg/", "127.0.0.1:18601"),
        ("https://WSJK.Qingchuan.example/tzgg/", "wsjk.qingchuan.example"),
        ("http://wsjk.qingchuan.example:80/", "wsjk.qingchuan.example"),
    ],
)
def test_a_bare_address_is_a_site_named_by_its_host(url, site_id):
    site = site_for_url(url)
    assert (site.id, site.name, site.urls, site.enabled, site.level) == (site_id, site_id, (url,), True, None)


@pytest.mark.parametrize(
    "url", ["", "qingchuan", "ftp://a.example/", "http://", "http://a b/", "file:///etc"]
)
def test_what_is_no_web_address_is_no_site(url):
    with pytest.raises(UsageError, match="no address to crawl"):
        site_for_url(url)


@pytest.mark.parametrize("text", [WHOLE, LEAST, LEAST + "seen: 2020\nenabled: true"])
def test_a_written_site_is_read_again_as_it_was(tmp_path, text):
    site = load(tmp_path, text)
    assert load(tmp_path, site_yaml(site)) == site
