"""Which hosts are not on the public internet, and so are never visited because a page links there."""

from __future__ import annotations

import ipaddress
import re
import socket


def is_private(host: str) -> bool:
    """Whether *host* names this machine or a network that is not the public internet.

    >>> is_private("127.0.0.1"), is_private("localhost"), is_private("www.example.org")
    (True, True, False)
    """
    host = host.lower().removesuffix(".")
    try:
        return not ipaddress.ip_address(_spelled_out(host)).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


def _spelled_out(host: str) -> str:
    """An IPv4 address in four parts, also where resolvers take a shorter spelling for one.

    ``127.1``, ``2130706433`` and ``0x7f.1`` all lead to 127.0.0.1.
    """
    host = host.strip("[]")
    if not re.fullmatch(r"[0-9a-fx.]+", host):
        return host
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return host
