"""Compound keys and indexes of the archive's tables, as data; the columns are in :mod:`archive.schema`."""

from __future__ import annotations

PRIMARY_KEYS: dict[str, tuple[str, ...]] = {
    "look_alikes": ("notice_id", "other_id"),
    "file_looks": ("url", "observed_at", "sha256"),
    "offered_files": ("url", "page_id"),
    "list_entries": ("list", "url"),
    "text_pairs": ("text_id", "verdict", "other_id"),
    "text_fingerprints": ("hash", "text_id"),
}
"""Compound keys; every other table's key stands in its column declaration."""

WITHOUT_ROWID: frozenset[str] = frozenset(
    {
        *("page_texts", "text_fingerprints", "text_pairs", "look_alikes", "list_entries", "addresses"),
        "offered_files",
    }
)

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "notices": (
        ("sort_date",),
        ("site",),
        ("document_type",),
        ("region_code",),
        ("year",),
        ("document_number",),
    ),
    "notice_aliases": (("notice_id",),),
    "pages": (("notice_id",), ("url", "part"), ("site",), ("continues_id",), ("twin_key",)),
    "merged_pages": (("page_id",),),
    "versions": (("page_id",), ("body_sha256",)),
    "attachments": (("page_id",), ("url",), ("sha256",)),
    "offered_files": (("page_id",),),
    "citations": (("notice_id",), ("document_number",), ("target_id",)),
    "look_alikes": (("other_id",),),
    "page_texts": (("text_id",),),
    "text_pairs": (("other_id", "verdict"),),
    "text_fingerprints": (("text_id",),),
    "crawls": (("site",),),
    "failures": (("crawl_id",), ("url",)),
    "listing_looks": (("url",),),
    "urls": (("site", "state"), ("site", "next_check")),
    "list_pages": (("list",),),
    "list_entries": (("list", "rank"), ("url",)),
}
