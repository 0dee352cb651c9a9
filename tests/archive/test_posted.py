"""A posted page's address: one for one page, whatever state the form carries along."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.identity import canonical_url
from archive.posted import MAX_VALUE, posted_address, split_posted

LIST = "http://wsjk.qingchuan.example/list.aspx"


@pytest.mark.parametrize(
    ("url", "form", "address"),
    [
        (LIST, None, LIST),
        (LIST, "", f"{LIST}?__wb_method=POST"),
        (LIST, "page=2", f"{LIST}?__wb_method=POST&page=2"),
        (f"{LIST}?id=7", "page=2", f"{LIST}?id=7&__wb_method=POST&page=2"),
        (f"{LIST}#top", "page=2", f"{LIST}?__wb_method=POST&page=2"),
        (LIST, "__EVENTTARGET=pager&__EVENTARGUMENT=", f"{LIST}?__wb_method=POST&__EVENTTARGET=pager&__EVENTARGUMENT="),
        (LIST, "key=%E9%80%9A%E7%9F%A5&a=1+2", f"{LIST}?__wb_method=POST&key=%E9%80%9A%E7%9F%A5&a=1+2"),
        (LIST, "key=%B9%AB%B8%E6&a=通", f"{LIST}?__wb_method=POST&key=%B9%AB%B8%E6&a=%E9%80%9A"),
    ],
)  # fmt: skip
def test_the_form_follows_the_address_as_a_query(url, form, address):
    assert posted_address(url, form) == address


@pytest.mark.parametrize(
    "name",
    ["__VIEWSTATE", "__VIEWSTATE1", "__VIEWSTATEGENERATOR", "__EVENTVALIDATION", "__PREVIOUSPAGE",
     "__RequestVerificationToken", "javax.faces.ViewState", "_csrf", "csrfmiddlewaretoken", "_token"],
)  # fmt: skip
def test_a_field_that_carries_state_is_no_part_of_the_address(name):
    form = urlencode([(name, "dDwtMTA4"), ("page", "2")])
    assert posted_address(LIST, form) == posted_address(LIST, "page=2")


def test_a_value_too_long_for_a_choice_is_state_whatever_its_name():
    assert posted_address(LIST, f"vs={'A' * (MAX_VALUE + 1)}&page=2") == posted_address(LIST, "page=2")


@pytest.mark.parametrize("url", [LIST, f"{LIST}?id=7", f"{LIST}?id=7&__wb_method=POSTED"])
@pytest.mark.parametrize("form", [None, "", "page=2", "a=&b=1"])
def test_an_address_and_its_form_can_be_told_apart_again(url, form):
    assert split_posted(posted_address(url, form)) == (url, form)


@given(st.lists(st.tuples(st.text(min_size=1, max_size=9), st.text(max_size=9)), max_size=5), st.randoms())
def test_the_order_of_the_fields_makes_no_other_page(fields, random):
    shuffled = random.sample(fields, len(fields))
    one, other = (posted_address(LIST, urlencode(order)) for order in (fields, shuffled))
    assert canonical_url(one) == canonical_url(other)
