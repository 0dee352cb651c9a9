"""A loopback server whose answers are a function, and a site of a list and its notices to begin from."""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = tuple[int, Mapping[str, str], bytes]
Answering = Callable[[str, Mapping[str, str]], Answer]
"""Path and headers of a request → the answer."""
HTML = {"Content-Type": "text/html; charset=utf-8"}
TEXT = {"Content-Type": "text/plain"}


@dataclass
class Answered:
    """A running server."""

    port: int
    host: str
    log: list[str] = field(default_factory=list)
    """Paths asked for, in order, robots.txt aside."""

    @property
    def url(self) -> str:
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}/"


@contextmanager
def answering(
    answer: Answering, *, robots: bytes | None = None, host: str = "127.0.0.1"
) -> Iterator[Answered]:
    """Serve *answer*, and *robots* as robots.txt, on a free port of *host* while the context lasts."""

    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            if self.path == "/robots.txt":
                status, headers, body = (404, HTML, b"") if robots is None else (200, TEXT, robots)
            else:
                served.log.append(self.path)
                status, headers, body = answer(self.path, self.headers)  # type: ignore[arg-type]
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing goes to stderr."""

    class Server(ThreadingHTTPServer):
        address_family = socket.AF_INET6 if ":" in host else socket.AF_INET

    with Server((host, 0), Handler) as server:
        served = Answered(server.server_port, host)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()


def listing(addresses: Mapping[int, str]) -> Answer:
    """A list of notices: number → address."""
    rows = "".join(
        f'<li><a href="{url}">关于第{n}期健康讲座的通知</a><span>2024-08-{n % 28 + 1:02}</span></li>'
        for n, url in addresses.items()
    )
    return 200, HTML, f"<html><body><h2>通知公告</h2><ul>{rows}</ul></body></html>".encode()


def notice(number: int) -> Answer:
    """The page of a notice."""
    page = (
        f"<html><body><h1>关于第{number}期健康讲座的通知</h1><p>各单位：定于8月举办第{number}期健康讲座，"
        f"请组织职工参加，地点在第{number}会议室。</p><p>临湖区健康教育所</p><p>2024年8月1日</p></body></html>"
    )
    return 200, HTML, page.encode()


def site(count: int) -> Answering:
    """A site with that many notices at /n1.html …, listed at /."""

    def answer(path: str, _headers: Mapping[str, str]) -> Answer:
        if path == "/":
            return listing({n: f"/n{n}.html" for n in range(count, 0, -1)})
        return notice(int(path.removeprefix("/n").removesuffix(".html")))

    return answer
