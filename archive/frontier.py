"""The run's memory of every address: seen, fetched, failed, and when to look again.

It is committed together with what was learned from each response, so that a killed run goes on
exactly where it stood.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace

from archive.capture import CaptureKind
from archive.identity import canonical_url, visit_key
from archive.known_addresses import known_as, make_known
from archive.posted import split_posted
from archive.store import Archive

LEAD_COLUMNS = "url, site, kind, via, listed_title, listed_date, etag, last_modified, form, address"
"""Of the table ``urls``: what a `Lead` is made of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lead:
    """An address worth fetching, and who pointed to it."""

    url: str
    """Once it is enlisted: by which it is known (`archive.known_addresses`)."""
    site: str
    kind: CaptureKind = "page"
    """``listing``, ``page``, ``continuation``, ``attachment`` or ``probe``."""
    via: str | None = None
    """The page that led here."""
    listed_title: str | None = None
    listed_date: str | None = None
    etag: str | None = None
    """Validators of the last answer, for a conditional request."""
    last_modified: str | None = None
    form: str | None = None
    """The urlencoded body, where the address is asked for by POST (``url`` is its `posted_address`)."""
    address: str | None = None
    """As the site gives it, where that is another spelling than ``url``: this is what is asked for."""

    @property
    def asked_for(self) -> str:
        """The address to ask for, without a form."""
        return self.address or split_posted(self.url)[0]


def enlist(archive: Archive, leads: Iterable[Lead], at: str) -> tuple[Lead, ...]:
    """Remember *leads* as pending from the time *at*; return the ones not known before, in order.

    A known page keeps its state, and takes over a title or date that the listing which led to it
    shows now.  (What another listing calls it counts for nothing: else it would depend on the
    moment at which a run was stopped by which title a page is read.)
    The site of a lead is added when it is unknown.
    """
    new = []
    with archive.transaction() as conn:
        for lead in leads:
            known = _as_known(conn, lead)
            conn.execute("INSERT OR IGNORE INTO sites(id, name) VALUES (?, ?)", (lead.site, lead.site))
            added = conn.execute(
                "INSERT OR IGNORE INTO urls(url, site, kind, via, listed_title, listed_date, etag, "
                "last_modified, form, address, first_seen, next_check) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*_values(known), at, at),
            ).rowcount
            if added:
                new.append(known)
            else:
                _take_over(conn, known)
                if known.form is not None:  # its hidden state is that of the page just read
                    conn.execute("UPDATE urls SET form = ? WHERE url = ?", (known.form, known.url))
    return tuple(new)


def reopen(archive: Archive, leads: Iterable[Lead], at: str) -> tuple[Lead, ...]:
    """Remember *leads* as pending, known or not; return them with their validators, in order.

    For addresses that every run looks at again: listing pages.  One that was known as a page is a
    listing page from now on.  One that was known to another site (its bare host, before it got a
    site file) belongs to this one now, with all that it led to.
    """
    found = []
    with archive.transaction() as conn:
        for item in leads:
            enlist(archive, [item], at)
            known = lead(archive, item.url)
            if known is None:
                raise AssertionError("an enlisted address is known")
            if known.site != item.site:
                _hand_over(conn, known, item.site)
            if known.kind != item.kind:
                known = replace(known, kind=item.kind, etag=None, last_modified=None)
            conn.execute(
                "UPDATE urls SET state = 'pending', kind = ?, etag = ?, last_modified = ? WHERE url = ?",
                (known.kind, known.etag, known.last_modified, known.url),
            )
            found.append(replace(known, site=item.site))
    return tuple(found)


def _hand_over(conn: sqlite3.Connection, listing: Lead, site: str) -> None:
    """Give a listing page, those on which it goes on, and what they list, to another site."""
    conn.execute(
        "WITH RECURSIVE lists(url) AS ("
        " VALUES (:url)"
        " UNION SELECT urls.url FROM urls JOIN lists ON via = lists.url"
        " WHERE site = :old AND kind = 'listing'"
        ") UPDATE urls SET site = :new WHERE site = :old AND (url IN lists OR via IN lists)",
        {"url": listing.url, "old": listing.site, "new": site},
    )


def adopt(
    archive: Archive, urls: Iterable[str], site: str, at: str, *, visited: Iterable[str]
) -> tuple[Lead, ...]:
    """Hand over to *site* the addresses that other sites left undone; return them.

    A site that was tried from its bare address, renamed or switched off never comes back for
    what it listed.  What sites in *visited* list is left to them.
    """
    with archive.transaction() as conn:
        rows = conn.execute(
            f"UPDATE urls SET site = ? WHERE url IN (SELECT value FROM json_each(?)) "  # noqa: S608
            "AND site NOT IN (SELECT value FROM json_each(?)) "
            "AND (state = 'pending' OR state = 'failed' AND next_check <= ?) "
            f"RETURNING {LEAD_COLUMNS}",
            (site, json.dumps([address_in_memory(conn, url) for url in urls]), json.dumps(list(visited)), at),
        ).fetchall()
    return tuple(sorted((Lead(**row) for row in rows), key=lambda item: item.url))


def lead(archive: Archive, url: str) -> Lead | None:
    """What is known about an address, or ``None``."""
    row = archive.conn.execute(
        f"SELECT {LEAD_COLUMNS} FROM urls WHERE url = ?",  # noqa: S608
        (address_in_memory(archive.conn, url),),
    ).fetchone()
    return None if row is None else Lead(**row)


def was_answered_at(archive: Archive, url: str, at: str) -> bool:
    """Whether the answer that the address gave at the time *at* was the last one taken in."""
    row = archive.conn.execute(
        "SELECT 1 FROM urls WHERE url = ? AND last_checked = ? AND state = 'done'",
        (address_in_memory(archive.conn, url), at),
    ).fetchone()
    return row is not None


def never_answered(archive: Archive, url: str) -> bool:
    """Whether the address was never asked before, or never known at all."""
    row = archive.conn.execute(
        "SELECT 1 FROM urls WHERE url = ? AND last_checked IS NOT NULL",
        (address_in_memory(archive.conn, url),),
    ).fetchone()
    return row is None


def address_in_memory(conn: sqlite3.Connection, url: str) -> str:
    """The address by which the memory knows *url*: its own, if it is there, else that of the same page.

    (A list stays what its site file calls it, whatever pages lead to it by another spelling.)
    """
    address = canonical_url(url)
    own = conn.execute("SELECT 1 FROM urls WHERE url = ?", (address,)).fetchone()
    return address if own is not None else known_as(conn, url)


def _as_known(conn: sqlite3.Connection, lead: Lead) -> Lead:
    """The lead under the address by which its page is known, with the one that the site gives."""
    make_known(conn, lead.url)
    url = canonical_url(lead.url) if lead.kind == "listing" else address_in_memory(conn, lead.url)
    given = lead.address or lead.url
    is_as_known = given == url or split_posted(lead.url)[1] is not None
    return replace(lead, url=url, address=None if is_as_known else given)


def _take_over(conn: sqlite3.Connection, lead: Lead) -> None:
    """Note what the listing that led to a known page shows of it now: title, date, and spelling."""
    row = conn.execute("SELECT via FROM urls WHERE url = ?", (lead.url,)).fetchone()
    if (row["via"] and visit_key(row["via"])) != (lead.via and visit_key(lead.via)):
        return
    conn.execute(
        "UPDATE urls SET listed_title = coalesce(?, listed_title), listed_date = coalesce(?, listed_date), "
        "address = ? WHERE url = ?",
        (lead.listed_title, lead.listed_date, lead.address, lead.url),
    )


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
        known.form,
        known.address,
    )
