"""A site on loopback whose list a script draws, with all that a hostile page could try, and a log of what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TITLES = ("关于开展流感疫苗接种工作的通知", "关于做好饮用水监测工作的通知", "关于举办医师节活动的通知")
ENTRIES = [
    {"title": title, "url": f"/tzgg/t2025010{number}_{number}.html", "date": f"2025-01-0{number}"}
    for number, title in enumerate(TITLES, 1)
]
DRAWING = """
async function draw() {
  const list = document.getElementById("list");
  const answer = await fetch("/api/list", {method: "POST", body: "channel=tzgg",
    headers: {"Content-Type": "application/x-www-form-urlencoded", "X-Requested-With": "XMLHttpRequest"}});
  for (const item of (await answer.json()).rows) {
    const row = document.createElement("li");
    row.innerHTML = `<a href="${item.url}">${item.title}</a><span>${item.date}</span>`;
    list.append(row);
  }
}
draw();
"""
SHELL = """<html><head><meta charset="gb2312"><title>通知公告</title><link rel="stylesheet" href="/a.css">
<script>setTimeout(() => { location.href = "/telephone/"; });</script><script src="http://cdn.example/jquery.js"></script></head><body><h2>通知公告</h2><img src="/logo.png">
<iframe src="/frame.html"></iframe><ul id="list"></ul><script src="/draw.js"></script>%s</body></html>"""
HOSTILE = """<script>
fetch("http://127.0.0.1:%d/secret").catch(() => 0);
fetch("/leads-to-secret").catch(() => 0);
fetch("/private/hidden").catch(() => 0);
new WebSocket("ws://127.0.0.1:%d/socket");
window.open("/second-page");
setTimeout(() => { location.href = "/elsewhere"; }, 50);
new Image().src = "/tracker.gif";
</script>"""
CHALLENGE = "<html><body><script>document.cookie='acw_sc__v2=1';location.reload();</script></body></html>"


@dataclass
class DrawnSite:
    """What the server answers can be changed while it runs."""

    url: str = ""
    challenged: frozenset[str] = frozenset()
    """Paths that answer with a challenge."""
    endless: bool = False
    """Whether the page's script never ends."""
    log: list[tuple[float, str, str, str]] = field(default_factory=list)
    """When, method, path, user agent."""

    @property
    def asked(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [path for _, _, path, _ in self.log]


@contextmanager
def drawn_site(site: DrawnSite, *, elsewhere: int = 9) -> Iterator[DrawnSite]:
    """Serve *site*; its page also tries the port *elsewhere* of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.log.append((time.monotonic(), self.command, self.path, self.headers["User-Agent"]))
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, kind, body = self.answer()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if status == 302:
                self.send_header("Location", f"http://127.0.0.1:{elsewhere}/secret")
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 - named by http.server

        def answer(self) -> tuple[int, str, bytes]:
            if self.path in site.challenged:
                return 412, "text/html", CHALLENGE.encode()
            if self.path == "/tzgg/":
                extra = "<script>for (;;) {}</script>" if site.endless else HOSTILE % (elsewhere, elsewhere)
                return 200, "text/html", (SHELL % extra).encode("gb2312")
            if self.path.startswith("/tzgg/t"):
                title = TITLES[int(self.path.rpartition("_")[2].removesuffix(".html")) - 1]
                subject = title[2:-3]
                text = "".join(
                    f"<p>第{n}条 各单位应当{subject}，{subject}第{n}项要求另行印发。</p>" for n in range(5)
                )
                page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>"
                return 200, "text/html; charset=utf-8", page.encode()
            known = {
                "/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /private/\n"),
                "/draw.js": (200, "text/javascript", DRAWING.encode()),
                "/a.css": (200, "text/css", b"li { color: black }"),
                "/api/list": (200, "application/json", json.dumps({"rows": ENTRIES}).encode()),
                "/leads-to-secret": (302, "text/plain", b""),
            }
            return known.get(self.path, (404, "text/plain", b""))

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
