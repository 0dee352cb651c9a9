"""The archive's shape, step by step: numbered functions, appended and never edited.

Each step runs in a transaction together with the record that it was applied (sqlite-utils keeps
that record in ``_sqlite_migrations``).  What the steps add up to is written in
:mod:`archive.schema`, and a test compares the two.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from archive.file_history import text_hash
from archive.first_shape import FIRST_SHAPE
from archive.schema import APPLICATION_ID
from archive.search import create_index
from archive.versions import offered_files

MIGRATIONS = Migrations("health-notices")


@MIGRATIONS()
def m001_tables(db: Database) -> None:
    """The first shape: evidence, notices, judgements and the run's own memory."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in FIRST_SHAPE.split(";"):
        if statement.strip():
            db.execute(statement)
    create_index(db.conn)


@MIGRATIONS()
def m002_capture_files(db: Database) -> None:
    """How far each file of captures goes, so that a missing one is missed."""
    db.execute(_CAPTURE_FILES)


@MIGRATIONS()
def m003_listing_looks(db: Database) -> None:
    """What each look at a list showed, so that a site is judged by its own past."""
    for statement in _LISTING_LOOKS.split(";"):
        if statement.strip():
            db.execute(statement)


_LISTING_LOOKS = """
CREATE TABLE listing_looks (
    id INTEGER PRIMARY KEY,
    crawl_id INTEGER REFERENCES crawls(id),
    url TEXT NOT NULL,
    at TEXT NOT NULL,
    entries INTEGER NOT NULL,
    known INTEGER NOT NULL,
    dated INTEGER NOT NULL,
    redated INTEGER NOT NULL,
    title_length REAL NOT NULL,
    text_length INTEGER NOT NULL,
    script_share REAL NOT NULL,
    skeleton TEXT NOT NULL,
    platform TEXT,
    repeats INTEGER NOT NULL,
    redirected INTEGER NOT NULL,
    fault TEXT
);
CREATE INDEX listing_looks_url ON listing_looks(url);
ALTER TABLE sites ADD COLUMN health_since TEXT;
"""


@MIGRATIONS()
def m004_scripted_looks(db: Database) -> None:
    """Whether a list was seen to be drawn by a script."""
    db.execute("ALTER TABLE listing_looks ADD COLUMN scripted INTEGER NOT NULL DEFAULT 0")


@MIGRATIONS()
def m005_schedule_and_lists(db: Database) -> None:
    """When each address is due again, how each list was last seen, how long a page has been absent."""
    for statement in _SCHEDULE_AND_LISTS.split(";"):
        if statement.strip():
            db.execute(statement)


_SCHEDULE_AND_LISTS = """
ALTER TABLE pages ADD COLUMN absences INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pages ADD COLUMN absent_since TEXT;
UPDATE pages SET absences = 1, absent_since = last_checked WHERE status = 'missing';
ALTER TABLE urls ADD COLUMN form TEXT;
ALTER TABLE urls ADD COLUMN changed_at TEXT;
UPDATE urls SET changed_at = first_seen WHERE state = 'done';
UPDATE urls SET next_check = strftime('%Y-%m-%dT%H:%M:%SZ', last_checked, '+' || (1 + rowid % 30) || ' days')
    WHERE state = 'done' AND kind IN ('page', 'attachment');
CREATE INDEX urls_site_next_check ON urls(site, next_check);
CREATE TABLE lists (
    url TEXT PRIMARY KEY,
    site TEXT NOT NULL REFERENCES sites(id),
    walked TEXT NOT NULL,
    ended TEXT NOT NULL,
    complete TEXT,
    total INTEGER,
    page_count INTEGER,
    collected INTEGER NOT NULL DEFAULT 0,
    deficit INTEGER
);
CREATE TABLE list_pages (
    url TEXT PRIMARY KEY,
    list TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    last_entry TEXT
);
CREATE INDEX list_pages_list ON list_pages(list);
CREATE TABLE list_entries (
    list TEXT NOT NULL,
    url TEXT NOT NULL,
    rank REAL NOT NULL,
    PRIMARY KEY (list, url)
) WITHOUT ROWID;
CREATE INDEX list_entries_list_rank ON list_entries(list, rank);
CREATE INDEX list_entries_url ON list_entries(url);
CREATE TABLE absent_answers (
    host TEXT PRIMARY KEY,
    seen_at TEXT NOT NULL,
    status INTEGER NOT NULL,
    url TEXT NOT NULL,
    lines TEXT NOT NULL
);
"""


@MIGRATIONS()
def m006_known_addresses(db: Database) -> None:
    """Which of its addresses a page is known by, and as what a site spells it."""
    for statement in _KNOWN_ADDRESSES.split(";"):
        if statement.strip():
            db.execute(statement)


_KNOWN_ADDRESSES = """
CREATE TABLE addresses (
    visit_key TEXT PRIMARY KEY,
    url TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE merged_pages (
    id TEXT PRIMARY KEY,
    page_id TEXT NOT NULL
);
CREATE INDEX merged_pages_page_id ON merged_pages(page_id);
ALTER TABLE pages ADD COLUMN twin_key TEXT;
CREATE INDEX pages_twin_key ON pages(twin_key);
ALTER TABLE urls ADD COLUMN address TEXT;
"""


@MIGRATIONS()
def m007_pages_of_lists(db: Database) -> None:
    """All that a page of a list showed; whether an address that is surely not there was led elsewhere."""
    db.execute("ALTER TABLE list_pages DROP COLUMN last_entry")
    db.execute("ALTER TABLE list_pages ADD COLUMN entries TEXT NOT NULL DEFAULT '[]'")
    db.execute("ALTER TABLE list_pages ADD COLUMN is_last INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE absent_answers ADD COLUMN redirected INTEGER NOT NULL DEFAULT 0")


@MIGRATIONS()
def m008_file_looks(db: Database) -> None:
    """What came from the address of each file, so that one which is replaced is a version.

    Of files that are known already the last look that brought them is; its capture is not.
    """
    for statement in _FILE_LOOKS.split(";"):
        if statement.strip():
            db.execute(statement)
    db.conn.create_function("text_hash", 1, text_hash)
    db.execute(_KNOWN_FILES)
    for page, record in db.conn.execute("SELECT page_id, record FROM versions").fetchall():
        db.conn.executemany(
            "INSERT OR IGNORE INTO offered_files(url, page_id) VALUES (?, ?)",
            [(url, page) for url in offered_files(record)],
        )


_FILE_LOOKS = """
ALTER TABLE versions ADD COLUMN file TEXT;
CREATE TABLE file_looks (
    url TEXT NOT NULL,
    observed_at TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    text_sha256 TEXT,
    capture TEXT,
    text TEXT,
    PRIMARY KEY (url, observed_at, sha256)
);
CREATE TABLE offered_files (
    url TEXT NOT NULL,
    page_id TEXT NOT NULL,
    PRIMARY KEY (url, page_id)
) WITHOUT ROWID;
CREATE INDEX offered_files_page_id ON offered_files(page_id)
"""
_KNOWN_FILES = """
INSERT OR IGNORE INTO file_looks(url, observed_at, sha256, bytes, text_sha256)
SELECT file.url, coalesce(urls.changed_at, urls.last_checked, page.first_seen, '1970-01-01T00:00:00Z'),
    file.sha256, file.bytes, text_hash(file.text)
FROM (SELECT url, sha256, bytes, text, page_id FROM attachments WHERE sha256 IS NOT NULL AND url IS NOT NULL
    UNION ALL SELECT url, sha256, bytes, text, NULL FROM loose_files WHERE sha256 IS NOT NULL) AS file
LEFT JOIN urls ON urls.url = file.url
LEFT JOIN pages AS page ON page.id = file.page_id
"""


@MIGRATIONS()
def m009_judged_texts(db: Database) -> None:
    """Texts are judged, not pages; opening the archive judges them (`archive.rejudging`)."""
    for statement in _JUDGED_TEXTS.split(";"):
        if statement.strip():
            db.execute(statement)


_JUDGED_TEXTS = """
DROP TABLE page_pairs;
DROP TABLE fingerprints;
CREATE TABLE page_texts (
    page_id TEXT PRIMARY KEY,
    text_id INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX page_texts_text_id ON page_texts(text_id);
CREATE TABLE text_pairs (
    text_id INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    similarity REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (text_id, verdict, other_id)
) WITHOUT ROWID;
CREATE INDEX text_pairs_other_id_verdict ON text_pairs(other_id, verdict);
CREATE TABLE text_fingerprints (
    hash INTEGER NOT NULL,
    text_id INTEGER NOT NULL,
    PRIMARY KEY (hash, text_id)
) WITHOUT ROWID;
CREATE INDEX text_fingerprints_text_id ON text_fingerprints(text_id);
"""


_CAPTURE_FILES = """CREATE TABLE capture_files (
    name TEXT PRIMARY KEY,
    last_offset INTEGER NOT NULL
)"""
