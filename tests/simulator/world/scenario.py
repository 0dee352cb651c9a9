"""Scenario: which sites there are and what happens on them, loaded from scenarios/*.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.simulator.world.platform import platforms
from tests.simulator.world.timeline import EVENTS, Event, SitePlan, State, first_state, happen

_FOLDER = Path(__file__).parent / "scenarios"


@dataclass(frozen=True, eq=False)
class Scenario:
    """Sites by their id, and the events of each in order.  Compared by identity, so that states are cached."""

    sites: Mapping[str, SitePlan]
    events: Mapping[str, tuple[Event, ...]]

    @property
    def last_day(self) -> int:
        return max((event.day for events in self.events.values() for event in events), default=0)

    def state(self, site: str, day: int, asked: int = 10**6) -> State:
        """The site on *day*, after it has answered *asked* requests for its list that day."""
        past = [event for event in self.events[site] if (event.day, event.after) <= (day, asked)]
        return _state(self, site, len(past), day)


@cache
def _state(scenario: Scenario, site: str, count: int, day: int) -> State:
    plan = scenario.sites[site]
    state = first_state(plan, scenario.sites)
    for event in scenario.events[site][:count]:
        state = happen(state, event, plan)
    if state.fault is not None and day > state.fault.last_day:
        state = State(platform=state.platform, articles=state.articles, listings_moved=state.listings_moved)
    return state


def load_scenario(name: str) -> Scenario:
    """``scenarios/NAME.yml``: ``sites`` (id: fields of SitePlan) and ``events`` (site, day, kind, …)."""
    record: dict[str, Any] = yaml.safe_load((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    sites = {site: _plan(site, values) for site, values in record["sites"].items()}
    return make_scenario(sites.values(), [_event(item) for item in record.get("events", ())])


def make_scenario(sites: Any, events: Any = ()) -> Scenario:
    """A scenario of *sites* (SitePlans) and *events*."""
    plans = {plan.id: plan for plan in sites}
    ordered = sorted(events, key=lambda event: (event.day, event.after))
    return Scenario(plans, {site: tuple(event for event in ordered if event.site == site) for site in plans})


def _plan(site: str, values: dict[str, Any]) -> SitePlan:
    values = {"platform": site, **values}
    reposts = {int(key): tuple(value) for key, value in values.pop("reposts", {}).items()}
    if values["platform"] not in platforms():
        raise ValueError(f"{site}: there is no platform {values['platform']!r}")
    return SitePlan(id=site, reposts=reposts, **values)


def _event(item: dict[str, Any]) -> Event:
    rest = {key: value for key, value in item.items() if key not in ("site", "day", "kind", "after")}
    if item["kind"] not in EVENTS:
        raise ValueError(f"{item}: there is no event {item['kind']!r}")
    return Event(
        site=item["site"], day=item["day"], kind=item["kind"], after=item.get("after", 0), values=rest
    )
