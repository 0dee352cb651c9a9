"""The statements that made the first shape of an archive: migrations build on it, so it stays."""

from __future__ import annotations

FIRST_SHAPE = """
CREATE TABLE sites (
    id TEXT PRIMARY KEY,
    name TEXT,
    level TEXT,
    region_code TEXT,
    url TEXT,
    platform TEXT,
    health TEXT NOT NULL DEFAULT 'never',
    last_success TEXT
);
CREATE TABLE regions (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL
);
CREATE TABLE notices (
    id TEXT PRIMARY KEY,
    title TEXT,
    page_title TEXT,
    document_number TEXT,
    index_number TEXT,
    document_type TEXT,
    issuers TEXT,
    issued_date TEXT,
    published_date TEXT,
    effective_date TEXT,
    source TEXT,
    addressees TEXT,
    attachments TEXT,
    deadlines TEXT,
    contacts TEXT,
    region_code TEXT,
    citations TEXT,
    cited_numbers TEXT,
    script TEXT,
    page_kind TEXT,
    body TEXT,
    parts TEXT,
    evidence TEXT,
    url TEXT NOT NULL,
    site TEXT NOT NULL REFERENCES sites(id),
    copies INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL DEFAULT 'live',
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    sort_date TEXT NOT NULL,
    year TEXT,
    search_key INTEGER NOT NULL UNIQUE
);
CREATE TABLE notice_aliases (
    id TEXT PRIMARY KEY,
    notice_id TEXT NOT NULL REFERENCES notices(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE pages (
    id TEXT PRIMARY KEY,
    notice_id TEXT REFERENCES notices(id) DEFERRABLE INITIALLY DEFERRED,
    site TEXT NOT NULL REFERENCES sites(id),
    url TEXT NOT NULL,
    part INTEGER NOT NULL DEFAULT 0,
    continues_id TEXT REFERENCES pages(id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT,
    published_date TEXT,
    source TEXT,
    relation TEXT,
    similarity REAL,
    reason TEXT,
    status TEXT NOT NULL DEFAULT 'live',
    listed INTEGER NOT NULL DEFAULT 0,
    first_seen TEXT NOT NULL,
    last_seen TEXT,
    last_checked TEXT NOT NULL,
    capture TEXT
);
CREATE TABLE versions (
    id TEXT PRIMARY KEY,
    page_id TEXT NOT NULL REFERENCES pages(id) DEFERRABLE INITIALLY DEFERRED,
    observed_at TEXT NOT NULL,
    title TEXT,
    body TEXT NOT NULL,
    body_sha256 TEXT NOT NULL,
    change TEXT NOT NULL,
    capture TEXT,
    record TEXT NOT NULL
);
CREATE TABLE attachments (
    id TEXT PRIMARY KEY,
    page_id TEXT NOT NULL REFERENCES pages(id) DEFERRABLE INITIALLY DEFERRED,
    url TEXT,
    name TEXT NOT NULL,
    media_type TEXT,
    bytes INTEGER,
    sha256 TEXT,
    text TEXT
);
CREATE TABLE loose_files (
    url TEXT PRIMARY KEY,
    media_type TEXT,
    bytes INTEGER,
    sha256 TEXT,
    text TEXT
);
CREATE TABLE citations (
    id TEXT PRIMARY KEY,
    notice_id TEXT NOT NULL REFERENCES notices(id) DEFERRABLE INITIALLY DEFERRED,
    type TEXT NOT NULL,
    title TEXT,
    document_number TEXT,
    target_id TEXT
);
CREATE TABLE look_alikes (
    notice_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    similarity REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (notice_id, other_id)
) WITHOUT ROWID;
CREATE TABLE page_pairs (
    page_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    verdict TEXT NOT NULL,
    similarity REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (page_id, other_id)
) WITHOUT ROWID;
CREATE TABLE fingerprints (
    hash INTEGER NOT NULL,
    page_id TEXT NOT NULL,
    PRIMARY KEY (hash, page_id)
) WITHOUT ROWID;
CREATE TABLE crawls (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL REFERENCES sites(id),
    started TEXT NOT NULL,
    finished TEXT,
    outcome TEXT,
    cause TEXT,
    listed INTEGER NOT NULL DEFAULT 0,
    fetched INTEGER NOT NULL DEFAULT 0,
    new INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    gone INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE failures (
    id INTEGER PRIMARY KEY,
    crawl_id INTEGER REFERENCES crawls(id),
    url TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT,
    at TEXT NOT NULL
);
CREATE TABLE urls (
    url TEXT PRIMARY KEY,
    site TEXT NOT NULL REFERENCES sites(id),
    kind TEXT NOT NULL,
    via TEXT,
    listed_title TEXT,
    listed_date TEXT,
    state TEXT NOT NULL DEFAULT 'pending',
    attempts INTEGER NOT NULL DEFAULT 0,
    reason TEXT,
    etag TEXT,
    last_modified TEXT,
    first_seen TEXT NOT NULL,
    last_checked TEXT,
    next_check TEXT
);
CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
CREATE INDEX notices_sort_date ON notices(sort_date);
CREATE INDEX notices_site ON notices(site);
CREATE INDEX notices_document_type ON notices(document_type);
CREATE INDEX notices_region_code ON notices(region_code);
CREATE INDEX notices_year ON notices(year);
CREATE INDEX notices_document_number ON notices(document_number);
CREATE INDEX notice_aliases_notice_id ON notice_aliases(notice_id);
CREATE INDEX pages_notice_id ON pages(notice_id);
CREATE INDEX pages_url_part ON pages(url, part);
CREATE INDEX pages_site ON pages(site);
CREATE INDEX pages_continues_id ON pages(continues_id);
CREATE INDEX versions_page_id ON versions(page_id);
CREATE INDEX versions_body_sha256 ON versions(body_sha256);
CREATE INDEX attachments_page_id ON attachments(page_id);
CREATE INDEX attachments_url ON attachments(url);
CREATE INDEX attachments_sha256 ON attachments(sha256);
CREATE INDEX citations_notice_id ON citations(notice_id);
CREATE INDEX citations_document_number ON citations(document_number);
CREATE INDEX citations_target_id ON citations(target_id);
CREATE INDEX look_alikes_other_id ON look_alikes(other_id);
CREATE INDEX page_pairs_other_id ON page_pairs(other_id);
CREATE INDEX fingerprints_page_id ON fingerprints(page_id);
CREATE INDEX crawls_site ON crawls(site);
CREATE INDEX failures_crawl_id ON failures(crawl_id);
CREATE INDEX failures_url ON failures(url);
CREATE INDEX urls_site_state ON urls(site, state);
"""
