"""What is remembered of the walks over each list: how the last one ended, and when all of it was walked."""

from __future__ import annotations

from dataclasses import dataclass

from archive.membership import list_size
from archive.store import Archive


@dataclass(frozen=True, kw_only=True, slots=True)
class ListMemory:
    """One list, as the last walk over it left it."""

    url: str
    """Canonical address of its first page."""
    site: str
    walked: str
    """When the last walk ended (a stamp)."""
    ended: str
    """How it ended, in the words of the walk."""
    complete: str | None = None
    """When all of the list was walked last; ``None``: never, so there may be more behind what is known."""
    total: int | None = None
    """Entries that the list says it has."""
    page_count: int | None = None
    """Listing pages that it says there are."""
    collected: int = 0
    """Entries that are known to stand on it."""
    deficit: int | None = None
    """``total`` less ``collected`` when all of it was walked last."""

    @property
    def shortfall(self) -> int:
        """Entries that a whole walk should have brought and did not."""
        return max(0, self.deficit or 0)


def list_memory(archive: Archive, url: str) -> ListMemory | None:
    """What is remembered of the list whose first page is at *url* (canonical)."""
    row = archive.conn.execute("SELECT * FROM lists WHERE url = ?", (url,)).fetchone()
    return None if row is None else ListMemory(**dict(row))


def note_walk(
    archive: Archive,
    url: str,
    site: str,
    at: str,
    *,
    ended: str,
    is_whole: bool,
    total: int | None = None,
    page_count: int | None = None,
) -> ListMemory:
    """Remember how a walk over the list at *url* ended at the time *at*, and whether it has all of it now."""
    before = list_memory(archive, url)
    with archive.transaction() as conn:
        collected = list_size(conn, url)
        deficit = before.deficit if before else None
        if is_whole:
            deficit = None if total is None else total - collected
        after = ListMemory(
            url=url,
            site=site,
            walked=at,
            ended=ended,
            complete=at if is_whole else before.complete if before else None,
            total=total,
            page_count=page_count,
            collected=collected,
            deficit=deficit,
        )
        conn.execute(
            "INSERT OR REPLACE INTO lists(url, site, walked, ended, complete, total, page_count, collected, "
            "deficit) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                after.url,
                after.site,
                after.walked,
                after.ended,
                after.complete,
                after.total,
                after.page_count,
                after.collected,
                after.deficit,
            ),
        )
    return after
