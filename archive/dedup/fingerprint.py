"""Fingerprints of a text by winnowing, and the sample of them that finds candidates.

Winnowing (Schleimer, Wilkerson, Aiken 2003) keeps the smallest hash of every window of
neighbouring k-grams: two texts that share a run of ``K + WINDOW - 1`` characters share a
fingerprint, wherever the run stands.
"""

from __future__ import annotations

from zlib import crc32

K = 8
WINDOW = 8
SAMPLE_EVERY = 8
SAMPLE_LEAST = 4
KEY_BASE = 1 << 32
"""Hashes of whole titles, numbers and short notices start here; fingerprints are smaller."""


def plain_text(folded: str) -> str:
    """A text folded by :func:`archive.search.fold`, letters and digits only: what two copies share."""
    return "".join(filter(str.isalnum, folded))


def fingerprints(plain: str) -> frozenset[int]:
    """The winnowed hashes of a :func:`plain_text`; empty when it is shorter than ``K``.

    They are stored: a change of any number here needs ``notices dedup`` on every archive.
    """
    data = plain.encode("utf-32-le", "surrogatepass")
    grams = [crc32(data[start : start + 4 * K]) for start in range(0, len(data) - 4 * K + 1, 4)]
    if len(grams) <= WINDOW:
        return frozenset([min(grams)] if grams else ())
    kept = []
    smallest, place = 0, -1
    for end in range(WINDOW - 1, len(grams)):
        start = end - WINDOW + 1
        if place < start:
            window = grams[start : end + 1]
            smallest = min(window)
            place = end - window[::-1].index(smallest)
            kept.append(smallest)
        elif grams[end] <= smallest:
            smallest, place = grams[end], end
            kept.append(smallest)
    return frozenset(kept)


def sample(prints: frozenset[int]) -> frozenset[int]:
    """Every eighth fingerprint by value, and the smallest few.

    By value, so that an excerpt's sample lies within that of the whole; the smallest ones serve
    short texts.  Whether two pages are compared depends on the two samples alone.
    """
    every = {print_ for print_ in prints if print_ % SAMPLE_EVERY == 0}
    return frozenset(every.union(sorted(prints)[:SAMPLE_LEAST]))


def key(kind: str, plain: str) -> int:
    """One hash for a whole text (a title, a number), apart from all fingerprints."""
    return KEY_BASE + crc32(f"{kind}:{plain}".encode("utf-8", "surrogatepass"))


def containment(prints: frozenset[int], others: frozenset[int]) -> float:
    """How much of the smaller text the larger one contains, 0 to 1."""
    smaller = min(len(prints), len(others))
    return len(prints & others) / smaller if smaller else 0.0
