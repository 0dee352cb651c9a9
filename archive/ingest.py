"""The one entry from outside: articles and attachments become rows.

``pages, versions, attachments, file_looks, citations, notices, notice_aliases, look_alikes`` are a
function of the captures and of how they were read: whatever order the pages of different sites arrive
in, the rows are the same (``search_key`` aside).  Each function here is one transaction, or part
of the caller's.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace

from archive.absence import mark_absent
from archive.article import Article, Kept
from archive.attached import file_addresses, offering_pages, save_file
from archive.capture import Capture
from archive.dedup.match import judge
from archive.identity import page_id
from archive.judging import forget_page, judge_page, judged_record
from archive.known_addresses import known_as, make_known, page_address
from archive.membership import is_listed
from archive.notice import Notice
from archive.pages import (
    PageKey,
    mark_dropped,
    mark_seen,
    notices_at,
    save_continuation,
    save_page,
    save_sighting,
)
from archive.projection import project, refresh_sightings
from archive.rejudging import judge_anew
from archive.store import Archive
from archive.times import stamp
from archive.versions import Observation, latest_record, renew_file_versions, replace_latest_record

Complete = Callable[[Notice, str, str], Notice]
"""Given a notice, the site of its page and the time at which the page was seen: the notice with what
its files say."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What became of a fetched file."""

    is_other: bool
    """Whether it is another file than the last one that came from its address; so is the first."""
    changed_pages: tuple[str, ...]
    """Ids of the pages that got a version because the file which they offer was replaced."""


@dataclass(frozen=True, slots=True)
class _Affected:
    """What has to be projected anew after an article."""

    pages: set[str]
    notices: set[str]
    """Notices that lost a page."""


def ingest_article(archive: Archive, article: Article) -> Kept:
    """Take in one article: its page, the pages that continue it, its parts; judge and project them.

    ``article.captures`` must not be empty.  A page that is known to continue another article is
    only noted as seen: its text stands in that article.
    """
    first = article.captures[0]
    with archive.transaction() as conn:
        seen = Observation(stamp(first.fetched_at), _as_json(article.notice), first.position)
        address = page_address(conn, first.url, seen)
        key = PageKey(page_id(address), address, 0)
        (continues,) = conn.execute(
            "SELECT (SELECT continues_id FROM pages WHERE id = ?)", (key.id,)
        ).fetchone()
        if continues is not None:
            sighting = Observation(stamp(first.fetched_at), "", first.position)
            save_sighting(conn, key, first.site, sighting, listed=_is_listed(conn, first))
            return _kept(conn, key.id, ())
        change = _save_article(conn, article, key)
        _follow_redirect(conn, first, key)
        return _kept(conn, key.id, change)


def ingest_attachment(
    archive: Archive,
    capture: Capture,
    text: str | None = None,
    *,
    complete: Complete | None = None,
) -> KeptFile:
    """Note size, hash, media type and *text* of a fetched file, wherever its address is offered.

    The address is the one asked for or the one that answered; a page that offers it may still
    come.  *complete* is told each notice that offers the file and returns it with what the file
    says, which makes no version; another file than before at the same address does.
    """
    with archive.transaction() as conn:
        is_other = save_file(conn, capture, text)
        if complete is not None:
            for page in offering_pages(conn, capture):
                _complete(conn, page, complete)
        changed = {page for url in file_addresses(capture) for page in renew_file_versions(conn, url)}
    return KeptFile(is_other, tuple(sorted(changed)))


def confirm_unchanged(archive: Archive, url: str, at: str) -> None:
    """A known page was answered with 304: it was there, the same, at the time *at* (a stamp)."""
    with archive.transaction() as conn:
        address = known_as(conn, url)
        mark_seen(conn, address, at)
        refresh_sightings(conn, notices_at(conn, address))


def judge_all(archive: Archive) -> int:
    """Judge every page anew, as after a change of the rules; returns the number of notices."""
    with archive.transaction() as conn:
        judge_anew(conn)
        (count,) = conn.execute("SELECT count(*) FROM notices").fetchone()
    return int(count)


def _complete(conn: sqlite3.Connection, page: str, complete: Complete) -> None:
    """Put what a page's files say into its latest content, and judge the page anew by it."""
    before = latest_record(conn, page)
    row = conn.execute("SELECT site, last_seen FROM pages WHERE id = ?", (page,)).fetchone()
    if before is None:
        return
    after = _as_json(complete(Notice.from_json(json.loads(before)), row["site"], row["last_seen"]))
    if after != before:
        replace_latest_record(conn, page, after)
        judge_page(conn, page, judged_record(after))
        project(conn, [page])


def _save_article(conn: sqlite3.Connection, article: Article, key: PageKey) -> tuple[str, ...]:
    """Write all pages of an article and the notices they carry; returns what changed of the whole."""
    first = article.captures[0]
    at = stamp(first.fetched_at)
    conn.execute("INSERT OR IGNORE INTO sites(id, name) VALUES (?, ?)", (first.site, first.site))
    affected = _Affected(set(), set())
    before = _standing(conn, key.id)
    present = set()
    whole_change: tuple[str, ...] = ()
    for part, notice in enumerate((article.notice, *article.notice.parts)):
        page = replace(key, id=page_id(key.url, part), part=part)
        new = Observation(at, _as_json(notice), first.position)
        change = _save_and_judge(conn, page, first, new, affected)
        whole_change = whole_change or change if part == 0 else whole_change
        present.add(page.id)
    for capture in article.captures[1:]:
        address = make_known(conn, capture.url)
        page = PageKey(page_id(address), address, 0)
        if page.id not in present:
            _save_continuation(conn, page, capture, key.id, affected)
            present.add(page.id)
    dropped = mark_dropped(conn, key, present, at)
    if before is not None and present == {key.id} and not dropped and before == _standing(conn, key.id):
        refresh_sightings(conn, [before[0]])
    else:
        project(conn, affected.pages.union(dropped), touched=affected.notices)
    return whole_change


def _standing(conn: sqlite3.Connection, page: str) -> tuple[str, ...] | None:
    """The notice of a known page, and what else a look at it can change of more than status and times."""
    row = conn.execute(
        "SELECT notice_id, site, first_seen FROM pages WHERE id = ? AND notice_id IS NOT NULL", (page,)
    ).fetchone()
    return None if row is None else (*row, latest_record(conn, page) or "")


def _save_and_judge(
    conn: sqlite3.Connection, page: PageKey, capture: Capture, new: Observation, affected: _Affected
) -> tuple[str, ...]:
    """Write one page, judge it unless it reads as before, and note that in *affected*."""
    before = latest_record(conn, page.id)
    change = save_page(conn, page, capture.site, new, listed=_is_listed(conn, capture))
    after = latest_record(conn, page.id)
    affected.pages.add(page.id)
    if after is not None and after != before:
        text = judged_record(after)
        if before is None or judged_record(before) != text:
            judge_page(conn, page.id, text)
    return change


def _save_continuation(
    conn: sqlite3.Connection,
    page: PageKey,
    capture: Capture,
    first: str,
    affected: _Affected,
) -> None:
    """Write a further page of an article; what it was as an article of its own, with parts, ends."""
    own = conn.execute(
        "SELECT id, notice_id FROM pages WHERE url = ? AND continues_id IS NULL", (page.url,)
    ).fetchall()
    for row in own:
        affected.notices.add(row["notice_id"])
        affected.pages.discard(row["id"])
        forget_page(conn, row["id"])
    conn.execute("INSERT OR IGNORE INTO sites(id, name) VALUES (?, ?)", (capture.site, capture.site))
    new = Observation(stamp(capture.fetched_at), "", capture.position)
    save_continuation(conn, page, capture.site, new, first)
    # Two articles can go on at one address: it stays with one of them, whose notice its id leads to.
    (whole,) = conn.execute("SELECT continues_id FROM pages WHERE id = ?", (page.id,)).fetchone()
    affected.pages.add(whole)


def _follow_redirect(conn: sqlite3.Connection, capture: Capture, key: PageKey) -> None:
    """The address asked for led elsewhere: that page moved, or is missing where this is another text."""
    asked = known_as(conn, capture.requested_url or capture.url)
    at = stamp(capture.fetched_at)
    old = page_id(asked)
    before, after = latest_record(conn, old), latest_record(conn, key.id)
    if asked == key.url or before is None or after is None:
        return
    is_same = judge(judged_record(before), judged_record(after)).kind == "same"
    if is_same:
        conn.execute(
            "UPDATE pages SET status = 'moved', last_checked = ?, absences = 0, absent_since = NULL "
            "WHERE url = ? AND last_checked <= ?",
            (at, asked, at),
        )
    else:
        mark_absent(conn, asked, at)
    refresh_sightings(conn, notices_at(conn, asked))


def _is_listed(conn: sqlite3.Connection, capture: Capture) -> bool:
    return is_listed(conn, [capture.url, capture.requested_url or capture.url], capture.via)


def _kept(conn: sqlite3.Connection, page: str, change: tuple[str, ...]) -> Kept:
    (notice,) = conn.execute("SELECT notice_id FROM pages WHERE id = ?", (page,)).fetchone()
    return Kept(page_id=page, notice_id=notice, change=change, joined=notice != page)


def _as_json(notice: Notice) -> str:
    text = json.dumps(notice.to_json(), ensure_ascii=False)
    # Half of a surrogate pair, as broken pages have it, cannot be stored as UTF-8.
    return text.encode("utf-8", "replace").decode()
