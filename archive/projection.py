"""From pages to notices: who carries the same notice, who speaks for it, and what its row says.

Everything here is computed from the pages, their latest versions and the judged pairs, never
from what the notice rows said before, so the order in which pages arrived leaves no trace.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from archive.attached_text import searched_row
from archive.dedup.match import Relation, agreement, likeness, relation
from archive.dedup.text import Judged
from archive.joining import join_copies
from archive.notice_links import part_notices, resolve_citations, save_citations, save_look_alikes, save_parts
from archive.reach import groups_of, reach
from archive.schema import NOTICE_FIELDS, SEARCH_COLUMNS
from archive.search import add_to_index, remove_from_index
from archive.speaker import Member, joint_status, load_members, notice_row, speaking_order
from archive.times import china_day
from archive.versions import latest_record

_COLUMNS = (*NOTICE_FIELDS, "url", "site", "copies", "status", "first_seen", "last_seen", "sort_date", "year")


def project(conn: sqlite3.Connection, pages: Iterable[str], *, touched: Iterable[str] = ()) -> None:
    """Make the notices of *pages*, which were judged, and of all pages that this concerns anew.

    *touched* are ids of notices whose pages are fewer, or not the same, by now.
    """
    pages, touched = frozenset(pages), frozenset(touched)
    if len(pages) == 1 and not touched and join_copies(conn, *pages):
        return
    project_all(conn, reach(conn, pages, touched), touched=touched)


def project_all(conn: sqlite3.Connection, pages: Iterable[str], *, touched: Iterable[str] = ()) -> None:
    """The same for *pages* that must be all that pairs judged the same lead to from each other."""
    nodes = frozenset(pages)
    before = set(touched) | _notice_ids(conn, nodes)
    members = load_members(conn, nodes)
    after = set()
    for ids in groups_of(conn, [member.carrier for member in members.values()]):
        after.add(_save_notice(conn, speaking_order([members[page] for page in ids])))
    for gone in sorted(before - after):
        _delete_notice(conn, gone)
    save_look_alikes(conn, before | after)
    save_parts(conn, {member.row["url"] for member in members.values() if member.row["part"] > 0})


def refresh_sightings(conn: sqlite3.Connection, notices: Iterable[str]) -> None:
    """Bring status and times of notices up to date after a look at their pages found nothing new."""
    for notice in notices:
        rows = conn.execute(
            "SELECT status, last_seen, url = (SELECT url FROM notices WHERE id = ?) AS speaks FROM pages "
            "WHERE notice_id = ? AND continues_id IS NULL ORDER BY speaks DESC, part",
            (notice, notice),
        ).fetchall()
        if rows:
            conn.execute(
                "UPDATE notices SET status = ?, last_seen = ? WHERE id = ?",
                (
                    joint_status([row["status"] for row in rows]),
                    max(row["last_seen"] for row in rows),
                    notice,
                ),
            )


def _notice_ids(conn: sqlite3.Connection, pages: Iterable[str]) -> set[str]:
    rows = conn.execute(
        "SELECT DISTINCT notice_id FROM pages WHERE notice_id IS NOT NULL "
        "AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(pages)),),
    )
    return {row[0] for row in rows}


def _save_notice(conn: sqlite3.Connection, ordered: Sequence[Member]) -> str:
    """Write the notice that the pages carry, and what each of them is to it; returns its id."""
    speaker = ordered[0]
    # Within a day it is chance which page a crawl met first: the better page founds the notice.
    # (Of equal days, min takes the first in speaking order.)
    notice = min(ordered, key=lambda member: china_day(member.row["first_seen"])).id
    record = latest_record(conn, speaker.id) or ""
    is_whole = speaker.row["part"] == 0
    parts = part_notices(conn, speaker.row["url"]) if is_whole else "[]"
    row = notice_row(record, [member.row for member in ordered])
    _save_row(conn, notice, row | {"parts": parts})
    save_citations(conn, notice, record)
    _save_relations(conn, notice, ordered)
    _save_aliases(conn, notice, [member.id for member in ordered])
    return notice


def _save_aliases(conn: sqlite3.Connection, notice: str, pages: Sequence[str]) -> None:
    """Have the ids of *pages*, of those that continue them or were merged into them, lead to the notice.

    (A page that continues an article may have been taken for a notice of its own before.)
    """
    ids = json.dumps(pages)
    others = conn.execute(
        "WITH whole AS (SELECT value AS id FROM json_each(?1) "
        "UNION SELECT id FROM pages WHERE continues_id IN (SELECT value FROM json_each(?1))) "
        "SELECT id FROM whole UNION SELECT id FROM merged_pages WHERE page_id IN (SELECT id FROM whole)",
        (ids,),
    )
    wanted = {row["id"] for row in others} - {notice}
    known = conn.execute("SELECT id FROM notice_aliases WHERE notice_id = ?", (notice,)).fetchall()
    conn.execute("DELETE FROM notice_aliases WHERE id = ?", (notice,))
    conn.executemany(
        "INSERT OR REPLACE INTO notice_aliases(id, notice_id) VALUES (?, ?)",
        [(alias, notice) for alias in sorted(wanted - {row["id"] for row in known})],
    )


def _save_row(conn: sqlite3.Connection, notice: str, row: Mapping[str, Any]) -> None:
    old = conn.execute("SELECT * FROM notices WHERE id = ?", (notice,)).fetchone()
    if old is None:
        (key,) = conn.execute("SELECT coalesce(max(rowid), 0) + 1 FROM notices").fetchone()
        conn.execute(
            f"INSERT INTO notices(rowid, id, search_key, {', '.join(_COLUMNS)}) "  # noqa: S608
            f"VALUES ({', '.join('?' * (len(_COLUMNS) + 3))})",
            (key, notice, key, *(row[name] for name in _COLUMNS)),
        )
        add_to_index(conn, key, searched_row(conn, row))
    else:
        different = [name for name in _COLUMNS if old[name] != row[name]]
        if different:
            conn.execute(
                f"UPDATE notices SET {', '.join(f'{name} = ?' for name in different)} WHERE id = ?",  # noqa: S608
                (*(row[name] for name in different), notice),
            )
        if not set(different).isdisjoint({*SEARCH_COLUMNS, "url"}):
            remove_from_index(conn, old["search_key"], searched_row(conn, old))
            add_to_index(conn, old["search_key"], searched_row(conn, row))
    resolve_citations(conn, {row["document_number"], old["document_number"] if old else None})


def _delete_notice(conn: sqlite3.Connection, notice: str) -> None:
    old = conn.execute("SELECT * FROM notices WHERE id = ?", (notice,)).fetchone()
    if old is None:
        return
    remove_from_index(conn, old["search_key"], searched_row(conn, old))
    conn.execute("DELETE FROM notices WHERE id = ?", (notice,))
    conn.execute("DELETE FROM citations WHERE notice_id = ?", (notice,))
    # An alias of this page's own id, written with its new notice, leads on; others were rewritten.
    conn.execute("DELETE FROM notice_aliases WHERE notice_id = ?", (notice,))
    resolve_citations(conn, {old["document_number"]})


def _save_relations(conn: sqlite3.Connection, notice: str, ordered: Sequence[Member]) -> None:
    """Write what each page is to its notice; the web pages that continue it belong to the same notice."""
    speaker = ordered[0]
    by_text = {member.carrier.text: member.text for member in ordered}
    found = {text: _relation(speaker.text, said) for text, said in by_text.items()}
    changed = []
    for member in ordered:
        kind, similarity, reason = found[member.carrier.text]
        if member is speaker:
            kind, similarity, reason = "original", None, None
        if member.row["part"] > 0:
            kind = "part"
        values = (notice, kind, similarity, reason)
        if values != tuple(member.row[name] for name in ("notice_id", "relation", "similarity", "reason")):
            changed.append((*values, member.id))
    conn.executemany(
        "UPDATE pages SET notice_id = ?, relation = ?, similarity = ?, reason = ? WHERE id = ?", changed
    )
    conn.execute(
        "UPDATE pages SET notice_id = ?1 WHERE notice_id IS NOT ?1 "
        "AND continues_id IN (SELECT value FROM json_each(?2))",
        (notice, json.dumps([member.id for member in ordered])),
    )


def _relation(speaker: Judged, said: Judged) -> tuple[Relation, float | None, str | None]:
    similarity = likeness(speaker, said)
    return relation(speaker, said), similarity, agreement(speaker, said, similarity)
