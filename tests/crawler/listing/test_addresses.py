"""Addresses: what a link's ``href`` means."""

from __future__ import annotations

from urllib.parse import urldefrag, urljoin

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html
from w3lib.url import safe_url_string

from crawler.extraction.decode import decode
from crawler.listing.addresses import base_address, link_address, same_page, web_address
from crawler.listing.marks import address_attributes, id_attributes
from crawler.listing.page_address import PageAddress, sent_encoding

BASE = "http://wsjk.example/tzgg/index.html"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("./202408/t1.html", "http://wsjk.example/tzgg/202408/t1.html"),
        ("../a.html", "http://wsjk.example/a.html"),
        ("\n/files/a.docx\n\n", "http://wsjk.example/files/a.docx"),
        ("files\\a.html", "http://wsjk.example/tzgg/files/a.html"),
        ("//other.example/x", "http://other.example/x"),
        ("a.html#top", "http://wsjk.example/tzgg/a.html"),
        ("?page=2", "http://wsjk.example/tzgg/index.html?page=2"),
        ("通知.html", "http://wsjk.example/tzgg/%E9%80%9A%E7%9F%A5.html"),
        ("#top", None),
        ("", None),
        (None, None),
        ("javascript:void(0)", None),
        (" JavaScript:go(2)", None),
        ("mailto:a@b.example", None),
        ("tel:000", None),
        ("weixin://x", None),
        ("file:///etc/passwd", None),
        ("data:text/html,x", None),
        ("http://[::1", None),
        ("http://a.example:99999999/", None),
        ("x" * 5000, None),
    ],
)
def test_only_complete_web_addresses_are_addresses(href, url):
    assert web_address(href, BASE) == url


@pytest.mark.parametrize(
    ("encoding", "href", "query"),
    [
        ("gbk", "list.asp?class=通知&page=2", "class=%CD%A8%D6%AA&page=2"),
        ("big5", "list.asp?class=通知&page=2", "class=%B3q%AA%BE&page=2"),
        ("utf-8", "list.asp?class=通知&page=2", "class=%E9%80%9A%E7%9F%A5&page=2"),
        ("gbk", "list.asp?class=%E9%80%9A%E7%9F%A5", "class=%E9%80%9A%E7%9F%A5"),  # as it is written
        ("big5", "list.asp?q=简a", "q=%26%2331616%3Ba"),  # which Big5 lacks
        ("gbk", "list.asp?q=通 知", "q=%CD%A8%20%D6%AA"),
    ],
)
def test_a_query_is_sent_in_the_encoding_of_its_page(encoding: str, href: str, query: str) -> None:
    base = PageAddress("http://wsjk.example/tzgg/", encoding)
    assert web_address(href, base) == f"http://wsjk.example/tzgg/list.asp?{query}"
    based = html.fromstring('<html><head><base href="/tzgg/"></head></html>')
    assert web_address(href, base_address(based, base)) == f"http://wsjk.example/tzgg/list.asp?{query}"


def test_a_path_is_sent_in_utf_8_whatever_its_page_is_in() -> None:
    base = PageAddress("http://wsjk.example/tzgg/", "gbk")
    assert web_address("通知.asp?q=通", base) == "http://wsjk.example/tzgg/%E9%80%9A%E7%9F%A5.asp?q=%CD%A8"


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        ("<p>通知公告</p>".encode(), "utf-8"),
        ("<p>通知公告</p>".encode("gbk"), "gbk"),
        ("<p>衛生署公告</p>".encode("big5"), "big5"),
        ("<p>通知公告列表</p>".encode("utf-16"), "utf-8"),
        (b"<p>news</p>", "utf-8"),
        (b"", "utf-8"),
    ],
)
def test_a_page_sends_what_it_names_in_its_own_encoding(body: bytes, encoding: str) -> None:
    assert sent_encoding(body, decode(body, None)) == encoding


PARTS = st.sampled_from(
    [
        "/",
        "//",
        "a",
        "b1",
        "通",
        "..",
        ".",
        "./",
        "../",
        "?",
        "&",
        "=",
        "#",
        "%2F",
        "%2f",
        "http://",
        "https://",
        "h.example",
        ":80",
        ":99999",
        ":",
        ";",
        "\\",
        "a.html",
        "?id=3",
        "@",
        "~",
        "(",
        "'",
        "+",
        ",",
        "!",
        "_",
        "-",
    ]
)
BASES = (
    BASE, "http://wsjk.example", "https://wsjk.example:8080/a/b/?x=/y/z", "http://wsjk.example//a//b.html",
    "http://wsjk.example/a/../b/c", "http://WSJK.example/a/", "http://wsjk.example/a/.b/c.html",
    "http://wsjk.example/a;p/b", "http://wsjk.example/%E9/b", "http://wsjk.example/通/b",
)  # fmt: skip


@example("?id=3", "http://wsjk.example")
@given(st.lists(PARTS, min_size=1, max_size=6).map("".join), st.sampled_from(BASES))
def test_an_address_that_is_plain_is_what_joining_and_escaping_would_give(href, base):
    found = web_address(href, base)
    if found is not None:
        assert found == safe_url_string(urldefrag(urljoin(base, href.replace("\\", "/"))).url)


def test_the_attributes_that_hold_an_address_or_number_are_looked_at():
    names = [*address_attributes(), *id_attributes()]
    assert [name for name in names if name != "href" and not name.startswith("data-")] == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://a.example/x/", "http://a.example/x/index.html", True),
        ("http://a.example/x/", "https://a.example:443/x/#y", True),
        ("http://a.example/x/", "http://a.example/x/index_1.html", False),
        ("http://a.example/x?p=1", "http://a.example/x?p=2", False),
        ("http://a.example/", "http://b.example/", False),
    ],
)
def test_one_page_may_have_several_addresses(one, other, same):
    assert same_page(one, other) is same


@pytest.mark.parametrize(
    ("node", "address"),
    [
        ('<a href="2.html" onclick="open(\'3.html\')">', "http://wsjk.example/tzgg/2.html"),
        ('<a href="#" onclick="window.open(\'/a/3.html\')">', "http://wsjk.example/a/3.html"),
        ("<a onclick=\"location.href='?id=3'\">", "http://wsjk.example/tzgg/?id=3"),
        ("<a href=\"javascript:view('3.shtml')\">", "http://wsjk.example/tzgg/3.shtml"),
        ("<a href=\"javascript:view('3')\">", None),
        ("<a href=\"javascript:show('tab','list')\">", None),
        ("<a href=\"mailto:x@b.example?subject='/a/'\">", None),
        ('<option value="index_2.html">', "http://wsjk.example/tzgg/index_2.html"),
        ('<option value="2">', None),
    ],
)
def test_a_click_leads_where_the_link_or_its_script_says(node, address):
    assert link_address(html.fragment_fromstring(node), "http://wsjk.example/tzgg/") == address
