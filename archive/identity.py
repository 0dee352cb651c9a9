"""Ids and canonical addresses: how one page is known to be the same page for years.

An id uses the fewest, most stable, raw facts (an address and a part number), so that better
reading rules never change it.
"""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit, urlunsplit

from w3lib.url import canonicalize_url

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def canonical_url(url: str) -> str:
    """One spelling for one address: no fragment, sorted query, lower-case host, no default port.

    ``file:<sha256>`` addresses of imported files pass unchanged.
    """
    if url.startswith("file:"):
        return url
    parts = urlsplit(canonicalize_url(url.strip()))
    default_port = _DEFAULT_PORTS.get(parts.scheme, "")
    return urlunsplit(parts._replace(netloc=parts.netloc.removesuffix(default_port)))


def page_id(url: str, part: int = 0) -> str:
    """First 12 hex digits of sha256(canonical URL + "#" + part): a page's, and its notice's, id."""
    return short_hash(f"{canonical_url(url)}#{part}")


def short_hash(text: str) -> str:
    """First 12 hex digits of the sha256 of *text* in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def file_url(content: bytes) -> str:
    """The address of a file that was imported without one: ``file:<sha256>``."""
    return f"file:{hashlib.sha256(content).hexdigest()}"
