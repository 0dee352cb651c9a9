"""Serves demo sites on loopback: one small HTTP server a site, and a log of who asked for what.

A server answers conditional requests (``If-None-Match``, ``If-Modified-Since``) as RFC 9110
section 13 says, so that a second crawl of an unchanged site costs almost nothing.
"""

from __future__ import annotations

import hashlib
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from archive.errors import UsageError
from crawler.demo.site import DemoSite, Page

LOOPBACK = "127.0.0.1"
NOT_FOUND = Page(status=404, headers=(("Content-Type", "text/html; charset=utf-8"),), body=b"<h1>404</h1>")


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One request that a demo site answered."""

    site: str
    method: str
    path: str
    """With its query, as sent."""
    status: int
    """0 where the site hung up without an answer."""
    user_agent: str | None
    at: float
    """``time.monotonic()`` when the request arrived."""
    under_way: int = 1
    """Requests that the site was answering at that moment, this one included."""
    body: bytes = b""
    """What a POST carried."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What a client asks of a site, as far as an answer depends on it."""

    site: str
    method: str
    path: str
    """With its query, as sent."""
    body: bytes = b""
    referer: str | None = None


class Serving:
    """Sites while they are served: their addresses, what was asked, and knobs for tests."""

    def __init__(self, sites: Iterable[DemoSite], delay: float = 0.0) -> None:
        self.delay = delay
        """Seconds that every answer waits; may be changed at any time."""
        self.log: list[Request] = []
        """Every request so far, in order of arrival at the log."""
        self._pages = {site.id: dict(site.pages) for site in sites}
        self._urls: dict[str, str] = {}
        self._under_way: Counter[str] = Counter()
        self._counting = threading.Lock()
        self._stopping = threading.Event()

    @property
    def urls(self) -> Mapping[str, str]:
        """Site id → base URL without a slash at the end: ``http://127.0.0.1:18601``."""
        return self._urls

    @property
    def under_way(self) -> int:
        """Requests that are being answered at this moment."""
        with self._counting:
            return self._under_way.total()

    def page(self, site_id: str, path: str) -> Page:
        """What the site answers to *path* now; a 404 page where it has none."""
        return self._pages[site_id].get(path, NOT_FOUND)

    def answer(self, question: Question) -> Page:
        """What the site answers now; a page of status 0 hangs up."""
        return self.page(question.site, question.path)

    def put(self, site_id: str, path: str, page: Page) -> None:
        """Let the site answer *page* at *path* from now on: a new, changed or blocked page."""
        self._pages[site_id][path] = page

    def remove(self, site_id: str, path: str) -> None:
        """Take the page down: from now on the site answers 404 there."""
        del self._pages[site_id][path]

    @contextmanager
    def _counted(self, site_id: str) -> Iterator[int]:
        """Counts a request as under way; gives how many are."""
        with self._counting:
            self._under_way[site_id] += 1
            count = self._under_way[site_id]
        try:
            yield count
        finally:
            with self._counting:
                self._under_way[site_id] -= 1


@contextmanager
def serve(
    sites: Iterable[DemoSite], ports: Mapping[str, int] | int | None = None, delay: float = 0.0
) -> Iterator[Serving]:
    """Serve *sites* on 127.0.0.1 while the context lasts; every answer waits *delay* seconds.

    *ports*: ``None`` for each site's fixed port, ``0`` for free ones, or site id → port.
    A port that is taken raises :class:`~archive.errors.UsageError`.
    """
    sites = tuple(sites)
    if not isinstance(ports, Mapping):
        ports = {site.id: site.port if ports is None else ports for site in sites}
    serving = Serving(sites, delay)
    with serve_on(serving, ports):
        yield serving


@contextmanager
def serve_on(serving: Serving, ports: Mapping[str, int]) -> Iterator[None]:
    """Let *serving* answer on 127.0.0.1 at the port of each site (0: a free one) while the context lasts.

    A port that is taken raises :class:`~archive.errors.UsageError`.
    """
    with ExitStack() as running:
        for site_id, port in ports.items():
            server = running.enter_context(_listening(serving, site_id, port))
            serving._urls[site_id] = f"http://{LOOPBACK}:{server.server_port}"
        yield


@contextmanager
def _listening(serving: Serving, site_id: str, port: int) -> Iterator[_SiteServer]:
    try:
        server = _SiteServer(serving, site_id, port)
    except OSError as error:
        raise UsageError(
            f"cannot serve the demo site {site_id} on {LOOPBACK}:{port}: {error.strerror or error}; "
            "expected a free port"
        ) from error
    with closing(server):
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            # Answers that still wait let go now: closing the server waits for their threads.
            serving._stopping.set()
            server.shutdown()
            thread.join()


class _SiteServer(ThreadingHTTPServer):
    """One site's server; it hangs up on clients that keep a connection open when it closes."""

    daemon_threads = False

    def __init__(self, serving: Serving, site_id: str, port: int) -> None:
        self.serving = serving
        self.site_id = site_id
        self._clients: set[socket.socket] = set()
        super().__init__((LOOPBACK, port), _SiteHandler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._clients.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._clients.discard(request)
        super().shutdown_request(request)

    def close(self) -> None:
        """Stop listening, hang up on open connections and wait for their threads."""
        for client in tuple(self._clients):
            try:
                client.shutdown(socket.SHUT_RDWR)
            except OSError:  # the client, or its own thread, hung up a moment earlier
                continue
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print what went wrong, except for clients that hang up in the middle of an answer."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _SiteHandler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from the site's pages."""

    server: _SiteServer
    protocol_version = "HTTP/1.1"
    server_version = "demo"
    sys_version = ""
    timeout = 30
    # Headers and body are two small writes: with Nagle's algorithm a client's delayed
    # acknowledgement adds 40 ms to every answer on loopback.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer with the page, or 304 where the client already has it."""
        at = time.monotonic()
        serving = self.server.serving
        question = Question(
            site=self.server.site_id,
            method=self.command,
            path=self.path,
            body=self.rfile.read(int(self.headers.get("Content-Length") or 0)),
            referer=self.headers.get("Referer"),
        )
        with serving._counted(question.site) as under_way:
            serving._stopping.wait(serving.delay)
            page = serving.answer(question)
            tag = f'"{hashlib.sha256(page.body).hexdigest()[:16]}"'
            status = 304 if page.status == 200 and page.validators and self._has(page, tag) else page.status
            serving.log.append(
                Request(
                    site=question.site,
                    method=question.method,
                    path=question.path,
                    status=status,
                    user_agent=self.headers.get("User-Agent"),
                    at=at,
                    under_way=under_way,
                    body=question.body,
                )
            )
        self._answer(page, status, tag)

    do_HEAD = do_POST = do_GET  # noqa: N815 (the names http.server looks for)

    def _has(self, page: Page, tag: str) -> bool:
        """Whether the client's copy is current; ``If-None-Match`` outweighs the date."""
        known_tags = self.headers.get("If-None-Match")
        if known_tags is not None:
            return known_tags.strip() == "*" or tag in (
                known.strip().removeprefix("W/") for known in known_tags.split(",")
            )
        since, modified = self.headers.get("If-Modified-Since"), page.header("Last-Modified")
        if since is None or modified is None:
            return False
        try:
            return parsedate_to_datetime(modified) <= parsedate_to_datetime(since)
        except ValueError:  # a date that is none is ignored (RFC 9110 section 13.1.3)
            return False

    def _answer(self, page: Page, status: int, tag: str) -> None:
        if status == 0:
            self.close_connection = True
            return
        self.send_response(status)
        for name, value in page.headers:
            if status != 304 or name.lower() not in {"content-type", "content-length"}:
                self.send_header(name, value)
        if page.status == 200 and page.validators:
            self.send_header("ETag", tag)
        if status != 304:
            self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        if status != 304 and self.command != "HEAD":
            self.wfile.write(page.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (inherited name)
        """Requests go to the log in memory, not to stderr."""
