"""Failures by name: what went wrong with a request, in words that stay the same for years."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from archive.absence import Hindrance
from archive.capture import Capture
from archive.causes import causes
from crawler.walls import CHALLENGE_STATUSES, Wall, wall_of

FailureName = Literal[
    "not-found",
    "forbidden",
    "challenge",
    "blocked",
    "rate-limited",
    "server-error",
    "http-error",
    "robots",
    "crawl-delay",
    "private-address",
    "refused",
    "unknown-host",
    "timeout",
    "tls",
    "cut-short",
    "too-large",
    "redirect-loop",
    "redirect-sink",
    "bad-scheme",
    "trap-address",
    "postponed",
    "connection",
    "unreadable",
    "no-entries",
    "no-addresses",
    "internal",
]

BLOCKING: frozenset[str] = frozenset({"challenge", "blocked", "forbidden", "rate-limited"})
"""Failures in which the site answered and did not want us."""

ABSENT: frozenset[str] = frozenset({"not-found", "redirect-sink"})
"""Failures in which the site answered that a page is not there."""

_SURE = frozenset({304, 404, 410, 429})
"""Statuses that say all there is to know, whatever page comes with them."""

_STATUSES: Mapping[int, FailureName] = {
    401: "forbidden",
    403: "forbidden",
    404: "not-found",
    410: "not-found",
    429: "rate-limited",
    **dict.fromkeys(CHALLENGE_STATUSES, "challenge"),
}

_ERRORS: Mapping[str, FailureName] = {
    "DownloadConnectionRefusedError": "refused",
    "ConnectionRefusedError": "refused",
    "CannotResolveHostError": "unknown-host",
    "DNSLookupError": "unknown-host",
    "DownloadTimeoutError": "timeout",
    "TimeoutError": "timeout",
    "TCPTimedOutError": "timeout",
    "DownloadCancelledError": "too-large",
    "ResponseDataLossError": "cut-short",
    # A body that is not packed as its Content-Encoding says, or whose packing is damaged.
    "BadGzipFile": "unreadable",
    "zlib.error": "unreadable",
    "brotli.error": "unreadable",
    "ResponseFailed": "connection",
    "ConnectionLost": "connection",
    "ConnectionDone": "connection",
    "DownloadFailedError": "connection",
    "SSLError": "tls",
    "CertificateError": "tls",
    "VerificationError": "tls",
    "OpenSSL.SSL.Error": "tls",
}

_IGNORED: Mapping[str, FailureName] = {
    # Scrapy's own IgnoreRequest is told apart by its message only.
    "max redirections": "redirect-loop",
    "download_maxsize": "too-large",
}

_HEADER_MARK = "its headers are longer"
_TLS_MARKS = ("ssl", "tls", "certificate")
"""Connection errors of several libraries wrap the TLS error that caused them."""


def failure_of_answer(capture: Capture) -> tuple[FailureName, str] | None:
    """The failure that an answer means, and its detail; ``None`` for content of the site itself.

    A wall is known whatever status it answers with: its page is never content.
    """
    wall = None if capture.status in _SURE else wall_of(capture)
    if wall is not None:
        return _name(wall), f"{wall.says} (HTTP {capture.status})"
    failure = failure_of_status(capture.status)
    return None if failure is None else (failure, f"HTTP {capture.status}")


def hindrance_of(name: str) -> Hindrance | None:
    """What a failure of that name says of a page that is known: kept out, not answered, or nothing."""
    if name in BLOCKING:
        return "blocked"
    is_silent = name in causes() and causes()[name].health == "unreachable" and name != "postponed"
    return "unreachable" if is_silent else None


def _name(wall: Wall) -> FailureName:
    return "challenge" if wall.kind == "challenge" else "blocked"


def failure_of_status(status: int) -> FailureName | None:
    """The failure that an HTTP status means; ``None`` for an answer with content.

    A 304 is one too where nobody asked on a condition: it brings nothing.
    """
    if status in (200, 203):
        return None
    named = _STATUSES.get(status)
    if named is not None:
        return named
    return "server-error" if status >= 500 else "http-error"


def failure_of_error(error: BaseException) -> FailureName:
    """The failure that an exception of the download means.

    Our own refusals carry their name.  Others are known by class name along the class tree, so
    that no network library is imported here.  The message counts only where the class says too
    little, as it may hold the address.  Anything unknown is ``internal``: a fault of ours, to be
    looked at.
    """
    own: FailureName | None = getattr(error, "failure_name", None)
    if own is not None:
        return own
    text = str(error).lower()
    kinds = type(error).__mro__
    if any(kind.__name__ == "IgnoreRequest" for kind in kinds):
        return next((name for mark, name in _IGNORED.items() if mark in text), "internal")
    if _HEADER_MARK in text:
        return "too-large"
    names = (name for kind in kinds for name in (kind.__name__, f"{kind.__module__}.{kind.__name__}"))
    found: FailureName = next((_ERRORS[name] for name in names if name in _ERRORS), "internal")
    return "tls" if found == "connection" and any(mark in text for mark in _TLS_MARKS) else found
