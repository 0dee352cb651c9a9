"""From captures to notices: decode, find the document, clean it, read its fields.  Pure."""

from __future__ import annotations

from crawler.extraction.context import Context
from crawler.extraction.continuation import next_article_page
from crawler.extraction.decode import decode
from crawler.extraction.reading import extract_notice

__all__ = ["Context", "decode", "extract_notice", "next_article_page"]
