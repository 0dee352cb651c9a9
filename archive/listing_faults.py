"""What is wrong with a listing page, judged by what the looks before it showed: pure.

Nothing is measured against other sites: a list of five entries, of titles without dates, or full of
scripts is well as long as it always was so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

SAMPLES = 40
"""Samples kept of the names of a page's elements: enough to tell one template from another."""
RECENT = 10
SETTLED = 10
"""Looks in a row with the same fault, after which the page is held to be meant so."""
_FEWEST_LOST = 3
_HALF = 0.7
"""A list that holds more than this share of its usual entries is whole: some are taken down."""
_FAMILIAR = 0.8
_OF_OURS = frozenset({"unread-pager", "no-addresses"})
"""Faults that say nothing of the page itself."""
_ADOPTED = frozenset({"half-list", "date-form", "titles-changed", "stuck-pager"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What one look at a listing page showed."""

    entries: int = 0
    known: int = 0
    """Entries that were known before."""
    dated: int = 0
    """Entries with a date."""
    redated: int = 0
    """Known entries that show another date than before."""
    title_length: float = 0.0
    """Characters of a title, on average."""
    text_length: int = 0
    """Characters to read on the whole page."""
    script_share: float = 0.0
    """Share of the page's bytes that are scripts."""
    skeleton: tuple[str, ...] = ()
    """Samples of the names of its elements, classes and ids."""
    platform: str | None = None
    repeats: bool = False
    """It is a further page and shows what the first one shows."""
    redirected: bool = False
    """Another address answered."""
    scripted: bool = False
    """It holds the marks of a list that a script fills in; many pages do that are whole without it."""
    fault: str | None = None
    """The name of what is wrong with the page, judged by the looks before it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, by a name that `causes.yml` explains, and how it shows."""

    name: str
    detail: str
    readable: bool = False
    """The entries are right as far as they go."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Signs:
    """What a page shows of its own state, beside what a look keeps of it."""

    garbled: bool = False
    """Its text was decoded wrongly before it was sent, or is damaged."""
    unaddressed: int = 0
    """Entries that it shows without an address."""
    says_empty: bool = False
    """It says that there are no entries."""
    found_without_rules: int = 0
    """Entries that the general reading finds where the site's own rules find none."""
    ruled: bool = False
    """A person said where the entries are."""
    says_more: bool = False
    """It says that there are further listing pages."""
    cut_off: bool = False
    """It says that there is more than it shows, but leads nowhere."""
    new_year: bool = False
    """It is the time of the year at which some lists begin anew."""
    leads_to: str | None = None
    """The address that answered, if it was another one."""


def listing_fault(before: Sequence[Look], now: Look, signs: Signs) -> Fault | None:
    """What is wrong with the look *now* at a listing page, after the looks *before* it, oldest first."""
    normal = normal_looks(before)
    return next((fault for rule in _RULES if (fault := rule(normal, now, signs)) is not None), None)


def normal_looks(looks: Sequence[Look]) -> list[Look]:
    """The looks that show how the page is when all is well.

    A change that stays for ten looks, and of which the entries are right, becomes the normal state.
    """
    normal: list[Look] = []
    changed: list[Look] = []
    for look in looks:
        if look.fault is None or (look.fault in _OF_OURS and look.entries):
            normal.append(look)
            changed = []
        elif look.fault in _ADOPTED:
            changed = [*changed, look] if changed and changed[-1].fault == look.fault else [look]
            if len(changed) == SETTLED:
                normal, changed = changed, []
        else:
            changed = []
    return normal[-RECENT:]


def _garbled(_normal: Sequence[Look], _now: Look, signs: Signs) -> Fault | None:
    return Fault("mojibake", "the characters of the page are damaged") if signs.garbled else None


def _led_away(normal: Sequence[Look], now: Look, signs: Signs) -> Fault | None:
    """A list that was always where it is, and now leads to a page without its entries."""
    if signs.leads_to is None or any(look.redirected for look in normal):
        return None
    if now.entries and (not normal or 2 * now.known >= now.entries):
        return None
    return Fault("redirect-sink", f"the list's address now leads to {signs.leads_to}")


def _nothing(normal: Sequence[Look], now: Look, signs: Signs) -> Fault | None:
    if now.entries:
        return None
    if signs.unaddressed and not signs.found_without_rules:
        return Fault("no-addresses", no_addresses(signs.unaddressed))
    return _why_empty(normal, now, signs)


def _why_empty(normal: Sequence[Look], now: Look, signs: Signs) -> Fault | None:
    if signs.found_without_rules:
        found = f"without them {signs.found_without_rules} entries are found"
        return Fault("layout-changed", f"the site's rules find nothing on the page; {found}")
    familiar = _is_familiar(normal, now)
    if familiar and normal[-1].entries < _FEWEST_LOST:
        return None  # the last entries of a short list were taken down
    usual = f"; usually {_usual(normal, lambda look: look.entries):g}" if normal else ""
    if now.scripted and not (familiar and _scripts_as_ever(normal, now)):
        return Fault("needs-script", f"the page holds no entries, but scripts that would draw them{usual}")
    if signs.says_empty or familiar:
        return Fault("empty-list", f"the page is as ever, but its list is empty{usual}")
    if normal:
        return Fault("layout-changed", f"no entries were found, and the page is built differently{usual}")
    return Fault("no-entries", "no entries were found on the listing page")


def no_addresses(rows: int) -> str:
    """That a list shows so many *rows* which lead nowhere."""
    return f"the page shows {rows} entries, whose addresses exist only while its script runs"


def _strangers(normal: Sequence[Look], now: Look, signs: Signs) -> Fault | None:
    """Links that are no entries of this list: none was known, and none has the date that all had."""
    if not (normal and now.entries) or signs.ruled or now.known or now.repeats:
        return None
    if _usual(normal, _known_share) < 0.3:  # a page of a busy site may be all new
        return None
    undated = _usual(normal, _dated_share) >= 0.8 and not now.dated
    short = now.title_length < 0.5 * _usual(normal, lambda look: look.title_length)
    if not (undated or short):
        return None
    what = "has a date, as they usually have" if undated else "has a title of the usual length"
    return Fault("layout-changed", f"{now.entries} links were found, of which none was known and none {what}")


def _stuck(normal: Sequence[Look], now: Look, signs: Signs) -> Fault | None:
    if not now.repeats:
        return None
    moved_on = any(not look.repeats for look in normal)
    if moved_on or (not normal and signs.says_more):
        return Fault("stuck-pager", "the second listing page shows what the first one shows", readable=True)
    return None


def _cut_off(_normal: Sequence[Look], now: Look, signs: Signs) -> Fault | None:
    """A first page that says there is more, and names no way there that we understand."""
    if not signs.cut_off:
        return None
    detail = f"the page shows {now.entries} entries and says that there are more; no way there was found"
    return Fault("unread-pager", detail, readable=True)


def _partly_addressed(_normal: Sequence[Look], _now: Look, signs: Signs) -> Fault | None:
    """Some entries lead nowhere that is known; the others are right."""
    if not signs.unaddressed:
        return None
    return Fault("no-addresses", no_addresses(signs.unaddressed), readable=True)


def _half(normal: Sequence[Look], now: Look, signs: Signs) -> Fault | None:
    """A list cut short: far fewer entries than ever, at once.

    A list that drops old entries shrinks slowly; one that begins anew at New Year shows new ones only.
    """
    if len(normal) < 2:
        return None
    fewest = min(look.entries for look in normal)
    at_once = normal[-1].entries - now.entries >= _FEWEST_LOST
    begun_anew = signs.new_year and 2 * now.known < now.entries
    if at_once and now.entries <= _HALF * fewest and not begun_anew:
        return Fault("half-list", f"{now.entries} entries; usually at least {fewest}", readable=True)
    return None


def _date_form(normal: Sequence[Look], now: Look, _signs: Signs) -> Fault | None:
    if not normal or now.entries < _FEWEST_LOST:
        return None
    usual = _usual(normal, _dated_share)
    if usual >= 0.8 and _dated_share(now) <= 0.5:
        detail = f"{now.dated} of {now.entries} entries have a date that can be read; usually {usual:.0%}"
        return Fault("date-form", detail, readable=True)
    seldom = _usual(normal, _redated_share) < 0.2
    if seldom and now.known >= _FEWEST_LOST and _redated_share(now) > 0.5:
        detail = f"{now.redated} of {now.known} known entries show another date than before"
        return Fault("date-form", detail, readable=True)
    return None


def _titles(normal: Sequence[Look], now: Look, _signs: Signs) -> Fault | None:
    usual = _usual(normal, lambda look: look.title_length) if len(normal) >= 2 else 0
    if now.entries < _FEWEST_LOST or now.title_length >= 0.4 * usual:
        return None
    detail = f"titles have {now.title_length:.0f} characters on average, usually {usual:.0f}"
    return Fault("titles-changed", detail, readable=True)


_RULES: tuple[Callable[[Sequence[Look], Look, Signs], Fault | None], ...] = (
    _garbled,
    _led_away,
    _nothing,
    _strangers,
    _stuck,
    _cut_off,
    _partly_addressed,
    _half,
    _date_form,
    _titles,
)


def _is_familiar(normal: Sequence[Look], now: Look) -> bool:
    """Whether the page is built of what it was built of before: its elements are all known ones."""
    if not normal or not now.skeleton:
        return False
    known = {sample for look in normal for sample in look.skeleton}
    # Of a page that lost its list, larger samples are kept than of the whole one: compare what both reach.
    reach = max(known, default="") if len(normal[-1].skeleton) == SAMPLES else "ffff"
    comparable = [sample for sample in now.skeleton if sample <= reach]
    return len(comparable) > 0 and len(known.intersection(comparable)) >= _FAMILIAR * len(comparable)


def _scripts_as_ever(normal: Sequence[Look], now: Look) -> bool:
    return any(look.scripted for look in normal) and (
        now.script_share <= _usual(normal, lambda look: look.script_share) + 0.2
    )


def _dated_share(look: Look) -> float:
    return look.dated / look.entries if look.entries else 0.0


def _known_share(look: Look) -> float:
    return look.known / look.entries if look.entries else 0.0


def _redated_share(look: Look) -> float:
    return look.redated / look.known if look.known else 0.0


def _usual(normal: Sequence[Look], of: Callable[[Look], float]) -> float:
    return median(of(look) for look in normal) if normal else 0.0
