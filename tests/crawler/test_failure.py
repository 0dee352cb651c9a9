"""Every way in which a request can fail has a name."""

import gzip
import sqlite3
import zlib

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from crawler.failure import failure_of_error, failure_of_status
from crawler.refusal import RefusedError


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (200, None),
        (304, "http-error"),
        (202, "challenge"),
        (403, "forbidden"),
        (404, "not-found"),
        (410, "not-found"),
        (412, "challenge"),
        (418, "http-error"),
        (429, "rate-limited"),
        (500, "server-error"),
        (503, "server-error"),
        (512, "challenge"),
        (521, "challenge"),
    ],
)
def test_a_status_has_a_name(status: int, name: str | None) -> None:
    assert failure_of_status(status) == name


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (RefusedError("robots", "http://host/robots.txt disallows it"), "robots"),
        (RefusedError("private-address", "10.0.0.1 is not a configured site"), "private-address"),
        (DownloadTimeoutError("Getting http://host/robots.txt took longer than 60 seconds"), "timeout"),
        (DownloadTimeoutError("Getting http://host/ssl/certificate.html took longer than 60 s"), "timeout"),
        (IgnoreRequest("something else"), "internal"),
        (sqlite3.OperationalError("disk I/O error"), "internal"),
        (IgnoreRequest("max redirections reached"), "redirect-loop"),
        (IgnoreRequest("its body exceeded DOWNLOAD_MAXSIZE (20000000 B) during decompression."), "too-large"),
        (RefusedError("rate-limited", "host asked to wait 900 more seconds"), "rate-limited"),
        (DownloadConnectionRefusedError("refused"), "refused"),
        (CannotResolveHostError("no such host"), "unknown-host"),
        (DownloadTimeoutError("took longer than 60 seconds"), "timeout"),
        (DownloadCancelledError("larger than limit"), "too-large"),
        (ResponseDataLossError(), "cut-short"),
        (gzip.BadGzipFile("Not a gzipped file (b'<h')"), "unreadable"),
        (zlib.error("Error -3 while decompressing data"), "unreadable"),
        (DownloadFailedError("[SSL: WRONG_VERSION_NUMBER]"), "tls"),
        (DownloadFailedError("connection lost"), "connection"),
        (KeyError("x"), "internal"),
    ],
)
def test_an_error_has_a_name(error: Exception, name: str) -> None:
    assert failure_of_error(error) == name
