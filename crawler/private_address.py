"""Which hosts are not on the public internet, and so are never visited because a page links there."""

from __future__ import annotations

import ipaddress


def is_private(host: str) -> bool:
    """Whether *host* names this machine or a network that is not the public internet.

    >>> is_private("127.0.0.1"), is_private("localhost"), is_private("www.example.org")
    (True, True, False)
    """
    host = host.lower()
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))
