"""What must hold between the rows of an archive, as queries that find the rows for which it does not.

Each query gives the row (``TABLE ID``), what it holds, and what was expected.  ``short_hash`` is
that of :mod:`archive.identity`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from archive.identity import short_hash
from archive.verification.damage import Damage, damaged_row, shown
from archive.verification.judgement_rules import JUDGEMENT_RULES
from archive.verification.page_looks import LOOK_RULES

_IDS = (
    # notices.id, pages.id: of address and part
    "SELECT 'pages ' || id, 'its id', 'id ' || short_hash(url || '#' || part) FROM pages "
    "WHERE id IS NOT short_hash(url || '#' || part)",
    "SELECT 'notices ' || id, 'no page of it has its id', 'the page that founded it' FROM notices "
    "WHERE NOT EXISTS (SELECT 1 FROM pages WHERE pages.id = notices.id AND notice_id = notices.id)",
    "SELECT 'notices ' || id, 'its search_key ' || search_key, 'its row number ' || rowid FROM notices "
    "WHERE search_key != rowid",
    "SELECT 'attachments ' || id, 'its id', 'id ' || short_hash(page_id || ' ' || coalesce(url, name)) "
    "FROM attachments WHERE id IS NOT short_hash(page_id || ' ' || coalesce(url, name))",
    "SELECT 'versions ' || id, 'its id', 'id ' || wanted FROM (SELECT id, page_id || '.' || "
    "row_number() OVER (PARTITION BY page_id ORDER BY observed_at, rowid) AS wanted FROM versions) "
    "WHERE id IS NOT wanted",
)
_PAGES = (
    "SELECT 'pages ' || id, 'it has no version', 'its content' FROM pages WHERE continues_id IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM versions WHERE page_id = pages.id)",
    "SELECT 'pages ' || id, 'it belongs to no notice', 'a notice' FROM pages WHERE notice_id IS NULL",
    "SELECT 'pages ' || pages.id, 'it continues ' || first.id || ', but is of another notice', "
    "'notice ' || first.notice_id FROM pages JOIN pages AS first ON first.id = pages.continues_id "
    "WHERE pages.notice_id IS NOT first.notice_id",
    "SELECT 'pages ' || pages.id, 'it continues a page that continues another', 'the first page' "
    "FROM pages JOIN pages AS first ON first.id = pages.continues_id WHERE first.continues_id IS NOT NULL",
)
_ALIASES = (
    "SELECT 'notice_aliases ' || pages.id, 'nothing', 'notice ' || notice_id FROM pages "
    "WHERE notice_id != id AND NOT EXISTS (SELECT 1 FROM notice_aliases "
    "WHERE notice_aliases.id = pages.id AND notice_aliases.notice_id = pages.notice_id)",
    "SELECT 'notice_aliases ' || id, 'it leads to notice ' || notice_id, 'that of a page with this id' "
    "FROM notice_aliases WHERE NOT EXISTS (SELECT 1 FROM pages "
    "WHERE pages.notice_id = notice_aliases.notice_id AND pages.id = coalesce("
    "(SELECT page_id FROM merged_pages WHERE merged_pages.id = notice_aliases.id), "
    "notice_aliases.id))",
)
_LINKS = (
    "SELECT 'citations ' || id, 'its target ' || coalesce(target_id, 'is missing'), "
    "coalesce(wanted, 'none') FROM (SELECT id, target_id, (SELECT notices.id FROM notices "
    "WHERE document_number = citations.document_number AND notices.id != citations.notice_id "
    "ORDER BY sort_date, notices.id LIMIT 1) AS wanted FROM citations) WHERE target_id IS NOT wanted",
)
_FILES = (
    "SELECT 'attachments ' || id, 'only one of bytes and sha256', 'both or none' FROM attachments "
    "WHERE (bytes IS NULL) != (sha256 IS NULL) OR sha256 IS NULL AND text IS NOT NULL",
    "SELECT 'loose_files ' || url, 'only one of bytes and sha256', 'both or none' FROM loose_files "
    "WHERE (bytes IS NULL) != (sha256 IS NULL) OR sha256 IS NULL AND text IS NOT NULL",
)
_RULES = (*_IDS, *_PAGES, *LOOK_RULES, *_ALIASES, *_LINKS, *JUDGEMENT_RULES, *_FILES)

_JSON = {
    "notices": (
        *("issuers", "addressees", "attachments", "deadlines", "contacts", "citations", "cited_numbers"),
        *("parts", "evidence"),
    ),
    "versions": ("change", "record"),
}
_OBJECTS = ("evidence", "record")


def broken_rules(conn: sqlite3.Connection) -> Iterator[Damage]:
    """Rows that are not JSON where they should be, refer to nothing, or contradict others."""
    conn.create_function("short_hash", 1, short_hash, deterministic=True)
    for table, columns in _JSON.items():
        for column in columns:
            kind = "object" if column in _OBJECTS else "array"
            query = (
                f"SELECT '{table} ' || id, {column} FROM {table} WHERE CASE WHEN json_valid({column}) "  # noqa: S608
                f"THEN json_type({column}) != '{kind}' ELSE 1 END"
            )
            for where, value in conn.execute(query):
                yield damaged_row(
                    where or f"{table} without id", f"its {column} is {shown(value)}", f"a JSON {kind}"
                )
    for table, rowid, parent, _ in conn.execute("PRAGMA foreign_key_check"):
        row = "a row" if rowid is None else f"row {rowid}"
        yield damaged_row(
            f"{table} {row}", f"it refers to a row of {parent} that is not there", "one that is"
        )
    for query in _RULES:
        for where, got, expected in conn.execute(query):
            yield damaged_row(where or "a row without id", shown(got), shown(expected))
