"""Scrapy's queue of requests, so ordered that each host has at most one of them at work.

Scrapy counts a request as its host's only once it waits for the network.  One that waits for
robots.txt, for a lookup or because the host asked for a pause holds a place as well, and sixteen
of one slow host would keep all others waiting.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scrapy.pqueues import DownloaderAwarePriorityQueue, DownloaderInterface


class HostTurns(DownloaderAwarePriorityQueue):
    """Gives the next request of a host that has none at work; none where all hosts are busy."""

    def __init__(self, crawler: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(crawler, *args, **kwargs)
        self._downloader_interface = _FreeHosts(crawler)


class _FreeHosts(DownloaderInterface):
    def stats(self, possible_slots: Iterable[str]) -> list[tuple[int, str]]:
        """The hosts that have no request at work, all alike."""
        busy = {self.get_slot_key(request) for request in self.downloader.active}
        return [(0, slot) for slot in possible_slots if slot not in busy]
