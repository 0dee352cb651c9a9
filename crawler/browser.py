"""A page drawn by an installed Chromium that never reaches the network: all it asks for goes through us.

Knows no Scrapy.  What the page needs (scripts, data, style sheets of its own site) is fetched by
the function that the caller gives, under the manners and guards of every other request.
"""

from __future__ import annotations

import asyncio
import importlib.util
import os
import shutil
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tldextract import TLDExtract

from archive.errors import UsageError
from crawler.configuration import Configuration
from crawler.refusal import RefusedError
from crawler.site import Site

if TYPE_CHECKING:  # an extra: imported only where a site wants it
    from playwright.async_api import Browser as Chromium
    from playwright.async_api import BrowserContext, Page, Playwright, Route

MOST_PARTS = 60
"""Scripts, style sheets and answers that one page may ask for."""

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PARTS = frozenset({"script", "xhr", "fetch", "stylesheet"})
_PASSED_ON = ("accept", "content-type", "x-requested-with")
_SETTLED = 5.0
"""Seconds of a page's time that are left for reading what was drawn."""
_FLAGS = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
"""What Chromium would ask for by itself, or past our eyes, finds no host and no proxy (port 9 is
the discard port: nothing listens)."""

_STAY = """
navigation.addEventListener("navigate", event => {
  if (event.cancelable && !event.destination.sameDocument) event.preventDefault();
});
"""
"""Keeps a page from leading away while it loads (``location.href = …`` in its head, as sites send
telephones and old addresses elsewhere): from the answer to such a request on, whatever it is, Chromium
reads no more of the page that stays, and the page never counts as loaded."""

_suffixes = TLDExtract(suffix_list_urls=())  # the list that comes with it: nothing is downloaded


@dataclass(frozen=True, slots=True)
class Part:
    """Something that a page asks for while it is drawn."""

    url: str
    method: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class PartAnswer:
    """What it gets."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Fetch = Callable[[Part], Awaitable[PartAnswer | None]]
"""Gets a part, or ``None`` where it may not be had."""


def require_browser(sites: Sequence[Site], configuration: Configuration) -> None:
    """Raise ``UsageError`` where a site wants its lists drawn and nothing here can draw them."""
    drawn = next((site for site in sites if site.browser), None)
    if drawn is None:
        return
    if importlib.util.find_spec("playwright") is None:
        raise UsageError(
            f"site {drawn.id} says `browser: true`, but Playwright is not installed; "
            "`pip install 'health-notices[browser]'` installs it"
        )
    find_chromium(configuration.browser_path)


def find_chromium(path: str = "") -> Path:
    """The Chromium that *path* names, or the one on PATH; ``UsageError`` where there is none."""
    found = shutil.which(path) if path else next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if found is None:
        looked_for = path or f"none of {', '.join(_PROGRAMS)} on PATH"
        raise UsageError(
            f"a site says `browser: true`, but no Chromium was found: got {looked_for}; expected an "
            "installed one, or browser_path in notices.toml"
        )
    return Path(found)


def same_site(url: str, other: str) -> bool:
    """Whether two http or https addresses belong to one registered domain, or to one host.

    >>> same_site("https://wsjk.example.cn/list/", "http://api.example.cn/data")
    True
    >>> same_site("https://wsjk.example.cn/", "https://cdn.example.com/jquery.js")
    False
    """
    one, two = urlsplit(url), urlsplit(other)
    if not {one.scheme, two.scheme} <= {"http", "https"}:
        return False
    if one.netloc == two.netloc:
        return True
    domain = _suffixes(url).top_domain_under_public_suffix
    return bool(domain) and domain == _suffixes(other).top_domain_under_public_suffix


class Browser:
    """Chromium, started when the first page is drawn.  Draws one page at a time."""

    def __init__(self, path: str, user_agent: str, *, seconds: float, most_bytes: int) -> None:
        """*seconds* and *most_bytes* bound one drawn page."""
        self._path = path
        self._user_agent = user_agent
        self._seconds = seconds
        self._most_bytes = most_bytes
        self._playwright: Playwright | None = None
        self._chromium: Chromium | None = None
        self._turn = asyncio.Lock()
        self.name = "chromium"
        """With its version, once it runs."""

    async def draw(self, url: str, document: bytes, content_type: str, fetch: Fetch) -> str:
        """The page's HTML after its scripts ran on the *document* that *url* answered.

        The document is not fetched again, and the page can go nowhere else.  Raises ``TimeoutError``
        when it does not come to rest, ``RefusedError`` when it is too large or cannot be drawn.
        """
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

        async with self._turn:
            try:
                chromium = await self._running()
                async with asyncio.timeout(self._seconds):
                    drawn = await self._drawn(chromium, url, document, content_type, fetch)
            except Error as error:
                raise RefusedError("unreadable", f"{url} could not be drawn: {_first_line(error)}") from error
        if len(drawn) > self._most_bytes:
            raise RefusedError("too-large", f"{url} draws {len(drawn)} characters")
        return drawn

    async def close(self) -> None:
        """End Chromium, if it runs."""
        chromium, self._chromium = self._chromium, None
        playwright, self._playwright = self._playwright, None
        if chromium is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(chromium.close(), _SETTLED)
        if playwright is not None:
            await playwright.stop()  # which ends a Chromium that does not obey

    async def _drawn(
        self, chromium: Chromium, url: str, document: bytes, content_type: str, fetch: Fetch
    ) -> str:
        from playwright.async_api import TimeoutError as NotSettledError  # noqa: PLC0415

        context = await chromium.new_context(
            user_agent=self._user_agent, locale="zh-CN", service_workers="block", accept_downloads=False
        )
        try:
            await context.add_init_script(_STAY)
            page = await context.new_page()
            await context.route("**/*", _Routes(page, url, document, content_type, fetch).answer)
            await context.route_web_socket("**/*", lambda socket: socket.close())
            began = asyncio.get_running_loop().time()
            await page.goto(url, wait_until="domcontentloaded", timeout=0)
            left = self._seconds - _SETTLED - (asyncio.get_running_loop().time() - began)
            with suppress(NotSettledError):  # a page that asks again and again is read as it is by then
                await page.wait_for_load_state("networkidle", timeout=max(1.0, left * 1000))
            return await page.content()
        finally:
            await self._closed(context)

    async def _closed(self, context: BrowserContext) -> None:
        """Close a page; where it does not obey, the whole browser, which is started anew for the next."""
        try:
            await asyncio.wait_for(asyncio.shield(context.close()), _SETTLED)
        except TimeoutError:
            await self.close()

    async def _running(self) -> Chromium:
        from playwright.async_api import async_playwright  # noqa: PLC0415

        if self._chromium is None or not self._chromium.is_connected():
            await self.close()
            self._playwright = await async_playwright().start()
            self._chromium = await self._playwright.chromium.launch(
                executable_path=find_chromium(self._path),
                args=list(_FLAGS),
                chromium_sandbox=os.geteuid() != 0,  # Chromium refuses to run as root with it
                handle_sigint=False,
                handle_sigterm=False,
            )
            self.name = f"chromium {self._chromium.version}"
        return self._chromium


class _Routes:
    """Answers what one page asks for."""

    def __init__(self, page: Page, url: str, document: bytes, content_type: str, fetch: Fetch) -> None:
        self._page = page
        self._url = url
        self._document: bytes | None = document
        self._content_type = content_type
        self._fetch = fetch
        self._left = MOST_PARTS

    async def answer(self, route: Route) -> None:
        """The document once, then parts of the same site; nothing else, and no second place to go."""
        request = route.request
        if request.is_navigation_request():
            document, self._document = self._document, None
            if document is None or request.frame != self._page.main_frame:
                # "No content" lets the page stay; after a refusal Chromium shows a page of its own.
                await route.fulfill(status=204)
            else:
                await route.fulfill(status=200, body=document, content_type=self._content_type)
            return
        answer = None
        if request.resource_type in _PARTS and self._left > 0 and same_site(self._url, request.url):
            self._left -= 1
            headers = {name: value for name in _PASSED_ON if (value := request.headers.get(name))}
            part = Part(request.url, request.method, headers, request.post_data_buffer or b"")
            answer = await self._fetch(part)
        if answer is None:
            await route.abort()
        else:
            await route.fulfill(status=answer.status, headers=dict(answer.headers), body=answer.body)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0]
