"""Addresses: one page is one row, and what a server may answer differently stays apart."""

from __future__ import annotations

from importlib import resources
from random import Random
from urllib.parse import quote, urlsplit

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from archive.identity import canonical_url, page_id, twin_key, visit_key
from archive.posted import posted_address, split_posted

RULES = yaml.safe_load(resources.files("archive").joinpath("addresses.yml").read_text(encoding="utf-8"))
FORMS = {
    "parameters": canonical_url,
    "path_sessions": canonical_url,
    "one_visit": visit_key,
    "twins": twin_key,
}
"""The form of an address that the rules of each group make."""


def examples(kind: str):
    return [
        pytest.param(FORMS[group], first, second, id=second)
        for group, rules in RULES.items()
        for rule in rules
        for first, second in map(str.split, rule[kind])
    ]


@pytest.mark.parametrize(("form", "first", "second"), examples("same"))
def test_a_rule_makes_its_examples_equal(form, first, second):
    assert form(first) == form(second)


@pytest.mark.parametrize(("form", "first", "second"), examples("different"))
def test_a_rule_leaves_its_counterexamples_apart(form, first, second):
    assert form(first) != form(second)


@pytest.mark.parametrize("group", ["one_visit", "twins"])
def test_what_servers_may_answer_differently_has_not_one_canonical_address(group):
    pairs = [pair.split() for rule in RULES[group] for pair in rule["same"]]
    assert [pair for pair in pairs if canonical_url(pair[0]) == canonical_url(pair[1])] == []


@pytest.mark.parametrize(
    ("spelling", "canonical"),
    [
        ("HTTP://WSJK.Qingchuan.Example:80/a.html", "http://wsjk.qingchuan.example/a.html"),
        ("https://a.example:443", "https://a.example/"),
        ("https://a.example.:8443/x", "https://a.example:8443/x"),
        ("http://a.example./x", "http://a.example/x"),
        ("http://a.example/x/./y/../z.html#top", "http://a.example/x/z.html"),
        ("http://a.example/#/notice/12", "http://a.example/#/notice/12"),
        ("http://a.example/app#!notice", "http://a.example/app#!notice"),
        ("http://a.example/x?", "http://a.example/x"),
        ("http://a.example/x?b=2&&a=1", "http://a.example/x?a=1&b=2"),
        ("http://a.example/x?1021", "http://a.example/x?1021"),
        ("http://a.example/x?a=", "http://a.example/x?a="),
        ("http://a.example/x?t=3&id=1&page=2", "http://a.example/x?id=1&page=2&t=3"),
        ("http://a.example/x?q=a%20b", "http://a.example/x?q=a+b"),
        ("http://a.example/%7Ewsj/%e9%80%9a.html", "http://a.example/~wsj/%E9%80%9A.html"),
        ("http://a.example/通.html?q=知", "http://a.example/%E9%80%9A.html?q=%E7%9F%A5"),
        ("http://a.example/x?q=%cd%a8", "http://a.example/x?q=%CD%A8"),
        ("http://a.example/x?q=100%", "http://a.example/x?q=100%25"),
        ("http://a.example/x?q=%2Fa%26b", "http://a.example/x?q=%2Fa%26b"),
        ("file:0123", "file:0123"),
        ("http://a.example:8o80/x.doc", "http://a.example:8o80/x.doc"),
        ("http://a.example:80800/x.doc", "http://a.example:80800/x.doc"),
        ("http://[附件]/x.doc", "http://[附件]/x.doc"),
    ],
)  # fmt: skip
def test_an_address_has_one_spelling(spelling, canonical):
    assert canonical_url(spelling) == canonical


def test_what_is_no_address_is_still_known_by_itself():
    broken = "http://a.example:8o80/index.html"
    assert (visit_key(broken), twin_key(broken)) == (broken, broken)
    assert len(page_id(broken)) == 12


def test_a_name_in_gbk_is_not_the_same_name_in_utf_8():
    addresses = [f"http://a.example/{quote('通知', encoding=code)}.html" for code in ("gbk", "utf-8")]
    assert len(set(map(twin_key, addresses))) == 2


def test_a_posted_page_keeps_its_form_apart_from_its_query():
    url = "http://a.example/list.aspx?ClassId=3"
    address = posted_address(url, "page=2&__EVENTTARGET=pager")
    assert canonical_url(address) == canonical_url(posted_address(url, "__EVENTTARGET=pager&page=2"))
    assert split_posted(canonical_url(address)) == (url, "__EVENTTARGET=pager&page=2")
    assert len({visit_key(posted_address(url, f"page={number}")) for number in range(5)}) == 5


def test_an_id_is_that_of_the_canonical_address():
    assert page_id(canonical_url("http://A.example:80/x.html#top")) == "e62765b0256d"
    assert page_id("http://a.example/x.html", 1) != page_id("http://a.example/x.html")


PIECES = st.text("ab1;=.()~-%/通 :@!+|", max_size=8).map(str.strip)
NAMES = st.sampled_from(["id", "page", "t", "sid", "jsessionid", "utm_source", "from", "mobile", "_", "通"])
HOSTS = st.sampled_from(
    ["a.example", "www.a.example", "m.A.example", "a.example:80", "a.example:8080", "a.example."]
)


@st.composite
def addresses(draw):
    path = "/".join(
        draw(st.lists(PIECES | st.sampled_from(["wap", "index.html", "..", ".", ""]), max_size=4))
    )
    query = "&".join(
        f"{name}={value}" for name, value in draw(st.lists(st.tuples(NAMES, PIECES), max_size=4))
    )
    fragment = draw(st.sampled_from(["", "#top", "#/x"]))
    return f"{draw(st.sampled_from(['http', 'https']))}://{draw(HOSTS)}/{path}?{query}{fragment}"


@given(addresses())
def test_every_form_of_a_form_is_itself_and_the_coarser_follows_from_the_finer(url):
    canonical, visit, twin = canonical_url(url), visit_key(url), twin_key(url)
    assert canonical_url(canonical) == canonical
    assert visit_key(canonical) == visit
    assert visit_key(visit) == visit
    assert twin_key(visit) == twin_key(canonical) == twin


@given(addresses(), st.randoms())
def test_the_order_of_parameters_makes_no_difference(url, random: Random):
    head, _, query = url.partition("?")
    query, mark, fragment = query.partition("#")
    parameters = query.split("&")
    random.shuffle(parameters)
    assert canonical_url(f"{head}?{'&'.join(parameters)}{mark}{fragment}") == canonical_url(url)


@given(addresses())
def test_no_canonical_address_leads_to_another_server(url):
    def server(address: str) -> tuple[str, str, int]:
        parts = urlsplit(address)
        return (
            parts.scheme,
            (parts.hostname or "").removesuffix("."),
            parts.port or {"http": 80, "https": 443}[parts.scheme],
        )

    assert server(canonical_url(url)) == server(url)
    assert server(visit_key(url))[1] == server(url)[1]


@given(addresses(), st.sampled_from(["id", "page", "t", "classid", "wbtreeid"]), st.integers(0, 10**7))
def test_a_parameter_that_may_name_the_page_stays(url, name, number):
    head, mark, fragment = url.partition("#")
    with_parameter = f"{head}&{name}={number}{mark}{fragment}"
    assert twin_key(with_parameter) != twin_key(url)
    assert twin_key(with_parameter) != twin_key(
        with_parameter.replace(f"{name}={number}", f"{name}={number}1")
    )
