"""A site whose links carry a new session at every visit: each notice is one page, and asked for as it is linked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.demo.texts import blocks, notice_texts, plain_text
from tests.simulator.running import notices, rows

NAMES = sorted(notice_texts())[:6]


class SessionSite(ThreadingHTTPServer):
    """A board that gives every visitor of its list a session of his own, in the path of each link."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.log: list[str] = []
        self.sessions = count(1)

    @property
    def board(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/tzgg/index.jsp"


class _Handler(BaseHTTPRequestHandler):
    server: SessionSite

    def do_GET(self) -> None:
        self.server.log.append(self.path)
        parts = urlsplit(self.path)
        if parts.path in ("/tzgg/", "/tzgg/index.jsp"):
            page = _board(next(self.server.sessions))
        elif parts.path.startswith("/tzgg/show.jsp"):
            page = _notice(NAMES[int(parts.query.partition("id=")[2].partition("&")[0])])
        else:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _board(session: int) -> str:
    rows = "".join(
        f'<li><a href="show.jsp;jsessionid={session:032X}?id={number}&from=timeline">'
        f"{notice_texts()[name].title}</a><span>2024-08-{10 + number}</span></li>"
        for number, name in enumerate(NAMES)
    )
    return f"<html><body><ul>{rows}</ul></body></html>"


def _notice(name: str) -> str:
    text = notice_texts()[name]
    paragraphs = "".join(f"<p>{line}</p>" for line in plain_text(blocks(text)).splitlines())
    return f"<html><body><h1>{text.title}</h1><div>{paragraphs}</div></body></html>"


@pytest.fixture
def site() -> Iterator[SessionSite]:
    with SessionSite() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield server
        server.shutdown()


def test_a_new_session_at_every_visit_makes_no_new_page(site: SessionSite, tmp_path: Path) -> None:
    for day in ("2024-08-20", "2024-08-21"):
        site.log.clear()
        crawled = notices(
            "crawl", site.board, "--data", tmp_path, "--delay", "0", "--now", f"{day}T03:00:00+08:00"
        )
        assert crawled.returncode == 0, crawled.stderr
        shown = [path for path in site.log if "show.jsp" in path]
        if day == "2024-08-20":
            assert len(shown) == len(NAMES)
            assert all(";jsessionid=" in path and path.endswith("&from=timeline") for path in shown)
    pages = rows(tmp_path / "notices.db", "SELECT url FROM pages ORDER BY url")
    base = site.board.removesuffix("index.jsp")
    assert pages == [{"url": f"{base}show.jsp?id={number}"} for number in range(len(NAMES))]
    assert rows(tmp_path / "notices.db", "SELECT count(*) AS n FROM urls WHERE kind = 'page'") == [
        {"n": len(NAMES)}
    ]
    assert rows(tmp_path / "notices.db", "SELECT DISTINCT change FROM versions") == [{"change": '["first"]'}]
    verified = notices("verify", "--data", tmp_path)
    assert verified.returncode == 0, verified.stdout + verified.stderr
