"""What one run did at one site, counted, and how such a run is judged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from archive.causes import causes
from archive.crawls import Counts, Outcome
from crawler.failure import BLOCKING

_MANY = 3
"""Failures of new pages that say something of the site; fewer may be slips of its editors."""


_LISTING_FAULTS = frozenset(
    {
        "layout-changed", "needs-script", "empty-list", "mojibake", "redirect-sink", "no-entries",
        "no-addresses", "not-found",
    }
)  # fmt: skip
"""Failures of one list of several that do not go by themselves."""


@dataclass(slots=True)
class Tally:
    """Counts of one run at one site."""

    listing_pages: int = 0
    """Listing pages read, unchanged ones included."""
    listed: int = 0
    """Entries on the listing pages read."""
    fetched: int = 0
    """Notice pages that answered with content."""
    new: int = 0
    changed: int = 0
    gone: int = 0
    files: int = 0
    """Attached files that came."""
    postponed: int = 0
    """Addresses left for the next run, as their host had stopped answering."""
    postponed_lists: int = 0
    """Listing pages among those."""
    stopped_by: str | None = None
    """The name of the failures for which a host was asked no more."""
    budgets: set[str] = field(default_factory=set)
    """Settings that kept the run from asking for more."""
    failures: Counter[str] = field(default_factory=Counter)
    """Failures of pages and continuations, by name."""
    file_failures: Counter[str] = field(default_factory=Counter)
    """Failures of attachments, by name."""
    fresh_failures: Counter[str] = field(default_factory=Counter)
    """Failures of pages of the site's own hosts that were asked for the first time, by name."""
    pages_without_files: set[str] = field(default_factory=set)
    """Pages that offer a file which was asked for the first time, and failed."""
    listing_failures: Counter[str] = field(default_factory=Counter)
    """Failures of listing pages, by name."""
    details: dict[str, str] = field(default_factory=dict)
    """Name of a failure of a list's first page → its detail, as it was met first."""
    faults: dict[str, str] = field(default_factory=dict)
    """Name → detail of what is wrong with a list whose entries came in all the same."""
    notes: list[str] = field(default_factory=list)
    """What a person should know though nothing is wrong."""

    @property
    def failed(self) -> int:
        """All failures."""
        return self.all_failures.total()

    @property
    def undone(self) -> Counter[str]:
        """All failures, and what was left for the next run, by name."""
        return self.all_failures + Counter(postponed=self.postponed)

    @property
    def all_failures(self) -> Counter[str]:
        """All failures, by name."""
        return self.listing_failures + self.failures + self.file_failures

    def count_failure(self, name: str, detail: str, *, kind: str, via: str | None, fresh: bool) -> None:
        """Count the failure of an address of that kind.

        *fresh*: it is the site's own, and never answered before; a page that vanishes or has long
        been dead says nothing of the site.
        """
        if kind == "listing":
            self.listing_failures[name] += 1
            if via is None:
                self.details.setdefault(name, detail)
        elif kind == "attachment":
            self.file_failures[name] += 1
            if fresh and via is not None:
                self.pages_without_files.add(via)
        else:
            self.failures[name] += 1
            self.fresh_failures[name] += fresh

    def count_postponed(self, cause: str, *, kind: str, own: bool) -> None:
        """Count an address that is left for the next run, as its host failed by the name *cause*.

        A host that asks for a pause is no fault of the site; nor are those of others, which are not *own*.
        """
        self.postponed += 1
        self.postponed_lists += kind == "listing"
        if own and cause != "rate-limited":
            self.stopped_by = cause

    def counts(self) -> Counts:
        """The counts that the run's row in the archive holds."""
        return Counts(
            listed=self.listed,
            fetched=self.fetched,
            new=self.new,
            changed=self.changed,
            gone=self.gone,
            failed=self.failed,
        )


def judge_run(tally: Tally, *, interrupted: bool) -> tuple[Outcome, str | None]:
    """The run's outcome (ok, partial, failed, blocked, interrupted) and its cause in words.

    A site whose listing could not be read at all has failed, whatever else worked: nothing new
    can be known of it.  The cause begins with the step and the name of what went wrong there; a
    site at which single addresses failed has only these counted.
    """
    if interrupted:
        return "interrupted", "stopped before it was done"
    if tally.listing_failures and not tally.listing_pages:
        name = tally.listing_failures.most_common(1)[0][0]
        detail = tally.details.get(name)
        cause = f"listing: {name}: {detail}" if detail else f"listing: {name}"
        return ("blocked" if name in BLOCKING else "failed"), cause
    if tally.postponed_lists and not tally.listing_pages and tally.stopped_by is not None:
        return ("blocked" if tally.stopped_by in BLOCKING else "failed"), f"listing: {_stopped(tally)}"
    pages = _pages(tally)
    found = [cause for cause in (_listing(tally), pages, _files(tally)) if cause is not None]
    if tally.postponed and tally.stopped_by is None:
        found.append(_left(tally))
    if tally.failed and not found:
        found.append(described(tally.all_failures))
    if tally.budgets:
        found.append(f"budget: {', '.join(sorted(tally.budgets))} reached, the rest waits for the next run")
    outcome: Outcome = "partial" if found else "ok"
    if pages is not None and any(pages.startswith(f"pages: {name}") for name in BLOCKING):
        outcome = "blocked"
    return outcome, "; ".join((*found, *tally.notes)) or None


def _listing(tally: Tally) -> str | None:
    """What is wrong with a list that could be read, or with one of several."""
    faults = tally.faults | {name: tally.details[name] for name in tally.details if name in _LISTING_FAULTS}
    return "; ".join(f"listing: {name}: {detail}" for name, detail in faults.items()) or None


def _pages(tally: Tally) -> str | None:
    """That the list is well, but the host stopped answering, or most new pages fail in one way.

    A host that asks for a pause is no fault of the site.  Two failures are enough where no page
    came and a wall, the server or a redirect is to blame; a page that is missing or holds nothing
    to read may be a slip of the site's editors.
    """
    if tally.stopped_by is not None:
        return f"pages: {_stopped(tally)}"
    if not tally.fresh_failures:
        return None
    ((name, failed),) = tally.fresh_failures.most_common(1)
    if failed <= tally.new or failed < 2 or name == "rate-limited":
        return None
    by_site = name == "redirect-sink" or (name in causes() and causes()[name].health != "broken")
    if failed < _MANY and not by_site:
        return None
    step = f"pages: {name}" if by_site else "pages-failing"
    asked = tally.fresh_failures.total() + tally.new
    return f"{step}: {failed} of {asked} new pages could not be had: {name}"


def _stopped(tally: Tally) -> str:
    """Why a host was asked no more, and what that left undone."""
    left = f"; {_left(tally)}" if tally.postponed else ""
    return f"{tally.stopped_by}: the host was asked no more{left}"


def _left(tally: Tally) -> str:
    return f"{tally.postponed} address{'es' * (tally.postponed > 1)} left for the next run"


def _files(tally: Tally) -> str | None:
    """That most attached files cannot be had; on a single page it may be a slip of its editor."""
    failed = tally.file_failures.total()
    if not tally.pages_without_files or failed <= tally.files:
        return None
    name = tally.file_failures.most_common(1)[0][0]
    step = "attachments-failing" if len(tally.pages_without_files) > 1 else "attachments-failing on one page"
    return f"{step}: {failed} of {failed + tally.files} files could not be had, mostly {name}"


def described(failures: Counter[str]) -> str:
    """Failures in words, most frequent first: ``2 not-found, 1 timeout``."""
    return ", ".join(
        f"{count} {name}" for name, count in sorted(failures.items(), key=lambda x: (-x[1], x[0]))
    )
