"""What an answer, or none, means for the archive and for the rest of the run.

Everything here happens inside the transaction of the visit, so that what was learned from an
answer is kept whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from archive import frontier, looks
from archive.absence import page_status
from archive.capture import Capture
from archive.clock import Clock
from archive.frontier import Lead
from archive.identity import canonical_url
from archive.listing_faults import Fault
from archive.store import Archive
from archive.times import stamp
from archive.warc import CaptureWriter
from crawler.extraction.continuation import next_article_page
from crawler.failure import hindrance_of
from crawler.intake import Intake
from crawler.itinerary import Ask, Itinerary
from crawler.leads import attachment_leads, entry_leads, record_unread_file, remember_answer
from crawler.listing_watch import ListingWatch
from crawler.tally import Tally
from crawler.vanishing import place_of, probe_address

MAX_ARTICLE_PAGES = 50
"""Web pages of one article, at most; the longest real ones seen have about ten."""


ABSENT_PAGE = "it answers with the page of an address that does not exist"


@dataclass(frozen=True, kw_only=True, slots=True)
class Runs:
    """The runs of the sites that are visited, by site."""

    tallies: Mapping[str, Tally]
    crawl_ids: Mapping[str, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Failures:
    """How the visit records what could not be taken in."""

    fail: Callable[[Ask, str, str, Capture | None], list[Ask]]
    """A request that failed, for a reason by name and in words."""
    guarded: Callable[[Ask, Callable[[], list[Ask]]], list[Ask]]
    """Take something in, or record why it cannot be read."""


class Answers:
    """Takes in one answer after another."""

    def __init__(
        self,
        *,
        archive: Archive,
        captures: CaptureWriter,
        intake: Intake,
        itinerary: Itinerary,
        runs: Runs,
        clock: Clock,
        failures: Failures,
    ) -> None:
        self._archive = archive
        self._captures = captures
        self._intake = intake
        self._itinerary = itinerary
        self._tallies = runs.tallies
        self._crawl_ids = runs.crawl_ids
        self._clock = clock
        self._watch = ListingWatch(archive, intake.site)
        self._fail = failures.fail
        self._guarded = failures.guarded
        self._held: dict[str, list[tuple[Ask, Capture]]] = {}
        """Place → answers kept back until it is known what that answers for an absent address."""

    def read(self, ask: Ask, capture: Capture) -> list[Ask]:
        """Content of the site itself, read as what it was asked for; returns what it leads to.

        Raises ``UnreadableError``.
        """
        match ask.lead.kind:
            case "listing":
                return self._listing(ask, capture)
            case "attachment":
                return self._attachment(ask, capture)
            case "probe":
                return self._probed(capture)
            case _:
                return self._page(ask, capture)

    def unchanged(self, ask: Ask, capture: Capture) -> list[Ask]:
        """An answer 304: what is known of the address still holds; it leads nowhere."""
        at = stamp(capture.fetched_at)
        if ask.lead.kind == "page":
            self._intake.take_unchanged(capture)
        looks.mark_unchanged(self._archive, ask.lead.url, at)
        if ask.lead.kind == "listing":
            dropped = self._intake.take_unchanged_listing(capture)
            looks.look_soon(self._archive, dropped, self._itinerary.started)
            self._itinerary.walks.unchanged(ask.lead.url, at)
            self._tallies[ask.lead.site].listing_pages += 1
            self._watch.unchanged(ask.lead, self._tallies[ask.lead.site])
        return []

    def lost(self, ask: Ask, name: str, capture: Capture | None) -> list[Ask]:
        """What was asked for could not be had: a failure by name, with the answer if one came.

        Returns what is to be asked instead.
        """
        if ask.lead.kind == "probe":
            return self._probed(capture or self._keep_no_answer(ask))
        if ask.chain:
            self._cut_article(ask, capture)
        elif ask.lead.kind == "page":
            self._lost_page(ask, name, capture)
            if capture is not None and capture.url != ask.lead.url:  # where it led is looked at by itself
                looks.look_soon(self._archive, [capture.url], self._itinerary.started)
        return self.unread(ask)

    def unread(self, ask: Ask) -> list[Ask]:
        """What is to be asked instead of something that could not be had or read."""
        if ask.lead.kind != "listing":
            return []
        return self._itinerary.asks(self._itinerary.walks.failed(ask.lead.url, stamp(self._clock.now())))

    def is_vanishing(self, ask: Ask) -> bool:
        """Whether the page was not there at the last looks, and is looked for daily until that is sure."""
        return page_status(self._archive.conn, ask.first) == "missing"

    def _listing(self, ask: Ask, capture: Capture) -> list[Ask]:
        tally = self._tallies[ask.lead.site]
        walks = self._itinerary.walks
        at = stamp(capture.fetched_at)
        listing, dropped = self._intake.take_listing(capture)
        looks.look_soon(self._archive, dropped, self._itinerary.started)
        watched = self._watch.look(listing, capture, ask.lead, tally, self._crawl_ids[ask.lead.site])
        if isinstance(watched, Fault):
            return self._fail(ask, watched.name, watched.detail, capture)
        listing = watched
        tally.listing_pages += bool(listing.entries)
        tally.listed += len(listing.entries)
        entries = [canonical_url(entry.url) for entry in listing.entries]
        new = frontier.enlist(self._archive, entry_leads(listing, capture), at)
        adopted = frontier.adopt(self._archive, entries, capture.site, at, visited=self._tallies)
        is_enough = self._itinerary.is_enough(capture.site)
        found = {lead.url for lead in (*new, *adopted)}
        further = walks.read(capture, listing, entries, found, is_enough=is_enough)
        remember_answer(self._archive, ask.lead.url, capture, changed=bool(new))
        return self._itinerary.asks([*further, *adopted])

    def _page(self, ask: Ask, capture: Capture) -> list[Ask]:
        if not ask.chain:
            match self._intake.presence(capture):
                case "unsure":
                    return self._hold(ask, capture)
                case "absent":
                    return self._fail(ask, "not-found", ABSENT_PAGE, capture)
        return self._present_page(ask, capture)

    def _hold(self, ask: Ask, capture: Capture) -> list[Ask]:
        """Keep an answer back until it is known what its site answers for an absent address."""
        asked = capture.requested_url or capture.url
        held = self._held.setdefault(place_of(asked), [])
        held.append((ask, capture))
        if len(held) > 1:
            return []
        return [Ask(Lead(url=probe_address(asked), site=ask.lead.site, kind="probe", via=asked))]

    def _probed(self, capture: Capture) -> list[Ask]:
        """An absent address was answered: now the pages that were kept back can be told from it."""
        place = self._intake.take_probe(capture)
        asks: list[Ask] = []
        for ask, held in self._held.pop(place, []):
            if self._intake.presence(held) == "absent":
                asks += self._fail(ask, "not-found", ABSENT_PAGE, held)
            else:
                asks += self._guarded(ask, partial(self._present_page, ask, held))
        return asks

    def _present_page(self, ask: Ask, capture: Capture) -> list[Ask]:
        chain = (*ask.chain, capture)
        following = next_article_page(capture)
        known = {canonical_url(page.url) for page in chain}
        if following and canonical_url(following) not in known and len(chain) < MAX_ARTICLE_PAGES:
            lead = Lead(url=following, site=ask.lead.site, kind="continuation", via=chain[0].url)
            return [Ask(lead, chain)]
        changed, published = self._take_article(ask.lead.site, chain)
        remember_answer(
            self._archive, ask.first, chain[0], further=len(chain) > 1, changed=changed, published=published
        )
        self._tallies[ask.lead.site].fetched += 1
        return []

    def _cut_article(self, ask: Ask, capture: Capture | None) -> None:
        """Keep the article as far as it goes when one of its later pages cannot be had."""
        if capture is None:
            self._keep_no_answer(ask)  # a replay must know that the article ended here
        self._take_article(ask.lead.site, ask.chain)

    def _take_article(self, site: str, chain: tuple[Capture, ...]) -> tuple[bool, str | None]:
        """Read and keep the article; returns whether it changed, and the date that it names."""
        tally = self._tallies[site]
        kept, notice = self._intake.take_article(chain)
        tally.new += kept.change == ("first",)
        tally.changed += kept.change not in ((), ("first",))
        frontier.enlist(self._archive, attachment_leads(notice, chain[0]), stamp(chain[0].fetched_at))
        return kept.change != (), notice.published_date or notice.issued_date

    def _lost_page(self, ask: Ask, name: str, capture: Capture | None) -> None:
        looked_at = {ask.lead.url}
        if capture is not None and capture.status in (404, 410):  # which a redirect may have led to
            looked_at.add(capture.url)
        is_known = any(page_status(self._archive.conn, url) is not None for url in looked_at)
        if not is_known or (capture is None and not hindrance_of(name)):
            return
        # Nothing came: a rebuild must know of that look, too.
        was_there = self._intake.take_failure(capture or self._keep_no_answer(ask), name)
        self._tallies[ask.lead.site].gone += was_there

    def _keep_no_answer(self, ask: Ask) -> Capture:
        nothing = Capture(
            url=ask.lead.url,
            fetched_at=self._clock.now(),
            status=0,
            site=ask.lead.site,
            kind=ask.lead.kind,
            via=ask.lead.via,
        )
        self._captures.keep(nothing)
        return nothing

    def _attachment(self, ask: Ask, capture: Capture) -> list[Ask]:
        found, kept = self._intake.take_attachment(capture)
        record_unread_file(self._archive, self._crawl_ids[ask.lead.site], capture, found)
        remember_answer(self._archive, ask.lead.url, capture, changed=kept.is_other)
        self._tallies[ask.lead.site].files += 1
        self._tallies[ask.lead.site].changed += len(kept.changed_pages)
        return []
