"""Loopback sites that are well for some days and then fall ill, each in one of the known ways.

Every site is a list of notices over several pages.  A busy one publishes each day, a still one
never; what a still site cannot show (its pages and files are not asked for again) it is not given.
"""

import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LOOPBACK = "127.0.0.1"
FIRST_DAY = date(2025, 3, 3)
PER_PAGE = 8
OLD_NOTICES = 14
NEW_A_DAY = 3

FAULTS: Mapping[str, tuple[str, str]] = {
    # fault of the site → name of the cause, health of the site
    "selector-drift": ("layout-changed", "broken"),
    "empty-list": ("empty-list", "broken"),
    "js-shell": ("needs-script", "broken"),
    "no-addresses": ("no-addresses", "broken"),
    "http-412": ("challenge", "blocked"),
    "block-page": ("blocked", "blocked"),
    "mojibake": ("mojibake", "broken"),
    "stuck-pager": ("stuck-pager", "broken"),
    "date-form": ("date-form", "broken"),
    "half-list": ("half-list", "broken"),
    "attachments": ("attachments-failing", "broken"),
    "redirect-sink": ("redirect-sink", "broken"),
    "tls": ("tls", "unreachable"),
}
SHOWN_BY_NEW_ONES = ("stuck-pager", "attachments", "redirect-sink")
"""Faults of what is only asked for when something is new."""
SUBJECTS = ("流感疫苗接种", "无偿献血", "饮用水监测", "职业健康检查", "登革热防控", "控烟宣传", "急救培训")
Answer = tuple[int, Mapping[str, str], bytes]
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass
class Ailing:
    """One site and its state: which day it is, and whether it is ill."""

    id: str
    fault: str | None
    busy: bool
    url: str = ""
    day: int = 0
    ill: bool = False
    log: list[str] = field(default_factory=list)

    def has(self, fault: str) -> bool:
        return self.ill and self.fault == fault

    @property
    def count(self) -> int:
        return OLD_NOTICES + (NEW_A_DAY * self.day if self.busy else 0)

    def answer(self, path: str) -> Answer:
        """What the site says to a request for *path*; None of it depends on the clock."""
        self.log.append(path)
        if path == "/robots.txt":
            return 404, HTML, b"no"
        if self.has("http-412"):
            return 412, HTML, b"<html><script>$_ts=window['$_ts'];</script></html>"
        if self.has("block-page"):
            page = "<html><title>访问被拦截</title><p>您的访问请求已被拦截，拦截编号：77</p></html>"
            return 200, HTML, page.encode()
        if path.startswith("/tzgg/index"):
            number = int(path.removeprefix("/tzgg/index").strip("_.html") or 0)
            return 200, HTML, self.listing(0 if self.has("stuck-pager") else number)
        if path.startswith("/tzgg/n"):
            number = int(path.removeprefix("/tzgg/n").removesuffix(".html"))
            if self.has("redirect-sink"):
                return 302, {"Location": "/"}, b""
            return 200, HTML, self.notice(number)
        if path.startswith("/files/"):
            return (
                (404, HTML, b"no")
                if self.has("attachments")
                else (200, {"Content-Type": "text/plain"}, b"1,2")
            )
        return 200, HTML, frame("首页", "<h1>清川市卫生健康委员会</h1>")

    def listing(self, number: int) -> bytes:
        newest = self.count - number * PER_PAGE
        numbers = list(range(newest, max(0, newest - PER_PAGE), -1))
        if self.has("half-list"):
            numbers = numbers[: PER_PAGE // 2]
        if self.has("empty-list"):
            numbers = []
        rows = "".join(self.row(n) for n in numbers)
        drift = self.has("selector-drift")
        rows = f'<div class="rows">{rows}</div>' if drift else f'<ul class="list">{rows}</ul>'
        if self.has("js-shell"):
            rows = "<div id='app'></div><script>fetch('/api/list?page=1').then(r => draw(r))</script>"
        onward = "" if newest <= PER_PAGE else f'<a href="/tzgg/index_{number + 1}.html">下一页</a>'
        page = frame("通知公告", f'{rows}<div class="pager">{onward}</div>')
        if self.has("mojibake"):
            return page.decode().encode().decode("gb18030", "replace").encode()
        return page

    def row(self, number: int) -> str:
        shown = f"第{number}天" if self.has("date-form") else published(number).isoformat()
        if self.has("no-addresses"):
            return f'<li onclick="view({number})"><b>{title(number)}</b><i>{shown}</i></li>'
        link = f'<a href="/tzgg/n{number}.html">{title(number)}</a><span class="date">{shown}</span>'
        return f"<p>{link}</p>" if self.has("selector-drift") else f"<li>{link}</li>"

    def notice(self, number: int) -> bytes:
        file = f'<p>附件：<a href="/files/{number}.csv">名单.csv</a></p>' if number > OLD_NOTICES else ""
        subject = SUBJECTS[number % len(SUBJECTS)]
        return frame(
            title(number),
            f"<h1>{title(number)}</h1><p>各有关单位：</p><p>为做好第{number}期{subject}工作，现将有关事项通知如下。</p>"
            f"<p>一、各单位要指定{number}名人员负责{subject}，做好登记。</p>{file}"
            f"<p>清川市卫生健康委员会</p><p>{published(number).isoformat()}</p>",
        )


def title(number: int) -> str:
    return f"关于做好第{number}期{SUBJECTS[number % len(SUBJECTS)]}工作的通知"


def published(number: int) -> date:
    """The day of the notice; the old ones came once every two days."""
    newer = number - OLD_NOTICES
    return FIRST_DAY + timedelta(days=-(-newer // NEW_A_DAY) if newer > 0 else 2 * newer)


def frame(heading: str, content: str) -> bytes:
    """A page of the site: its menu, the content, its foot."""
    menu = "".join(
        f'<a href="/m{n}/">{name}</a>' for n, name in enumerate(("首页", "机构概况", "政务公开", "办事服务"))
    )
    foot = "".join(f'<a href="http://link{n}.example/">友情链接{n}</a>' for n in range(9))
    return (
        f'<html><head><meta charset="utf-8"><title>{heading}</title></head><body><div class="menu">{menu}</div>'
        f'<div class="main"><h2>{heading}</h2>{content}</div><div class="foot">{foot}<p>版权所有</p></div></body></html>'
    ).encode()


def ailing_sites() -> list[Ailing]:
    """A site for each fault, another without news where that can show the fault, and two that stay well."""
    busy = [Ailing(f"busy-{fault}", fault, busy=True) for fault in FAULTS]
    still = [
        Ailing(f"still-{fault}", fault, busy=False) for fault in FAULTS if fault not in SHOWN_BY_NEW_ONES
    ]
    return [*busy, *still, Ailing("well", None, busy=True), Ailing("well-still", None, busy=False)]


def site_file(site: Ailing) -> str:
    rules = '\nrules: {entries: "ul.list a"}' if site.fault == "selector-drift" else ""
    return f"name: 清川市卫生健康委员会\nurls: [{site.url}/tzgg/index.html]\nenabled: true{rules}\n"


@contextmanager
def serving(sites: list[Ailing], folder: Path) -> Iterator[None]:
    """Serve each site on a port of its own while the context lasts; certificates go to *folder*."""
    with ExitStack() as stack:
        for site in sites:
            server = _Server((LOOPBACK, 0), _handler(site))
            if site.fault == "tls":
                server.secure = _context(folder)
            scheme = "https" if site.fault == "tls" else "http"
            site.url = f"{scheme}://{LOOPBACK}:{server.server_port}"
            server.site = site
            thread = threading.Thread(
                target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
            )
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.server_close)
            stack.callback(server.shutdown)
        yield


class _Server(ThreadingHTTPServer):
    secure: ssl.SSLContext | None = None
    site: Ailing

    def get_request(self) -> tuple[Any, Any]:
        connection, address = super().get_request()
        if self.secure is not None and not self.site.ill:  # an ill one answers a TLS hello in plain text
            connection = self.secure.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return connection, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that leaves is no news."""


def _handler(site: Ailing) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            status, headers, body = site.answer(self.path)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Nothing goes to stderr."""

    return Handler


def _context(folder: Path) -> ssl.SSLContext:
    """A context with a certificate that nobody vouches for, as many sites have one."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "wjw.qingchuan.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    encoding = serialization.Encoding.PEM
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + certificate.public_bytes(encoding))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
