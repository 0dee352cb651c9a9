"""How much an answer may bring: headers, and what a small body unpacks to."""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Request, Response
from twisted.python.failure import Failure
from twisted.web._newclient import BODY, DONE

MOST_HEADER_BYTES = 256 * 1024
"""Bytes of an answer before its body; browsers give up at as many."""
MOST_UNPACKED = 200
"""Times that a body may grow when it is unpacked; HTML grows tenfold, long tables of figures fiftyfold."""
ALWAYS_UNPACKED = 5_000_000
"""Bytes to which any body may unpack."""


class UnpackingLimit:
    """Stops the unpacking of a body that grows beyond reason."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Tell Scrapy's unpacking how far it may go with this very answer."""
        if response.status == 200 and response.headers.get("Content-Encoding"):
            most = request.meta.get("download_maxsize", self._maxsize)
            grown = max(ALWAYS_UNPACKED, MOST_UNPACKED * len(response.body))
            request.meta["download_maxsize"] = min(most, grown) if most else grown
        return response

    def __init__(self, maxsize: int) -> None:
        self._maxsize = maxsize

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> UnpackingLimit:
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))


class LimitedDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's own handler, which leaves an answer whose headers have no end.

    It reaches into private parts of Scrapy and Twisted, as nothing public tells of headers before they
    are complete: with ``DOWNLOAD_MAXSIZE`` and a handler of ``headers_received`` that raises
    ``StopDownload``, Scrapy 2.19 takes in 200 MB of headers, and neither is ever asked.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _LimitedFactory


class _LimitedProtocol(_LenientHTTP11ClientProtocol):
    """Counts the bytes of an answer until its body begins: Twisted bounds each line, but not their number."""

    _header_bytes = 0

    def request(self, request: Any) -> Any:
        self._header_bytes = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        parser = self._parser
        if parser is not None and parser.state not in (BODY, DONE):
            self._header_bytes += len(data)
            if self._header_bytes > MOST_HEADER_BYTES:
                error = DownloadCancelledError(f"its headers are longer than {MOST_HEADER_BYTES} bytes")
                self._giveUp(Failure(error))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class _LimitedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, _addr: Any) -> _LimitedProtocol:  # noqa: N802 - Twisted's name
        return _LimitedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
