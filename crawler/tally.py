"""What one run did at one site, counted, and how such a run is judged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from archive.crawls import Counts, Outcome
from crawler.failure import BLOCKING


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
    failures: Counter[str] = field(default_factory=Counter)
    """Failures of pages, continuations and attachments, by name."""
    listing_failures: Counter[str] = field(default_factory=Counter)
    """Failures of listing pages, by name."""

    @property
    def failed(self) -> int:
        """All failures."""
        return self.failures.total() + self.listing_failures.total()

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
    can be known of it.
    """
    if interrupted:
        return "interrupted", "stopped before it was done"
    if tally.listing_failures and not tally.listing_pages:
        name = tally.listing_failures.most_common(1)[0][0]
        return ("blocked" if name in BLOCKING else "failed"), f"listing: {name}"
    if tally.failed:
        return "partial", described(tally.listing_failures + tally.failures)
    return "ok", None


def described(failures: Counter[str]) -> str:
    """Failures in words, most frequent first: ``2 not-found, 1 timeout``."""
    return ", ".join(
        f"{count} {name}" for name, count in sorted(failures.items(), key=lambda x: (-x[1], x[0]))
    )
