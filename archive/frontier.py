"""The run's memory of every address: seen, fetched, failed, and when to look again.

It is committed together with what was learned from each response, so that a killed run goes on
exactly where it stood.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace

from archive.capture import CaptureKind
from archive.identity import canonical_url
from archive.store import Archive
from archive.times import days_later

RETRY_DAYS = (1, 3, 7, 30, 90)
"""Days until the next look after the first, second, … failure in a row; the last one repeats."""

_LEAD_COLUMNS = "url, site, kind, via, listed_title, listed_date, etag, last_modified"


@dataclass(frozen=True, kw_only=True, slots=True)
class Lead:
    """An address worth fetching, and who pointed to it."""

    url: str
    """Canonical, once it is enlisted."""
    site: str
    kind: CaptureKind = "page"
    """``listing``, ``page``, ``continuation`` or ``attachment``."""
    via: str | None = None
    """The page that led here."""
    listed_title: str | None = None
    listed_date: str | None = None
    etag: str | None = None
    """Validators of the last answer, for a conditional request."""
    last_modified: str | None = None


def enlist(archive: Archive, leads: Iterable[Lead], at: str) -> tuple[Lead, ...]:
    """Remember *leads* as pending from the time *at*; return the ones not known before, in order.

    A known page keeps its state, and takes over a title or date that the listing shows now.
    The site of a lead is added when it is unknown.
    """
    new = []
    with archive.transaction() as conn:
        for lead in leads:
            known = replace(lead, url=canonical_url(lead.url))
            conn.execute("INSERT OR IGNORE INTO sites(id, name) VALUES (?, ?)", (lead.site, lead.site))
            added = conn.execute(
                "INSERT OR IGNORE INTO urls(url, site, kind, via, listed_title, listed_date, etag, "
                "last_modified, first_seen, next_check) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*_values(known), at, at),
            ).rowcount
            if added:
                new.append(known)
            else:
                conn.execute(
                    "UPDATE urls SET listed_title = coalesce(?, listed_title), "
                    "listed_date = coalesce(?, listed_date) WHERE url = ?",
                    (known.listed_title, known.listed_date, known.url),
                )
    return tuple(new)


def reopen(archive: Archive, leads: Iterable[Lead], at: str) -> tuple[Lead, ...]:
    """Remember *leads* as pending, known or not; return them as they are known now, in order.

    For addresses that every run looks at again: listing pages.
    """
    leads = tuple(leads)
    with archive.transaction() as conn:
        enlist(archive, leads, at)
        urls = [canonical_url(item.url) for item in leads]
        conn.executemany("UPDATE urls SET state = 'pending' WHERE url = ?", [(url,) for url in urls])
    found = (lead(archive, url) for url in urls)
    return tuple(item for item in found if item is not None)


def due(archive: Archive, sites: Iterable[str], at: str) -> tuple[Lead, ...]:
    """What is still to be fetched on *sites*: pending leads, and failed ones whose time has come.

    In the order they were found, so that a resumed run goes on where it stood.
    """
    leads: list[sqlite3.Row] = []
    for site in dict.fromkeys(sites):
        leads += archive.conn.execute(
            f"SELECT {_LEAD_COLUMNS} FROM urls WHERE site = ? AND (state = 'pending' "  # noqa: S608
            "OR state = 'failed' AND next_check <= ?) ORDER BY rowid",
            (site, at),
        ).fetchall()
    return tuple(Lead(**row) for row in leads)


def mark_done(
    archive: Archive, url: str, at: str, *, etag: str | None = None, last_modified: str | None = None
) -> None:
    """The address answered at the time *at*; keep the validators of the answer for the next look.

    Without validators (as with most answers 304) the known ones stay.  An address that nobody
    enlisted is not remembered.
    """
    with archive.transaction() as conn:
        conn.execute(
            "UPDATE urls SET state = 'done', attempts = 0, reason = NULL, last_checked = ?, "
            "next_check = NULL, etag = coalesce(?, etag), last_modified = coalesce(?, last_modified) "
            "WHERE url = ?",
            (at, etag, last_modified, canonical_url(url)),
        )


def mark_failed(archive: Archive, url: str, reason: str, at: str) -> None:
    """The address could not be taken in (*reason*: ``http 500``, ``robots`` …): look again later."""
    with archive.transaction() as conn:
        key = canonical_url(url)
        row = conn.execute("SELECT attempts FROM urls WHERE url = ?", (key,)).fetchone()
        if row is None:
            return
        wait = RETRY_DAYS[min(row["attempts"], len(RETRY_DAYS) - 1)]
        conn.execute(
            "UPDATE urls SET state = 'failed', attempts = attempts + 1, reason = ?, last_checked = ?, "
            "next_check = ? WHERE url = ?",
            (reason, at, days_later(at, wait), key),
        )


def lead(archive: Archive, url: str) -> Lead | None:
    """What is known about an address, or ``None``."""
    row = archive.conn.execute(
        f"SELECT {_LEAD_COLUMNS} FROM urls WHERE url = ?",  # noqa: S608
        (canonical_url(url),),
    ).fetchone()
    return None if row is None else Lead(**row)


def known_pages(archive: Archive, site: str) -> tuple[Lead, ...]:
    """Every article page of *site* that has answered before: what ``--full`` looks at again."""
    rows = archive.conn.execute(
        f"SELECT {_LEAD_COLUMNS} FROM urls WHERE site = ? AND kind = 'page' "  # noqa: S608
        "AND state = 'done' ORDER BY rowid",
        (site,),
    )
    return tuple(Lead(**row) for row in rows)


def _values(known: Lead) -> tuple[str | None, ...]:
    return (
        known.url,
        known.site,
        known.kind,
        known.via,
        known.listed_title,
        known.listed_date,
        known.etag,
        known.last_modified,
    )
