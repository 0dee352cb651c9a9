"""From captures to notices: decode, find the document, clean it, read its fields.  Pure.

What the package offers is loaded when it is asked for: the process that reads attached files decodes and
flattens only, and every crawl with attachments waits for its start.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.extraction.context import Context
    from crawler.extraction.continuation import next_article_page
    from crawler.extraction.reading import extract_notice

__all__ = ["Context", "extract_notice", "next_article_page"]

_MODULES = {"Context": "context", "extract_notice": "reading", "next_article_page": "continuation"}


def __getattr__(name: str) -> object:
    """What the package offers by that name."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
