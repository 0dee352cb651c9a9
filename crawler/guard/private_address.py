"""Which hosts are not on the public internet, and so are never visited because a page links there."""

from __future__ import annotations

import ipaddress
import re
import socket
import unicodedata
from urllib.parse import unquote

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
"""All that is given out for the public internet (IANA); Python calls ``fec0::/10`` global, too."""
_DOCUMENTATION = ipaddress.IPv6Network("3fff::/20")
_HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?|[0-9a-f:.]*:[0-9a-f:.]*", re.IGNORECASE)
_LONGEST_HOST = 253
_PRIVATE_ENDINGS = (".localhost", ".local", ".internal", ".lan", ".home.arpa")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_private(host: str) -> bool:
    """Whether *host* names this machine or a network that is not the public internet.

    Says nothing of the addresses to which a public name leads: `crawler.guard.resolver` looks at those.

    >>> is_private("127.0.0.1"), is_private("localhost"), is_private("www.example.org")
    (True, True, False)
    """
    host = _plain(host)
    try:
        return not is_public_address(ipaddress.ip_address(_spelled_out(host)))
    except ValueError:
        return host == "localhost" or host.endswith(_PRIVATE_ENDINGS)


def can_be_host(host: str) -> bool:
    """Whether a host may have that name or address at all; international names come in ASCII by here.

    >>> can_be_host("www.example.org"), can_be_host("::1"), can_be_host("a b.cn"), can_be_host("a..cn")
    (True, True, False, False)
    """
    return len(host) <= _LONGEST_HOST and _HOST.fullmatch(host) is not None


def is_public_address(address: Address) -> bool:
    """Whether one machine on the public internet has the address; tunnels count as what is in them."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public_address(inner)
        if address not in _GLOBAL_UNICAST or address in _DOCUMENTATION:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _plain(host: str) -> str:
    """The host as a resolver takes it: full-width digits, circled letters, ``。`` and ``%31`` made plain."""
    return unicodedata.normalize("NFKC", unquote(host)).replace("。", ".").lower().strip().removesuffix(".")


def _spelled_out(host: str) -> str:
    """An IPv4 address in four parts, also where resolvers take a shorter spelling for one.

    ``127.1``, ``2130706433``, ``0177.0.0.1`` and ``0x7f.1`` all lead to 127.0.0.1.
    """
    host = host.strip("[]").partition("%")[0]
    if not re.fullmatch(r"[0-9a-fx.]+", host):
        return host
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return host
