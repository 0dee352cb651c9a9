"""World: the sites of a scenario, served on loopback, on a day that the test sets."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from archive.times import stamp
from archive.vocabulary.dates import CHINA_TIME
from crawler.demo.server import Question, Request, Serving, serve_on
from crawler.demo.site import Page
from tests.simulator.world.pages import HOT, Renderer
from tests.simulator.world.platform import Window, normal
from tests.simulator.world.scenario import Scenario
from tests.simulator.world.timeline import FIRST_DAY, Article, State

INTRANET = "intranet"
"""A host on loopback that every page links to and no site file names: whoever asks it has followed a trap."""
DISALLOWED = ("/jinzhi/", "/rili")
"""What robots.txt of every site keeps crawlers out of."""


class World(Serving):
    """The sites while they are served.  Every answer follows from site, day, request and, where the
    scenario says so, from how often the list was asked for that day."""

    def __init__(self, scenario: Scenario, *, day: int = 0, delay: float = 0.0) -> None:
        super().__init__((), delay)
        self.scenario = scenario
        self._day = day
        self._asked: Counter[str] = Counter()
        self._requests: Counter[str] = Counter()
        self._lock = threading.Lock()

    @property
    def day(self) -> int:
        return self._day

    @day.setter
    def day(self, day: int) -> None:
        with self._lock:
            self._day = day
            self._asked.clear()
            self._requests.clear()

    @property
    def now(self) -> str:
        """Nine in the morning of the day, for ``--now``."""
        return self._morning.isoformat()

    @property
    def now_utc(self) -> str:
        """The same as the archive writes it."""
        return stamp(self._morning)

    @property
    def _morning(self) -> datetime:
        return datetime.combine(FIRST_DAY + timedelta(days=self._day), time(9), CHINA_TIME)

    @property
    def listing_urls(self) -> dict[str, str]:
        """Site id → the address a person would give: that of its listing on the first day."""
        return {site: self.urls[site] + self.state(site, 0).platform.first for site in self.scenario.sites}

    def state(self, site: str, day: int | None = None) -> State:
        """What stands on the site at the end of *day*; today, if none is given."""
        return self.scenario.state(site, self._day if day is None else day)

    def url(self, site: str, article: Article) -> str:
        return self.urls[site] + article.path

    def requests(self, site: str, *, since: int = 0) -> list[Request]:
        """What the site was asked, without robots.txt, from entry *since* of the log on."""
        return [
            request for request in self.log[since:] if request.site == site and request.path != "/robots.txt"
        ]

    def answer(self, question: Question) -> Page:
        """The page as it stands on the site at this moment."""
        if question.site == INTRANET:
            return Page(body=b"<h1>intranet</h1>")
        with self._lock:
            day, asked = self._day, self._asked[question.site]
            self._requests[question.site] += 1
            count = self._requests[question.site]
        state = self.scenario.state(question.site, day, asked)
        refused = self._refusal(question, state, day, count)
        if refused is not None:
            return refused
        if question.path == "/robots.txt":
            return self._robots(question.site)
        window = self._window(question, state)
        if window is not None:
            with self._lock:
                self._asked[question.site] += 1
        return _rendered(self._renderer(question.site, state, day), question.path, window, question.referer)

    def _window(self, question: Question, state: State) -> Window | None:
        if normal(question.path) in state.by_path:
            return None
        form = dict(parse_qsl(question.body.decode("utf-8", "replace"), keep_blank_values=True))
        return state.platform.locate(question.method, question.path, form, len(state.rows))

    def _refusal(self, question: Question, state: State, day: int, count: int) -> Page | None:
        fault = state.fault
        if fault is None or count % fault.every:
            return None
        renderer = self._renderer(question.site, state, day)
        match fault.kind:
            case "outage":
                return renderer.failure("服务暂不可用", fault.status)
            case "block":
                return renderer.challenge(fault.status)
            case "rate-limit":
                page = renderer.failure("访问过于频繁", fault.status)
                wait = () if fault.retry_after is None else (("Retry-After", str(fault.retry_after)),)
                return Page(
                    status=fault.status, headers=(*page.headers, *wait), body=page.body, validators=False
                )

    def _robots(self, site: str) -> Page:
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in DISALLOWED)]
        delay = self.scenario.sites[site].crawl_delay
        if delay is not None:
            lines.append(f"Crawl-delay: {delay}")
        return Page(headers=(("Content-Type", "text/plain"),), body="\n".join(lines).encode())

    def _renderer(self, site: str, state: State, day: int) -> Renderer:
        return _renderer(self.scenario, site, day, state, self.urls[site], self.urls[INTRANET])


@lru_cache(maxsize=2_000)
def _renderer(scenario: Scenario, site: str, day: int, state: State, base: str, intranet: str) -> Renderer:
    return Renderer(scenario.sites[site], state, day, base, intranet)


@lru_cache(maxsize=20_000)
def _rendered(renderer: Renderer, path: str, window: Window | None, referer: str | None) -> Page:
    """What stands at *path*."""
    state = renderer.state
    if window is not None:
        return renderer.listing(window, path)
    path = normal(path)
    if path in state.by_path:
        return _article(renderer, state.by_path[path])
    if path in state.moved:
        return Page(status=301, headers=(("Location", renderer.base + state.moved[path]),))
    if path in state.listings_moved:
        return Page(status=302, headers=(("Location", state.listings_moved[path]),))
    if path in state.files:
        article, file = state.files[path]
        return renderer.file(article, file, referer)
    parts = urlsplit(path)
    if parts.path == "/rili":
        fields = dict(parse_qsl(parts.query))
        return renderer.calendar(int(fields.get("y", "2025")), int(fields.get("m", "6")))
    if parts.path.startswith("/xwdt/"):
        titles = {f"/xwdt/{number}.html": title for number, title in HOT}
        return renderer.column(titles[path]) if path in titles else renderer.failure("页面不存在", 404)
    if parts.path.endswith(("/", ".htm")) or parts.path.startswith("/jinzhi/"):
        return renderer.column("栏目首页")
    return renderer.failure("您访问的页面不存在", 404)


def _article(renderer: Renderer, article: Article) -> Page:
    match article.answer:
        case "page":
            return renderer.article(article)
        case "404" | "410":
            return renderer.failure("您访问的页面不存在", int(article.answer))
        case "soft-404":
            return renderer.failure("对不起，您访问的页面不存在或已被删除！")
        case "sink":
            return Page(status=302, headers=(("Location", "/"),))


@contextmanager
def serve_world(scenario: Scenario, *, delay: float = 0.0) -> Iterator[World]:
    """Serve the scenario's sites, each on a free port of 127.0.0.1, while the context lasts."""
    world = World(scenario, delay=delay)
    with serve_on(world, dict.fromkeys((*scenario.sites, INTRANET), 0)):
        yield world
