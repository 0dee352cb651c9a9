"""Redirect sinks: pages to which a site leads whatever it no longer wants to show."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from archive.capture import Capture
from archive.identity import canonical_url
from crawler.failure import FailureName
from crawler.site import Site


class RedirectSinks:
    """Knows front pages, lists, and every address to which pages of two titles were led in a run."""

    def __init__(self, sites: Sequence[Site]) -> None:
        self._lists = {canonical_url(url) for site in sites for url in site.urls}
        self._hosts = {site.id: {urlsplit(canonical_url(url)).netloc for url in site.urls} for site in sites}
        self._led_to: dict[str, str | None] = {}
        """Address that answered → title of the first page that was led there."""

    def failure(self, kind: str, capture: Capture) -> tuple[FailureName, str] | None:
        """``redirect-sink`` where a page or file was led to a place that is not its own."""
        asked = capture.requested_url
        if kind in ("listing", "probe") or asked is None:
            return None
        answered = canonical_url(capture.url)
        first = self._led_to.setdefault(answered, capture.listed_title)
        front = urlsplit(answered).path in ("", "/") and not urlsplit(answered).query
        if front or answered in self._lists or first != capture.listed_title:
            return "redirect-sink", f"leads to {capture.url}"
        return None

    def has_one_host(self, site: str) -> bool:
        """Whether all lists of the site are on one host."""
        return len(self._hosts.get(site, ())) == 1

    def is_own(self, url: str, site: str) -> bool:
        """Whether an address lies on a host of the site: what others answer says nothing of it."""
        return urlsplit(canonical_url(url)).netloc in self._hosts.get(site, ())
