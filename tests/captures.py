"""Answers of a made-up site, as the tests that read one page need them."""

from __future__ import annotations

from datetime import UTC, datetime

from archive.capture import Capture
from archive.notice import Notice
from crawler.extraction import Context, extract_notice

URL = "http://www.qingchuan.example/1.html"
FETCHED_AT = datetime(2026, 6, 1, tzinfo=UTC)


def page(
    body: str | bytes,
    url: str = URL,
    *,
    content_type: str = "text/html; charset=utf-8",
    fetched_at: datetime = FETCHED_AT,
) -> Capture:
    """An answer that holds *body*."""
    data = body.encode() if isinstance(body, str) else body
    return Capture(url=url, fetched_at=fetched_at, headers=(("Content-Type", content_type),), body=data)


def read(body: str | bytes, url: str = URL, *, content_type: str = "text/html; charset=utf-8") -> Notice:
    """The notice on a page that holds *body*."""
    return extract_notice([page(body, url, content_type=content_type)], Context())
