"""The addresses that Cloudflare hides are shown where they stood."""

from __future__ import annotations

import time

import pytest

from crawler.extraction.protected_emails import with_emails
from tests.captures import read


def hidden(text: str, key: int = 0x5A) -> str:
    """*text* as Cloudflare hides it."""
    return bytes([key, *(byte ^ key for byte in text.encode())]).hex()


CODE = hidden("wj@qc.example")


@pytest.mark.parametrize(
    "page",
    [
        f'<a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="{CODE}">[email&#160;protected]</a>',
        f'<a class="__cf_email__" data-cfemail="{CODE.upper()}" href="/cdn-cgi/l/email-protection">[email&nbsp;protected]</a>',
        f"<span class='__cf_email__' data-cfemail='{CODE}'>[email protected]</span>",
        f'<span class="__cf_email__" data-cfemail={CODE}>[电子邮件受保护]</span>',
        f'<a href="/cdn-cgi/l/email-protection#{CODE}"><span class="__cf_email__" data-cfemail="{CODE}">'
        "[email&#160;protected]</span></a>",
        f'<a href="https://www.qc.example/cdn-cgi/l/email-protection#{CODE}">[email\u00a0protected]</a>',
        f'<a href="/cdn-cgi/l/email-protection#{hidden("wj@qc.example?subject=报名")}">[email protected]</a>',
        f'<a href="/cdn-cgi/l/email-protection#{hidden("wj@qc.example", key=0)}">[email protected]</a>',
    ],
)
def test_a_hidden_address_is_shown(page: str) -> None:
    shown = with_emails(page)
    assert ">wj@qc.example</" in shown
    assert "protected]" not in shown


@pytest.mark.parametrize(
    "page",
    [
        f'<a href="/cdn-cgi/l/email-protection#{CODE}">写信给学会</a>',  # what it shows was never an address
        '<span data-cfemail="5a2">[email protected]</span>',
        '<span data-cfemail="xyz">[email protected]</span>',
        '<span data-cfemail="00ff00ff">[email protected]</span>',
        f'<span data-cfemail="{hidden("no address")}">[email protected]</span>',
        "<p>[email protected]</p>",
        "<p>data-cfemail</p>",
    ],
)
def test_what_cannot_be_decoded_stays(page: str) -> None:
    assert with_emails(page) == page


def test_what_it_says_is_no_markup() -> None:
    page = f'<span data-cfemail="{hidden("<b>@qc.example")}">[email protected]</span>'
    assert "&lt;b&gt;@qc.example" in with_emails(page)


def test_a_hidden_address_is_a_contacts() -> None:
    notice = read(
        "<html><head><title>关于报名的通知</title></head><body><h1>关于报名的通知</h1><p>各单位：</p>"
        "<p>请于2024年8月12日前报名，逾期不再受理。</p>"
        '<p>联系人：姜禾，邮箱：<a href="/cdn-cgi/l/email-protection" class="__cf_email__" '
        f'data-cfemail="{CODE}">[email&#160;protected]</a></p></body></html>'
    )
    assert notice.contacts[0].email == ("wj@qc.example",)
    assert "邮箱：wj@qc.example" in notice.body


@pytest.mark.parametrize(
    "piece", ["<a data-cfemail=", "<a data-cfemail='00", "<a email-protection#00>[", "<a "]
)
def test_a_hostile_page_takes_no_time(piece: str) -> None:
    page = piece * 100_000 + "data-cfemail"
    began = time.perf_counter()
    with_emails(page)
    assert time.perf_counter() - began < 1
