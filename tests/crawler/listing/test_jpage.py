"""Hanweb's jpage: which rows are asked for next, and how."""

from __future__ import annotations

import pytest

from crawler.listing.jpage import jpage_next
from crawler.listing.record import NextPage

URL = "http://wsjk.jichuan.example/col/col12/index.html"
PROXY = "http://wsjk.jichuan.example/module/web/jpage/dataproxy.jsp"
ROW = "<record><![CDATA[<li><a href='/art/2024/8/12/art_12_889.html'>通知</a></li>]]></record>"
CALL = """<script>var param_572 = {col:1,appid:1,webid:1,path:'/',columnid:12,unitid:572,webname:'霁川卫健',permissiontype:0};
$("#572").jpage({perPage:2, totalRecord:%s, proxyUrl:'/module/web/jpage/dataproxy.jsp', proxyParam:param_572});</script>"""
FORM = "col=1&appid=1&webid=1&path=%2F&columnid=12&unitid=572&webname=%E9%9C%81%E5%B7%9D%E5%8D%AB%E5%81%A5&permissiontype=0"
LINK = """<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&webid=1&columnid=12&unitid=572&webname=%25E9%259C%2581"></a>]]></nextgroup>"""


def test_the_window_after_the_rows_of_the_page_is_asked_for_by_post_and_else_by_get():
    window = f"{PROXY}?startrecord=7&endrecord=12&perpage=2"
    assert jpage_next(ROW * 6 + CALL % 20, (URL, None)) == (
        NextPage(window, FORM),
        NextPage(f"{window}&{FORM}"),
    )


def test_a_page_that_holds_all_rows_is_the_last():
    assert jpage_next(ROW * 6 + CALL % 6, (URL, None)) == ()


def test_a_page_without_rows_asks_for_the_first_group():
    ways = jpage_next(CALL % 20, (URL, None)) or ()
    assert ways[:1] == (NextPage(f"{PROXY}?startrecord=1&endrecord=6&perpage=2", FORM),)


def test_the_link_to_the_next_group_is_a_second_way_by_get():
    ways = jpage_next(LINK + ROW * 6 + CALL % 20, (URL, None))
    assert ways is not None
    assert [way.form is None for way in ways] == [False, True]
    assert ways[1].url.startswith(f"{PROXY}?page=1&webid=1&columnid=12")


def test_the_link_alone_tells_the_fields_of_the_form():
    call = "<script>$('#572').jpage({perPage:2, totalRecord:20, proxyUrl:'/module/web/jpage/dataproxy.jsp'});</script>"
    ways = jpage_next(LINK + ROW * 6 + call, (URL, None))
    assert ways is not None
    assert ways[0].form == "webid=1&columnid=12&unitid=572&webname=%E9%9C%81"


@pytest.mark.parametrize("path", ["/module/jpage/", "/module/jslib/jquery/jpage/", "/module/web/jpage/more"])
@pytest.mark.parametrize("form", [FORM, None])
def test_after_an_answer_comes_the_next_window_with_the_same_form(path, form):
    answer = f"<datastore><totalrecord>90</totalrecord>{ROW * 45}</datastore>"
    own = f"http://wsjk.jichuan.example{path}dataproxy.jsp?startrecord=1&endrecord=45&perpage=15"
    assert jpage_next(answer, (own, form)) == (
        NextPage(own.replace("=1&endrecord=45", "=46&endrecord=90"), form),
    )


@pytest.mark.parametrize(
    "answer",
    [
        "", "<datastore><totalrecord>90</totalrecord></datastore>",
        f"<datastore><totalrecord>45</totalrecord>{ROW * 45}</datastore>",
    ],
    ids=["nothing", "no-rows", "all-rows"],
)  # fmt: skip
def test_an_empty_answer_and_the_last_window_end_the_list(answer):
    assert jpage_next(answer, (f"{PROXY}?startrecord=1&endrecord=45&perpage=15", FORM)) == ()


def test_an_answer_by_page_leads_to_the_page_after_it():
    answer = f"<datastore><totalrecord>900</totalrecord>{ROW * 300}</datastore>"
    (way,) = jpage_next(answer, (f"{PROXY}?page=1&columnid=12", None)) or ()
    assert way == NextPage(f"{PROXY}?page=2&columnid=12")


def test_a_name_in_gbk_stays_what_it_is_from_one_group_to_the_next():
    answer = f"<datastore><totalrecord>900</totalrecord>{ROW * 300}</datastore>"
    (way,) = jpage_next(answer, (f"{PROXY}?page=1&webname=%CD%A8%D6%AA", None)) or ()
    assert way == NextPage(f"{PROXY}?page=2&webname=%CD%A8%D6%AA")
    own = f"{PROXY}?startrecord=1&endrecord=45&perpage=15&webname=%CD%A8%D6%AA"
    (way,) = jpage_next(answer, (own, None)) or ()
    assert way == NextPage(own.replace("=1&endrecord=45", "=46&endrecord=90"))


@pytest.mark.parametrize("html", ["", "<a href='index_2.html'>下一页</a>", "<p>dataproxy</p>"])
def test_another_page_is_no_jpage_list(html):
    assert jpage_next(html, (URL, None)) is None
