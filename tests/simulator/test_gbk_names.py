"""A site in GBK whose server knows its columns by their names: pages after the first are asked for in GBK."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.simulator.running import notices, rows

PAGERS = {
    "link": '<a href="list.asp?class=通知公告&page={}">下一页</a>',
    "function": "<script>function go(n){{location.href='list.asp?class=通知公告&page='+n}}</script>"
    '<a href="javascript:go({})">下一页</a>',
    "get-form": '<form action="list.asp"><input type="hidden" name="class" value="通知公告">'
    '<input type="hidden" name="page" value="1"></form><a onclick="turn({})">下一页</a>',
    "post-form": '<form action="list.asp" method="post"><input type="hidden" name="class" value="通知公告">'
    '<input type="hidden" name="page" value="1"></form><a onclick="turn({})">下一页</a>',
}
PAGES = 3
COLUMN = "通知公告"


class AspSite(ThreadingHTTPServer):
    """A list of three pages, each with three notices that are shown by their column's name, too."""

    def __init__(self, pager: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pager = pager


class _Handler(BaseHTTPRequestHandler):
    server: AspSite
    timeout = 10

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/robots.txt":
            self.send_error(404)
            return
        self.answer({"/list.asp": self.listing, "/show.asp": self.notice}[parts.path], parts.query)

    def do_POST(self) -> None:
        self.answer(self.listing, self.rfile.read(int(self.headers["Content-Length"])).decode("ascii"))

    def answer(self, shown: Callable[[dict[str, list[str]]], str], query: str) -> None:
        asked = parse_qs(query, encoding="gbk") or {"class": [COLUMN]}
        body = shown(asked) if asked["class"] == [COLUMN] else "<p>没有该栏目的信息</p>"
        page = f'<html><head><meta charset="gb2312"></head><body>{body}</body></html>'.encode("gbk")
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def listing(self, asked: dict[str, list[str]]) -> str:
        number = int(asked.get("page", ["1"])[0])
        entries = "".join(
            f'<li><a href="show.asp?class={COLUMN}&id={n}">关于第{n}期健康讲座的通知</a>'
            f"<span>2024-08-{28 - n:02}</span></li>"
            for n in range(3 * number - 2, 3 * number + 1)
        )
        further = self.server.pager.format(number + 1) if number < PAGES else ""
        return f"<h2>{COLUMN}</h2><ul>{entries}</ul>第{number}页 共{PAGES}页{further}"

    def notice(self, asked: dict[str, list[str]]) -> str:
        (number,) = asked["id"]
        return (
            f"<h1>关于第{number}期健康讲座的通知</h1><p>各单位：定于8月举办第{number}期健康讲座，"
            f"请组织职工参加，地点在第{number}会议室。</p><p>临湖区健康教育所</p><p>2024年8月1日</p>"
        )

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def board(pager: str) -> Iterator[str]:
    with AspSite(pager) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/list.asp"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("pager", PAGERS.values(), ids=PAGERS.keys())
def test_a_column_that_is_named_in_gbk_is_walked_to_its_end(tmp_path: Path, pager: str) -> None:
    with board(pager) as url:
        done = notices("crawl", url, "--delay", "0", "--data", tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    failed = rows(tmp_path / "notices.db", "SELECT url, reason FROM failures")
    assert failed == []
    assert len(rows(tmp_path / "notices.db", "SELECT id FROM notices")) == 3 * PAGES
