"""The archive's tables as data, and what marks a database as ours; keys and indexes are in `archive.keys`.

Migrations build exactly this shape (a test compares them), so this file is the one place to
look a column up.  Times are ISO 8601 in UTC (``2024-08-12T03:04:05Z``); lists are JSON; ids
are derived from content (:mod:`archive.identity`), so that two crawls of the same pages, or a
rebuild, give the same rows.
"""

from __future__ import annotations

APPLICATION_ID = 0x484E4F54
"""``PRAGMA application_id`` of every archive ("HNOT"): how the Datasette plugin knows its own."""

NOTICE_FIELDS: dict[str, str] = dict.fromkeys(
    (
        "title", "page_title", "document_number", "index_number", "document_type", "issuers",
        "issued_date", "published_date", "effective_date", "source", "addressees", "attachments",
        "deadlines", "contacts", "region_code", "citations", "cited_numbers", "script",
        "page_kind", "body", "parts", "evidence",
    ),
    "TEXT",
)  # fmt: skip
"""The Notice fields as columns; lists and mappings as JSON text.

``parts`` holds the ids of the part notices (their text stands in their own rows).
"""

TABLES: dict[str, dict[str, str]] = {
    "sites": {
        "id": "TEXT PRIMARY KEY",
        "name": "TEXT",
        "level": "TEXT",
        "region_code": "TEXT",
        "url": "TEXT",
        "platform": "TEXT",
        "health": "TEXT NOT NULL DEFAULT 'never'",
        "last_success": "TEXT",
        "health_since": "TEXT",
    },
    "regions": {"code": "TEXT PRIMARY KEY", "name": "TEXT NOT NULL"},
    "notices": {
        "id": "TEXT PRIMARY KEY",
        **NOTICE_FIELDS,
        "url": "TEXT NOT NULL",
        "site": "TEXT NOT NULL REFERENCES sites(id)",
        "copies": "INTEGER NOT NULL DEFAULT 0",
        "status": "TEXT NOT NULL DEFAULT 'live'",
        "first_seen": "TEXT NOT NULL",
        "last_seen": "TEXT NOT NULL",
        "sort_date": "TEXT NOT NULL",
        "year": "TEXT",
        "search_key": "INTEGER NOT NULL UNIQUE",
    },
    "notice_aliases": {
        "id": "TEXT PRIMARY KEY",
        "notice_id": "TEXT NOT NULL REFERENCES notices(id) DEFERRABLE INITIALLY DEFERRED",
    },
    "pages": {
        "id": "TEXT PRIMARY KEY",
        "notice_id": "TEXT REFERENCES notices(id) DEFERRABLE INITIALLY DEFERRED",
        "site": "TEXT NOT NULL REFERENCES sites(id)",
        "url": "TEXT NOT NULL",
        "part": "INTEGER NOT NULL DEFAULT 0",
        "continues_id": "TEXT REFERENCES pages(id) DEFERRABLE INITIALLY DEFERRED",
        "title": "TEXT",
        "published_date": "TEXT",
        "source": "TEXT",
        "relation": "TEXT",
        "similarity": "REAL",
        "reason": "TEXT",
        "status": "TEXT NOT NULL DEFAULT 'live'",
        "listed": "INTEGER NOT NULL DEFAULT 0",
        "first_seen": "TEXT NOT NULL",
        "last_seen": "TEXT",
        "last_checked": "TEXT NOT NULL",
        "capture": "TEXT",
        "absences": "INTEGER NOT NULL DEFAULT 0",
        "absent_since": "TEXT",
        "twin_key": "TEXT",
    },
    "versions": {
        "id": "TEXT PRIMARY KEY",
        "page_id": "TEXT NOT NULL REFERENCES pages(id) DEFERRABLE INITIALLY DEFERRED",
        "observed_at": "TEXT NOT NULL",
        "title": "TEXT",
        "body": "TEXT NOT NULL",
        "body_sha256": "TEXT NOT NULL",
        "change": "TEXT NOT NULL",
        "capture": "TEXT",
        "record": "TEXT NOT NULL",
        "file": "TEXT",
    },
    "attachments": {
        "id": "TEXT PRIMARY KEY",
        "page_id": "TEXT NOT NULL REFERENCES pages(id) DEFERRABLE INITIALLY DEFERRED",
        "url": "TEXT",
        "name": "TEXT NOT NULL",
        "media_type": "TEXT",
        "bytes": "INTEGER",
        "sha256": "TEXT",
        "text": "TEXT",
    },
    "loose_files": {
        "url": "TEXT PRIMARY KEY",
        "media_type": "TEXT",
        "bytes": "INTEGER",
        "sha256": "TEXT",
        "text": "TEXT",
    },
    "file_looks": {
        "url": "TEXT NOT NULL",
        "observed_at": "TEXT NOT NULL",
        "sha256": "TEXT NOT NULL",
        "bytes": "INTEGER NOT NULL",
        "text_sha256": "TEXT",
        "capture": "TEXT",
        "text": "TEXT",
    },
    "offered_files": {"url": "TEXT NOT NULL", "page_id": "TEXT NOT NULL"},
    "citations": {
        "id": "TEXT PRIMARY KEY",
        "notice_id": "TEXT NOT NULL REFERENCES notices(id) DEFERRABLE INITIALLY DEFERRED",
        "type": "TEXT NOT NULL",
        "title": "TEXT",
        "document_number": "TEXT",
        "target_id": "TEXT",
    },
    "look_alikes": {
        "notice_id": "TEXT NOT NULL",
        "other_id": "TEXT NOT NULL",
        "similarity": "REAL NOT NULL",
        "reason": "TEXT NOT NULL",
    },
    "page_texts": {"page_id": "TEXT PRIMARY KEY", "text_id": "INTEGER NOT NULL"},
    "text_pairs": {
        "text_id": "INTEGER NOT NULL",
        "other_id": "INTEGER NOT NULL",
        "verdict": "TEXT NOT NULL",
        "similarity": "REAL NOT NULL",
        "reason": "TEXT NOT NULL",
    },
    "text_fingerprints": {"hash": "INTEGER NOT NULL", "text_id": "INTEGER NOT NULL"},
    "crawls": {
        "id": "INTEGER PRIMARY KEY",
        "site": "TEXT NOT NULL REFERENCES sites(id)",
        "started": "TEXT NOT NULL",
        "finished": "TEXT",
        "outcome": "TEXT",
        "cause": "TEXT",
        "listed": "INTEGER NOT NULL DEFAULT 0",
        "fetched": "INTEGER NOT NULL DEFAULT 0",
        "new": "INTEGER NOT NULL DEFAULT 0",
        "changed": "INTEGER NOT NULL DEFAULT 0",
        "gone": "INTEGER NOT NULL DEFAULT 0",
        "failed": "INTEGER NOT NULL DEFAULT 0",
    },
    "failures": {
        "id": "INTEGER PRIMARY KEY",
        "crawl_id": "INTEGER REFERENCES crawls(id)",
        "url": "TEXT NOT NULL",
        "reason": "TEXT NOT NULL",
        "detail": "TEXT",
        "at": "TEXT NOT NULL",
    },
    "listing_looks": {
        "id": "INTEGER PRIMARY KEY",
        "crawl_id": "INTEGER REFERENCES crawls(id)",
        "url": "TEXT NOT NULL",
        "at": "TEXT NOT NULL",
        "entries": "INTEGER NOT NULL",
        "known": "INTEGER NOT NULL",
        "dated": "INTEGER NOT NULL",
        "redated": "INTEGER NOT NULL",
        "title_length": "REAL NOT NULL",
        "text_length": "INTEGER NOT NULL",
        "script_share": "REAL NOT NULL",
        "skeleton": "TEXT NOT NULL",
        "platform": "TEXT",
        "repeats": "INTEGER NOT NULL",
        "redirected": "INTEGER NOT NULL",
        "fault": "TEXT",
        "scripted": "INTEGER NOT NULL DEFAULT 0",
    },
    "urls": {
        "url": "TEXT PRIMARY KEY",
        "site": "TEXT NOT NULL REFERENCES sites(id)",
        "kind": "TEXT NOT NULL",
        "via": "TEXT",
        "listed_title": "TEXT",
        "listed_date": "TEXT",
        "state": "TEXT NOT NULL DEFAULT 'pending'",
        "attempts": "INTEGER NOT NULL DEFAULT 0",
        "reason": "TEXT",
        "etag": "TEXT",
        "last_modified": "TEXT",
        "first_seen": "TEXT NOT NULL",
        "last_checked": "TEXT",
        "next_check": "TEXT",
        "form": "TEXT",
        "changed_at": "TEXT",
        "address": "TEXT",
    },
    "addresses": {
        "visit_key": "TEXT PRIMARY KEY",
        "url": "TEXT NOT NULL",
    },
    "merged_pages": {
        "id": "TEXT PRIMARY KEY",
        "page_id": "TEXT NOT NULL",
    },
    "lists": {
        "url": "TEXT PRIMARY KEY",
        "site": "TEXT NOT NULL REFERENCES sites(id)",
        "walked": "TEXT NOT NULL",
        "ended": "TEXT NOT NULL",
        "complete": "TEXT",
        "total": "INTEGER",
        "page_count": "INTEGER",
        "collected": "INTEGER NOT NULL DEFAULT 0",
        "deficit": "INTEGER",
    },
    "list_pages": {
        "url": "TEXT PRIMARY KEY",
        "list": "TEXT NOT NULL",
        "seen_at": "TEXT NOT NULL",
        "entries": "TEXT NOT NULL DEFAULT '[]'",
        "is_last": "INTEGER NOT NULL DEFAULT 0",
    },
    "list_entries": {"list": "TEXT NOT NULL", "url": "TEXT NOT NULL", "rank": "REAL NOT NULL"},
    "absent_answers": {
        "host": "TEXT PRIMARY KEY",
        "seen_at": "TEXT NOT NULL",
        "status": "INTEGER NOT NULL",
        "url": "TEXT NOT NULL",
        "lines": "TEXT NOT NULL",
        "redirected": "INTEGER NOT NULL DEFAULT 0",
    },
    "capture_files": {"name": "TEXT PRIMARY KEY", "last_offset": "INTEGER NOT NULL"},
    "settings": {"key": "TEXT PRIMARY KEY", "value": "TEXT NOT NULL"},
}
"""Column declarations by table, in an order that satisfies the references.

``notices.sort_date`` is the first known of published, issued and first-seen date, for "newest
first"; ``year`` its first four digits unless only the first-seen date is known.
``notices.search_key`` equals the row's rowid and the row id in ``notices_search``.
``pages.status`` and ``notices.status``: live, missing, gone, moved, blocked, unreachable.
``versions.record`` is the whole Notice as JSON: what the notice row is made from.
``pages.last_seen`` is the last time the page was there, ``last_checked`` the last look at it.
``loose_files`` holds files that were fetched and that no row of ``attachments`` names at present.
``versions.file`` is the address of the file that was replaced, where the page itself stayed the same.
``file_looks`` has one row per answer from a file's address, by which it is seen that the file was
replaced (`archive.file_history`); ``text`` is that of a file which was replaced, at the last look at it.
``offered_files`` says which pages offer a file, or did.
``page_texts`` says which text a page has, where pages that read the same have one
(:func:`archive.dedup.text.text_id`); a page that continues another has none.
``text_pairs`` remembers every judged pair of texts (verdict ``same`` or ``apart``), text_id <= other_id;
a text is paired with itself where its copies carry one notice.
``text_fingerprints`` finds the candidates for a pair: samples of a text, its title and number.
``pages.absences`` counts the looks in a row, from ``absent_since`` on, at which the page was not there.
``urls.kind``: listing, page, continuation, attachment, probe; ``urls.state``: pending, done, failed.
``urls.next_check`` is when the address is due again, ``changed_at`` when its content last changed,
``form`` the urlencoded body of an address that is asked for by POST, ``address`` what is asked for where
the site spells it otherwise than ``url``.
``addresses`` says by which of its addresses each page is known (`archive.known_addresses`);
``merged_pages`` leads from ids of pages that turned out to be others to these.
``lists`` remembers the last walk over each list: how it ended, when all of it was last walked
(``complete``), the entries that the list says it has and those collected (``deficit``: the difference).
``list_pages`` and ``list_entries`` hold each list as it was last seen, its entries in order of ``rank``.
``absent_answers`` holds what a host (or a program on it) says of an address that is surely not there.
``listing_looks`` holds the last looks at the first pages of each list: by them a list is judged.
``capture_files`` says how far each file of captures goes: where its last capture begins.
``settings`` holds facts about the file itself, such as the folding that its search index used.
"""

SEARCH_TABLE = "notices_search"
SEARCH_COLUMNS = ("title", "body", "document_number", "issuers", "source", "attachments")
"""What the full-text index covers; its rowid is ``notices.search_key``."""
