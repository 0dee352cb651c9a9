"""Which pages are listings; in doubt a page is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive.capture import Capture
from crawler.listing import is_listing

ROWS = "".join(
    f"<li><a href='n{n}.htm'>关于开展第{n}批职业健康检查的通知</a><i>2024-08-{n:02}</i></li>"
    for n in range(1, 9)
)
LIST = f"<h2>通知公告</h2><ul>{ROWS}</ul><p>版权所有 清川市卫生健康局</p>"
PROSE = (
    "<p>各县区卫生健康局，各直属单位：为做好流感防控工作，请各单位加强监测，及时报告，并做好疫苗接种。</p>"
    * 8
)


@pytest.mark.parametrize(
    ("html", "url", "listing"),
    [
        (LIST, "http://wsjk.example/tzgg/", True),
        (LIST, "file:" + "0" * 64, True),
        (PROSE + LIST, "http://wsjk.example/tzgg/", False),
        (PROSE, "http://wsjk.example/tzgg/", False),
        (LIST, "http://wsjk.example/202408/t20240812_1.html", False),
        (f'<meta name="PubDate" content="2024-08-12 10:00">{LIST}', "http://wsjk.example/tzgg/", False),
        (f"<ul>{ROWS[:160]}</ul>", "http://wsjk.example/tzgg/", False),
        ("", "http://wsjk.example/tzgg/", False),
    ],
    ids=[
        "list",
        "no-address",
        "article-with-list",
        "article",
        "article-address",
        "article-meta",
        "few-rows",
        "empty",
    ],
)
def test_a_page_is_a_listing_only_if_it_is_nothing_else(html, url, listing):
    body = f"<html><body>{html}</body></html>".encode()
    assert is_listing(Capture(url=url, fetched_at=datetime(2024, 9, 1, tzinfo=UTC), body=body)) is listing
