"""Failures by name: what went wrong with a request, in words that stay the same for years."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

FailureName = Literal[
    "not-found",
    "forbidden",
    "blocked",
    "rate-limited",
    "server-error",
    "http-error",
    "robots",
    "private-address",
    "refused",
    "unknown-host",
    "timeout",
    "tls",
    "cut-short",
    "too-large",
    "redirect-loop",
    "connection",
    "unreadable",
    "no-entries",
    "internal",
]

BLOCKING: frozenset[str] = frozenset({"blocked", "forbidden", "rate-limited"})
"""Failures in which the site answered and did not want us."""

_STATUSES: Mapping[int, FailureName] = {
    401: "forbidden",
    403: "forbidden",
    404: "not-found",
    410: "not-found",
    429: "rate-limited",
    # Challenge pages: Ruishu answers 412 (or 202), 加速乐/创宇盾 answer 521 or 512 with a script.
    202: "blocked",
    412: "blocked",
    512: "blocked",
    521: "blocked",
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
    "ResponseFailed": "connection",
    "ConnectionLost": "connection",
    "ConnectionDone": "connection",
    "DownloadFailedError": "connection",
    "SSLError": "tls",
    "CertificateError": "tls",
    "VerificationError": "tls",
    "Error": "tls",  # OpenSSL.SSL.Error
}


_MESSAGES: Mapping[str, FailureName] = {
    # Scrapy raises one IgnoreRequest for all of these: only the message tells them apart.
    "robots.txt": "robots",
    "private address": "private-address",
    "rate limited": "rate-limited",
    "max redirections": "redirect-loop",
    "download_maxsize": "too-large",
    # Connection errors of several libraries wrap the TLS error that caused them.
    "ssl": "tls",
    "tls": "tls",
    "certificate": "tls",
}


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

    Known by class name along the class tree, so that no network library is imported here.
    Anything unknown is ``internal``: a fault of ours, to be looked at.
    """
    text = str(error).lower()
    for mark, name in _MESSAGES.items():
        if mark in text:
            return name
    for kind in type(error).__mro__:
        if kind.__name__ in _ERRORS:
            return _ERRORS[kind.__name__]
    return "internal"
