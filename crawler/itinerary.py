"""Where a run goes: what it asks for next on each site, each address once, within its budgets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive import due
from archive.capture import Capture
from archive.frontier import Lead
from archive.identity import canonical_url
from archive.store import Archive
from crawler.configuration import Configuration
from crawler.site import Site
from crawler.walks import Walks

WINDOW = 40
"""Pages of a site that are asked for ahead of their answers, so that memory holds a few, not all, of them."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to make: where it leads and, for an article's later pages, the pages so far."""

    lead: Lead
    chain: tuple[Capture, ...] = ()

    @property
    def first(self) -> str:
        """The address as it was listed: of the article's first page, or of the lead itself."""
        capture = self.chain[0] if self.chain else None
        return (capture.requested_url or capture.url) if capture else self.lead.url


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """How far a run goes."""

    full: bool = False
    """Walk every listing page to the end and look at known pages again."""
    limit: int | None = None
    """Notice pages per site, at most."""


class Itinerary:
    """What a run has asked for on each site, and what comes next.

    First the listing pages and, as they are found, the pages and files never seen before; then
    listing pages again whose entries may have moved meanwhile; last, known pages that are due.
    """

    def __init__(self, archive: Archive, configuration: Configuration, scope: Scope) -> None:
        self.walks = Walks(archive, full=scope.full)
        self.budgets: defaultdict[str, set[str]] = defaultdict(set)
        """Site → settings that kept the run from asking more."""
        self._archive = archive
        self._configuration = configuration
        self._scope = scope
        self.started = ""
        """When the run began (a stamp): what is due by then is due in this run."""
        self._asked: set[str] = set()
        self._listings_asked: Counter[str] = Counter()
        self._pages_asked: Counter[str] = Counter()
        self._revisits_asked: Counter[str] = Counter()
        self._open: Counter[str] = Counter()
        """Site → requests without an answer so far."""
        self._place: Counter[str] = Counter()
        """Site → place in the order of what is to be asked for the first time."""
        self._known: dict[str, Iterator[Lead]] = {}

    def begin(self, sites: Sequence[Site], at: str, *, resumed: Collection[str]) -> list[Ask]:
        """Listing pages, and what earlier runs left undone; *resumed*: sites whose last run was cut."""
        self.started = at
        asks: list[Ask] = []
        for site in sites:
            begun = self.asks(self.walks.begin(site, at, resumed=site.id in resumed))
            asks += begun
            asks += self.onward(site.id, begun)
        return asks

    def onward(self, site: str, asks: Sequence[Ask], *, answered: int = 0) -> list[Ask]:
        """What a site is to be asked beside *asks*, now that so many of its requests were *answered*."""
        self._open[site] += len(asks) - answered
        more = self._more(site)
        self._open[site] += len(more)
        return more

    def asks(self, leads: Iterable[Lead], *, again: bool = False) -> list[Ask]:
        """The leads as requests, within the run's limit and budgets; each address once, unless *again*."""
        asks = []
        for lead in leads:
            url = canonical_url(lead.url)
            if (again or url not in self._asked) and self._within_budget(lead):
                self._asked.add(url)
                asks.append(Ask(lead))
        return asks

    def is_enough(self, site: str) -> bool:
        """Whether as many pages wait as the run may ask for at all, so that no list need be walked on."""
        limit = self._scope.limit
        return limit is not None and due.pending_count(self._archive, site) >= limit

    def _more(self, site: str) -> list[Ask]:
        if self._open[site] > WINDOW // 2:
            return []
        asks = self._first_looks(site)
        if asks or self._open[site]:
            return asks
        return self.asks(self.walks.rounds(site), again=True) or self._second_looks(site)

    def _first_looks(self, site: str) -> list[Ask]:
        """Pages and files that were found and never asked for; only files once the pages are enough."""
        kinds: tuple[str, ...] = ("page", "attachment")
        if self._is_spent(site):
            kinds = ("attachment",)
            if self._scope.limit is None and self._pending(site, ("page",), 1):
                self.budgets[site].add("max_pages")
        while found := self._pending(site, kinds, WINDOW):
            self._place[site] = found[-1][0]
            if asks := self.asks(lead for _, lead in found):
                return asks
        return []

    def _pending(self, site: str, kinds: Collection[str], limit: int) -> tuple[tuple[int, Lead], ...]:
        return due.pending(self._archive, site, kinds, after=self._place[site], limit=limit)

    def _second_looks(self, site: str) -> list[Ask]:
        """Known pages and files that are due again; in a full run all of them."""
        if self._is_spent(site):
            return []
        if self._scope.full:
            if site not in self._known:
                self._known[site] = iter(due.known_pages(self._archive, site))
            asks: list[Ask] = []
            for lead in self._known[site]:
                asks += self.asks([lead])
                if len(asks) == WINDOW:
                    return asks
            if asks:
                return asks
        left = self._configuration.max_revisits - self._revisits_asked[site]
        found = due.revisits(self._archive, site, self.started, min(left, WINDOW))
        if left <= 0 and due.revisits(self._archive, site, self.started, 1):
            self.budgets[site].add("max_revisits")
        asks = self.asks(found)
        self._revisits_asked[site] += len(asks)
        return asks

    def _is_spent(self, site: str) -> bool:
        return self._pages_asked[site] >= self._most_pages

    @property
    def _most_pages(self) -> int:
        return self._configuration.max_pages if self._scope.limit is None else self._scope.limit

    def _within_budget(self, lead: Lead) -> bool:
        """Count the lead against its budget; what exceeds it stays pending for the next run."""
        if lead.kind == "listing":
            if self._listings_asked[lead.site] >= self._configuration.max_listing_pages:
                self.budgets[lead.site].add("max_listing_pages")
                self.walks.cut(lead, "budget", self.started)
                return False
            self._listings_asked[lead.site] += 1
        elif lead.kind == "page":
            if self._pages_asked[lead.site] >= self._most_pages:
                if self._scope.limit is None:
                    self.budgets[lead.site].add("max_pages")
                return False
            self._pages_asked[lead.site] += 1
        return True
