"""Names that lead to private addresses: looked up before a request, and once more where it connects.

Scrapy connects to the address that the resolver gives, and the resolver keeps each answer for the
whole run, so a name cannot lead to a public address when it is checked and to a private one when
it is connected to.  A host that has no address but of IPv6 is asked by that one.
"""

from __future__ import annotations

import socket
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.abstract import isIPv6Address
from twisted.internet.defer import Deferred, succeed
from twisted.internet.error import DNSLookupError
from twisted.internet.threads import deferToThreadPool
from twisted.python.failure import Failure

from crawler.guard.private_address import can_be_host, is_private
from crawler.guard.traps import trap
from crawler.refusal import RefusedError

_SCHEMES = frozenset({"http", "https"})


class AddressGuard:
    """Lets requests go to public addresses only, over http or https, unless a site is configured there.

    Addresses that no notice has (`crawler.guard.traps`) are refused everywhere.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request pass or refuse it; redirects come by here as well."""
        parts = urlsplit(request.url)
        if parts.scheme not in _SCHEMES:
            raise RefusedError("bad-scheme", f"{parts.scheme}: is neither http nor https")
        endless = trap(request.url)
        if endless is not None:
            raise RefusedError("trap-address", f"{endless}; no notice has such an address")
        if parts.netloc in configured_hosts(self._crawler):
            return
        host = parts.hostname or ""
        if not can_be_host(host):
            raise RefusedError("unknown-host", f"{host!r} cannot be the name of a host")
        if is_private(host):
            raise RefusedError("private-address", f"{parts.netloc} is not a configured site")
        address = await looked_up(host)
        if address is not None and is_private(address):
            raise RefusedError(
                "private-address", f"{parts.netloc} leads to {address} and is not a configured site"
            )


class GuardedResolver(CachingThreadedResolver):
    """Gives no private address, but for the names of configured sites: the last word before a connection."""

    def __init__(self, reactor: Any, cache_size: int, timeout: float, process: Any) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._process = process

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Self:
        """Scrapy hands over its process, which has one crawler or several."""
        settings = crawler.settings
        return cls(reactor, settings.getint("DNSCACHE_SIZE"), settings.getfloat("DNS_TIMEOUT"), crawler)

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        """The address of *name*; a private one is as good as none."""
        literal = name.strip("[]")
        if isIPv6Address(literal):
            return succeed(literal).addCallback(self._checked, literal)
        found: Deferred[Any] = super().getHostByName(name, timeout)
        found.addErrback(self._by_ipv6, name)
        found.addCallback(self._checked, name)
        return found

    def _by_ipv6(self, failure: Failure, name: str) -> Deferred[str | Failure]:
        """The host's address of IPv6, where it has none of IPv4; else the failure to find that one."""
        reactor: Any = self.reactor
        found: Deferred[Any] = deferToThreadPool(reactor, reactor.getThreadPool(), _ipv6_address, name)
        found.addTimeout(self.timeout, reactor)
        return found.addCallbacks(self._cache_result, lambda _: failure, callbackArgs=(name,))

    def _checked(self, address: str, name: str) -> str:
        crawlers = getattr(self._process, "crawlers", ())
        configured = {host for crawler in crawlers for host in configured_hosts(crawler)}
        names = {urlsplit(f"//{host}").hostname for host in configured}
        if is_private(address) and name.lower() not in names:
            raise PrivateNameError(f"{name} leads to {address}", address)
        return address


class PrivateNameError(DNSLookupError):
    """The name leads to an address that is not on the public internet, which is the second argument."""


def _ipv6_address(name: str) -> str:
    return str(socket.getaddrinfo(name, None, socket.AF_INET6, socket.SOCK_STREAM)[0][4][0])


async def looked_up(host: str) -> str | None:
    """The address to which *host* leads; ``None`` where none is known, which the request will find out."""
    from twisted.internet import reactor  # noqa: PLC0415 - importing it installs it, and Scrapy chooses which

    resolve: Any = reactor.resolve
    try:
        return str(await maybe_deferred_to_future(resolve(host)))
    except PrivateNameError as error:
        return str(error.args[1])
    except (DNSLookupError, UnicodeError, ValueError):
        return None


def configured_hosts(crawler: Crawler) -> frozenset[str]:
    """The ``host:port`` of every site that the run was told to visit."""
    return getattr(crawler.spider, "configured_hosts", frozenset())
