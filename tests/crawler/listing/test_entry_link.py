"""Which link of a row is its entry's, where every row holds others beside it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive.capture import Capture
from crawler.listing import read_listing

TITLES = (
    "任前公示",
    "关于开展登革热防控工作的通知",
    "招标公告",
    "关于举办培训班的通知",
    "2024年7月疫情概况",
    "放假通知",
)
WANTED = [(title, f"http://wsjk.donghe.example/a/{31800 + n}.html") for n, title in enumerate(TITLES)]


def entries(row: str, around: str = "<ul>{}</ul>") -> list[tuple[str, str]]:
    rows = "".join(row.format(n=31800 + n, title=title) for n, title in enumerate(TITLES))
    html = f"<html><body>{around.format(rows)}</body></html>"
    url = "http://wsjk.donghe.example/list/"
    listing = read_listing(Capture(url=url, fetched_at=datetime(2024, 9, 1, tzinfo=UTC), body=html.encode()))
    return [(entry.title, entry.url) for entry in listing.entries]


@pytest.mark.parametrize(
    "row",
    [
        "<li><a href='/org.do?id=31'>东河市卫生健康委员会</a><a href='/a/{n}.html'>{title}</a><i>2024-08-12</i></li>",
        "<li>[<a href='/c/3.html'>通知公告栏目</a>] <a href='/a/{n}.html'>{title}</a> 2024-08-12</li>",
        "<li><a href='/a/{n}.html'>{title}</a> <a href='/en/a/{n}.html'>English version</a> 2024-08-12</li>",
        "<li><a href='/a/{n}.html'><img src=1.jpg></a><a href='/a/{n}.html'>{title}</a><a href='/a/{n}.html#c'>发表评论内容</a> 2024-08-12</li>",
        "<li><div><a href='/a/{n}.html'><h4>{title}</h4><p>现将有关事项通知如下，请遵照执行。</p></a></div>2024-08-12</li>",
        "<li onclick=\"location.href='/a/{n}.html'\"><b>{title}</b><span>2024-08-12</span></li>",
    ],
    ids=["issuer", "category", "english-twin", "comments", "summary", "click-on-the-row"],
)
def test_the_entry_is_the_link_that_no_other_row_has(row):
    assert entries(row) == WANTED


@pytest.mark.parametrize(
    "cells",
    [
        "<td>1</td><td><a href='/a/{n}.html'>{title}</a></td><td><a href='/dept/{n}.html'>疾病预防控制处与应急办</a></td><td>2024-08-12</td>",
        "<td><a href='/a/{n}.html'>{title}</a></td><td>2024-08-12</td><td><a href='/f/{n}.pdf'>原文件下载链接</a></td>",
    ],
    ids=["departments", "files"],
)
def test_in_a_table_the_column_counts_in_which_most_entries_stand(cells):
    assert entries(f"<tr>{cells}</tr>", "<table>{}</table>") == WANTED
