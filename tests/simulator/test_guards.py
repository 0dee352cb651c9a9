"""No page makes us ask a private address or another protocol, or swallow more than is good."""

import socket
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from urllib.parse import quote

import pytest

from tests.simulator.answering import HTML, Answer, answering, listing, notice, site
from tests.simulator.running import environment, notices, rows

RESOLVING = """
import socket, sys
known, known_all = socket.gethostbyname, socket.getaddrinfo

def first(name):
    if name.endswith(".v6.example"):
        raise socket.gaierror(socket.EAI_NONAME, "no address of IPv4")
    return "127.0.0.1" if name.endswith(".example") else known(name)

def all_of(name, *rest):
    return known_all("::1" if str(name).endswith(".v6.example") else name, *rest)

socket.gethostbyname, socket.getaddrinfo = first, all_of
from crawler.cli import main
main(sys.argv[1:])
"""
"""The command on a machine whose name server leads *.example to this machine, *.v6.example by IPv6 alone."""


def has_ipv6() -> bool:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


needs_ipv6 = pytest.mark.skipif(not has_ipv6(), reason="this machine has no address ::1")


def resolving(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", RESOLVING, *map(str, arguments)],
        env=environment(), capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def reasons(folder: Path) -> list[str]:
    return [
        row["reason"] for row in rows(folder / "notices.db", "SELECT reason FROM failures ORDER BY reason")
    ]


def test_a_public_name_that_leads_to_a_private_address_is_not_visited(tmp_path: Path) -> None:
    with answering(site(9)) as inner:
        away = f"http://intranet.example:{inner.port}/n1.html"

        def answer(path: str, _headers: Mapping[str, str]) -> Answer:
            if path == "/":
                return listing({3: away, 2: "/led-there.html", 1: "/n1.html"})
            return (302, {"Location": away}, b"") if path == "/led-there.html" else notice(1)

        with answering(answer) as outer:
            done = resolving("crawl", outer.url, "--delay", "0", "--data", tmp_path)
    assert inner.log == []
    assert reasons(tmp_path) == ["private-address", "private-address"]
    assert done.returncode == 0
    assert "Traceback" not in done.stdout + done.stderr


def test_a_site_configured_on_a_private_address_is_visited_there_and_on_that_port_only(
    tmp_path: Path,
) -> None:
    (tmp_path / "notices.toml").write_text('contact = "you@linhu.example"\n')
    with answering(site(9)) as other:

        def answer(path: str, headers: Mapping[str, str]) -> Answer:
            if path == "/":
                return listing({2: f"http://intranet.example:{other.port}/n2.html", 1: "/n1.html"})
            return site(9)(path, headers)

        with answering(answer) as inner:
            url = f"http://intranet.example:{inner.port}/"
            done = resolving("crawl", url, "--delay", "0", "--data", tmp_path)
    assert done.returncode == 0, done.stderr
    assert inner.log == ["/", "/n1.html"]
    assert other.log == []
    assert reasons(tmp_path) == ["private-address"]


@needs_ipv6
@pytest.mark.parametrize("name", ["[::1]", "www.v6.example"])
def test_a_site_that_is_reached_by_ipv6_alone_is_visited_where_it_is_configured(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "notices.toml").write_text('contact = "you@linhu.example"\n')
    with answering(site(2), host="::1") as served:
        done = resolving("crawl", f"http://{name}:{served.port}/", "--delay", "0", "--data", tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(served.log) == ["/", "/n1.html", "/n2.html"]


@needs_ipv6
def test_no_private_address_of_ipv6_is_asked_however_it_is_written(tmp_path: Path) -> None:
    hosts = ["www.v6.example", "[::1]", "[fe80::1]", "[fd00::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]"]
    with answering(site(9), host="::1") as inner:

        def answer(path: str, _headers: Mapping[str, str]) -> Answer:
            if path == "/":
                return listing({n: f"http://{host}:{inner.port}/n{n}.html" for n, host in enumerate(hosts)})
            return notice(1)

        with answering(answer) as outer:
            done = resolving("crawl", outer.url, "--delay", "0", "--data", tmp_path)
    assert inner.log == []
    assert reasons(tmp_path) == ["private-address"] * len(hosts), done.stderr


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/n1.html", "data:text/html,<h1>x</h1>", "gopher://127.0.0.1/", "s3://a/b"]
)  # fmt: skip
def test_no_other_protocol_is_ever_spoken(tmp_path: Path, target: str) -> None:
    def answer(path: str, _headers: Mapping[str, str]) -> Answer:
        if path == "/":
            return listing({3: target, 2: "/led-there.html", 1: "/n1.html"})
        return (302, {"Location": target}, b"") if path == "/led-there.html" else notice(1)

    with answering(answer) as host:
        done = notices("crawl", host.url, "--delay", "0", "--data", tmp_path)
    assert done.returncode == 0, done.stderr
    found = rows(tmp_path / "notices.db", "SELECT title, body FROM notices")
    assert len(found) == 1
    assert "internal" not in reasons(tmp_path)


@pytest.mark.parametrize(
    "host", ["a b.example", "%zz", "a..example", "\u202eabc.example", "x" * 64 + ".example", "http:"]
)
def test_a_name_that_no_host_can_have_is_a_slip_of_the_site_and_no_fault_of_ours(
    tmp_path: Path, host: str
) -> None:
    def answer(path: str, _headers: Mapping[str, str]) -> Answer:
        if path == "/":
            return listing({3: f"http://{host}/n3.html", 2: "/led-there.html", 1: "/n1.html"})
        led = path == "/led-there.html"
        return (302, {"Location": f"http://{quote(host)}/n2.html"}, b"") if led else notice(1)

    with answering(answer) as outer:
        done = notices("crawl", outer.url, "--delay", "0", "--data", tmp_path)
    assert done.returncode == 0, done.stderr
    assert reasons(tmp_path)[0] == "unknown-host"
    assert "internal" not in reasons(tmp_path)


NO_ADDRESSES = [
    "http://[bad/",
    "http://h.example:99999/",
    "http://h.example:80:80/",
    "javascript:go()",
    "mailto:a@b.c",
]


@pytest.mark.parametrize("target", NO_ADDRESSES)
def test_a_redirect_to_what_is_no_address_is_a_slip_of_the_site_and_no_fault_of_ours(
    tmp_path: Path, target: str
) -> None:
    def answer(path: str, _headers: Mapping[str, str]) -> Answer:
        if path == "/":
            return listing({2: "/led-there.html", 1: "/n1.html"})
        if path == "/led-there.html":
            return (302, {"Location": target}, b"")
        status, headers, body = notice(1)
        refresh = f'<html><meta http-equiv="refresh" content="0;url={target}">'
        return status, headers, body.replace(b"<html>", refresh.encode())

    with answering(answer) as host:
        done = notices("crawl", host.url, "--delay", "0", "--data", tmp_path)
    assert done.returncode == 0, done.stderr
    assert reasons(tmp_path) == ["http-error"]
    assert len(rows(tmp_path / "notices.db", "SELECT id FROM notices")) == 1


def test_a_list_that_loads_itself_anew_every_minute_is_read(tmp_path: Path) -> None:
    def answer(path: str, headers: Mapping[str, str]) -> Answer:
        status, said, body = site(3)(path, headers)
        refresh = b'<html><meta http-equiv="refresh" content="60;url=/">'
        return status, said, body.replace(b"<html>", refresh) if path == "/" else body

    with answering(answer) as host:
        done = notices("crawl", host.url, "--delay", "0", "--data", tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(rows(tmp_path / "notices.db", "SELECT id FROM notices")) == 3
    assert host.log.count("/") == 2


def test_a_small_body_that_unpacks_to_very_much_is_left(tmp_path: Path) -> None:
    packer = zlib.compressobj(9, wbits=zlib.MAX_WBITS | 16)  # 16: with a gzip header
    bomb = packer.compress(b"<p>0</p>" * 2_500_000) + packer.flush()  # 20 MB, below the limit for answers

    def answer(path: str, headers: Mapping[str, str]) -> Answer:
        packed = {**HTML, "Content-Encoding": "gzip"}
        return (200, packed, bomb) if path == "/n2.html" else site(3)(path, headers)

    with answering(answer) as host:
        notices("crawl", host.url, "--delay", "0", "--data", tmp_path)
    assert len(bomb) < 100_000
    assert reasons(tmp_path) == ["too-large"]


@contextmanager
def raw(begin: bytes, chunk: bytes, pause: float) -> Iterator[tuple[str, list[int]]]:
    """A server that answers with *begin*, then *chunk* for ever; its address, and the bytes it sent."""
    sent = [0]
    stopping = threading.Event()

    def serve(listener: socket.socket) -> None:
        while not stopping.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                try:
                    asked = connection.recv(10_000)
                    if b"robots.txt" in asked:
                        connection.sendall(
                            b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        )
                        continue
                    connection.sendall(begin)
                    while not stopping.wait(pause) and sent[0] < 200_000_000:
                        connection.sendall(chunk)
                        sent[0] += len(chunk)
                except OSError:
                    continue

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        thread = threading.Thread(target=serve, args=(listener,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/", sent
        finally:
            stopping.set()
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(10)


def test_headers_without_an_end_are_left_soon(tmp_path: Path) -> None:
    with raw(b"HTTP/1.1 200 OK\r\n", b"X-Filler: " + b"x" * 2_000 + b"\r\n", 0) as (url, sent):
        done = notices("crawl", url, "--delay", "0", "--data", tmp_path)
    assert reasons(tmp_path) == ["too-large"]
    assert sent[0] < 30_000_000
    assert done.returncode == 1


@pytest.mark.parametrize(
    "begin", [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"HTTP/1.1 200 OK\r\n"]
)
def test_an_answer_that_drips_ends_with_the_time_limit(tmp_path: Path, begin: bytes) -> None:
    (tmp_path / "notices.toml").write_text("timeout = 1\n")
    began = monotonic()
    with raw(begin, b"a: b\r\n", 0.1) as (url, _):
        notices("crawl", url, "--delay", "0", "--data", tmp_path)
    assert reasons(tmp_path) == ["timeout"]
    assert monotonic() - began < 30
