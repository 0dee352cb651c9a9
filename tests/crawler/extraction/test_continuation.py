"""The next web page of an article is found, the next article and the next list page are not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive.capture import Capture
from crawler.extraction import next_article_page

HOST = "http://www.fanli.example"


def capture(url: str, links: str) -> Capture:
    body = f"<html><head><meta charset='utf-8'></head><body><p>正文。</p>{links}</body></html>"
    return Capture(url=HOST + url, fetched_at=datetime(2024, 1, 1, tzinfo=UTC), body=body.encode())


@pytest.mark.parametrize(
    ("url", "links", "expected"),
    [
        ("/a/123.html", '<a href="123_2.html">下一页</a>', "/a/123_2.html"),
        ("/a/123_2.html", '<a href="123.html">上一页</a><a href="123_3.html">下一页</a>', "/a/123_3.html"),
        ("/a/123.html", '<b>1</b> <a href="123_2.html">2</a> <a href="123_3.html">3</a>', "/a/123_2.html"),
        ("/a/123-2.shtml", '<a href="/a/123-3.shtml#top">[3]</a>', "/a/123-3.shtml"),
        ("/show.asp?id=5", '<a href="?id=5&page=2">下一页</a>', "/show.asp?id=5&page=2"),
        ("/show.asp?id=5&page=2", '<a href="show.asp?id=5&page=3">&gt;&gt;</a>', "/show.asp?id=5&page=3"),
        (
            "/202401/20240112001/index.shtml",
            '<a href="index_2.shtml">下一页</a>',
            "/202401/20240112001/index_2.shtml",
        ),
        ("/t20240812_99.html", '<a href="t20240812_99_2.html">余下全文</a>', "/t20240812_99_2.html"),
        ("/a/123.html", "<A class=n HREF=123_2.html><b>下一</b><i>页</i>&nbsp;&gt;</A>", "/a/123_2.html"),
        ("/a/123.html", '<a href="123_2.html">下一页', "/a/123_2.html"),
        ("/a/123.html", '<base href="/b/"><a href="../a/123_2.html">下一页</a>', "/a/123_2.html"),
    ],
)
def test_the_next_page_is_found(url: str, links: str, expected: str) -> None:
    assert next_article_page(capture(url, links)) == HOST + expected


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("/a/123.html", '<a href="124.html">下一篇</a>'),
        ("/a/123.html", '<a href="124.html">下一页</a>'),
        ("/a/123.html", '<a href="http://other.example/a/123_2.html">下一页</a>'),
        ("/a/index.html", '<a href="index_2.html">下一页</a>'),
        ("/a/list.shtml", '<a href="list_2.shtml">下一页</a>'),
        ("/a/123_2.html", '<a href="123.html">1</a><b>2</b>'),
        ("/a/123.html", '<a href="javascript:next()">下一页</a>'),
        ("/a/123.html", '<a href="123_2.html">附件2</a>'),
        ("/a/123.html", '<!-- <a href="123_2.html">下一页</a> -->'),
        ("/show.asp?id=5", '<a href="?id=6&page=2">下一页</a>'),
        ("/a/123_50.html", '<a href="123_51.html">下一页</a>'),
        ("/a/123.html", ""),
    ],
)
def test_other_pages_are_not_followed(url: str, links: str) -> None:
    assert next_article_page(capture(url, links)) is None


def test_an_empty_response_continues_nowhere() -> None:
    assert (
        next_article_page(Capture(url=HOST + "/1.html", fetched_at=datetime(2024, 1, 1, tzinfo=UTC))) is None
    )


def test_a_page_of_more_links_than_any_real_one_is_looked_through_as_far_as_it_is_read() -> None:
    many = "".join(f"<a href={number}>" for number in range(60_000))
    assert (
        next_article_page(capture("/a/123.html", '<a href="123_2.html">下一页</a>' + many))
        == HOST + "/a/123_2.html"
    )
    assert next_article_page(capture("/a/123.html", many + '<a href="123_2.html">下一页</a>')) is None
