"""What stands on a site on a day: its articles and its faults, after every event up to then."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Literal

from crawler.demo.texts import File
from tests.simulator.world.platform import Platform, normal, platforms
from tests.simulator.world.wording import Text, compose

FIRST_DAY = date(2025, 6, 2)
"""Day 0, a Monday."""
Answer = Literal["page", "404", "410", "soft-404", "sink"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """One notice on one site, as it stands there on a day."""

    serial: int
    """1 for the oldest that stood there at first."""
    text: Text
    published: date
    path: str
    platform: str
    """Whose addresses it has; a redesign leaves old articles where they are."""
    listed: bool = True
    pinned: bool = False
    answer: Answer = "page"
    moved_from: tuple[str, ...] = ()
    file_edition: int = 1
    """Counts the contents that stood at the address of its file."""
    source: str | None = None
    """The site that it was taken over from."""

    def files(self) -> tuple[tuple[str, File], ...]:
        """Address and content of its attached files."""
        address = platforms()[self.platform].file_address
        return tuple(
            (
                address(self.serial, self.published, "." + file.name.rpartition(".")[2]),
                _edition(file, self.file_edition),
            )
            for file in self.text.files
        )


def _edition(file: File, edition: int) -> File:
    if edition == 1:
        return file
    line = f"本附件于发布后更换，现为第{edition}版。"
    return replace(file, text=(*file.text, line)) if file.text else replace(file, rows=(*file.rows, (line,)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """Why a site does not answer as usual."""

    kind: Literal["outage", "block", "rate-limit"]
    status: int
    """What it answers; 0: nothing."""
    last_day: int
    every: int = 1
    """The rate limit refuses each request of this number."""
    retry_after: int | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class State:
    """A site between two events.  Compared by identity, so that its pages are cached."""

    platform: Platform
    articles: tuple[Article, ...]
    fault: Fault | None = None
    listings_moved: Mapping[str, str] = field(default_factory=dict)
    """Old address of a listing → where it is now, after a redesign."""

    @cached_property
    def rows(self) -> tuple[Article, ...]:
        """What the list shows: pinned entries first, then the newest."""
        listed = [article for article in self.articles if article.listed]
        return tuple(sorted(listed, key=lambda a: (a.pinned, a.published, a.serial), reverse=True))

    @cached_property
    def by_path(self) -> Mapping[str, Article]:
        """Address → article, without those that moved away."""
        return {normal(article.path): article for article in self.articles}

    @cached_property
    def moved(self) -> Mapping[str, str]:
        """Address that an article had → the one that it has."""
        return {normal(old): article.path for article in self.articles for old in article.moved_from}

    @cached_property
    def files(self) -> Mapping[str, tuple[Article, File]]:
        """Address of an attached file → its article and content."""
        return {normal(path): (article, file) for article in self.articles for path, file in article.files()}

    def article(self, serial: int) -> Article:
        return next(article for article in self.articles if article.serial == serial)


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """Something that happens on a site; ``kind`` names a function of this module."""

    site: str
    day: int
    kind: str
    after: int = 0
    """Requests for the list that the site answers that day before it happens."""
    values: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class SitePlan:
    """A site of a scenario: what stands there on the day before the first."""

    id: str
    name: str
    platform: str
    notices: int
    every_days: int = 3
    """Days between two notices."""
    files_every: int = 5
    """Each notice of this number has a file; 0: none has."""
    crawl_delay: float | None = None
    reposts: Mapping[int, tuple[str, int]] = field(default_factory=dict)
    """Serial number → site and serial number of the notice that it repeats."""


def first_state(plan: SitePlan, plans: Mapping[str, SitePlan]) -> State:
    """The site before any event."""
    platform = platforms()[plan.platform]
    articles = tuple(
        _article(plan, platform, serial, _first_day(plan, serial)) for serial in range(1, plan.notices + 1)
    )
    taken_over = {
        serial: _taken_over(articles[serial - 1], plans[site], number)
        for serial, (site, number) in plan.reposts.items()
    }
    return State(
        platform=platform, articles=tuple(taken_over.get(article.serial, article) for article in articles)
    )


def _first_day(plan: SitePlan, serial: int) -> date:
    return FIRST_DAY - timedelta(days=1 + (plan.notices - serial) * plan.every_days)


def _article(plan: SitePlan, platform: Platform, serial: int, day: date) -> Article:
    with_file = bool(plan.files_every) and serial % plan.files_every == 0
    return Article(
        serial=serial,
        text=compose(plan.name, serial, day, with_file=with_file),
        published=day,
        path=platform.article_address(serial, day),
        platform=platform.id,
    )


def _taken_over(article: Article, origin: SitePlan, serial: int) -> Article:
    text = compose(origin.name, serial, _first_day(origin, serial), with_file=False)
    return replace(article, text=text, source=origin.name)


def happen(state: State, event: Event, plan: SitePlan) -> State:
    """The site after *event*."""
    return EVENTS[event.kind](state, event, plan)


def _new(state: State, event: Event, plan: SitePlan) -> State:
    """``notices`` new ones; ``days_back``: dated as many days ago, so that they stand deep in the list."""
    day = FIRST_DAY + timedelta(days=event.day - event.values.get("days_back", 0))
    serial = max(article.serial for article in state.articles)
    fresh = (
        _article(plan, state.platform, serial + n, day) for n in range(1, event.values.get("notices", 1) + 1)
    )
    return replace(state, articles=(*state.articles, *fresh))


def _republished(state: State, event: Event, plan: SitePlan) -> State:
    """The text of ``notice`` once more, with an address and a date of its own."""
    again = _new(state, replace(event, values={"notices": 1}), plan)
    return replace(
        again, articles=(*again.articles[:-1], replace(again.articles[-1], text=_target(state, event).text))
    )


def _edited(state: State, event: Event, plan: SitePlan) -> State:
    """``change``: figure, title or body of ``notice``, without a word about it."""
    text = _target(state, event).text
    match event.values.get("change", "figure"):
        case "figure":
            paragraphs = list(text.paragraphs)
            place = next(n for n, line in enumerate(paragraphs) if _FIGURE.search(line))
            paragraphs[place] = _FIGURE.sub(
                lambda found: f"{int(found[1]) + 7}{found[2]}", paragraphs[place], count=1
            )
            text = replace(text, paragraphs=tuple(paragraphs))
        case "title":
            text = replace(text, title=text.title.replace("关于", "关于调整", 1))
        case _:
            added = "另，原定现场会改为线上召开，参加人员和时间不变，请各单位提前调试设备并登记设备编号。"
            text = replace(text, paragraphs=(*text.paragraphs[:-1], added, text.paragraphs[-1]))
    return _changed(state, event, text=text)


_FIGURE = re.compile(r"(\d+)(人|家|个|名|次|份|例|日|天|所|台|年)")


def _moved(state: State, event: Event, plan: SitePlan) -> State:
    """``notice`` gets another address; the old one redirects there."""
    article = _target(state, event)
    move = len(article.moved_from) + 1
    path = platforms()[article.platform].article_address(article.serial, article.published, move=move)
    return _changed(state, event, path=path, moved_from=(*article.moved_from, article.path))


def _pinned(state: State, event: Event, plan: SitePlan) -> State:
    return _changed(state, event, pinned=event.values.get("pinned", True))


def _unlisted(state: State, event: Event, plan: SitePlan) -> State:
    """``notice`` leaves the list; its page stays."""
    return _changed(state, event, listed=False)


def _swapped(state: State, event: Event, plan: SitePlan) -> State:
    """Another content stands at the address of ``notice``'s file."""
    return _changed(state, event, file_edition=_target(state, event).file_edition + 1)


def _removed(answer: Answer) -> Callable[[State, Event, SitePlan], State]:
    """``notice`` is taken down; ``listed: true`` leaves its row in the list."""

    def happen(state: State, event: Event, plan: SitePlan) -> State:
        return _changed(state, event, answer=answer, listed=event.values.get("listed", False))

    return happen


def _back(state: State, event: Event, plan: SitePlan) -> State:
    """``notice`` that was taken down is there again."""
    return _changed(state, event, answer="page", listed=True)


def _redesign(state: State, event: Event, plan: SitePlan) -> State:
    """The site moves to another ``platform``; the old listing redirects to the new one, articles stay."""
    new = platforms()[event.values["platform"]]
    return replace(
        state, platform=new, listings_moved={**state.listings_moved, state.platform.first: new.first}
    )


def _fault(kind: Literal["outage", "block", "rate-limit"]) -> Callable[[State, Event, SitePlan], State]:
    """For ``days``: the site answers ``status`` (0: hangs up) to each request, or to one in ``every``."""

    def happen(state: State, event: Event, plan: SitePlan) -> State:
        values = event.values
        fault = Fault(
            kind=kind,
            status=values["status"],
            last_day=event.day + values.get("days", 1) - 1,
            every=values.get("every", 1),
            retry_after=values.get("retry_after"),
        )
        return replace(state, fault=fault)

    return happen


EVENTS: Mapping[str, Callable[[State, Event, SitePlan], State]] = {
    "new": _new,
    "republished": _republished,
    "edited": _edited,
    "moved": _moved,
    "pinned": _pinned,
    "unlisted": _unlisted,
    "swapped": _swapped,
    "removed": _removed("404"),
    "gone": _removed("410"),
    "soft-404": _removed("soft-404"),
    "sink": _removed("sink"),
    "back": _back,
    "redesign": _redesign,
    "outage": _fault("outage"),
    "block": _fault("block"),
    "rate-limit": _fault("rate-limit"),
}


def _target(state: State, event: Event) -> Article:
    return state.article(event.values["notice"])


def _changed(state: State, event: Event, **changes: Any) -> State:
    serial = event.values["notice"]
    return replace(
        state,
        articles=tuple(replace(a, **changes) if a.serial == serial else a for a in state.articles),
    )
