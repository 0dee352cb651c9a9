"""Sites of many temperaments over years: when each publishes, and what its list shows day by day.

Nothing here is wrong with any site, unless a fault is put in on purpose; every alarm is a false one.
"""

import random
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from archive.listing_faults import Fault, Look, Signs, listing_fault
from archive.rhythm import silence
from archive.workdays import is_workday

BEGIN = date(2023, 1, 3)
YEARS = 3
DAYS = 365 * YEARS
HISTORY = 500
"""Days before the first visit of which the list tells, on sites that show their past."""
FEWEST = 6
"""Rows of a list that a cut or a change can be seen in."""
SHOWN_FAULTS = (
    "layout-changed",
    "empty-list",
    "needs-script",
    "mojibake",
    "redirect-sink",
    "half-list",
    "date-form",
    "titles-changed",
)
"""Faults that a single look at the list shows."""
TEMPLATE = tuple(f"{n:04x}" for n in range(100, 128))
OTHER = tuple(f"{n:04x}" for n in range(40_000, 40_028))

Rate = Callable[[date, random.Random], float]
"""Notices a working day, on average, at a date; the generator is the site's own."""


def steady(rate: float) -> Rate:
    return lambda _day, _chance: rate


def seasonal(rate: float, months: frozenset[int]) -> Rate:
    return lambda day, _chance: rate if day.month in months else 0.0


def dying(rate: float, half_life: int) -> Rate:
    return lambda day, _chance: rate * 0.5 ** (max(0, (day - BEGIN).days) / half_life)


def growing(rate: float) -> Rate:
    return lambda day, _chance: rate * (0.3 + max(0, (day - BEGIN).days) / DAYS)


TEMPERAMENTS: Mapping[str, Rate] = {
    "many a day": steady(4),
    "daily": steady(1),
    "every other day": steady(0.5),
    "weekly": steady(0.2),
    "fortnightly": steady(0.1),
    "monthly": steady(0.045),
    "quarterly": steady(0.016),
    "yearly": steady(0.004),
    "seasonal": seasonal(0.8, frozenset({3, 4, 5, 6, 9, 10, 11})),
    "school": seasonal(0.5, frozenset({3, 4, 5, 6, 9, 10, 11, 12})),
    "dying off": dying(1.5, 200),
    "growing": growing(1),
    "bursts": steady(0.7),
    "batches": steady(0.6),
}


@dataclass
class List:
    """How a site's list shows what it published."""

    size: int = 20
    dated: float = 1.0
    """Share of rows with a date."""
    keeps_days: int | None = None
    """Days after which a row leaves the list."""
    begins_anew: bool = False
    """It shows the notices of the year only."""
    takes_down: float = 0.002
    """Chance that a notice is taken down again on a day."""


@dataclass
class SimulatedSite:
    """One site: its days of publishing, and its list."""

    temperament: str
    seed: int
    shows_past: bool = True
    shown: List = field(default_factory=List)
    published: list[date] = field(default_factory=list)
    """The day of each notice, in order."""

    def __post_init__(self) -> None:
        chance = random.Random(f"{self.temperament} {self.seed}")
        self.shows_past = chance.random() < 0.7
        self.shown = List(
            size=chance.choice([8, 10, 15, 20, 24, 30]),
            dated=chance.choice([1.0, 1.0, 1.0, 0.9, 0.0]),
            keeps_days=chance.choice([None] * 9 + [60]),
            begins_anew=chance.random() < 0.1,
        )
        self.published = list(_days(self.temperament, chance))

    def looks(self, days: int = DAYS) -> Iterator[tuple[date, Look]]:
        """What the list shows on each day."""
        chance = random.Random(f"looks {self.temperament} {self.seed}")
        standing: list[tuple[int, date, int, bool]] = []  # number, day, length of title, with a date
        known: set[int] = set()
        number = 0
        for offset in range(-HISTORY if self.shows_past else 0, days):
            day = BEGIN + timedelta(days=offset)
            while number < len(self.published) and self.published[number] <= day:
                if self.shows_past or self.published[number] >= BEGIN:
                    length = max(6, round(chance.gauss(24, 7)))
                    standing.insert(
                        0, (number, self.published[number], length, chance.random() < self.shown.dated)
                    )
                number += 1
            standing = [row for row in standing[:200] if self._stands(row[1], day, chance)]
            if offset >= 0:
                rows = standing[: self.shown.size]
                yield day, _look(rows, known)
                known.update(row[0] for row in rows)

    def _stands(self, of: date, today: date, chance: random.Random) -> bool:
        if self.shown.keeps_days is not None and (today - of).days > self.shown.keeps_days:
            return False
        if self.shown.begins_anew and of.year < today.year:
            return False
        return chance.random() >= self.shown.takes_down / 20


@dataclass
class Judged:
    """What the judging said of a site over the years."""

    broken: list[tuple[date, str]] = field(default_factory=list)
    quiet: list[date] = field(default_factory=list)

    @property
    def alarms(self) -> int:
        return len(self.broken) + len(self.quiet)


def judged(site: SimulatedSite, days: int = DAYS) -> Judged:
    """Run the real judging over the site's days: what it raises is an alarm each time it begins."""
    found, health = Judged(), "ok"
    before: list[Look] = []
    for day, look in site.looks(days):
        fault = _fault(before, look, day)
        before = [*before[-39:], replace(look, fault=fault.name if fault else None)]
        now = "ok"
        if fault is not None:
            now = "broken"
        elif is_silent(site, day):
            now = "quiet"
        if now == "broken" and health != "broken":
            found.broken.append((day, fault.name if fault else ""))
        if now == "quiet" and health == "ok":
            found.quiet.append(day)
        health = now
    return found


def is_silent(site: SimulatedSite, day: date) -> bool:
    """Whether the site's silence on *day* is unusual, as an archive that knows its pages would say."""
    place = bisect_right(site.published, day)
    if place and (day - site.published[place - 1]).days < 15:
        return False  # no silence of two weeks ever is; asking each day would take most of the time
    known = (when for when in site.published if when <= day and (site.shows_past or when >= BEGIN))
    pause = silence(known, day)
    return pause is not None and pause.unusual


def ill(look: Look, fault: str) -> tuple[Look, Signs]:
    """The look that the site would have given with that fault in it, and the signs of its page."""
    none = replace(look, entries=0, known=0, dated=0, title_length=0.0)
    half = look.entries // 2
    return {
        "layout-changed": (replace(none, skeleton=OTHER), Signs()),
        "empty-list": (none, Signs()),
        "needs-script": (replace(none, scripted=True), Signs()),
        "mojibake": (replace(look, known=look.known), Signs(garbled=True)),
        "redirect-sink": (replace(none, redirected=True), Signs(leads_to="http://a.example/")),
        "half-list": (
            replace(look, entries=half, known=min(look.known, half), dated=min(look.dated, half)),
            Signs(),
        ),
        "date-form": (replace(look, dated=0), Signs()),
        "titles-changed": (replace(look, title_length=4.0), Signs()),
    }[fault]


def can_show(site: SimulatedSite, fault: str, day: int) -> bool:
    """Whether the list was long enough on that day, and the two before it, and had dates if they are at fault."""
    looks = [look for _, look in site.looks(day + 1)][-3:]
    dated = fault != "date-form" or all(look.dated >= 0.8 * look.entries for look in looks)
    return dated and all(look.entries >= FEWEST for look in looks)


def detected(site: SimulatedSite, fault: str, day: int) -> str | None:
    """What the judging says of the first bad look, after *day* days in which all was well."""
    before: list[Look] = []
    for number, (today, look) in enumerate(site.looks(day + 1)):
        if number == day:
            found = listing_fault(before, *ill(look, fault))
            return found.name if found else None
        raised = _fault(before, look, today)
        before = [*before[-39:], replace(look, fault=raised.name if raised else None)]
    raise AssertionError("the site has that many days")


def _fault(before: list[Look], look: Look, day: date) -> Fault | None:
    return listing_fault(before, look, Signs(new_year=day.month == 1 and day.day <= 14))


def _look(rows: list[tuple[int, date, int, bool]], known: set[int]) -> Look:
    return Look(
        entries=len(rows),
        known=sum(row[0] in known for row in rows),
        dated=sum(row[3] for row in rows),
        title_length=round(sum(row[2] for row in rows) / len(rows), 1) if rows else 0.0,
        text_length=300 + 40 * len(rows),
        script_share=0.2,
        skeleton=TEMPLATE,
        platform="trs",
    )


def _days(temperament: str, chance: random.Random) -> Iterator[date]:
    """The day of each notice: weekends and holidays nearly none, quiet weeks and bursts at random."""
    rate = TEMPERAMENTS[temperament]
    quiet_until = busy_until = BEGIN - timedelta(days=HISTORY)
    waiting = 0
    for offset in range(-HISTORY, DAYS):
        day = BEGIN + timedelta(days=offset)
        if chance.random() < 0.012:  # about four times a year nobody publishes for one to three weeks
            quiet_until = day + timedelta(days=chance.choice([7, 7, 14, 21]))
        if temperament == "bursts" and day >= busy_until and chance.random() < 0.03:
            busy_until = day + timedelta(days=chance.randint(4, 25))
        expected = rate(day, chance) * (1 if is_workday(day) else 0.03) * (day >= quiet_until)
        if temperament == "bursts":
            expected *= 4 if day < busy_until else 0.02
        count = _poisson(expected, chance)
        if temperament == "batches":  # gathered, and put online together once in a while
            waiting += count
            count = 0
            if is_workday(day) and chance.random() < 0.06:
                count, waiting = waiting, 0
        yield from [day] * count


def _poisson(expected: float, chance: random.Random) -> int:
    count, left = 0, chance.expovariate(1)
    while left < expected:
        count += 1
        left += chance.expovariate(1)
    return count
