"""A loopback site where everything goes wrong: bad bytes, bad HTTP, bad manners, each at its own address."""

import random
import socket
import sys
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from crawler.demo.texts import blocks, notice_texts, plain_text, without

LOOPBACK = "127.0.0.1"
LISTING = "/tzgg/index.html"
HTML = "text/html; charset=utf-8"
GOOD = {"good-first": "health-certificate", "good-last": "rodent-control"}
"""Rows of the listing that lead to good pages, and the demo notice that each carries."""
LONG_LINE = 5_000_000
DRIP_SECONDS = 60.0
"""An endless page ends after this time, so that a test that fails to leave still ends."""
FLOOD_BYTES = 256 * 1024 * 1024
BOMB_BYTES = 128 * 1024 * 1024
SLOW_SECONDS = 1.5


@dataclass(frozen=True, kw_only=True)
class FaultServer:
    """A running fault site."""

    url: str
    """Base address without a slash at the end."""
    refused_url: str
    """A listing address on a port where nobody listens."""
    log: list[str]
    """Paths asked for, in order."""
    sent: dict[str, int]
    """Path → bytes of body that were sent, for answers without an end."""

    @property
    def listing_url(self) -> str:
        return self.url + LISTING

    @property
    def urls(self) -> Mapping[str, str]:
        """Name of the fault (or of the good page) → its address."""
        return {name: self.url + fault_path(name) for name in ROWS}


@contextmanager
def serve_faults() -> Iterator[FaultServer]:
    """Serve the fault site on a free port of 127.0.0.1 while the context lasts."""
    with closed_port() as port, closing(_Server()) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield FaultServer(
                url=f"http://{LOOPBACK}:{server.server_port}",
                refused_url=f"http://{LOOPBACK}:{port}{LISTING}",
                log=server.log,
                sent=server.sent,
            )
        finally:
            server.stopping.set()
            server.shutdown()
            thread.join()


@contextmanager
def closed_port() -> Iterator[int]:
    """A port that refuses connections: bound, so that nobody else takes it, but not listening."""
    with socket.socket() as bound:
        bound.bind((LOOPBACK, 0))
        yield bound.getsockname()[1]


def fault_path(name: str) -> str:
    """Where the page stands: robots.txt keeps crawlers out of one folder only."""
    return f"/forbidden/{name}.html" if name == "disallowed" else f"/tzgg/202410/{name}.html"


def fault_title(name: str) -> str:
    """The listing's title of the row."""
    return notice_texts()[GOOD[name]].title if name in GOOD else f"关于演示网站故障（{name}）的通知"


def notice_page(key: str, charset: str = "utf-8") -> str:
    """A plain page with a demo notice."""
    notice = notice_texts()[key]
    paragraphs = "".join(
        f"<p>{line}</p>" for line in plain_text(without(blocks(notice), "title")).splitlines()
    )
    return (
        f'<html><head><meta charset="{charset}"><title>{notice.title}</title></head>'
        f"<body><h1>{notice.title}</h1><div>{paragraphs}</div></body></html>"
    )


class _Server(ThreadingHTTPServer):
    daemon_threads = False

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.log: list[str] = []
        self.sent: dict[str, int] = {}
        super().__init__((LOOPBACK, 0), _Handler)

    def close(self) -> None:
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # clients are right to leave here
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 10

    def do_GET(self) -> None:
        self.server.log.append(self.path)
        FAULTS.get(self.path, _not_found)(self)

    def answer(self, body: bytes, status: int = 200, content_type: str = HTML, **headers: str) -> None:
        self.start(status, content_type, Content_Length=str(len(body)), **headers)
        self.wfile.write(body)

    def start(self, status: int = 200, content_type: str = HTML, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def stream(self, chunk: bytes, times: int, pause: float) -> None:
        """Send *chunk* again and again until the client leaves, the server stops or *times* is reached."""
        self.start()
        for count in range(times):
            if self.server.stopping.wait(pause):
                return
            self.wfile.write(chunk)
            self.server.sent[self.path] = (count + 1) * len(chunk)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing goes to stderr."""


def _listing(handler: _Handler) -> None:
    rows = "".join(
        f'<li><a href="{fault_path(name)}">{fault_title(name)}</a><span>2024-10-{31 - place:02}</span></li>'
        for place, name in enumerate(ROWS)
    )
    page = f"<html><head><title>通知公告</title></head><body><ul>{rows}</ul></body></html>"
    handler.answer(page.encode())


def _robots(handler: _Handler) -> None:
    handler.answer(b"User-agent: *\nDisallow: /forbidden/\n", content_type="text/plain")


def _good(key: str) -> Callable[[_Handler], None]:
    return lambda handler: handler.answer(notice_page(key).encode())


def _empty(handler: _Handler) -> None:
    handler.answer(b"")


def _binary(handler: _Handler) -> None:
    handler.answer(random.Random(7).randbytes(200_000))


def _one_line(handler: _Handler) -> None:
    text = "为做好健康服务工作，" * (LONG_LINE // 30)
    handler.answer(f"<html><body><h1>{fault_title('one-line')}</h1><p>{text}</p></body></html>".encode())


def _gbk_called_utf8(handler: _Handler) -> None:
    handler.answer(notice_page("tb-day").encode("gb18030"))


def _utf8_called_gbk(handler: _Handler) -> None:
    page = notice_page("salt-monitoring", charset="gb2312")
    handler.answer(page.encode(), content_type="text/html; charset=gb2312")


def _endless(handler: _Handler) -> None:
    handler.stream("<p>未完待续</p>".encode(), times=int(DRIP_SECONDS / 0.05), pause=0.05)


def _flood(handler: _Handler) -> None:
    handler.stream(b"<p>" + b"A" * 65_533, times=FLOOD_BYTES // 65_536, pause=0)


def _bomb(handler: _Handler) -> None:
    handler.answer(_bomb_body(), Content_Encoding="gzip")


@cache
def _bomb_body() -> bytes:
    packer = zlib.compressobj(9, wbits=zlib.MAX_WBITS | 16)  # 16: with a gzip header
    paragraphs = b"<p>0</p>" * 131_072
    packed = [packer.compress(paragraphs) for _ in range(BOMB_BYTES // len(paragraphs))]
    return b"".join(packed) + packer.flush()


def _not_found(handler: _Handler) -> None:
    handler.answer("<h1>页面不存在</h1>".encode(), status=404)


def _server_error(handler: _Handler) -> None:
    handler.answer(b"<h1>500</h1>", status=500)


def _disallowed(handler: _Handler) -> None:
    handler.answer(notice_page("tb-day").encode())


def _redirect(target: str) -> Callable[[_Handler], None]:
    return lambda handler: handler.answer(b"", status=302, Location=target)


def _many_headers(handler: _Handler) -> None:
    handler.start(**{f"X_Filler_{number}": "x" * 2_000 for number in range(300)})
    handler.wfile.write(notice_page("tb-day").encode())


def _slow(handler: _Handler) -> None:
    handler.server.stopping.wait(SLOW_SECONDS)
    handler.answer(notice_page("chickenpox-schools").encode())


def _stalled(handler: _Handler) -> None:
    handler.server.stopping.wait(DRIP_SECONDS)


def _cut_off(handler: _Handler) -> None:
    body = notice_page("reagent-inquiry").encode()
    handler.start(Content_Length=str(2 * len(body)))
    handler.wfile.write(body[: len(body) // 2])


def _not_http(handler: _Handler) -> None:
    handler.wfile.write(b"SSH-2.0-demo\r\n" + b"\x00" * 64)


def _challenge(handler: _Handler) -> None:
    handler.answer(
        b"<html><head><script>$_ts=window['$_ts'];</script></head><body></body></html>",
        status=412,
        Set_Cookie="FSSBBIl1UgzbN7N80S=demo; Path=/; HttpOnly",
    )


def _soft_not_found(handler: _Handler) -> None:
    handler.answer("<html><title>提示</title><body>您访问的页面不存在或已被删除！</body></html>".encode())


PAGES: Mapping[str, Callable[[_Handler], None]] = {
    "good-first": _good(GOOD["good-first"]),
    "empty": _empty,
    "binary": _binary,
    "one-line": _one_line,
    "gbk-called-utf8": _gbk_called_utf8,
    "utf8-called-gbk": _utf8_called_gbk,
    "endless": _endless,
    "flood": _flood,
    "bomb": _bomb,
    "not-found": _not_found,
    "server-error": _server_error,
    "disallowed": _disallowed,
    "redirect-loop": _redirect(fault_path("redirect-loop-back")),
    "redirect-away": _redirect("/"),
    "many-headers": _many_headers,
    "slow": _slow,
    "stalled": _stalled,
    "cut-off": _cut_off,
    "not-http": _not_http,
    "challenge": _challenge,
    "soft-not-found": _soft_not_found,
    "good-last": _good(GOOD["good-last"]),
}
ROWS = tuple(PAGES)
"""Rows of the listing, in order: every fault stands between two good pages."""
FAULTS: Mapping[str, Callable[[_Handler], None]] = {
    LISTING: _listing,
    "/robots.txt": _robots,
    "/": _soft_not_found,
    fault_path("redirect-loop-back"): _redirect(fault_path("redirect-loop")),
    **{fault_path(name): respond for name, respond in PAGES.items()},
}
