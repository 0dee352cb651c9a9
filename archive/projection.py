"""From pages to notices: who carries the same notice, who speaks for it, and what its row says.

Everything here is computed from the pages, their latest versions and the judged pairs, never
from what the notice rows said before, so the order in which pages arrived leaves no trace.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.dedup.cluster import group
from archive.dedup.match import agreement, likeness, relation
from archive.dedup.text import Judged
from archive.identity import short_hash
from archive.judging import connected, judged_record
from archive.schema import NOTICE_FIELDS, SEARCH_COLUMNS
from archive.search import add_to_index, remove_from_index
from archive.times import china_day
from archive.versions import latest_record

_LEVELS = ("national", "province", "city", "county", "association", None, "portal")
"""Who is believed first; ``None`` is a site that nobody described."""

_TEXT_FIELDS = frozenset(
    {
        "title", "page_title", "document_number", "index_number", "document_type", "issued_date",
        "published_date", "effective_date", "source", "region_code", "script", "page_kind", "body",
    }
)  # fmt: skip
_COLUMNS = (*NOTICE_FIELDS, "url", "site", "copies", "status", "first_seen", "last_seen", "sort_date", "year")
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Member:
    """A page that carries a notice, with its latest content."""

    row: sqlite3.Row
    record: str
    text: Judged

    @property
    def id(self) -> str:
        """The page's id."""
        return str(self.row["id"])


def project(conn: sqlite3.Connection, pages: Iterable[str], *, touched: Iterable[str] = ()) -> frozenset[str]:
    """Make the notices of *pages*, and of all pages connected with them, anew; returns all these pages.

    *touched* are ids of notices that lost a page which is not among *pages* any more.
    """
    nodes = connected(conn, pages)
    before = set(touched) | _notice_ids(conn, nodes)
    members = _members(conn, nodes)
    after = set()
    for ids in group(members, *_pairs(conn, members)):
        after.add(_save_notice(conn, speaking_order([members[page] for page in ids])))
    for gone in sorted(before - after):
        _delete_notice(conn, gone)
    _save_look_alikes(conn, before | after)
    _save_parts(conn, {member.row["url"] for member in members.values()})
    return nodes


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
                (_status([row["status"] for row in rows]), max(row["last_seen"] for row in rows), notice),
            )


def speaking_order(members: Sequence[Member]) -> list[Member]:
    """The pages of one notice, the one that speaks for it first.

    Whole texts before excerpts, whole pages before parts of a compilation, anyone before a
    portal, complete documents (own number and issuer) before bare texts, then the higher
    office, the untouched script, the earlier publication and the address.
    """
    longest = max(member.text.length for member in members)

    def rank(member: Member) -> tuple[Any, ...]:
        row, text = member.row, member.text
        return (
            text.length < _HALF * longest,
            row["part"] > 0,
            row["level"] == "portal",
            -(bool(text.number) + bool(text.issuers)),
            _LEVELS.index(row["level"]) if row["level"] in _LEVELS else len(_LEVELS),
            text.is_traditional,
            row["published_date"] or "9999",
            row["url"],
            row["part"],
        )

    return sorted(members, key=rank)


def _members(conn: sqlite3.Connection, nodes: Iterable[str]) -> dict[str, Member]:
    rows = conn.execute(
        # CROSS JOIN keeps the order of the tables: the planner would begin with all sites.
        "SELECT pages.*, sites.level FROM json_each(?) CROSS JOIN pages ON pages.id = json_each.value "
        "CROSS JOIN sites ON sites.id = pages.site WHERE continues_id IS NULL ORDER BY pages.id",
        (json.dumps(sorted(nodes)),),
    ).fetchall()
    members = {}
    for row in rows:
        record = latest_record(conn, row["id"])
        if record is not None:
            members[row["id"]] = Member(row, record, judged_record(record))
    return members


def _pairs(
    conn: sqlite3.Connection, members: Iterable[str]
) -> tuple[list[tuple[float, str, str]], list[tuple[str, str]]]:
    ids = json.dumps(sorted(members))
    rows = conn.execute(
        "SELECT page_id, other_id, verdict, similarity FROM page_pairs "
        "WHERE page_id IN (SELECT value FROM json_each(?)) AND other_id IN (SELECT value FROM json_each(?))",
        (ids, ids),
    ).fetchall()
    same = [(row["similarity"], row["page_id"], row["other_id"]) for row in rows if row["verdict"] == "same"]
    apart = [(row["page_id"], row["other_id"]) for row in rows if row["verdict"] == "apart"]
    return same, apart


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
    notice = min(ordered, key=lambda member: (china_day(member.row["first_seen"]), ordered.index(member))).id
    is_whole = speaker.row["part"] == 0
    parts = _part_notices(conn, speaker.row["url"]) if is_whole else "[]"
    _save_row(conn, notice, _row(ordered) | {"parts": parts})
    _save_citations(conn, notice, speaker.record)
    for member in ordered:
        _save_relation(conn, notice, speaker, member)
    ids = json.dumps([member.id for member in ordered])
    conn.execute("DELETE FROM notice_aliases WHERE id IN (SELECT value FROM json_each(?))", (ids,))
    conn.executemany(
        "INSERT INTO notice_aliases(id, notice_id) VALUES (?, ?)",
        [(member.id, notice) for member in ordered if member.id != notice],
    )
    return notice


def _row(ordered: Sequence[Member]) -> dict[str, Any]:
    speaker = ordered[0].row
    record = json.loads(ordered[0].record)
    first_seen = min(member.row["first_seen"] for member in ordered)
    dated = next(
        (date for name in ("published_date", "issued_date") if (date := _year_first(record[name]))), None
    )
    fields = {
        name: record[name] if name in _TEXT_FIELDS else json.dumps(record[name], ensure_ascii=False)
        for name in NOTICE_FIELDS
    }
    return fields | {
        "url": speaker["url"],
        "site": speaker["site"],
        "copies": len({member.row["url"] for member in ordered} - {speaker["url"]}),
        "status": _status([member.row["status"] for member in ordered]),
        "first_seen": first_seen,
        "last_seen": max(member.row["last_seen"] for member in ordered),
        "sort_date": dated or china_day(first_seen),
        "year": dated[:4] if dated else None,
    }


def _year_first(date: str | None) -> str | None:
    """The date, unless its year is unknown (``--08-30``)."""
    return None if date is None or date.startswith("-") else date


def _status(statuses: Sequence[str]) -> str:
    """Live if any page is, else that of the speaker, which comes first."""
    return "live" if "live" in statuses else statuses[0]


def _save_row(conn: sqlite3.Connection, notice: str, row: Mapping[str, Any]) -> None:
    old = conn.execute("SELECT * FROM notices WHERE id = ?", (notice,)).fetchone()
    if old is None:
        (key,) = conn.execute("SELECT coalesce(max(rowid), 0) + 1 FROM notices").fetchone()
        conn.execute(
            f"INSERT INTO notices(rowid, id, search_key, {', '.join(_COLUMNS)}) "  # noqa: S608
            f"VALUES ({', '.join('?' * (len(_COLUMNS) + 3))})",
            (key, notice, key, *(row[name] for name in _COLUMNS)),
        )
        add_to_index(conn, key, _searched(row))
    else:
        different = [name for name in _COLUMNS if old[name] != row[name]]
        if different:
            conn.execute(
                f"UPDATE notices SET {', '.join(f'{name} = ?' for name in different)} WHERE id = ?",  # noqa: S608
                (*(row[name] for name in different), notice),
            )
        if not set(different).isdisjoint(SEARCH_COLUMNS):
            remove_from_index(conn, old["search_key"], _searched(old))
            add_to_index(conn, old["search_key"], _searched(row))
    _resolve_citations(conn, {row["document_number"], old["document_number"] if old else None})


def _delete_notice(conn: sqlite3.Connection, notice: str) -> None:
    old = conn.execute("SELECT * FROM notices WHERE id = ?", (notice,)).fetchone()
    if old is None:
        return
    remove_from_index(conn, old["search_key"], _searched(old))
    conn.execute("DELETE FROM notices WHERE id = ?", (notice,))
    conn.execute("DELETE FROM citations WHERE notice_id = ?", (notice,))
    # An alias of this page's own id, written with its new notice, leads on; others were rewritten.
    conn.execute("DELETE FROM notice_aliases WHERE notice_id = ?", (notice,))
    _resolve_citations(conn, {old["document_number"]})


def _searched(row: Mapping[str, Any] | sqlite3.Row) -> dict[str, str | None]:
    return {name: row[name] for name in SEARCH_COLUMNS}


def _save_relation(conn: sqlite3.Connection, notice: str, speaker: Member, member: Member) -> None:
    """Write what a page is to its notice; the web pages that continue it belong to the same notice."""
    kind, similarity, reason = "original", None, None
    if member is not speaker:
        kind = relation(speaker.text, member.text)
        similarity = likeness(speaker.text, member.text)
        reason = agreement(speaker.text, member.text, similarity)
    if member.row["part"] > 0:
        kind = "part"
    values = (notice, kind, similarity, reason)
    stored = tuple(member.row[name] for name in ("notice_id", "relation", "similarity", "reason"))
    if values != stored:
        conn.execute(
            "UPDATE pages SET notice_id = ?, relation = ?, similarity = ?, reason = ? WHERE id = ?",
            (*values, member.id),
        )
    conn.execute("UPDATE pages SET notice_id = ? WHERE continues_id = ?", (notice, member.id))


def _save_look_alikes(conn: sqlite3.Connection, notices: Iterable[str]) -> None:
    """Write the pairs of notices that some of their pages keep apart, the most similar pair's reason."""
    ids = json.dumps(sorted(notices))
    conn.execute(
        "DELETE FROM look_alikes WHERE notice_id IN (SELECT value FROM json_each(?1)) "
        "OR other_id IN (SELECT value FROM json_each(?1))",
        (ids,),
    )
    rows = conn.execute(
        "WITH mine AS (SELECT id FROM pages WHERE notice_id IN (SELECT value FROM json_each(?1))), "
        "pairs AS ("
        " SELECT page_pairs.* FROM mine JOIN page_pairs ON page_id = mine.id WHERE verdict = 'apart'"
        " UNION SELECT page_pairs.* FROM mine JOIN page_pairs ON other_id = mine.id WHERE verdict = 'apart'"
        ") SELECT min(one.notice_id, other.notice_id) AS first, max(one.notice_id, other.notice_id) AS second, "
        "pairs.similarity, pairs.reason FROM pairs JOIN pages AS one ON one.id = page_id "
        "JOIN pages AS other ON other.id = other_id WHERE first != second "
        "ORDER BY pairs.similarity DESC, page_id, other_id",
        (ids,),
    ).fetchall()
    conn.executemany("INSERT OR IGNORE INTO look_alikes VALUES (?, ?, ?, ?)", [tuple(row) for row in rows])


def _save_citations(conn: sqlite3.Connection, notice: str, record: str) -> None:
    conn.execute("DELETE FROM citations WHERE notice_id = ?", (notice,))
    cited = json.loads(record)["citations"]
    for ordinal, item in enumerate(cited):
        conn.execute(
            "INSERT INTO citations(id, notice_id, type, title, document_number) VALUES (?, ?, ?, ?, ?)",
            (short_hash(f"{notice} {ordinal}"), notice, item["type"], item["title"], item["document_number"]),
        )
    _resolve_citations(conn, {item["document_number"] for item in cited})


def _resolve_citations(conn: sqlite3.Connection, numbers: Iterable[str | None]) -> None:
    """Point the citations of these document numbers to the notices that bear them now."""
    for number in {number for number in numbers if number}:
        conn.execute(
            "UPDATE citations SET target_id = (SELECT id FROM notices "
            "WHERE document_number = citations.document_number AND id != citations.notice_id "
            "ORDER BY sort_date, id LIMIT 1) WHERE document_number = ?",
            (number,),
        )


def _save_parts(conn: sqlite3.Connection, urls: Iterable[str]) -> None:
    """Tell each compilation the notices that its parts are now; *urls* are those of affected pages."""
    for url in sorted(urls):
        conn.execute(
            "UPDATE notices SET parts = ? WHERE url = ? AND id = "
            "(SELECT notice_id FROM pages WHERE url = ? AND part = 0 AND relation = 'original')",
            (_part_notices(conn, url), url, url),
        )


def _part_notices(conn: sqlite3.Connection, url: str) -> str:
    """The notices of the parts that the page at *url* had when it was last seen, as JSON."""
    rows = conn.execute(
        "SELECT notice_id FROM pages WHERE url = ? AND part > 0 AND notice_id IS NOT NULL "
        "AND last_seen = (SELECT max(last_seen) FROM pages WHERE url = ?) ORDER BY part",
        (url, url),
    )
    return json.dumps([row[0] for row in rows])
