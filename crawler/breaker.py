"""A circuit breaker for each host: one that died, or turns us away, is asked no more in this run.

What is not asked stays pending for the next run, so nothing is lost.  Knows no Scrapy.
"""

from __future__ import annotations

from dataclasses import dataclass

ENOUGH: dict[str, int] = {
    "challenge": 3,
    "blocked": 3,
    "rate-limited": 3,
    "refused": 3,
    "unknown-host": 3,
    "tls": 3,
    "timeout": 3,
    "forbidden": 5,
    "connection": 5,
    "cut-short": 5,
    "server-error": 5,
}
"""Failures of one name in a row that speak of the host, not of the address."""


RETRIED_STATUSES = frozenset({408, 429, 500, 502, 503, 504, 522, 524})
"""Answers after which a request is made again later in the run: each attempt counts."""
UNASKED = frozenset({"postponed", "robots", "crawl-delay", "private-address", "bad-scheme", "trap-address"})
"""Failures of requests that were not made, and so say nothing of the host."""


@dataclass(slots=True)
class _Circuit:
    name: str = ""
    """The name of the last failure."""
    count: int = 0
    """How often it came in a row."""
    probing: bool = False
    probed: bool = False

    @property
    def is_open(self) -> bool:
        return self.count >= ENOUGH.get(self.name, self.count + 1)


class Breaker:
    """Counts the failures of each host in a row, and says whether it may be asked."""

    def __init__(self) -> None:
        self._circuits: dict[str, _Circuit] = {}

    def note(self, host: str, failure: str | None) -> None:
        """Note that the host (``host:port``) answered, or failed by that name."""
        circuit = self._circuits.setdefault(host, _Circuit())
        circuit.probing = False
        if failure in UNASKED:
            return
        if failure is None or failure not in ENOUGH:
            circuit.name, circuit.count = "", 0
        elif failure == circuit.name:
            circuit.count += 1
        else:
            circuit.name, circuit.count = failure, 1

    def open_for(self, host: str) -> str | None:
        """The name of the failures for which the host is asked no more, or ``None``."""
        circuit = self._circuits.get(host)
        return circuit.name if circuit is not None and circuit.is_open and not circuit.probing else None

    def may_probe(self, host: str) -> bool:
        """Whether one more request may see if an open host answers again: once in a run."""
        circuit = self._circuits[host]
        if circuit.probed:
            return False
        circuit.probed = circuit.probing = True
        return True
